// Servers that go wrong: each time an exception with a clear sentence, nothing hangs, and no key goes astray.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startBadServer } from "./support/servers/bad.mjs";

const host = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
const other = await startBadServer();
const bad = await startBadServer(() => other.url("fine"));
after(() => Promise.all([host.close(), bad.stop(), other.stop()]));

const call = `
from tools import s
for _ in range(3):
    try:
        print(s.work())
    except Exception as error:
        print(type(error).__name__, error)
        break
`;

const faults = {
  html: /^ConnectionError the server answered with a web page \(status 200\), not MCP/,
  invalid: /^ConnectionError the server did not answer in JSON-RPC/,
  deep: /^ConnectionError the server did not answer in JSON-RPC/,
  empty: /^ConnectionError the server did not answer in JSON-RPC/,
  other: /^ConnectionError the server did not answer in JSON-RPC/,
  half: /^ConnectionError the connection broke/,
  cut: /^ConnectionError the server's stream ended before its answer/,
  large: /^ConnectionError the server's answer is larger than 16 MB; ask for less/,
  crash: /^ConnectionError http:\/\/127\.0\.0\.1:\d+ is up and allows this page, but its answer to POST cannot be read: the connection broke/,
  gone: /^ToolError .*Unknown tool: work/,
  expires: /^call 1\ncall 2\nPermissionError the server wants to know who asks \(401\): token expired; give it a key/,
};

inBrowsers("whatever a server does wrong is an exception with its own sentence, and other servers work on", async ({ page }) => {
  await openApi(page, host.url);
  for (const [kind, sentence] of Object.entries(faults)) {
    // A token expires once in the life of a server.
    const url = `${bad.url(kind)}/${Math.random()}`;
    const ran = await runOnce(page, `${call}from tools import fine\nprint(fine.work()[:4])`, {}, { tools: { mcpServers: { s: { url }, fine: { url: other.url("fine") } } } });
    assert.equal(ran.status, "ok", `${kind}: ${ran.stderr}`);
    assert.match(ran.stdout, sentence, kind);
    assert.ok(ran.stdout.endsWith("call\n"), `${kind}: ${ran.stdout}`);
  }
});

inBrowsers("a slow server ends with whatever limit comes first", async ({ page }) => {
  await openApi(page, host.url);
  const tools = { mcpServers: { s: { url: bad.url("slow") } } };
  const late = "import asyncio\nfrom tools import s\ntry:\n    asyncio.run(asyncio.wait_for(s.work.aio(), 0.2))\nexcept TimeoutError:\n    print('late')";
  assert.equal((await runOnce(page, late, {}, { tools })).stdout, "late\n");
  const ran = await runOnce(page, "from tools import s\ns.work()", { limits: { timeMs: 1_000 } }, { tools });
  assert.equal(ran.status, "timeout", ran.stderr);
});

inBrowsers("a schema that contains itself is shown and checked", async ({ page }) => {
  await openApi(page, host.url);
  const ran = await runOnce(
    page,
    `
import tools
from tools import s
print(s.work)
print(s.work(tree={"name": "a", "children": [{"name": "b", "children": []}]})[:4])
try:
    s.work(tree={"name": "a", "children": [{"name": 5}]})
except TypeError as error:
    print(error)
help(s.work)
print(len(str(tools.describe("s.work"))) < 2000)
`,
    {},
    { tools: { mcpServers: { s: { url: bad.url("recursive") } } } },
  );
  assert.equal(ran.status, "ok", ran.stderr);
  assert.match(ran.stdout, /^s\.work\(tree: Tree\) -> .*\ncall\nwork\(\) argument 'tree'.* must be str, not int\n[^]*class Tree\(TypedDict[^]*True\n$/);
});

inBrowsers("of two servers with one name the second gets a number", async ({ page }) => {
  await openApi(page, host.url);
  const tools = `{"mcpServers": {"s": {"url": "${other.url("fine")}"}, "s": {"url": "${bad.url("gone")}"}}}`;
  const ran = await runOnce(page, "import tools\nprint([each['name'] for each in tools.servers()])\nprint(tools.s.work()[:4])\ntools.s_2.work()", {}, { tools });
  assert.equal(ran.stdout, "['s', 's_2']\ncall\n");
  assert.match(ran.error.message, /Unknown tool/);
});

inBrowsers("no key of the configuration follows a redirect", async ({ page }) => {
  await openApi(page, host.url);
  const headers = { "X-Key": "hidden-key" };
  const away = `${bad.origin}/away`;
  const tools = { mcpServers: { s: { url: away, headers }, doc: { openapi: away, headers }, api: { origin: bad.origin, headers } } };
  await page.evaluate((url, headers) => fetch(url, { headers }), away, headers);
  assert.equal(other.keys.length, 1, "a browser by itself takes it along");
  other.keys.length = bad.keys.length = 0;
  const ran = await runOnce(
    page,
    `
import requests, tools
for ask in (lambda: tools.s.work(), lambda: tools.doc.work(), lambda: requests.get("${away}")):
    try:
        print(ask())
    except OSError as error:
        print(str(error)[:20])
print(requests.get("${bad.origin}/there").status_code)
`,
    {},
    { tools, net: [other.origin] },
  );
  assert.equal(ran.stdout, "the server redirects\nthe server redirects\nthe server redirects\n200\n", ran.stderr);
  assert.ok(bad.keys.length >= 4, "the server that it is for gets it");
  assert.deepEqual(other.keys, []);
});
