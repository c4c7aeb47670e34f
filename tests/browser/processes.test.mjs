// Processes of a program as a page sees them: their output, limits, ends and failures. What programs can do with them is
// in tests/python/process*.py.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting } from "./support/api.mjs";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer(undefined, { pages: { "page.html": pageImporting() } });
after(() => server.close());

/** Opens a page with a sandbox; answers what runs programs there. */
async function sandboxIn(page, options = {}) {
  await openApi(page, server.url);
  await page.evaluate(async (options) => void (globalThis.sandbox = await createSandbox(options)), options);
  return (code, options = {}) => page.evaluate((code, options) => sandbox.run(code, options), code, options);
}

/** A program whose functions are `above`, and which does `below` when it is the first process. */
const program = (above, below) => `import sys, time, os
from multiprocessing import Pool, Process, Queue
from concurrent.futures import ProcessPoolExecutor
${above}
if __name__ == "__main__":
${below.replace(/^/gm, "    ")}
`;

inBrowsers("what children print, show and raise is the run's", async ({ page }) => {
  const run = await sandboxIn(page);
  const above = `
def work(word):
    import vivarium
    print(word, flush=True)
    vivarium.display("<b>child</b>", "text/html")
    raise ValueError("of a child")`;
  const answer = await run(program(above, `p = Process(target=work, args=("hello",), name="little")\np.start()\np.join()\nprint(p.exitcode)`));
  assert.equal(answer.status, "ok", answer.stderr);
  assert.equal(answer.stdout, "hello\n1\n");
  assert.match(answer.stderr, /^Process little:\nTraceback[^]*main\.py", line 9, in work[^]*ValueError: of a child\n$/);
  assert.deepEqual(answer.displays, [{ "text/html": "<b>child</b>" }]);
});

inBrowsers("stop and the time limit end all processes, and the next run has new ones", async ({ page }) => {
  const run = await sandboxIn(page);
  const endless = "\ndef endless():\n    print('on', flush=True)\n    while True: pass";
  const both = `ps = [Process(target=endless) for _ in range(2)]\nfor p in ps: p.start()\nfor p in ps: p.join()`;
  const limited = await run(program(endless, both), { limits: { timeMs: 3_000 } });
  assert.equal(limited.status, "timeout");
  await page.evaluate((code) => {
    const stop = new AbortController();
    globalThis.stopped = sandbox.run(code, { signal: stop.signal, onOutput: (text) => text.includes("on\n") && stop.abort() });
  }, program(endless, both));
  assert.equal((await page.evaluate(() => stopped)).status, "stopped");
  const next = await run(program("\ndef twice(x): return 2 * x", "with Pool(2) as pool: print(pool.map(twice, [1, 2]))"));
  assert.equal(next.stdout, "[2, 4]\n", next.stderr);
});

inBrowsers("a process that breaks down is an exit code, or a broken pool", async ({ page }) => {
  const run = await sandboxIn(page);
  const above = "\ndef hog(x=0):\n    kept = []\n    while True: kept.append('x' * 1_000_000 + str(len(kept)))\n    return x";
  const broken = await run(
    program(above, `p = Process(target=sys.exit, args=(7,))\np.start()\np.join()\nprint(p.exitcode)
with ProcessPoolExecutor(1, initializer=sys.exit, initargs=(3,)) as pool:
    print(type(pool.submit(abs, 1).exception()).__name__)`),
  );
  assert.equal(broken.stdout, "7\nBrokenProcessPool\n", broken.stderr);
  const full = await run(program(above, "p = Process(target=hog)\np.start()\np.join()\nprint(p.exitcode in (1, -9, -11))"), { limits: { memoryMb: 96 } });
  assert.equal(full.stdout, "True\n", full.stderr);
});

inBrowsers("there are bounds, and sentences", async ({ page }) => {
  const run = await sandboxIn(page);
  const many = await run(program("", "for _ in range(40): Process(target=time.sleep, args=(60,), daemon=True).start()"), { limits: { timeMs: 300_000 } });
  assert.deepEqual([many.error?.type, many.error?.message], ["ConnectionError", "a program has at most 32 processes at a time; join some first"]);
  const unguarded = await run("from multiprocessing import Process\np = Process(target=print)\np.start()\np.join()\nprint(p.exitcode)");
  assert.match(unguarded.stderr, /RuntimeError: [^]*if __name__ == '__main__':/);
  assert.equal(unguarded.stdout, "1\n");
  const forked = await run("import multiprocessing\nmultiprocessing.get_context('fork')");
  assert.equal(forked.error.message, "a browser cannot fork; processes start with 'spawn'");
  const recorded = await run(program("", "Process(target=print).start()"), { cassette: "record" });
  assert.equal(recorded.error.message, "processes cannot be started: a run that is recorded or replayed has none");
  const hoard = await run("from multiprocessing._page import Channel\nkept = [Channel('x' * 9_000_000) for _ in range(9)]");
  assert.equal(hoard.error.message, "too much waits to be received by the program's processes");
  const flood = await run(program("", "q = Queue()\nq.put('x' * 9_000_000)\nprint(len(q.get()))"));
  assert.equal(flood.stdout, "9000000\n", flood.stderr);
});

inBrowsers("children ask the page's origins, and count as calls of the run", async ({ page }) => {
  const origin = new URL(server.url).origin;
  const run = await sandboxIn(page, { net: [origin] });
  const above = "\ndef size(address):\n    import urllib.request\n    return len(urllib.request.urlopen(address).read())";
  const answer = await run(program(above, `with Pool(2) as pool: print(pool.map(size, ["${server.url}page.html"] * 3, chunksize=1))`));
  assert.equal(answer.status, "ok", answer.stderr);
  assert.match(answer.stdout, /^\[(\d+), \1, \1\]\n$/);
  assert.equal(answer.toolCalls.length, 3);
});

inBrowsers("asyncio waits for a pool beside its tasks", async ({ page }) => {
  const run = await sandboxIn(page);
  const above = `
import asyncio
def square(x): return x * x
async def main():
    ticks = []
    async def tick():
        for _ in range(3):
            ticks.append(1)
            await asyncio.sleep(0.01)
    with ProcessPoolExecutor(2) as pool:
        loop = asyncio.get_running_loop()
        answers, _ = await asyncio.gather(asyncio.gather(*(loop.run_in_executor(pool, square, n) for n in range(4))), tick())
    print(answers, len(ticks))`;
  assert.equal((await run(program(above, "asyncio.run(main())"))).stdout, "[0, 1, 4, 9] 3\n");
});

inBrowsers("in the app, a pool's answers and what its processes print stand in the output", async ({ page }) => {
  const app = await App.open(page, server.url);
  const code = program(
    "\ndef square(x):\n    print('child', x, flush=True)\n    return x * x",
    "with Pool(2) as pool: print(sum(pool.map(square, [3])))\nq = Queue()\ntry: q.get(timeout=0.01)\nexcept Exception as error: print(type(error).__name__)",
  );
  await app.write(code);
  await app.run();
  await app.status(/Finished/);
  assert.equal(await app.output(), "child 3\n9\nEmpty\n");
});
