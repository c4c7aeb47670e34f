// Small pieces of page.

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

/** The dialogs, which are loaded when the first is opened. */
export const dialogs = () => globalThis.vivarium.load("dialogs");

/** Formats what the editor shows; a sentence on the page says why not. */
export async function formatProgram(workspace) {
  workspace.complaint = (await globalThis.vivarium.format?.()) ?? "";
  workspace.dispatchEvent(new Event("link"));
}

/** An amount of bytes, in words. */
export function size(bytes) {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
