// Why a server cannot be reached is said in one sentence with the way out, though browsers do not tell.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers, launch } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { freePort, startToolServer } from "./support/servers.mjs";

const strict = '<meta http-equiv="Content-Security-Policy" content="connect-src \'self\'">';
const host = await startServer(process.env.DIST, {
  pages: { "page.html": pageImporting(), "strict.html": pageImporting().replace("<title>", `${strict}<title>`) },
});
const [closed, open, hidden, unexposed, everything] = await Promise.all([
  startToolServer("fastmcp", { cors: false }),
  startToolServer("fastmcp"),
  startToolServer("rmcp", { cors: "hidden" }),
  startToolServer("sdk", { lines: "app.use(cors())" }),
  startToolServer("everything"),
]);
/** What stands at addresses that are not what they should be; `/mcp` allows pages nothing but to read. */
const plain = createServer((request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  const [, kind] = request.url.split("/");
  if (request.method === "OPTIONS" && kind !== "mcp") {
    response.setHeader("Access-Control-Allow-Headers", kind === "few" ? "Content-Type, Mcp-Method, MCP-Protocol-Version" : "*, Authorization");
    return response.writeHead(204).end();
  }
  if (request.method === "OPTIONS") return response.writeHead(405).end();
  const status = { 401: 401, 403: 403 }[kind] ?? 200;
  response.writeHead(status, { "Content-Type": kind === "page" ? "text/html" : "text/plain" }).end("<h1>Hello</h1>");
}).listen(0, "127.0.0.1");
await once(plain, "listening");
const at = (path) => `http://127.0.0.1:${plain.address().port}/${path}`;
after(() => Promise.all([host.close(), closed.stop(), open.stop(), hidden.stop(), unexposed.stop(), everything.stop(), plain.close()]));

/** The exception of a program that calls a tool of this server. */
async function complaint(page, server) {
  const ran = await runOnce(page, "from tools import s\n\ns.anything()\n", {}, { tools: { mcpServers: { s: server } } });
  assert.equal(ran.status, "error", ran.stdout);
  assert.equal(ran.error.line, 3, ran.error.traceback);
  return ran.error;
}

const causes = {
  "FastMCP as it comes refuses pages of other origins": [
    { url: closed.url },
    "ConnectionError",
    ({ origin }) => [
      "is up, but",
      `Access-Control-Allow-Origin: ${origin}`,
      "Access-Control-Allow-Headers: Content-Type",
      "Access-Control-Expose-Headers: Mcp-Session-Id",
      `middleware=[Middleware(CORSMiddleware, allow_origins=["${origin}"]`,
    ],
  ],
  "a dead port": [{ url: `http://127.0.0.1:${await freePort()}/mcp` }, "ConnectionError", () => ["nothing answers at http://127.0.0.1", "start the server"]],
  "a session that rmcp does not expose": [{ url: hidden.url }, "ConnectionError", () => ["Access-Control-Expose-Headers: Mcp-Session-Id", "CorsLayer"]],
  "a session that the TypeScript SDK does not expose": [{ url: unexposed.url }, "ConnectionError", () => ["Access-Control-Expose-Headers: Mcp-Session-Id", "cors({"]],
  "a preflight that is refused": [{ url: at("mcp") }, "ConnectionError", () => ["refuses the OPTIONS request", "Access-Control-Allow-Headers: Content-Type"]],
  "a header that the preflight does not allow": [
    { url: at("few"), headers: { "X-Key": "k" } },
    "ConnectionError",
    () => ["does not allow X-Key:", "Access-Control-Allow-Headers: "],
  ],
  "a key that is missing": [{ url: at("401") }, "PermissionError", () => ["401", "Authorization"]],
  "a key that is not enough": [{ url: at("403") }, "PermissionError", () => ["403"]],
  "a web page": [{ url: at("page") }, "ConnectionError", () => ["a web page", "/mcp"]],
  "another path of an MCP server": [{ url: open.url.replace("/mcp", "/") }, "ConnectionError", () => ["404", "/mcp"]],
  "another path of another MCP server": [{ url: everything.url.replace("/mcp", "/") }, "ConnectionError", () => ["/mcp"]],
};

for (const [cause, [server, type, parts]] of Object.entries(causes)) {
  inBrowsers(cause, async ({ page }) => {
    await openApi(page, host.url);
    const error = await complaint(page, server);
    assert.equal(error.type, type, error.traceback);
    for (const part of parts(new URL(host.url))) assert.ok(error.message.includes(part), `${part}\n${error.message}`);
    if (type === "ConnectionError") assert.ok(!/is down, its name|cannot be read/.test(error.message), error.message);
  });
}

inBrowsers("the page's own policy is named", async ({ page }) => {
  await page.goto(`${host.url}strict.html`);
  await page.waitForFunction(() => "createSandbox" in globalThis);
  const error = await complaint(page, { url: open.url });
  assert.match(error.message, /Content-Security-Policy.*connect-src/);
  assert.ok(error.message.includes(new URL(open.url).origin), error.message);
});

inBrowsers("a plain request is diagnosed too, without a word of MCP", async ({ page }) => {
  await openApi(page, host.url);
  const closedOrigin = new URL(closed.url).origin;
  const ran = await runOnce(page, `import requests\n\nrequests.get("${closedOrigin}/x")\n`, {}, { net: [closedOrigin] });
  assert.equal(ran.error.line, 3, ran.error.traceback);
  assert.match(ran.error.message, /is up, but.*Access-Control-Allow-Origin/);
  assert.match(ran.error.message, /FastAPI[^]*Express/);
  assert.doesNotMatch(ran.error.message, /Mcp/);
});

inBrowsers("the lines of code that it tells to add do what they say", async ({ page }) => {
  await openApi(page, host.url);
  const { message } = await complaint(page, { url: closed.url });
  const lines = (title) => message.match(new RegExp(`${title}:\\n((?: {2}.*\\n?)+)`))[1].replaceAll(/^ {2}/gm, "");
  const script = lines("For a server with the TypeScript SDK and Express").replace('import cors from "cors";\n', "");
  for (const [kind, advice] of [
    ["fastmcpBy", lines("For a server in FastMCP")],
    ["sdk", script],
  ]) {
    const server = await startToolServer(kind, { lines: advice });
    try {
      const ran = await runOnce(page, "from tools import s\nprint(s.hello())", {}, { tools: { mcpServers: { s: { url: server.url } } } });
      assert.equal(ran.stdout, "hello\n", `${kind}: ${ran.stderr}`);
    } finally {
      await server.stop();
    }
  }
});

test("a browser that keeps public pages from the user's own machine is named (Chromium)", async () => {
  const { origin, port } = new URL(host.url);
  const browser = await launch("Chromium", { args: [`--ip-address-space-overrides=127.0.0.1:${port}=public`] });
  try {
    const page = await browser.newPage();
    const browserSession = await browser.target().createCDPSession();
    const answer = async (setting) => {
      await browserSession.send("Browser.setPermission", { permission: { name: "loopback-network" }, setting, origin });
      await openApi(page, host.url);
    };
    await answer("denied");
    const refused = await complaint(page, { url: open.url });
    assert.match(refused.message, /the browser keeps this page from http:\/\/127\.0\.0\.1:\d+.*site settings/);
    await answer("granted");
    const ran = await runOnce(page, "from tools import s\nprint(s.buy(item_id=1)['total'])\n", {}, { tools: { mcpServers: { s: { url: open.url } } } });
    assert.equal(ran.stdout, "12.5\n", ran.stderr);
  } finally {
    await browser.close();
  }
});
