// The package as npm packs and installs it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { nodes } from "./support/nodes.mjs";

const run = promisify(execFile);
const docs = await readFile(new URL("../../docs/npm.md", import.meta.url), "utf8");
const example = docs.match(/<!-- tested by tests\/node\/package\.test\.mjs -->\n```js\n([^]*?)```/)[1];

const folder = await mkdtemp(join(tmpdir(), "vivarium-package-"));
after(() => rm(folder, { recursive: true }));
const { stdout: packed } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: join(process.env.DIST, "npm") });
const [{ filename, files }] = JSON.parse(packed);
await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, filename)], { cwd: folder });
await writeFile(join(folder, "example.js"), example);

test("the package holds what it needs and what its manifest names", async () => {
  const manifest = JSON.parse(await readFile(join(folder, "node_modules/vivarium/package.json"), "utf8"));
  const names = new Set(files.map(({ path }) => path));
  const named = Object.values(manifest.exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
  for (const name of [...named, ...Object.values(manifest.bin), "LICENSE", "LICENSES.txt", "README.md"]) assert.ok(names.has(name.replace("./", "")), name);
  assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
  assert.equal(manifest.dependencies, undefined);
});

for (const { name, path } of nodes) {
  test(`the example of the documentation runs, and the process ends by itself (${name})`, { timeout: 60_000 }, async () => {
    const { stdout, stderr } = await run(path, ["example.js"], { cwd: folder, timeout: 30_000 });
    assert.deepEqual([stdout, stderr], ["42\n\n", ""]);
  });
}
