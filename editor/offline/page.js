// The offline page: `index.html` with its files, a project and the recording of its calls inside. Pure.

import { deflate, inflate } from "../project/deflate.js";
import { toBase64Url } from "../project/base64.js";
import { fromText, toText } from "./text.js";
import unpack from "./unpack.inline.js";

/** Of `unpack.inline.js`; a test compares them. */
const unpackHash = "sha256-0KEwa+CEwuYpUT4GL+hVqlTfw+t2e/ABEZssZZENE1U=";

/** What is packed already, or would not get smaller by it. */
const dense = /\.bin$/;
/** Four megabytes that only mend and format programs. */
const left = /^assets\/ruff-/;

/** How the page names its files. */
const listed = /"(?:\.\/)?(assets\/[\w.-]+)"/g;
/** How scripts name others: with their content's hash; and the page that logins come back to. */
const named = /"(\.\.?\/(?:[\w-]+-\w{8,16}\.\w+|oauth\.html))"/g;

/** The files that `index.html` needs, and those need, as parts of a page; `read` promises the bytes of a path. */
export async function collect(read) {
  const parts = new Map();
  const add = async (path) => {
    if (parts.has(path) || left.test(path)) return;
    parts.set(path, undefined);
    const bytes = await read(path);
    if (/\.(js|html)$/.test(path)) {
      const text = new TextDecoder().decode(bytes);
      for (const [, name] of text.matchAll(path === "index.html" ? listed : named)) await add(new URL(name, `file:///${path}`).pathname.slice(1));
    }
    parts.set(path, await packed(path, bytes));
  };
  for (const path of ["index.html", "LICENSES.txt"]) await add(path);
  return [...parts.values()];
}

async function packed(path, bytes) {
  const held = dense.test(path) ? bytes : await deflate(bytes);
  return { path, size: held.length, packed: held !== bytes, text: toText(held) };
}

/** The parts that a page has already. */
export const partsOf = (document) =>
  [...document.querySelectorAll("script[data-path]")].map(({ dataset: { path, size, packed }, textContent: text }) => ({ path, size: Number(size), packed: packed !== undefined, text }));

/** The text of a part. */
export async function textOf({ text, size, packed }) {
  const bytes = fromText(text, size);
  return new TextDecoder().decode(packed ? await inflate(bytes) : bytes);
}

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
/** JSON that no script element ends in. */
const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");
const written = (file) => ("text" in file ? file : { path: file.path, base64: toBase64Url(file.bytes) });

/**
 * The pieces of the page's text. `index` is the text of `index.html`, `parts` what `collect` found; of the project
 * `{ id, name, files, shown, limits, stdin, cassette }` are kept.
 */
export function offlinePage(index, parts, { id, name, files, shown, limits, stdin, cassette }) {
  const project = { id, name, files: files.map(written), shown, limits, stdin, cassette };
  // From a file everything has an address of its own, and there is nobody to connect to.
  const policy = (text) =>
    text
      .replaceAll("'self'", "blob:")
      .replace("script-src", `script-src '${unpackHash}'`)
      .replace("connect-src *", "connect-src blob:");
  const page = index
    .replace(/(http-equiv="Content-Security-Policy" content=")([^"]*)/, (_, before, content) => before + policy(content))
    .replace(/<title>[^<]*/, () => `<title>${escaped(name)}`)
    .replace(/ *<link rel="manifest"[^>]*>\n/, "")
    .replace(/<link rel="(?:modulepreload|preload)"/g, "<link")
    .replace(/ (href|src)="(\.\/assets\/[^"]*)"/g, ' data-$1="$2"');
  const [head, tail] = page.split("</body>");
  // Packages of the page's own only with programs that name them.
  const wanted = ({ path }) => {
    const [, bundle] = path.match(/bundle-(\w+)-/) ?? [];
    return !bundle || files.some(({ text }) => text?.includes(bundle));
  };
  const part = ({ path, size, packed, text }) => [`<script type="text/plain" data-path="${path}" data-size="${size}"${packed ? " data-packed" : ""}>`, text, "</script>\n"];
  return [
    head,
    `<script type="application/json" id="vivarium-project">${json(project)}</script>\n`,
    ...parts.filter(wanted).flatMap(part),
    `<script>${unpack}</script>\n</body>`,
    tail,
  ];
}
