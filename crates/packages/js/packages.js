// Packages for programs: what they declare is chosen, fetched by the page, checked and kept. Loaded with the first that has some.
import load, { Packages } from "PACKAGES_SCRIPT";

const PACKAGES_WASM = "PACKAGES_WASM";

/** Where programs find them. */
const PLACE = "/lib/site-packages";
/** Not "vivarium-…": caches of that name belong to builds, and go with them. */
const CACHE = "packages.vivarium";
const JSON_PAGE = "application/vnd.pypi.simple.v1+json";

/** What comes with the import, without any index. */
const OWN = /^\s*matplotlib\s*(?![\w.-])/i;

/** The index that the page names. */
export const pageIndex = () => document.querySelector?.('meta[name="package-index"]')?.content || undefined;

/** What a program declares in its `# /// script` block, as requirements. */
export async function declared(code) {
  await download();
  return choosing(undefined).declared(code);
}

/**
 * What a program needs besides itself: of `packages` (requirements), of what its `code` declares, of `wheels` (`[name, bytes]`).
 * `onFetch` hears `{ name, version, size }` of each wheel that is fetched. Answers `{ files, packages }`: path → bytes, and
 * names with versions. Rejects with a readable sentence.
 */
export async function install({ code = "", packages = [], wheels = [], index = pageIndex(), onFetch = () => {} }) {
  await download();
  const base = index && addressOf(index);
  const chooser = choosing(base?.href);
  const given = wheels.map(([name, bytes]) => {
    const sha256 = chooser.give(name.split("/").pop(), bytes);
    unpacked.has(sha256) || unpacked.set(sha256, Promise.resolve(chooser.unpack(sha256, bytes)));
    return sha256;
  });
  const wanted = [...packages, ...chooser.declared(code)].filter((name) => !OWN.test(name));
  const chosen = await resolve(chooser, wanted, given, base);
  const parts = await Promise.all(chosen.map((wheel) => files(chooser, wheel, onFetch)));
  return {
    files: Object.fromEntries(parts.flat().map(([path, bytes]) => [`${PLACE}/${path}`, bytes])),
    packages: chosen.map(({ name, version }) => ({ name, version })),
  };
}

const choosers = new Map(); // index → what is known of it
function choosing(index) {
  if (!choosers.has(index)) choosers.set(index, new Packages());
  return choosers.get(index);
}

async function resolve(chooser, wanted, given, index) {
  for (;;) {
    const { packages, needs } = JSON.parse(chooser.resolve(wanted, given, index !== undefined));
    if (packages) return packages;
    await Promise.all(needs.map((need) => (need.kind === "page" ? learnPage(chooser, need.name, index) : learnWheel(chooser, need))));
  }
}

async function learnPage(chooser, name, index) {
  const page = await once(`${index}${name}/`, (address) => fetchPage(name, address));
  if (page) chooser.page(name, page.base, page.text);
  else chooser.page(name, "");
}

/** A page is asked for anew by each page load: there may be newer versions. Without network the last one will do. */
async function fetchPage(name, address) {
  const cache = await openCache();
  let response;
  try {
    response = await ask(address, { Accept: JSON_PAGE });
  } catch (error) {
    const kept = await cache?.match(address);
    if (!kept) throw error;
    return kept.json();
  }
  if (response.status === 404 || response.status === 410) return null;
  if (!response.ok) throw new Error(`The package index answered ${response.status} about ${name} (${address}). Try again later, or set another index.`);
  const page = { base: response.url || address, text: await response.text() };
  await cache?.put(address, new Response(JSON.stringify(page))).catch(() => {});
  return page;
}

/** Metadata, from beside the wheel where the index offers that. */
async function learnWheel(chooser, { kind, wheel }) {
  if (kind === "metadata") {
    const bytes = await once(`${wheel.sha256}.metadata`, () => kept(`${wheel.sha256}.metadata`, wheel, `${wheel.url}.metadata`)).catch(() => undefined);
    if (bytes) {
      chooser.metadata(wheel.sha256, bytes.bytes);
      return bytes.keep();
    }
  }
  const found = await fetchWheel(wheel);
  chooser.wheel(wheel.sha256, found.bytes);
  await found.keep();
}

const fetchWheel = (wheel, onFetch) => once(wheel.sha256, () => kept(wheel.sha256, wheel, wheel.url, onFetch));

const unpacked = new Map(); // SHA-256 of a wheel → its files, for all sandboxes of the page
function files(chooser, wheel, onFetch) {
  if (!unpacked.has(wheel.sha256)) {
    const unpacking = fetchWheel(wheel, () => onFetch(wheel)).then(async ({ bytes, keep }) => {
      const content = chooser.unpack(wheel.sha256, bytes);
      await keep();
      asked.delete(wheel.sha256);
      return content;
    });
    unpacked.set(wheel.sha256, unpacking);
    unpacking.catch(() => unpacked.delete(wheel.sha256));
  }
  return unpacked.get(wheel.sha256);
}

/** A file from the cache, or else fetched; `keep` puts it there, once it has been found to be the right one. */
async function kept(key, { filename, base }, url, onFetch) {
  const cache = await openCache();
  const request = `https://packages.invalid/sha256/${key}`;
  const there = await cache?.match(request);
  if (there) return { bytes: new Uint8Array(await there.arrayBuffer()), keep: async () => {} };
  onFetch?.();
  const address = new URL(url, base);
  if (!/^https?:$/.test(address.protocol)) throw new Error(`The package index names a strange address for ${filename}: ${address.href}`);
  const response = await ask(address.href);
  if (!response.ok) throw new Error(`${filename} could not be fetched: ${address.origin} answered ${response.status}. Try again later.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A full cache is no reason to do without.
  return { bytes, keep: async () => void (await cache?.put(request, new Response(bytes)).catch(() => {})) };
}

async function ask(address, headers = {}) {
  try {
    return await fetch(address, { headers, credentials: "omit", referrerPolicy: "no-referrer" });
  } catch {
    const { origin } = new URL(address);
    throw new Error(
      globalThis.navigator?.onLine === false
        ? `${origin} cannot be reached: this device is offline, and what is needed has not been fetched before.`
        : `${origin} cannot be reached, or does not let this page read it (it must answer with Access-Control-Allow-Origin).`,
    );
  }
}

const asked = new Map(); // what is on its way, or has come, by name
function once(key, make) {
  if (!asked.has(key)) {
    const made = make(key);
    asked.set(key, made);
    made.catch(() => asked.delete(key));
  }
  return asked.get(key);
}

/** Nothing where the browser keeps nothing (storage blocked, an insecure page). */
async function openCache() {
  try {
    return await caches.open(CACHE);
  } catch {
    return undefined;
  }
}

function addressOf(index) {
  let address;
  try {
    address = new URL(String(index).replace(/\/*$/, "/"), document.baseURI);
  } catch {
    // Said below.
  }
  if (!/^https?:$/.test(address?.protocol)) throw new TypeError(`The package index must be an address such as https://index.example/simple/, not ${index}.`);
  return address;
}

let loaded; // the promise of the module behind this one
const download = () =>
  (loaded ??= load({ module_or_path: PACKAGES_WASM }).catch((error) => {
    loaded = undefined; // so that the next call tries again
    throw error;
  }));
