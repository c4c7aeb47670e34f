// A project taken elsewhere: the page as one file, for the app and for `./x offline`, and lines for other pages. Loaded on demand.

import { download } from "./dialogs/download.js";
import { button, element, size } from "./panels/dom.js";
import { collect, offlinePage, partsOf, textOf } from "./offline/page.js";
import { copyOf } from "./offline/project.js";
import { asFrame, asTag } from "./offline/tags.js";

export { collect, offlinePage } from "./offline/page.js";
export { OfflineError, brought, projectOf } from "./offline/project.js";

/** What the dialog for sharing offers besides: pages of the project, and lines for other people's pages. */
export function choices(workspace) {
  const said = element("p", { role: "status" });
  const act = (label, what) =>
    button(label, async () => {
      said.textContent = "A moment…";
      said.textContent = await what(workspace.project).catch(({ message }) => message);
    });
  const lines = (made) => async (project) => {
    const { text, left } = made(project, document.baseURI);
    await navigator.clipboard.writeText(text);
    return left.length > 0 ? `Copied without ${left.join(", ")}: only files of text can stand in it.` : "Copied.";
  };
  // Who opens the page from disk has no place from which others could load it.
  const tags = location.protocol === "file:" ? [] : [act("Copy as tag", lines(asTag)), act("Copy as iframe", lines(asFrame))];
  return element("div", {}, element("div", { className: "row" }, ...tags, act("Save as offline page", save)), said);
}

/** Saves the open project as such a page; answers what to say of it. */
async function save(project) {
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
