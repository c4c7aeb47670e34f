// The editor's help: suggestions, signatures, what a name is, what is wrong and how it is mended, search, the formatter.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startToolServer } from "./support/servers.mjs";

const [server, shop] = await Promise.all([startServer(), startToolServer("fastmcp")]);
after(() => Promise.all([server.close(), shop.stop()]));

const shown = (page, selector) => page.waitForSelector(selector, { visible: true });
const text = (page, selector) => page.$eval(selector, (element) => element.textContent);
const marked = (page, severity) => page.$$eval(`.cm-lintRange-${severity}`, (marks) => marks.map((mark) => mark.textContent));

inBrowsers("the engine suggests names, attributes and keyword arguments", async ({ page, t }) => {
  const app = await App.open(page, server.url);
  await app.write("import math\ndef area(radius, *, unit='m'):\n    return radius\n");
  await page.keyboard.type("math.sq");
  await shown(page, ".cm-tooltip-autocomplete");
  assert.match(await text(page, ".cm-tooltip-autocomplete li"), /sqrt ?\(x, \/\)/);
  // Keys are taken only once the list has been there for a moment, so that nobody chooses by accident.
  await page.click(".cm-tooltip-autocomplete li");
  assert.match(await app.program(), /^math\.sqrt$/m);

  await page.keyboard.type("\narea(");
  await shown(page, ".cm-knowledge");
  assert.equal(await text(page, ".cm-knowledge code"), "area(radius, *, unit='m')");
  assert.equal(await text(page, ".cm-knowledge b"), "radius");
  await page.keyboard.type("1, uni");
  const listed = (options) => page.waitForFunction(() => document.querySelector(".cm-tooltip-autocomplete li")?.textContent.includes("unit="), options);
  // Keys may come faster than a busy machine answers; then whoever writes asks.
  await listed({ timeout: 5_000 }).catch(async () => {
    await app.press("Control", "Space");
    await listed();
  });
  await page.keyboard.press("Escape");
  await page.keyboard.type("t=2");
  await page.waitForFunction(() => document.querySelector(".cm-knowledge b")?.textContent === "unit='m'");
  await page.keyboard.type(")");
  await page.waitForFunction(() => !document.querySelector(".cm-knowledge"));
  const took = await page.evaluate(async () => {
    const source = "import json\njson.";
    const times = [];
    for (let round = 0; round < 20; round++) {
      const start = performance.now();
      await vivarium.ask("complete", JSON.stringify({ source, line: 2, column: 6 }));
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[10];
  });
  t.diagnostic(`a suggestion took the engine ${took.toFixed(1)} ms in the median`);
});

inBrowsers("what is wrong is marked, named and mended with the keyboard", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("x = (1,\n");
  await shown(page, ".cm-lintRange-error");
  await app.write("import json, math\nprint('é😀', math.pi, wrong)\n");
  await shown(page, ".cm-lintRange-warning");
  assert.deepEqual(await marked(page, "error"), []);
  assert.deepEqual((await marked(page, "warning")).sort(), ["json", "wrong"]);

  await page.keyboard.press("F1");
  await shown(page, "#commands");
  await page.keyboard.type("list what is");
  await page.keyboard.press("Enter");
  await shown(page, ".cm-panel-lint");
  assert.match(await text(page, ".cm-panel-lint [aria-selected=true]"), /json.*imported but unused.*Remove unused import/s);
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.querySelector(".cm-line").textContent === "import math");
});

inBrowsers("a name's meaning is shown under the pointer", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("import json\njson.dumps(1)\n");
  // The help has come; the pointer over the word, wherever it stands by now.
  await page.waitForSelector(".cm-gutter-lint");
  const word = () =>
    page.evaluate(() => {
      const line = [...document.querySelectorAll(".cm-line")].find((line) => line.textContent.startsWith("json."));
      const letters = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (!letters.nextNode().data.includes("dumps"));
      const range = document.createRange();
      const start = letters.currentNode.data.indexOf("dumps");
      range.setStart(letters.currentNode, start + 2);
      range.setEnd(letters.currentNode, start + 3);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    });
  // An answer for a program that has been looked at anew meanwhile is dropped: whoever waits moves the pointer again.
  for (let round = 0; !(await page.$(".cm-tooltip-hover .cm-knowledge")); round++) {
    assert.ok(round < 20, "nothing is shown");
    const { x, y } = await word();
    await page.mouse.move(x - 20 + (round % 3), y);
    await page.mouse.move(x, y, { steps: 3 });
    await page.waitForSelector(".cm-tooltip-hover .cm-knowledge", { timeout: 1_500 }).catch(() => {});
  }
  assert.match(await text(page, ".cm-tooltip-hover"), /json\.dumps\(obj, \*, skipkeys=False.*Serialize/s);
});

inBrowsers("Format formats, and says why it does not; it can be undone", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("x = {  'a':1 }\nprint( x )");
  await page.focus(".cm-content");
  await app.press("Shift", "Alt", "F");
  await page.waitForFunction(() => document.querySelector(".cm-content").textContent.includes('x = {"a": 1}print(x)'));
  await app.press("Control", "z");
  await page.waitForFunction(() => document.querySelector(".cm-content").textContent.includes("print( x )"));
  await app.write("x = (");
  await page.evaluate(() => [...document.querySelectorAll("#file-bar button")].find((button) => button.textContent === "Format").click());
  await page.waitForFunction(() => document.querySelector("#link-bar").textContent.includes("without syntax errors"));
});

inBrowsers("tools that are connected are suggested, with their signatures", async ({ page }) => {
  const app = await App.open(page, server.url);
  const config = JSON.stringify({ mcpServers: { shop: { url: shop.url } } });
  await page.evaluate(async (config) => (await vivarium.tools()).take(new TextEncoder().encode(config)), config);
  await (await page.waitForSelector("dialog ::-p-text(Allow and connect)", { visible: true })).click();
  await page.waitForSelector(".servers [data-state=good]");
  await page.keyboard.press("Escape");
  await app.write("from tools import shop\n");
  await page.keyboard.type("shop.li");
  await page.waitForFunction(() => document.querySelector(".cm-tooltip-autocomplete li")?.textContent.includes("list_items"));
  await page.keyboard.press("Escape");
  await page.keyboard.type("st_items(");
  await page.waitForFunction(() => /^shop\.list_items\(limit: int = 10, order:/.test(document.querySelector(".cm-knowledge code")?.textContent));
});

inBrowsers("search is there at the first key", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.press("Control", "f");
  await shown(page, ".cm-search input");
});

inBrowsers("suggestions and diagnostics pass the checks of accessibility", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("import json\n");
  await shown(page, ".cm-lintRange-warning");
  await page.keyboard.type("pri");
  await shown(page, ".cm-tooltip-autocomplete");
  const { readFile } = await import("node:fs/promises");
  await page.evaluate(await readFile(new URL(import.meta.resolve("axe-core")), "utf8"));
  const violations = await page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`));
  assert.deepEqual(violations, []);
});
