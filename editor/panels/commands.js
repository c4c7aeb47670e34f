// What can be asked for by its name or its keys: the palette lists it, and a button of the page may stand for it.
//
// `vivarium.commands` holds `[name, run, keys]`; scripts add theirs when they come. Those below are named before their script is there.

import { button, dialogs, formatProgram } from "./dom.js";

/** A name, the keys, the script whose `open(workspace)` is called (or what to do), and what a button for it follows on the page. */
const later = [
  // Of the editor's own parts, as it works with its state.
  { name: "Debug", keys: "Ctrl Shift D", act: () => globalThis.vivarium.editor?.debug(), after: "button.stop" },
  { name: "Breakpoint on this line, or none", keys: "F9", act: () => globalThis.vivarium.editor?.breakpoint() },
  { name: "Settings", keys: "Ctrl ,", script: "settings" },
  { name: "Record a run", script: "tape" },
];

export function commands(workspace) {
  const { vivarium } = globalThis;
  vivarium.commands.push(["Format the program", () => formatProgram(workspace), "Shift Alt F"]);
  for (const { name, keys, script, act, after } of later) {
    const run = act ?? (async () => (await vivarium.load(script)).open(workspace));
    vivarium.commands.push([name, run, keys]);
    if (after) document.querySelector(after).after(button(name, run, { title: keys }));
  }
  addEventListener("keydown", (event) => {
    const held = [event.ctrlKey || event.metaKey ? "Ctrl " : "", event.shiftKey ? "Shift " : "", event.altKey ? "Alt " : ""].join("");
    // Alt makes other letters of the keys.
    const pressed = [event.key, event.code.replace("Key", "")].map((key) => held + key);
    const asked = pressed.includes("F1") || pressed.includes("Ctrl Shift P") ? () => palette(workspace) : vivarium.commands.find(([, , keys]) => pressed.includes(keys))?.[1];
    if (!asked) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) asked();
  });
}

export const palette = (workspace) => dialogs().then((open) => open.palette(workspace));
