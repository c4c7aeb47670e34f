// A dialog with a title and a way to close it; one that asks; a button that copies.

import { button, element } from "../panels/dom.js";

/** Opens a dialog with a title and a way to close it; `fill` gets its body and a function that closes it. */
export function openDialog(title, fill) {
  const body = element("div", { className: "dialog-body" });
  // At once, not when its event comes: the next dialog has elements of the same names.
  const close = () => (dialog.close(), dialog.remove());
  const heading = element("h2", { id: "dialog-title" }, title);
  const head = element("div", { className: "dialog-head" }, heading, button("Close", close));
  const dialog = element("dialog", { "aria-labelledby": "dialog-title", onclose: () => dialog.remove() }, head, body);
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  fill(body, close);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks for a line of text; `check` answers a sentence when it cannot be taken. */
export function ask(title, label, value, check) {
  openDialog(title, (body, close) => {
    const field = element("input", { id: "asked", type: "text", value, autocomplete: "off", spellcheck: false, autocapitalize: "off" });
    const complaint = element("p", { className: "complaint", role: "alert" });
    const submit = (event) => {
      event.preventDefault();
      complaint.textContent = check(field.value.trim()) || "";
      if (!complaint.textContent) close();
    };
    const confirm = element("button", { type: "submit", className: "main" }, "Save");
    body.append(element("form", { onsubmit: submit }, element("label", { for: "asked" }, label), field, confirm), complaint);
    queueMicrotask(() => field.select());
  });
}

/** A button that copies a text, and says whether it could. */
export function copyButton(label, text) {
  const said = element("span", { "aria-live": "polite" }, label);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      said.textContent = "Copied";
    } catch {
      said.textContent = "Not allowed here";
    }
    setTimeout(() => (said.textContent = label), 2_000);
  };
  return button(said, copy);
}
