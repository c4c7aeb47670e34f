// `vivarium.js` as another page's author uses it.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() }, cors: true });
const elsewhere = await startServer(process.env.DIST, { pages: { "page.html": pageImporting(`${server.url}vivarium.js`) } });
after(() => Promise.all([server.close(), elsewhere.close()]));

inBrowsers("a run resolves with everything that came of it", async ({ page }) => {
  await openApi(page, server.url);
  const run = await runOnce(page, 'import sys\nprint("out")\nprint("err", file=sys.stderr)\n[1, {"a": None}]\n');
  assert.equal(run.status, "ok");
  assert.equal(run.stdout, "out\n");
  assert.equal(run.stderr, "err\n");
  assert.deepEqual(run.result, { repr: "[1, {'a': None}]", json: [1, { a: null }] });
  assert.equal(run.error, null);
  assert.deepEqual(run.displays, []);
  assert.deepEqual(run.toolCalls, []);
  assert.ok(run.durationMs > 0 && run.durationMs < 60_000, String(run.durationMs));
});

inBrowsers("an exception is data", async ({ page }) => {
  await openApi(page, server.url);
  const { status, error, result } = await runOnce(page, 'import json\n\njson.loads("{")\n');
  assert.equal(status, "error");
  assert.equal(result, null);
  assert.equal(error.type, "json.decoder.JSONDecodeError");
  assert.match(error.message, /line 1 column 2/);
  assert.match(error.traceback, /^Traceback \(most recent call last\):/);
  assert.equal(error.line, 3);
});

inBrowsers("files go in and changed files come out", async ({ page }) => {
  await openApi(page, server.url);
  const files = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const code = 'text = open("in.txt").read()\nopen("out/result.txt", "w").write(text.upper())\n';
    const run = await sandbox.run(`import os\nos.mkdir("out")\n${code}`, { files: { "in.txt": "hello" } });
    sandbox.close();
    return Object.entries(run.files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
  });
  assert.deepEqual(files, [["out/result.txt", "HELLO"]]);
});

inBrowsers("stdin, argv, seed and clock are given", async ({ page }) => {
  await openApi(page, server.url);
  const code = "import sys, time, datetime\nprint(input(), input(), sys.argv[1:], datetime.datetime.fromtimestamp(time.time(), datetime.UTC).date())\n";
  const options = { stdin: "one\ntwo\n", argv: ["-v", "file"], now: Date.UTC(2000, 1, 29), seed: 1 };
  const { stdout, stderr } = await runOnce(page, code, options);
  assert.equal(stdout, "one two ['-v', 'file'] 2000-02-29\n", stderr);
});

inBrowsers("callbacks stream output and answer questions", async ({ page }) => {
  await openApi(page, server.url);
  const { run, heard } = await page.evaluate(async () => {
    const heard = [];
    const sandbox = await createSandbox();
    const run = await sandbox.run('print("a")\nprint(input("b? "))\n', {
      onOutput: (...output) => heard.push(output),
      onInput: async () => "answer",
    });
    sandbox.close();
    return { run, heard };
  });
  assert.equal(run.status, "ok", run.stderr);
  assert.match(run.stdout, /^a\nb\? answer\n$/);
  assert.ok(heard.length >= 2, JSON.stringify(heard));
});

inBrowsers("limits end a run in their own words", async ({ page }) => {
  await openApi(page, server.url);
  const late = await runOnce(page, 'print("so far")\nwhile True:\n    pass\n', { limits: { timeMs: 300 } });
  assert.equal(late.status, "timeout");
  assert.equal(late.stdout, "so far\n");
  const greedy = await runOnce(page, 'print("so far")\nblock = bytearray(500_000_000)\n', { limits: { memoryMb: 128 } });
  assert.ok(["error", "out_of_memory"].includes(greedy.status), greedy.status);
  assert.match(greedy.error.type, /MemoryError/);
  assert.equal(greedy.stdout, "so far\n");
});

inBrowsers("a signal stops a run, and the sandbox goes on", async ({ page }) => {
  await openApi(page, server.url);
  const runs = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const controller = new AbortController();
    const stopped = await sandbox.run('print("working")\nwhile True:\n    pass\n', {
      signal: controller.signal,
      onOutput: () => controller.abort(),
    });
    const next = await sandbox.run("print(1)");
    sandbox.close();
    return [stopped, next];
  });
  assert.equal(runs[0].status, "stopped");
  assert.equal(runs[0].stdout, "working\n");
  assert.equal(runs[1].stdout, "1\n");
});

inBrowsers("options that do not exist are refused, not ignored", async ({ page }) => {
  await openApi(page, server.url);
  const told = (options) => page.evaluate((options) => createSandbox(options).then(String, (error) => `${error.name}: ${error.message}`), options);
  assert.match(await told({ tool: {} }), /^TypeError: .*no option tool; known are .*tools/);
});

inBrowsers("tools that cannot be used are named, by line and key or by name", async ({ page }) => {
  await openApi(page, server.url);
  const told = (options) => page.evaluate((options) => createSandbox(options).then(String, (error) => error.message), options);
  assert.match(await told({ tools: '{"mcpServers": {\n  "a": {"url": 5}}}' }), /^Line 2, column 16, at mcpServers\.a\.url: /);
  assert.match(await told({ tools: { mcpServers: { a: { url: "https://a.example", headers: { Key: "${KEY}" } } } } }), /need values for KEY/);
});

inBrowsers("a page of another origin can import it", async ({ page }) => {
  await openApi(page, elsewhere.url);
  const run = await runOnce(page, "import statistics\nprint(statistics.mean([1, 2, 3]))\n");
  assert.equal(run.stdout, "2\n", run.stderr);
});

inBrowsers("twenty runs in a row, each on a pristine interpreter", async ({ page }) => {
  await openApi(page, server.url);
  const outputs = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const outputs = [];
    for (let number = 0; number < 20; number += 1) outputs.push((await sandbox.run(`print(${number})`)).stdout);
    sandbox.close();
    return outputs;
  });
  assert.deepEqual(outputs, Array.from({ length: 20 }, (_, number) => `${number}\n`));
});

inBrowsers("webbrowser.open shows a link, and opens nothing", async ({ page }) => {
  await openApi(page, server.url);
  const { stdout, displays } = await runOnce(page, 'import webbrowser\nprint(webbrowser.open("https://example.com/?a=1&b=%22"), webbrowser.open("javascript:alert(1)"))');
  assert.equal(stdout, "True False\n");
  const address = "https://example.com/?a=1&amp;b=%22";
  assert.deepEqual(displays, [{ "text/html": `<a href="${address}" target="_blank" rel="noopener noreferrer">${address}</a>` }]);
});

inBrowsers("a program that awaits outside of its functions is stopped in good order", async ({ page }) => {
  await openApi(page, server.url);
  const { status, stdout } = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const stop = new AbortController();
    const code = "import asyncio\ntry:\n    print('begun', flush=True)\n    await asyncio.sleep(3600)\nfinally:\n    print('cleared up')\n";
    const run = await sandbox.run(code, { signal: stop.signal, onOutput: () => stop.abort() });
    sandbox.close();
    return run;
  });
  assert.deepEqual([status, stdout], ["stopped", "begun\ncleared up\n"]);
});
