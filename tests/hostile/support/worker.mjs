// Arbitrary JavaScript in the worker's place: the text that a server sends instead of the product's worker script.
//
// The page, the client, the frame and its policy stay the product's own. What the probes came to is told in the one
// way that a worker has: as the product's own message that it failed, with which `createSandbox()` rejects.

import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Runs one attempt; it has failed when it throws, and when nothing has come of it in time. */
async function attempted(attempt, url, within) {
  const late = new Promise((_, reject) => setTimeout(reject, within, new Error("nothing came of it")));
  try {
    await Promise.race([attempt(url), late]);
    return "done";
  } catch (error) {
    return `refused: ${error?.message ?? error}`;
  }
}

/** A worker that makes these attempts, one after the other. */
export function hostileWorker(attempts, url, within = 700) {
  const table = Object.entries(attempts).map(([name, attempt]) => `${JSON.stringify(name)}: ${attempt}`);
  return `"use strict";
const attempts = { ${table.join(",\n")} };
const attempted = ${attempted};
let begun = false;
onmessage = async ({ data: { port } }) => {
  if (!port || begun) return;
  begun = true;
  const results = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    results[name] = await attempted(attempt, ${JSON.stringify(url)} + "worker/" + encodeURIComponent(name), ${within});
  }
  port.postMessage({ type: "failed", message: JSON.stringify(results) });
};`;
}

/** The name of the worker's script in a built `dist/`. */
export function workerScript(dist = process.env.DIST) {
  return `assets/${readdirSync(join(dist, "assets")).find((name) => /^host-.*\.js$/.test(name))}`;
}

/** What the hostile worker of the page's sandbox came to: attempt → "done" or "refused: …". */
export function sandboxResults(page) {
  return page.evaluate(async () => JSON.parse(await createSandbox().then(() => "{}", (error) => error.message)));
}

/** The same worker, started by the page itself: no frame, no policy. */
export function unwalledResults(page, script) {
  return page.evaluate(async (script) => {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    worker.postMessage({ port: port2 }, [port2]);
    const { data } = await new Promise((resolve) => (port1.onmessage = resolve));
    worker.terminate();
    return JSON.parse(data.message);
  }, script);
}

/** Makes one attempt in a frame of the page; `helpers` are functions that it uses. */
export function inFrame(frame, attempt, url, { helpers = "", within = 700 } = {}) {
  return frame.evaluate(`(() => { ${helpers}\nreturn (${attempted})(${attempt}, ${JSON.stringify(url)}, ${within}); })()`);
}

/** An empty frame of the page's own origin: no sandbox, no policy. */
export async function unwalledFrame(page) {
  const element = await page.evaluateHandle(async () => {
    const frame = document.createElement("iframe");
    frame.srcdoc = "<!doctype html><title>unwalled</title><body></body>";
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    document.body.append(frame);
    await loaded;
    return frame;
  });
  return element.contentFrame();
}

/** The sandbox's own frame, once an interpreter stands ready in it. */
export async function sandboxFrame(page) {
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  if (!frame) throw new Error("there is no sandbox frame");
  return frame;
}

/** Closes the windows that probes have opened, so that the page is in front again. */
export async function closeWindows(page) {
  for (const other of await page.browserContext().pages()) {
    if (other !== page) await other.close();
  }
  await page.bringToFront();
}
