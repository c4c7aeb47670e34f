// Real servers of tools for the tests: as released, each a process of its own on a free port of the loopback interface.

import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const everything = here("../node_modules/@modelcontextprotocol/server-everything/dist/index.js");

/**
 * How each server is started on a port. All but the first answer pages of other origins only with `cors`: `true`, or of
 * `rmcp` also "older" (without the headers of the newer kind of request) and "hidden" (and without showing the session).
 */
const commands = {
  /** npm `@modelcontextprotocol/server-everything`: the older kind, with sessions and streams. */
  everything: (port) => ({
    command: [process.execPath, "--require", here("servers/loopback.cjs"), everything, "streamableHttp"],
    env: { PORT: String(port) },
    path: "/mcp",
  }),
  /** PyPI `fastmcp`: the newer kind, without sessions. */
  fastmcp: (port, cors) => ({ command: python("fastmcp_shop.py", port, cors), path: "/mcp" }),
  /** The same with its own authorisation server. */
  login: (port, cors) => ({ command: python("fastmcp_login.py", port, cors), path: "/mcp" }),
  /** The same with five hundred tools. */
  many: (port, cors) => ({ command: python("fastmcp_many.py", port, cors), path: "/mcp" }),
  /** The crate `rmcp` with axum: both kinds. */
  rmcp: (port, cors) => ({ command: [process.env.TEST_RMCP, String(port), ...option(cors)], path: "/mcp" }),
  /** The TypeScript SDK with Express: the older kind; `lines` are run with `app` and `cors`. */
  sdk: (port, cors, lines = "") => ({ command: [process.execPath, here("servers/sdk.mjs"), String(port), lines], path: "/mcp" }),
  /** PyPI `fastmcp`, started by these lines. */
  fastmcpBy: (port, cors, lines) => ({
    command: ["python3", "-B", "-c", `from fastmcp import FastMCP\nmcp = FastMCP("By")\n@mcp.tool\ndef hello() -> str: return "hello"\n${lines}`],
    env: { FASTMCP_PORT: String(port) },
    path: "/mcp",
  }),
  /** PyPI `fastapi`: plain HTTP with an OpenAPI document. */
  fastapi: (port, cors) => ({ command: python("fastapi_shop.py", port, cors), path: "/openapi.json" }),
};

function python(script, port, cors) {
  return ["python3", "-B", here(`servers/${script}`), String(port), ...option(cors)];
}

function option(cors) {
  return cors ? [cors === true ? "--cors" : `--cors-${cors}`] : [];
}

/** Starts a server of this kind and waits until it listens: `{ url, port, stop }`. */
export async function startToolServer(kind, { cors = true, port, lines } = {}) {
  port ??= await freePort();
  const { command, env, path } = commands[kind](port, cors, lines);
  const [program, ...parameters] = command;
  const child = spawn(program, parameters, {
    env: { ...process.env, PYTHONPATH: process.env.TEST_SERVERS, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  let said = "";
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        said = (said + data).slice(-10_000);
        if (/listening on port|running on http/.test(said)) resolve();
      });
    }
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${kind} ended with ${code}:\n${said}`)));
  });
  return {
    url: `http://127.0.0.1:${port}${path}`,
    port,
    /** Some of them take no notice of a polite request. */
    stop() {
      child.kill("SIGKILL");
      return gone;
    },
  };
}

/** A port that nobody listens on. */
export async function freePort() {
  const socket = createSocket();
  await new Promise((resolve) => socket.listen(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

/** A plain server of JSON for pages of other origins; `requests` are those it has seen, `streams` the answers that a test goes on with. */
export async function startJsonServer() {
  const requests = [];
  const streams = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const { method, url, headers } = request;
    if (method !== "OPTIONS") requests.push({ method, url, headers, body });
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Allow-Methods", "*");
    response.setHeader("Access-Control-Expose-Headers", "X-Shown");
    const { pathname } = new URL(url, "http://localhost");
    const [, kind, detail] = pathname.split("/");
    if (method === "OPTIONS") return response.writeHead(204).end();
    if (kind === "status") return response.writeHead(Number(detail), { "Content-Type": "application/json" }).end('{"detail": "as asked"}');
    if (kind === "lines") return response.writeHead(200, { "Content-Type": "text/plain" }).end("one\ntwo\nthree\n");
    if (kind === "silent") return;
    if (kind === "stream") {
      response.writeHead(200, { "Content-Type": "application/x-ndjson" }).flushHeaders();
      return void streams.push(response);
    }
    response.writeHead(200, { "Content-Type": "application/json", "X-Shown": "yes" });
    response.end(JSON.stringify({ method, url, headers, body }));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    streams,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
