// Vivarium's own packages, native parts included: they come with the programs that import them, and so does this script.

/** Name of the package → address of its packed files; offline pages hold some of them, and have no place for others. */
const BUNDLES = "BUNDLES";

/** Where programs find them. */
const PLACE = "/lib/site-packages";

/** Which of them these texts import; what is among the paths of files that are `there` comes first. */
export function bundlesOf(texts, there = []) {
  const own = new Set(there.map((path) => path.replace(`${PLACE}/`, "").split("/")[0].replace(/\.py$/, "")));
  const imported = (name) => {
    const pattern = new RegExp(String.raw`\b(?:from|import)[ \t]+(?:[\w., \t]{0,200},[ \t]*)?${name}\b`);
    return texts.some((text) => pattern.test(text));
  };
  return Object.keys(BUNDLES).filter((name) => !own.has(name) && imported(name));
}

/** Their files: path → bytes. Rejects with a readable sentence. */
export async function fetchBundles(names) {
  const parts = await Promise.all(names.map((name) => once(name)));
  return Object.assign({}, ...parts);
}

const asked = new Map(); // name → the promise of its files
function once(name) {
  if (!asked.has(name)) {
    const made = download(name);
    asked.set(name, made);
    made.catch(() => asked.delete(name)); // so that the next run tries again
  }
  return asked.get(name);
}

async function download(name) {
  const response = await (async () => fetch(BUNDLES[name]()))().catch(() => undefined);
  if (!response?.ok) throw new Error(`${name} could not be downloaded from this page's server. Check the connection and run again.`);
  try {
    return unpacked(new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()));
  } catch {
    throw new Error(`${name} arrived damaged. Run again; if that does not help, upload all of dist/ again.`);
  }
}

/** An archive as `crates/pack/src/archive.rs` describes it. */
function unpacked(archive) {
  const numbers = new DataView(archive.buffer);
  let at = 4; // past the magic
  const number = () => numbers.getUint32((at += 4) - 4, true);
  const bytes = (length) => archive.slice(at, (at += length));
  const heads = Array.from({ length: number() }, () => [new TextDecoder().decode(bytes(number())), number()]);
  return Object.fromEntries(heads.map(([path, length]) => [`${PLACE}/${path}`, bytes(length)]));
}
