// Exceptions as a person reads them: the traceback, the line it links to, the state in words.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

inBrowsers("the traceback names the user's frames only, and its line leads to the editor", async ({ page }) => {
  const app = await App.open(page, server.url);
  const ending = await app.finishes("def half(n):\n    return n / 0\n\n\nhalf(4)\n");
  assert.match(ending, /ZeroDivisionError on line 2/);
  const output = await app.output();
  assert.equal(output.match(/File "/g).length, 2, output);
  assert.match(output, /main\.py", line 5, in <module>\s+half\(4\)/);
  assert.match(output, /main\.py", line 2, in half\s+return n \/ 0/);
  const places = await page.$$("button.place");
  await places[1].click();
  const selected = await page.evaluate(() => ({
    text: getSelection().toString().trim(),
    focused: document.activeElement.className.includes("cm-content"),
  }));
  assert.deepEqual(selected, { text: "return n / 0", focused: true });
  assert.equal(await page.$eval(".cm-wrong", (line) => line.textContent.trim()), "return n / 0");
  await page.keyboard.type("x");
  assert.equal(await page.$(".cm-wrong"), null, "the mark goes with the first change");
});

inBrowsers("a syntax error shows the line with its caret", async ({ page }) => {
  const app = await App.open(page, server.url);
  assert.match(await app.finishes('x = 1\nprint("a" "b"))\n'), /SyntaxError on line 2/);
  const output = await app.output();
  assert.match(output, /main\.py", line 2/);
  assert.match(output, /print\("a" "b"\)\)\n\s+\^/);
  assert.match(output, /SyntaxError: unmatched '\)'/);
});

inBrowsers("sys.exit is an end, not an error", async ({ page }) => {
  const app = await App.open(page, server.url);
  assert.match(await app.finishes('import sys\nprint("bye")\nsys.exit(3)\n'), /exit code 3/);
  assert.doesNotMatch(await app.output(), /Traceback/);
});

inBrowsers("the value of the last expression is shown", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes('values = [1, 2, 3]\n{"sum": sum(values)}\n');
  await app.shows("{'sum': 6}");
});

inBrowsers("a failure of the interpreter itself offers a report, and the next run works", async ({ page, browserName }) => {
  // Deep enough for the parser's stack, which Python's own recursion limit does not guard.
  const program = `print("before")\neval("f'" + "{1:" * 6_000 + "}" * 6_000 + "'")\n`;
  const app = await App.open(page, server.url);
  assert.match(await app.finishes(program), /^The interpreter broke down/);
  await app.shows("before");
  await app.shows("(Engine ");
  const button = await page.waitForSelector(".crash button");
  // Firefox lets no test read the clipboard.
  if (browserName === "Chromium") {
    await page.browserContext().overridePermissions(new URL(server.url).origin, ["clipboard-read", "clipboard-sanitized-write"]);
    await button.click();
    await page.waitForFunction(() => document.querySelector(".crash button").textContent === "Copied");
    const report = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /\(Engine [0-9a-f]{8}\.\)\n\nBrowser: .*Chrome.*\n\nProgram:\nprint\("before"\)\n/);
  }
  assert.match(await app.finishes("print(6 * 7)\n"), /^Finished/);
  await app.shows("42");
  assert.equal(await page.$(".crash"), null);
});

inBrowsers("an error is explained below the output, until the next run", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes('plants = ["fern"]\nprint(plants[1])\n');
  await page.waitForFunction(() => document.querySelector("#hint-bar").textContent.includes("There are fewer parts than that"));
  await app.finishes("class Own(Exception): pass\nraise Own\n");
  assert.equal(await page.$("#hint-bar p"), null, "no sentence is better than a wrong one");
  await app.finishes("int('ten')\n");
  await page.waitForFunction(() => document.querySelector("#hint-bar").textContent.includes("'ten' is not a whole number"));
  await app.finishes("print(1)\n");
  assert.equal(await page.$("#hint-bar p"), null);
});
