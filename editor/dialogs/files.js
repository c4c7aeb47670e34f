// Dialogs about files: a new one, its name, its content.

import { bytesOf, extension, main, refusal } from "../project/files.js";
import { button, element, size } from "../panels/dom.js";
import { ask, openDialog } from "./dialog.js";
import { download } from "./download.js";
import { rows } from "./table.js";

const pictures = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", svg: "image/svg+xml" };
/** What a preview shows at most. */
const mostText = 100_000;
const mostRows = 500;

export function add(workspace) {
  ask("New file", "Name", "helper.py", (path) => {
    const reason = workspace.file(path) ? `There is already a file called ${path}.` : workspace.put({ path, text: "" });
    if (!reason) workspace.show(path);
    return reason;
  });
}

export function about(workspace, path) {
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

/** A file in a dialog: text, a table, or a picture. */
export function preview(workspace, file) {
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
