// The README's example of one tool for an agent, as it stands there, with a real server.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { openApi, pageImporting } from "./support/api.mjs";
import { inBrowsers, launch } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startToolServer } from "./support/servers.mjs";

const shop = await startToolServer("fastmcp");
const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const example = readme.match(/<!-- tested by tests\/browser\/agent\.test\.mjs -->\n```js\n([^]*?)```/)[1].replace("https://shop.example/mcp", shop.url);
assert.ok(example.includes(shop.url));
const page = `<!doctype html><meta charset="utf-8"><title>An agent</title><script type="module">${example}
Object.assign(globalThis, { answer, tool });</script>`;
const server = await startServer(process.env.DIST, { pages: { "agent.html": page, "page.html": pageImporting() } });
after(() => Promise.all([server.close(), shop.stop()]));

inBrowsers("an agent has one tool, by which it finds and calls the others", async ({ page }) => {
  await page.goto(`${server.url}agent.html`);
  await page.waitForFunction(() => "answer" in globalThis);
  const { answer, tool } = await page.evaluate(() => ({ answer, tool: { ...tool } }));
  assert.equal(answer.status, "ok", JSON.stringify(answer));
  assert.match(answer.stdout, /shop\.list_items\(/);
  assert.equal(tool.openai.function.name, "run_python");
  assert.deepEqual(tool.anthropic.input_schema, tool.mcp.inputSchema);
  assert.ok(JSON.stringify(tool.anthropic).length < 1_500, "what it costs in the agent's context");

  const ask = (given) => page.evaluate((given) => tool.call(given), given);
  const total = await ask({ code: "from tools import shop\nsum(item['price'] for item in shop.list_items())" });
  assert.deepEqual([total.status, total.result, total.calls.length], ["ok", 172.5, 1]);
  const failed = await ask(JSON.stringify({ code: "x = 1\nx.y" }));
  assert.deepEqual([failed.status, failed.error.type, failed.error.line], ["error", "AttributeError", 2]);
  const long = await ask({ code: "print('a' * 100_000 + 'end')" });
  assert.ok(long.stdout.length < 5_000 && long.stdout.endsWith("end\n"));
  assert.equal((await ask({})).error.type, "TypeError");
});

/** What this browser must be told to have WebMCP. */
const withWebMcp = {
  Chromium: { args: ["--enable-features=WebMCP"] },
  Firefox: { preferences: { "dom.modelcontext.enabled": true, "dom.modelcontext.testing.enabled": true } },
};

for (const [name, options] of Object.entries(withWebMcp)) {
  test(`agents of the browser are offered the tool (${name})`, async () => {
    const browser = await launch(name, options);
    try {
      const page = await browser.newPage();
      await openApi(page, server.url);
      const { registered, names, answer, after } = await page.evaluate(async () => {
        const controller = new AbortController();
        const registered = await registerRunPython(await createSandbox(), { signal: controller.signal });
        const context = document.modelContext ?? navigator.modelContext;
        const [tool] = await context.getTools();
        const given = { code: "print(1)\n6 * 7" };
        const answer = await (context.executeTool ? context.executeTool(tool, given) : context.invokeTool(tool.name, given));
        controller.abort();
        return { registered, names: [tool.name, tool.inputSchema.required], answer, after: (await context.getTools()).length };
      });
      assert.ok(registered);
      assert.deepEqual(names, ["run_python", ["code"]]);
      const { content } = typeof answer === "string" ? JSON.parse(answer) : answer;
      assert.deepEqual(JSON.parse(content[0].text), { status: "ok", result: 42, stdout: "1\n" });
      assert.equal(after, 0, "it is withdrawn");
    } finally {
      await browser.close();
    }
  });
}

for (const [name, options] of Object.entries(withWebMcp)) {
  test(`the app offers it to them by itself (${name})`, async () => {
    const browser = await launch(name, options);
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForFunction(async () => (await (document.modelContext ?? navigator.modelContext).getTools()).length === 1);
      const answer = await page.evaluate(async () => {
        const context = document.modelContext ?? navigator.modelContext;
        const [tool] = await context.getTools();
        const given = { code: "6 * 7" };
        return context.executeTool ? context.executeTool(tool, given) : context.invokeTool(tool.name, given);
      });
      const { content } = typeof answer === "string" ? JSON.parse(answer) : answer;
      assert.equal(JSON.parse(content[0].text).result, 42);
    } finally {
      await browser.close();
    }
  });
}

inBrowsers("where the browser has no agents nothing is offered", async ({ page }) => {
  await openApi(page, server.url);
  assert.equal(await page.evaluate(async () => registerRunPython(await createSandbox())), false);
});
