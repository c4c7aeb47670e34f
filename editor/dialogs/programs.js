// The dialog with the user's programs and the examples.

import { fileOf, main } from "../project/files.js";
import { button, element } from "../panels/dom.js";
import { ask, openDialog } from "./dialog.js";

export async function programs(workspace) {
  const kept = (await workspace.all()).filter((project) => project.id !== workspace.project.id);
  // A gallery that cannot be fetched now leaves one's own programs.
  const examples = await globalThis.vivarium.load("examples").then((module) => module.examples, () => []);
  openDialog("Programs", (body, close) => {
    const act = (action) => () => (close(), action());
    const { project } = workspace;
    const rename = () => ask("Rename", "Name of the program", project.name, (name) => (name ? workspace.call(name.slice(0, 80)) : "It needs a name."));
    const input = element("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files to import", onchange: act(async () => (await globalThis.vivarium.load("take")).take(workspace, [...input.files])) });
    const fresh = () => workspace.begin("Untitled", [{ path: main, text: "" }]);
    const copy = () => workspace.begin(`${project.name}, copy`, project.files.map((file) => ({ ...file })));
    body.append(
      element("h3", {}, `Open: ${project.name}`),
      element("div", { className: "row" }, button("Rename", act(rename)), button("Copy", act(copy)), button("New", act(fresh)), button("Import files", () => input.click()), input),
      workspace.lasting ? "" : element("p", {}, "This browser keeps only the program that is open, and perhaps not even that: download what matters."),
    );
    if (kept.length > 0) {
      const discard = (other, item) => workspace.discard(other).then(() => item.remove());
      const item = (other) => {
        const line = element("li", {}, button(other.name, act(() => workspace.open(other)), { className: "pick" }));
        line.append(button("Delete", () => discard(other, line), { "aria-label": `Delete ${other.name}` }));
        return line;
      };
      body.append(element("h3", {}, "Yours"), element("ul", { className: "programs" }, ...kept.map(item)));
    }
    const pick = ({ name, about, files }) => {
      const open = () => workspace.begin(name, Object.entries(files).map(([path, text]) => fileOf(path, new TextEncoder().encode(text))));
      return element("li", {}, button(element("strong", {}, name), act(open), { className: "pick" }));
    };
    const described = (example) => {
      const item = pick(example);
      item.firstChild.append(element("span", {}, example.about));
      return item;
    };
    if (examples.length > 0) body.append(element("h3", {}, "Examples"), element("ul", { className: "programs examples" }, ...examples.map(described)));
  });
}
