// The bars on the page that concern the project: its name, its files, links, what a run wrote, what an error means.

import { commands } from "./panels/commands.js";
import { consoleButton } from "./panels/console.js";
import { fileBar, takeDrops, writtenBar } from "./panels/files.js";
import { hintBar } from "./panels/hint.js";
import { linkBar, projectBar } from "./panels/projects.js";
import { selectOutput } from "./panels/select.js";
import { keepOffline } from "./panels/update.js";

/** The browser's own agents, where it has some, get `run_python`; the sandbox is made with their first call. */
async function offerToAgents() {
  if (!document.modelContext && !navigator.modelContext || location.protocol === "file:") return;
  const { createSandbox, registerRunPython } = await import(new URL("vivarium.js", document.baseURI));
  let sandbox;
  registerRunPython({ run: async (...given) => (await (sandbox ??= createSandbox())).run(...given) });
}

/** Fills the places that the app keeps for it. */
export function attach(workspace) {
  const place = (id) => document.getElementById(id);
  projectBar(place("project-bar"), workspace);
  linkBar(place("link-bar"), workspace);
  fileBar(place("file-bar"), workspace);
  hintBar(place("hint-bar"), workspace);
  writtenBar(place("written-bar"), workspace);
  workspace.attached?.(place("hint-bar"));
  consoleButton(place("output-title"), place("written-bar"), workspace);
  selectOutput(document.querySelector(".log"));
  offerToAgents();
  keepOffline(place("link-bar"), workspace);
  takeDrops(workspace, (sentence) => {
    workspace.complaint = sentence;
    workspace.dispatchEvent(new Event("link"));
  });
  commands(workspace);
  globalThis.vivarium.load("panes").then((panes) => panes.attach(document.querySelector(".panes")), () => {});
  if (matchMedia("(pointer: coarse)").matches) globalThis.vivarium.load("touch").then((touch) => touch.attach(document.querySelector(".code")), () => {});
}
