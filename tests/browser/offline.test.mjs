// After one visit the page works without network; a new version is offered and mixes nothing; damaged files are not kept.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers, launch } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

/** Waits until these kinds of files are kept, and the service worker answers for the page. */
const kept = (page, ...kinds) =>
  page.waitForFunction(
    async (kinds) => {
      if (!navigator.serviceWorker.controller) return false;
      const found = [];
      for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
      return kinds.every((kind) => found.some((url) => url.includes(kind)));
    },
    { polling: 200 },
    kinds,
  );
const everything = ["index.html", "/engine-", "/library-", "/host-", "/vivarium-", "/project-", "/panels-", "/editor-", "/style-"];

inBrowsers("what was used works without network, across a reload", async ({ page }) => {
  const server = await startServer();
  const app = await App.open(page, server.url);
  assert.match(await app.finishes("import json, decimal, matplotlib.pyplot\nprint('online')\n"), /^Finished/);
  await kept(page, ...everything, "/bundles-", "/bundle-matplotlib-");
  await server.close();
  await page.reload();
  const again = new App(page);
  await page.waitForSelector(".cm-content, textarea");
  await page.evaluate(() => document.querySelector(".code textarea")?.focus());
  assert.match(await again.finishes("import json, decimal, matplotlib.pyplot\nprint('offline', json.dumps([1]))\n"), /^Finished/);
  assert.match(await again.output(), /offline \[1\]/);
});

test("what was used works without network after a restart of the browser", { timeout: 120_000 }, async (t) => {
  const profile = await mkdtemp(join(tmpdir(), "vivarium-profile-"));
  t.after(() => rm(profile, { recursive: true, maxRetries: 5 }));
  const server = await startServer();
  const visit = async (visited) => {
    const browser = await launch("Chromium", { args: [`--user-data-dir=${profile}`] });
    try {
      const [page] = await browser.pages();
      const app = await App.open(page, server.url);
      await visited(app, page);
    } finally {
      await browser.close();
    }
  };
  await visit(async (app, page) => {
    await app.finishes("print('online')\n");
    await kept(page, ...everything);
  });
  await server.close();
  await visit(async (app) => {
    assert.match(await app.finishes("print('offline')\n"), /^Finished/);
  });
});

inBrowsers("a damaged file is not kept", async ({ page }) => {
  const server = await startServer();
  after(() => server.close());
  server.faults.push({ path: /\/library-/, fault: "truncated" });
  await App.open(page, server.url);
  await kept(page, "index.html", "/engine-");
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const library = new URL(JSON.parse(document.getElementById("vivarium-assets").textContent).library, document.baseURI).href;
    active.postMessage({ keep: [library] });
    await fetch(library).then((response) => response.arrayBuffer());
  });
  server.faults.length = 0;
  // Whole, it is kept at the next chance.
  await page.reload();
  await kept(page, "/library-");
  const bytes = await page.evaluate(async () => (await (await caches.match(new URL(JSON.parse(document.getElementById("vivarium-assets").textContent).library, document.baseURI).href)).arrayBuffer()).byteLength);
  const [library] = (await readdir(join(process.env.DIST, "assets"))).filter((name) => name.startsWith("library-"));
  assert.equal(bytes, (await readFile(join(process.env.DIST, "assets", library))).length);
});

inBrowsers("a new version is offered, taken when the reader says so, and mixes nothing with the old", async ({ page }) => {
  const root = await mkdtemp(join(tmpdir(), "vivarium-builds-"));
  after(() => rm(root, { recursive: true }));
  await cp(process.env.DIST, root, { recursive: true });
  const first = await startServer(root);
  const port = Number(new URL(first.url).port);
  const app = await App.open(page, first.url);
  await app.finishes("print('first build')\n");
  await kept(page, ...everything);
  await first.close();

  // Build B: another page and another style under another name, and the old ones gone.
  const assets = await readdir(join(root, "assets"));
  const style = assets.find((name) => name.startsWith("style-page-"));
  const css = `${await readFile(join(root, "assets", style), "utf8")}:root{--build:"B"}`;
  const digest = async (text) => Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).subarray(0, 8).toString("hex");
  const renamed = `style-page-${await digest(css)}.css`;
  await rm(join(root, "assets", style));
  await writeFile(join(root, "assets", renamed), css);
  const html = (await readFile(join(root, "index.html"), "utf8")).replace(style, renamed);
  await writeFile(join(root, "index.html"), html);
  let worker = await readFile(join(root, "sw.js"), "utf8");
  worker = worker.replace(/"index\.html":"\w+"/, `"index.html":"${await digest(html)}"`).replace(new RegExp(`"assets/${style}":"\\w+"`), `"assets/${renamed}":"${await digest(css)}"`);
  await writeFile(join(root, "sw.js"), worker);
  const second = await startServer(root, { port });
  after(() => second.close());

  const build = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--build"));
  await page.reload();
  await page.waitForSelector("#update");
  assert.equal(await build(), "", "the old one still runs");
  // What has not changed is the new build's own before the old one goes.
  const whole = await page.evaluate(async () => {
    const count = async (name) => (await (await caches.open(name)).keys()).filter(({ url }) => /\/(engine|library|host)-/.test(url)).length;
    return Promise.all((await caches.keys()).map(count));
  });
  assert.deepEqual(whole, [4, 4]);
  await Promise.all([page.waitForNavigation(), page.click("#update button")]);
  await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue("--build").includes("B"));
  await second.close();
  await page.reload();
  await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue("--build").includes("B"));
});

inBrowsers("without a service worker all works online", async ({ page }) => {
  const server = await startServer();
  after(() => server.close());
  server.faults.push({ path: /sw\.js/, fault: "missing" });
  const app = await App.open(page, server.url);
  assert.match(await app.finishes("print('online')\n"), /^Finished/);
  await page.reload();
  assert.match(await new App(page).finishes("print('again')\n"), /^Finished/);
});
