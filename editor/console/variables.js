// The variables of a frame that failed, in a dialog, with the way to the frames around it.

import { openDialog } from "../dialogs/dialog.js";
import { button, element } from "../panels/dom.js";

const gone = "These variables are gone: another program has run since, or the error was caught.";

/** For a button beside a place in a traceback, and the file and line of that place. */
export async function showVariables(pressed, path, line) {
  const frames = JSON.parse((await globalThis.vivarium.within("variables", "")) ?? "[]") ?? [];
  const isIt = (frame) => frame.line === line && (frame.file === path || frame.file.endsWith(`/${path}`));
  const matching = frames.filter(isIt);
  // Of one place there may be many, as in a recursion, and earlier errors may have printed it, too.
  const { textContent } = pressed.previousElementSibling;
  const same = [...document.querySelectorAll(".log .place + .inside")].filter((other) => other.previousElementSibling.textContent === textContent);
  const earlier = Math.max(0, same.length - matching.length);
  const first = frames.indexOf(matching[Math.max(0, same.indexOf(pressed) - earlier)]);
  openDialog("Variables", (body) => {
    if (first < 0) return body.append(element("p", {}, gone));
    const draw = (at, focused) => {
      const { file, line, name, variables } = frames[at];
      const step = (label, to) => button(label, () => draw(to, label), { disabled: !frames[to] });
      const buttons = [step("Caller", at - 1), step("Called", at + 1)];
      body.replaceChildren(
        element("p", { className: "frame-name", role: "status" }, element("code", {}, name === "<module>" ? "the program" : `${name}()`), ` in ${file.replace(/^\/home\/user\//, "")}, line ${line}`),
        variables.length > 0 ? table(variables) : element("p", { className: "label" }, "It has no variables."),
        element("div", { className: "row" }, ...buttons),
      );
      const again = buttons.find(({ textContent }) => textContent === focused);
      (again?.disabled ? buttons.find(({ disabled }) => !disabled) : again)?.focus();
    };
    draw(first);
  });
}

function table(variables) {
  const row = ([name, text]) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, text));
  const head = element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Name"), element("th", { scope: "col" }, "Value")));
  return element("div", { className: "preview variables", tabIndex: 0, role: "group", "aria-label": "Variables of this frame" }, element("table", {}, head, element("tbody", {}, ...variables.map(row))));
}
