// The console below the output, and the variables of what failed, as a person uses them.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("screenshots/", import.meta.url).pathname;
await mkdir(pictures, { recursive: true });

class Console {
  constructor(app) {
    this.app = app;
    this.page = app.page;
  }

  /** Runs a program and opens the console with its button. */
  static async after(app, program) {
    await app.finishes(program);
    await Console.button(app.page);
    await app.page.click("#output-title + button");
    await app.page.waitForSelector("#console-field:focus");
    return new Console(app);
  }

  static button(page) {
    return page.waitForSelector("#output-title + button:not([hidden])");
  }

  /** Types and presses Enter; waits until what came of it is in the output. */
  async enter(text, expected) {
    await this.page.focus("#console-field");
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
    await this.app.shows(expected);
    await this.idle();
  }

  idle() {
    return this.page.waitForSelector("button.run[aria-disabled=false]");
  }

  text() {
    return this.page.$eval("#console-field", (field) => field.value);
  }

  async key(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
    return this.text();
  }
}

inBrowsers("the console goes on with the names of a finished run, and a new run is fresh", async ({ page }) => {
  const app = await App.open(page, server.url);
  assert.equal(await page.$("#output-title + button:not([hidden])"), null);
  const console = await Console.after(app, "total = 40\ndef double(x):\n    return 2 * x\nprint('ran')\n");
  await console.enter("double(total) + 1", ">>> double(total) + 1\n");
  await app.shows("81");
  await console.enter("_ + 1", "82");
  await console.enter("total += 1", ">>> total += 1");
  await console.enter("total", "41");
  await app.run();
  await app.ends();
  assert.doesNotMatch(await app.output(), />>>/);
  await console.enter("total, '_' in dir(__builtins__)", "(40, ");
  const fresh = await app.finishes("print('total' in dir())\n");
  assert.match(fresh, /^Finished in \S+ \S+$/);
  assert.equal(await app.output(), "False\n");
});

inBrowsers("a failed and a stopped run leave their names, too", async ({ page }) => {
  const app = await App.open(page, server.url);
  const console = await Console.after(app, "found = [1, 2]\ndef f():\n    return found[5]\nf()\n");
  await console.enter("len(found)", "→ 2".slice(2));
  await console.enter("f()", "IndexError");
  // The lines of the program, though another text stands in the editor of late.
  assert.match(await app.output(), /<cell 2>", line 1, in <module>[^]*main\.py", line 3[^]*return found\[5\]/);
  await app.write("count = 0\nwhile True:\n    count += 1\n");
  await app.run();
  await app.stop();
  assert.match(await app.ends(), /^Stopped/);
  await console.enter("count > 0", "True");
});

inBrowsers("lines that go on, history, and leaving by keyboard", async ({ page }) => {
  const app = await App.open(page, server.url);
  const console = await Console.after(app, "pass\n");
  await page.keyboard.type("for i in range(3):");
  assert.equal(await console.key("Enter"), "for i in range(3):\n    ");
  await page.keyboard.type("print('line', i)");
  assert.equal(await console.key("Enter"), "for i in range(3):\n    print('line', i)\n    ");
  await page.keyboard.down("Shift");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Shift");
  await console.key("Enter");
  await app.shows("line 2");
  await console.idle();
  await console.enter("'second'", "'second'");
  await page.keyboard.type("dra");
  assert.equal(await console.key("ArrowUp"), "'second'");
  assert.match(await console.key("ArrowUp"), /^for i in range/);
  assert.match(await console.key("ArrowUp"), /^for i in range/, "the caret stands in the last line, and goes up in the text first");
  await page.evaluate(() => {
    const field = document.querySelector("#console-field");
    field.setSelectionRange(field.value.length, field.value.length);
  });
  assert.equal(await console.key("ArrowDown"), "'second'");
  assert.equal(await console.key("ArrowDown"), "dra");
  // Kept for the next visit.
  await page.reload();
  await Console.after(app, "pass\n");
  assert.equal(await console.key("ArrowUp"), "'second'");
  await console.key("Escape", "Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "console-field");
});

inBrowsers("names of the run are completed", async ({ page }) => {
  const app = await App.open(page, server.url);
  const console = await Console.after(app, "class Animal:\n    def speak(self): return 'hm'\n    def sleep(self): pass\nparticular = Animal()\n");
  await page.keyboard.type("partic");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector("#console-field").value === "particular");
  await page.keyboard.type(".s");
  await page.keyboard.press("Tab");
  await page.waitForSelector("#console-options:not([hidden]) [role=option]");
  assert.deepEqual(await page.$$eval("#console-options [role=option]", (options) => options.map((option) => option.firstChild.textContent)), ["sleep", "speak"]);
  assert.equal(await page.$eval("#console-field", (field) => document.getElementById(field.getAttribute("aria-activedescendant")).firstChild.textContent), "sleep");
  assert.equal(await console.key("ArrowDown", "Enter"), "particular.speak");
  await console.enter("()", "'hm'");
});

inBrowsers("Control C stops, input() is asked for, and Clear leaves the names", async ({ page }) => {
  const app = await App.open(page, server.url);
  const console = await Console.after(app, "x = 5\n");
  await page.keyboard.type("while True: pass");
  await page.keyboard.press("Enter");
  await page.waitForSelector("button.stop[aria-disabled=false]");
  await page.focus("#console-field");
  await app.press("Control", "c");
  await app.shows("KeyboardInterrupt");
  await console.idle();
  await page.keyboard.type("name = input('Who? ')");
  await page.keyboard.press("Enter");
  await app.answer("Ada");
  await console.idle();
  await page.waitForSelector("#console-field:focus");
  await app.press("Control", "l");
  await page.waitForFunction(() => document.querySelector(".log").textContent === "");
  await console.enter("name, x", "('Ada', 5)");
});

inBrowsers("the variables of each frame that failed can be looked at", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes(`class Loud:
    def __repr__(self): raise ValueError("no")
def inner(values, at):
    loud = Loud()
    return values[at]
def outer():
    words = ["one", "two"]
    return inner(words, 7)
outer()
`);
  await page.waitForSelector(".inside");
  assert.equal((await page.$$(".inside")).length, 3);
  const rows = () => page.$$eval("dialog .variables tbody tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  await page.focus(".inside:nth-of-type(4)");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog .variables");
  assert.match(await page.$eval(".frame-name", (name) => name.textContent), /^outer\(\) in main\.py, line 8$/);
  assert.deepEqual(await rows(), [["words", "['one', 'two']"]]);
  await page.evaluate(() => [...document.querySelectorAll("dialog button")].find((button) => button.textContent === "Called").click());
  const [values, at, [name, text]] = await rows();
  assert.deepEqual([values, at, name], [["values", "['one', 'two']"], ["at", "7"], "loud"]);
  assert.match(text, /^<Loud instance/);
  await page.keyboard.press("Escape");
  await app.finishes("try:\n    1 / 0\nexcept ZeroDivisionError:\n    import traceback\n    traceback.print_exc()\n");
  await page.click(".inside");
  await page.waitForFunction(() => document.querySelector("dialog .dialog-body")?.textContent.includes("gone"));
});

for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  inBrowsers(
    `the console is open to everyone (${size})`,
    async ({ page, browserName }) => {
      const app = await App.open(page, server.url);
      const console = await Console.after(app, "values = {'one': [1, 2, 3], 'two': None}\ndef fail(key):\n    return values[key][5]\nfail('one')\n");
      await console.enter("values['one']", "[1, 2, 3]");
      await page.keyboard.type("values.");
      await page.keyboard.press("Tab");
      await page.waitForSelector("#console-options:not([hidden]) [role=option]");
      await page.evaluate(axe);
      const look = async (name) => {
        for (const theme of ["light", "dark"]) {
          await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${name}, ${theme}: ${id} at ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`), []);
          await page.screenshot({ path: `${pictures}${size}-${name}-${browserName}-${theme}.png` });
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wider <= 0, `${wider} px wider than the screen`);
        }
      };
      await look("console");
      await page.keyboard.press("Escape");
      await page.evaluate(() => [...document.querySelectorAll(".inside")].at(-1).click());
      await page.waitForSelector("dialog .variables");
      await look("variables");
    },
    { viewport },
  );
}
