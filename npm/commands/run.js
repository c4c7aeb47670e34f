// `vivarium run`: a program in the sandbox, at this terminal.

import { basename } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { createSandbox } from "../node/vivarium.js";
import { Mistake } from "./mistake.js";
import { common, opened, runOptions, sandboxOf, sandboxOptions, suspends } from "./options.js";

/** 23 days: longer than anybody waits. */
const FOREVER_MS = 2_000_000_000;

export async function main(words) {
  // The program's own options come after its name.
  const at = words.findIndex((word, at) => !word.startsWith("-") && !words[at - 1]?.startsWith("--"));
  if (at < 0) throw new Mistake("Which program? vivarium run program.py");
  const [program, ...argv] = words.slice(at);
  const { values } = parseArgs({ args: words.slice(0, at), options: common });
  const code = (await opened(program)).toString();
  const options = await runOptions(values, FOREVER_MS);
  const sandbox = await sandboxOf(createSandbox, await sandboxOptions(values));

  const abort = new AbortController();
  process.on("SIGINT", () => abort.abort());
  const run = await sandbox.run(code, {
    ...options,
    ...(await input()),
    argv,
    filename: basename(program),
    signal: abort.signal,
    onOutput: (text, stream) => process[stream].write(text),
  });
  sandbox.close();
  process.stdin.destroy();
  // An exception's traceback has been printed by the program itself.
  const told = run.status === "stopped" || (run.status === "error" && run.error.traceback);
  if (run.error && !told) process.stderr.write(`${run.error.message}\n`);
  return run.status === "stopped" ? 130 : run.exitCode;
}

/** Lines as they are asked for or, where a program cannot wait, all that is there. */
async function input() {
  if (!suspends) return process.stdin.isTTY ? {} : { stdin: await text(process.stdin) };
  let lines;
  return {
    async onInput() {
      lines ??= createInterface({ input: process.stdin, terminal: false })[Symbol.asyncIterator]();
      return (await lines.next()).value;
    },
  };
}
