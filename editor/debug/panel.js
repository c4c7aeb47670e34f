// The panel above the output: it starts a run that is watched, steps through it, or moves through what was recorded.

import { button, element } from "../panels/dom.js";
import { Picture } from "./picture.js";
import { Recording, State, told } from "./recording.js";

/** What the interpreter reads when the run begins (`_vivarium_run.py`). */
const settings = "/lib/site-packages/_vivarium_watch.json";
const about = "Debug stops at breakpoints (press beside a line, or F9 in the editor), or at the first line if there are none. Record runs the program to its end and lets you go back and forth through it.";
const cannotWait = "In this browser a program cannot wait, so it can be recorded, but not debugged.";
const lost = "There is no recording: the interpreter had to be ended, and it went with it.";
const canWait = () => "Suspending" in WebAssembly;

export class Panel {
  #workspace;
  #stand;
  #focusEditor;
  #breakpoints = new Map(); // path → lines
  #watches = [];
  #mode = "idle"; // "debug", "record": runs so; "time": moves through a recording
  #listening; // says something to a program that runs
  #paused; // says something to a program that stands still
  #recording;
  #state;
  #at = 0;
  #waits = false;

  constructor(workspace, stand, focusEditor) {
    this.#workspace = workspace;
    this.#stand = stand;
    this.#focusEditor = focusEditor;
    this.#make();
    const { vivarium } = globalThis;
    const { call } = vivarium;
    vivarium.call = (run, id, request, reply) => (request.startsWith('{"kind":"debug"') ? this.#asked(JSON.parse(request), (answer) => reply(run, id, answer)) : call(run, id, request, reply));
    workspace.addEventListener("ran", () => this.#ended());
    workspace.addEventListener("project", () => this.#idle());
    addEventListener("keydown", (event) => this.#key(event));
  }

  #make() {
    const step = (label, act, keys, shown) => button(label, act, { title: `${label} (${keys})`, "aria-keyshortcuts": shown ?? keys });
    const go = (how) => () => this.#go(how);
    this.starts = [button("Debug", () => this.#start("debug"), { className: "quiet main" }), button("Record", () => this.#start("record"), { className: "quiet main" })];
    this.pause = button("Pause", () => this.#say({ do: "pause" }));
    this.steps = [step("Continue", go("go"), "F8"), step("Over", go("over"), "F10"), step("Into", go("into"), "F11"), step("Out", go("out"), "Shift F11", "Shift+F11")];
    this.stepping = element("span", { role: "group", "aria-label": "Steps of the debugger", hidden: true }, ...this.steps, this.pause);
    this.slider = element("input", { type: "range", min: 0, value: 0, "aria-label": "Step", oninput: () => this.#move(Number(this.slider.value)) });
    const by = (label, name, where) => button(label, () => this.#move(where()), { "aria-label": name, title: name });
    const over = (by) => this.#recording.seek(this.#at, by, ({ frames }) => frames.length <= this.depth);
    this.times = element(
      "span",
      { role: "group", className: "debug-times", "aria-label": "Steps of the recording", hidden: true },
      by("|◀", "First step", () => 0),
      by("↶", "Back over calls", () => over(-1)),
      by("◀", "Back", () => this.#at - 1),
      this.slider,
      by("▶", "Forward", () => this.#at + 1),
      by("↷", "Forward over calls", () => over(1)),
      by("▶|", "Last step", () => this.#recording.length - 1),
    );
    const close = button("✕", () => this.#close(), { className: "quiet square debug-close", "aria-label": "Close the debugger", title: "Close" });
    this.said = element("p", { className: "debug-said", "aria-live": "polite" });
    this.note = element("p", { className: "debug-note", role: "note", hidden: true });
    this.about = element("p", { className: "debug-about" }, canWait() ? about : cannotWait);
    this.picture = new Picture((frame) => this.#select(frame));
    this.picture.element.hidden = true;
    this.written = element("pre", { className: "debug-written", tabIndex: 0, role: "group", "aria-label": "Output so far" });
    this.field = element("input", { type: "text", "aria-label": "Expression to watch", placeholder: "Watch an expression", autocomplete: "off", spellcheck: false, autocapitalize: "off" });
    const submit = (event) => (event.preventDefault(), this.#watch(this.field.value.trim()));
    this.watched = element("span", {});
    this.watch = element("form", { className: "debug-watch", hidden: true, onsubmit: submit }, this.field, element("button", { type: "submit", className: "quiet" }, "Watch"), this.watched);
    const bar = element("div", { className: "debug-bar" }, ...this.starts, this.stepping, this.times, close);
    this.element = element("section", { className: "debug", "aria-label": "Debugger" }, bar, this.said, this.note, this.about, this.picture.element, this.watch, this.written);
    this.#draw();
  }

  /** For the palette. */
  get commands() {
    return [["Record the program", () => (this.show(), this.#start("record"))], ...["Continue", "Step over", "Step into", "Step out"].map((name, at) => [name, undefined, ["F8", "F10", "F11", "Shift F11"][at]])];
  }

  show() {
    if (!this.element.isConnected) document.querySelector(".log-scroller").before(this.element);
    this.starts[0].focus();
  }

  #close() {
    if (this.#mode === "debug") this.#press("stop");
    this.#idle();
    this.element.remove();
    this.#focusEditor();
  }

  #press(name) {
    document.querySelector(`button.${name}[aria-disabled=false]`)?.click();
  }

  // ---- a run ----

  #start(how) {
    if (!document.querySelector("button.run[aria-disabled=false]")) return;
    if (how === "debug" && !canWait()) return this.#tell(cannotWait);
    if (how === "debug" && this.#workspace.tape) return this.#tell("A replay can be recorded, but not debugged.");
    this.#idle();
    this.#mode = how;
    const bytes = new TextEncoder().encode(JSON.stringify({ do: how, ...this.#settings() }));
    this.#workspace.aside.splice(0, Infinity, [settings, bytes]);
    this.#tell(how === "debug" ? "The program runs" : "The program runs and is recorded");
    this.#draw();
    this.#press("run");
  }

  #settings() {
    return { breakpoints: Object.fromEntries(this.#breakpoints), watches: this.#watches };
  }

  /** What the program asks of the debugger. */
  #asked({ what, steps, watches }, reply) {
    const answer = (told) => reply(JSON.stringify({ ...this.#settings(), ...told }));
    if (this.#mode !== "debug") return answer({ do: "go", breakpoints: {} });
    if (what === "listen") return (this.#listening = answer);
    // A person thinks: that time is not the program's.
    reply(true);
    this.#paused = (told) => {
      this.#paused = undefined;
      reply(false);
      answer(told);
    };
    this.#state = new State();
    for (const step of steps) this.#state.apply(step);
    this.#results = watches;
    this.selected = this.#selecting ?? this.#state.frames.at(-1)?.number;
    this.#selecting = undefined;
    this.#show();
    const top = this.#state.frames.at(-1);
    this.#tell(`Paused at line ${top.line}${top.name && ` in ${top.name}`}${this.#isMain(top) ? "" : ` of ${top.file}`}`);
    this.#draw();
  }

  #results = [];
  #selecting;

  #isMain = ({ file }) => file === "main.py";

  breaks(path, lines) {
    this.#breakpoints.set(path, lines);
    if (!this.#paused) this.#say({ do: "go" });
  }

  /** To a program that runs. */
  #say(told) {
    const say = this.#listening;
    this.#listening = undefined;
    say?.(told);
  }

  #go(how) {
    if (!this.#paused) return;
    this.#stand(0);
    this.#tell("The program runs");
    this.#paused({ do: how });
    this.#draw();
  }

  #watch(text) {
    if (text === "") return;
    this.field.value = "";
    if (!this.#watches.includes(text)) this.#watches.push(text);
    this.#look();
  }

  #look(frame = this.selected) {
    this.#selecting = frame;
    this.#paused?.({ do: "look", frame });
    this.#draw();
  }

  #select(frame) {
    this.selected = frame.number;
    this.#stand(0);
    this.#place(frame);
    if (this.#paused) this.#look(frame.number);
    else this.#show();
  }

  async #ended() {
    const mode = this.#mode;
    if (mode !== "debug" && mode !== "record") return;
    this.#idle();
    this.#tell("The program has ended.");
    if (mode === "record") await this.#fetch();
  }

  async #fetch() {
    if (!this.#workspace.goesOn) return this.#tell(lost);
    const steps = [];
    let answer;
    do {
      answer = JSON.parse((await globalThis.vivarium.within("recorded", String(steps.length))) ?? "null");
      for (const step of answer?.steps ?? []) steps.push(step);
    } while (answer?.steps.length > 0 && steps.length < answer.total);
    if (this.#mode !== "idle") return;
    if (steps.length === 0) return this.#tell("Nothing was recorded: the program did not begin.");
    this.#recording = new Recording(steps);
    this.#mode = "time";
    this.slider.max = steps.length - 1;
    this.note.textContent = answer.note;
    this.note.hidden = !answer.note;
    this.#draw();
    this.#move(0);
    this.slider.focus();
  }

  #idle() {
    this.#mode = "idle";
    this.#paused = this.#listening = this.#recording = this.#state = this.selected = undefined;
    this.#workspace.aside.length = 0;
    this.note.hidden = true;
    this.written.replaceChildren();
    this.#stand(0);
    this.#tell("");
    this.#draw();
  }

  // ---- what is shown ----

  #move(to) {
    this.#at = Math.max(0, Math.min(to, this.#recording.length - 1));
    this.slider.value = this.#at;
    this.#state = this.#recording.at(this.#at);
    this.depth = this.#state.frames.length;
    this.selected = this.#state.frames.at(-1)?.number;
    const step = `Step ${(this.#at + 1).toLocaleString("en")} of ${this.#recording.length.toLocaleString("en")}`;
    const words = told(this.#state);
    this.slider.setAttribute("aria-valuetext", `${step}: ${words}`);
    this.#tell(`${step}: ${words}`);
    if (this.#waits) return;
    // A slider that is drawn moves faster than a picture.
    this.#waits = true;
    requestAnimationFrame(() => {
      this.#waits = false;
      if (this.#recording) this.#show();
    });
  }

  #show() {
    const watched = this.#results.map(([text, value, ok]) => [text, ok ? value : `✗ ${value}`]);
    const { frames, heap } = this.#state;
    const all = this.#mode === "debug" && watched.length > 0 ? [...frames, { number: 0, name: "Watched", names: new Map(watched) }] : frames;
    this.picture.draw({ frames: all, heap }, this.selected);
    const frame = frames.find(({ number }) => number === this.selected);
    if (frame) this.#place(frame);
    if (!this.#recording) return;
    this.written.replaceChildren(...this.#recording.written(this.#state).map(([stream, text]) => element("span", { className: stream }, text)));
    this.written.scrollTop = this.written.scrollHeight;
  }

  /** Marks the line where a frame is. */
  #place({ file, line }) {
    if (this.#workspace.shown !== file) {
      this.#stand(0);
      if (!this.#workspace.show(file)) return;
    }
    this.#stand(line);
  }

  #tell(sentence) {
    this.said.textContent = sentence;
  }

  #draw() {
    const debug = this.#mode === "debug";
    const time = this.#mode === "time";
    this.element.classList.toggle("debug-time", time);
    this.stepping.hidden = !debug;
    this.times.hidden = !time;
    this.picture.element.hidden = !(time || (debug && this.#state));
    this.about.hidden = this.#mode !== "idle" || this.said.textContent !== "";
    this.said.hidden = this.said.textContent === "";
    for (const step of this.steps) step.setAttribute("aria-disabled", String(!this.#paused));
    this.pause.setAttribute("aria-disabled", String(Boolean(this.#paused)));
    this.picture.element.classList.toggle("debug-past", debug && !this.#paused);
    this.watch.hidden = !debug;
    const remove = (text) => button(`${text} ✕`, () => ((this.#watches = this.#watches.filter((other) => other !== text)), this.#look()), { "aria-label": `No longer watch ${text}` });
    this.watched.replaceChildren(...this.#watches.map(remove));
  }

  #key(event) {
    if (!this.element.isConnected || event.ctrlKey || event.altKey || event.metaKey) return;
    const { key, shiftKey, target } = event;
    const how = { F5: "go", F8: "go", F10: "over", F11: shiftKey ? "out" : "into" }[key];
    if (this.#paused && how && !(shiftKey && key !== "F11")) {
      event.preventDefault();
      return this.#go(how);
    }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (this.#mode !== "time" || !by || !this.element.contains(target) || target === this.slider || target === this.picture.element) return;
    event.preventDefault();
    this.#move(this.#at + by);
  }
}
