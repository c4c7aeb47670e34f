// The three engines behind one interface, in the page: open(name) → { fresh, run, stop?, close }.
//
// fresh(onOutput): run print(1) on an interpreter that ran nothing before; answers the milliseconds it took.
// run({ text, files }): run a program with files beside it; answers { output, error }.
// stop(): milliseconds from asking an endless loop to stop until it has; only where that needs no special headers.

/** A program that takes longer has failed. */
const timeLimit = 60_000;
const limits = { timeMs: timeLimit, memoryMb: 1024, outputBytes: 10_000_000 };

async function openVivarium() {
  const { createSandbox } = await import("/vivarium/vivarium.js");
  const sandbox = await createSandbox({ limits });
  return {
    async fresh(onOutput = () => {}) {
      const start = performance.now();
      const run = await sandbox.run("print(1)", { onOutput });
      const elapsed = performance.now() - start;
      if (run.stdout !== "1\n") throw new Error(`print(1) printed ${JSON.stringify(run.stdout)}: ${run.error?.message}`);
      return elapsed;
    },
    async run({ text, files }) {
      const run = await sandbox.run(text, { files });
      const error = run.status === "ok" ? null : `${run.error?.type ?? run.status}: ${run.error?.message ?? ""}`;
      return { output: run.stdout, error };
    },
    async stop() {
      const controller = new AbortController();
      const started = new Promise((resolve) => {
        this.running = sandbox.run("print('on', flush=True)\nwhile True: pass", { signal: controller.signal, onOutput: resolve });
      });
      await started;
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
      const start = performance.now();
      controller.abort();
      await this.running.catch(() => {});
      return performance.now() - start;
    },
    close: () => sandbox.close(),
  };
}

/** An engine in a worker of ours, which answers { id, op, argument } with { id, value } or { id, failure }. */
function openWorker(script) {
  let worker;
  let last = 0;
  const waiting = new Map();

  function start() {
    worker = new Worker(new URL(script, import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => {
      const call = waiting.get(data.id);
      if (data.output) return call.onOutput?.(data.output);
      waiting.delete(data.id);
      if (data.failure) call.reject(new Error(data.failure));
      else call.resolve(data.value);
    };
    worker.onerror = (event) => giveUp(event.message);
  }

  /** The next call starts a new worker. */
  function giveUp(reason) {
    worker.terminate();
    worker = null;
    for (const call of waiting.values()) call.reject(new Error(reason));
    waiting.clear();
  }

  function ask(op, argument, onOutput) {
    if (!worker) start();
    last += 1;
    return new Promise((resolve, reject) => {
      waiting.set(last, { resolve, reject, onOutput });
      worker.postMessage({ id: last, op, argument });
    });
  }

  return {
    async fresh(onOutput) {
      const start = performance.now();
      await ask("fresh", null, onOutput);
      return performance.now() - start;
    },
    async run(program) {
      const timer = setTimeout(() => giveUp(`not done after ${timeLimit / 1000} s`), timeLimit);
      return ask("run", program).finally(() => clearTimeout(timer));
    },
    close: () => worker?.terminate(),
  };
}

export async function open(name) {
  if (name === "vivarium") return openVivarium();
  return openWorker(`./${name}-worker.mjs`);
}
