// `vivarium mcp`: serves `run_python` over standard input and output, in the older kinds of the Model Context Protocol and the newer.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { createSandbox, runPythonTool } from "../node/vivarium.js";
import { common, runOptions, sandboxOf, sandboxOptions } from "./options.js";

/** Kinds that begin with `initialize`; the first is what we propose. */
const OLDER = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
/** Each request says which kind it is, and nothing is initialised. */
const NEWER = "2026-07-28";
const META = "io.modelcontextprotocol/";
const CAPABILITIES = { tools: { listChanged: false } };
const OUTPUT = {
  type: "object",
  properties: {
    status: { type: "string", description: "ok, error, stopped, timeout, out_of_memory, limit or crashed" },
    result: { description: "Value of the last expression" },
    stdout: { type: "string" },
    stderr: { type: "string" },
    error: { type: "object" },
    calls: { type: "array", description: "Calls of tools that the program made" },
  },
  required: ["status"],
};

export async function main(words) {
  const { values } = parseArgs({ args: words, options: common });
  const options = await runOptions(values);
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url)));
  const sandbox = await sandboxOf(createSandbox, await sandboxOptions(values));
  const server = new Server({ name: "vivarium", version }, sandbox, options, (message) => process.stdout.write(`${JSON.stringify(message)}\n`));
  for await (const line of createInterface({ input: process.stdin })) if (line.trim()) server.hear(line);
  sandbox.close(); // which ends what runs
  return 0;
}

/** An error of the protocol, as JSON-RPC numbers them. */
class Refusal extends Error {
  constructor(code, message, data) {
    super(message);
    Object.assign(this, { code, data });
  }
}

class Server {
  #info;
  #sandbox;
  #options;
  #send;
  #running = new Map(); // number of a request → what stops it

  constructor(info, sandbox, options, send) {
    [this.#info, this.#sandbox, this.#options, this.#send] = [info, sandbox, options, send];
  }

  /** A line of the client's: a message, or several. */
  hear(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      return this.#send({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "This line is not JSON." } });
    }
    for (const one of [message].flat()) this.#take(one);
  }

  async #take(message) {
    const { id, method, params = {} } = message ?? {};
    if (method === "notifications/cancelled") return this.#running.get(params.requestId)?.abort();
    // Other notifications want no answer, and of answers we have asked for none.
    if (id === undefined || method === undefined) return;
    const abort = new AbortController();
    this.#running.set(id, abort);
    let answer;
    try {
      const version = params._meta?.[`${META}protocolVersion`];
      if (version !== undefined && version !== NEWER) {
        throw new Refusal(-32022, `The version ${version} is not known here.`, { supported: [NEWER], requested: version });
      }
      const result = await this.#answer(method, params, abort.signal);
      answer = { result: version ? { resultType: "complete", ...result } : result };
    } catch ({ code = -32603, message, data }) {
      answer = { error: { code, message, data } };
    }
    this.#running.delete(id);
    // Nobody waits for what was cancelled.
    if (!abort.signal.aborted) this.#send({ jsonrpc: "2.0", id, ...answer });
  }

  async #answer(method, params, signal) {
    const { mcp: tool } = runPythonTool(this.#sandbox);
    switch (method) {
      case "initialize":
        return {
          protocolVersion: OLDER.includes(params.protocolVersion) ? params.protocolVersion : OLDER[0],
          capabilities: CAPABILITIES,
          serverInfo: this.#info,
        };
      case "server/discover":
        return { supportedVersions: [NEWER], capabilities: CAPABILITIES, _meta: { [`${META}serverInfo`]: this.#info }, ttlMs: 0, cacheScope: "private" };
      case "ping":
        return {};
      case "tools/list":
        return { tools: [{ ...tool, title: "Run Python", outputSchema: OUTPUT }], ttlMs: 0, cacheScope: "private" };
      case "tools/call": {
        if (params.name !== tool.name) throw new Refusal(-32602, `There is no tool ${params.name}; there is ${tool.name}.`);
        const { call } = runPythonTool(this.#sandbox, { ...this.#options, signal });
        const answer = await call(params.arguments);
        return { content: [{ type: "text", text: JSON.stringify(answer) }], structuredContent: answer, isError: answer.status !== "ok" };
      }
      default:
        throw new Refusal(-32601, `There is no method ${method} here.`);
    }
  }
}
