// The same bytes in Node as in a browser: seed and clock, a recorded run; and tools of real servers.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openApi, pageImporting, runOnce } from "../browser/support/api.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";
import { startJsonServer, startToolServer } from "../browser/support/servers.mjs";
import { inNodes } from "./support/nodes.mjs";

const host = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
const servers = {
  everything: await startToolServer("everything"),
  // Node needs no leave of another origin.
  shop: await startToolServer("fastmcp", { cors: false }),
  json: await startJsonServer(),
};
after(() => Promise.all([host, ...Object.values(servers)].map((server) => (server.close ?? server.stop).call(server))));

const inChromium = async (...parameters) => {
  const page = await (await launched("Chromium")).newPage();
  await openApi(page, host.url);
  return runOnce(page, ...parameters);
};
/** As `runOnce` of the browser tests, in Node. */
const once = async (code, options, sandboxOptions) => {
  const sandbox = await createSandbox(sandboxOptions);
  const run = await sandbox.run(code, options);
  sandbox.close();
  return run;
};
const suspends = ({ suspends }) => suspends;

const varying = `
import datetime, os, random, secrets, tempfile, time, uuid
print(random.random(), secrets.token_hex(4), os.urandom(4).hex(), uuid.uuid1(), uuid.uuid4())
print(hash("text"), {"a", "set", "of", "words"}, id(object()), object(), tempfile.mkdtemp())
time.sleep(3600)
print(datetime.datetime.now(datetime.UTC), time.time_ns(), time.monotonic(), sorted(os.environ), os.getpid())
`;
const given = { seed: 42, now: Date.UTC(2001, 8, 9) };
const expected = inChromium(varying, given);

inNodes("seed and clock give the browser's bytes", async ({ evaluate }) => {
  const { status, stdout } = await evaluate(once, varying, given, {});
  assert.equal(status, "ok");
  assert.equal(stdout, (await expected).stdout);
});

const plotted = `
import hashlib, io, matplotlib.pyplot as plt
plt.plot([1, 3, 2], label="line")
plt.legend()
for format in "svg", "png":
    plt.savefig(buffer := io.BytesIO(), format=format)
    print(format, len(buffer.getvalue()) > 1000, hashlib.sha256(buffer.getvalue()).hexdigest())
`;
const drawn = inChromium(plotted);

inNodes("a figure has the browser's bytes", async ({ evaluate }) => {
  const { stdout, stderr } = await evaluate(once, plotted, {}, {});
  assert.equal(stderr, "");
  assert.match(stdout, /^svg True .*\npng True /);
  assert.equal(stdout, (await drawn).stdout);
});

const tools = { mcpServers: { everything: { url: servers.everything.url }, shop: { url: servers.shop.url } }, net: [servers.json.url] };
const calling = `
import sys, tools, requests
from tools import ToolError, everything, shop
print(everything.get_sum(a=1, b=2), everything.get_structured_content("Chicago"))
print([item["name"] for item in shop.list_items(limit=2)], tools.search("add two numbers", server="everything")[0]["name"])
try:
    shop.buy(item_id=99)
except ToolError as error:
    print(error.server, error.tool, error.message)
print(requests.post(sys.argv[1] + "/x", json={"k": 1}).json()["body"])
try:
    requests.get("http://127.0.0.1:9/")
except Exception as error:
    print(type(error).__name__)
`;

inNodes("tools of real servers of both kinds answer as in a browser, and so do requests", async ({ evaluate }) => {
  const run = await evaluate(once, calling, { argv: [servers.json.url] }, { tools });
  assert.equal(run.status, "ok", run.stderr);
  const [sum, items, failed, body, refused] = run.stdout.trimEnd().split("\n");
  assert.match(sum, /^The sum of 1 and 2 is 3\. \{/);
  assert.match(items, /^\[.*\] get[-_]sum$/);
  assert.match(failed, /^shop buy /);
  assert.equal(body, '{"k": 1}');
  assert.equal(refused, "PermissionError");
  assert.ok(run.toolCalls.length >= 4);
}, suspends);

inNodes("a server that cannot be reached is named in a sentence", async ({ evaluate }) => {
  const run = await evaluate(once, "from tools import gone\ngone.anything()", {}, { tools: { mcpServers: { gone: { url: "http://127.0.0.1:9/mcp" } } } });
  assert.equal(run.status, "error");
  assert.match(run.error.message, /127\.0\.0\.1:9/);
}, suspends);

inNodes("writes are asked about", async ({ evaluate }) => {
  const run = await evaluate(
    async (code, tools) => {
      const asked = [];
      const sandbox = await createSandbox({ tools, onConfirm: ({ tool }) => (asked.push(tool), false) });
      const run = await sandbox.run(code);
      sandbox.close();
      return { ...run, asked };
    },
    "from tools import shop\nshop.buy(item_id=1)",
    tools,
  );
  assert.equal(run.error.type, "PermissionError");
  assert.deepEqual(run.asked, ["buy"]);
}, suspends);

const recorded = "import random, time, requests, sys\nprint(random.random(), time.time())\ntime.sleep(0.05)\nprint(requests.post(sys.argv[1] + '/x', json=5).json()['body'], input(), time.monotonic())";

inNodes("what a browser has recorded replays in Node", async ({ evaluate }) => {
  const argv = [servers.json.url];
  const { cassette, stdout, status, stderr } = await inChromium(recorded, { argv, stdin: "line\n", cassette: "record" }, { net: argv });
  assert.equal(status, "ok", stderr);
  const run = await evaluate(once, recorded, { argv, cassette }, {});
  assert.deepEqual([run.stdout, run.replay], [stdout, { differences: [], unused: [] }]);
}, suspends);

test("…and the other way round", { timeout: 120_000 }, async (t) => {
  const { started, nodes } = await import("./support/nodes.mjs");
  const node = nodes.find(suspends);
  if (!node) return t.skip("no Node here switches stacks");
  const argv = [servers.json.url];
  const made = await started(node).evaluate(once, recorded, { argv, stdin: "line\n", cassette: "record" }, { net: argv });
  assert.equal(made.status, "ok", made.stderr);
  const run = await inChromium(recorded, { argv, cassette: made.cassette });
  assert.deepEqual([run.stdout, run.replay], [made.stdout, { differences: [], unused: [] }]);
});
