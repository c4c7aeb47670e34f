// Each small program of snippets/ prints what is written below it: in both browsers, and on the CPython that is installed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";
import { runOnCPython } from "./reference.mjs";
import { observed, topics } from "./snippets.mjs";

const all = topics();
const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

for (const browserName of ["Chromium", "Firefox"]) {
  describe(`Snippets in ${browserName}`, () => {
    let page;

    before(async () => {
      page = await (await launched(browserName)).newPage();
      await openApi(page, server.url);
      await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
    });

    for (const { topic, cases } of all) {
      for (const { title, code, stdin, out, error, known } of cases) {
        it(`${topic}: ${title} (${browserName})`, { timeout: 60_000 }, async () => {
          const run = await page.evaluate((code, options) => sandbox.run(code, options), code, { stdin });
          if (known) assert.notDeepEqual(observed(run), { out, error }, "it passes now: take its #? line away");
          else assert.deepEqual(observed(run), { out, error });
        });
      }
    }
  });
}

const asked = spawnSync("python3", ["-c", "import sys; print(sys.version_info[1])"], { encoding: "utf8" });
const minor = asked.status === 0 && Number(asked.stdout);

describe(`Snippets on CPython 3.${minor}`, { concurrency: 4, skip: minor ? false : "python3 is not installed" }, () => {
  for (const { topic, cases } of all) {
    for (const { title, since, code, stdin, out, error } of cases) {
      const skip = since && Number(since.slice(2)) > minor && `it needs ${since}`;
      it(`${topic}: ${title} (CPython)`, { skip, timeout: 60_000 }, async () => {
        assert.deepEqual(observed(await runOnCPython(["python3"], code, stdin)), { out, error });
      });
    }
  }
});
