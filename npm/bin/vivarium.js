#!/usr/bin/env node
// The command `vivarium`: reads its first word and hands over to one module per command.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Mistake } from "../commands/mistake.js";

const USAGE = `Usage: vivarium <command>

  run program.py [arguments…]   run a program in the sandbox; its input is this terminal's
  mcp                           serve run_python to an agent: an MCP server over standard input and output
  embed folder… [--write]       run the Python of a site's Markdown and HTML, and compare it with the saved output

  --tools mcp.json              run, mcp: servers whose tools programs may call; \${NAME} in it is this environment's NAME
  --net https://example.org     run, mcp: an origin that programs may ask; more than once for more
  --file data.csv               run, mcp: a file that programs find under that name; likewise
  --timeout 30                  seconds that a program may take (run: no limit)`;

const [command, ...words] = process.argv.slice(2);

/** Node 24 switches stacks (JSPI) only when it is told to. */
if (command && !("Suspending" in WebAssembly) && process.versions.node.startsWith("24.") && process.execArgv.length === 0) {
  const child = spawn(process.execPath, ["--experimental-wasm-jspi", fileURLToPath(import.meta.url), command, ...words], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code)));
} else await main();

async function main() {
  if (!["run", "mcp", "embed"].includes(command)) {
    const asked = [undefined, "help", "--help", "-h"].includes(command);
    console[asked ? "log" : "error"](asked ? USAGE : `vivarium does not know ${command}.\n\n${USAGE}`);
    process.exitCode = asked ? 0 : 2;
    return;
  }
  try {
    const { main } = await import(`../commands/${command}.js`);
    process.exitCode = await main(words);
  } catch (error) {
    if (!(error instanceof Mistake || error.code?.startsWith("ERR_PARSE_ARGS"))) throw error;
    console.error(`✗ ${error.message}`);
    process.exitCode = 2;
  }
}
