// What is done with the project besides writing and running: its files, its links, the programs of before.

import { fileBar, takeDrops, writtenBar } from "./panels/files.js";
import { linkBar, projectBar } from "./panels/projects.js";

/** Fills the places that the app keeps for it. */
export function attach(workspace) {
  const place = (id) => document.getElementById(id);
  projectBar(place("project-bar"), workspace);
  linkBar(place("link-bar"), workspace);
  fileBar(place("file-bar"), workspace);
  writtenBar(place("written-bar"), workspace);
  takeDrops(workspace, (sentence) => {
    workspace.complaint = sentence;
    workspace.dispatchEvent(new Event("link"));
  });
}
