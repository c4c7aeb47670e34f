// Pages on which a snippet must not break: attributes that change at any time, another version, odd code, no storage, files.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { inBrowsers, launch } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const vivarium = await startServer(process.env.DIST, { cors: true });
const script = `<script type="module" src="${vivarium.url}embed.js"></script>`;
const pageOf = (body, head = script) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A post</title><link rel="icon" href="data:,">${head}<body>${body}</body></html>`;
const saved = "<output>saved before</output>";
const odd = "<py-vivarium><pre><code>for tag in ['&lt;/script&gt;', \"&lt;!-- &amp;amp; --&gt;\"]:\r\n&nbsp;   print(tag, \"&eacute;\u00e9\")\r\n</code></pre></py-vivarium>";
const pages = {
  "asks.html": pageOf(`<py-vivarium><pre><code>print(input())</code></pre></py-vivarium>`),
  "other.py": "print('from src')\r\n",
  "odd.html": pageOf(odd),
  "older.html": pageOf(`<py-vivarium><pre><code>print(1)</code></pre></py-vivarium>`, `<script>customElements.define("py-vivarium", class extends HTMLElement { static source = "https://older.example/embed.js"; run() { return "older"; } });</script>${script}`),
  "saved.html": pageOf(`<py-vivarium><pre><code>print("ran")</code></pre>${saved}</py-vivarium>`),
};
const host = await startServer(process.env.DIST, { pages });
const folder = await mkdtemp(join(tmpdir(), "vivarium-odd-"));
after(async () => {
  await Promise.all([host.close(), vivarium.close()]);
  await rm(folder, { recursive: true, maxRetries: 5 });
});

const ready = (page) => page.waitForFunction(() => document.querySelector("py-vivarium")?.shadowRoot);
const run = (page) => page.evaluate(async () => {
  const element = document.querySelector("py-vivarium");
  const run = await element.run();
  return [run?.status, element.output];
});

inBrowsers("attributes may change at any time, also while the program runs", async ({ page, complaints }) => {
  await page.goto(`${host.url}asks.html`);
  await ready(page);
  const seen = await page.evaluate(async () => {
    const element = document.querySelector("py-vivarium");
    const part = (name) => element.shadowRoot.querySelector(`[part=${name}]`);
    const asked = new Promise((resolve) => element.addEventListener("input", resolve, { once: true }));
    const run = element.run();
    await asked;
    const changes = { lang: "de", readonly: "", theme: "dark", "min-lines": "3", "max-lines": "9", timeout: "7", memory: "99", output: "x", controls: "none", session: "s", setup: "1", tools: "{", net: "", nonsense: "" };
    for (const [name, value] of Object.entries(changes)) element.setAttribute(name, value);
    const during = [part("run").textContent, part("bar").hidden, element.querySelector("code").isContentEditable];
    for (const name of Object.keys(changes)) element.removeAttribute(name);
    const later = [part("run").textContent, part("bar").hidden, element.querySelector("code").isContentEditable];
    const field = part("field");
    field.value = "answered";
    part("enter").click();
    const { status, stdout } = await run;
    element.setAttribute("src", "other.py");
    const again = await element.run();
    return { during, later, first: [status, stdout], second: [again.status, again.stdout] };
  });
  assert.deepEqual(seen, { during: ["Ausführen", true, false], later: ["Run", false, true], first: ["ok", "answered\n"], second: ["ok", "from src\n"] });
  assert.deepEqual(complaints, []);
});

inBrowsers("entities, CRLF and what looks like HTML are the program's own text", async ({ page, complaints }) => {
  await page.goto(`${host.url}odd.html`);
  await ready(page);
  assert.deepEqual(await run(page), ["ok", "</script> éé\n<!-- &amp; --> éé\n"]);
  assert.deepEqual(complaints, []);
});

inBrowsers("the element of another version stays, and the page's author is told", async ({ page, complaints }) => {
  const warnings = [];
  page.on("console", (message) => /^warn/.test(message.type()) && warnings.push(message.text()));
  const warned = new Promise((resolve) => page.on("console", (message) => /already has a <py-vivarium>/.test(message.text()) && resolve()));
  await page.goto(`${host.url}older.html`);
  await warned;
  assert.equal(await page.evaluate(() => document.querySelector("py-vivarium").run()), "older");
  assert.match(warnings.join("\n"), /from https:\/\/older\.example\/embed\.js; the one from .*embed\.js is not used/);
  assert.deepEqual(complaints, []);
});

inBrowsers("a page on disk may have its script from a server; with the script on disk, code and saved output stay", async ({ page }) => {
  await writeFile(join(folder, "post.html"), pages["saved.html"]);
  await page.goto(pathToFileURL(join(folder, "post.html")).href);
  await ready(page);
  assert.deepEqual(await run(page), ["ok", "ran\n"]);

  await cp(join(process.env.DIST, "embed.js"), join(folder, "embed.js"));
  await writeFile(join(folder, "local.html"), pages["saved.html"].replace(script, '<script type="module" src="embed.js"></script>'));
  await page.goto(pathToFileURL(join(folder, "local.html")).href);
  assert.match(await page.$eval("body", (body) => body.innerText), /print\("ran"\)[^]*saved before/);
});

/** What a person sets who wants no cookies: of anybody, with which storage goes as well, or of third parties. */
async function strict(name, whose) {
  if (name === "Firefox") return { preferences: { "network.cookie.cookieBehavior": whose === "all" ? 2 : 1 } };
  if (whose !== "all") return { args: ["--test-third-party-cookie-phaseout"] };
  const profile = await mkdtemp(join(folder, "profile-"));
  await mkdir(join(profile, "Default"));
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  return { args: [`--user-data-dir=${profile}`] };
}

for (const name of ["Chromium", "Firefox"]) {
  for (const whose of ["all", "third parties"]) {
    test(`a snippet runs where cookies and storage of ${whose} are blocked (${name})`, { timeout: 120_000 }, async (t) => {
      const browser = await launch(name, await strict(name, whose));
      t.after(() => browser.close());
      const page = await browser.newPage();
      await page.goto(`${host.url}saved.html`);
      await ready(page);
      const stored = await page.evaluate(() => {
        try {
          return localStorage.length >= 0;
        } catch {
          return false;
        }
      });
      assert.equal(stored, whose !== "all");
      assert.deepEqual(await run(page), ["ok", "ran\n"]);
    });
  }
}
