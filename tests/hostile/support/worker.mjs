// Arbitrary JavaScript in the worker's place: the text that a server sends instead of the product's worker script.
//
// The page, the client, the frame and its policy stay the product's own. The worker speaks the product's protocol: it is
// ready at once, and the "program" of a run is the name of an attempt.

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

/** A worker that makes that of these attempts which a run names; the run's result tells what came of it. */
export function hostileWorker(attempts, url, within = 700) {
  const table = Object.entries(attempts).map(([name, attempt]) => `${JSON.stringify(name)}: ${attempt}`);
  return `"use strict";
const attempts = { ${table.join(",\n")} };
const attempted = ${attempted};
let begun = false;
onmessage = ({ data: { port } }) => {
  if (!port || begun) return;
  begun = true;
  port.onmessage = async ({ data: { type, id, request } }) => {
    if (type !== "run") return;
    const address = ${JSON.stringify(url)} + "worker/" + encodeURIComponent(request.code);
    const repr = await attempted(attempts[request.code], address, ${within});
    const result = { repr, json: null };
    port.postMessage({ type: "done", id, outcome: { status: "ok", error: null, result, exitCode: 0, files: {}, durationMs: 0, kept: false } });
  };
  port.postMessage({ type: "ready", build: "hostile", canSuspend: true });
};`;
}

/** The name of the worker's script in a built `dist/`. */
export function workerScript(dist = process.env.DIST) {
  return `assets/${readdirSync(join(dist, "assets")).find((name) => /^host-.*\.js$/.test(name))}`;
}

/**
 * What the hostile worker of the page's sandbox came to: attempt → "done" or "refused: …". One that hangs for good, as
 * Firefox's now and then does over a nested worker, is replaced by the product.
 */
export function sandboxResults(page, names) {
  return page.evaluate(async (names) => {
    const sandbox = await createSandbox();
    const results = {};
    for (const name of names) {
      const { status, result } = await sandbox.run(name, { limits: { timeMs: 5_000 } });
      results[name] = result?.repr ?? `refused: no answer (${status})`;
    }
    sandbox.close();
    for (const frame of document.querySelectorAll("iframe")) frame.remove();
    return results;
  }, names);
}

/** The same worker, started by the page itself: no frame, no policy. */
export function unwalledResults(page, script, names) {
  return page.evaluate(
    async (script, names) => {
      const { port1, port2 } = new MessageChannel();
      const worker = new Worker(URL.createObjectURL(new Blob([script])));
      const next = () => new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
      const ready = next();
      worker.postMessage({ port: port2 }, [port2]);
      await ready;
      const results = {};
      for (const name of names) {
        const done = next();
        port1.postMessage({ type: "run", id: 1, request: { code: name } });
        results[name] = (await done).outcome.result.repr;
      }
      worker.terminate();
      return results;
    },
    script,
    names,
  );
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
