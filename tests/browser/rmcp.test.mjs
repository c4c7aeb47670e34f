// The tools of a server in Rust, in both kinds of the protocol.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startToolServer } from "./support/servers.mjs";

const host = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
const [newer, older] = await Promise.all([startToolServer("rmcp"), startToolServer("rmcp", { cors: "older" })]);
after(() => Promise.all([host.close(), newer.stop(), older.stop()]));

const program = `
import inspect
import tools
from tools import shop, ToolError

names = [tool["name"] for tool in tools.list("shop")]
print(tools.servers()[0]["protocol"], names)
print(inspect.signature(shop.stock))
stock = shop.stock(limit=2)
print([item["name"] for item in stock["items"]])
print(shop.buy(item_id=3), shop.stock()["sold"] - stock["sold"], shop.walk(steps=20))
for call in (lambda: shop.buy(item_id=9), shop.refuse):
    try:
        call()
    except ToolError as error:
        print(error.tool, error.code, error.message, error.data)
`;
const printed = (protocol) => `${protocol} ['buy', 'refuse', 'stock', 'wait', 'walk']
(limit: 'int | None' = Ellipsis) -> 'StockResult'
['lamp', 'chair']
table 1 20 steps
buy None there is no item 9 None
refuse -32602 never {'why': 'as asked'}
`;

for (const [protocol, server] of [
  ["MCP 2026-07-28", newer],
  ["MCP 2025-11-25", older],
]) {
  inBrowsers(`${protocol}: tools are listed and called, and their failures are exceptions`, async ({ page }) => {
    await openApi(page, host.url);
    const ran = await runOnce(page, program, {}, { tools: { mcpServers: { shop: { url: server.url } } } });
    assert.equal(ran.status, "ok", ran.stderr);
    assert.equal(ran.stdout, printed(protocol));
    assert.deepEqual(
      ran.toolCalls.map(({ tool, ok, readOnly }) => `${tool} ${ok} ${readOnly}`),
      ["stock true true", "buy true false", "stock true true", "walk true false", "buy false false", "refuse false false"],
    );
  });
}

inBrowsers("a session that the server has forgotten is made anew", async ({ page }) => {
  let server = await startToolServer("rmcp", { cors: "older" });
  try {
    await openApi(page, host.url);
    await page.evaluate(async (url) => {
      globalThis.sandbox = await createSandbox({ tools: { mcpServers: { shop: { url } } } });
    }, server.url);
    const buy = () => page.evaluate(() => sandbox.run("from tools import shop\nprint(shop.buy(item_id=1), shop.stock()['sold'])"));
    assert.equal((await buy()).stdout, "lamp 1\n");
    assert.equal((await buy()).stdout, "lamp 2\n");
    await server.stop();
    server = await startToolServer("rmcp", { cors: "older", port: server.port });
    const again = await buy();
    assert.equal(again.stdout, "lamp 1\n", again.stderr);
  } finally {
    await server.stop();
  }
});
