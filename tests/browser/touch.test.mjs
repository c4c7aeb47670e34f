// The row of keys above a phone's keyboard: there while the editor has the focus, and it types without taking it away.

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

// Only Chromium can be told that it has a finger for a pointer.
inBrowsers(
  "keys that a phone hides type into the editor, which keeps the focus",
  async ({ page }) => {
    const app = await App.open(page, server.url);
    await page.waitForSelector(".touch-keys:not([hidden])");
    await app.write("");
    const tap = (name) => page.tap(`.touch-keys [aria-label="${name}"]`);
    await page.keyboard.type("if x");
    await tap("Colon");
    await page.keyboard.press("Enter");
    await page.keyboard.type("print");
    await tap("Round bracket");
    await tap("Double quote");
    await page.keyboard.type("a");
    assert.equal(await app.program(), 'if x:\n    print("a")');
    await tap("Undo");
    assert.notEqual(await app.program(), 'if x:\n    print("a")');
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("cm-content")), "the focus stays");
    const [row, screen] = await page.evaluate(() => [document.querySelector(".touch-keys").getBoundingClientRect().toJSON(), innerHeight]);
    assert.ok(Math.abs(row.bottom - screen) < 1, "it stands at the foot of the page");
    await page.screenshot({ path: `${pictures}phone-keys.png` });
    await page.evaluate(() => document.activeElement.blur());
    await page.waitForSelector(".touch-keys[hidden]");
  },
  { only: ["Chromium"], viewport: { width: 390, height: 560, isMobile: true, hasTouch: true } },
);
