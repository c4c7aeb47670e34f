// Declares a test once for Chromium and once for Firefox; each test gets a page of its own with empty storage.

import puppeteer from "puppeteer-core";
import { after, test } from "node:test";

const installed = {
  Chromium: {
    browser: "chrome",
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // No sandbox of its own: tests may run as root, and the pages are ours. The rest keeps the browser off the network.
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
  },
  Firefox: {
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    extraPrefsFirefox: { "javascript.options.wasm_js_promise_integration": true },
  },
};

const timeout = 120_000;
// A call that never comes back is an error with its own line before the test as a whole has taken too long.
const protocolTimeout = 75_000;

/** Runs `body({ page, t, browserName })` in each browser of `only`, to its end `within` so many milliseconds. */
export function inBrowsers(name, body, { only = Object.keys(installed), viewport, within = timeout } = {}) {
  for (const browserName of only) {
    test(`${name} (${browserName})`, { timeout: within }, async (t) => {
      const browser = await launched(browserName);
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(timeout / 4);
      await page.setViewport(viewport ?? { width: 1280, height: 800 });
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      try {
        await body({ page, t, browserName, complaints });
      } catch (error) {
        for (const complaint of complaints) t.diagnostic(`the page says: ${complaint}`);
        throw error;
      } finally {
        await context.close();
      }
    });
  }
}

const browsers = new Map();

/** The browser of this name, started once for a test file. */
export function launched(name) {
  if (!browsers.has(name)) browsers.set(name, launch(name));
  return browsers.get(name);
}

/** A browser of this name for one test, which closes it; with more options for its command line, or its preferences. */
export function launch(name, { args = [], preferences = {} } = {}) {
  const { [name]: options } = installed;
  const extraPrefsFirefox = { ...options.extraPrefsFirefox, ...preferences };
  return puppeteer.launch({ headless: true, protocolTimeout, ...options, args: [...(options.args ?? []), ...args], extraPrefsFirefox });
}

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});
