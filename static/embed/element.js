// `<py-vivarium>`: the author's own `<pre>` with a Run button and what came of it. Nothing is loaded before the first run.

import { cassette, complaints, fetched, files, granted, limits, options, packages } from "./attributes.js";
import { codeIn, editable } from "./editing.js";
import { Output } from "./output.js";
import { poolOf } from "./pool.js";
import { sheet } from "./style.js";
import { wordsFor } from "./words.js";

const parts = document.createElement("template");
parts.innerHTML = `<div class="bar" part="bar"><button type="button" class="run" part="run"></button><button type="button" class="stop" part="stop" hidden></button>
<button type="button" class="reset" part="reset" hidden></button></div><slot></slot>
<p class="grants" part="grants" hidden></p><div class="status" part="status" role="status"></div><div class="out" part="output" role="log" tabindex="-1"></div>
<div class="ask" part="input" hidden><input part="field" autocomplete="off" autocapitalize="off" spellcheck="false"><button type="button" part="enter"></button></div>
<details part="hint" hidden><summary></summary><p></p></details><button type="button" class="solution" part="solution" hidden></button>`;

/** Elements of this page whose program is in their session. */
const ran = new WeakSet();

export class PyVivarium extends HTMLElement {
  static source = new URL("./embed.js", import.meta.url).href;
  static observedAttributes = ["controls", "lang", "max-lines", "min-lines", "net", "output", "readonly", "src", "tools"];

  #root;
  #output;
  #original;
  #words;
  #abort;
  #running;
  #release;
  #answer;
  #loaded;

  connectedCallback() {
    if (!this.#root) this.#build();
    for (const complaint of complaints(this)) console.warn(complaint, this);
    this.#loaded = this.hasAttribute("src") ? this.#fetchCode() : undefined;
    this.#dress();
    this.#showGrants();
    if (this.hasAttribute("autorun")) this.#runInView();
    this.#say("ready");
  }

  disconnectedCallback() {
    // An element that only moves is connected again at once.
    queueMicrotask(() => this.isConnected || this.stop());
  }

  attributeChangedCallback(name) {
    if (!this.#root || !this.isConnected) return;
    if (name === "net" || name === "tools") return void this.#showGrants();
    if (name === "src") this.#loaded = this.#fetchCode();
    this.#dress();
  }

  /** The program. */
  get code() {
    return this.#block ? codeIn(this.#block) : "";
  }

  set code(text) {
    if (!this.#block) this.append(document.createElement("pre"));
    this.#block.textContent = text;
    this.#changed();
  }

  /** What the last run printed or, before the first, what the author saved. */
  get output() {
    return this.#output?.text || this.#saved?.textContent || "";
  }

  /** Runs the program, after those of its session that stand before it. Answers as `sandbox.run` does; `null` where it could not begin. */
  run() {
    return (this.#running ??= this.#run().finally(() => (this.#running = undefined)));
  }

  /** Ends the run. */
  stop() {
    this.#abort?.abort();
  }

  /** The author's program and output again; of a session all names are forgotten. */
  async reset() {
    this.stop();
    await this.#running;
    if (this.#original !== undefined && this.code !== this.#original) this.code = this.#original;
    this.#output.clear();
    if (this.#saved) this.#saved.hidden = false;
    this.#part("status").textContent = "";
    this.#part("reset").hidden = true;
    const name = this.getAttribute("session");
    if (!name) return;
    for (const other of sharing(this)) ran.delete(other);
    poolOf(await options(this)).forget(name);
  }

  get #block() {
    return this.querySelector("pre > code") ?? this.querySelector("pre, code");
  }

  get #saved() {
    return this.querySelector("output, pre.output");
  }

  #part(name) {
    return this.#root.querySelector(`[part=${name}]`);
  }

  #build() {
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(parts.content.cloneNode(true));
    this.#output = new Output(this.#part("output"));
    // In a paragraph the parser puts the block after it.
    const next = (this.closest("p") ?? this).nextElementSibling;
    if (!this.#block && !this.textContent.trim() && !this.hasAttribute("src") && next?.matches("pre")) this.append(next);
    // A program that stands in the tag as bare text.
    if (!this.#block && this.textContent.trim()) {
      const pre = document.createElement("pre");
      pre.textContent = this.textContent.replace(/^\r?\n/, "");
      this.replaceChildren(pre);
    }
    this.#part("run").onclick = () => this.#part("run").ariaDisabled !== "true" && this.run();
    this.#part("stop").onclick = () => this.stop();
    this.#part("reset").onclick = () => this.reset();
    this.#part("solution").onclick = () => (this.code = written(this, "solution"));
    // Not a form: in a frame with `sandbox="allow-scripts"` none is ever submitted.
    const answer = () => this.#answered(this.#part("field").value);
    this.#part("enter").onclick = answer;
    this.#part("field").onkeydown = ({ key, isComposing }) => {
      if (key === "Enter" && !isComposing) answer();
    };
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.run();
    });
  }

  #dress() {
    const words = (this.#words = wordsFor(this));
    for (const name of ["run", "stop", "reset", "solution", "enter"]) this.#part(name).textContent = words[name];
    this.#part("output").ariaLabel = words.output;
    this.#part("field").ariaLabel = words.answer;
    this.#part("bar").hidden = this.getAttribute("controls") === "none";
    this.style.setProperty("--lines-least", `${Number(this.getAttribute("min-lines")) * 1.5 || 0}em`);
    const most = Number(this.getAttribute("max-lines"));
    this.style.setProperty("--lines-most", most > 0 ? `${most * 1.5}em` : "none");
    if (this.hasAttribute("output") && !this.#output.text) this.#output.write(this.getAttribute("output"), "stdout");
    this.#release?.();
    this.#release = undefined;
    const block = this.#block;
    if (!block) return;
    this.#original ??= this.code;
    const reading = this.hasAttribute("readonly") || this.getAttribute("editor") === "none";
    if (!reading) this.#release = editable(block, words.code, () => this.#changed());
  }

  /** The reader is told whom the program may ask, before it does. */
  async #showGrants() {
    const place = this.#part("grants");
    const names = granted(await options(this).catch(() => ({})));
    place.hidden = names.length === 0;
    place.textContent = `${this.#words.tools} ${names.join(", ")}`;
  }

  #changed() {
    this.#part("reset").hidden = this.code === this.#original;
    this.#say("change", { code: this.code });
  }

  async #fetchCode() {
    try {
      this.#original = undefined;
      this.code = await (await fetched(this, this.getAttribute("src"))).text();
      this.#original = this.code;
      this.#changed();
      this.#dress();
    } catch (error) {
      this.#output.notice(sentence(error));
    }
  }

  #runInView() {
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watcher.disconnect();
      this.run();
    });
    watcher.observe(this);
  }

  async #run() {
    const abort = (this.#abort = new AbortController());
    const words = this.#words;
    this.#output.clear();
    if (this.#saved) this.#saved.hidden = true;
    this.#part("run").ariaDisabled = "true";
    this.#part("stop").hidden = false;
    this.#part("status").textContent = words.loading;
    this.#say("run", { code: this.code });
    let run = null;
    try {
      await this.#loaded;
      const given = { files: await files(this), limits: limits(this), packages: packages(this), cassette: await cassette(this) };
      const pool = poolOf(await options(this));
      await this.#runThoseBefore();
      run = await this.#runIn(pool, given, abort.signal);
      this.#ended(run);
    } catch (error) {
      if (!abort.signal.aborted) {
        this.#output.notice(sentence(error));
        this.#say("error", { error: { type: error.name, message: error.message, line: null } });
      }
    }
    this.#answered(null);
    this.#part("stop").hidden = true;
    this.#part("run").ariaDisabled = "false";
    this.#part("reset").hidden = false;
    if (run?.status !== "ok" || !this.hasAttribute("check")) this.#part("status").textContent = run?.status === "stopped" || abort.signal.aborted ? words.stopped : "";
    return run;
  }

  /** In a session the programs above it come first, each once. */
  async #runThoseBefore() {
    for (const other of sharing(this)) {
      if (other === this) return;
      if (!ran.has(other)) await other.run();
    }
  }

  async #runIn(pool, given, signal) {
    const [setup, check, name] = [written(this, "setup"), written(this, "check"), this.getAttribute("session")];
    if (name) {
      const session = await pool.session(name);
      const first = sharing(this).every((other) => !ran.has(other));
      const run = await this.#runAll(session, first || !ran.has(this) ? setup : "", check, given, signal);
      if (run.kept) ran.add(this);
      else for (const other of sharing(this)) ran.delete(other);
      return run;
    }
    return pool.lend(async (sandbox) => {
      if (!setup && !check) return this.#runOne(sandbox, this.code, given, signal);
      const session = sandbox.session();
      try {
        return await this.#runAll(session, setup, check, given, signal);
      } finally {
        session.close();
      }
    });
  }

  async #runAll(session, setup, check, given, signal) {
    if (setup) {
      const before = await session.run(setup, { ...given, signal, filename: "setup.py" });
      if (before.status !== "ok") throw new Error(`The hidden code before this program failed: ${before.error?.message ?? before.status}`);
    }
    const run = await this.#runOne(session, this.code, given, signal);
    if (check && run.status === "ok") await this.#check(session, check, given, signal);
    return run;
  }

  #runOne(runner, code, given, signal) {
    this.#part("status").textContent = this.#words.running;
    return runner.run(code, {
      ...given,
      signal,
      onOutput: (text, stream) => this.#output.write(text, stream),
      onDisplay: (bundle) => {
        this.#output.display(bundle);
        this.#say("display", { bundle });
      },
      onInput: () => this.#ask(),
      onFetch: ({ name, version }) => (this.#part("status").textContent = `${name} ${version}…`),
    });
  }

  /** What the author wants to be true afterwards: a failed `assert`'s message is for the reader. */
  async #check(session, check, given, signal) {
    const { status, error } = await session.run(check, { ...given, signal, filename: "check.py" });
    const passed = status === "ok";
    this.#part("status").textContent = passed ? this.#words.passed : `${this.#words.failed} ${error?.message ?? ""}`.trim();
    this.toggleAttribute("data-passed", passed);
    if (passed) return;
    const hint = this.#part("hint");
    hint.hidden = !this.hasAttribute("hint");
    hint.querySelector("summary").textContent = this.#words.hint;
    hint.querySelector("p").textContent = this.getAttribute("hint");
    this.#part("solution").hidden = !this.hasAttribute("solution");
  }

  #ask() {
    this.#part("input").hidden = false;
    const field = this.#part("field");
    field.value = "";
    // Only a reader who is at this snippet is taken to the question.
    if (this.contains(document.activeElement) || this.#root.activeElement) field.focus();
    this.#say("input");
    return new Promise((resolve) => (this.#answer = resolve));
  }

  #answered(line) {
    this.#part("input").hidden = true;
    if (line !== null && this.#answer) this.#output.write(`${line}\n`, "echo");
    this.#answer?.(line);
    this.#answer = undefined;
  }

  #ended(run) {
    const { status, error, result } = run;
    if (result) {
      this.#output.result(result.repr);
      this.#say("result", result);
    }
    if (error) this.#say("error", { status, error });
    if (error && !["ok", "error", "stopped"].includes(status)) this.#output.notice(error.message);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** The elements of this one's session, in the page's order. */
function sharing(element) {
  const name = element.getAttribute("session");
  if (!name) return [];
  return [...element.ownerDocument.querySelectorAll("py-vivarium[session]")].filter((other) => other.getAttribute("session") === name);
}

/** Code in an attribute: itself, or `#id` of the element that holds it. */
function written(element, name) {
  const text = element.getAttribute(name) ?? "";
  if (!/^#[\w-]+$/.test(text.trim())) return text;
  const holder = element.ownerDocument.getElementById(text.trim().slice(1));
  if (!holder) throw new Error(`${name}="${text}": there is no such element on this page.`);
  return (holder.content ?? holder).textContent.replace(/^\r?\n/, "");
}

const sentence = (error) => (error instanceof Error ? error.message : String(error));
