// Answers of servers that arrive line by line are read as they come.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startJsonServer } from "./support/servers.mjs";

const host = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
const server = await startJsonServer();
after(() => Promise.all([host.close(), server.stop()]));

/** Begins a program in the page; `said(text)` waits until it has printed that, `ended()` for what came of it. */
async function begin(page, code, options = {}) {
  await openApi(page, host.url);
  server.streams.length = 0;
  await page.evaluate(
    async (code, options, net) => {
      globalThis.sandbox = await createSandbox({ net });
      globalThis.printed = "";
      globalThis.running = sandbox.run(code, { ...options, onOutput: (text) => (printed += text) });
    },
    code,
    { argv: [server.url], ...options },
    [server.url],
  );
  return {
    said: (text) => page.waitForFunction((text) => printed.includes(text), {}, text),
    ended: () => page.evaluate(() => running),
  };
}

/** The answer that the server has begun, once the program has asked for it. */
async function opened() {
  while (server.streams.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return server.streams.shift();
}

const programs = {
  requests: `
import requests, sys
with requests.get(sys.argv[1] + "/stream", stream=True, timeout=60) as answer:
    print("status", answer.status_code)
    for line in answer.iter_lines(decode_unicode=True):
        print("line", line)
`,
  httpx: `
import httpx, sys
with httpx.stream("GET", sys.argv[1] + "/stream", timeout=60) as answer:
    print("status", answer.status_code)
    for line in answer.iter_lines():
        print("line", line)
`,
  "httpx under asyncio": `
import asyncio, httpx, sys
async def main():
    async with httpx.AsyncClient(timeout=60) as client, client.stream("GET", sys.argv[1] + "/stream") as answer:
        print("status", answer.status_code)
        async for line in answer.aiter_lines():
            print("line", line)
asyncio.run(main())
`,
};

for (const [name, program] of Object.entries(programs)) {
  inBrowsers(`each line is seen before the next is sent: ${name}`, async ({ page }) => {
    const run = await begin(page, program);
    const answer = await opened();
    // Firefox hands a response over with the first bytes of its body.
    answer.write("one\ntw");
    await run.said("status 200");
    await run.said("line one\n");
    answer.write("ö\n");
    await run.said("line twö\n");
    answer.end("three");
    const { status, stdout, stderr, toolCalls } = await run.ended();
    assert.equal(status, "ok", stderr);
    assert.equal(stdout, "status 200\nline one\nline twö\nline three\n");
    assert.equal(toolCalls.length, 1);
  });
}

inBrowsers("a stream that is not read to its end is given up, by its program or with it", async ({ page }) => {
  const left = await begin(page, `import requests, sys\nanswer = requests.get(sys.argv[1] + "/stream", stream=True)\nprint("open", next(answer.iter_lines()))`);
  let answer = await opened();
  let gone = new Promise((resolve) => answer.once("close", resolve));
  answer.write("first\nsecond\n");
  const { status, stdout, stderr } = await left.ended();
  assert.equal(status, "ok", stderr);
  assert.equal(stdout, "open b'first'\n");
  await gone;
  const url = 'sys.argv[1] + "/stream"';
  const closed = await begin(page, `import requests, sys\nwith requests.get(${url}, stream=True):\n    pass\nprint(requests.get(${url}, stream=True).text)`);
  answer = await opened();
  gone = new Promise((resolve) => answer.once("close", resolve));
  answer.write("first\n");
  await gone;
  (await opened()).end("later");
  assert.equal((await closed.ended()).stdout, "later\n");
});

inBrowsers("a stream that breaks or falls silent is an exception, and all of it is there for who wants that", async ({ page }) => {
  const run = await begin(
    page,
    `
import requests, sys
url = sys.argv[1] + "/stream"
try:
    for line in requests.get(url, stream=True).iter_lines():
        print("then it breaks")
except requests.ConnectionError as error:
    print("broken", bool(str(error)))
try:
    list(requests.get(url, stream=True, timeout=0.3).iter_content(None))
except requests.Timeout as error:
    print("silent", error)
print(requests.get(url, stream=True).json())
answer = requests.get(sys.argv[1] + "/lines", stream=True)
print(list(answer.iter_content(4)))
try:
    answer.content
except RuntimeError as error:
    print(error)
`,
  );
  const broken = await opened();
  broken.write("one\n");
  // Before that a browser may try again by itself.
  await run.said("then it breaks");
  broken.destroy();
  await run.said("broken True");
  (await opened()).write("one\n");
  await run.said("silent the server sent nothing more in time");
  const whole = await opened();
  whole.write('{"a": ');
  whole.end("1}");
  const { status, stdout, stderr } = await run.ended();
  assert.equal(status, "ok", stderr);
  assert.match(stdout, /\{'a': 1\}\n\[b'one\\n', b'two\\n', b'thre', b'e\\n'\]\nthis response's content has been read/);
});

inBrowsers("a stream is replayed from its cassette", async ({ page }) => {
  const run = await begin(page, programs.requests, { cassette: "record" });
  const answer = await opened();
  answer.write("one\n");
  await run.said("line one");
  answer.end("two\n");
  const recorded = await run.ended();
  const replayed = await page.evaluate(
    (code, argv, cassette) => createSandbox().then((sandbox) => sandbox.run(code, { argv, cassette })),
    programs.requests,
    [server.url],
    recorded.cassette,
  );
  assert.equal(replayed.stdout, recorded.stdout);
  assert.deepEqual(replayed.replay, { differences: [], unused: [] });
});
