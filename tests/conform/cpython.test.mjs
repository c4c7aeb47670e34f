// What passed of CPython's tutorial and of the quick files of its own tests still passes, in Chromium.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { serve } from "../../benches/server.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { compare, sound, summary } from "./compare.mjs";
import { pages, quick, tests } from "./material.mjs";
import { regressions } from "./report.mjs";

const here = import.meta.dirname;
const known = JSON.parse(readFileSync(join(here, "results.json"), "utf8"));
const { DIST, CPYTHON, CPYTHON_TESTS, CPYTHON_DOCS } = process.env;
/** What the table was made with; another version has other tests. */
const version = CPYTHON && spawnSync(CPYTHON, ["--version"], { encoding: "utf8" }).stdout.trim();
const skip = !CPYTHON
  ? "they come from Debian's packages"
  : !readFileSync(join(here, "../../CONFORMANCE.md"), "utf8").includes(version.replace("Python ", "CPython ")) && `the table is not of ${version}: run ./x conform`;
/** Longer than any of these takes on a busy machine. */
const limit = 60_000;

describe("CPython's own examples and tests", { skip }, () => {
  let page;
  let server;

  before(async () => {
    server = await serve({ "/page/": join(here, "page"), "/vivarium/": DIST });
    page = await (await launched("Chromium")).newPage();
    await page.goto(`${server.origin}/page/page.html`);
    await page.waitForFunction(() => "runOn" in window);
  });
  after(() => server.close());

  const parts = !skip ? { tutorial: pages(CPYTHON_DOCS, "tutorial"), tests: tests(CPYTHON_TESTS, quick()) } : {};
  for (const [part, programs] of Object.entries(parts)) {
    for (const program of programs) {
      it(`${part}: ${program.name}`, { timeout: 2 * limit }, async () => {
        const cases = part === "tutorial" ? await sound(CPYTHON, program) : undefined;
        const { results } = await compare(page, ["vivarium"], limit, program, cases);
        const now = { [part]: { [program.name]: { vivarium: summary("vivarium", results.vivarium) } } };
        assert.deepEqual(regressions(known, now), []);
      });
    }
  }
});
