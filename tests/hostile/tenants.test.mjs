// Two tenants share a sandbox, run after run: neither finds anything of the other's.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after } from "node:test";
import { openApi, pageImporting } from "../browser/support/api.mjs";
import { inBrowsers } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";

const RUNS = 1_000;
const code = readFileSync(new URL("tenant.py", import.meta.url), "utf8");
const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

/** Most runs come to their end; some raise, grow, never end, or break the interpreter. */
const endOf = (run) => (run % 100 === 99 ? "trap" : run % 50 === 20 ? "loop" : run % 20 === 7 ? "grow" : run % 10 === 3 ? "raise" : "");

inBrowsers("a thousand runs of two tenants, and no leak", async ({ page, t, browserName }) => {
  await openApi(page, server.url);
  await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
  const statuses = {};
  for (let run = 0; run < RUNS; run += 1) {
    const [theirs, mine] = run % 2 ? ["renat-yranac-eht", "rehto-yranac-eht"] : ["rehto-yranac-eht", "renat-yranac-eht"];
    const argv = [theirs, mine, endOf(run), ...(run % 20 < 2 ? ["thorough"] : [])];
    const limits = { timeMs: endOf(run) === "loop" ? 800 : 20_000 };
    const { status, stdout, stderr } = await page.evaluate((code, options) => sandbox.run(code, options), code, { argv, limits });
    // It could plant, it finds all that it has planted itself, and nothing of the other's.
    assert.equal(stdout, "True 1.0 True True []\n", `run ${run}: ${status} ${stderr}`);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  assert.equal(statuses.crashed, RUNS / 100, JSON.stringify(statuses));
  t.diagnostic(`${RUNS}/${RUNS} runs of two tenants without a leak (${browserName}): ${JSON.stringify(statuses)}`);
}, { within: 300_000 });
