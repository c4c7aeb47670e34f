// What may stand in the tag, and what is made of it.

/** Attributes of the element itself; those of every element (`id`, `class`, `lang`, …) are the browser's. */
export const names = [
  "autorun", "cassette", "check", "controls", "editor", "files", "hint", "index", "max-lines", "memory", "min-lines", "net", "output", "packages", "readonly",
  "session", "setup", "solution", "src", "theme", "timeout", "tools",
];

const everywhere = /^(id|class|style|lang|dir|title|hidden|slot|part|role|tabindex|data-.*|aria-.*|on.*|is|translate|nonce|itemprop|inert)$/;

/** Sentences about attributes that mean nothing here, with what may have been meant. */
export function complaints(element) {
  return [...element.attributes]
    .map(({ name }) => name)
    .filter((name) => !names.includes(name) && !everywhere.test(name))
    .map((name) => {
      const near = nearest(name);
      return `<py-vivarium> has no attribute "${name}"${near ? `; did you mean "${near}"?` : "."}`;
    });
}

/** The known name that differs least, if it differs little. */
export function nearest(name) {
  const [best] = names.map((known) => [distance(name, known), known]).sort(([one], [other]) => one - other);
  return best[0] <= Math.max(2, name.length / 3) ? best[1] : undefined;
}

/** Letters to add, drop or change. */
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (let column = 0; column < to.length; column++) {
      next.push(Math.min(next[column] + 1, row[column + 1] + 1, row[column] + (letter !== to[column])));
    }
    row = next;
  }
  return row.at(-1);
}

/** Limits of a run: `timeout` in seconds, `memory` in MiB. Throws a sentence. */
export function limits(element) {
  const found = {};
  for (const [name, limit, factor] of [["timeout", "timeMs", 1_000], ["memory", "memoryMb", 1]]) {
    const text = element.getAttribute(name);
    if (text === null) continue;
    const value = Math.round(Number(text) * factor);
    if (!(value > 0)) throw new Error(`${name}="${text}" must be a number above zero.`);
    found[limit] = value;
  }
  return found;
}

/** A JSON object that stands in an attribute, or at the address that it holds. */
async function objectOf(element, name) {
  const text = element.getAttribute(name).trim();
  if (text.startsWith("{")) return JSON.parse(text);
  return (await fetched(element, text)).json();
}

/** What lies at an address relative to the page. */
export async function fetched(element, address) {
  const response = await fetch(new URL(address, element.ownerDocument.baseURI), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return response;
}

/** Files of a run: `{"data.csv": "…"}`, or addresses, each under its last part's name. */
export async function files(element) {
  const text = element.getAttribute("files")?.trim();
  if (!text) return {};
  if (text.startsWith("{")) return JSON.parse(text);
  const load = async (address) => {
    const name = decodeURIComponent(new URL(address, element.ownerDocument.baseURI).pathname.split("/").pop());
    return [name, await (await fetched(element, address)).arrayBuffer()];
  };
  return Object.fromEntries(await Promise.all(text.split(/\s+/).map(load)));
}

/** Requirements, between commas or spaces; those may also stand in one, before its next range (`rich>=13,<15`). */
export function packages(element) {
  const found = [];
  for (const part of (element.getAttribute("packages") ?? "").split(/[\s,]+(?![^[]*\])/).filter(Boolean)) {
    if (/^[<>=!~]/.test(part) && found.length > 0) found.push([found.pop(), part].join(","));
    else found.push(part);
  }
  // "rich >=13" is one with a space, "rich>=13, <15" one with two ranges.
  return found.map((requirement) => requirement.replace(/^([\w.-]+(?:\[[^\]]*\])?),(?=[<>=!~])/, "$1"));
}

/** A recorded run to replay: its JSON, or the address of it. */
export async function cassette(element) {
  return element.hasAttribute("cassette") ? objectOf(element, "cassette") : undefined;
}

/** Names of the servers and origins that the author lets the program ask, for the reader to see. */
export function granted({ tools, net = [] }) {
  return [...Object.keys(tools?.mcpServers ?? tools?.servers ?? {}), ...(tools?.net ?? []), ...net];
}

/** What `createSandbox` takes: snippets with the same share a sandbox. */
export async function options(element) {
  const found = {};
  if (element.hasAttribute("tools")) found.tools = await objectOf(element, "tools");
  const index = element.getAttribute("index")?.trim();
  if (index) found.index = new URL(index, element.ownerDocument.baseURI).href;
  const net = element.getAttribute("net")?.trim();
  if (net) found.net = net.split(/\s+/);
  return found;
}
