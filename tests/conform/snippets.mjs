// Reads the files of small programs: what each is called, its code, its input, and what it is to print.
//
// A case begins with `#= title`; `#= title (3.14)` says which CPython it needs at least. Below its code stand `#< ` lines of
// standard input, `#> ` lines of expected output and, where anything is written to stderr, `#! ` its last line. `#? ` is the
// cause of a difference that our engine is known to have: such a case has to fail there, so that nobody forgets the line.

import { readFileSync, readdirSync } from "node:fs";

export const folder = new URL("snippets/", import.meta.url).pathname;

/** The marked lines of a case, without their marks. */
function marked(lines, mark) {
  return lines.filter((line) => line === mark || line.startsWith(`${mark} `)).map((line) => `${line.slice(3)}\n`).join("");
}

/** The cases of one file's text. */
export function parse(text) {
  return text
    .split(/^#= /m)
    .slice(1)
    .map((part) => {
      const [heading, ...lines] = part.trimEnd().split("\n");
      const [, title, since] = heading.match(/^(.*?)(?: \((3\.\d+)\))?$/);
      const code = lines.filter((line) => !/^#[<>!?]( |$)/.test(line)).join("\n").trim() + "\n";
      const [error, known] = [marked(lines, "#!").trimEnd(), marked(lines, "#?").trimEnd()];
      return { title, since, code, stdin: marked(lines, "#<"), out: marked(lines, "#>"), error, known };
    });
}

/** A file of cases with the opening line of `before`. */
export function format(before, cases) {
  const comment = (mark, text) => text.replace(/\n$/, "").split("\n").map((line) => `${mark} ${line}`.trimEnd() + "\n").join("");
  const parts = cases.map(({ title, since, code, stdin, out, error, known }) => {
    const heading = `#= ${title}${since ? ` (${since})` : ""}\n`;
    const marks = { "#<": stdin, "#>": out, "#!": error, "#?": known };
    return heading + code + Object.entries(marks).map(([mark, text]) => text && comment(mark, text)).join("");
  });
  return `${before.split("\n")[0]}\n\n${parts.join("\n")}`;
}

/** What a run is compared by: spaces at the end of a line cannot be told apart in a comment. */
export function observed({ stdout, stderr }) {
  const out = stdout && stdout.replace(/[ \t]+$/gm, "").replace(/\n?$/, "\n");
  return { out, error: stderr.trimEnd().split("\n").at(-1).trimEnd() };
}

/** All files: `{ topic, text, cases }`. */
export function topics() {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((file) => {
      const text = readFileSync(folder + file, "utf8");
      return { topic: file.slice(0, -3), text, cases: parse(text) };
    });
}
