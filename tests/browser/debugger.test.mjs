// The debugger and the recording of a run, as a person uses them. Keeps pictures.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { encode } from "../../editor/project/link.js";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("screenshots/", import.meta.url).pathname;
await mkdir(pictures, { recursive: true });

class Debugger {
  constructor(app) {
    this.app = app;
    this.page = app.page;
  }

  /** Opens the panel with its button. */
  static async open(page, program) {
    const app = await App.open(page, server.url);
    await app.status(/^Ready/);
    if (program) await app.write(program);
    await page.click("button.stop + button");
    await page.waitForFunction(() => document.activeElement.textContent === "Debug" && document.activeElement.closest(".debug"));
    return new Debugger(app);
  }

  press(label) {
    return this.page.locator(`.debug ::-p-aria([name="${label}"][role="button"])`).click();
  }

  /** Waits until the panel says this. */
  async says(text) {
    try {
      await this.page.waitForFunction((text) => document.querySelector(".debug-said").textContent.includes(text), {}, text);
    } catch (error) {
      throw new Error(`waited for ${text}, but it says ${await this.said()}`, { cause: error });
    }
    return this.said();
  }

  said() {
    return this.page.$eval(".debug-said", (said) => said.textContent);
  }

  /** Records the program and comes to the first step. */
  async record() {
    await this.press("Record");
    return this.says("Step 1 of ");
  }

  async move(index) {
    await this.page.$eval(".debug [type=range]", (slider, index) => {
      slider.value = index;
      slider.dispatchEvent(new Event("input"));
    }, index);
    await this.says(`Step ${index + 1} of`);
    await this.drawn();
  }

  /** The picture is drawn with the next frame. */
  drawn() {
    return this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** Presses beside the line of this number. */
  async beside(number) {
    const gutter = await this.page.$$(".cm-lineNumbers .cm-gutterElement");
    for (const element of gutter) if ((await element.evaluate(({ textContent }) => textContent)) === String(number)) return element.click();
    return assert.fail(`no line ${number}`);
  }

  breakpoints(count) {
    return this.page.waitForFunction((count) => document.querySelectorAll(".cm-breakpoint").length === count, {}, count);
  }

  /** The texts of the frames, the outermost first. */
  frames() {
    return this.page.$$eval(".debug-frames > li", (frames) => frames.map(({ innerText }) => innerText.replace(/\s+/g, " ").trim()));
  }

  /** The line that is marked as the next one. */
  standing() {
    return this.page.$eval(".cm-standing", (line) => line.textContent);
  }

  written() {
    return this.page.$eval(".debug-written", (written) => written.textContent);
  }
}

const sums = "def add(x, y):\n    total = x + y\n    return total\n\nvalues = [1, 2]\nfor v in values:\n    s = add(v, 10)\n    print(s)\nname = input('Name? ')\nprint('end', name)\n";

inBrowsers("breakpoints are set by a press or a key; the program stops there, and goes on step by step", async ({ page }) => {
  const debug = await Debugger.open(page, sums);
  await debug.beside(2);
  await debug.breakpoints(1);
  await debug.press("Debug");
  assert.equal(await debug.says("Paused"), "Paused at line 2 in add()");
  assert.equal((await debug.standing()).trim(), "total = x + y");
  assert.deepEqual(await debug.frames(), ["the program line 7 add add() values v 1", "add() line 2 x 1 y 10"]);
  await page.keyboard.press("F10");
  await debug.says("line 3");
  await page.keyboard.down("Shift");
  await page.keyboard.press("F11");
  await page.keyboard.up("Shift");
  assert.equal(await debug.says("line 8"), "Paused at line 8");
  await debug.press("Over");
  await debug.says("line 6");
  await debug.app.shows("11\n");
  await debug.press("Into");
  await debug.says("line 7");
  await debug.press("Into");
  await debug.says("line 2 in add()");
  await debug.press("Out");
  await debug.says("line 8");
  // The second time around the breakpoint is gone.
  await page.focus(".cm-content");
  await debug.app.press("Control", "Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("F9");
  await debug.breakpoints(0);
  await page.keyboard.press("F8");
  await debug.app.answer("Ada");
  await debug.says("The program has ended.");
  await debug.app.ends();
  assert.equal(await debug.app.output(), "11\n12\nName? Ada\nend Ada\n");
  assert.equal(await page.$(".cm-standing"), null);
});

inBrowsers("expressions are watched in the frame that is looked at", async ({ page }) => {
  const debug = await Debugger.open(page, sums);
  await debug.beside(2);
  await debug.press("Debug");
  await debug.says("Paused");
  for (const text of ["x * 100", "nothing", "values"]) {
    await page.type(".debug-watch input", text);
    await page.keyboard.press("Enter");
    await page.waitForFunction((text) => document.querySelector(".debug-frames li:last-child").innerText.includes(text), {}, text);
  }
  assert.match((await debug.frames()).at(-1), /^Watched x \* 100 100 nothing ✗ NameError: name 'nothing' is not defined values$/);
  // The value that is an object is the same box.
  assert.equal(await page.$$eval(".debug-box", (boxes) => boxes.length), 1);
  await debug.press("the program");
  await page.waitForFunction(() => /x \* 100\s+✗ NameError/.test(document.querySelector(".debug-frames li:last-child").innerText));
  assert.equal((await debug.standing()).trim(), "s = add(v, 10)");
  await debug.press("No longer watch nothing");
  await page.waitForFunction(() => !document.querySelector(".debug-frames").innerText.includes("nothing"));
  await page.click("button.stop");
  await debug.says("The program has ended.");
  await debug.app.status(/^Stopped/);
  // The next run is none of the debugger's.
  await debug.app.run();
  await debug.app.answer("Eve");
  await debug.app.ends();
  assert.match(await debug.app.output(), /end Eve/);
});

inBrowsers("a running program hears of new breakpoints, and can be paused and closed", async ({ page }) => {
  const debug = await Debugger.open(page, "import time\nn = 0\nwhile True:\n    n += 1\n    time.sleep(0.001)\n");
  await debug.press("Debug");
  await debug.says("Paused at line 1");
  await page.keyboard.press("F8");
  await debug.says("The program runs");
  await debug.beside(4);
  await debug.says("Paused at line 4");
  await debug.beside(4);
  await debug.breakpoints(0);
  await page.keyboard.press("F8");
  await debug.says("The program runs");
  await debug.press("Pause");
  await debug.says("Paused at line");
  await debug.press("Close the debugger");
  await debug.app.status(/^Stopped/);
  assert.equal(await page.$(".debug"), null);
  assert.equal(await page.$(".cm-standing"), null);
});

const chain = `class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next

def build(n):
    if n == 0:
        return None
    return Node(n, build(n - 1))

numbers = [3, 1, 2]
same = numbers
pairs = {"a": numbers, "b": (1, "two"), 3: {4}}
chain = build(3)
same.append(4)
print("sum", sum(numbers))
for n in numbers:
    print(n)
`;

inBrowsers("a recording is moved through with slider, buttons and keys", async ({ page }) => {
  const debug = await Debugger.open(page, chain);
  const first = await debug.record();
  const count = Number(/of (\d+)/.exec(first)[1]);
  assert.equal(await page.evaluate(() => document.activeElement.type), "range");
  await page.keyboard.press("ArrowRight");
  assert.equal(await debug.says("Step 2 of"), `Step 2 of ${count}: Line 1`);
  await debug.press("Last step");
  await debug.says(`Step ${count} of ${count}: End`);
  await debug.drawn();
  assert.equal(await debug.written(), "sum 10\n3\n1\n2\n4\n");
  // Two names of one list, the dictionary's value, and the chain of three.
  const boxes = await page.$$eval(".debug-box > p:first-child", (titles) => titles.map((title) => title.firstChild.textContent).sort());
  assert.deepEqual(boxes, ["Node", "Node", "Node", "dict", "list", "set", "tuple"]);
  assert.equal(await page.$$eval(".debug-arrows g path", (arrows) => arrows.length), 9);
  await debug.press("Back");
  await debug.says(`Step ${count - 1} of`);
  // The recursion at its deepest, found by moving.
  let [deepest, at] = [0, 0];
  for (let step = 0; step < count; step++) {
    await debug.move(step);
    const { length } = await debug.frames();
    if (length > deepest) [deepest, at] = [length, step];
    else if (deepest === 5) break;
  }
  assert.equal(deepest, 5);
  await debug.move(at);
  assert.deepEqual((await debug.frames()).slice(1), ["build() line 9 n 3", "build() line 9 n 2", "build() line 9 n 1", "build() line 6 n 0"]);
  assert.equal((await debug.standing()).trim(), "def build(n):");
  assert.equal(await debug.written(), "");
  await debug.press("Forward over calls");
  await debug.press("First step");
  await debug.says("Step 1 of");
  await debug.drawn();
  // Over the calls: from the line that calls to the next one.
  for (let pressed = 0; !/Line 14$/.test(await debug.said()); pressed++) {
    assert.ok(pressed < 30);
    await debug.press("Forward over calls");
  }
  await debug.press("Forward over calls");
  assert.match(await debug.said(), /Line 15$/);
  await debug.press("Back over calls");
  assert.match(await debug.said(), /Line 14$/);
  // Another program takes it away.
  await debug.press("Record");
  await debug.says("Step 1 of");
});

inBrowsers("a failing program is recorded to its end, and so is one that asks", async ({ page }) => {
  const debug = await Debugger.open(page, "n = int(input('How many? '))\nfor i in range(n, -1, -1):\n    print(6 / i)\n");
  await debug.press("Record");
  await debug.app.answer("2");
  await debug.says("Step 1 of");
  await debug.press("Last step");
  await debug.drawn();
  assert.equal(await debug.written(), "How many? 3.0\n6.0\n");
  await debug.press("Back");
  assert.match(await debug.said(), /ZeroDivisionError: division by zero, line 3$/);
  assert.match(await debug.app.output(), /ZeroDivisionError: division by zero/);
  assert.doesNotMatch(await debug.app.output(), /_vivarium/);
});

const files = [
  { path: "main.py", text: "import shapes\nside = shapes.area(3)\nprint(side)\n" },
  { path: "shapes.py", text: "def area(side):\n    return side * side\n" },
];

inBrowsers("the file is shown in which the program is", async ({ page }) => {
  const debug = await Debugger.open(page);
  const project = { name: "Shapes", files, shown: "main.py", limits: "", stdin: "" };
  await page.evaluate((hash) => (location.hash = hash), await encode(project));
  await page.waitForSelector("[role=tab]");
  await page.waitForFunction(() => document.querySelector(".cm-content").innerText.includes("import shapes"));
  await (await page.$$("[role=tab]"))[1].click();
  await page.waitForFunction(() => document.querySelector(".cm-content").innerText.includes("side * side"));
  await debug.beside(2);
  await debug.breakpoints(1);
  await (await page.$$("[role=tab]"))[0].click();
  await debug.breakpoints(0);
  await debug.press("Debug");
  assert.equal(await debug.says("Paused"), "Paused at line 2 in area() of shapes.py");
  assert.equal((await debug.standing()).trim(), "return side * side");
  await debug.press("Out");
  await debug.says("Paused at line 3");
  await page.waitForFunction(() => document.querySelector(".cm-standing")?.textContent.includes("print(side"));
  await page.keyboard.press("F8");
  await debug.says("ended");
  await debug.app.shows("9\n");
});

const hostile = `
import sys
class Bad:
    def __repr__(self):
        raise ValueError("repr")
    def __getattribute__(self, name):
        raise ValueError(name)
    __eq__ = __len__ = __iter__ = __bool__ = __str__ = __repr__
    __hash__ = None
bad = Bad()
big = list(range(10**6))
text = "x" * 10**6
keys = {i: [i] for i in range(200)}
nested = []
for i in range(60):
    nested = [nested, bad]
markup = "<img src=x onerror=alert(1)>"
print(markup)
def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError:
    print("too deep")
`;

inBrowsers("a hostile program is recorded and debugged, too", async ({ page, complaints }) => {
  const debug = await Debugger.open(page, hostile);
  await debug.record();
  assert.match(await debug.app.output(), /too deep\n$/);
  await debug.press("Last step");
  await debug.drawn();
  assert.match((await debug.frames()).join(" "), /the program/);
  assert.equal(await page.$(".debug img"), null);
  assert.match(await page.$eval(".debug-note", (note) => note.textContent), /called too deep/);
  await debug.beside(17);
  await debug.press("Debug");
  await debug.says("Paused at line 17");
  assert.match(await page.$eval(".debug-heap", (heap) => heap.textContent), /999,960 more/);
  await page.keyboard.press("F8");
  await debug.says("ended");
  await debug.app.shows("too deep");
  assert.deepEqual(complaints, []);
});

inBrowsers("a program that takes the tracing for itself is recorded as far as that, and one that never ends until it is stopped", async ({ page, complaints }) => {
  const debug = await Debugger.open(page);
  await debug.app.write("import sys\nsys.settrace(lambda *rest: None)\nx = 1\nprint('on')\n");
  await debug.record();
  assert.match(await page.$eval(".debug-note", (note) => note.textContent), /trace function of its own/);
  await debug.app.write("n = 0\nwhile True:\n    n += 1\n    if n == 50:\n        print('fifty')\n");
  await debug.press("Record");
  await debug.app.shows("fifty");
  await page.click("button.stop");
  await debug.says("Step 1 of");
  assert.deepEqual(complaints, []);
});

inBrowsers("where a program cannot wait it is recorded all the same", async ({ page }) => {
  await page.evaluateOnNewDocument(() => delete WebAssembly.Suspending);
  const debug = await Debugger.open(page, "x = 1\nprint(x)\n");
  assert.match(await page.$eval(".debug-about", (about) => about.textContent), /In this browser a program cannot wait/);
  await debug.press("Debug");
  await debug.says("cannot wait");
  await debug.record();
});

for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  inBrowsers(
    `the debugger is closed to nobody (${size})`,
    async ({ page, browserName }) => {
      const debug = await Debugger.open(page, chain);
      await page.evaluate(axe);
      const found = [];
      const look = async (name) => {
        for (const theme of ["light", "dark"]) {
          await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
          await debug.drawn();
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
          for (const { id, nodes } of violations) found.push(`${name}, ${theme}: ${id} at ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
          await page.screenshot({ path: `${pictures}${size}-debug-${name}-${browserName}-${theme}.png` });
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wider <= 0, `${name}: ${wider} px wider than the screen`);
        }
      };
      await look("begin");
      await debug.record();
      await debug.move(36);
      await look("recording");
      await debug.beside(4);
      await debug.press("Debug");
      await debug.says("Paused at line 4");
      await page.type(".debug-watch input", "value * 2");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector(".debug-frames").innerText.includes("value * 2"));
      await look("paused");
      assert.deepEqual(found, []);
    },
    { viewport },
  );
}
