// One file with everything inside: opened from disk, without any server, it runs, edits, asks, and replays a recording.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { App } from "./support/app.mjs";
import { inBrowsers, launched } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startJsonServer } from "./support/servers.mjs";

const command = fileURLToPath(new URL("../../tools/offline.mjs", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "vivarium-offline-"));
after(() => rm(folder, { recursive: true, maxRetries: 5 }));

const program = `import statistics, sys, turtle
import helper
import requests
name = input("Who? ")
print(helper.greet(name), statistics.mean([1, 2, 6]), len(open("data.csv", "rb").read()))
print(requests.get("SERVER/x", params={"q": name}).json()["url"])
`;
/** Bytes that HTML or UTF-8 would change. */
const picture = Buffer.from([0, 13, 10, 60, 255, 254, 128]);

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
/** The lines in the README, without what stands behind them. */
const lines = readme.match(/<!-- tested by tests\/browser\/offline-file\.test\.mjs -->\n```sh\n([^]*?)```/)[1].trim().split("\n").map((line) => line.replace(/\s*#.*/, ""));

/** What `./x offline` does once dist/ is built. */
const offline = (...words) => promisify(execFile)(process.execPath, [command, process.env.DIST, folder, ...words]);

let server;
before(async () => {
  server = await startJsonServer();
  const code = program.replace("SERVER", server.url);
  const host = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
  const page = await (await launched("Chromium")).newPage();
  await openApi(page, host.url);
  const helper = "def greet(name):\n    return f'Hello {name} </script>'\n";
  const files = { "helper.py": helper, "data.csv": picture.toString("latin1") };
  const recorded = await runOnce(page, code, { files, stdin: "Ada\n", cassette: "record" }, { net: [server.url] });
  assert.equal(recorded.status, "ok", recorded.stderr);
  await page.close();
  await Promise.all([host.close(), server.stop()]);
  const given = { "talk.py": code, "helper.py": helper, "data.csv": picture, "recorded.json": JSON.stringify(recorded.cassette) };
  for (const [name, content] of Object.entries(given)) await writeFile(join(folder, name), content);
  const [plain, replayed] = lines.map((line) => line.split(/\s+/).slice(2));
  await offline(...plain);
  await rename(join(folder, "talk.html"), join(folder, "plain.html"));
  await offline(...replayed);
});

/** Opens a page from disk; `asked` is what it wanted from anywhere else. */
async function open(page, name) {
  const asked = [];
  page.on("request", (request) => !/^(file|blob|data):/.test(request.url()) && asked.push(request.url()));
  return { app: await App.open(page, pathToFileURL(join(folder, name)).href), asked };
}

inBrowsers("a program with its files and recording runs from one file of at most 9 MB", async ({ page, t, complaints }) => {
  const { size } = await stat(join(folder, "talk.html"));
  t.diagnostic(`${(size / 1e6).toFixed(2)} MB`);
  assert.ok(size <= 9e6, `${size} bytes`);
  const { app, asked } = await open(page, "talk.html");
  assert.equal(await page.title(), "talk");
  const bar = () => page.$eval(".replay p", (place) => place.textContent);
  assert.match(await bar(), /replays a recording/);
  await app.run();
  assert.match(await app.ends(), /^Finished/);
  assert.equal((await app.output()).trim(), `Who? Hello Ada </script> 3 ${picture.length}\n/x?q=Ada`);
  await page.waitForFunction(() => /^Replayed as recorded: 1 call/.test(document.querySelector(".replay p").textContent));

  const text = await app.program();
  assert.match(await app.finishes(text.replace('"q": name', '"q": "Bob"')), /^Ended with LookupError on line 6/);
  await page.waitForFunction(() => /differs from its recording/.test(document.querySelector(".replay p").textContent));
  await page.click(".replay button");
  await app.write('print(input("live? "))');
  await app.run();
  await app.answer("yes");
  assert.match(await app.ends(), /^Finished/);
  assert.match(await bar(), /is not used/);
  assert.deepEqual(asked, []);
  assert.deepEqual(complaints, []);
});

inBrowsers("the file's program is edited with suggestions, asks, reads its files and says what went wrong", async ({ page, complaints }) => {
  const { app, asked } = await open(page, "plain.html");
  await app.write('import asyncio, json, helper\nprint(json.dumps(helper.greet(input("Who? "))))\nopen("out.txt", "w").write("kept")\n1/0');
  await app.run();
  await app.answer("Ada");
  assert.match(await app.ends(), /^Ended with ZeroDivisionError on line 4/);
  assert.match(await app.output(), /Who\? Ada\n"Hello Ada <\/script>"/);
  await page.waitForFunction(() => document.querySelector("#written-bar").textContent.includes("out.txt"));
  await app.write("import statistics\nstatistics.med");
  await app.press("Control", " ");
  await page.waitForFunction(() => document.querySelector(".cm-tooltip-autocomplete")?.textContent.includes("median"));
  assert.deepEqual(asked, []);
  assert.deepEqual(complaints, []);
});

inBrowsers("the playground saves its project as such a file, and so does the file", async ({ page, complaints }) => {
  const host = await startServer();
  /** Presses the button in the dialog, and keeps what it saves under this name. */
  const save = async (name) => {
    await page.evaluate(() => {
      let made;
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob) => createObjectURL((made = blob));
      globalThis.saved = new Promise((resolve) => (HTMLAnchorElement.prototype.click = function () { resolve([this.download, made]); }));
    });
    await page.evaluate(() => [...document.querySelectorAll("#project-bar button")].find((button) => button.textContent === "Share").click());
    const button = await page.waitForSelector("xpath/.//dialog//button[. = 'Save as offline page']");
    await button.click();
    const [download, text] = await page.evaluate(async () => {
      const [download, blob] = await globalThis.saved;
      return [download, await blob.text()];
    });
    await page.waitForFunction(() => /all in one file/.test(document.querySelector("dialog").textContent));
    await writeFile(join(folder, name), text);
    return download;
  };
  const app = await App.open(page, host.url);
  await app.write("print('saved <!-- once')");
  await app.kept();
  assert.equal(await save("saved.html"), "First steps.html");
  await host.close();

  const { app: first, asked } = await open(page, "saved.html");
  await first.run();
  assert.match(await first.ends(), /^Finished/);
  assert.match(await first.output(), /saved <!-- once/);
  await first.write("print('saved twice')");
  await save("again.html");
  const { app: second } = await open(page, "again.html");
  await second.run();
  assert.match(await second.ends(), /^Finished/);
  assert.match(await second.output(), /saved twice/);
  assert.deepEqual(asked, []);
  assert.deepEqual(complaints, []);
});

test("what cannot be made a page is said", async () => {
  for (const [words, sentence] of [
    [[], /Which program\?.*Usage/],
    [["--tool", "x"], /no option --tool/],
    [["missing.py"], /missing\.py cannot be read/],
    [["helper.py", "--tools", "talk.py"], /The recording is none/],
  ]) {
    await assert.rejects(offline(...words), ({ code, stderr }) => code === 2 && sentence.test(stderr));
  }
});
