// The fields of a schema as elements: for a tool that is tried, and for a tool's own question.

import { element } from "../panels/dom.js";
import { entered, fields, initial } from "./form.js";

/**
 * For an object's schema: its fields (`all`), their `rows`, the place for a `complaint`, the `texts()` that stand in them, and
 * `read()`: the values, or nothing where one cannot be, which is then said and has the focus.
 */
export function inputsFor(schema, prefix) {
  const all = fields(schema);
  const inputs = new Map(all.map((field, at) => [field.name, input(field, `${prefix}-${at}`)]));
  const complaint = element("p", { className: "complaint", role: "alert" });
  const texts = () => Object.fromEntries([...inputs].map(([name, { value }]) => [name, value()]));
  const read = () => {
    const given = entered(all, texts());
    complaint.textContent = given.message ?? "";
    if (given.message) inputs.get(given.name).element.focus();
    return given.arguments;
  };
  const rows = all.map((field, at) => {
    const { element: control } = inputs.get(field.name);
    const id = `${prefix}-${at}`;
    const about = field.description ? element("span", { className: "label", id: `${id}-about` }, field.description) : "";
    if (about) control.setAttribute("aria-describedby", `${id}-about`);
    return element("div", { className: "field" }, element("label", { for: id }, field.name, field.required ? "" : element("span", { className: "label" }, " optional")), control, about);
  });
  return { all, rows, complaint, texts, read };
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
