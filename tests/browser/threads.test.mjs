// Threads as a page sees them: how they are stopped, what they leave, and that they are the same each time. What programs
// can do with them is in tests/python/threads_*.py.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer(undefined, { pages: { "page.html": pageImporting() } });
after(() => server.close());

/** Opens a page with a sandbox; answers what runs programs there. */
async function sandboxIn(page) {
  await openApi(page, server.url);
  await page.evaluate(async () => void (globalThis.sandbox = await createSandbox()));
  return (code, options = {}) => page.evaluate((code, options) => sandbox.run(code, options), code, options);
}

const spinning = `import threading, time
def spin():
    while True:
        pass
for _ in range(2):
    threading.Thread(target=spin).start()
print("begun", flush=True)
`;

inBrowsers("Stop reaches the first thread, whatever the others do; the next run knows nothing of them", async ({ page }) => {
  const run = await sandboxIn(page);
  const stopped = (code) =>
    page.evaluate(async (code) => {
      const controller = new AbortController();
      return sandbox.run(code, { signal: controller.signal, onOutput: () => controller.abort() });
    }, code);
  let told = 0;
  for (const end of ["time.sleep(1000)", "spin()", "threading.Event().wait()", "[t.join() for t in threading.enumerate()[1:]]"]) {
    const answer = await stopped(`${spinning}try:\n    ${end}\nfinally:\n    print("told", threading.current_thread().name)`);
    assert.equal(answer.status, "stopped", end);
    // On a machine that is busy with other things the time that it has to say so may be over before.
    told += /told MainThread/.test(answer.stdout);
  }
  assert.ok(told > 0);
  const handled = await stopped(`${spinning.replace("while True", "while not done")}
done = False
try:
    time.sleep(1000)
except KeyboardInterrupt:
    done = True
for thread in threading.enumerate()[1:]:
    thread.join()
print("all have ended")
`.replace("import threading", "done = False\nimport threading"));
  assert.equal(handled.status, "stopped");
  const next = await run("import threading\nprint(threading.active_count())");
  assert.equal(next.stdout, "1\n");
});

inBrowsers("a program ends when its deadline comes, and when only daemons are left", async ({ page }) => {
  const run = await sandboxIn(page);
  const late = await run(`${spinning}time.sleep(1000)`, { limits: { timeMs: 300 } });
  assert.equal(late.status, "timeout", late.stderr);
  const daemons = await run(`${spinning.replace("target=spin", "target=spin, daemon=True")}print("end")`);
  assert.deepEqual([daemons.status, daemons.stdout], ["ok", "begun\nend\n"]);
});

inBrowsers("with a seed and a clock the turns are the same each time", async ({ page }) => {
  const run = await sandboxIn(page);
  const code = `import threading, random
def work(name):
    for _ in range(4):
        for _ in range(random.randrange(30_000)):
            pass
        print(name, end=" ")
threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
for thread in threads: thread.start()
for thread in threads: thread.join()`;
  const [first, second, other] = [await run(code, { seed: 1, now: 0 }), await run(code, { seed: 1, now: 0 }), await run(code, { seed: 2, now: 0 })];
  assert.equal(first.stdout, second.stdout);
  assert.match(first.stdout, /(\w) .*(?!\1)\w .*\1/, "they take turns");
  assert.notEqual(first.stdout, other.stdout);
});

inBrowsers("threads of a session go on with its next cell", async ({ page }) => {
  await sandboxIn(page);
  const cells = await page.evaluate(async () => {
    const session = sandbox.session();
    await session.run("import threading, queue\njobs, done = queue.Queue(), queue.Queue()");
    await session.run("def work():\n    while True:\n        done.put(jobs.get() * 2)\nthreading.Thread(target=work, daemon=True).start()");
    return [await session.run("jobs.put(21); done.get()"), await session.run("threading.active_count()")];
  });
  assert.deepEqual(
    cells.map(({ result }) => result?.repr),
    ["42", "2"],
  );
});

inBrowsers("too many threads, too deep a stack and too little memory end in an error, not in the worker's end", async ({ page }) => {
  const run = await sandboxIn(page);
  const many = await run(`import threading
event, begun = threading.Event(), 0
try:
    while True:
        threading.Thread(target=event.wait).start()
        begun += 1
except RuntimeError as error:
    print(begun, error)
event.set()`);
  assert.equal(many.stdout, "500 can't start new thread: there are 500 that have not ended\n");
  const deep = await run(`import threading
def deep():
    a = []
    for _ in range(100_000):
        a = [a]
    try:
        repr(a)
    except RecursionError:
        print("RecursionError")
threads = [threading.Thread(target=deep) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()`);
  assert.deepEqual([deep.status, deep.stdout], ["ok", "RecursionError\nRecursionError\n"]);
  const big = await run("import threading\nthread = threading.Thread(target=lambda: [0] * 10**9)\nthread.start()\nthread.join()", { limits: { memoryMb: 64 } });
  assert.match(big.stderr, /MemoryError|memory/);
  assert.equal((await run("print('alive')")).stdout, "alive\n");
});
