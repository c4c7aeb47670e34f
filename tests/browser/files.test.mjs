// Several files: tabs, imports between them, what is dropped, what a program writes.

import assert from "node:assert/strict";
import { after } from "node:test";
import { pack, unpack } from "../../editor/project/zip.js";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const tabs = (page) => page.$$eval("[role=tab]", (tabs) => tabs.map((tab) => tab.textContent));
const pressTab = async (page, path) => (await page.waitForSelector(`[role=tab]::-p-text(${path})`)).click();

async function newFile(app, path, text) {
  const { page } = app;
  await page.click("#file-bar [aria-label='New file']");
  await (await page.waitForSelector("#asked")).evaluate((field, path) => (field.value = path), path);
  await page.keyboard.press("Enter");
  await page.waitForFunction((path) => document.querySelector("[role=tab][aria-selected=true]")?.textContent === path, {}, path);
  await app.write(text);
}

/** Drops files on the page; `files` are pairs of name and bytes. */
function drop(page, files) {
  return page.evaluate((files) => {
    const dropped = files.map(([name, bytes]) => new File([Uint8Array.from(bytes)], name));
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: dropped, getData: () => "" } });
    document.querySelector(".cm-content").dispatchEvent(event);
  }, files);
}

inBrowsers("files import each other, keep their own undo, and an error leads to the right one", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("import garden.plants\n\nprint(garden.plants.grow(2))\n");
  await newFile(app, "garden/plants.py", "def grow(weeks):\n    return 10 / (weeks - 2)\n");
  assert.deepEqual(await tabs(page), ["main.py", "garden/plants.py"]);
  await app.run();
  assert.match(await app.ends(), /ZeroDivisionError/);
  await pressTab(page, "main.py");
  assert.match(await app.program(), /^import garden/);
  const places = await page.$$("button.place");
  await places[1].click();
  await page.waitForFunction(() => getSelection().toString().includes("return 10 / (weeks - 2)"));
  await app.write("def grow(weeks):\n    return 20\n");
  await app.run();
  assert.match(await app.ends(), /^Finished/);
  await app.shows("20");
  await pressTab(page, "main.py");
  await pressTab(page, "garden/plants.py");
  await page.focus(".cm-content");
  await app.press("Control", "z");
  assert.match(await app.program(), /weeks - 2/, "undo is the file's own");
  await app.kept();
  await page.reload();
  await page.waitForSelector("[role=tab]");
  assert.deepEqual(await tabs(page), ["main.py", "garden/plants.py"]);
});

inBrowsers("a file is renamed and deleted, and impossible names are refused with a sentence", async ({ page }) => {
  const app = await App.open(page, server.url);
  await newFile(app, "a.py", "x = 1");
  await page.click("#file-bar [aria-label='Rename or delete a.py']");
  await (await page.waitForSelector("dialog ::-p-text(Rename)")).click();
  const field = await page.waitForSelector("#asked");
  for (const [name, sentence] of [["../b", /without \. or \.\./], ["main.py", /already/]]) {
    await field.evaluate((field, name) => (field.value = name), name);
    await field.press("Enter");
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector("dialog [role=alert]").textContent), {}, sentence.source);
  }
  await field.evaluate((field) => (field.value = "b.py"));
  await field.press("Enter");
  await page.waitForSelector("#file-bar [aria-label='Rename or delete b.py']");
  assert.deepEqual(await tabs(page), ["main.py", "b.py"]);
  assert.equal(await app.program(), "x = 1");
  await page.click("#file-bar [aria-label='Rename or delete b.py']");
  await (await page.waitForSelector("dialog ::-p-text(Delete)")).click();
  await page.waitForFunction(() => !document.querySelector("[role=tab]"));
});

inBrowsers("dropped files are the program's, and an archive with a program is a project", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('print(open("data.csv").read().split(), len(open("raw.bin", "rb").read()))\n');
  await drop(page, [["data.csv", [...Buffer.from("a,b\n1,2\n")]], ["raw.bin", [0, 255, 1]]]);
  await page.waitForFunction(() => document.querySelectorAll("[role=tab]").length === 3);
  await app.run();
  assert.match(await app.ends(), /^Finished/);
  await app.shows("['a,b', '1,2'] 3");
  const archive = await pack([{ path: "main.py", bytes: Buffer.from("import m\n") }, { path: "m.py", bytes: Buffer.from('print("from the archive")\n') }]);
  await drop(page, [["plants.zip", [...archive]]]);
  await page.waitForFunction(() => document.querySelector(".project-name").textContent === "plants");
  assert.deepEqual(await tabs(page), ["main.py", "m.py"]);
  await app.run();
  await app.shows("from the archive");
  await drop(page, [["broken.zip", [1, 2, 3]]]);
  await page.waitForFunction(() => document.querySelector("#link-bar").textContent.includes("no zip archive, or it is damaged"));
});

const writes = `import base64, csv, pathlib
with open("plants.csv", "w", newline="") as file:
    csv.writer(file).writerows([["name", "note"], ["fern", "green, tall"], ["moss", 'says "hm"']])
pathlib.Path("notes").mkdir()
pathlib.Path("notes/today.txt").write_text("watered <b>twice</b>")
pathlib.Path("dot.png").write_bytes(base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="))
`;

inBrowsers("what a program writes is shown as a table, text or picture, and can be taken over", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes(writes);
  const open = async (path) => (await page.waitForSelector(`#written-bar ::-p-text(${path})`)).click();
  await open("plants.csv");
  await page.waitForSelector("dialog table");
  const cells = await page.$$eval("dialog td", (cells) => cells.map((cell) => cell.textContent));
  assert.deepEqual(cells, ["fern", "green, tall", "moss", 'says "hm"']);
  await page.keyboard.press("Escape");
  await open("dot.png");
  await page.waitForFunction(() => document.querySelector("dialog img")?.naturalWidth === 1);
  await page.keyboard.press("Escape");
  await open("notes/today.txt");
  await page.waitForSelector("dialog pre");
  assert.equal(await page.$eval("dialog pre", (pre) => pre.textContent), "watered <b>twice</b>");
  await (await page.waitForSelector("dialog ::-p-text(Add to the project)")).click();
  await page.waitForFunction(() => document.querySelectorAll("[role=tab]").length === 2);
  assert.equal(await app.program(), "watered <b>twice</b>");
});

inBrowsers("what a program wrote is downloaded as one archive", async ({ page }) => {
  const app = await App.open(page, server.url);
  await page.evaluate(() => {
    globalThis.downloads = [];
    HTMLAnchorElement.prototype.click = function () {
      downloads.push([this.download, this.href]);
    };
    const make = URL.createObjectURL;
    globalThis.blobs = [];
    URL.createObjectURL = (blob) => (blobs.push(blob), make(blob));
  });
  await app.finishes(writes);
  await (await page.waitForSelector("#written-bar ::-p-text(All as zip)")).click();
  await page.waitForFunction(() => downloads.length === 1);
  const [name, bytes] = await page.evaluate(async () => [downloads[0][0], [...new Uint8Array(await blobs[0].arrayBuffer())]]);
  assert.equal(name, "First steps.zip");
  const files = await unpack(Uint8Array.from(bytes));
  assert.deepEqual(files.map((file) => file.path).sort(), ["dot.png", "notes/today.txt", "plants.csv"]);
});
