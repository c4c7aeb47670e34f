// Standard input given beforehand, for browsers in which a program cannot wait for an answer.

import { element } from "../panels/dom.js";

const words = "Lines for input(), one below the other: in this browser a program cannot wait for them";

/** A field after `place`, whose text is part of the project. */
export function stdinField(place, workspace) {
  const field = element("textarea", { rows: 2, spellcheck: false, autocapitalize: "off", oninput: () => workspace.set("stdin", field.value) });
  const draw = () => (field.value = workspace.setting("stdin"));
  workspace.addEventListener("project", draw);
  draw();
  place.after(element("label", { className: "stdin" }, element("span", { className: "label" }, words), field));
}
