// The app's tools: a configuration that is dropped, what people are asked, the calls of a run and what they would have cost.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { encode } from "../../editor/project/link.js";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { freePort, startJsonServer, startToolServer } from "./support/servers.mjs";

const host = await startServer();
const [shop, everything, many, json] = await Promise.all([startToolServer("fastmcp"), startToolServer("everything"), startToolServer("many"), startJsonServer()]);
after(() => Promise.all([host.close(), shop.stop(), everything.stop(), many.stop(), json.stop()]));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("screenshots/", import.meta.url).pathname;
await mkdir(pictures, { recursive: true });

const config = {
  mcpServers: {
    shop: { url: shop.url, headers: { Authorization: "Bearer ${SHOP_KEY}" } },
    everything: { url: everything.url },
    local: { command: "npx", args: ["-y", "some-server"], env: { TOKEN: "hidden" } },
    dead: { url: `http://127.0.0.1:${await freePort()}/mcp` },
  },
  net: [json.url],
};

/** As somebody drops a file on the page. */
const drop = (page, name, text) =>
  page.evaluate(
    (name, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      document.querySelector(".output").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    },
    name,
    text,
  );

const find = (page, words, within = "dialog") => page.waitForSelector(`${within} ::-p-text(${words})`, { visible: true });
const press = async (page, words, within) => (await find(page, words, within)).click();
const text = (page, selector) => page.$eval(selector, (element) => element.textContent);

/** Opens the app with this configuration dropped, allowed and connected. */
async function configured(page, given = config) {
  const app = await App.open(page, host.url);
  await drop(page, "mcp.json", JSON.stringify(given));
  await find(page, "May your programs use");
  const field = await page.$("input[type=password]");
  if (field) await field.type("a-key");
  await press(page, "Allow and connect");
  return app;
}

const close = (page) => press(page, "Close");
const ready = (page, name) => page.waitForFunction((name) => [...document.querySelectorAll(".servers li")].some((item) => item.textContent.includes(name) && item.querySelector("[data-state=good]")), {}, name);

const buying = `
from tools import everything, shop
total = 0
for item in shop.list_items(limit=2):
    total += shop.buy(item_id=item["id"])["total"]
print(everything.get_sum(a=1, b=2))
total
`;

inBrowsers("a file that is dropped gives programs tools, and each write is asked about", async ({ page }) => {
  const app = await configured(page);
  await ready(page, "shop");
  await ready(page, "everything");
  await page.waitForSelector(".servers .complaint");
  assert.match(await text(page, ".servers .complaint"), /Try again/);
  assert.match(await text(page, ".bridge"), /npx -y supergateway/);
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  assert.ok(kept.includes("mcpServers") && !kept.includes("hidden") && !kept.includes("a-key"), kept);
  await close(page);
  await app.write(buying);
  await app.run();
  await page.waitForSelector(".prompt");
  assert.match(await text(page, ".prompt h3"), /^shop\.buy may change something$/);
  // By keyboard: the first button is one press of Tab away.
  assert.equal(await page.evaluate(() => document.activeElement.className), "prompt");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".prompt pre")?.textContent.includes('"item_id":2'));
  await press(page, "Allow all in this run", ".prompt");
  assert.match(await app.ends(), /^Finished/);
  await app.shows("The sum of 1 and 2 is 3.");
  await app.shows("52.5");
  await page.waitForSelector("#call-bar:not([hidden])");
  assert.match(await text(page, "#call-bar"), /^4 calls/);
  await press(page, "Show the calls", "#call-bar");
  const calls = await page.$$eval(".calls summary code", (codes) => codes.map((code) => code.textContent));
  assert.deepEqual(calls, ["shop.list_items", "shop.buy", "shop.buy", "everything.get-sum"]);
  await page.click(".calls summary");
  await page.waitForFunction(() => document.querySelector(".calls details[open]")?.textContent.includes("lamp"));
  const total = await page.waitForSelector(".meter tbody tr:last-child");
  const figures = await total.$$eval("td", (cells) => cells.map((cell) => Number(cell.textContent.replace(/\D/g, ""))));
  assert.ok(figures[0] > 4 * figures[1], `tool by tool ${figures[0]}, one program ${figures[1]}`);
});

inBrowsers("of a program over all kinds of servers the log shows every call, and the meter the saving", async ({ page, t }) => {
  const [rust, pets] = await Promise.all([startToolServer("rmcp"), startToolServer("fastapi")]);
  t.after(() => Promise.all([rust.stop(), pets.stop()]));
  const servers = { shop: { url: shop.url }, everything: { url: everything.url }, rust: { url: rust.url }, "pet shop": { openapi: pets.url } };
  const app = await configured(page, { mcpServers: servers });
  for (const name of Object.keys(servers)) await ready(page, name);
  await close(page);
  await app.write(`
import asyncio
from dataclasses import asdict, dataclass
import tools
from tools import everything, pet_shop, rust, shop

@dataclass
class New:
    name: str
    price: float

async def weather():
    return await asyncio.gather(*(everything.get_structured_content.aio(place) for place in ("Chicago", "New York")))

found = tools.search("items")[0]["server"]
names = [item["name"] for item in rust.stock(limit=2)["items"]]
for item in shop.list_items(limit=2):
    pet_shop.create_item_items_post(**asdict(New(item["name"], item["price"])))
try:
    rust.refuse()
except tools.ToolError as error:
    names.append(error.tool)
[found, names, len(asyncio.run(weather()))]
`);
  await app.run();
  // Writing is asked about once for each tool.
  for (const tool of ["pet_shop.create_item_items_post", "rust.refuse"]) {
    await page.waitForFunction((tool) => document.querySelector(".prompt h3")?.textContent.replace(/\W+/g, "_").includes(tool.replace(/\W+/g, "_")), {}, tool);
    await press(page, "Allow all in this run", ".prompt");
  }
  assert.match(await app.ends(), /^Finished/);
  await press(page, "Show the calls", "#call-bar");
  const calls = await page.$$eval(".calls summary code", (codes) => codes.map((code) => code.textContent.split(".").pop()));
  const wanted = ["stock", "list_items", "create_item_items_post", "create_item_items_post", "refuse", "get-structured-content", "get-structured-content"];
  assert.deepEqual(calls, wanted);
  const total = await page.waitForSelector(".meter tbody tr:last-child");
  const figures = await total.$$eval("td", (cells) => cells.map((cell) => Number(cell.textContent.replace(/\D/g, ""))));
  assert.ok(figures[0] > 2 * figures[1], `tool by tool ${figures[0]}, one program ${figures[1]}`);
  t.diagnostic(`tool by tool ${figures[0]} tokens, one program ${figures[1]}`);
});

inBrowsers("a refusal is a PermissionError on the program's line, and the next run asks again", async ({ page }) => {
  const app = await configured(page, { mcpServers: { shop: { url: shop.url } } });
  await ready(page, "shop");
  await close(page);
  await app.write("from tools import shop\nshop.buy(item_id=1)\n");
  await app.run();
  await page.waitForSelector(".prompt");
  await page.keyboard.press("Escape");
  await app.ends();
  await app.shows("PermissionError: buy may change something");
  await app.shows("line 2");
  await app.run();
  await page.waitForSelector(".prompt");
  await press(page, "Allow once", ".prompt");
  assert.match(await app.ends(), /^Finished/);
});

inBrowsers("the program's time stands still while a person thinks, and Stop closes the question", async ({ page }) => {
  const app = await configured(page, { mcpServers: { shop: { url: shop.url } } });
  await ready(page, "shop");
  await close(page);
  await app.settings();
  const seconds = await page.$("#limit-0");
  await seconds.click({ clickCount: 3 });
  await seconds.type("1");
  await page.keyboard.press("Tab");
  await app.close();
  await app.write("from tools import shop\nshop.buy(item_id=1)['total']\n");
  await app.run();
  await page.waitForSelector(".prompt");
  const start = Date.now();
  await page.waitForFunction((start) => Date.now() - start > 2_500, {}, start);
  await press(page, "Allow once", ".prompt");
  assert.match(await app.ends(), /^Finished/);
  await app.shows("12.5");
  await app.run();
  await page.waitForSelector(".prompt");
  await app.stop();
  assert.match(await app.ends(), /^Stopped/);
  await page.waitForFunction(() => !document.querySelector(".prompt"));
  assert.match(await app.finishes("print(6 * 7)\n"), /^Finished/);
});

inBrowsers("an origin is asked about when a program first wants it", async ({ page }) => {
  const app = await App.open(page, host.url);
  const ask = `import requests\nprint(requests.get("${json.url}/x").status_code)\n`;
  await app.write(ask);
  await app.run();
  await page.waitForSelector(".prompt");
  assert.ok((await text(page, ".prompt h3")).includes(json.url));
  await press(page, "Allow for this page", ".prompt");
  assert.match(await app.ends(), /^Finished/);
  await app.shows("200");
  assert.match(await app.finishes(`${ask}print(1)\n`), /^Finished/, "it is not asked about again");
  await app.write(`import requests\nrequests.get("http://127.0.0.1:9/")\n`);
  await app.run();
  await page.waitForSelector(".prompt");
  await press(page, "Deny", ".prompt");
  await app.ends();
  await app.shows("PermissionError");
});

inBrowsers("a program from a link has no leave of one's own", async ({ page }) => {
  const app = await configured(page, { mcpServers: { shop: { url: shop.url } } });
  await ready(page, "shop");
  await close(page);
  const files = [{ path: "main.py", text: "from tools import shop\nprint(len(shop.list_items()))\n" }];
  await page.evaluate((hash) => (location.hash = hash), await encode({ name: "Theirs", files, shown: "main.py", limits: "", stdin: "" }));
  await page.waitForSelector("#link-bar p");
  await app.run();
  await page.waitForSelector(".prompt");
  assert.equal(await text(page, ".prompt h3"), "Allow shop?");
  await press(page, "Deny", ".prompt");
  await app.ends();
  await app.shows("PermissionError");
});

inBrowsers("a mistake in the file is named by line and key, and selected", async ({ page }) => {
  await App.open(page, host.url);
  await drop(page, "mcp.json", '{\n  "mcpServers": {\n    "shop": { "url": 7 }\n  }\n}\n');
  await page.waitForSelector("#tools-mistake:not(:empty)");
  assert.match(await text(page, "#tools-mistake"), /^Line 3, column \d+, at mcpServers\.shop\.url: /);
  const selected = await page.$eval("#tools-text", (area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.match(selected, /"url": 7/);
  await close(page);
  await drop(page, "data.json", '{"rows": [1, 2]}');
  await page.waitForFunction(() => document.querySelector("#link-bar")?.textContent.includes("data.json is in the project"));
});

inBrowsers("keys are asked for again after a reload, while the program waits", async ({ page }) => {
  const app = await configured(page, { mcpServers: { shop: { url: shop.url, headers: { Authorization: "Bearer literal-key" } } } });
  await ready(page, "shop");
  await close(page);
  await page.reload();
  await page.waitForSelector("button.run[aria-disabled=false]");
  await page.evaluate(() => document.querySelector(".code textarea")?.focus());
  await app.write("from tools import shop\nlen(shop.list_items())\n");
  await app.run();
  await page.waitForSelector(".prompt input[type=password]");
  await page.type(".prompt input[type=password]", "again");
  await press(page, "Give and go on", ".prompt");
  assert.match(await app.ends(), /^Finished/);
  await app.shows("3");
});

inBrowsers("a tool is tried in a form, and its call put where the caret is", async ({ page }) => {
  const app = await configured(page, { mcpServers: { shop: { url: shop.url } } });
  await ready(page, "shop");
  await press(page, "shop.buy");
  await page.waitForSelector(".try");
  await press(page, "Run it");
  await page.waitForFunction(() => document.querySelector(".try .complaint").textContent === "item_id is needed.");
  await page.type("#argument-0", "2");
  await press(page, "Run it");
  await page.waitForFunction(() => document.querySelector(".result-of pre")?.textContent.includes("chair"));
  await press(page, "Insert into the program");
  await page.waitForFunction(() => !document.querySelector("dialog"));
  assert.match(await app.program(), /from tools import shop\nprint\(shop\.buy\(item_id=2\)\)/);
});

inBrowsers("five hundred tools are listed and found without a long pause", async ({ page, browserName, t }) => {
  await configured(page, { mcpServers: { many: { url: many.url } } });
  await ready(page, "many");
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      window.ticking = setTimeout(tick);
    };
    tick();
  });
  await close(page);
  await press(page, "Tools", "#project-bar");
  await page.waitForFunction(() => document.querySelector(".find [role=status]")?.textContent === "500 tools; the first 100 are listed");
  await page.type("#find-tool", "topic 321");
  await page.waitForFunction(() => document.querySelector(".find [role=status]").textContent === "1 of 500 tools" && document.querySelector(".tool-list").textContent.startsWith("many.topic_321_work"));
  const longest = await page.evaluate(() => window.longest);
  t.diagnostic(`${browserName}: longest task ${longest.toFixed(0)} ms`);
  // Well above what a busy machine takes (250 ms): all five hundred at once would hang the page for longer.
  assert.ok(longest < 1_000, `${longest} ms`);
});

/** What a person may have before them, each reached from the one before. */
const states = {
  setup: async (app) => {
    await press(app.page, "Tools", "#project-bar");
    await app.page.waitForSelector("#tools-text");
  },
  mistake: async (app) => {
    await app.page.type("#tools-text", '{"mcpServers": {"shop": {"url": 7}}}');
    await press(app.page, "Look at it");
    await app.page.waitForSelector("#tools-mistake:not(:empty)");
  },
  confirm: async (app) => {
    await close(app.page);
    await drop(app.page, "mcp.json", JSON.stringify(config));
    await app.page.waitForSelector("input[type=password]");
  },
  servers: async (app) => {
    await app.page.type("input[type=password]", "a-key");
    await press(app.page, "Allow and connect");
    await ready(app.page, "shop");
    await ready(app.page, "everything");
    await app.page.waitForSelector(".servers .complaint");
  },
  tool: async (app) => {
    await press(app.page, "shop.list_items");
    await press(app.page, "Run it");
    await app.page.waitForSelector(".result-of pre");
  },
  write: async (app) => {
    await close(app.page);
    await app.write(buying);
    await app.run();
    await app.page.waitForSelector(".prompt");
  },
  bar: async (app) => {
    await press(app.page, "Allow all in this run", ".prompt");
    await app.ends();
    await app.page.waitForSelector("#call-bar:not([hidden])");
  },
  calls: async (app) => {
    await press(app.page, "Show the calls", "#call-bar");
    await app.page.waitForSelector(".meter");
    await app.page.click(".calls summary");
  },
};

for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  inBrowsers(
    `the tools' panel and its questions are closed to nobody (${size})`,
    async ({ page, browserName }) => {
      const app = await App.open(page, host.url);
      await app.status(/^Ready/);
      await page.waitForSelector(".project-name");
      await page.evaluate(axe);
      const found = [];
      for (const [name, reach] of Object.entries(states)) {
        await reach(app);
        for (const theme of ["light", "dark"]) {
          await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
          for (const { id, nodes } of violations) found.push(`${name}, ${theme}: ${id} at ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
          if (browserName === "Chromium") await page.screenshot({ path: `${pictures}${size}-tools-${name}-${theme}.png` });
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wider <= 0, `${name}: ${wider} px wider than the screen`);
        }
      }
      assert.deepEqual(found, []);
    },
    { viewport },
  );
}
