// `embed.html` in an `<iframe>` of another origin, without leave for anything but scripts; and the lines that the playground copies.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startJsonServer } from "./support/servers.mjs";

const vivarium = await startServer(process.env.DIST, { cors: true });
const json = await startJsonServer();
const documentation = await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8");
const [, frame, script] = documentation.match(/<!-- tested by tests\/browser\/embed-frame\.test\.mjs -->\n```html\n([^]*?)```[^]*?```html\n([^]*?)```/);
const written = frame.replace("https://static.example/vivarium/", vivarium.url);
const pageOf = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A post</title><link rel="icon" href="data:,"><body><h1>A post</h1>${body}</body></html>`;
const pages = { "post.html": pageOf(written + script), "copied.html": "" };
const host = await startServer(process.env.DIST, { pages });
after(() => Promise.all([host.close(), vivarium.close(), json.stop()]));

/** The frame of the page, with a snippet in it. */
async function framed(page) {
  const element = await page.waitForSelector("iframe:not([hidden])");
  const frame = await element.contentFrame();
  await frame.waitForFunction(() => document.querySelector("py-vivarium")?.shadowRoot);
  return { element, frame };
}
const run = (frame) => frame.evaluate(() => document.querySelector("py-vivarium").run().then((run) => run?.status));
const output = (frame) => frame.evaluate(() => document.querySelector("py-vivarium").output);

inBrowsers("the documentation's frame runs, asks, and is as high as its content", async ({ page, complaints }) => {
  await page.goto(`${host.url}post.html`);
  const { element, frame } = await framed(page);
  assert.equal(await frame.evaluate(() => self.origin), "null");
  const high = () => page.waitForFunction((frame) => frame.style.height.endsWith("px") && parseInt(frame.style.height), {}, element);
  const before = await (await high()).jsonValue();
  const part = (selector) => frame.waitForFunction((selector) => document.querySelector("py-vivarium").shadowRoot.querySelector(selector), {}, selector);
  await (await part("button.run")).click();
  const field = await part(".ask:not([hidden]) input");
  await field.type("Ada");
  await field.press("Enter");
  await frame.waitForFunction(() => document.querySelector("py-vivarium").output === "Who? Ada\nAda\n");
  await page.waitForFunction((frame, before) => parseInt(frame.style.height) > before, {}, element, before);
  assert.deepEqual(complaints, []);
});

inBrowsers("options stand in the address; what is none is named, what would speak for the origin is refused", async ({ page }) => {
  const warnings = [];
  page.on("console", (message) => /^warn/.test(message.type()) && warnings.push(message.text()));
  const code = `import requests\nprint(requests.get("${json.url}/x").json()["url"])`;
  const asked = new URLSearchParams([["code", code], ["net", json.url], ["onclick", "alert(1)"], ["time-out", "5"], ["lang", "de"]]);
  await page.goto(`${vivarium.url}embed.html?${asked}`);
  await page.waitForFunction(() => document.querySelector("py-vivarium")?.shadowRoot);
  assert.equal(await run(page), "error");
  assert.match(await output(page), /PermissionError/);
  assert.deepEqual(await page.$eval("py-vivarium", (element) => element.getAttributeNames().filter((name) => name !== "style")), ["lang"]);
  assert.equal(await page.evaluate(() => document.querySelector("py-vivarium").shadowRoot.querySelector("button.run").textContent), "Ausführen");
  for (const sentence of [/no option "time-out"; did you mean "timeout"/, /no option "onclick"/, /takes "net" only in an <iframe/]) {
    assert.ok(warnings.some((text) => sentence.test(text)), warnings.join("\n"));
  }

  pages["own.html"] = pageOf(`<iframe sandbox="allow-scripts" src="${vivarium.url}embed.html#${asked}"></iframe>`.replaceAll("&", "&amp;"));
  await page.goto(`${host.url}own.html`);
  const { frame } = await framed(page);
  assert.equal(await run(frame), "ok");
  assert.equal(await output(frame), "/x\n");
});

inBrowsers("several programs are several snippets, in one session where it is asked for", async ({ page, complaints }) => {
  await page.goto(`${vivarium.url}embed.html?session=a&code=x%20%3D%201&code=print(x)`);
  await page.waitForFunction(() => document.querySelectorAll("py-vivarium").length === 2 && document.querySelector("py-vivarium").shadowRoot);
  const last = await page.evaluate(async () => {
    const [, last] = document.querySelectorAll("py-vivarium");
    await last.run();
    return last.output;
  });
  assert.equal(last, "1\n");
  assert.deepEqual(complaints, []);
});

inBrowsers("the playground copies its project as a tag and as a frame, and both run in another page", async ({ page, complaints }) => {
  const app = await App.open(page, vivarium.url);
  await app.write('import helper\nprint(helper.word, "</script> & <b>", 1 < 2)');
  await page.evaluate(() => vivarium.workspace().put({ path: "helper.py", text: "word = '\"quoted\" & <i>'" }));
  await app.kept();
  await page.evaluate(() => {
    globalThis.copied = [];
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void copied.push(text) } });
    [...document.querySelectorAll("#project-bar button")].find((button) => button.textContent === "Share").click();
  });
  const copied = [];
  for (const label of ["Copy as tag", "Copy as iframe"]) {
    const button = await page.waitForSelector(`xpath/.//dialog//button[. = '${label}']`);
    await button.click();
    await page.waitForFunction((count) => copied.length === count, {}, copied.length + 1);
    copied.push(await page.evaluate(() => copied.at(-1)));
  }
  const [tag, frame] = copied;
  for (const lines of [tag, frame]) {
    pages["copied.html"] = pageOf(lines);
    await page.goto(`${host.url}copied.html?${copied.indexOf(lines)}`);
    const place = lines === tag ? (await page.waitForFunction(() => document.querySelector("py-vivarium")?.shadowRoot), page) : (await framed(page)).frame;
    assert.equal(await run(place), "ok");
    assert.equal(await output(place), '"quoted" & <i> </script> & <b> True\n');
  }
  assert.deepEqual(complaints, []);
});
