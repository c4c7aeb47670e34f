// `<py-vivarium>` in somebody else's page: another origin, the strictest policy that works, many snippets, sessions, exercises.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const index = await readFile(join(process.env.DIST, "index.html"), "utf8");
const frameScript = index.match(/'sha256-[^']+'/)[0];
const vivarium = await startServer(process.env.DIST, { cors: true });
const origin = new URL(vivarium.url).origin;
const policy = `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval' ${frameScript}; connect-src ${origin}; worker-src blob:; img-src data:`;

const block = (code) => `<pre><code class="language-python">${code.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</code></pre>`;
const pageOf = (body, { query = "", csp = policy } = {}) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}"><title>A post</title><link rel="icon" href="data:,">
<script type="module" src="${vivarium.url}embed.js${query}"></script><body><h1>A post</h1>${body}</body></html>`;

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const example = readme.match(/<!-- tested by tests\/browser\/embed\.test\.mjs -->\n```html\n([^]*?)```/)[1].replace("https://static.example/vivarium/", vivarium.url);
const embedding = await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8");

const pages = {
  "readme.html": `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>As the README says</title>${example}`,
  "one.html": pageOf(`<py-vivarium>${block('name = input("Who? ")\nprint("Hello", name, "<&>")\n6 * 7')}<output>Hello from before</output></py-vivarium><p>After</p>`),
  "many.html": pageOf(Array.from({ length: 50 }, (_, at) => `<p>Number ${at}</p>${block(`print("snippet ${at}")\n`)}`).join(""), { query: "?all" }),
  "session.html": pageOf(
    ["x = 1\nprint('first')", "x += 1\nprint('second')", "print('third', x, ready)"].map((code) => `<py-vivarium session="a" setup="#before">${block(code)}</py-vivarium>`).join("") +
      `<py-vivarium>${block("print('x' in globals())")}</py-vivarium><template id="before">ready = True\n</template>`,
  ),
  "exercise.html": pageOf(
    `<py-vivarium check="assert double(2) == 4, 'double(2) must be 4'" hint="Twice." solution="#solved">${block("def double(n):\n    return n\n")}</py-vivarium>
<template id="solved">def double(n):\n    return 2 * n\n</template>`,
  ),
  "tools.html": pageOf(
    `<py-vivarium net="https://api.example" tools='{"mcpServers": {"shop": {"url": "https://shop.example/mcp"}}}'>${block("import requests\nprint(requests.get('https://api.example/x').text)")}</py-vivarium>`,
  ),
  "odd.html": pageOf(
    `<p>Inside <py-vivarium time-out="5">${block("print('in a paragraph')\r\nprint('&lt;/script>')")}</py-vivarium></p>
<script type="module" src="${vivarium.url}embed.js"></script><script type="module" src="${vivarium.url}embed.js?again"></script>
<py-vivarium timeout="soon">${block("1")}</py-vivarium><py-vivarium>while True: pass</py-vivarium>`,
  ),
};
const host = await startServer(process.env.DIST, { pages });
after(() => Promise.all([host.close(), vivarium.close()]));

const button = (element, name) => element.evaluateHandle((element, name) => element.shadowRoot.querySelector(`[part=${name}]`), name);
const output = (element) => element.evaluate((element) => element.output);
const press = async (element, name) => (await button(element, name)).click();
/** Runs it, as its Run button does, and waits for the end. */
const run = (element) => element.evaluate((element) => element.run().then((run) => run?.status));
const ready = (page) => page.waitForFunction(() => document.querySelector("py-vivarium")?.shadowRoot);

inBrowsers("an embed of another origin runs under a strict policy, asks and answers, and shows what was saved before", async ({ page, complaints }) => {
  await page.goto(`${host.url}one.html`);
  await ready(page);
  const element = await page.$("py-vivarium");
  assert.equal(await output(element), "Hello from before");
  const heavy = () => vivarium.requests.filter((path) => /engine|library|\.wasm|vivarium\.js/.test(path)).length;
  const before = heavy();
  await press(element, "run");
  await page.waitForFunction(() => document.querySelector("py-vivarium").shadowRoot.querySelector(".ask:not([hidden])"));
  assert.ok(heavy() > before, "the rest is loaded with the first run");
  const field = await button(element, "field");
  await field.type("Ada");
  await field.press("Enter");
  await page.waitForFunction(() => document.querySelector("py-vivarium").output.includes("42"));
  assert.equal(await output(element), "Who? Ada\nHello Ada <&>\n42\n");
  assert.ok(await page.$eval("output", (saved) => saved.hidden));
  assert.deepEqual(complaints, []);
});

inBrowsers("the README's example runs as it stands there", async ({ page, complaints }) => {
  await page.goto(`${host.url}readme.html`);
  await ready(page);
  const element = await page.$("py-vivarium");
  assert.equal(await output(element), "Mercury Venus Earth");
  assert.equal(await run(element), "ok");
  assert.equal(await output(element), "Mercury\nVenus\nEarth\n");
  assert.deepEqual(complaints, []);
});

test("the policy in the documentation is the one that is tested", () => {
  assert.ok(embedding.includes(`\n${policy.replaceAll(origin, "https://static.example")}\n`));
});

inBrowsers("without JavaScript code and saved output are there", async ({ page }) => {
  await page.setJavaScriptEnabled(false);
  await page.goto(`${host.url}one.html`);
  const text = await page.$eval("body", (body) => body.textContent);
  assert.match(text, /print\("Hello".*Hello from before/s);
}, { only: ["Chromium"] });

inBrowsers("fifty snippets cost nothing before the first run and share one download", async ({ page, t, browserName }) => {
  await page.evaluateOnNewDocument(() => {
    window.tasks = [];
    window.shift = 0;
    const watch = (type, add) => PerformanceObserver.supportedEntryTypes.includes(type) && new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
    watch("longtask", ({ duration }) => window.tasks.push(Math.round(duration)));
    watch("layout-shift", ({ value }) => (window.shift += value));
  });
  vivarium.requests.length = 0;
  await page.goto(`${host.url}many.html`, { waitUntil: "networkidle0" });
  await page.waitForFunction(() => document.querySelectorAll("py-vivarium").length === 50);
  assert.deepEqual([...new Set(vivarium.requests)].map((path) => path.split("/").pop()), ["embed.js"]);
  const { tasks, shift } = await page.evaluate(() => ({ tasks: window.tasks, shift: window.shift }));
  if (browserName === "Chromium") {
    assert.equal(shift, 0);
    t.diagnostic(`long tasks before the first run: ${tasks.length} ${tasks.map((ms) => `(${ms} ms)`).join(" ")}`);
  }

  const elements = await page.$$("py-vivarium");
  await Promise.all([elements[0], elements[1]].map(run));
  for (const element of elements.slice(2)) await run(element);
  for (const [at, element] of elements.entries()) assert.equal(await output(element), `snippet ${at}\n`);
  const engines = vivarium.requests.filter((path) => path.includes("/engine-")).length;
  t.diagnostic(`${engines} download of the engine`);
  assert.equal(engines, 1);
});

inBrowsers("two snippets run at the same time", async ({ page }) => {
  await page.goto(`${host.url}many.html`);
  await ready(page);
  const both = await page.evaluate(async () => {
    const [first, second] = document.querySelectorAll("py-vivarium");
    first.code = "input()\nprint('first')";
    second.code = "print('second')";
    const asked = new Promise((resolve) => first.addEventListener("input", resolve, { once: true }));
    const one = first.run();
    await asked;
    const { status } = await second.run();
    const meanwhile = [status, second.output, first.output];
    first.stop();
    return [...meanwhile, (await one).status];
  });
  assert.deepEqual(both, ["ok", "second\n", "", "stopped"]);
});

inBrowsers("snippets of a session share names in order; others know nothing of them", async ({ page }) => {
  await page.goto(`${host.url}session.html`);
  await ready(page);
  const [first, second, third, alone] = await page.$$("py-vivarium");
  assert.equal(await run(third), "ok");
  assert.deepEqual([await output(first), await output(second), await output(third)], ["first\n", "second\n", "third 2 True\n"]);
  await run(second);
  await run(third);
  assert.equal(await output(third), "third 3 True\n");
  await run(alone);
  assert.equal(await output(alone), "False\n");
  await third.evaluate((element) => element.reset());
  assert.equal(await output(third), "");
  await run(third);
  assert.equal(await output(third), "third 2 True\n");
});

inBrowsers("an exercise is checked, hints, and can be solved", async ({ page }) => {
  await page.goto(`${host.url}exercise.html`);
  await ready(page);
  const element = await page.$("py-vivarium");
  await run(element);
  const part = (name) => element.evaluate((element, name) => element.shadowRoot.querySelector(`[part=${name}]`).textContent, name);
  assert.equal(await part("status"), "Not yet. double(2) must be 4");
  assert.match(await part("hint"), /Hint.*Twice\./s);
  await press(element, "solution");
  await run(element);
  assert.equal(await part("status"), "Correct.");
});

inBrowsers("the reader writes in the author's block and leaves it with the keyboard", async ({ page }) => {
  await page.goto(`${host.url}one.html`);
  await ready(page);
  await page.focus("py-vivarium code");
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type("for n in range(2):\nprint(n)");
  const element = await page.$("py-vivarium");
  assert.equal((await element.evaluate((element) => element.code)).trimEnd(), "for n in range(2):\n    print(n)");
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await page.waitForFunction(() => document.querySelector("py-vivarium").output === "0\n1\n");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await page.evaluate(() => document.activeElement?.matches("code"))), "no trap");
  await press(element, "reset");
  await page.waitForFunction(() => document.querySelector("py-vivarium").output === "Hello from before");
});

inBrowsers("the reader sees whom a program may ask, and a recorded run is replayed without asking anybody", async ({ page, complaints }) => {
  await page.goto(`${host.url}tools.html`);
  await ready(page);
  const element = await page.$("py-vivarium");
  const grants = await button(element, "grants");
  assert.equal(await grants.evaluate((place) => place.textContent), "This program may use: shop, https://api.example");
  const body = Buffer.from("as recorded").toString("base64");
  const reply = { ok: { status: 200, reason: "OK", url: "https://api.example/x", headers: [], body } };
  const request = await page.evaluate(async () => {
    // What the program asks, as a recording without a server has it.
    const { createSandbox } = await import(document.querySelector("script[src]").src.replace("embed.js", "vivarium.js"));
    const sandbox = await createSandbox({ net: ["https://api.example"] });
    const run = await sandbox.run(document.querySelector("py-vivarium").code, { cassette: "record" });
    sandbox.close();
    return run.cassette;
  });
  const cassette = { ...request, answers: request.answers.map(() => JSON.stringify(reply)) };
  complaints.length = 0;
  await element.evaluate((element, cassette) => element.setAttribute("cassette", cassette), JSON.stringify(cassette));
  assert.equal(await run(element), "ok");
  assert.equal(await output(element), "as recorded\n");
  assert.deepEqual(complaints, []);
});

inBrowsers("odd pages: inside a paragraph, loaded twice, wrong attributes, removed while running", async ({ page }) => {
  const warnings = [];
  page.on("console", (message) => /^warn/.test(message.type()) && warnings.push(message.text()));
  await page.goto(`${host.url}odd.html`);
  await ready(page);
  const [inside, soon, bare] = await page.$$("py-vivarium");
  await run(inside);
  assert.equal(await output(inside), "in a paragraph\n&lt;/script>\n");
  assert.ok(warnings.some((text) => /no attribute "time-out"; did you mean "timeout"\?/.test(text)), warnings.join("\n"));
  assert.equal(await run(soon), undefined);
  assert.match(await output(soon), /timeout="soon" must be a number/);
  const ended = await bare.evaluate(async (element) => {
    const { promise, resolve } = Promise.withResolvers();
    new MutationObserver(() => element.shadowRoot.querySelector(".status").textContent === "Running…" && resolve()).observe(element.shadowRoot, { subtree: true, childList: true, characterData: true });
    const run = element.run();
    await promise;
    element.remove();
    return (await run).status;
  });
  assert.equal(ended, "stopped");
});
