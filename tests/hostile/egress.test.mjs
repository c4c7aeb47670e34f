// Nothing that runs in the sandbox reaches a server: not Python, not JavaScript in the worker's place, and not even
// a script in the frame. Each probe first shows, where there are no walls, that it does reach one.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after } from "node:test";
import { promisify } from "node:util";
import { openApi, pageImporting, runOnce } from "../browser/support/api.mjs";
import { App } from "../browser/support/app.mjs";
import { inBrowsers } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";
import { arrivesAs, frame, helpers, navigation, picture, python, windowOnly, worker } from "./egress-probes.mjs";
import { startTrap } from "./support/trap.mjs";
import { closeWindows, hostileWorker, inFrame, sandboxFrame, sandboxResults, unwalledFrame, unwalledResults, workerScript } from "./support/worker.mjs";

const control = await startTrap();
const pages = { "page.html": pageImporting(), "plain.html": "<!doctype html><title>No walls</title><body>" };
const server = await startServer(process.env.DIST, { pages });
after(() => Promise.all([control.close(), server.close()]));

const path = (place, name) => `${place}/${encodeURIComponent(name)}`;

/** Makes an attempt after which the frame's document, and with it the answer, may be gone. */
function given(frame, attempt, url) {
  const gone = new Promise((resolve) => setTimeout(resolve, 2_000));
  return Promise.race([gone, inFrame(frame, attempt, url, { helpers }).catch(() => {})]);
}

/** Fails unless the trap gets what this probe sends. */
function works(place, name, make) {
  return Promise.all([control.reached(path(place, name), { on: arrivesAs[name] }), make(control.url + path(place, name))]);
}

/**
 * Declares a test with a trap of its own, at which nothing may have arrived in the end, not even a connection, unless
 * `mayConnect`: Chromium connects ahead for a navigation that it then refuses, and sends nothing.
 */
function nothingArrives(name, body, { mayConnect = false } = {}) {
  inBrowsers(name, async (given) => {
    const trap = await startTrap();
    try {
      const count = await body({ ...given, trap });
      // The last that a page can send it sends when it is closed.
      await given.page.close();
      assert.deepEqual(trap.hits, []);
      if (!mayConnect) assert.equal(trap.connections(), 0);
      given.t.diagnostic(`${count}/${count} egress probes refused: ${name} (${given.browserName})`);
    } finally {
      await trap.close();
    }
  });
}

nothingArrives("JavaScript in the worker's place reaches no server", async ({ page, trap }) => {
  await page.goto(`${server.url}plain.html`);
  const arrivals = Object.keys(worker).map((name) => control.reached(path("worker", name), { on: arrivesAs[name], within: 25_000 }));
  await Promise.all([...arrivals, unwalledResults(page, hostileWorker(worker, control.url), Object.keys(worker))]);

  for (const name of windowOnly) assert.ok(await page.evaluate((name) => name in globalThis, name), name);

  const isThere = (name) => `async () => { if (!("${name}" in self)) throw new Error("absent"); }`;
  const attempts = { ...worker, ...Object.fromEntries(windowOnly.map((name) => [name, isThere(name)])) };
  const taken = await startServer(process.env.DIST, { pages: { ...pages, [workerScript()]: hostileWorker(attempts, trap.url) } });
  const made = openApi(page, taken.url).then(() => sandboxResults(page, Object.keys(attempts)));
  const results = Object.entries(await made.finally(taken.close));
  assert.equal(results.length, Object.keys(attempts).length);
  for (const [name, result] of results) assert.match(result, /^refused/, name);
  return results.length;
});

nothingArrives("a script in the frame reaches no server", async ({ page, trap }) => {
  await page.goto(`${server.url}plain.html`);
  const open = await unwalledFrame(page);
  const probes = Object.entries(frame);
  for (const [name, attempt] of probes) {
    await works("frame", name, (url) => inFrame(open, attempt, url, { helpers }));
  }
  const app = await App.open(page, server.url);
  await app.finishes("print(1)");
  const walled = await sandboxFrame(page);
  for (const [name, attempt] of probes) {
    await inFrame(walled, attempt, trap.url + path("frame", name), { helpers });
    assert.deepEqual(trap.hits, [], name);
  }
  return probes.length;
}, { mayConnect: true });

nothingArrives("the frame cannot be led to a server", async ({ page, trap }) => {
  for (const [name, attempt] of Object.entries(navigation)) {
    await page.goto(`${server.url}plain.html`);
    const open = await unwalledFrame(page);
    await works("navigation", name, (url) => given(open, attempt, url));
    await closeWindows(page);

    const app = await App.open(page, server.url);
    await app.finishes("print(1)");
    await given(await sandboxFrame(page), attempt, trap.url + path("navigation", name));
    assert.deepEqual(trap.hits, [], name);
  }
  return Object.keys(navigation).length;
}, { mayConnect: true });

nothingArrives("Python reaches no server", async ({ page, trap }) => {
  const program = (code, place, name) => `HOST, PORT, URL = "127.0.0.1", ${place.port}, "${place.url}${path("python", name)}"\n${code}\n`;
  await openApi(page, server.url);
  for (const [name, code] of Object.entries(python)) {
    // The server answers no XML: that this probe fails afterwards is as good.
    const run = promisify(execFile)("python3", ["-c", program(code, control, name)]).catch(() => {});
    await Promise.all([control.reached(name === "xmlrpc.client" ? "RPC2" : path("python", name)).catch(() => run), run]);
    const { status, error } = await runOnce(page, program(code, trap, name), {}, { limits: { timeMs: 10_000 } });
    assert.equal(status, "error", `${name}: ${error?.message}`);
    assert.deepEqual(trap.hits, [], name);
  }
  const app = await App.open(page, server.url);
  assert.match(await app.finishes(picture.replaceAll("URL", trap.url)), /^Finished/);
  await page.waitForSelector(".log img");
  return Object.keys(python).length + 1;
});
