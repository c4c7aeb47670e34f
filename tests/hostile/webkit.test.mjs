// A browser that cannot suspend WebAssembly (WebKitGTK): programs run, stop and end at their limits all the same.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { pageImporting } from "../browser/support/api.mjs";
import { startServer } from "../browser/support/server.mjs";
import { installed, openWebKit } from "./support/webkit.mjs";

describe("WebKitGTK", { skip: installed ? false : "webkit2gtk-driver or xvfb is not installed" }, () => {
  let [server, webkit] = [];

  before(async () => {
    server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
    webkit = await openWebKit(`${server.url}page.html`);
    await webkit.run(`
      while (!("createSandbox" in globalThis)) await new Promise(requestAnimationFrame);
      globalThis.sandbox = await createSandbox();`);
  });

  after(async () => {
    await webkit?.close();
    await server?.close();
  });

  const outcome = (code, options = "{}") =>
    webkit.run(`const run = await sandbox.run(${JSON.stringify(code)}, ${options}); return [run.status, run.stdout, run.error?.type ?? null];`);

  it("cannot suspend", async (t) => {
    assert.equal(await webkit.run("return typeof WebAssembly.Suspending"), "undefined");
    t.diagnostic(`WebKitGTK ${webkit.version}`);
  });

  const cases = {
    "prints, with the library": ["import json\nprint(json.dumps([1]))", "{}", ["ok", "[1]\n", null]],
    "reads input given before": ["print(input())", '{ stdin: "hi\\n" }', ["ok", "hi\n", null]],
    "has no input that was not given": ["print(input())", "{}", ["error", "", "EOFError"]],
    "sleeps": ["import time\nt = time.monotonic()\ntime.sleep(0.2)\nprint(time.monotonic() - t >= 0.2)", "{}", ["ok", "True\n", null]],
    "ends at its time": ["print(1)\nwhile True: pass", "{ limits: { timeMs: 400 } }", ["timeout", "1\n", "TimeoutError"]],
    "ends a sleep at its time": ["print(1)\nimport time\ntime.sleep(60)", "{ limits: { timeMs: 400 } }", ["timeout", "1\n", "TimeoutError"]],
    "ends at its memory": ["x = []\nwhile True: x.append([])", "{ limits: { memoryMb: 64 } }", ["out_of_memory", "", "MemoryError"]],
    "recurs to a RecursionError": ["def f(): f()\nf()", "{}", ["error", "", "RecursionError"]],
    "runs on": ["print(6 * 7)", "{}", ["ok", "42\n", null]],
  };

  for (const [name, [code, options, expected]] of Object.entries(cases)) {
    it(`${name} (WebKitGTK)`, async () => assert.deepEqual(await outcome(code, options), expected));
  }

  it("stops within a second (WebKitGTK)", async (t) => {
    const [status, stdout, ms, next] = await webkit.run(`
      const controller = new AbortController();
      let pressed;
      const onOutput = () => { pressed = performance.now(); controller.abort(); };
      const run = await sandbox.run("print(1, flush=True)\\nwhile True: pass", { signal: controller.signal, onOutput });
      const ms = performance.now() - pressed;
      return [run.status, run.stdout, ms, (await sandbox.run("print(2)")).stdout];`);
    assert.deepEqual([status, stdout, next], ["stopped", "1\n", "2\n"]);
    assert.ok(ms < 1_000, `${ms} ms`);
    t.diagnostic(`stopped after ${ms.toFixed(0)} ms`);
  });
});
