// Each program of `recursions.py` ends with the exception that stands above it, or well; and the run after it is right.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";

const text = readFileSync(new URL("recursions.py", import.meta.url), "utf8");
const programs = [...text.matchAll(/^# === (.*): (\w+)\n([^]*?)(?=^# ===|(?![^]))/gm)].map(
  ([, name, expected, code]) => ({ name, expected, code }),
);

const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

for (const browserName of ["Chromium", "Firefox"]) {
  describe(`recursions in ${browserName}`, () => {
    let page;
    let held = 0;

    before(async () => {
      page = await (await launched(browserName)).newPage();
      await openApi(page, server.url);
      await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
    });

    for (const { name, expected, code } of programs) {
      it(`${name} (${browserName})`, { timeout: 120_000 }, async () => {
        const [run, next] = await page.evaluate(
          async (code) => [await sandbox.run(code, { limits: { timeMs: 60_000 } }), await sandbox.run("print(6 * 7)")],
          code,
        );
        const status = expected === "ok" ? "ok" : "error";
        assert.deepEqual([run.status, run.error?.type ?? "ok"], [status, expected], run.error?.message);
        assert.deepEqual([next.status, next.stdout], ["ok", "42\n"]);
        held += 1;
      });
    }

    it(`all of them (${browserName})`, (t) => {
      t.diagnostic(`${held}/${programs.length} recursions (${browserName})`);
      assert.ok(programs.length >= 40);
      assert.equal(held, programs.length);
    });
  });
}
