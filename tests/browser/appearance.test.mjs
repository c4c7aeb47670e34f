// The page fits from phone to desktop, in light and dark, and works by keyboard alone. Keeps pictures of itself.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());
const pictures = new URL("screenshots/", import.meta.url).pathname;
await mkdir(pictures, { recursive: true });

const sizes = { phone: { width: 390, height: 844 }, small: { width: 320, height: 568 }, desktop: { width: 1280, height: 800 }, "zoomed desktop": { width: 640, height: 400 } };

for (const [size, viewport] of Object.entries(sizes)) {
  inBrowsers(
    `fits a ${size} screen`,
    async ({ page, browserName }) => {
      const app = await App.open(page, server.url);
      const dark = browserName === "Chromium";
      if (dark) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
      await app.finishes('print("Hello from the glass box")\n1 / 0\n');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} px wider than the screen`);
      const run = await (await page.$("button.run")).boundingBox();
      assert.ok(run.y >= 0 && run.y + run.height <= viewport.height, `Run is out of sight at ${JSON.stringify(run)}`);
      await page.screenshot({ path: `${pictures}${size.replace(" ", "-")}-${browserName}-${dark ? "dark" : "light"}.png` });
    },
    { viewport },
  );
}

inBrowsers("works by keyboard alone", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("");
  await page.keyboard.type("for i in range(2):\nprint(i");
  assert.equal(await app.program(), "for i in range(2):\n    print(i)");
  await app.press("Control", "Enter");
  await app.shows("0\n1");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".code")), null);
});
