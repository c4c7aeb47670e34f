// How far this Python is CPython, beside Pyodide in the same Chromium: `./x conform --help` tells the options.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { serve } from "../../benches/server.mjs";
import { compare, sound, summary } from "./compare.mjs";
import { pages, tests } from "./material.mjs";
import { runOnCPython } from "./reference.mjs";
import { regressions, render } from "./report.mjs";
import { observed, topics } from "./snippets.mjs";

const puppeteer = createRequire(new URL("../browser/package.json", import.meta.url))("puppeteer-core");
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const kept = join(root, "tests/conform/results.json");
const { DIST, CHROMIUM, CPYTHON, CPYTHON_TESTS, CPYTHON_DOCS, HUMANEVAL } = process.env;

const help = `usage: ./x conform [options]
  --check            a case that passed in results.json and fails now is an error; nothing is written
  --part NAME,…      of tutorial, library, tests, humaneval, snippets
  --only NAME,…      these pages, files, problems or topics only
  --engines NAME,…   of vivarium, pyodide
  --limit SECONDS    for each page or file (default: 60)`;

const text = { type: "string" };
const { values } = parseArgs({ options: { help: { type: "boolean" }, check: { type: "boolean" }, part: text, only: text, engines: text, limit: text } });
const limit = Number(values.limit ?? 60) * 1000;
const list = (value, all) => value?.split(",") ?? all;
const engines = list(values.engines, values.check ? ["vivarium"] : ["vivarium", "pyodide"]);

/** The small programs of a topic on each engine. */
async function compareSnippets(page, { cases }) {
  const results = Object.fromEntries(engines.map((engine) => [engine, { passed: [], failed: {} }]));
  for (const engine of engines) {
    for (const { title, code, stdin, out, error } of cases) {
      const run = await page.evaluate((engine, program) => runOn(engine, program), engine, { text: code, files: {}, stdin, limit });
      const seen = observed({ stdout: run.output.replaceAll(/\/home\/pyodide\/\d+/g, "/home/user"), stderr: run.stderr });
      if (seen.out === out && seen.error === error) results[engine].passed.push(title);
      else results[engine].failed[title] = seen.error === error ? "it prints something else" : seen.error || "no error";
    }
  }
  return { results, cases: cases.map(({ title }) => title) };
}

/** What each part runs: `{ name, run }`. */
const parts = {
  tutorial: (page) => pages(CPYTHON_DOCS, "tutorial").map((program) => ({ name: program.name, run: async () => compare(page, engines, limit, program, await sound(CPYTHON, program)) })),
  library: (page) => pages(CPYTHON_DOCS, "library").map((program) => ({ name: program.name, run: async () => compare(page, engines, limit, program, await sound(CPYTHON, program)) })),
  tests: (page) => tests(CPYTHON_TESTS).map((program) => ({ name: program.name, run: () => compare(page, engines, limit, program) })),
  humaneval: (page) =>
    gunzipSync(readFileSync(HUMANEVAL))
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map(({ task_id: name, prompt, canonical_solution: solution, test, entry_point: entry }) => {
        const text = `${prompt}${solution}\n${test}\ncheck(${entry})\nprint("@pass solution\\n@end")\n`;
        return { name, run: () => compare(page, engines, limit, { text, files: {} }, ["solution"]) };
      }),
  snippets: (page) => topics().map((topic) => ({ name: topic.topic, run: () => compareSnippets(page, topic) })),
};

async function main() {
  const server = await serve({ "/page/": join(root, "tests/conform/page"), "/vivarium/": DIST, "/pyodide/": join(root, "benches/node_modules/pyodide") });
  const args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"];
  const browser = await puppeteer.launch({ executablePath: CHROMIUM ?? "/usr/bin/chromium", args, protocolTimeout: 10 * limit });
  const page = await browser.newPage();
  await page.goto(`${server.origin}/page/page.html`);
  await page.waitForFunction(() => "runOn" in window);
  const before = JSON.parse(readFileSync(kept, "utf8"));
  const after = structuredClone(before);
  const ran = {};
  for (const part of list(values.part, Object.keys(parts))) {
    for (const { name, run } of parts[part](page)) {
      if (!list(values.only, [name]).includes(name)) continue;
      const { results, cases } = await run();
      const entry = Object.fromEntries(engines.map((engine) => [engine, summary(engine, results[engine])]));
      const old = after[part]?.[name];
      const count = engines.length === 1 ? Math.max(cases.length, old?.cases ?? 0) : cases.length;
      (ran[part] ??= {})[name] = (after[part] ??= {})[name] = { ...old, cases: count, ...entry };
      if (!values.check) writeFileSync(kept, `${JSON.stringify(after, null, 1)}\n`);
      const said = engines.map((engine) => `${engine} ${entry[engine].passed}${entry[engine].unfinished ? ` (${entry[engine].unfinished.slice(0, 50)})` : ""}`);
      console.log(`${part} ${name}: ${count} cases, ${said.join(", ")}`);
    }
  }
  const facts = {
    date: new Date().toISOString().slice(0, 10),
    browser: await browser.version(),
    cpython: (await runOnCPython([CPYTHON], "import platform; print(platform.python_version())")).stdout.trim(),
    pyodide: JSON.parse(readFileSync(join(root, "benches/node_modules/pyodide/package.json"), "utf8")).version,
  };
  await browser.close();
  server.close();
  const text = render(values.check ? ran : after, facts);
  console.log(`\n${text.split("\n## ")[0]}`);
  if (!values.check) return writeFileSync(join(root, "CONFORMANCE.md"), text);
  const worse = regressions(before, ran);
  for (const each of worse) console.log(`✗ ${each}`);
  if (worse.length) throw new Error(`${worse.length} cases that passed do not any more.`);
}

if (values.help) console.log(help);
else await main();
