// The form in which keys are given: never shown, never in the configuration.

import { element } from "../panels/dom.js";

/** Fields for these secrets; `give` gets the values and whether this tab may keep them. */
export function secretFields(secrets, values, give, label) {
  const keep = element("input", { type: "checkbox" });
  const fields = secrets.map(({ name, description, servers }, at) => {
    const id = `secret-${at}`;
    const field = element("input", { id, type: "password", autocomplete: "off", required: true, spellcheck: false, value: values[name] ?? "" });
    const about = description ?? (servers?.length > 0 ? `for ${servers.join(", ")}` : "");
    return { name, field, parts: [element("label", { for: id }, name, about ? element("span", { className: "label" }, ` ${about}`) : ""), field] };
  });
  const submit = (event) => {
    event.preventDefault();
    give(Object.fromEntries(fields.map(({ name, field }) => [name, field.value])), keep.checked);
  };
  return element(
    "form",
    { className: "secrets", onsubmit: submit },
    ...fields.flatMap(({ parts }) => parts),
    fields.length > 0 ? element("label", { className: "check" }, keep, "Keep in this tab until it is closed") : "",
    element("button", { type: "submit", className: "main" }, label),
  );
}
