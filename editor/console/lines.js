// What the console knows of Python's lines: whether an input goes on, and how the next line is indented. No elements here.

/** The text without comments and strings, and whether it ends inside of brackets, a string or a joined line. */
function read(source) {
  let depth = 0;
  let quote = "";
  let code = "";
  for (let at = 0; at < source.length; at++) {
    const letter = source[at];
    if (quote) {
      if (letter === "\\") at++;
      else if (source.startsWith(quote, at)) {
        at += quote.length - 1;
        quote = "";
      } else if (letter === "\n" && quote.length === 1) quote = ""; // a mistake that Python tells better
      if (letter === "\n") code += letter;
    } else if (letter === "#") {
      while (at + 1 < source.length && source[at + 1] !== "\n") at++;
    } else if (letter === '"' || letter === "'") {
      quote = source.startsWith(letter.repeat(3), at) ? letter.repeat(3) : letter;
      at += quote.length - 1;
      code += "s";
    } else {
      if ("([{".includes(letter)) depth++;
      else if (")]}".includes(letter)) depth--;
      code += letter;
    }
  }
  return { code, open: depth > 0 || quote.length === 3 || /\\$/.test(code) };
}

/** Whether Enter adds a line rather than running: something is open, or a block has begun and no empty line ended it. */
export function isIncomplete(source) {
  const { code, open } = read(source);
  if (open) return true;
  const lines = code.split("\n");
  const last = lines.at(-1);
  const block = /:\s*$/.test(last) || lines.some((line) => /^(async\s+def|async\s+for|async\s+with|def|class|for|while|if|with|try|match|@)\b|^@/.test(line));
  return block && last.trim() !== "" && (lines.length > 1 || /:\s*$/.test(last) || last.startsWith("@"));
}

/** The white space with which the line after `before` begins. */
export function indentAfter(before) {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const indent = /^\s*/.exec(line)[0];
  if (read(before).open) return indent;
  if (/:\s*$/.test(read(before).code)) return `${indent}    `;
  return /^\s*(return|pass|break|continue|raise)\b/.test(line) ? indent.slice(4) : indent;
}

/** What was entered, oldest first, and where the reader is in it. */
export class History {
  constructor(entries = []) {
    this.entries = entries;
    this.at = entries.length;
    this.draft = "";
  }

  add(entry) {
    if (this.entries.at(-1) !== entry) this.entries.push(entry);
    this.entries.splice(0, this.entries.length - 200);
    this.at = this.entries.length;
    this.draft = "";
  }

  /** The entry before or after; `text` is kept while it is the draft. Undefined where there is none. */
  step(by, text) {
    const to = this.at + by;
    if (to < 0 || to > this.entries.length) return undefined;
    if (this.at === this.entries.length) this.draft = text;
    this.at = to;
    return this.entries[to] ?? this.draft;
  }
}
