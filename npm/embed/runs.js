// Runs the snippets of one page as `<py-vivarium>` does: sessions in order, hidden code before and after, files, limits.

import { createSandbox } from "../node/vivarium.js";
import { cassette, complaints, fetched, files, limits, options } from "./attributes.js";

/** The same bytes every time, or each check would find a difference. */
const REPEATABLE = { seed: 0, now: Date.UTC(2026, 0, 1) };

/** A tag as `attributes.js` looks at it. */
class Tag {
  constructor(attributes, baseURI) {
    this.values = attributes;
    this.ownerDocument = { baseURI };
  }

  get attributes() {
    return [...this.values].map(([name, value]) => ({ name, value }));
  }

  getAttribute(name) {
    return this.values.get(name) ?? null;
  }

  hasAttribute(name) {
    return this.values.has(name);
  }
}

export class Runs {
  #address;
  #sandboxes = new Map(); // options as JSON → sandbox
  #sessions = new Map();

  /** The snippets of the page at this address. */
  constructor(address) {
    this.#address = address;
  }

  /** `{ output, problem, warnings }`; a problem is `{ sentence, shown }`: shown if the program has printed it itself. */
  async run(snippet) {
    const tag = new Tag(snippet.attributes, this.#address);
    const warnings = complaints(tag);
    try {
      return { warnings, ...(await this.#run(snippet, tag)) };
    } catch (error) {
      return { warnings, output: "", problem: { sentence: error.message, shown: false } };
    }
  }

  async #run({ code, byId }, tag) {
    const written = (name) => {
      const text = tag.getAttribute(name) ?? "";
      if (!/^#[\w-]+$/.test(text.trim())) return text;
      const held = byId(text.trim().slice(1));
      if (held === undefined) throw new Error(`${name}="${text}": there is no such element on this page.`);
      return held;
    };
    const source = tag.getAttribute("src");
    if (source !== null) code = await (await fetched(tag, source)).text();
    const asked = await options(tag);
    const tape = await cassette(tag);
    const given = { files: await files(tag), limits: limits(tag) };
    if (tape) given.cassette = tape;
    else if (Object.keys(asked).length === 0) Object.assign(given, REPEATABLE);

    const sandbox = await this.#sandbox(asked);
    const name = tag.getAttribute("session");
    const [setup, check, solution] = ["setup", "check", "solution"].map(written);
    const runner = name ? this.#session(sandbox, name) : setup || check ? sandbox.session() : sandbox;
    if (setup) await expectOk(runner.run(setup, { ...given, filename: "setup.py" }), "the hidden code before it failed");
    const done = await shown(runner, code, given);
    if (check && !done.problem?.sentence) {
      // What a reader begins with need not pass; what the author calls the solution must.
      if (solution) await expectOk(runner.run(solution, { ...given, filename: "solution.py" }), "the solution failed");
      await expectOk(runner.run(check, { ...given, filename: "check.py" }), solution ? "the solution does not pass the check" : "it does not pass its check");
    }
    if (runner !== sandbox && !name) runner.close();
    return done;
  }

  async #sandbox(asked) {
    const key = JSON.stringify(asked);
    if (!this.#sandboxes.has(key)) this.#sandboxes.set(key, await createSandbox(asked));
    return this.#sandboxes.get(key);
  }

  #session(sandbox, name) {
    if (!this.#sessions.has(name)) this.#sessions.set(name, sandbox.session());
    return this.#sessions.get(name);
  }

  close() {
    for (const sandbox of this.#sandboxes.values()) sandbox.close();
  }
}

/** A run with what the element would show of it. */
async function shown(runner, code, given) {
  let output = "";
  const line = () => (output && !output.endsWith("\n") ? "\n" : "");
  const run = await runner.run(code, {
    ...given,
    onOutput: (text) => (output += text),
    onDisplay: (bundle) => {
      const isPicture = Object.keys(bundle).some((mime) => mime.startsWith("image/"));
      if (!isPicture && bundle["text/plain"]) output += `${bundle["text/plain"]}\n`;
    },
  });
  if (run.result) output += `${line()}${run.result.repr}\n`;
  if (run.status === "ok") return { output };
  const { type, message, line: at } = run.error;
  return { output, problem: { sentence: `${type}${at ? ` on its line ${at}` : ""}: ${message}`, shown: run.status === "error" } };
}

async function expectOk(running, sentence) {
  const { status, error } = await running;
  if (status !== "ok") throw new Error(`${sentence}: ${error.message || error.type}`);
}
