// What a program needs besides Python: looked for before it runs, and told below the output. Comes with the first that needs some.

import { button, element, size } from "./panels/dom.js";
import { bytesOf, main } from "./project/files.js";
import { hasBlock, packageOf, withDependency } from "./needs/block.js";
import look from "./needs/needs.css";

/** Where the address of the index is kept that somebody gave. */
const kept = "vivarium:index";

/** The scripts of the page's own packages, which lie beside this one. */
const bundlesScript = "BUNDLES_SCRIPT";

/** For `static/boot.js`. */
export async function open(workspace) {
  const [script, bundles] = await Promise.all([globalThis.vivarium.load("packages"), import(new URL(bundlesScript, import.meta.url))]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return new Needs(workspace, script, bundles);
}

class Needs {
  #workspace;
  #script;
  #bundles;
  #bar = element("div", { id: "needs-bar", "aria-live": "polite" });
  #ready = "";
  #looking = "";

  constructor(workspace, script, bundles) {
    this.#workspace = workspace;
    this.#script = script;
    this.#bundles = bundles;
    document.getElementById("hint-bar").before(this.#bar);
    workspace.addEventListener("project", () => this.#clear());
  }

  /** Whether a run must wait; then it is asked for again by the event `found`. */
  waits() {
    const { code, wheels, names, key } = this.#wanted();
    if (key === this.#ready || (!hasBlock(code) && wheels.length + names.length === 0)) {
      if (key !== this.#ready) this.#clear();
      return false;
    }
    if (key !== this.#looking) this.#prepare(code, wheels, names, key);
    return true;
  }

  /** Offers to declare the package whose module a program misses. */
  offer(message) {
    const name = packageOf(message);
    if (!name) return;
    if (this.#bundles.bundlesOf([`import ${name}`]).length > 0) return this.#say(`${name} comes with programs that say "import ${name}" themselves: write it there, and run again.`);
    const add = () => {
      this.#bar.replaceChildren();
      this.#workspace.put({ path: main, text: withDependency(this.#workspace.file(main).text, name) });
    };
    this.#say(`${name} may be a package of others.`, button(`Add ${name} to the program's dependencies`, add));
  }

  #wanted() {
    const code = this.#workspace.file(main).text;
    const wheels = this.#workspace.project.files.filter(({ path }) => path.endsWith(".whl")).map((file) => [file.path, bytesOf(file)]);
    const block = hasBlock(code) ? code.split("\n").filter((line) => line.startsWith("#")) : [];
    const texts = this.#workspace.project.files.filter(({ path, text }) => text !== undefined && path.endsWith(".py")).map(({ text }) => text);
    const names = this.#bundles.bundlesOf(texts, this.#workspace.project.files.map(({ path }) => path));
    return { code, wheels, names, key: JSON.stringify([block, wheels.map(([path, { length }]) => [path, length]), names, this.#index]) };
  }

  get #index() {
    return this.#script.pageIndex() ?? stored() ?? undefined;
  }

  async #prepare(code, wheels, names, key) {
    this.#looking = key;
    const fetched = [];
    this.#say("Looking for what the program needs…");
    const onFetch = (wheel) => {
      fetched.push(`${wheel.name} ${wheel.version}${wheel.size ? ` (${size(wheel.size)})` : ""}`);
      this.#say(`Fetching ${fetched.join(", ")}…`);
    };
    try {
      const declared = hasBlock(code) || wheels.length > 0;
      const { files, packages } = declared ? await this.#script.install({ code, wheels, index: this.#index, onFetch }) : { files: {}, packages: [] };
      const own = names.filter((name) => !Object.keys(files).some((path) => path.startsWith(`/lib/site-packages/${name}`)));
      const bundled = await this.#bundles.fetchBundles(own);
      if (this.#looking !== key) return;
      this.#workspace.packages = Object.entries({ ...bundled, ...files });
      this.#ready = key;
      const all = [...own.map((name) => `Vivarium's own ${name}`), ...packages.map(({ name, version }) => `${name} ${version}`)];
      this.#say(`With ${all.join(", ") || "no packages"}.`);
      this.#workspace.dispatchEvent(new Event("found"));
    } catch (error) {
      if (this.#looking !== key) return;
      this.#refuse(error);
    } finally {
      if (this.#looking === key) this.#looking = "";
    }
  }

  #refuse({ message }) {
    if (!/no package index is set/.test(message)) return this.#say(message, ...(stored() ? [button("Another index", () => this.#ask())] : []));
    this.#ask(message.split(/,? and no package index/)[0]);
  }

  /** Asks for the index, once. */
  #ask(why = "") {
    const field = element("input", { type: "url", id: "package-index", value: stored() ?? "", placeholder: "https://index.example/simple/", required: true, spellcheck: false, autocomplete: "off" });
    const submit = (event) => {
      event.preventDefault();
      store(field.value.trim());
      this.#workspace.dispatchEvent(new Event("found"));
    };
    const label = element("label", { for: "package-index" }, `${why ? `${why}. ` : ""}Address of the package index to fetch from (it must allow this page; kept in this browser):`);
    this.#bar.replaceChildren(element("form", { onsubmit: submit }, label, field, element("button", { type: "submit", className: "main" }, "Fetch and run")));
    field.focus();
  }

  #say(sentence, ...more) {
    this.#bar.replaceChildren(element("p", {}, sentence), ...more);
  }

  #clear() {
    this.#workspace.packages = [];
    this.#ready = this.#looking = "";
    this.#bar.replaceChildren();
  }
}

function stored() {
  try {
    return localStorage.getItem(kept);
  } catch {
    return asked;
  }
}

let asked; // where storage is blocked
function store(index) {
  asked = index;
  try {
    localStorage.setItem(kept, index);
  } catch {
    // For as long as the page is open.
  }
}
