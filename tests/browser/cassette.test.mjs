// A run is recorded with real servers; they are stopped, and it is replayed without them: the same bytes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after } from "node:test";
import { openApi, pageImporting } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startJsonServer, startToolServer } from "./support/servers.mjs";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const example = readme.match(/<!-- tested by tests\/browser\/cassette\.test\.mjs -->\n```js\n([^]*?)```/)[1];
const exampleServer = await startJsonServer();
const pages = {
  "page.html": pageImporting(),
  "example.html": `<!doctype html><meta charset="utf-8"><title>Recorded</title><script type="module">
${example.replaceAll("https://shop.example", exampleServer.url)}
Object.assign(globalThis, { recorded, replayed });</script>`,
};
const host = await startServer(process.env.DIST, { pages });
after(() => Promise.all([host.close(), exampleServer.stop()]));

const program = `
import asyncio, random, sys, time
from dataclasses import asdict, dataclass
import requests
import tools
from tools import ToolError, everything, pet_shop, rust, shop

@dataclass
class New:
    name: str
    price: float

async def ticking():
    ticks = 0
    while not done:
        await asyncio.sleep(0.005)
        ticks += 1
    return ticks

async def concurrently():
    done.clear()
    clock = asyncio.create_task(ticking())
    order = []
    async def one(steps):
        order.append([await shop.slow.aio(steps=steps), time.monotonic()])
    await asyncio.gather(*(one(steps) for steps in (3, 1, 2)))
    done.append(True)
    return order, await clock

done = []
print(time.time(), random.random(), hash("text"), id(object()))
name = input("name? ")
print(name, [tool["call"] for tool in tools.list()], tools.search("add two numbers", server="everything")[0]["name"])
total = 0
for item in shop.list_items(limit=2, order="price"):
    new = New(item["name"], item["price"] * random.random())
    stored = pet_shop.create_item_items_post(**asdict(new))
    total += pet_shop.get_item_items_item_id_get(stored["id"])["price"]
try:
    shop.buy(item_id=99)
except ToolError as error:
    failed = [error.server, error.tool, error.message]
    print(error, file=sys.stderr)
time.sleep(0.05)
reply = requests.post(sys.argv[1] + "/x", json={"k": total})
print(reply.json()["body"], reply.elapsed, everything.get_sum(a=1, b=2))
try:
    requests.get(sys.argv[1] + "/silent", timeout=0.2)
except requests.Timeout as error:
    print(error)
order, ticks = asyncio.run(concurrently())
print(order, ticks, time.monotonic(), input())
try:
    input()
except EOFError:
    print("no more input")
{"total": total, "failed": failed, "order": [steps for steps, _ in order], "weather": everything.get_structured_content("Chicago"),
 "stock": [item["name"] for item in rust.stock(limit=2)["items"]]}
`;

inBrowsers("a program replays byte for byte with all servers stopped, and a changed one is told how it differs", async ({ page, t }) => {
  const [everything, rust, fastmcp, fastapi, json] = await Promise.all([
    startToolServer("everything"),
    startToolServer("rmcp"),
    startToolServer("fastmcp"),
    startToolServer("fastapi"),
    startJsonServer(),
  ]);
  const stop = () => Promise.all([everything.stop(), rust.stop(), fastmcp.stop(), fastapi.stop(), json.stop()]);
  t.after(stop);
  const given = {
    tools: {
      mcpServers: {
        everything: { type: "http", url: everything.url, headers: { "X-Key": "hidden-key" } },
        rust: { url: rust.url },
        shop: { url: fastmcp.url, headers: { Authorization: "Bearer ${KEY}" } },
        "pet shop": { openapi: fastapi.url, headers: { "X-Key": "${KEY}" } },
      },
      net: [json.url],
    },
    secrets: { KEY: "hidden-key" },
  };
  await openApi(page, host.url);
  const run = (code, options, sandboxOptions) =>
    page.evaluate(
      async (code, options, sandboxOptions) => {
        const lines = ["Ada", "end"];
        const heard = [];
        const sandbox = await createSandbox(sandboxOptions);
        const onInput = () => lines.shift();
        const onToolCall = ({ tool }) => heard.push(tool);
        try {
          const began = performance.now();
          const ran = await sandbox.run(code, { ...options, onInput, onToolCall });
          return { ...ran, heard: heard.sort(), asked: 2 - lines.length, took: performance.now() - began };
        } finally {
          sandbox.close();
        }
      },
      code,
      options,
      sandboxOptions,
    );

  const argv = [json.url];
  const recorded = await run(program, { argv, cassette: "record" }, given);
  assert.equal(recorded.status, "ok", recorded.stderr);
  assert.equal(recorded.replay, null);
  assert.deepEqual(recorded.cassette.inputs, ["Ada", "end", null]);
  const text = JSON.stringify(recorded.cassette);
  assert.ok(!text.includes("hidden-key"), "no key is in a cassette");
  await stop();

  const seen = ({ status, stdout, stderr, result, toolCalls, heard }) => JSON.stringify({ status, stdout, stderr, result, toolCalls, heard });
  for (const cassette of [recorded.cassette, text]) {
    const replayed = await run(program, { argv, cassette }, {});
    assert.equal(seen(replayed), seen(recorded));
    assert.deepEqual(replayed.replay, { differences: [], unused: [] });
    assert.deepEqual(replayed.cassette, recorded.cassette);
    assert.equal(replayed.asked, 0, "nobody is asked for input");
  }
  t.diagnostic(`${recorded.cassette.calls.length} calls, ${text.length} characters`);

  const changed = await run(program.replace("item_id=99", "item_id=98, quantity=2"), { argv, cassette: text }, {});
  assert.equal(changed.error.type, "LookupError");
  assert.equal(
    changed.error.message,
    "this is not what shop.buy was asked next in the recording; record the run again, or ask as then:\n" +
      "  item_id: 98, recorded 99\n  quantity: 2, recorded nothing",
  );
  assert.equal(program.split("\n")[changed.error.line - 1].trim(), "shop.buy(item_id=99)");
  assert.deepEqual(changed.replay.differences, [changed.error.message]);
  assert.ok(changed.replay.unused.includes("shop.buy item_id=99"), changed.replay.unused.join("\n"));
  const other = await run("input()\ninput()", { cassette: { ...recorded.cassette, inputs: ["one"] } }, {});
  assert.equal(other.error.type, "EOFError");
  assert.deepEqual(other.replay.differences, ["input() was asked for line 2; the recording has 1"]);
});

inBrowsers("a recorded program really waits and a replay does not; seed, clock and input are the cassette's", async ({ page }) => {
  await openApi(page, host.url);
  const [recorded, replayed, second] = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const code = "import random, time\nstart = time.monotonic()\ntime.sleep(1)\nprint(input(), random.random(), time.time(), time.monotonic() - start)";
    const recorded = await sandbox.run(code, { cassette: "record", stdin: "given\n" });
    const replayed = await sandbox.run(code, { cassette: recorded.cassette });
    const second = await sandbox.run(code, { cassette: "record", stdin: "given\n", seed: 5, now: new Date(0) });
    sandbox.close();
    return [recorded, replayed, second];
  });
  assert.equal(replayed.stdout, recorded.stdout);
  assert.ok(recorded.durationMs >= 1_000 && replayed.durationMs < recorded.durationMs, `${recorded.durationMs} ${replayed.durationMs}`);
  assert.notEqual(second.stdout, recorded.stdout);
  assert.deepEqual([second.cassette.seed, second.cassette.now], [5, 0]);
});

inBrowsers("what is no cassette is refused in a sentence", async ({ page }) => {
  await openApi(page, host.url);
  const told = (options) =>
    page.evaluate(async (options) => {
      globalThis.sandbox ??= await createSandbox();
      return sandbox.run("1", options).then(String, (error) => `${error.name}: ${error.message}`);
    }, options);
  assert.equal(await told({ cassette: {} }), "TypeError: run: This cassette is damaged: its version must be a number.");
  assert.match(await told({ cassette: "play" }), /^TypeError: run: This cassette is not JSON: /);
  assert.match(await told({ cassette: 5 }), /^TypeError: run: cassette must be /);
  const { cassette } = await page.evaluate(() => sandbox.run("1", { cassette: "record" }));
  assert.equal(await told({ cassette, seed: 1 }), "TypeError: run: seed, now and stdin of a replay are those of its cassette.");
  assert.match(await told({ cassette: { ...cassette, version: 2 } }), /version 2/);
  const session = await page.evaluate(() => sandbox.session().run("1", { cassette: "record" }).catch(String));
  assert.match(session, /^TypeError: .*session/);
});

inBrowsers("the README's example records and replays", async ({ page }) => {
  await page.goto(`${host.url}example.html`);
  await page.waitForFunction(() => "replayed" in globalThis);
  const { recorded, replayed } = await page.evaluate(() => ({ recorded, replayed }));
  assert.equal(recorded.status, "ok", recorded.stderr);
  assert.equal(replayed.stdout, recorded.stdout);
  assert.deepEqual(replayed.replay, { differences: [], unused: [] });
});
