// Runs functions in Nodes of several versions, as the browser tests do in pages.

import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const installed = (name) => fileURLToPath(new URL(`../node_modules/node-${name}-${process.arch}/bin/node`, import.meta.url));
/** The oldest Node that is supported, and a current one. Where npm has none for this machine, the one that runs the tests. */
export const nodes = [
  { name: "Node 22", path: installed(22), suspends: false },
  { name: "Node 26", path: installed(26), suspends: true },
].filter(({ path }) => existsSync(path));
if (nodes.length === 0) nodes.push({ name: process.version, path: process.execPath, suspends: "Suspending" in WebAssembly });

const running = new Map();

/** A process of this Node with the package's exports as globals: `evaluate(function, …parameters)` as in a page. */
export function started(node) {
  if (!running.has(node.name)) running.set(node.name, start(node));
  return running.get(node.name);
}

function start({ path }) {
  const child = fork(new URL("driver.mjs", import.meta.url), { execPath: path, execArgv: [] });
  const waiting = new Map();
  let calls = 0;
  child.on("message", ({ call, value, error }) => {
    const { resolve, reject } = waiting.get(call);
    waiting.delete(call);
    if (error) reject(new Error(error));
    else resolve(value);
  });
  child.on("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`Node ended with ${code}`));
  });
  return {
    evaluate(work, ...parameters) {
      return new Promise((resolve, reject) => {
        waiting.set(++calls, { resolve, reject });
        child.send({ call: calls, source: String(work), parameters });
      });
    },
    stop: () => child.kill(),
  };
}

/** Runs `body({ node, evaluate, t })` in each Node; `only` chooses some. */
export function inNodes(name, body, only = () => true) {
  for (const node of nodes.filter(only)) {
    test(`${name} (${node.name})`, { timeout: 120_000 }, (t) => body({ ...started(node), node, t }));
  }
}

after(() => {
  for (const node of running.values()) node.stop();
});
