// Each defence taken away by itself: what it kept back gets through, so the others' probes are known to test it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { App } from "../browser/support/app.mjs";
import { inBrowsers } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";
import * as egress from "./egress-probes.mjs";
import * as things from "./page-probes.mjs";
import { startTrap } from "./support/trap.mjs";
import { hostileWorker, inFrame, sandboxFrame, sandboxResults, workerScript } from "./support/worker.mjs";

const trap = await startTrap();
after(() => trap.close());

/** In a page, before anything else: the sandbox frame is made without one of its defences. */
function weaken({ attribute, policy }) {
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (name, value) {
    if (name !== "sandbox") return setAttribute.call(this, name, value);
    if (attribute !== null) setAttribute.call(this, name, attribute ?? value);
  };
  const { set } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "srcdoc");
  Object.defineProperty(HTMLIFrameElement.prototype, "srcdoc", {
    set(text) {
      for (const [from, to] of policy ?? []) {
        if (!text.includes(from)) throw new Error(`no ${from} in the frame's policy`);
        text = text.replace(from, to);
      }
      set.call(this, text);
    },
  });
}

/** Defences of the worker: without them, this attempt of its gets through. */
const ofTheWorker = {
  "connect-src": { without: { policy: [["connect-src 'none'", "connect-src *"]] }, attempt: egress.worker.fetch },
  "script-src": { without: { policy: [["script-src '", "script-src * '"]] }, attempt: egress.worker.importScripts },
  "default-src": { without: { policy: [["default-src 'none'", "default-src *"]] }, attempt: egress.worker["a font"] },
  "no unsafe-eval": {
    without: { policy: [["'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'"]] },
    attempt: async () => Function("return 1")(),
  },
  "the sandbox attribute": { without: { attribute: null }, attempt: things.worker["a database"] },
  "the opaque origin": { without: { attribute: "allow-scripts allow-same-origin" }, attempt: things.worker["the cache"] },
};

for (const [name, { without, attempt }] of Object.entries(ofTheWorker)) {
  inBrowsers(`without ${name}, its probe gets through`, async ({ page, t, browserName }) => {
    const pages = { "page.html": pageImporting(), [workerScript()]: hostileWorker({ probe: attempt }, trap.url, 2_000) };
    const server = await startServer(process.env.DIST, { pages });
    try {
      await openApi(page, server.url);
      assert.match((await sandboxResults(page, ["probe"])).probe, /^refused/, "with it");
      await openApi(page, server.url);
      await page.evaluate(weaken, without);
      const before = trap.hits.length;
      const { probe } = await sandboxResults(page, ["probe"]);
      assert.ok(probe === "done" || trap.hits.length > before, probe);
      t.diagnostic(`1/1 without ${name} (${browserName})`);
    } finally {
      await server.close();
    }
  });
}

/** Defences of the frame against a script in it. */
const ofTheFrame = {
  "with allow-popups": { without: { attribute: "allow-scripts allow-popups" }, attempt: things.frame["a window"] },
  "with allow-modals": { without: { attribute: "allow-scripts allow-modals" }, attempt: things.frame["a question"] },
  "with allow-same-origin": { without: { attribute: "allow-scripts allow-same-origin" }, attempt: things.frame["the page's document"] },
  "without the script's hash": {
    without: { policy: [["'sha256-", "'unsafe-inline' 'none-"]] },
    attempt: async () => {
      document.documentElement.append(Object.assign(document.createElement("script"), { textContent: "globalThis.ran = true" }));
      if (!globalThis.ran) throw new Error("did not run");
    },
  },
};

for (const [name, { without, attempt }] of Object.entries(ofTheFrame)) {
  inBrowsers(`${name}, a script in the frame gets through`, async ({ page, t, browserName }) => {
    const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
    page.on("dialog", (dialog) => dialog.accept("yes"));
    const tried = async (weakened) => {
      await openApi(page, server.url);
      if (weakened) await page.evaluate(weaken, without);
      await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
      return inFrame(await sandboxFrame(page), attempt, trap.url);
    };
    try {
      assert.match(await tried(false), /^refused/, "with it");
      assert.equal(await tried(true), "done");
      t.diagnostic(`1/1 ${name} (${browserName})`);
    } finally {
      await server.close();
    }
  });
}

inBrowsers("without the page's frame-src, the frame can be led away", async ({ page, t, browserName }) => {
  const html = readFileSync(join(process.env.DIST, "index.html"), "utf8");
  const open = html.replace("frame-src 'none'", "frame-src *");
  assert.notEqual(open, html);
  const server = await startServer(process.env.DIST, { pages: { "index.html": open } });
  try {
    const app = await App.open(page, server.url);
    await app.finishes("print(1)");
    const arrival = trap.reached("led-away");
    const attempt = inFrame(await sandboxFrame(page), egress.navigation["its location"], `${trap.url}led-away`).catch(() => {});
    await Promise.all([arrival, Promise.race([attempt, arrival])]);
    t.diagnostic(`1/1 without frame-src (${browserName})`);
  } finally {
    await server.close();
  }
});
