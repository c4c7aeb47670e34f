// A run is recorded in the app: what it called and was told is kept with the program, and replayed from its link by a stranger.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startJsonServer } from "./support/servers.mjs";

const [server, json] = await Promise.all([startServer(), startJsonServer()]);
after(() => Promise.all([server.close(), json.stop()]));
const pictures = new URL("screenshots/", import.meta.url).pathname;
await mkdir(pictures, { recursive: true });

const program = `import random, requests
name = input("Who? ")
url = requests.get("${json.url}/x", params={"q": name}).json()["url"]
print(f"\\n{name} {url} {random.random()}")
`;

const bar = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".replay:not([hidden]) p")?.textContent), {}, pattern.source);

const allow = async (page) => (await page.waitForSelector(".prompt ::-p-text(Allow for this page)")).click();

inBrowsers("a recorded run is shown, kept, and replayed from its link without asking anybody", async ({ page, browserName }) => {
  const app = await App.open(page, server.url);
  await app.write(program);
  await app.status(/^Ready/);
  await page.waitForSelector("#project-bar .square");
  await page.keyboard.press("F1");
  await page.waitForSelector("#commands");
  await page.keyboard.type("record a run");
  await page.keyboard.press("Enter");
  await app.answer("Ada");
  await allow(page);
  await bar(page, /^Recorded: 1 call and 1 line of input/);
  const printed = (await app.output()).match(/Ada \/x\?q=Ada 0\.\d+/)[0];
  await page.click(".replay ::-p-text(Show it)");
  await page.waitForSelector("dialog details");
  assert.match(await page.$eval("dialog details", (entry) => entry.textContent), /GET.*Ada/s);
  await page.screenshot({ path: `${pictures}recording-${browserName}.png` });
  await app.close();

  // The same again, with nobody there; also for whoever gets the link.
  await app.kept();
  const asked = json.requests.length;
  await page.reload();
  await bar(page, /replays a recording/);
  await page.click(".project + .project");
  const link = await page.waitForSelector("#link").then((field) => field.evaluate((field) => field.value));
  assert.match(await page.$eval("dialog p", (text) => text.textContent), /its recording, with all that servers answered/);
  await app.close();
  const context = await page.browser().createBrowserContext();
  try {
    for (const [there, address] of [[page, undefined], [await context.newPage(), link]]) {
      const other = address ? await App.open(there, address) : app;
      await bar(there, /replays a recording/);
      await other.run();
      await other.shows(printed);
      await bar(there, /^Replayed as recorded: 1 call/);
    }
  } finally {
    await context.close();
  }
  assert.equal(json.requests.length, asked, "the server was not asked");

  await page.click(".replay ::-p-text(Delete it)");
  await page.waitForSelector(".replay[hidden]");
  await app.run();
  await app.answer("Bob");
  await allow(page);
  await app.shows("/x?q=Bob");
});
