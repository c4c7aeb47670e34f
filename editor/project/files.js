// The files of a project: what they may be called, and what they are when they come as bytes.

/** The file that a run starts with; every project has it, first. */
export const main = "main.py";

/** What a file may be called: a sentence why not, or `undefined`. `taken` are the names of the others. */
export function refusal(path, taken = []) {
  if (typeof path !== "string" || path === "") return "A file needs a name, such as helper.py.";
  if (path.length > 200) return "The name is longer than 200 characters.";
  // Control characters are no part of a name.
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return "The name contains a backslash or a control character; folders are written with /.";
  if (path.split("/").some((part) => part === "" || part === "." || part === "..")) {
    return "Write the name without a slash at its beginning or end, and without . or .. as a folder.";
  }
  if (taken.includes(path)) return `There is already a file called ${path}.`;
  const clash = taken.find((other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`));
  return clash && `${clash} is there already, and a name cannot be both a file and a folder.`;
}

/** A file of these bytes: with `text` where they are text, else with `bytes`. */
export function fileOf(path, bytes) {
  if (bytes.includes(0)) return { path, bytes };
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { path, bytes };
  }
}

/** A file's bytes. */
export const bytesOf = (file) => file.bytes ?? new TextEncoder().encode(file.text);

/** Whether two lists hold the same files. */
export function sameFiles(some, others) {
  if (some.length !== others.length) return false;
  const equal = (one, other) =>
    one.text === other.text && one.bytes?.length === other.bytes?.length && (one.bytes ?? []).every((byte, at) => byte === other.bytes[at]);
  return some.every((file) => others.some((other) => file.path === other.path && equal(file, other)));
}

export const extension = (path) => path.split(".").pop().toLowerCase();
