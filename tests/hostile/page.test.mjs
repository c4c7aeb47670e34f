// Nothing that runs in the sandbox reads or changes what belongs to the page: its canaries live. Each probe first
// shows that it works where there are no walls.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting, runOnce } from "../browser/support/api.mjs";
import { inBrowsers } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";
import { frame, python, worker } from "./page-probes.mjs";
import { closeWindows, hostileWorker, inFrame, sandboxFrame, sandboxResults, unwalledFrame, unwalledResults, workerScript } from "./support/worker.mjs";

const pages = { "page.html": pageImporting(), "plain.html": "<!doctype html><title>No walls</title><body>", "service-worker.js": "// Does nothing." };
const server = await startServer(process.env.DIST, { pages });
const taken = await startServer(process.env.DIST, { pages: { ...pages, [workerScript()]: hostileWorker(worker, "") } });
after(() => Promise.all([server.close(), taken.close()]));

/** Puts something into every place that a probe reads or changes, and answers questions as a reader might. */
async function plantCanaries(page) {
  if (page.listenerCount("dialog") === 0) page.on("dialog", (dialog) => dialog.accept("canary"));
  await page.evaluate(() => {
    document.title = "alive";
    globalThis.canary = "alive";
    localStorage.setItem("canary", "alive");
    sessionStorage.setItem("canary", "alive");
    document.cookie = "canary=alive";
    new BroadcastChannel("canary").onmessage = ({ target }) => target.postMessage("yes");
  });
}

async function canaries(page) {
  const inPage = await page.evaluate(() => [
    document.title,
    globalThis.canary,
    localStorage.getItem("canary"),
    sessionStorage.getItem("canary"),
    document.cookie,
    document.querySelectorAll("iframe").length,
  ]);
  return [...inPage, page.url(), (await page.browserContext().pages()).length];
}

/** Runs the probes behind the walls: every one is refused, every canary lives. */
async function allRefused(page, url, probe) {
  await openApi(page, url);
  await plantCanaries(page);
  const { results, before } = await probe();
  for (const [name, result] of Object.entries(results)) assert.match(result, /^refused/, name);
  assert.deepEqual(await canaries(page), before);
  return Object.keys(results).length;
}

inBrowsers("JavaScript in the worker's place has nothing of the page's", async ({ page, t, browserName }) => {
  await page.goto(`${server.url}plain.html`);
  await plantCanaries(page);
  const open = await unwalledResults(page, hostileWorker(worker, ""), Object.keys(worker));
  for (const [name, result] of Object.entries(open)) assert.equal(result, "done", name);

  const count = await allRefused(page, taken.url, async () => {
    const before = await canaries(page);
    const results = await sandboxResults(page, Object.keys(worker));
    return { results, before };
  });
  t.diagnostic(`${count}/${count} probes of the page refused in the worker (${browserName})`);
});

inBrowsers("a script in the frame has nothing of the page's", async ({ page, t, browserName }) => {
  await page.goto(`${server.url}plain.html`);
  await plantCanaries(page);
  for (const [name, attempt] of Object.entries(frame)) {
    const open = await unwalledFrame(page);
    if (name === "leading the page away") {
      inFrame(open, attempt, "").catch(() => {});
      await page.waitForFunction(() => location.href === "about:blank");
    } else {
      // A frame that removes itself cannot answer.
      const result = await inFrame(open, attempt, "").catch(() => "done");
      assert.equal(result, "done", name);
      await closeWindows(page);
    }
    await page.goto(`${server.url}plain.html`);
    await plantCanaries(page);
  }

  const count = await allRefused(page, server.url, async () => {
    await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
    const walled = await sandboxFrame(page);
    const before = await canaries(page);
    const results = {};
    for (const [name, attempt] of Object.entries(frame)) results[name] = await inFrame(walled, attempt, "");
    assert.equal((await page.evaluate(() => sandbox.run("print(6 * 7)"))).stdout, "42\n");
    return { results, before };
  });
  t.diagnostic(`${count}/${count} probes of the page refused in the frame (${browserName})`);
});

inBrowsers("Python knows no way to the page or below", async ({ page, t, browserName }) => {
  await openApi(page, server.url);
  for (const [name, code] of Object.entries(python)) {
    const { status, error } = await runOnce(page, code);
    assert.equal(status, "error", name);
    assert.ok(error.message, name);
  }
  const count = Object.keys(python).length;
  t.diagnostic(`${count}/${count} probes of the page refused in Python (${browserName})`);
});
