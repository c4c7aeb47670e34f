// The page as one writes in it: what a key costs in a long program, how soon suggestions stand there, what a flood of output does.
import { setTimeout as pause } from "node:timers/promises";

const lines = 2_000;
const program = Array.from({ length: lines / 4 }, (_, at) => `def function_${at}(a, b):\n    """Adds ${at}."""\n    total = a + b + ${at}  # a comment\n    return total`).join("\n");

const paste = (page, text) =>
  page.evaluate((text) => {
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: { getData: (type) => (type === "text/plain" ? text : ""), files: [], types: ["text/plain"] } });
    document.querySelector(".cm-content").dispatchEvent(event);
  }, text);

/** Replaces the program. */
async function write(page, text) {
  await page.focus(".cm-content");
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await paste(page, text);
}

/**
 * Milliseconds: `work` of the page for a key and the frame that shows it, without the wait for that frame; `shown` with it;
 * `suggested`, from the key that asks to the list; `tasks` over 50 ms while so many `lines` of output arrive, and how long that took.
 */
export async function measureEditor(browser, origin, keys) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${origin}/vivarium/index.html`);
  await page.waitForSelector(".cm-content");
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Ready");
  await write(page, program);
  // The linter is loaded, and has looked at the program.
  await page.waitForSelector(".cm-gutter-lint");
  await pause(5_000);
  await page.keyboard.down("Control");
  await page.keyboard.press("Home");
  await page.keyboard.up("Control");
  await page.evaluate(() => {
    globalThis.typed = [];
    const next = (then) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(0);
    };
    addEventListener("keydown", () => {
      const key = { began: performance.now() };
      next(() => (key.handled = performance.now()));
      requestAnimationFrame(() => {
        key.frame = performance.now();
        next(() => typed.push({ ...key, shown: performance.now() }));
      });
    }, true);
  });
  const word = "value = other + 1";
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press(word[key % (word.length + 1)] ?? "Enter");
    await pause(60);
  }
  const typed = await page.evaluate(() => typed);
  const results = { lines, work: typed.map(({ began, handled, frame, shown }) => Math.min(handled, frame) - began + shown - frame), shown: typed.map(({ began, shown }) => shown - began), suggested: [] };

  await write(page, "import math\n");
  await page.evaluate(() => {
    let began;
    globalThis.suggested = [];
    addEventListener("keydown", ({ key }) => key === "a" && (began = performance.now()), true);
    new MutationObserver(() => {
      if (!began || !document.querySelector(".cm-tooltip-autocomplete li")) return;
      suggested.push(performance.now() - began);
      began = undefined;
    }).observe(document.body, { subtree: true, childList: true });
  });
  for (let round = 1; round <= 20; round += 1) {
    await page.keyboard.press("a");
    await page.waitForFunction((round) => suggested.length >= round, {}, round);
    for (const key of ["Escape", "Backspace"]) await page.keyboard.press(key);
    await pause(200);
  }
  results.suggested = (await page.evaluate(() => suggested)).slice(1);

  results.printed = 100_000;
  await write(page, `for number in range(${results.printed}):\n    print(number)\nprint("all of them")\n`);
  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  await pause(1_000);
  results.arrived = await page.evaluate(() => {
    long.length = 0;
    const began = performance.now();
    document.querySelector("button.run").click();
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector(".log").lastElementChild?.textContent.endsWith("all of them\n")) return;
        observer.disconnect();
        resolve(performance.now() - began);
      });
      observer.observe(document.querySelector(".log"), { subtree: true, childList: true, characterData: true });
    });
  });
  await pause(1_000);
  results.tasks = await page.evaluate(() => long);
  await page.close();
  return results;
}
