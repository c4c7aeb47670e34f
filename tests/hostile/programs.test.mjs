// Each program of `programs/` is stopped, or ends, while the page goes on; and the run after it is right.
//
// A reader presses Stop some time after a program has begun. It counts as held when no frame of the page was longer
// than 100 ms meanwhile, when it had ended a second after Stop, and when the next program prints what it should. A
// machine that is busy with other things makes long frames too: times (never outcomes) get two more tries, and what an
// idle page's longest frame is over its usual 17 ms right then is taken off.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { launched } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";

const folder = new URL("programs/", import.meta.url);
const LONGEST_FRAME_MS = 100;
const LONGEST_STOP_MS = 1_000;
// A machine that does something else as well may miss a frame now and then; a program that costs frames misses them each time.
const TRIES = 6;

/** How long the reader waits: programs of these kinds have an end of their own to come to. */
const patienceMs = { memory: 1_200, bombs: 800, recursions: 800, parser: 800, files: 800 };

const kinds = readdirSync(folder).map((file) => {
  const parts = readFileSync(new URL(file, folder), "utf8").split(/^# === (.*)\n/m).slice(1);
  const programs = [];
  for (let at = 0; at < parts.length; at += 2) programs.push({ name: parts[at], code: parts[at + 1] });
  return { kind: file.replace(".py", ""), programs };
});

const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

/**
 * A run's files arrive in one piece: with all 64 MB that it may have, Firefox needs a frame of 130 ms for them. Nothing
 * else is made smaller here.
 */
const LIMITS = { timeMs: 20_000, fileBytes: 16_000_000 };

/** In the page: runs a program under a reader's eyes, then another. */
async function watched(code, patienceMs) {
  const controller = new AbortController();
  let [longest, last, pressed, over] = [0, undefined, undefined, false];
  const begin = performance.now();
  const frame = (now) => {
    if (over) return;
    longest = Math.max(longest, now - (last ?? now));
    last = now;
    if (!pressed && performance.now() - begin > patienceMs) {
      pressed = performance.now();
      controller.abort();
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const options = { signal: controller.signal, onInput: () => new Promise(() => {}), limits: LIMITS };
  const { status } = await sandbox.run(code, options);
  const stopMs = pressed ? performance.now() - pressed : 0;
  over = true;
  const next = await sandbox.run('print(6 * 7, sorted({"b": 1, "a": 2}), str(0.1), len("é"))');
  return { status, longest, stopMs, next: `${next.status} ${next.stdout}${next.stderr}` };
}

const totals = { Chromium: 0, Firefox: 0 };

for (const browserName of ["Chromium", "Firefox"]) {
  describe(`hostile programs in ${browserName}`, () => {
    let page;

    before(async () => {
      page = await (await launched(browserName)).newPage();
      await openApi(page, server.url);
      await page.evaluate(`globalThis.LIMITS = ${JSON.stringify(LIMITS)}; globalThis.watched = ${watched}`);
      await page.evaluate(async () => {
        globalThis.complaints = [];
        addEventListener("error", ({ message }) => complaints.push(message));
        addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
        globalThis.sandbox = await createSandbox();
        await sandbox.run("import json");
      });
    });

    it(`an idle page, for comparison (${browserName})`, async (t) => {
      const { longest } = await page.evaluate(() => watched("import time\ntime.sleep(2)", 3_000));
      t.diagnostic(`longest frame of an idle page: ${longest.toFixed(0)} ms (${browserName})`);
    });

    for (const { kind, programs } of kinds) {
      it(`${kind} (${browserName})`, { timeout: 300_000 }, async (t) => {
        const failures = [];
        let [longest, longestStop, tries] = [0, 0, 0];
        for (const { name, code } of programs) {
          let got;
          for (let attempt = 0; attempt < TRIES; attempt += 1) {
            tries += 1;
            got = await page.evaluate((code, patience) => watched(code, patience), code, patienceMs[kind] ?? 300);
            if (got.longest >= LONGEST_FRAME_MS) {
              const idle = await page.evaluate(() => watched("import time\ntime.sleep(1)", 3_000));
              got.longest -= Math.max(0, idle.longest - 17);
            }
            if (got.longest < LONGEST_FRAME_MS && got.stopMs < LONGEST_STOP_MS) break;
            if (process.env.VERBOSE) t.diagnostic(`${name}: ${JSON.stringify(got)}`);
          }
          longest = Math.max(longest, got.longest);
          longestStop = Math.max(longestStop, got.stopMs);
          const right = got.next === "ok 42 ['a', 'b'] 0.1 1\n";
          if (!right || got.longest >= LONGEST_FRAME_MS || got.stopMs >= LONGEST_STOP_MS) failures.push({ name, ...got });
        }
        const held = programs.length - failures.length;
        totals[browserName] += held;
        t.diagnostic(
          `${held}/${programs.length} ${kind} held (${browserName}): longest frame ${longest.toFixed(0)} ms, ` +
            `longest stop ${longestStop.toFixed(0)} ms, ${tries - programs.length} tries again`,
        );
        assert.deepEqual(failures, []);
        assert.deepEqual(await page.evaluate(() => complaints), []);
      });
    }

    it(`all of them (${browserName})`, (t) => {
      const count = kinds.reduce((sum, { programs }) => sum + programs.length, 0);
      assert.ok(count >= 200);
      assert.equal(totals[browserName], count);
      t.diagnostic(`${count}/${count} hostile programs held (${browserName})`);
    });
  });
}
