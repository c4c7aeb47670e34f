// A page that Vite has bundled: the package's files are found, a program runs, tools and recordings load theirs.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { runOnce } from "../browser/support/api.mjs";
import { inBrowsers } from "../browser/support/browsers.mjs";
import { startServer } from "../browser/support/server.mjs";
import { startJsonServer } from "../browser/support/servers.mjs";

const folder = await mkdtemp(join(tmpdir(), "vivarium-vite-"));
await cp(fileURLToPath(new URL("vite", import.meta.url)), folder, { recursive: true });
await mkdir(join(folder, "node_modules"));
await symlink(join(process.env.DIST, "npm"), join(folder, "node_modules/vivarium"));
await build({ root: folder, base: "./", logLevel: "warn" });
const json = await startJsonServer();
const server = await startServer(join(folder, "dist"));
after(() => Promise.all([server.close(), json.stop(), rm(folder, { recursive: true })]));

inBrowsers("a bundled page runs programs, with tools and a recording", async ({ page }) => {
  await page.goto(`${server.url}index.html`);
  await page.waitForFunction(() => "createSandbox" in globalThis);
  const run = await runOnce(page, "import sys, json, requests\nprint(requests.get(sys.argv[1] + '/x').json()['method'])\n6 * 7", { argv: [json.url], cassette: "record" }, { net: [json.url] });
  assert.equal(run.status, "ok", run.stderr);
  assert.deepEqual([run.stdout, run.result.json, run.cassette.calls.length], ["GET\n", 42, 1]);
});
