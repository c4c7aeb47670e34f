// Packages as a reader meets them: declared by a program in the app, offered after an error, dropped as a file, in an embed.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startIndex, wheelOf } from "./support/package-index.mjs";
import { startServer } from "./support/server.mjs";

let [server, index] = [];
const pages = {};
before(async () => {
  index = await startIndex();
  index.make("gamma", "2.0", { source: `version = "2.0"` });
  const block = (code) => `<pre><code>${code}</code></pre>`;
  const embed = `<script type="module" src="embed.js"></script>`;
  pages["embed.html"] = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>A post</title>${embed}
<py-vivarium packages="attrs >=25,<99 gamma" index="${index.url}">${block("import attrs, gamma\nprint(attrs.__name__, gamma.version)")}</py-vivarium>`;
  pages["meta.html"] = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>A post</title><meta name="package-index" content="${index.url}">${embed}
<py-vivarium>${block("# /// script\n# dependencies = ['gamma']\n# ///\nimport gamma\nprint(gamma.version)")}</py-vivarium>
<py-vivarium packages="nowhere">${block("print('begun')")}</py-vivarium>`;
  server = await startServer(undefined, { pages });
});
after(async () => {
  await index.stop();
  await server.close();
});

const bar = (page, text) => page.waitForFunction((text) => document.querySelector("#needs-bar")?.textContent.includes(text), {}, text);

function drop(page, name, bytes) {
  return page.evaluate(
    (name, bytes) => {
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      const files = [new File([Uint8Array.from(bytes)], name)];
      Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files, getData: () => "" } });
      document.querySelector(".cm-content").dispatchEvent(event);
    },
    name,
    [...bytes],
  );
}

/** The index is asked for once. */
async function giveIndex(page) {
  await page.waitForSelector("#package-index");
  await page.type("#package-index", index.url);
  await page.click("#needs-bar [type=submit]");
}

inBrowsers("a program in the app declares what it needs; the index is asked for once", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write(`# /// script\n# dependencies = ["gamma"]\n# ///\nimport gamma\nprint("gamma", gamma.version)\n`);
  await app.run();
  await bar(page, "gamma is needed. Address of the package index");
  await giveIndex(page);
  await app.shows("gamma 2.0");
  await bar(page, "With gamma 2.0.");
  assert.match(await app.ends(), /^Finished/);
  await app.kept();
  index.requests.length = 0;
  const again = await App.open(page, server.url);
  await again.run();
  await again.shows("gamma 2.0");
  // The wheel is kept; only the page about it is asked for anew.
  assert.deepEqual(index.requests.map(({ path }) => path), ["/simple/gamma/"]);
});

inBrowsers("a missing module can be added to the program's dependencies by a click", async ({ page }) => {
  const app = await App.open(page, server.url);
  assert.match(await app.finishes("import gamma\nprint(gamma.version)\n"), /ModuleNotFoundError/);
  const add = await page.waitForSelector("#needs-bar button");
  assert.equal(await add.evaluate(({ textContent }) => textContent), "Add gamma to the program's dependencies");
  await add.click();
  assert.equal(await app.program(), '# /// script\n# dependencies = ["gamma"]\n# ///\n\nimport gamma\nprint(gamma.version)\n');
  await app.run();
  await giveIndex(page);
  await app.shows("2.0");
});

inBrowsers("a dropped wheel is among the files, and importable", async ({ page }) => {
  const app = await App.open(page, server.url);
  const { filename, bytes } = wheelOf("tabulate");
  await drop(page, filename, bytes);
  await page.waitForFunction((name) => [...document.querySelectorAll("[role=tab]")].some((tab) => tab.textContent === name), {}, filename);
  await app.write("from tabulate import tabulate\nprint(tabulate([[1, 2]], tablefmt='plain'))\n");
  await app.run();
  await app.shows("1  2");
  await bar(page, "With tabulate");
});

inBrowsers("what cannot be had is said below the output, and nothing runs", async ({ page }) => {
  const app = await App.open(page, server.url);
  await page.evaluate((url) => localStorage.setItem("vivarium:index", url), index.url);
  await app.write('# /// script\n# dependencies = ["nowhere"]\n# ///\nprint("begun")\n');
  await app.run();
  await bar(page, "The index has no package nowhere");
  assert.doesNotMatch(await app.output(), /begun/);
});

inBrowsers("embeds name their packages and the index, or the page does", async ({ page }) => {
  const outputs = async (name) => {
    await page.goto(new URL(name, server.url).href);
    return page.evaluate(async () => {
      await customElements.whenDefined("py-vivarium");
      const all = [...document.querySelectorAll("py-vivarium")];
      return Promise.all(all.map(async (element) => (await element.run(), element.output)));
    });
  };
  assert.deepEqual(await outputs("embed.html"), ["attrs 2.0\n"]);
  const [declared, missing] = await outputs("meta.html");
  assert.equal(declared, "2.0\n");
  assert.match(missing, /^PackageError: The index has no package nowhere/);
});
