// What the user works on: a project of files, read before the page appears and kept while it is worked on.
//
// `static/boot.js` opens it while the app still arrives; the app asks it for what to run, and tells it what was typed.

import { bytesOf, fileOf, main, refusal, sameFiles } from "./project/files.js";
import { numbersIn } from "./project/limits.js";
import { decode, isLink } from "./project/link.js";
import { openStore } from "./project/store.js";
import firstSteps from "../static/examples/first_steps.py";

/** How long after the last change the project is kept. */
const pause = 400;
/** Where local storage holds what a page could not keep before it went away: IndexedDB may not be given the time. */
const rescued = "vivarium:unsaved";
const limitsKey = "vivarium:limits";

const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;

/** A project of its own made of these files. */
function made(name, files, about = {}) {
  return { id: newId(), name, files, original: files.map((file) => ({ ...file })), shown: main, limits: "", stdin: "", changed: 0, ...about };
}

export class Workspace extends EventTarget {
  #store;
  #pending;
  #keeping = Promise.resolve();
  #unkept = 0; // projects that are on their way into the store

  constructor(store, project) {
    super();
    this.#store = store;
    this.project = project;
    /** The project that a link was opened beside, to come back to. */
    this.before = undefined;
    /** A link that could not be opened, as a sentence. */
    this.complaint = "";
    /** What the last run wrote. */
    this.written = [];
    /** What ended it. */
    this.failure = undefined;
    /** Files of packages, as pairs of path and bytes. */
    this.packages = [];
    /** Others that the next run alone gets. */
    this.aside = [];
    /** Seed, clock and input of the recording that runs replay, or is made of the next. */
    this.tape = undefined;
    /** Whether a console can go on from the last run. */
    this.goesOn = false;
  }

  // ---- what there is ----

  get lasting() {
    return this.#store.lasting;
  }

  file(path) {
    return this.project.files.find((file) => file.path === path);
  }

  /** The text of the file that is shown; files of bytes are never shown in the editor. */
  get text() {
    return this.file(this.project.shown)?.text ?? "";
  }

  get shown() {
    return this.project.shown;
  }

  get modified() {
    return !sameFiles(this.project.files, this.project.original);
  }

  /** What a run needs; nothing while packages are looked for. */
  request() {
    this.#fail(undefined);
    if (globalThis.vivarium.waits()) return undefined;
    const others = this.project.files.filter((file) => file.path !== main);
    const files = [...others.map((file) => [file.path, bytesOf(file)]), ...this.packages, ...this.aside.splice(0)];
    return { code: this.file(main).text, files, cassette: this.tape };
  }

  all() {
    return this.#store.all();
  }

  // ---- what the page tells ----

  /** The file that is shown has another text now. */
  edited(text) {
    const before = this.modified;
    this.file(this.project.shown).text = text;
    this.#changed();
    if (before !== this.modified) this.#tell("named");
  }

  /** A recorded run has had an answer for so many nanoseconds; the user has entered a line, or the end of input. */
  delivered(call, ns) {
    this.tape?.delivered?.(call, ns);
  }

  entered(line) {
    this.tape?.entered?.(line);
  }

  setting(name) {
    return this.project[name] ?? "";
  }

  set(setting, value) {
    this.project[setting] = value;
    this.#changed();
  }

  /** The numbers of the limits: of this project, else as they were set last. */
  get limits() {
    return numbersIn(this.project.limits || remembered(limitsKey) || "");
  }

  /** Sets them for this project, and for those to come. */
  setLimits(text) {
    remember(limitsKey, text);
    this.set("limits", text);
  }

  /** What a run wrote, as pairs of path and bytes, the class and message of what ended it, and whether its names are kept. */
  ran(files, type, message, goesOn) {
    this.goesOn = goesOn;
    this.written = files.map(([path, bytes]) => fileOf(path, bytes));
    this.#tell("ran");
    this.#tell("written");
    this.#fail(type && { type, message });
  }

  // ---- what the panels do ----

  show(path) {
    if (!("text" in (this.file(path) ?? {}))) return false;
    this.project.shown = path;
    this.#tell("shown");
    return true;
  }

  /** Adds a file, or replaces it; answers a sentence when that cannot be. */
  put(file) {
    const there = this.file(file.path);
    const reason = there ? file.path === main && !("text" in file) && `${main} must be text.` : refusal(file.path, this.#paths());
    if (reason) return reason;
    if (there) this.project.files.splice(this.project.files.indexOf(there), 1, file);
    else this.project.files.push(file);
    this.#changed();
    this.#tell("files");
    if (file.path === this.project.shown) this.#tell("shown");
    return "";
  }

  rename(path, next) {
    const reason = refusal(next, this.#paths().filter((other) => other !== path));
    if (reason) return reason;
    this.file(path).path = next;
    if (this.project.shown === path) this.project.shown = next;
    this.#changed();
    this.#tell("files");
    this.#tell("shown");
    return "";
  }

  remove(path) {
    this.project.files = this.project.files.filter((file) => file.path !== path);
    this.#changed();
    this.#tell("files");
    if (this.project.shown === path) this.show(main);
  }

  /** Back to the files that the project began with. */
  restore() {
    this.project.files = this.project.original.map((file) => ({ ...file }));
    this.#changed();
    this.#tell("files");
    this.show(this.file(this.project.shown)?.text === undefined ? main : this.project.shown);
  }

  call(name) {
    this.project.name = name;
    this.#changed();
    this.#tell("named");
  }

  /** Another project in place of this one, which is kept. */
  async open(project) {
    await this.flush();
    await this.prepare(project);
    this.before = undefined;
    this.#take(project);
    this.#changed();
  }

  /** What replays the recording of a project has to be there before its first run. */
  async prepare({ cassette }) {
    if (cassette) (await globalThis.vivarium.load("tape")).attach(this);
  }

  /** A new project of these files. */
  begin(name, files) {
    return this.open(made(name, files));
  }

  async discard(project) {
    await this.#store.remove(project.id);
  }

  /** From a link back to what was there before; what was changed in it stays a project of its own. */
  async back() {
    const before = this.before;
    history.replaceState(null, "", location.pathname + location.search);
    if (before) await this.open(before);
  }

  /** Opens a link beside the project that is open. Nothing runs, and nothing is kept until something is changed. */
  async openLink(hash) {
    await this.flush();
    try {
      const { name, ...about } = await decode(hash);
      const before = this.before ?? this.project;
      const project = made(name, about.files, { ...about, linked: true });
      await this.prepare(project);
      this.#take(project);
      this.before = before;
      this.complaint = "";
    } catch (error) {
      this.complaint = error.message;
    }
    this.#tell("link");
  }

  // ---- keeping ----

  /** Keeps what is not kept yet; done when it is. */
  flush() {
    if (this.#pending !== undefined) {
      clearTimeout(this.#pending);
      this.#pending = undefined;
      const project = { ...this.project, changed: Date.now() };
      // One after the other, so that the last is what stays. What cannot be kept is still in the editor.
      this.#unkept += 1;
      this.#keeping = this.#keeping.then(() => this.#store.keep(project)).catch(() => {}).then(() => (this.#unkept -= 1));
    }
    return this.#keeping;
  }

  /** The page goes away, perhaps for good. */
  leave() {
    if (this.#pending === undefined && this.#unkept === 0) return;
    const text = (files) => files.filter((file) => "text" in file);
    const { files, original, ...about } = this.project;
    remember(rescued, JSON.stringify({ ...about, files: text(files), original: text(original) }));
    this.flush().then(() => remember(rescued));
  }

  #paths() {
    return this.project.files.map((file) => file.path);
  }

  #take(project) {
    this.project = project;
    this.written = [];
    this.#fail(undefined);
    for (const what of ["project", "named", "files", "shown", "written", "link"]) this.#tell(what);
  }

  #changed() {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => this.flush(), pause);
    // From now on the address no longer says what is shown.
    if (isLink(location.hash)) history.replaceState(null, "", location.pathname + location.search);
  }

  #fail(failure) {
    this.failure = failure;
    this.#tell("failed");
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

function remembered(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(key, value) {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Blocked or full: then this is not kept either.
  }
}

/** The project as it was left: what a page rescued when it went away is newer than what was kept. */
async function left(store) {
  const kept = await store.current().catch(() => undefined);
  const unsaved = remembered(rescued);
  if (unsaved === undefined) return kept;
  remember(rescued);
  try {
    const project = JSON.parse(unsaved);
    // Bytes change seldom, and local storage does not hold them.
    const bytes = (files) => files.filter((file) => file.bytes);
    if (kept?.id === project.id) {
      project.files.push(...bytes(kept.files));
      project.original.push(...bytes(kept.original));
    }
    await store.keep(project);
    return project;
  } catch {
    return kept;
  }
}

/** The project that was open last, or the one in the address, or the first steps of a new visitor. */
export async function open() {
  const store = await openStore();
  // A page that is a file brings its project along.
  const file = document.getElementById("vivarium-project") && (await globalThis.vivarium.load("offline"));
  const kept = file ? await file.brought(store, await left(store), made) : await left(store);
  const text = kept ? undefined : remembered("vivarium:draft");
  const workspace = new Workspace(store, kept ?? made(text === undefined ? "First steps" : "My program", [{ path: main, text: text ?? firstSteps }]));
  await workspace.prepare(workspace.project);
  if (isLink(location.hash)) await workspace.openLink(location.hash);
  addEventListener("hashchange", () => isLink(location.hash) && workspace.openLink(location.hash));
  document.addEventListener("visibilitychange", () => document.hidden && workspace.leave());
  addEventListener("pagehide", () => workspace.leave());
  return workspace;
}
