// The limits form: what it says holds for the next run, nonsense is refused, and the browser remembers.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const fields = ["Time in seconds", "Memory in MB", "Output in KB", "Files in MB"];

/** The number field of a limit, the form being open. */
async function field(page, label) {
  const all = await page.$$(".limits input");
  const element = all[fields.indexOf(label)];
  assert.equal(await element.evaluate((input) => input.labels[0].textContent), label);
  return element;
}

/** Enters a number with the keyboard. */
async function enter(page, label, number) {
  const element = await field(page, label);
  await element.focus();
  await element.evaluate((input) => input.select());
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  return element;
}

async function open(page) {
  await page.focus(".limits summary");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".limits[open]");
}

inBrowsers("a limit that was set ends the next run, with its own sentence and what was printed", async ({ page }) => {
  const app = await App.open(page, server.url);
  assert.match(await page.$eval(".limits summary", (summary) => summary.textContent), /30 s, 256 MB memory/);
  await open(page);
  await enter(page, "Time in seconds", "1");
  assert.match(await app.finishes('print("so far", flush=True)\nwhile True:\n    pass\n'), /^Out of time/);
  await app.shows("so far");
  await enter(page, "Output in KB", "2");
  assert.match(await app.finishes('print("x" * 5_000)\nprint("after")\n'), /^(Finished|Over)/);
  assert.equal((await app.output()).match(/x+/)[0].length, 2_000);
});

inBrowsers("nonsense is refused with a sentence, and a reload keeps what was set", async ({ page }) => {
  const app = await App.open(page, server.url);
  await open(page);
  const memory = await enter(page, "Memory in MB", "0");
  await page.waitForFunction(() => document.querySelector(".limits [role=alert]").textContent.includes("from 1 to 2048"));
  assert.equal(await memory.evaluate((input) => input.value), "256");
  await enter(page, "Memory in MB", "64");
  await page.waitForFunction(() => document.querySelector(".limits [role=alert]").textContent === "");
  await page.reload();
  await page.waitForSelector(".cm-content");
  assert.match(await page.$eval(".limits summary", (summary) => summary.textContent), /64 MB memory/);
  assert.match(await app.finishes("x = bytearray(100_000_000)\n"), /MemoryError|Out of memory/);
  await page.click(".limits summary");
  await page.click(".limits button");
  assert.match(await page.$eval(".limits summary", (summary) => summary.textContent), /256 MB memory/);
});
