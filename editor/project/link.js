// A project as the fragment of a link, and back. What a link holds is a stranger's: it is checked, field by field.
//
// `#v1.` and then base64url of raw deflate of JSON: { name, files: [[path, text] | [path, base64url, 1]], shown, limits, stdin, cassette }.

import { fromBase64Url, toBase64Url } from "./base64.js";
import { deflate, inflate } from "./deflate.js";
import { bytesOf, main, refusal } from "./files.js";

const version = 1;
const mostFiles = 100;
const mostBytes = 8_000_000;

/** Above this many characters some programs cut links off. */
export const longLink = 8_192;

/** Why a link cannot be opened, as a sentence for people. */
export class LinkError extends Error {}

/** Whether an address's fragment is meant to hold a project. */
export const isLink = (hash) => /^#v\d+\./.test(hash);

export async function encode({ name, files, shown, limits, stdin, cassette }) {
  const written = files.map((file) => ("text" in file ? [file.path, file.text] : [file.path, toBase64Url(bytesOf(file)), 1]));
  const json = JSON.stringify({ name, files: written, shown, limits, stdin, cassette });
  return `#v${version}.${toBase64Url(await deflate(new TextEncoder().encode(json)))}`;
}

export async function decode(hash) {
  const [, number, data] = hash.match(/^#v(\d+)\.([\w-]*)$/) ?? [];
  if (number !== undefined && Number(number) > version) {
    throw new LinkError("This link was made by a newer Vivarium than this page; reload the page and open it again.");
  }
  let json;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await inflate(fromBase64Url(data), mostBytes)));
  } catch (error) {
    if (error instanceof RangeError) throw new LinkError(`This link unpacks to more than ${mostBytes / 1e6} MB, which no program here needs; it was not opened.`);
    throw new LinkError("This link is damaged or cut off, so its program cannot be read; ask for it again, as a file if it is long.");
  }
  return checked(json);
}

function checked(json) {
  const malformed = (what) => new LinkError(`This link cannot be opened: ${what}.`);
  if (typeof json !== "object" || json === null || !Array.isArray(json.files)) throw malformed("it holds no program");
  if (json.files.length > mostFiles) throw malformed(`it holds more than ${mostFiles} files`);
  const files = [];
  for (const entry of json.files) {
    if (!Array.isArray(entry) || typeof entry[1] !== "string") throw malformed("a file in it is not readable");
    const [path, content, packed] = entry;
    if (refusal(path, files.map((file) => file.path))) throw malformed("a file in it has an impossible name");
    files.push(packed ? { path, bytes: bytes(content, malformed) } : { path, text: content });
  }
  const first = files.findIndex((file) => file.path === main && "text" in file);
  if (first < 0) throw malformed(`it has no ${main}`);
  files.unshift(...files.splice(first, 1));
  const text = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");
  return {
    name: text(json.name, 80) || "Shared program",
    files,
    shown: files.some((file) => file.path === json.shown) ? json.shown : main,
    // Whoever applies them keeps them within bounds.
    limits: /^\d{1,6}( \d{1,6}){3}$/.test(json.limits) ? json.limits : "",
    stdin: text(json.stdin, 100_000),
    ...(json.cassette === undefined ? {} : { cassette: recording(json.cassette, malformed) }),
  };
}

/** The JSON of a recording; whoever plays its calls reads them field by field. */
function recording(text, malformed) {
  try {
    const { seed, now, stdin = "", inputs, calls, answers, log } = JSON.parse(text);
    const number = (value) => Number.isSafeInteger(value) && value >= 0;
    const lines = Array.isArray(inputs) && inputs.every((line) => line === null || typeof line === "string");
    if (typeof text === "string" && number(seed) && number(now) && typeof stdin === "string" && lines && [calls, answers, log].every(Array.isArray)) return text;
  } catch {
    // No JSON, or of nothing.
  }
  throw malformed("its recording is not readable");
}

function bytes(content, malformed) {
  try {
    return fromBase64Url(content);
  } catch {
    throw malformed("a file in it is not readable");
  }
}
