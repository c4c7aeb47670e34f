// Work is kept: across reloads, under names, with the original one press away; also where storage is blocked.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const name = (page) => page.$eval(".project-name", (element) => element.textContent);
const isModified = (page) => page.$eval(".project .modified", (dot) => !dot.hidden);

/** Presses a button of the dialog by its words. */
async function press(page, words) {
  const button = await page.waitForSelector(`dialog ::-p-text(${words})`);
  await button.click();
}

inBrowsers("a reload keeps the program, its name and that it was changed", async ({ page }) => {
  const app = await App.open(page, server.url);
  assert.equal(await isModified(page), false);
  await app.write("kept = 1\n");
  assert.equal(await isModified(page), true);
  await page.click(".project");
  await press(page, "Rename");
  const field = await page.waitForSelector("#asked");
  await field.type("My garden");
  await field.press("Enter");
  await page.waitForFunction(() => document.querySelector(".project-name").textContent === "My garden");
  await app.kept();
  await page.reload();
  await page.waitForSelector(".project-name");
  assert.equal(await name(page), "My garden");
  assert.equal(await isModified(page), true);
  await page.waitForSelector(".cm-content");
  assert.equal(await app.program(), "kept = 1\n");
});

inBrowsers("the last letter before a reload is kept", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("first = 1\n");
  await app.kept();
  await app.write("last = 2\n");
  await page.reload();
  await page.waitForSelector(".cm-content");
  assert.equal(await app.program(), "last = 2\n");
});

inBrowsers("Restore brings the original back, and undo takes that away again", async ({ page }) => {
  const app = await App.open(page, server.url);
  const original = await app.program();
  await app.write("changed\n");
  const restore = await page.waitForSelector("#file-bar ::-p-text(Restore)");
  await restore.click();
  assert.equal(await app.program(), original);
  assert.equal(await isModified(page), false);
  await page.focus(".cm-content");
  await app.press("Control", "z");
  assert.equal(await app.program(), "changed\n");
  assert.equal(await isModified(page), true);
});

inBrowsers("an example opens as a project of its own, and the one of before can be opened and deleted", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("mine = 1\n");
  await page.click(".project");
  await press(page, "Text statistics");
  await page.waitForFunction(() => document.querySelector(".project-name").textContent === "Text statistics");
  await app.run();
  assert.match(await app.ends(), /^Finished/);
  await app.shows("python");
  await page.click(".project");
  await press(page, "First steps");
  await page.waitForFunction(() => document.querySelector(".cm-content").textContent.startsWith("mine = 1"));
  assert.equal(await app.output(), "", "the output was another program's");
  await page.click(".project");
  const remove = await page.waitForSelector("dialog [aria-label='Delete Text statistics']");
  await remove.click();
  await page.waitForFunction(() => !document.querySelector("dialog [aria-label='Delete Text statistics']"));
});

inBrowsers("without IndexedDB the program is kept in local storage, and without both the page works", async ({ page }) => {
  await page.evaluateOnNewDocument(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
  const app = await App.open(page, server.url);
  await app.write("kept = 2\n");
  await app.kept();
  await page.reload();
  await page.waitForSelector(".cm-content");
  assert.equal(await app.program(), "kept = 2\n");
  await page.evaluateOnNewDocument(() => {
    const blocked = { get: () => { throw new DOMException("blocked", "SecurityError"); } };
    Object.defineProperty(globalThis, "localStorage", blocked);
  });
  await page.reload();
  await page.waitForSelector(".cm-content");
  assert.match(await app.finishes("print(6 * 7)\n"), /^Finished/);
  await app.shows("42");
});

inBrowsers("a draft of the version before is taken over", async ({ page }) => {
  await page.goto(server.url + "LICENSES.txt");
  await page.evaluate(() => localStorage.setItem("vivarium:draft", "draft = 1\n"));
  const app = await App.open(page, server.url);
  assert.equal(await app.program(), "draft = 1\n");
  assert.equal(await name(page), "My program");
});

inBrowsers("every command is found by name and acts by keyboard alone", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("print('by command')\n");
  const command = async (...words) => {
    await page.keyboard.press("F1");
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
    await page.keyboard.type(words.join(" "));
    await page.keyboard.press("Enter");
  };
  await app.status(/^Ready/);
  await command("run");
  await app.shows("by command");
  await command("clear", "out");
  await page.waitForFunction(() => document.querySelector(".log").textContent === "");
  await command("new file");
  await page.waitForSelector("#asked");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("[role=tab][aria-selected=true]")?.textContent === "helper.py");
  await command("show main");
  await page.waitForFunction(() => document.querySelector("[role=tab][aria-selected=true]")?.textContent === "main.py");
  await page.keyboard.press("F1");
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  await page.keyboard.press("ArrowUp");
  const chosen = await page.$eval("#commands [aria-selected=true]", (item) => item.textContent);
  assert.match(chosen, /^Leave the editor/, "from the first one goes up to the last");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog"));
});
