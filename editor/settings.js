// What the user sets: how the page looks, and what programs may use up. Comes with the first look at it.

import { openDialog } from "./dialogs/dialog.js";
import { button, element } from "./panels/dom.js";
import { limits, numbersIn } from "./project/limits.js";
import look from "./settings/settings.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(look);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const { vivarium } = globalThis;
const set = (name, value) => vivarium.set({ [name]: value });
/** A property of the page's style; `boot.js` sets it before the first paint. */
const dress = (properties) => vivarium.set({ style: { ...vivarium.settings.style, ...properties } });

/** The other of light and dark. */
export function switchTheme() {
  const { theme } = vivarium.settings;
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  set("theme", dark ? "light" : "dark");
}

/** A field with its label. */
const labelled = (label, field) => [element("label", { for: field.id }, label), field];

/** One of several; the first is the usual one. */
function choice(name, label, choices) {
  const select = element("select", { id: `setting-${name}`, onchange: () => set(name, select.value) }, ...choices.map(([value, words]) => element("option", { value }, words)));
  select.value = vivarium.settings[name] ?? choices[0][0];
  return labelled(label, select);
}

/** On or off. */
function box(name, label, usual) {
  const field = element("input", { type: "checkbox", id: `setting-${name}`, checked: vivarium.settings[name] ?? usual, onchange: () => set(name, field.checked) });
  return labelled(label, field);
}

/** The size of programs and output, in pixels that grow with the browser's own text size; empty is as usual. */
function size() {
  const lines = 11 / 7;
  const field = element("input", { type: "number", inputMode: "numeric", min: 8, max: 40, id: "setting-size", value: vivarium.settings.size ?? "", placeholder: "as usual" });
  field.onchange = () => {
    if (!field.validity.valid) field.value = vivarium.settings.size ?? "";
    const rem = Number(field.value) / 16;
    set("size", field.value);
    dress({ "--code-size": rem ? `${rem}rem` : "", "--code-line": rem ? `${(rem * lines).toFixed(3)}rem` : "" });
  };
  return labelled("Size of the text", field);
}

/** A font that the reader has; the page's own where there is none of that name. */
function font() {
  const known = ["Cascadia Code", "Consolas", "Courier New", "DejaVu Sans Mono", "Fira Code", "JetBrains Mono", "Menlo", "Source Code Pro"];
  const list = element("datalist", { id: "fonts" }, ...known.map((value) => element("option", { value })));
  const field = element("input", { type: "text", id: "setting-font", autocomplete: "off", spellcheck: false, value: vivarium.settings.font ?? "", placeholder: "as usual" });
  field.setAttribute("list", "fonts");
  field.onchange = () => {
    set("font", field.value.replace(/["\\]/g, "").trim());
    dress({ "--mono": vivarium.settings.font ? `"${vivarium.settings.font}", ui-monospace, monospace` : "" });
  };
  return [...labelled("Font", field), list];
}

/** A number that is out of range is taken back with a sentence. */
function limitFields(workspace) {
  const refusal = element("p", { className: "complaint", role: "alert" });
  const fields = limits.map(([label, , most], at) => {
    const field = element("input", { type: "number", inputMode: "numeric", min: 1, max: most, id: `limit-${at}` });
    field.onchange = () => {
      const numbers = [...workspace.limits];
      const typed = Number(field.value);
      const kept = numbers[at];
      numbers[at] = typed;
      const taken = field.value !== "" && numbersIn(numbers.join(" "))[at] === typed;
      refusal.textContent = taken ? "" : `${label} must be a whole number from 1 to ${most}; it stays ${kept}.`;
      if (taken) workspace.setLimits(numbers.join(" "));
      draw();
    };
    return [element("label", { for: field.id }, label), field];
  });
  const draw = () => fields.forEach(([, field], at) => (field.value = workspace.limits[at]));
  const usual = button("Usual limits", () => {
    refusal.textContent = "";
    workspace.setLimits(numbersIn("").join(" "));
    draw();
  });
  draw();
  return [element("div", { className: "settings" }, ...fields.flat()), element("div", { className: "row" }, usual), refusal];
}

/** Opens the dialog. All holds at once: the limits with the next run. */
export function open(workspace) {
  openDialog("Settings", (body) => {
    body.append(
      element("h3", {}, "Look"),
      element(
        "div",
        { className: "settings" },
        ...choice("theme", "Theme", [["", "as the system"], ["light", "light"], ["dark", "dark"]]),
        ...choice("contrast", "Contrast", [["", "as the system"], ["more", "high"]]),
        ...size(),
        ...font(),
        ...choice("language", "Errors are explained in", [["", "the browser's language"], ["en", "English"], ["de", "Deutsch"]]),
      ),
      element("h3", {}, "Editor"),
      element("div", { className: "settings" }, ...box("numbers", "Line numbers", true), ...box("wrap", "Wrap long lines", false), ...box("vim", "Vim's keys", false)),
      element("h3", {}, "Limits of a run"),
      ...limitFields(workspace),
    );
  });
}
