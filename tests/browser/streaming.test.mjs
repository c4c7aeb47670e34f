// Output appears while the program runs, stderr told apart from stdout.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

inBrowsers("a hundred thousand lines are few elements, and all of them are selected and copied", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes("for number in range(100_000): print(number)");
  await app.shows("99999");
  const elements = await page.$eval(".log", (log) => log.querySelectorAll("*").length);
  assert.ok(elements < 500, `${elements} elements`);
  await page.evaluate(() => addEventListener("copy", (event) => (globalThis.copied = event.clipboardData.getData("text/plain"))));
  await page.focus(".log-scroller");
  await app.press("Control", "a");
  await app.press("Control", "c");
  await page.waitForFunction(() => globalThis.copied);
  assert.equal(await page.evaluate(() => copied), Array.from({ length: 100_000 }, (_, number) => `${number}\n`).join(""));
});

inBrowsers("a line is there long before the program ends", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('import time\nprint("early")\nfor _ in range(600):\n    time.sleep(0.05)\n');
  await app.run();
  await app.shows("early");
  assert.equal(await app.status(/^Running/), "Running");
  await app.stop();
  assert.match(await app.ends(), /^Stopped/);
});

inBrowsers("a program that never pauses streams too", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('print("early")\nwhile True:\n    pass\n');
  await app.run();
  await app.shows("early");
  await app.stop();
  await app.ends();
});

inBrowsers("what goes to stderr is marked, in the order written", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes('import sys\nprint("one")\nprint("two", file=sys.stderr)\nprint("three")\n');
  const chunks = await page.$$eval(".log .chunk", (elements) =>
    elements.map((element) => ({ text: element.textContent, stderr: element.classList.contains("stderr") })),
  );
  const stderr = chunks.filter((chunk) => chunk.stderr);
  assert.equal(stderr.length, 1, JSON.stringify(chunks));
  assert.match(stderr[0].text, /two/);
  assert.match(chunks.map((chunk) => chunk.text).join(""), /one[^]*two[^]*three/);
});

inBrowsers("characters of every width arrive whole", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes('import os, sys\nfor byte in "naïve Ω 漢字 🐍".encode():\n    os.write(1, bytes([byte]))\n');
  assert.match(await app.output(), /naïve Ω 漢字 🐍/);
});
