// The project of an offline page, made of files from anywhere.

import { fromBase64Url } from "../project/base64.js";
import { fileOf, main, refusal } from "../project/files.js";

/** What is wrong with what was given, as a sentence for people. */
export class OfflineError extends Error {}

const newId = () => `offline-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;

/** Of pairs of path and bytes, the program first, and the bytes of a recording. */
export function projectOf(name, given, recording) {
  const files = [];
  for (const [path, bytes] of given) {
    const reason = refusal(path, files.map((file) => file.path));
    if (reason) throw new OfflineError(`${path}: ${reason}`);
    files.push(fileOf(path, bytes));
  }
  if (!("text" in files[0])) throw new OfflineError("The program is not UTF-8 text, so it cannot be run.");
  const cassette = recording && cassetteIn(new TextDecoder().decode(recording));
  return { id: newId(), name, files, shown: main, limits: "", stdin: "", cassette };
}

/** The recording in this text; whoever plays it reads it field by field. */
export function cassetteIn(text) {
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    read = undefined;
  }
  if (!Number.isInteger(read?.version) || !Array.isArray(read.calls)) {
    throw new OfflineError('The recording is none: it must be the JSON of what run(code, { cassette: "record" }) answers as cassette.');
  }
  return text;
}

/** The project that this page brings, as it was left: pages that are files share a store in some browsers. */
export async function brought(store, left, made) {
  const { id, name, files, ...about } = JSON.parse(document.getElementById("vivarium-project").textContent);
  const all = await store.all().catch(() => []);
  const kept = [left, ...all].find((project) => project?.id === id);
  return kept ?? made(name, files.map(({ path, text, base64 }) => (base64 === undefined ? { path, text } : { path, bytes: fromBase64Url(base64) })), { ...about, id });
}

/** The project that is open, for a page of its own. */
export const copyOf = ({ name, files, shown, limits, stdin, cassette }) => ({ id: newId(), name, files, shown, limits, stdin, cassette });
