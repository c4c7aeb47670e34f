// Sites as their generators build them (tests/sites/): MkDocs, Astro, and a page as Jekyll makes it. Each takes `embed.js` from
// another origin by the lines that docs/embedding.md gives.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const sites = fileURLToPath(new URL("../sites/", import.meta.url));
const documented = "https://static.example/vivarium/";
const vivarium = await startServer(process.env.DIST, { cors: true });
const folder = await mkdtemp(join(tmpdir(), "vivarium-sites-"));
const post = await readFile(join(sites, "post.md"), "utf8");

/** A copy of a site whose lines name the server of this test. */
async function copied(name) {
  const site = join(folder, name);
  await cp(join(sites, name), site, { recursive: true, filter: (path) => !path.includes("node_modules") });
  for (const entry of await readdir(site, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll(documented, vivarium.url));
  }
  return site;
}

/** Writes a file whose folder Git does not keep, for it is empty. */
async function put(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function built(command, site, env = {}) {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { cwd: site, encoding: "utf8", env: { ...process.env, ...env } });
  assert.equal(status, 0, stdout + stderr);
}

const build = {
  async mkdocs() {
    const site = await copied("mkdocs");
    await put(join(site, "docs/index.md"), post);
    built(["python3", "-m", "mkdocs", "build", "--quiet"], site, { PYTHONPATH: process.env.TEST_MKDOCS });
    return join(site, "site");
  },
  async astro() {
    const site = await copied("astro");
    await symlink(join(sites, "astro/node_modules"), join(site, "node_modules"));
    await put(join(site, "src/pages/index.md"), `---\nlayout: ../layouts/Post.astro\n---\n\n${post}`);
    built([process.execPath, "node_modules/astro/astro.js", "build"], site, { ASTRO_TELEMETRY_DISABLED: "1" });
    return join(site, "dist");
  },
  /** GitHub Pages builds with Ruby; what it includes is put in here. */
  async jekyll() {
    const site = await copied("jekyll");
    const [page, head] = await Promise.all(["index.html", "_includes/head.html"].map((path) => readFile(join(site, path), "utf8")));
    await writeFile(join(site, "index.html"), page.replace("{% include head.html %}", head));
    return site;
  },
};

const servers = {};
for (const [name, make] of Object.entries(build)) servers[name] = await startServer(await make());
after(() => Promise.all([vivarium.close(), ...Object.values(servers).map((server) => server.close()), rm(folder, { recursive: true })]));

for (const name of Object.keys(build)) {
  inBrowsers(`a post of ${name} runs its programs, and no others`, async ({ page }) => {
    await page.goto(`${servers[name].url}index.html`);
    await page.waitForFunction(() => document.querySelector("py-vivarium"));
    const programs = await page.$$eval("py-vivarium", (all) => all.map(({ code }) => code.trim().split("\n").at(-1)));
    const all = ['print("squares:", total)  # <&>', 'print(f"Hello, {name}!")'];
    assert.deepEqual(programs, name === "jekyll" ? all.slice(0, 1) : all);
    const output = await page.$eval("py-vivarium", async (element) => (await element.run(), element.output));
    assert.equal(output, "squares: 14\n");
  });
}

test("the documents give the lines that these sites have", async () => {
  const docs = await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8");
  const line = `<script type="module" src="${documented}embed.js?all"></script>`;
  const lines = {
    "jekyll/_includes/head.html": line,
    "astro/src/layouts/Post.astro": line.replace("<script ", "<script is:inline "),
    "mkdocs/mkdocs.yml": `path: "${documented}embed.js?all"`,
  };
  for (const [path, text] of Object.entries(lines)) {
    assert.ok((await readFile(join(sites, path), "utf8")).includes(text), path);
    assert.ok(docs.includes(text), `the documents lack ${text}`);
  }
});
