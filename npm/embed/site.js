// The files of the checked site: what its snippets name by their addresses, and nothing outside.

import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folders = [];

/** Every page at or below `path`. From now on snippets may name what lies there. */
export async function pages(path) {
  const { href } = pathToFileURL(path);
  const single = (await stat(path)).isFile();
  folders.push(single ? new URL(".", href).href : `${href.replace(/\/$/, "")}/`);
  return single ? [path] : walk(path);
}

async function walk(folder) {
  const found = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name === "node_modules" || entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) found.push(...(await walk(path)));
    else if (kindOf(path)) found.push(path);
  }
  return found;
}

export const kindOf = (path) => (/\.(md|markdown|mdx)$/i.test(path) ? "markdown" : /\.html?$/i.test(path) ? "html" : undefined);

/** For `attributes.js`: a file of the site, also by an address that begins at the site's root; or the network. */
export async function fetch(address) {
  const url = new URL(address);
  if (url.protocol !== "file:") return globalThis.fetch(url);
  const candidates = folders.some((folder) => url.href.startsWith(folder)) ? [url] : folders.map((folder) => new URL(`.${url.pathname}`, folder));
  for (const candidate of candidates) {
    const content = await readFile(candidate).catch(() => undefined);
    if (content) return new Response(content);
  }
  return new Response(null, { status: 404 });
}
