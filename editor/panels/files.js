// Files: the tabs above the editor, what a run wrote, previews, downloads, and what is dropped on the page.

import { bytesOf, fileOf, main, refusal } from "../project/files.js";
import { ZipError, pack, unpack } from "../project/zip.js";
import { ask, button, download, element, openDialog, size } from "./dom.js";
import { rows } from "./table.js";

const pictures = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", svg: "image/svg+xml" };
/** What a preview shows at most. */
const mostText = 100_000;
const mostRows = 500;

const extension = (path) => path.split(".").pop().toLowerCase();

export async function downloadAll(name, files) {
  download(`${name}.zip`, await pack(files.map((file) => ({ path: file.path.replace(/^\/+/, ""), bytes: bytesOf(file) }))));
}

// ---- tabs ----

export function fileBar(place, workspace) {
  const draw = () => {
    const { files, shown } = workspace.project;
    const select = (file) => (file.bytes ? preview(workspace, file) : workspace.show(file.path));
    const tab = (file) => {
      const selected = file.path === shown;
      return element("button", { type: "button", role: "tab", className: "tab", tabIndex: selected ? 0 : -1, "aria-selected": String(selected), onclick: () => select(file) }, file.path);
    };
    const tabs = element("div", { role: "tablist", className: "tabs", "aria-label": "Files", onkeydown: moveFocus }, ...files.map(tab));
    place.replaceChildren(
      files.length > 1 ? tabs : "",
      files.length > 1 && shown !== main ? button("⋯", () => about(workspace, shown), { "aria-label": `Rename or delete ${shown}`, title: `Rename or delete ${shown}` }) : "",
      button("+", () => add(workspace), { className: "quiet square", "aria-label": "New file", title: "New file" }),
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

function add(workspace) {
  ask("New file", "Name", "helper.py", (path) => {
    const reason = workspace.file(path) ? `There is already a file called ${path}.` : workspace.put({ path, text: "" });
    if (!reason) workspace.show(path);
    return reason;
  });
}

function about(workspace, path) {
  openDialog(path, (body, close) => {
    const act = (action) => () => (close(), action());
    const rename = () => ask(`Rename ${path}`, "New name", path, (next) => workspace.rename(path, next));
    body.append(
      element(
        "div",
        { className: "row" },
        button("Rename", act(rename)),
        button("Download", act(() => download(path, bytesOf(workspace.file(path))))),
        button("Delete", act(() => workspace.remove(path))),
      ),
    );
  });
}

// ---- what a run wrote ----

export function writtenBar(place, workspace) {
  const draw = () => {
    const { written } = workspace;
    place.hidden = written.length === 0;
    if (place.hidden) return place.replaceChildren();
    const open = (file) => button(`${file.path} · ${size(bytesOf(file).length)}`, () => preview(workspace, file));
    place.replaceChildren(
      element("span", { className: "label" }, written.length === 1 ? "The program wrote" : `The program wrote ${written.length} files`),
      ...written.slice(0, 20).map(open),
      written.length > 1 ? button("All as zip", () => downloadAll(workspace.project.name, written)) : "",
    );
  };
  workspace.addEventListener("written", draw);
  draw();
}

/** A file in a dialog: text, a table, or a picture. */
function preview(workspace, file) {
  const bytes = bytesOf(file);
  openDialog(file.path, (body, close) => {
    const known = workspace.file(file.path);
    const take = () => {
      const reason = workspace.put(file);
      if (reason) return body.append(element("p", { className: "complaint", role: "alert" }, reason));
      close();
      workspace.show(file.path);
    };
    const drop = () => (close(), workspace.remove(file.path));
    const inProject = known === file;
    const possible = !refusal(file.path);
    body.append(
      shownAs(file, bytes),
      element(
        "div",
        { className: "row" },
        possible && !inProject ? button(known ? "Replace the project's file" : "Add to the project", take) : "",
        inProject && file.path !== main ? button("Delete", drop) : "",
        button("Download", () => download(file.path, bytes)),
      ),
    );
  });
}

function shownAs(file, bytes) {
  const type = pictures[extension(file.path)];
  if (type) {
    const binary = bytes.reduce((text, byte) => text + String.fromCharCode(byte), "");
    return element("img", { src: `data:${type};base64,${btoa(binary)}`, alt: file.path });
  }
  if (file.text === undefined) return element("p", {}, `${size(bytes.length)} that are no text.`);
  const delimiter = { csv: ",", tsv: "\t" }[extension(file.path)];
  if (delimiter) return table(rows(file.text.slice(0, mostText * 10), delimiter));
  const cut = file.text.length > mostText ? `\n… and ${size(file.text.length - mostText)} more` : "";
  return element("pre", { className: "preview", tabIndex: 0 }, file.text.slice(0, mostText) + cut);
}

function table([head = [], ...rest]) {
  const row = (name, cells) => element("tr", {}, ...cells.map((cell) => element(name, name === "th" ? { scope: "col" } : {}, cell)));
  const more = rest.length > mostRows ? element("p", {}, `${rest.length - mostRows} more rows are in the file.`) : "";
  const body = element("tbody", {}, ...rest.slice(0, mostRows).map((cells) => row("td", cells)));
  return element("div", { className: "preview", tabIndex: 0 }, element("table", {}, element("thead", {}, row("th", head)), body), more);
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
      say(await take(workspace, [...event.dataTransfer.files]));
    },
    true,
  );
}

/** Adds files to the project; an archive with a program in it becomes a project. Answers a sentence for the user. */
export async function take(workspace, dropped) {
  const files = [];
  for (const file of dropped) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (extension(file.name) !== "zip") files.push(fileOf(file.name, bytes));
    else {
      try {
        files.push(...(await unpack(bytes)).map(({ path, bytes }) => fileOf(path, bytes)));
      } catch (error) {
        if (error instanceof ZipError) return `${file.name}: ${error.message}`;
        throw error;
      }
    }
  }
  const program = files.findIndex((file) => file.path === main && "text" in file);
  const impossible = files.map((file) => refusal(file.path) && `${file.path}: ${refusal(file.path)}`).find(Boolean);
  if (impossible) return impossible;
  if (program >= 0) {
    files.unshift(...files.splice(program, 1));
    await workspace.begin(dropped[0].name.replace(/\.\w+$/, ""), files);
    return "Opened as a project of its own.";
  }
  for (const file of files) {
    while (workspace.file(file.path)) file.path = file.path.replace(/( \((\d+)\))?(\.\w+)?$/, (_, __, number, end = "") => ` (${Number(number ?? 1) + 1})${end}`);
    const reason = workspace.put(file);
    if (reason) return reason;
  }
  return files.length === 1 ? `${files[0].path} is in the project.` : `${files.length} files are in the project.`;
}
