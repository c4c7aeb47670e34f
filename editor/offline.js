// The page as one file: for the app, and for `./x offline`. Loaded when somebody wants one.

import { download } from "./dialogs/download.js";
import { button, element, size } from "./panels/dom.js";
import { collect, offlinePage, partsOf, textOf } from "./offline/page.js";
import { copyOf } from "./offline/project.js";

export { collect, offlinePage } from "./offline/page.js";
export { OfflineError, brought, projectOf } from "./offline/project.js";
export { attach } from "./offline/replay.js";

/** What the dialog for sharing offers besides: pages of the project. */
export function choices(workspace) {
  const said = element("span", { role: "status" });
  const act = (label, what) =>
    button(label, async () => {
      said.textContent = "A moment…";
      said.textContent = await what(workspace).catch(({ message }) => message);
    });
  return element("div", { className: "row" }, act("Save as offline page", save), said);
}

/** Saves the open project as such a page; answers what to say of it. */
async function save({ project }) {
  // In an offline page all is there already.
  const there = partsOf(document);
  const parts = there.length > 0 ? there : await collect(fetched);
  const index = await textOf(parts.find(({ path }) => path === "index.html"));
  const page = new Blob(offlinePage(index, parts, copyOf(project)));
  download(`${project.name}.html`, page);
  return `${size(page.size)}: all in one file, which opens by a double click, without network.`;
}

async function fetched(path) {
  const response = await fetch(new URL(path, document.baseURI)).catch(() => undefined);
  if (!response?.ok) throw new Error(`${path} could not be downloaded, so the page was not saved. Check the connection and try again.`);
  return new Uint8Array(await response.arrayBuffer());
}
