// Links: they open beside one's own work, run nothing, and carry everything; damaged ones say so.

import assert from "node:assert/strict";
import { after } from "node:test";
import { encode } from "../../editor/project/link.js";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const project = {
  name: "Shared plants",
  files: [
    { path: "main.py", text: 'import fern\n\nprint("ran:", fern.height, input())\n' },
    { path: "fern.py", text: "height = 30\n" },
  ],
  shown: "fern.py",
  limits: "5 128 500 32",
  stdin: "from the link\n",
};

inBrowsers("a link never runs by itself, whatever it holds", async ({ page }) => {
  const link = await encode({ ...project, autorun: true, name: "<img src=x onerror=alert(1)>" });
  const app = await App.open(page, server.url + link);
  // Long after the interpreter stands ready, nothing has been printed and no run has ended.
  assert.equal(await app.status(/^Ready/), "Ready");
  await page.waitForSelector("#link-bar p");
  assert.equal(await app.output(), "");
  assert.equal(await page.$("img[src=x]"), null, "the name is text");
  assert.equal(await page.$eval("button.run", (run) => run.getAttribute("aria-disabled")), "false");
  await app.run();
  assert.match(await app.ends(), /^Finished/);
  await app.shows("ran: 30");
});

inBrowsers("a link carries files, settings and the file that was shown", async ({ page }) => {
  const app = await App.open(page, server.url + (await encode(project)));
  assert.equal(await app.program(), "height = 30\n");
  assert.deepEqual(await page.$$eval("[role=tab]", (tabs) => tabs.map((tab) => tab.textContent)), ["main.py", "fern.py"]);
  assert.deepEqual(await app.limits(), [5, 128, 500, 32]);
  await app.run();
  await app.shows("ran: 30 from the link");
});

inBrowsers("one's own work is kept beside a link, and there is a way back", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('print("mine")\n');
  await app.kept();
  await page.evaluate((hash) => (location.hash = hash), await encode(project));
  await page.waitForSelector("#link-bar button");
  assert.match(await page.$eval("#link-bar", (bar) => bar.textContent), /runs when you press Run.*is kept/);
  assert.equal(await app.program(), "height = 30\n");
  await page.click("#link-bar button");
  await page.waitForFunction(() => document.querySelector(".cm-content").textContent.includes("mine"));
  assert.equal(await page.evaluate(() => location.hash), "");
  assert.equal(await page.$("#link-bar p"), null);
  await app.kept();
  await page.reload();
  await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent.includes("mine"));
});

inBrowsers("what is changed in a link's program becomes a project of one's own", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('print("mine")\n');
  await app.kept();
  await page.goto(server.url + (await encode(project)));
  await page.reload();
  await page.waitForSelector(".cm-content");
  await app.write("height = 31\n");
  await app.kept();
  assert.equal(await page.evaluate(() => location.hash), "", "the address no longer says what is shown");
  await page.reload();
  await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent.includes("31"));
  await page.click(".project");
  const names = await page.waitForSelector("dialog .programs").then(() => page.$$eval("dialog .programs:not(.examples) .pick", (picks) => picks.map((pick) => pick.textContent)));
  assert.equal(names.length, 1, `the program of before is in the list: ${names}`);
  await page.click("dialog .programs .pick");
  await page.waitForFunction(() => document.querySelector(".cm-content").textContent.includes("mine"));
});

inBrowsers("a damaged link says so, and one's own program is there", async ({ page }) => {
  const link = await encode(project);
  const app = await App.open(page, server.url);
  await app.write('print("mine")\n');
  await app.kept();
  for (const [hash, sentence] of [[link.slice(0, 40), /damaged or cut off/], ["#v9.AAAA", /newer Vivarium/]]) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector("#link-bar").textContent), {}, sentence.source);
    assert.match(await app.program(), /mine/);
  }
  await page.click("#link-bar button");
  assert.equal(await page.$("#link-bar p"), null);
});

inBrowsers("the link of the dialog opens to the same project elsewhere", async ({ page, browserName }) => {
  const app = await App.open(page, server.url);
  await app.write('print("<shared> & ```")\n');
  await page.click(".project + .project");
  const url = await page.waitForSelector("#link").then((field) => field.evaluate((field) => field.value));
  assert.ok(url.startsWith(`${server.url}#v1.`), url);
  assert.equal(await page.$("dialog [role=alert]"), null);
  // Firefox lets no test read the clipboard.
  if (browserName === "Chromium") {
    await page.browserContext().overridePermissions(new URL(server.url).origin, ["clipboard-read", "clipboard-sanitized-write"]);
    const copied = async (number) => {
      const button = `dialog .row button:nth-child(${number})`;
      await page.click(button);
      await page.waitForFunction((button) => document.querySelector(button).textContent === "Copied", {}, button);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    assert.equal(await copied(1), url);
    const markdown = await copied(2);
    assert.ok(markdown.startsWith('````python\nprint("<shared> & ```")\n````\n\n[Open “First steps” in Vivarium]('), markdown);
  }
  await page.keyboard.press("Escape");
  const context = await page.browser().createBrowserContext();
  const other = await App.open(await context.newPage(), url);
  assert.equal(await other.program(), 'print("<shared> & ```")\n');
  await context.close();
});

inBrowsers("a link that chats would cut is warned of", async ({ page }) => {
  const app = await App.open(page, server.url);
  const random = Array.from({ length: 1_200 }, (_, line) => `x${line} = ${(line * 7919 * 104729) % 1000003}`).join("\n");
  await app.write(random);
  await page.click(".project + .project");
  const warning = await page.waitForSelector("dialog [role=alert]");
  assert.match(await warning.evaluate((element) => element.textContent), /characters; chats and mails often cut/);
});
