// Each program of the gallery prints what its `.out` holds, in both browsers, with one seed and one clock.
//
// `NAME.in` is what is typed, `NAME.err` the traceback of one that means to end so. A new program gets its `.out` by WRITE=1, and then a look at it.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";

const here = new URL(".", import.meta.url).pathname;
const programs = new URL("../../static/examples/", import.meta.url).pathname;
const names = readdirSync(programs).map((file) => file.replace(/\.py$/, ""));
const expected = (file) => (existsSync(here + file) ? readFileSync(here + file, "utf8") : "");

const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

it("every program is in the gallery, and has a name and a line about it", () => {
  const gallery = readFileSync(new URL("../../editor/examples.js", import.meta.url), "utf8");
  for (const name of names) assert.ok(gallery.includes(`"../static/examples/${name}.py"`), `${name} is missing`);
  assert.equal(gallery.match(/^ {2}example\("[^"]+", "[^"]+", \w+\),$/gm).length, names.length);
});

for (const browserName of ["Chromium", "Firefox"]) {
  describe(`Examples in ${browserName}`, () => {
    let page;

    before(async () => {
      page = await (await launched(browserName)).newPage();
      await openApi(page, server.url);
      await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
    });

    for (const name of names) {
      it(`${name} (${browserName})`, { timeout: 60_000 }, async () => {
        const options = { stdin: expected(`${name}.in`), seed: 1, now: Date.UTC(2026, 10, 22, 8), filename: "main.py" };
        const run = await page.evaluate((code, options) => sandbox.run(code, options), readFileSync(`${programs}${name}.py`, "utf8"), options);
        assert.equal(run.stderr, expected(`${name}.err`));
        if (process.env.WRITE && browserName === "Chromium") writeFileSync(`${here}${name}.out`, run.stdout);
        assert.equal(run.stdout, expected(`${name}.out`));
        assert.ok(run.stdout.length > 20, "it shows something");
      });
    }
  });
}
