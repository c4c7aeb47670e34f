// Files on the page itself: the tabs above the editor, what a run wrote, and what is dropped.

import { bytesOf, main } from "../project/files.js";
import { button, dialogs, element, formatProgram, size } from "./dom.js";

// ---- tabs ----

export function fileBar(place, workspace) {
  const draw = () => {
    const { files, shown } = workspace.project;
    const select = (file) => (file.bytes ? dialogs().then((open) => open.preview(workspace, file)) : workspace.show(file.path));
    const tab = (file) => {
      const selected = file.path === shown;
      return element("button", { type: "button", role: "tab", className: "tab", tabIndex: selected ? 0 : -1, "aria-selected": String(selected), onclick: () => select(file) }, file.path);
    };
    const tabs = element("div", { role: "tablist", className: "tabs", "aria-label": "Files", onkeydown: moveFocus }, ...files.map(tab));
    place.replaceChildren(
      files.length > 1 ? tabs : "",
      files.length > 1 && shown !== main ? button("⋯", () => dialogs().then((open) => open.about(workspace, shown)), { "aria-label": `Rename or delete ${shown}`, title: `Rename or delete ${shown}` }) : "",
      button("+", () => dialogs().then((open) => open.add(workspace)), { className: "quiet square", "aria-label": "New file", title: "New file" }),
      shown.endsWith(".py") ? button("Format", () => formatProgram(workspace), { title: "Format the program (Shift Alt F)" }) : "",
      workspace.modified ? button("Restore", () => workspace.restore(), { title: "Bring the files back that this began with" }) : "",
    );
    place.closest(".pane").classList.toggle("many-files", files.length > 1);
    tabs.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  for (const event of ["files", "shown", "named"]) workspace.addEventListener(event, draw);
  draw();
}

/** Arrow keys move between tabs. */
function moveFocus(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const tabs = [...event.currentTarget.children];
  tabs.at((tabs.indexOf(document.activeElement) + step) % tabs.length).focus();
}

// ---- what a run wrote ----

export function writtenBar(place, workspace) {
  const draw = () => {
    const { written } = workspace;
    place.hidden = written.length === 0;
    if (place.hidden) return place.replaceChildren();
    const open = (file) => button(`${file.path} · ${size(bytesOf(file).length)}`, () => dialogs().then((open) => open.preview(workspace, file)));
    place.replaceChildren(
      element("span", { className: "label" }, written.length === 1 ? "The program wrote" : `The program wrote ${written.length} files`),
      ...written.slice(0, 20).map(open),
      written.length > 1 ? button("All as zip", () => dialogs().then((open) => open.downloadAll(workspace.project.name, written))) : "",
    );
  };
  workspace.addEventListener("written", draw);
  draw();
}

// ---- what is dropped ----

export function takeDrops(workspace, say) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  // Before the editor, which would insert a text file's content.
  addEventListener(
    "drop",
    async (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const files = [...event.dataTransfer.files];
      say(await (await globalThis.vivarium.load("take")).take(workspace, files));
    },
    true,
  );
}
