// The prompt: a field that grows with its lines, its history, and suggestions for what stands before the caret.

import { element } from "../panels/dom.js";
import { History, indentAfter, isIncomplete } from "./lines.js";

const kept = "vivarium:console";
/** So many suggestions are listed. */
const most = 10;

export class Prompt {
  #field;
  #list;
  #history = new History(remembered());
  #found; // { from, options, at } while suggestions are listed

  constructor(place, workspace) {
    const about = element("span", { id: "console-about", className: "unseen" }, "Enter runs, Shift Enter adds a line, Tab completes, arrow keys bring back what was entered, Control C stops. Escape, then Tab, leaves.");
    this.#list = element("ul", { id: "console-options", role: "listbox", className: "console-options", "aria-label": "Suggestions", hidden: true });
    this.#field = element("textarea", {
      id: "console-field",
      rows: 1,
      spellcheck: false,
      autocapitalize: "off",
      autocomplete: "off",
      enterKeyHint: "go",
      "aria-describedby": "console-about",
      "aria-controls": "console-options",
      "aria-autocomplete": "list",
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#changed(),
      onblur: () => this.#close(),
    });
    const label = element("label", { for: "console-field" }, element("span", { "aria-hidden": "true" }, ">>>"), element("span", { className: "unseen" }, "Console"));
    this.element = element("div", { className: "console" }, this.#list, element("div", { className: "console-line" }, label, this.#field), about);
    place.after(this.element);
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.#take(Number(option.dataset.at));
    });
    // Names are lost when the interpreter had to be ended.
    workspace.addEventListener("ran", () => (this.element.hidden = !workspace.goesOn));
  }

  show() {
    this.element.hidden = false;
    this.#field.focus();
    const log = document.querySelector(".log-scroller");
    log.scrollTop = log.scrollHeight;
  }

  #key(event) {
    const { key, ctrlKey, metaKey, shiftKey, altKey, isComposing } = event;
    if (isComposing || altKey) return;
    const plain = !ctrlKey && !metaKey && !shiftKey;
    const done = () => event.preventDefault();
    const field = this.#field;
    const { value, selectionStart: start, selectionEnd: end } = field;
    if (this.#found && plain) {
      if (key === "Escape") return done(), this.#close();
      if (key === "ArrowDown" || key === "Tab") return done(), this.#mark(this.#found.at + 1);
      if (key === "ArrowUp") return done(), this.#mark(this.#found.at - 1);
      if (key === "Enter") return done(), this.#take(this.#found.at);
    }
    if (key === "Enter" && plain) {
      done();
      if (end === value.length && !isIncomplete(value)) this.#run();
      else field.setRangeText(`\n${indentAfter(value.slice(0, start))}`, start, end, "end"), this.#changed();
    } else if (key === "Tab" && plain && !this.leaves) {
      done();
      const line = value.slice(value.lastIndexOf("\n", start - 1) + 1, start);
      if (line.trim() === "") field.setRangeText("    ", start, end, "end"), this.#changed();
      else this.#complete(start);
    } else if (key === "ArrowUp" && plain && !value.slice(0, start).includes("\n")) {
      if (this.#recall(-1)) done();
    } else if (key === "ArrowDown" && plain && !value.slice(end).includes("\n")) {
      if (this.#recall(1)) done();
    } else if (key.toLowerCase() === "c" && ctrlKey && start === end) {
      done();
      const stop = document.querySelector("button.stop[aria-disabled=false]");
      if (stop) stop.click();
      else this.#set("");
    } else if (key.toLowerCase() === "l" && ctrlKey) {
      done();
      document.querySelector(".output .pane-head button:last-child").click();
    }
    // Tab leaves right after Escape, so that nobody is caught.
    this.leaves = key === "Escape" || (this.leaves && key === "Shift");
  }

  #run() {
    const source = this.#field.value.trimEnd();
    if (source === "" || !globalThis.vivarium.cell(source)) return;
    this.#history.add(source);
    remember(this.#history.entries);
    this.#set("");
  }

  #recall(by) {
    const text = this.#history.step(by, this.#field.value);
    if (text !== undefined) this.#set(text);
    return text !== undefined;
  }

  #set(text) {
    this.#field.value = text;
    this.#changed();
  }

  #changed() {
    this.#close();
    this.#grow();
  }

  #grow() {
    this.#field.rows = Math.min(this.#field.value.split("\n").length, 12);
  }

  // ---- suggestions ----

  async #complete(caret) {
    const source = this.#field.value;
    const before = source.slice(0, caret).split("\n");
    const line = before.at(-1);
    // Columns are counted in characters, as Python does.
    const request = { source, line: before.length, column: [...line].length + 1 };
    const answer = JSON.parse(await globalThis.vivarium.within("complete", JSON.stringify(request)));
    if (!answer || this.#field.value !== source) return;
    const start = caret - line.length + [...line].slice(0, answer.from - 1).join("").length;
    const typed = source.slice(start, caret);
    const options = answer.options.filter(({ label }) => label.startsWith(typed)).slice(0, most);
    if (options.length === 0) return;
    const common = options.reduce((common, { label }) => {
      let same = 0;
      while (same < common.length && common[same] === label[same]) same++;
      return common.slice(0, same);
    }, options[0].label);
    if (common.length > typed.length || options.length === 1) this.#replace(start, caret, common);
    if (options.length === 1) return;
    this.#found = { from: start, options, at: 0 };
    this.#list.replaceChildren(...options.map(({ label, detail }, at) => element("li", { id: `console-option-${at}`, role: "option", "data-at": at }, label, element("span", { className: "label" }, detail ? ` ${detail}` : ""))));
    this.#list.hidden = false;
    this.#mark(0);
  }

  #mark(at) {
    const { options } = this.#found;
    this.#found.at = (at + options.length) % options.length;
    for (const [index, item] of [...this.#list.children].entries()) {
      item.setAttribute("aria-selected", String(index === this.#found.at));
      if (index === this.#found.at) item.scrollIntoView({ block: "nearest" });
    }
    this.#field.setAttribute("aria-activedescendant", `console-option-${this.#found.at}`);
  }

  #take(at) {
    const { from, options } = this.#found;
    this.#replace(from, this.#field.selectionEnd, options[at].label);
    this.#close();
  }

  #replace(from, to, text) {
    this.#field.setRangeText(text, from, to, "end");
    this.#grow();
  }

  #close() {
    this.#found = undefined;
    this.#list.hidden = true;
    this.#field.removeAttribute("aria-activedescendant");
  }
}

function remembered() {
  try {
    const entries = JSON.parse(localStorage.getItem(kept) ?? "[]");
    return Array.isArray(entries) ? entries.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}

function remember(entries) {
  try {
    localStorage.setItem(kept, JSON.stringify(entries));
  } catch {
    // Blocked or full: then they last as long as the page.
  }
}
