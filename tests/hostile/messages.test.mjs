// Ten thousand malformed messages to the page, to the frame and to the worker: no exception, no hang, no growth.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { inBrowsers } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";
import { malformed } from "./support/malformed.mjs";
import { workerScript } from "./support/worker.mjs";

const COUNT = 10_000;
/** What the page may hold more at the end: its WebAssembly memory cannot shrink. */
const MOST_GROWTH = 64 << 20;
const toPage = ["ready", "output", "display", "input", "awaitingLibrary", "done"];
const toWorker = ["run", "stop", "input", "dance"];

/** The product's worker, which before its own work floods the page by its port and the frame by its own. */
const flooding = `const flooded = (() => {
  ${malformed}
  return (port) => {
    let sent = 0;
    for (const message of malformed(${COUNT}, ${JSON.stringify(toPage)})) {
      for (const to of [port, self]) try { to.postMessage(message); sent += 1; } catch {}
    }
    return sent;
  };
})();
addEventListener("message", ({ data }) => { if (data.port) flooded(data.port); }, { once: true });
`;

const page = { "page.html": pageImporting() };
const script = readFileSync(join(process.env.DIST, workerScript()), "utf8");
const server = await startServer(process.env.DIST, { pages: page });
const flooded = await startServer(process.env.DIST, { pages: { ...page, [workerScript()]: flooding + script } });
after(() => Promise.all([server.close(), flooded.close()]));

/** Collects what goes wrong in the page, its WebAssembly memories, and its ports. */
async function watchPage(page) {
  await page.evaluateOnNewDocument(() => {
    globalThis.complaints = [];
    globalThis.memories = [];
    globalThis.ports = [];
    addEventListener("error", ({ message }) => complaints.push(message));
    addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const instantiate = WebAssembly[name];
      WebAssembly[name] = async (...values) => {
        const made = await instantiate(...values);
        memories.push((made.instance ?? made).exports.memory);
        return made;
      };
    }
    globalThis.MessageChannel = class extends MessageChannel {
      constructor() {
        super();
        ports.push(this.port1);
      }
    };
  });
}

const size = (page) => page.evaluate(() => memories.reduce((sum, memory) => sum + (memory?.buffer.byteLength ?? 0), 0));

async function runsRight(page) {
  const run = await page.evaluate(() => sandbox.run("import json\nprint(json.dumps([6 * 7]))", { limits: { timeMs: 60_000 } }));
  assert.equal(`${run.status} ${run.stdout}`, "ok [42]\n", JSON.stringify(run.error));
  assert.deepEqual(await page.evaluate(() => complaints), []);
}

inBrowsers("malformed messages from the worker's place", async ({ page, t, browserName }) => {
  await watchPage(page);
  await openApi(page, flooded.url);
  await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
  await runsRight(page);
  const bytes = await size(page);
  assert.ok(bytes > 0 && bytes < MOST_GROWTH, `${bytes} bytes`);
  t.diagnostic(`${COUNT}/${COUNT} malformed messages to the page: ${(bytes / 1e6).toFixed(1)} MB of memory (${browserName})`);
});

inBrowsers("malformed messages to the worker", async ({ page, t, browserName }) => {
  await watchPage(page);
  await openApi(page, server.url);
  await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
  const sent = await page.evaluate(
    `(() => { ${malformed}
      // Less deep than those to the page: who sends here is the page, which can hang its worker more simply.
      // The last port is the worker's; the first was the frame's.
      let sent = 0;
      for (const message of malformed(${COUNT * 2}, ${JSON.stringify(toWorker)}, 5)) {
        if (sent === ${COUNT}) break;
        try { ports.at(-1).postMessage(message); sent += 1; } catch {}
      }
      return sent;
    })()`,
  );
  assert.equal(sent, COUNT);
  await runsRight(page);
  t.diagnostic(`${COUNT}/${COUNT} malformed messages to the worker (${browserName})`);
});
