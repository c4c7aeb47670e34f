// `vivarium embed`: runs the snippets of a site and compares what they print with what the pages show, or writes it there.

import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Runs } from "../embed/runs.js";
import { kindOf, pages } from "../embed/site.js";
import { snippets } from "../embed/snippets.js";
import { Mistake } from "./mistake.js";

export async function main(words) {
  const { values, positionals } = parseArgs({ args: words, options: { write: { type: "boolean", default: false } }, allowPositionals: true });
  if (positionals.length === 0) throw new Mistake("Which folder? vivarium embed site/");
  const files = [];
  for (const path of positionals) {
    files.push(...(await pages(path).catch(() => {
      throw new Mistake(`${path} cannot be read.`);
    })));
  }
  const counts = { same: 0, written: 0, silent: 0, wrong: 0 };
  for (const file of files) await page(file, values.write, counts);
  const { same, written, silent, wrong } = counts;
  const all = same + written + silent + wrong;
  if (all === 0) throw new Mistake(`No Python was found in ${positionals.join(", ")}: fences of \`\`\`python, <py-vivarium>, pre > code.language-python.`);
  console.log(`${all} snippets: ${same} as saved, ${silent} without saved output, ${written} written, ${wrong} wrong`);
  return wrong === 0 ? 0 : 1;
}

async function page(file, write, counts) {
  const text = await readFile(file, "utf8");
  const runs = new Runs(pathToFileURL(file).href);
  const changes = [];
  try {
    for (const snippet of snippets(text, kindOf(file))) {
      const { output, problem, warnings } = await runs.run(snippet);
      const { expected, line } = snippet;
      const say = (mark, sentence) => console.log(`${mark} ${relative("", file)}:${line}: ${sentence}`);
      for (const warning of warnings) say("!", warning);
      const agrees = expected ? same(output, expected) : output.trim() === "";
      if (problem && (!expected || !problem.shown)) {
        counts.wrong++;
        say("✗", problem.sentence);
      } else if (agrees) {
        counts[expected ? "same" : "silent"]++;
      } else if (write) {
        counts.written++;
        changes.push(snippet.bake(output));
        say("✎", "the output was written");
      } else if (expected) {
        counts.wrong++;
        say("✗", `it prints something else than is saved:\n${difference(expected.text, output)}`);
      } else {
        counts.silent++;
      }
    }
  } finally {
    runs.close();
  }
  if (changes.length > 0) await writeFile(file, changed(text, changes));
}

const lines = (text) => text.split("\n").map((line) => line.trimEnd());
const plain = (text, loose) => (loose ? text.split(/\s+/).filter(Boolean).join(" ") : lines(text).join("\n").trim());
const same = (output, { text, loose }) => plain(output, loose) === plain(text, loose);

/** From the first line that differs, some lines of both. */
function difference(saved, printed) {
  const [old, now] = [lines(saved.trim()), lines(printed.trim())];
  let at = 0;
  while (at < old.length && old[at] === now[at]) at++;
  const shown = (mark, all) => all.slice(at, at + 5).map((line) => `    ${mark} ${line}`);
  return [...shown("-", old), ...shown("+", now)].join("\n");
}

function changed(text, changes) {
  for (const { start, end, text: inside } of changes.toSorted((one, other) => other.start - one.start)) text = text.slice(0, start) + inside + text.slice(end);
  return text;
}
