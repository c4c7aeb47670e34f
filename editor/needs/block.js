// The block in which a program says what it needs (`# /// script`): written for its author.

const opening = /^# \/\/\/ script[ \t]*$/m;

/** Whether a program has one. */
export const hasBlock = (code) => opening.test(code);

/** The program with one dependency more. */
export function withDependency(code, name) {
  const found = code.match(opening);
  if (!found) return withBlock(code, name);
  const begin = found.index + found[0].length;
  const end = code.slice(begin).search(/^# \/\/\/[ \t]*$/m);
  const [before, block, after] = [code.slice(0, begin), end < 0 ? "" : code.slice(begin, begin + end), end < 0 ? code.slice(begin) : code.slice(begin + end)];
  return before + withEntry(block, name) + after;
}

/** At the top, but below what must stand in the first two lines. */
function withBlock(code, name) {
  const first = code.match(/^(#!.*\n)?(#.*coding[:=].*\n)?/)[0];
  const rest = code.slice(first.length);
  return `${first}# /// script\n# dependencies = ["${name}"]\n# ///\n${rest.startsWith("\n") || !rest ? "" : "\n"}${rest}`;
}

function withEntry(block, name) {
  const list = block.match(/^# dependencies\s*=\s*\[/m);
  if (!list) return `\n# dependencies = ["${name}"]${block || "\n"}`;
  const begin = list.index + list[0].length;
  const end = closing(block, begin);
  if (end < 0) return block;
  const inner = block.slice(begin, end);
  if (!inner.includes("\n")) {
    const there = inner.replace(/[\s,]*$/, "");
    return `${block.slice(0, begin)}${there}${there.trim() ? ", " : ""}"${name}"${block.slice(end)}`;
  }
  // Of several lines: one more, as far in as the last.
  const [indent] = inner.match(/^#[ \t]+(?=["'])/m) ?? ["#   "];
  const there = inner.replace(/[\s#]*$/, "");
  return `${block.slice(0, begin)}${there}${/["']$/.test(there) ? "," : ""}\n${indent}"${name}",\n# ${block.slice(end)}`;
}

/** Where the list ends: at the first ] that stands in no quotes. */
function closing(block, begin) {
  let quote;
  for (let at = begin; at < block.length; at++) {
    const letter = block[at];
    if (quote) quote = letter === quote ? undefined : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "]") return at;
  }
  return -1;
}

/** Packages whose modules are called otherwise. */
const packages = {
  attr: "attrs",
  bs4: "beautifulsoup4",
  Crypto: "pycryptodome",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  docx: "python-docx",
  dotenv: "python-dotenv",
  jwt: "pyjwt",
  markdown_it: "markdown-it-py",
  more_itertools: "more-itertools",
  PIL: "pillow",
  pptx: "python-pptx",
  ruamel: "ruamel.yaml",
  serial: "pyserial",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  slugify: "python-slugify",
  yaml: "pyyaml",
  zmq: "pyzmq",
};

/** The package that has the module which an exception misses, where it may be one: what is no part of a package or of Python's library. */
export function packageOf(message) {
  const [, module] = message.match(/^No module named '([A-Za-z][A-Za-z0-9_]*)'$/) ?? [];
  return module && (packages[module] ?? module.replaceAll("_", "-"));
}
