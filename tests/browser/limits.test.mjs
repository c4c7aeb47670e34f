// The limits among the settings: what they say holds for the next run, nonsense is refused, and the browser remembers.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const fields = ["Time in seconds", "Memory in MB", "Output in KB", "Files in MB"];

/** Enters a number with the keyboard, the settings being open. */
async function enter(page, label, number) {
  const element = await page.$(`#limit-${fields.indexOf(label)}`);
  assert.equal(await element.evaluate((input) => input.labels[0].textContent), label);
  await element.focus();
  await element.evaluate((input) => input.select());
  await page.keyboard.type(number);
  await page.keyboard.press("Tab");
  return element;
}

inBrowsers("a limit that was set ends the next run, with its own sentence and what was printed", async ({ page }) => {
  const app = await App.open(page, server.url);
  assert.deepEqual(await app.limits(), [30, 256, 1_000, 64]);
  await app.settings();
  await enter(page, "Time in seconds", "1");
  await app.close();
  assert.match(await app.finishes('print("so far", flush=True)\nwhile True:\n    pass\n'), /^Out of time/);
  await app.shows("so far");
  await app.settings();
  await enter(page, "Output in KB", "2");
  await app.close();
  assert.match(await app.finishes('print("x" * 5_000)\nprint("after")\n'), /^(Finished|Over)/);
  assert.equal((await app.output()).match(/x+/)[0].length, 2_000);
});

inBrowsers("nonsense is refused with a sentence, and a reload keeps what was set", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.settings();
  const memory = await enter(page, "Memory in MB", "0");
  await page.waitForFunction(() => document.querySelector("dialog [role=alert]").textContent.includes("from 1 to 2048; it stays 256"));
  assert.equal(await memory.evaluate((input) => input.value), "256");
  await enter(page, "Memory in MB", "64");
  await page.waitForFunction(() => document.querySelector("dialog [role=alert]").textContent === "");
  await app.close();
  await page.reload();
  await page.waitForSelector(".cm-content");
  assert.deepEqual(await app.limits(), [30, 64, 1_000, 64]);
  assert.match(await app.finishes("x = bytearray(100_000_000)\n"), /MemoryError|Out of memory/);
  await app.settings();
  await page.click("dialog .row button");
  await app.close();
  assert.deepEqual(await app.limits(), [30, 256, 1_000, 64]);
});
