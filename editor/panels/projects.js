// The bar with the project's name, and the one that tells of a link.

import { palette } from "./commands.js";
import { button, dialogs, element } from "./dom.js";

export function projectBar(place, workspace) {
  const name = element("span", { className: "project-name" });
  const dot = element("span", { className: "modified", title: "Changed since it was opened" }, "●");
  const unseen = element("span", { className: "unseen" });
  const open = button(name, () => dialogs().then((open) => open.programs(workspace)), { className: "project", "aria-haspopup": "dialog" });
  open.append(dot, unseen);
  const draw = () => {
    name.textContent = workspace.project.name;
    dot.hidden = !workspace.modified;
    unseen.textContent = workspace.modified ? ", changed: programs and examples" : ": programs and examples";
  };
  for (const event of ["named", "files"]) workspace.addEventListener(event, draw);
  draw();
  const opener = (label, show) => button(label, show, { className: "project", "aria-haspopup": "dialog" });
  place.replaceChildren(
    open,
    opener("Share", () => dialogs().then((open) => open.share(workspace))),
    opener("Tools", () => globalThis.vivarium.tools().then((tools) => tools.show())),
    button("≡", () => palette(workspace), { className: "quiet square", "aria-haspopup": "dialog", "aria-label": "Commands and settings", title: "Commands and settings (F1)" }),
  );
}

export function linkBar(place, workspace) {
  const draw = () => {
    const { before, complaint } = workspace;
    // What else stands there stays: the offer of a new version.
    place.replaceChildren(...place.querySelectorAll("#update"));
    if (complaint) {
      const dismiss = () => ((workspace.complaint = ""), draw());
      place.append(element("p", {}, complaint), button("Dismiss", dismiss));
    } else if (before) {
      const sentence = `From a link: it runs when you press Run. Your own “${before.name}” is kept.`;
      place.append(element("p", {}, sentence), button("Back to my own", () => workspace.back()));
    }
  };
  workspace.addEventListener("link", draw);
  draw();
}
