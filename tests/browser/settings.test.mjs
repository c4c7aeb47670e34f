// The settings hold at once, and before the first paint of the next visit; the line between the panes moves and stays.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const choose = (page, name, value) => page.select(`#setting-${name}`, value);

inBrowsers("the look is as set, also in the first moment of the next visit", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.settings();
  await choose(page, "theme", "dark");
  await choose(page, "contrast", "more");
  await page.type("#setting-size", "20");
  await page.type("#setting-font", "Courier New");
  await page.keyboard.press("Tab");
  await app.close();
  const look = () => {
    const { backgroundColor } = getComputedStyle(document.documentElement);
    const { fontSize, lineHeight, fontFamily } = getComputedStyle(document.querySelector(".code"));
    return { backgroundColor, fontSize, lineHeight: Math.round(parseFloat(lineHeight)), fontFamily };
  };
  const set = await page.evaluate(look);
  assert.deepEqual(set, { backgroundColor: "rgb(0, 0, 0)", fontSize: "20px", lineHeight: 31, fontFamily: '"Courier New", ui-monospace, monospace' });
  // The first moment that a script can see, when the editor's place is there.
  await page.evaluateOnNewDocument(`globalThis.look = ${look}`);
  await page.evaluateOnNewDocument(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".code")) return;
      observer.disconnect();
      globalThis.first = globalThis.look();
    }).observe(document, { subtree: true, childList: true });
  });
  await page.reload();
  await page.waitForSelector(".cm-content");
  assert.deepEqual(await page.evaluate("first"), set);
  await app.settings();
  await choose(page, "theme", "light");
  assert.equal((await page.evaluate(look)).backgroundColor, "rgb(255, 255, 255)");
});

inBrowsers("line numbers, wrapping and vim's keys are as set, for each file", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write(`x = "${"long ".repeat(100)}"\n`);
  const wide = () => page.$eval(".cm-scroller", (scroller) => scroller.scrollWidth > scroller.clientWidth);
  assert.ok(await wide());
  await app.settings();
  for (const name of ["numbers", "wrap", "vim"]) await page.click(`#setting-${name}`);
  await app.close();
  await page.waitForSelector(".cm-vimMode");
  assert.equal(await page.$(".cm-lineNumbers"), null);
  assert.equal(await wide(), false);
  await page.reload();
  await page.waitForSelector(".cm-content");
  await page.focus(".cm-content");
  await page.waitForSelector(".cm-vimMode");
  assert.equal(await page.$(".cm-lineNumbers"), null);
  await page.keyboard.type("ggOy = 1");
  await page.keyboard.press("Escape");
  await page.keyboard.type("jdd");
  assert.equal(await app.program(), "y = 1\n");
});

inBrowsers("errors are explained in the language that is set", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.settings();
  await choose(page, "language", "de");
  await app.close();
  await app.finishes("1 / 0\n");
  await page.waitForSelector("#hint-bar p[lang=de]");
  await app.settings();
  await choose(page, "language", "en");
  await app.close();
  await app.finishes("1 / 0\n");
  await page.waitForSelector("#hint-bar p[lang=en]");
});

inBrowsers("the panes are resized by keyboard and pointer, stay so, and go back", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.status(/^Ready/);
  const bar = await page.waitForSelector("[role=separator]");
  const share = () => bar.evaluate((bar) => Number(bar.getAttribute("aria-valuenow")));
  const usual = await share();
  await bar.focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await share(), usual - 2);
  await page.keyboard.press("End");
  assert.equal(await share(), 80);
  const { x, y, width, height } = await bar.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 3);
  await page.mouse.down();
  await page.mouse.move(380, y + height / 2);
  await page.mouse.up();
  const dragged = await share();
  assert.ok(dragged > 25 && dragged < 35, `${dragged}`);
  await page.reload();
  const again = await page.waitForSelector("[role=separator]");
  assert.equal(await again.evaluate((bar) => Number(bar.getAttribute("aria-valuenow"))), dragged);
  const there = await again.boundingBox();
  await page.mouse.click(there.x + there.width / 2, there.y + there.height / 3, { count: 2 });
  assert.equal(await again.evaluate((bar) => Number(bar.getAttribute("aria-valuenow"))), usual);
  await page.setViewport({ width: 390, height: 844 });
  assert.equal(await again.boundingBox(), null, "phones have one column");
});

inBrowsers("each line of output begins on its own side", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes('print("left")\nprint("\\u05e9\\u05dc\\u05d5\\u05dd")\n');
  const sides = await page.evaluate(() => {
    const text = [...document.querySelector(".chunk.plain").childNodes].find((node) => node.data?.startsWith("left"));
    const [left, right] = [0, 6].map((at) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 3);
      return range.getBoundingClientRect().left - document.querySelector(".log").getBoundingClientRect().left;
    });
    return { left, right };
  });
  assert.ok(sides.left < 40 && sides.right > 300, JSON.stringify(sides));
});
