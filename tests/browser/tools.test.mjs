// Programs that call the tools of real servers, from somebody's page, with no proxy.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { freePort, startJsonServer, startToolServer } from "./support/servers.mjs";

const host = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
const [everything, fastmcp, fastapi, many, json] = await Promise.all([
  startToolServer("everything"),
  startToolServer("fastmcp"),
  startToolServer("fastapi"),
  startToolServer("many"),
  startJsonServer(),
]);
after(() => Promise.all([host.close(), everything.stop(), fastmcp.stop(), fastapi.stop(), many.stop(), json.stop()]));

const tools = {
  mcpServers: {
    everything: { type: "http", url: everything.url },
    shop: { url: fastmcp.url, headers: { Authorization: "Bearer ${KEY}" } },
    "pet shop": { openapi: fastapi.url },
    dead: { url: `http://127.0.0.1:${await freePort()}/mcp` },
  },
  net: [json.url],
};

/** Runs a program with the tools; one that fails is a failure of the test. */
async function run(browserPage, code, options = {}) {
  await openApi(browserPage, host.url);
  return runOnce(browserPage, code, options, { tools, secrets: { KEY: "hidden-key" } });
}

async function output(browserPage, code, options) {
  const ran = await run(browserPage, code, options);
  assert.equal(ran.status, "ok", ran.stderr);
  return ran.stdout;
}

inBrowsers("one program lists, searches and calls tools of all servers and returns one small value", async ({ page }) => {
  const ran = await run(
    page,
    `
import asyncio
from dataclasses import dataclass
import tools
from tools import everything, pet_shop, shop
from tools import ToolError

@dataclass
class New:
    name: str
    price: float

async def slowly():
    return await asyncio.gather(*(shop.slow.aio(steps=n) for n in (3, 1, 2)))

names = {tool["server"] for tool in tools.list("shop") + tools.list("everything") + tools.list("pet shop")}
found = tools.search("add two numbers sum", server="everything")[0]["name"]
total = 0
for item in shop.list_items(limit=2, order="price"):
    new = New(item["name"], item["price"] * 2)
    stored = pet_shop.create_item_items_post(name=new.name, price=new.price, parts=[new])
    total += pet_shop.get_item_items_item_id_get(stored["id"])["price"]
try:
    shop.buy(item_id=99)
except ToolError as error:
    failed = [error.server, error.tool, error.message]
{"servers": sorted(names), "found": found, "total": total, "failed": failed,
 "slow": asyncio.run(slowly()), "sum": everything.get_sum(a=1, b=2), "weather": everything.get_structured_content("Chicago")}
`,
  );
  assert.equal(ran.status, "ok", ran.stderr);
  assert.deepEqual(ran.result.json, {
    servers: ["everything", "pet shop", "shop"],
    found: "get-sum",
    total: 105,
    failed: ["shop", "buy", "Error calling tool 'buy': there is no item 99"],
    slow: [3, 1, 2],
    sum: "The sum of 1 and 2 is 3.",
    weather: { temperature: 36, conditions: "Light rain / drizzle", humidity: 82 },
  });
  const calls = ran.toolCalls.map(({ server, tool, ok }) => `${server}.${tool} ${ok}`).sort();
  assert.deepEqual(calls, [
    "everything.get-structured-content true",
    "everything.get-sum true",
    "pet shop.create_item_items_post true",
    "pet shop.create_item_items_post true",
    "pet shop.get_item_items__item_id__get true",
    "pet shop.get_item_items__item_id__get true",
    "shop.buy false",
    "shop.list_items true",
    "shop.slow true",
    "shop.slow true",
    "shop.slow true",
  ]);
});

inBrowsers("tools look like functions", async ({ page }) => {
  const said = await output(
    page,
    `
import inspect
import tools
from tools import shop
from tools.shop import list_items
print(dir(shop))
print(inspect.signature(list_items))
print(shop.list_items is list_items, shop["搜索"]("lam"), shop.搜索("cha"))
print(shop.class_import(from_="there"), getattr(shop, "class.import")(**{"from": "x"}))
print(repr(tools.describe("shop.list_items")))
help(shop.buy)
`,
  );
  assert.equal(
    said.split("\nPython Library Documentation")[0],
    `['buy', 'class_import', 'list_items', 'order', 'slow', '搜索']
(limit: 'int' = 10, order: "Literal['id', 'price']" = 'id') -> 'list[ListItemsResultItem]'
True lamp chair
imported from there imported from x
shop.list_items(limit: int = 10, order: Literal['id', 'price'] = 'id') -> list[ListItemsResultItem]

All items of the shop, in order.

Args:
    limit: How many at most

Types:
    class ListItemsResultItem(TypedDict):
        id: int
        name: str
        price: float`,
  );
  assert.match(said, /buy = shop\.buy\(item_id: int, quantity: int = 1\) -> dict\[str, Any\]\n {4}Buy some of an item\./);
});

inBrowsers("wrong arguments are refused before anything is sent, on the program's own line", async ({ page }) => {
  for (const [call, error] of [
    ["shop.buy()", "TypeError: buy() missing 1 required argument: 'item_id'"],
    ["shop.buy(item=1)", "TypeError: buy() got an unexpected keyword argument 'item'"],
    ["shop.buy('1')", "TypeError: buy() argument 'item_id' must be int, not str"],
    ["shop.list_items(order='name')", "TypeError: list_items() argument 'order' must be one of 'id', 'price', not 'name'"],
    ["shop.bui()", "AttributeError: shop has no tool 'bui'; did you mean 'buy'?"],
    ["shop.buy(item_id=99)", "tools.ToolError: shop.buy: Error calling tool 'buy': there is no item 99"],
    ["tools.shopp.buy()", "AttributeError: there is no server 'shopp' among the tools; there are: everything, shop, pet_shop, dead"],
  ]) {
    const ran = await run(page, `import tools\nfrom tools import shop\n\n${call}\n`);
    assert.equal(ran.status, "error", call);
    assert.equal(ran.error.line, 4, ran.error.traceback);
    const lines = ran.error.traceback.trimEnd().split("\n");
    assert.ok(lines.at(-1).startsWith(error), `${lines.at(-1)}\n${error}`);
    assert.ok(!ran.error.traceback.includes("_vivarium"), ran.error.traceback);
    assert.equal(ran.error.traceback.match(/File "/g).length, 1, ran.error.traceback);
    assert.equal(ran.toolCalls.filter(({ ok }) => ok).length, 0);
  }
});

inBrowsers("a dead server is a ConnectionError, and no name a ModuleNotFoundError", async ({ page }) => {
  const said = await output(
    page,
    `
from tools import dead
try:
    dead.anything()
except ConnectionError as error:
    print(type(error).__name__, bool(str(error)))
try:
    from tools import nobody
except ImportError as error:
    print(type(error).__name__, error)
`,
  );
  assert.equal(said, "ConnectionError True\nModuleNotFoundError there is no server 'nobody' among the tools; there are: everything, shop, pet_shop, dead\n");
});

inBrowsers("pictures are shown", async ({ page }) => {
  const ran = await run(
    page,
    "from tools import everything\nfrom vivarium import display\ntexts = everything.get_tiny_image()\nprint(texts)\ndisplay(texts[1])\n",
  );
  assert.equal(ran.status, "ok", ran.stderr);
  assert.match(ran.stdout, /^\["Here's the image you requested:", <image\/png, \d+ bytes>/);
  assert.match(ran.displays[0]["image/png"], /^iVBOR/);
});

inBrowsers("a file of the program's own named tools.py comes first", async ({ page }) => {
  const said = await output(page, "import tools\nprint(tools.mine)\n", { files: { "tools.py": "mine = 5\n" } });
  assert.equal(said, "5\n");
});

inBrowsers("requests, httpx and urllib reach granted origins", async ({ page }) => {
  const said = await output(
    page,
    `
import asyncio, json, sys, urllib.error, urllib.request
import httpx, requests
url = sys.argv[1]
answer = requests.post(url + "/a", params={"q": "é", "n": [1, 2]}, json={"k": 1}, headers={"X-Mine": "yes"}, timeout=10)
seen = answer.json()
print(answer.status_code, answer.ok, answer.headers["x-shown"], seen["method"], seen["url"], seen["body"], seen["headers"]["x-mine"])
print([line.decode() for line in requests.get(url + "/lines").iter_lines()])
with requests.Session() as session:
    session.headers["Authorization"] = "Bearer t"
    print(session.put(url, data={"a": "b c"}).json()["body"], session.delete(url).json()["headers"]["authorization"])
try:
    requests.get(url + "/status/404").raise_for_status()
except requests.HTTPError as error:
    print(error.response.status_code, error.response.json())
with urllib.request.urlopen(urllib.request.Request(url + "/u", data=b"x=1", method="PATCH")) as response:
    print(response.status, json.load(response)["method"], response.headers["Content-Type"])
try:
    urllib.request.urlopen(url + "/status/500")
except urllib.error.HTTPError as error:
    print(error.code, error.read())
async def main():
    async with httpx.AsyncClient(base_url=url) as client:
        return await asyncio.gather(*(client.get(f"/{n}") for n in range(3)))
print([response.json()["url"] for response in asyncio.run(main())], httpx.get(url + "/lines").text.split())
`,
    { argv: [json.url] },
  );
  assert.equal(
    said,
    `200 True yes POST /a?q=%C3%A9&n=1&n=2 {"k": 1} yes
['one', 'two', 'three']
a=b+c Bearer t
404 {'detail': 'as asked'}
200 PATCH application/json
500 b'{"detail": "as asked"}'
['/0', '/1', '/2'] ['one', 'two', 'three']
`,
  );
});

inBrowsers("an origin that is not granted is a PermissionError that names it, on the program's own line", async ({ page }) => {
  for (const call of ["requests.get(url)", "httpx.get(url)", "urllib.request.urlopen(url)"]) {
    const ran = await run(page, `import httpx, requests, urllib.request\nurl = "http://127.0.0.1:9/x"\n\n${call}\n`);
    assert.equal(ran.error?.type, "PermissionError", ran.stderr);
    assert.match(ran.error.message, /http:\/\/127\.0\.0\.1:9/);
    assert.equal(ran.error.line, 4);
  }
});

inBrowsers("a silent server is a timeout, and in time", async ({ page }) => {
  const said = await output(
    page,
    `
import sys, time, requests, httpx
for get, late in ((requests.get, requests.Timeout), (httpx.get, httpx.TimeoutException)):
    start = time.monotonic()
    try:
        get(sys.argv[1] + "/silent", timeout=0.2)
    except late as error:
        print(bool(str(error)), time.monotonic() - start < 4)
`,
    { argv: [json.url] },
  );
  assert.equal(said, "True True\nTrue True\n");
});

inBrowsers("no program reads a configured key", async ({ page }) => {
  const said = await output(
    page,
    `
import gc, sys, tools
from tools import shop
shop.buy(1)
print("hidden-key" in repr([tools.servers(), tools.list(), vars(shop), [tools.describe(tool["call"]) for tool in tools.list("shop")]]))
print(any("hidden-key" in each for each in gc.get_objects() if isinstance(each, str)))
`,
  );
  assert.equal(said, "False\nFalse\n");
});

inBrowsers("five hundred tools are found at once, and importing tools costs nothing", async ({ page, t }) => {
  await openApi(page, host.url);
  const code = `
import time
import first
start = time.perf_counter()
import tools
took = time.perf_counter() - start
found = [tool["name"] for tool in tools.search("works on topic 321", limit=3)]
[took * 1000, len(dir(tools.many)), len(tools.list()), found[0], tools.many["topic-7.work"]("x")["tool"], tools.many.topic_8_work.__name__]
`;
  const given = { mcpServers: { many: { url: many.url } } };
  const ran = await runOnce(page, code, { files: { "first.py": "" } }, { tools: given });
  assert.equal(ran.status, "ok", ran.stderr);
  const [took, ...rest] = ran.result.json;
  t.diagnostic(`import tools: ${took.toFixed(2)} ms`);
  assert.ok(took < 100, `import tools: ${took} ms`);
  assert.deepEqual(rest, [500, 500, "topic-321.work", 7, "topic_8_work"]);
});

inBrowsers("a page may be asked before anything is changed, at its own leisure", async ({ page }) => {
  await openApi(page, host.url);
  const ran = await page.evaluate(
    async (tools) => {
      const asked = [];
      const onConfirm = async (call) => {
        asked.push(call);
        await new Promise((later) => setTimeout(later, 3_500));
        return call.arguments.item_id !== 2;
      };
      const sandbox = await createSandbox({ tools, onConfirm, limits: { timeMs: 9_000 } });
      const code = `
import asyncio
from tools import shop
async def buy(number):
    try:
        return (await shop.buy.aio(item_id=number))["total"]
    except PermissionError as error:
        return type(error).__name__
async def main():
    return await asyncio.gather(*(buy(number) for number in (1, 2, 3)))
shop.list_items()
asyncio.run(main())`;
      const ran = await sandbox.run(code);
      sandbox.close();
      return { ...ran, asked };
    },
    { mcpServers: { shop: { url: fastmcp.url } } },
  );
  assert.equal(ran.status, "ok", ran.stderr);
  assert.deepEqual(ran.result.json, [12.5, "PermissionError", 120]);
  assert.deepEqual(ran.asked, [1, 2, 3].map((item_id) => ({ server: "shop", tool: "buy", arguments: { item_id } })));
});
