// The editor as one writes in it: from the text area of the first moment to the one that takes its place.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

/** A page whose editor comes when the test lets it. */
async function withoutEditor(page, test) {
  const late = await startServer();
  const fault = { path: /\/editor-/, fault: "held" };
  late.faults.push(fault);
  try {
    await page.goto(late.url);
    await page.waitForSelector(".code textarea");
    await test(late, fault);
  } finally {
    await late.close();
  }
}

inBrowsers("text, selection, scroll and undo of the text area are the editor's when it comes", async ({ page }) => {
  await withoutEditor(page, async (late, fault) => {
    const lines = Array.from({ length: 200 }, (_, line) => `x = ${line}`).join("\n");
    await page.focus(".code textarea");
    await page.evaluate((text) => {
      const area = document.activeElement;
      area.setSelectionRange(0, area.value.length);
      document.execCommand("insertText", false, text);
    }, lines);
    await page.keyboard.type("y");
    // Firefox brings a selection into view some time after it was made.
    await page.evaluate(() => {
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      document.activeElement.setSelectionRange(4, 5);
      return drawn().then(() => (document.activeElement.scrollTop = 1_000));
    });
    fault.release();
    await page.waitForSelector(".cm-content");
    assert.equal(await page.$(".code textarea"), null);
    await page.waitForFunction(() => Math.abs(document.querySelector(".cm-scroller").scrollTop - 1_000) < 2);
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("cm-content")), "focus stays");
    const app = new App(page);
    await page.keyboard.type("Z");
    assert.match(await app.program(), /^x = Z\nx = 1\n/);
    const endsWith = async (end) => {
      await app.press("Control", "End");
      await page.waitForFunction((end) => document.querySelector(".cm-content").textContent.endsWith(end), {}, end);
    };
    await endsWith("x = 199y");
    for (const end of ["x = 199y", "x = 199"]) {
      await app.press("Control", "z");
      await endsWith(end);
    }
    await app.press("Control", "z");
    await page.waitForFunction(() => !document.querySelector(".cm-content").textContent.includes("x = 1"));
    assert.notEqual(await app.program(), "", "the program of the beginning is there again");
  });
});

inBrowsers("the text area runs programs before the editor has come, and stays where it does not come", async ({ page }) => {
  const faulty = await startServer();
  faulty.faults.push({ path: /\/editor-/, fault: "missing" });
  try {
    await page.goto(faulty.url);
    await page.waitForSelector(".code textarea");
    await page.focus(".code textarea");
    await page.evaluate(() => {
      const area = document.activeElement;
      area.setSelectionRange(0, area.value.length);
      document.execCommand("insertText", false, "if 6 * 7:");
    });
    await page.keyboard.type("\nprint(6 * 7)");
    const app = new App(page);
    await app.press("Control", "Enter");
    await app.ends();
    await app.shows("42");
    assert.ok(faulty.requests.some((path) => /\/editor-/.test(path)), "the editor was asked for");
    assert.ok(await page.$(".code textarea"));
  } finally {
    await faulty.close();
  }
});

inBrowsers("keys know Python: indentation, brackets, comments, search, several carets", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write("");
  await page.keyboard.type('def f(a):\nreturn {"k": [a');
  assert.equal(await app.program(), 'def f(a):\n    return {"k": [a]}');
  await app.press("Control", "/");
  assert.equal(await app.program(), 'def f(a):\n    # return {"k": [a]}');
  await app.press("Control", "/");
  await app.press("Shift", "Tab");
  assert.equal(await app.program(), 'def f(a):\nreturn {"k": [a]}');
  await app.write("one = 1\none + one");
  await app.press("Control", "Home");
  for (let times = 0; times < 3; times++) await app.press("Control", "d");
  await page.keyboard.type("two");
  assert.equal(await app.program(), "two = 1\ntwo + two");
  await app.press("Control", "f");
  await page.waitForSelector(".cm-search input[name=search]");
  await page.keyboard.type("two +");
  await page.waitForSelector(".cm-searchMatch");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector(".cm-search"));
});

inBrowsers("the page's policy has nothing to complain of, and the editor is dressed", async ({ page, complaints }) => {
  await page.evaluateOnNewDocument(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  const app = await App.open(page, server.url);
  await app.write('import json\n\n\ndef f():\n    return "text"  # comment\n');
  await app.press("Control", "f");
  await page.waitForSelector(".cm-search");
  await page.keyboard.press("Escape");
  await app.finishes("1 / 0\n");
  await page.waitForSelector(".cm-wrong");
  assert.deepEqual(await page.evaluate(() => violations), []);
  assert.deepEqual(complaints, []);
  const dressed = await page.evaluate(() => {
    const style = (selector) => getComputedStyle(document.querySelector(selector));
    return { display: style(".cm-scroller").display, line: style(".cm-line").paddingRight, wrong: style(".cm-wrong").boxShadow };
  });
  assert.equal(dressed.display, "flex");
  assert.equal(dressed.line, "16px");
  assert.notEqual(dressed.wrong, "none");
});
