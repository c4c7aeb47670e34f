// Keep state on the page: a run that goes on with the names of the one before, and one that does not.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

inBrowsers("a run keeps its names for the next where the reader wants it", async ({ page }) => {
  const app = await App.open(page, server.url);
  const choice = await page.waitForSelector("aria/Keep state");
  await app.finishes("x = 1\nprint(x)");
  assert.match(await app.finishes("print('x' in dir())"), /^Finished/);
  assert.match(await app.output(), /False/);
  await choice.click();
  assert.match(await app.finishes("x = 41\nprint('set')"), /names are kept$/);
  await app.finishes("x += 1\nprint(x)");
  assert.match(await app.output(), /42/);
  await choice.click();
  assert.doesNotMatch(await app.finishes("print('x' in dir())"), /kept/);
  assert.match(await app.output(), /False/);
});
