// One tool: what it is for, a form to try it, and the line of Python that calls it.

import { button, element, size } from "../panels/dom.js";
import { entered } from "./form.js";
import { inputsFor } from "./inputs.js";
import { snippet } from "./python.js";

/** Most of a result that is shown. */
export const mostShown = 20_000;

export function toolView(toolbox, server, tool, { back, close }) {
  const { all, rows, complaint, texts, read } = inputsFor(tool.inputSchema, "argument");
  const result = element("div", { className: "result-of", "aria-live": "polite" });
  const run = async (event) => {
    event.preventDefault();
    const given = read();
    if (!given) return;
    result.replaceChildren(element("p", { className: "label" }, "Running…"));
    const start = performance.now();
    const answer = await toolbox.call(server.name, tool.name, given).catch((error) => ({ error: { type: "ConnectionError", message: error.message } }));
    result.replaceChildren(...outcome(answer, performance.now() - start));
  };
  const insert = () => {
    // Without looking at what is missing: that is for the program to fill in.
    const given = entered(all.map((field) => ({ ...field, required: false })), texts()).arguments ?? {};
    const required = all.filter((field) => field.required).map(({ name }) => name);
    close();
    type(snippet({ server: server.python, tool: tool.python, given, required }, toolbox.workspace?.text));
  };
  return [
    element("div", { className: "row" }, button("‹ All tools", back)),
    element("h3", { className: "tool-name", tabIndex: -1 }, element("code", {}, `${server.python}.${tool.python}`)),
    tool.description ? element("p", { className: "description" }, tool.description) : "",
    tool.readOnly ? "" : element("p", { className: "label" }, "It may change something: programs that call it ask first. Trying it here is your own call."),
    element(
      "form",
      { className: "try", onsubmit: run, noValidate: true },
      ...rows,
      complaint,
      element("div", { className: "row" }, element("button", { type: "submit", className: "main" }, "Run it"), button("Insert into the program", insert)),
    ),
    result,
  ];
}

function outcome({ ok, error }, ms) {
  const value = error ? `${error.type}: ${error.message}` : shown(ok.value ?? ok.content ?? ok);
  const bytes = new TextEncoder().encode(value).length;
  return [
    element("p", { className: error ? "complaint" : "label" }, error ? "It failed" : "Result", ` after ${Math.round(ms)} ms${error ? "" : `, ${size(bytes)}`}`),
    element("pre", { className: "values", tabIndex: 0, role: "group", "aria-label": "Result" }, cut(value)),
  ];
}

/** A value for people: a text as it is, all else as JSON. */
export const shown = (value) => (typeof value === "string" ? value : (JSON.stringify(value, undefined, 2) ?? ""));
export const cut = (text) => (text.length > mostShown ? `${text.slice(0, mostShown)}\n… and ${(text.length - mostShown).toLocaleString("en")} characters more` : text);

/** Puts a text where the caret was. */
function type(text) {
  const { editor } = globalThis.vivarium;
  if (editor) return editor.type(text);
  const area = document.querySelector(".code textarea");
  area?.focus();
  // The only way that keeps the browser's own undo.
  document.execCommand("insertText", false, text);
}
