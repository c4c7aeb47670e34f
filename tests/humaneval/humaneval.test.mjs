// HumanEval: the canonical solution of each of its problems passes its tests, each in a stateless run of its own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";

const problems = gunzipSync(readFileSync(process.env.HUMANEVAL))
  .toString()
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

describe("HumanEval", () => {
  let page;
  let passed = 0;

  before(async () => {
    page = await (await launched("Chromium")).newPage();
    await openApi(page, server.url);
    await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
  });
  after(() => console.log(`HumanEval: ${passed}/${problems.length}`));

  for (const problem of problems) {
    it(problem.task_id, { timeout: 60_000 }, async () => {
      // The last line is reached only when every assertion of the problem held.
      const code = `${problem.prompt}${problem.canonical_solution}\n${problem.test}\ncheck(${problem.entry_point})\nprint("held")\n`;
      const run = await page.evaluate((code) => sandbox.run(code), code);
      assert.equal(run.status, "ok", run.stderr);
      assert.match(run.stdout, /held\n$/);
      passed += 1;
    });
  }
});
