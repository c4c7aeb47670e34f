// Every command of the page by name, with its keys: for those who would rather type, or have forgotten where it was.

import { element } from "../panels/dom.js";
import { openDialog } from "./dialog.js";
import { downloadAll } from "./download.js";
import { add } from "./files.js";
import { programs } from "./programs.js";
import { share } from "./share.js";

/** A command that a button of the page has. */
const press = (selector) => () => document.querySelector(selector)?.click();

function commands(workspace) {
  const { files, name } = workspace.project;
  return [
    ["Run", press("button.run"), "Ctrl Enter"],
    ["Stop", press("button.stop")],
    ["Programs and examples", () => programs(workspace)],
    ["Share", () => share(workspace)],
    ["Tools", () => globalThis.vivarium.tools().then((tools) => tools.show())],
    ["New file", () => add(workspace)],
    ["List what is wrong", () => globalThis.vivarium.problems?.(), "Ctrl Shift M"],
    ["Go to the next thing that is wrong", undefined, "F8"],
    ["Download everything as zip", () => downloadAll(name, files)],
    ...(workspace.modified ? [["Restore the original files", () => workspace.restore()]] : []),
    ...files.filter((file) => "text" in file && file.path !== workspace.shown).map((file) => [`Show ${file.path}`, () => workspace.show(file.path)]),
    ["Copy the output", press(".output .pane-head button:first-of-type")],
    ["Clear the output", press(".output .pane-head button:last-of-type")],
    ["Light or dark", () => globalThis.vivarium.load("settings").then(({ switchTheme }) => switchTheme())],
    ...globalThis.vivarium.commands,
    // What the editor does by itself is listed for its keys.
    ["Find and replace", undefined, "Ctrl F"],
    ["Comment lines out or in", undefined, "Ctrl /"],
    ["Another caret at the next same word", undefined, "Ctrl D"],
    ["Another caret here", undefined, "Ctrl click"],
    ["Move a line up or down", undefined, "Alt ↑ ↓"],
    ["Fold or unfold a block", undefined, "Ctrl Shift [ ]"],
    ["Suggestions", undefined, "Ctrl Space"],
    ["Leave the editor", undefined, "Esc Tab"],
  ];
}

export function palette(workspace) {
  openDialog("Commands and keys", (body, close) => {
    const all = commands(workspace);
    const field = element("input", {
      type: "text",
      role: "combobox",
      "aria-label": "Command",
      "aria-expanded": "true",
      "aria-controls": "commands",
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: false,
      placeholder: "Type to find a command",
    });
    const list = element("ul", { id: "commands", role: "listbox", "aria-label": "Commands", className: "commands" });
    let [shown, chosen] = [[], 0];
    const act = ([, run]) => run && (close(), run());
    const draw = () => {
      const words = field.value.toLowerCase().split(/\s+/);
      shown = all.filter(([name]) => words.every((word) => name.toLowerCase().includes(word)));
      chosen = Math.max(0, Math.min(chosen, shown.length - 1));
      const item = (command, at) => {
        const [name, run, keys] = command;
        const properties = { role: "option", id: `command-${at}`, "aria-selected": String(at === chosen), "aria-disabled": run ? undefined : "true", onclick: () => act(command) };
        return element("li", properties, name, keys ? element("kbd", {}, keys) : "");
      };
      list.replaceChildren(...shown.map(item));
      field.setAttribute("aria-activedescendant", shown.length > 0 ? `command-${chosen}` : "");
      list.children[chosen]?.scrollIntoView({ block: "nearest" });
    };
    field.oninput = () => ((chosen = 0), draw());
    field.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" && shown[chosen]) act(shown[chosen]);
      else if (step) chosen = (chosen + step + shown.length) % shown.length;
      else return;
      event.preventDefault();
      draw();
    };
    body.append(field, list);
    draw();
    queueMicrotask(() => field.focus());
  });
}
