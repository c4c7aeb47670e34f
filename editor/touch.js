// A row of keys that a phone's keyboard hides behind others, just above that keyboard. Comes only where fingers point.

import { element } from "./panels/dom.js";
import look from "./touch/touch.css";

/** What a key shows, what it is called, what it types. */
const keys = [
  ["⇥", "Tab", "\t"],
  [":", "Colon", ":"],
  ["(", "Round bracket", "("],
  ["[", "Square bracket", "["],
  ["{", "Curly bracket", "{"],
  ['"', "Double quote", '"'],
  ["'", "Single quote", "'"],
  ["=", "Equals sign", "="],
  ["_", "Underscore", "_"],
  ["↶", "Undo"],
];

/** What the text area does until CodeMirror comes. */
const plain = {
  type(text) {
    if (text !== "\t") document.execCommand("insertText", false, text);
    else document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true }));
  },
  undo: () => document.execCommand("undo"),
};

/** Shows the row while the editor has the focus, which it does not take away: the keyboard would go. */
export function attach(code) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const key = ([shown, name, typed]) => {
    const onclick = () => {
      const editor = globalThis.vivarium.editor ?? plain;
      if (typed) editor.type(typed);
      else editor.undo();
    };
    return element("button", { type: "button", "aria-label": name, onmousedown: (event) => event.preventDefault(), onclick }, shown);
  };
  const row = element("div", { className: "touch-keys", role: "group", "aria-label": "Keys for Python", hidden: true }, ...keys.map(key));
  document.body.append(row);

  // Some browsers lay the keyboard over the page: then the page ends where what is seen of it does.
  const { visualViewport } = window;
  const fit = () => (document.body.style.height = row.hidden || visualViewport.height >= innerHeight - 1 || visualViewport.scale > 1 ? "" : `${visualViewport.height}px`);
  const show = (shown) => ((row.hidden = !shown), visualViewport && fit());
  visualViewport?.addEventListener("resize", fit);
  code.addEventListener("focusin", () => show(true));
  code.addEventListener("focusout", ({ relatedTarget }) => show(code.contains(relatedTarget)));
  show(code.contains(document.activeElement));
}
