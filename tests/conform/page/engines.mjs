// Both engines behind one function, in the page: `runOn(engine, { text, files, stdin, limit })` answers `{ output, stderr, error }`.
//
// What a program has printed before its time was up counts on both.

import { createSandbox } from "/vivarium/vivarium.js";

const decode = (files) => Object.fromEntries(Object.entries(files).map(([path, base64]) => [path, Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
const memory = { memoryMb: 1024, outputBytes: 10_000_000 };
let sandbox;
let worker;

async function onVivarium({ text, files, stdin = "", limit }) {
  sandbox ??= await createSandbox();
  const run = await sandbox.run(text, { stdin, files: decode(files), limits: { ...memory, timeMs: limit } });
  return { output: run.stdout, stderr: run.stderr, error: run.status === "ok" ? null : `${run.status}: ${run.error?.message ?? ""}` };
}

function onPyodide({ text, files, stdin = "", limit }) {
  worker ??= new Worker(new URL("pyodide-worker.mjs", import.meta.url), { type: "module" });
  const lines = [];
  return new Promise((resolve) => {
    const end = (error) => {
      clearTimeout(timer);
      // What has failed may have left a broken interpreter.
      if (error) worker = void worker?.terminate();
      resolve({ output: lines.map((line) => `${line}\n`).join(""), stderr: error ?? "", error });
    };
    const timer = setTimeout(end, limit, "timeout");
    worker.onmessage = ({ data }) => ("line" in data ? lines.push(data.line) : end(data.error));
    worker.onerror = (event) => end(`crashed: ${event.message}`);
    worker.postMessage({ text, stdin, files: decode(files) });
  });
}

window.runOn = (engine, program) => (engine === "vivarium" ? onVivarium(program) : onPyodide(program));
