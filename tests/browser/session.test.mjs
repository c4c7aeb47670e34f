// A session: runs that go on with each other's names, beside pristine ones that see nothing of them.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer(undefined, { pages: { "page.html": pageImporting() } });
after(() => server.close());

/** Opens a page with a sandbox and a session; `run(code)` runs in the session. */
async function withSession(page) {
  await openApi(page, server.url);
  await page.evaluate(async () => {
    globalThis.sandbox = await createSandbox();
    globalThis.session = sandbox.session();
  });
  return (code, options = {}) => page.evaluate((code, options) => session.run(code, options), code, options);
}

inBrowsers("names, modules, files and open files stay from run to run", async ({ page }) => {
  const run = await withSession(page);
  assert.equal((await run("import math\nwords = ['a']\nfile = open('log.txt', 'w')\nfile.write('one ')")).status, "ok");
  const second = await run("words.append('b')\nfile.write('two')\nfile.flush()\nprint(words, math.floor(2.5), open('log.txt').read())");
  assert.equal(second.stdout, "['a', 'b'] 2 one two\n", JSON.stringify(second.error));
  assert.deepEqual(Object.keys(second.files), ["log.txt"]);
  const third = await run("words");
  assert.deepEqual([third.result.json, third.kept, Object.keys(third.files)], [["a", "b"], true, []]);
});

inBrowsers("a traceback shows the lines of the run that a function came from", async ({ page }) => {
  const run = await withSession(page);
  await run("def fail():\n    raise ValueError('from the first run')");
  const { error } = await run("# another text at this line\n# and at this\nfail()");
  assert.match(error.traceback, /raise ValueError\('from the first run'\)/);
  assert.equal(error.line, 3);
});

inBrowsers("pristine runs and sessions see nothing of each other", async ({ page }) => {
  const run = await withSession(page);
  await run("import builtins\nbuiltins.canary = canary = 1");
  const pristine = await page.evaluate(() => sandbox.run("print('canary' in dir(), hasattr(__builtins__, 'canary'))"));
  assert.equal(pristine.stdout, "False False\n");
  const other = await page.evaluate(() => sandbox.session().run("'canary' in dir()"));
  assert.equal(other.result.json, false);
  assert.equal((await run("canary")).result.json, 1);
});

inBrowsers("an error and a stop keep the names, a breakdown does not", async ({ page }) => {
  const run = await withSession(page);
  await run("kept = 1");
  const failed = await run("kept = 2\n1 / 0");
  assert.deepEqual([failed.status, failed.kept], ["error", true]);
  const late = await run("kept = 3\nwhile True: pass", { limits: { timeMs: 300 } });
  assert.deepEqual([late.status, late.kept], ["timeout", true]);
  assert.equal((await run("kept")).result.json, 3);
  // Ended by its worker's end: nothing is left.
  const hung = await run("(7 ** 10_000_000) ** 3", { limits: { timeMs: 300 } });
  assert.deepEqual([hung.status, hung.kept], ["timeout", false]);
  const next = await run("'kept' in dir()");
  assert.deepEqual([next.result.json, next.kept], [false, true]);
});

inBrowsers("a closed session says so", async ({ page }) => {
  const run = await withSession(page);
  await run("1");
  await page.evaluate(() => sandbox.close());
  await assert.rejects(run("2"), /closed/);
});
