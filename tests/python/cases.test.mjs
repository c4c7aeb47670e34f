// Each `*.py` beside this file prints what its `.out` holds: in both browsers, and on CPython where one is installed.
//
// `NAME.in` is standard input, `NAME.err` the expected stderr (in the browsers only: CPython words some errors
// differently from one version to the next). A first line `# cpython: skip REASON` keeps a case off CPython.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";

const folder = new URL(".", import.meta.url).pathname;
const text = (name) => (existsSync(folder + name) ? readFileSync(folder + name, "utf8") : undefined);
const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .map((file) => {
    const name = file.slice(0, -3);
    const [code, out, err, stdin] = [file, `${name}.out`, `${name}.err`, `${name}.in`].map(text);
    return { name, file, code, out: out ?? "", err, stdin: stdin ?? "", skip: code.match(/^# cpython: skip (.*)/)?.[1] };
  });

const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

for (const browserName of ["Chromium", "Firefox"]) {
  describe(`Python cases in ${browserName}`, () => {
    let page;

    before(async () => {
      page = await (await launched(browserName)).newPage();
      await openApi(page, server.url);
      await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
    });

    for (const { name, file, code, out, err, stdin } of cases) {
      it(`${name} (${browserName})`, { timeout: 60_000 }, async () => {
        const run = await page.evaluate((code, options) => sandbox.run(code, options), code, { stdin, filename: file });
        assert.equal(run.stdout, out, run.stderr);
        assert.equal(run.stderr, err ?? "");
      });
    }
  });
}

const version = spawnSync("python3", ["-c", "import sys; print(*sys.version_info[:2], sep='.')"], { encoding: "utf8" });
const python = version.status === 0 && version.stdout.trim();

describe(`Python cases on CPython ${python}`, { skip: python ? false : "python3 is not installed" }, () => {
  for (const { name, file, out, stdin, skip } of cases) {
    it(`${name} (CPython ${python})`, { skip }, () => {
      const run = spawnSync("python3", ["-W", "ignore", folder + file], { input: stdin, encoding: "utf8", timeout: 60_000 });
      assert.equal(run.stdout, out, run.stderr);
    });
  }
});
