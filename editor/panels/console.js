// The button that opens the console, once a run has left its names.

import { button } from "./dom.js";

export function consoleButton(title, place, workspace) {
  let opened;
  const open = async () => {
    opened ??= (await globalThis.vivarium.load("console")).open(place, workspace);
    opened.show();
  };
  const shown = button("Console", open, { hidden: true, title: "Go on with the names of the program" });
  title.after(shown);
  // Without stack switching a program cannot wait for a line.
  if (!WebAssembly.Suspending) globalThis.vivarium.load("console").then(({ stdinField }) => stdinField(place, workspace));
  workspace.addEventListener("ran", () => (shown.hidden = !workspace.goesOn));
}
