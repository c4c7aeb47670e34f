// `input()` waits for the person at the keyboard.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

inBrowsers("the focus moves to the question, and the answer is shown after the prompt", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('name = input("Who? ")\nprint(f"Hello, {name}!")\n');
  await app.run();
  assert.equal(await app.status(/^Waiting for your input/), "Waiting for your input");
  await page.waitForFunction(() => document.activeElement?.id === "answer");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  assert.match(await app.ends(), /^Finished/);
  assert.match(await app.output(), /Who\? Ada[^]*Hello, Ada!/);
});

inBrowsers("Ctrl+D is the end of input", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('import sys\nprint("lines:", [line.strip() for line in sys.stdin])\ninput()\n');
  await app.run();
  await app.answer("first");
  await app.answer("");
  await page.waitForSelector("#answer", { visible: true });
  await page.focus("#answer");
  await page.keyboard.down("Control");
  await page.keyboard.press("d");
  await page.keyboard.up("Control");
  await app.shows("lines: ['first', '']");
  assert.match(await app.ends(), /EOFError on line 3/);
});


inBrowsers("where a program cannot wait, its lines are given beforehand and stay in the project", async ({ page }) => {
  await page.evaluateOnNewDocument(() => delete WebAssembly.Suspending);
  const app = await App.open(page, server.url);
  const field = await page.waitForSelector(".stdin textarea", { visible: true });
  assert.equal(await field.evaluate((field) => field.labels.length), 1);
  await field.type("1\n2");
  assert.match(await app.finishes("print(int(input()) + int(input()))"), /^Finished/);
  assert.equal(await app.output(), "3\n");
  await app.kept();
  await page.reload();
  assert.equal(await (await page.waitForSelector(".stdin textarea")).evaluate((field) => field.value), "1\n2");
});
