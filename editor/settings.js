// What the user sets: how the page looks, and what programs may use up. Comes with the first look at it.

import { openDialog } from "./dialogs/dialog.js";
import { button, element } from "./panels/dom.js";
import { limits, numbersIn } from "./project/limits.js";
import look from "./settings/settings.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(look);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** Each with its name in the settings, its label, and its choices; the first is the usual one. */
const appearance = [
  ["theme", "Theme", [["", "as the system"], ["light", "light"], ["dark", "dark"]]],
];

const set = (name, value) => globalThis.vivarium.set({ [name]: value });

/** The other of light and dark. */
export function switchTheme() {
  const dark = getComputedStyle(document.body).colorScheme === "dark" || (!globalThis.vivarium.settings.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  set("theme", dark ? "light" : "dark");
}

/** One of several, with its label. */
function choice([name, label, choices]) {
  const select = element("select", { id: `setting-${name}`, onchange: () => set(name, select.value) }, ...choices.map(([value, words]) => element("option", { value }, words)));
  select.value = globalThis.vivarium.settings[name] ?? choices[0][0];
  return [element("label", { for: select.id }, label), select];
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
      element("div", { className: "settings" }, ...appearance.flatMap(choice)),
      element("h3", {}, "Limits of a run"),
      ...limitFields(workspace),
    );
  });
}
