// As much of HTML as snippets need: tags with their attributes, and the text of what stands between them. Pure.

const named = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };

export const decode = (text) =>
  text.replace(/&(?:#(\d+)|#[xX]([\da-fA-F]+)|([a-z]+));/g, (whole, decimal, hexadecimal, name) => {
    const code = decimal ? Number(decimal) : hexadecimal ? parseInt(hexadecimal, 16) : undefined;
    return code === undefined ? (named[name] ?? whole) : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

export const encode = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** The same length without what stands in comments, scripts and the like: what is left has only tags that count. */
export const quiet = (html) => {
  const blank = (text) => text.replace(/[^\n]/g, " ");
  return html.replace(/<!--[^]*?(?:-->|$)|(<(script|style|textarea|template)\b[^>]*>)([^]*?)(?=<\/\2)/gi, (whole, open, _, inside) => (open ? open + blank(inside) : blank(whole)));
};

const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const written = String.raw`(?:"[^"]*"|'[^']*'|[^"'>])*`;

/**
 * Elements of this name in `html`: `{ start, end, inside: [from, to], attributes, places }`; `places` is where the value of
 * each attribute stands. They do not nest.
 */
export function elements(html, name) {
  const found = [];
  const open = new RegExp(`<${name}(?=[\\s>/])(${written})>`, "gi");
  for (let match; (match = open.exec(html)); ) {
    const from = open.lastIndex;
    const close = new RegExp(`</${name}\\s*>`, "gi");
    close.lastIndex = from;
    const closed = close.exec(html);
    const to = closed?.index ?? html.length;
    const [attributes, places] = [new Map(), new Map()];
    const offset = match.index + name.length + 1;
    for (const part of match[1].matchAll(attribute)) {
      const key = part[1].toLowerCase();
      const value = part[2] ?? part[3] ?? part[4] ?? "";
      if (attributes.has(key)) continue;
      attributes.set(key, decode(value));
      const end = offset + part.index + part[0].length - (part[4] === undefined && value !== undefined && /["']$/.test(part[0]) ? 1 : 0);
      places.set(key, [end - value.length, end]);
    }
    found.push({ start: match.index, end: closed ? close.lastIndex : to, inside: [from, to], attributes, places });
    open.lastIndex = closed ? close.lastIndex : from;
  }
  return found;
}

/** Text as a page would have it. A line end right after `<pre>` does not count. */
export const textOf = (html) => decode(html.replace(/<!--[^]*?-->/g, "").replace(/<\/?[a-z][^>]*>/gi, "")).replace(/^\r?\n/, "").replace(/\r\n?/g, "\n");

/** The text of the element with this id. */
export function textById(html, id) {
  const escaped = id.replace(/[^\w-]/g, "");
  const open = new RegExp(`<([a-z][\\w-]*)\\b[^>]*\\sid\\s*=\\s*["']?${escaped}(?=["'\\s>])[^>]*>`, "i").exec(html);
  if (!open) return undefined;
  const from = open.index + open[0].length;
  const to = html.toLowerCase().indexOf(`</${open[1].toLowerCase()}`, from);
  return textOf(html.slice(from, to < 0 ? undefined : to));
}
