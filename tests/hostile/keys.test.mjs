// Keys of tools stay in the page: the server gets them, and no program finds them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after } from "node:test";
import { openApi, pageImporting, runOnce } from "../browser/support/api.mjs";
import { inBrowsers } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";

const KEY = "canary-5a1f77";
const server = await startServer(undefined, { pages: { "page.html": pageImporting() } });

/** A granted origin: notes the keys that it gets, and echoes none. `/away` leads to another one. */
const keys = [];
const api = createServer((request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Allow-Headers", request.headers["access-control-request-headers"] ?? "");
  response.setHeader("Access-Control-Allow-Methods", "GET, POST");
  if (request.method === "OPTIONS") return response.writeHead(204).end();
  // Whether anything answers here is asked without one.
  if (request.headers["x-key"]) keys.push(request.headers["x-key"]);
  if (request.url === "/away") return response.writeHead(302, { Location: `${server.url}LICENSES.txt` }).end();
  response.writeHead(request.url === "/broken" ? 500 : 200, { "Content-Type": "application/json" }).end('{"fine": true}');
}).listen(0, "127.0.0.1");
await once(api, "listening");
after(() => Promise.all([server.close(), new Promise((resolve) => api.close(resolve))]));
const origin = `http://127.0.0.1:${api.address().port}`;
const tools = { mcpServers: { api: { origin, headers: { "X-Key": "${KEY}" } }, other: { url: `${origin}/mcp`, headers: { "X-Key": "${KEY}" } } } };

const ask = (more, path = "/") => `import _vivarium_calls as c
print(c.call({"kind": "http", "method": "GET", "url": "${origin}${path}", ${more}}))`;

/** Each prints whatever it finds. */
const probes = {
  "what a request answers": ask(""),
  "what a failing server answers": ask("", "/broken"),
  "what a redirect answers": ask("", "/away"),
  "a header of one's own of the same name": ask('"headers": [["X-Key", "mine"], ["x-mine", "${KEY}"]]'),
  "the description of the servers": `import _vivarium_calls as c
for request in ({"kind": "servers"}, {"kind": "tools", "server": "other"}, {"kind": "search", "query": "key ${"${KEY}"}"},
                {"kind": "describe", "server": "api", "tool": "x"}, {"kind": "config"}, {"kind": "secrets"}):
    print(c.call(request))`,
  "a call that fails": `import _vivarium_calls as c
print(c.call({"kind": "call", "server": "other", "tool": "x", "arguments": {"a": "${"${KEY}"}"}}))`,
  "the environment and the arguments": "import os, sys\nprint(os.environ, sys.argv, sys.orig_argv, sys.flags)",
  "every file": `import os
for folder, _, names in os.walk("/"):
    for name in names:
        if not folder.startswith("/lib"):
            print(open(os.path.join(folder, name), "rb").read()[:100_000])`,
  "every object": `${ask("")}
import gc, sys
seen, queue = set(), [*sys.modules.values(), *gc.get_objects(), sys._getframe()]
while queue and len(seen) < 100_000:
    thing = queue.pop()
    if id(thing) in seen: continue
    seen.add(id(thing))
    if isinstance(thing, (str, bytes)) and "canary" in str(thing): print("found", thing)
    try: queue += gc.get_referents(thing)
    except Exception: pass
    if isinstance(thing, dict): queue += [*thing.keys(), *thing.values()]
    elif isinstance(thing, (list, tuple, set, frozenset)): queue += thing
    else: queue += getattr(thing, "__dict__", {}).values()
print(len(seen) > 1_000)`,
  "the stack of a call": `import _vivarium_calls as c, traceback, sys
try: c.call({"kind": "http", "method": "GET\\r\\nX-Key", "url": "${origin}/"})
except Exception: traceback.print_exc()
print(c.call({"kind": "http", "method": "GET\\r\\nX-Key", "url": "${origin}/"}))
print(c.call({"kind": "http", "method": "GET", "url": "${origin.replace("//", "//user:pass@")}/"}))`,
};

inBrowsers("no program finds a key of the tools", async ({ page, t, browserName }) => {
  await openApi(page, server.url);
  keys.length = 0;
  for (const [name, code] of Object.entries(probes)) {
    const run = await runOnce(page, code, {}, { tools, secrets: { KEY } });
    assert.equal(run.status, "ok", `${name}: ${run.error?.traceback}`);
    assert.notEqual(run.stdout, "", name);
    const { toolCalls, ...inside } = run;
    assert.ok(!JSON.stringify(inside).includes(KEY), name);
    assert.ok(!JSON.stringify(toolCalls).includes(KEY), `${name}: the log`);
  }
  assert.ok(keys.length >= 4);
  for (const key of keys) assert.equal(key, KEY, "the server gets it");
  const count = Object.keys(probes).length;
  assert.ok(count >= 10);
  t.diagnostic(`${count}/${count} ways to a key refused (${browserName})`);
});
