// One tool: what it is for, a form to try it, and the line of Python that calls it.

import { button, element, size } from "../panels/dom.js";
import { entered, fields, initial } from "./form.js";
import { snippet } from "./python.js";

/** Most of a result that is shown. */
export const mostShown = 20_000;

export function toolView(toolbox, server, tool, { back, close }) {
  const all = fields(tool.inputSchema);
  const inputs = new Map(all.map((field, at) => [field.name, input(field, `argument-${at}`)]));
  const complaint = element("p", { className: "complaint", role: "alert" });
  const result = element("div", { className: "result-of", "aria-live": "polite" });
  const read = () => {
    const given = entered(all, Object.fromEntries([...inputs].map(([name, { value }]) => [name, value()])));
    complaint.textContent = given.message ?? "";
    if (given.message) inputs.get(given.name).element.focus();
    return given.arguments;
  };
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
    const texts = Object.fromEntries([...inputs].map(([name, { value }]) => [name, value()]));
    const given = entered(all.map((field) => ({ ...field, required: false })), texts).arguments ?? {};
    const required = all.filter((field) => field.required).map(({ name }) => name);
    close();
    type(snippet({ server: server.python, tool: tool.python, given, required }, toolbox.workspace?.text));
  };
  const rows = all.map((field, at) => {
    const { element: control } = inputs.get(field.name);
    const id = `argument-${at}`;
    const about = field.description ? element("span", { className: "label", id: `${id}-about` }, field.description) : "";
    if (about) control.setAttribute("aria-describedby", `${id}-about`);
    return element("div", { className: "field" }, element("label", { for: id }, field.name, field.required ? "" : element("span", { className: "label" }, " optional")), control, about);
  });
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

function input(field, id) {
  const { kind, options, required, fallback } = field;
  if (kind === "choice" || kind === "boolean") {
    const values = kind === "boolean" ? [true, false] : options;
    const start = fallback === undefined || fallback === null ? "" : JSON.stringify(fallback);
    const option = (value) => element("option", { value: JSON.stringify(value), selected: JSON.stringify(value) === start }, typeof value === "string" ? value : JSON.stringify(value));
    const none = required && start !== "" ? "" : element("option", { value: "", selected: start === "" }, "not given");
    const select = element("select", { id }, ...(none ? [none] : []), ...values.map(option));
    return { element: select, value: () => select.value };
  }
  const value = initial(field);
  const made =
    kind === "json"
      ? element("textarea", { id, rows: 3, spellcheck: false, placeholder: "JSON", value })
      : element("input", { id, type: "text", autocomplete: "off", spellcheck: false, inputMode: kind === "text" ? "text" : "decimal", value });
  return { element: made, value: () => made.value };
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
