// What servers ask of a person who uses the app: to log in, and to answer a tool's own question.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startToolServer } from "./support/servers.mjs";

const host = await startServer();
const [login, shop] = await Promise.all([startToolServer("login"), startToolServer("fastmcp")]);
after(() => Promise.all([host.close(), login.stop(), shop.stop()]));

/** The app with this server, without its panel. */
async function withServer(page, name, url) {
  const app = await App.open(page, host.url);
  const config = JSON.stringify({ mcpServers: { [name]: { url } } });
  await page.evaluate(async (config) => (await vivarium.tools()).take(new TextEncoder().encode(config)), config);
  await (await page.waitForSelector("dialog ::-p-text(Allow and connect)", { visible: true })).click();
  return app;
}

const prompted = (page, words) => page.waitForSelector(`.prompt ::-p-text(${words})`, { visible: true });
const press = async (page, label) => (await page.waitForSelector(`::-p-xpath(//section[@class="prompt"]//button[.="${label}"])`, { visible: true })).click();

inBrowsers("a server that wants to know who one is gets a login in a window of its own", async ({ page }) => {
  const app = await withServer(page, "account", login.url);
  await press(page, "Log in");
  await page.waitForSelector(".servers [data-state=good]");
  await page.keyboard.press("Escape");
  await app.write("from tools import account\nprint(account.scopes())\n");
  await app.run();
  await press(page, "Allow once");
  assert.match(await app.ends(), /^Finished/);
  await app.shows("['shop']");
});

inBrowsers("a tool's own question is answered in a form, declined, or closed by Stop", async ({ page }) => {
  const app = await withServer(page, "shop", shop.url);
  await page.waitForSelector(".servers [data-state=good]");
  await page.keyboard.press("Escape");
  await app.write("from tools import shop\nprint(shop.order(item='lamp'))\n");
  const ask = async () => {
    await app.run();
    await press(page, "Allow once");
    await prompted(page, "How many of lamp?");
  };
  await ask();
  const field = await page.waitForSelector(".prompt #answer-0");
  await field.type("3");
  await field.press("Enter");
  assert.match(await app.ends(), /^Finished/);
  await app.shows("accept {'quantity': 3} of lamp");
  await ask();
  await press(page, "Decline");
  await app.ends();
  await app.shows("decline None of lamp");
  await ask();
  await app.stop();
  assert.match(await app.ends(), /^Stopped/);
  assert.equal(await page.$(".prompt"), null);
});
