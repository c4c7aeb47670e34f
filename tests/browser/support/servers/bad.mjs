// An MCP server that goes wrong as its address says: `/mcp/html` answers calls with a web page, and so on.

import { once } from "node:events";
import { createServer } from "node:http";

const megabyte = Buffer.alloc(1 << 20, "x");
const recursive = {
  type: "object",
  properties: { tree: { $ref: "#/$defs/Tree" } },
  required: ["tree"],
  $defs: { Tree: { type: "object", properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#/$defs/Tree" } } }, required: ["name"] } },
};

/** What each kind does with a call, instead of `answer`. */
const calls = {
  slow: () => {},
  html: ({ response }) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Please log in</h1>"),
  invalid: ({ response, json }) => response.writeHead(200, json).end('{"jsonrpc": "2.0", "id": 1, "result": {'),
  deep: ({ response, json }) => response.writeHead(200, json).end("[".repeat(1_000_000)),
  empty: ({ response, json }) => response.writeHead(200, json).end(),
  other: ({ response, json }) => response.writeHead(200, json).end('{"jsonrpc": "2.0", "id": 1, "result": [1, 2]}'),
  half({ response }) {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write('data: {"jsonrpc": "2.0", "id"', () => response.destroy());
  },
  cut({ response }) {
    response.writeHead(200, { "Content-Type": "text/event-stream" }).end('data: {"jsonrpc": "2.0", "id"');
  },
  large({ response, json }) {
    response.writeHead(200, json);
    let left = 100;
    const more = () => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(megabyte)) return response.once("drain", more);
      }
      response.end();
    };
    more();
  },
  gone: ({ fail }) => fail(-32602, "Unknown tool: work"),
  expires: ({ response, count, answer }) => (count > 2 ? response.writeHead(401, { "Content-Type": "text/plain" }).end("token expired") : answer()),
  crash: ({ response }) => response.destroy(),
};

/** `{ url, origin, keys, stop }`; `keys` are the values of `X-Key` that have come, with the path. */
export async function startBadServer(elsewhere = () => "") {
  const counts = new Map();
  const keys = [];
  const server = createServer(async (request, response) => {
    const { "x-key": key, origin, "access-control-request-headers": wanted = "" } = request.headers;
    if (key) keys.push(`${request.url} ${key}`);
    response.setHeader("Access-Control-Allow-Origin", origin ?? "*");
    response.setHeader("Access-Control-Allow-Headers", wanted);
    response.setHeader("Access-Control-Allow-Methods", "*");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const [, where, kind] = request.url.split("/");
    if (where === "away") return response.writeHead(307, { Location: elsewhere() }).end();
    const parts = [];
    for await (const part of request) parts.push(part);
    if (where !== "mcp" || parts.length === 0) return response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    const { id, method } = JSON.parse(Buffer.concat(parts));
    const json = { "Content-Type": "application/json" };
    const say = (body) => response.writeHead(200, json).end(JSON.stringify({ jsonrpc: "2.0", id, ...body }));
    const work = { name: "work", inputSchema: kind === "recursive" ? recursive : { type: "object" } };
    if (method === "server/discover") return say({ result: { supportedVersions: ["2026-07-28"], capabilities: { tools: {} } } });
    if (method === "tools/list") return say({ result: { tools: [work] } });
    const count = (counts.get(request.url) ?? 0) + 1;
    counts.set(request.url, count);
    const answer = () => say({ result: { content: [{ type: "text", text: `call ${count}` }] } });
    const call = calls[kind] ?? answer;
    call({ response, json, count, answer, fail: (code, message) => say({ error: { code, message } }) });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: (kind) => `${origin}/mcp/${kind}`,
    keys,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
