// Small pieces of page: elements, buttons, dialogs, downloads.

/** An element with these properties, attributes (`aria-…`, `role`, `for`) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && !key.startsWith("aria")) made[key] = value;
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

export const button = (label, onclick, properties = {}) => element("button", { type: "button", className: "quiet", onclick, ...properties }, label);

/** Opens a dialog with a title and a way to close it; `fill` gets its body and a function that closes it. */
export function openDialog(title, fill) {
  const body = element("div", { className: "dialog-body" });
  const close = () => dialog.close();
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

export function download(path, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  element("a", { href: url, download: path.split("/").pop() }).click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
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

/** An amount of bytes, in words. */
export function size(bytes) {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
