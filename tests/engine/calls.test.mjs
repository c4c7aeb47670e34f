// Calls to the page: what the engine asks, in which order, and what a program makes of the answers.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startEngine } from "./support/engine.mjs";

/** A page that answers `{ echo: value }` with the value, the latest call first, and writes down what it is asked. */
function echoingPage() {
  let first;
  const log = [];
  const write = (word, ...numbers) => log.push([word, ...numbers.map((number) => number - first + 1)].join(" "));
  const open = new Map();
  return {
    log,
    start(number, request) {
      if (request.refuse) throw new Error(request.refuse);
      first ??= number;
      write("start", number);
      open.set(number, request);
    },
    wait(numbers, seconds) {
      write("wait", ...numbers);
      const number = numbers.findLast((number) => open.has(number) && "echo" in open.get(number));
      if (number === undefined) {
        assert.ok(seconds >= 0, "a wait without end for what is never answered");
        return undefined;
      }
      const { echo } = open.get(number);
      open.delete(number);
      return [number, echo];
    },
    cancel(numbers) {
      write("cancel", ...numbers);
    },
  };
}

const prelude = "import asyncio\nfrom _vivarium_calls import call, call_async\n";

const engine = startEngine();

/** Runs a program on such a page: its last value, and what the page was asked. */
function asked(code) {
  const page = echoingPage();
  engine.open(page);
  const { result, error } = engine.run(prelude + code);
  assert.equal(error, null, error?.traceback);
  return { value: result.repr, log: page.log };
}

describe("calls to the page", () => {
  it("wait for their answer", () => {
    const { value, log } = asked("call({'echo': {'a': [1, 2.5, None, 'é']}})");
    assert.equal(value, "{'a': [1, 2.5, None, 'é']}");
    assert.deepEqual(log, ["start 1", "wait 1"]);
  });

  it("keep large integers whole", () => {
    const page = { start() {}, wait: ([number]) => [number, 0] };
    const digits = "123456789012345678901234567890";
    engine.open(page);
    const { result } = engine.run(`${prelude}import _vivarium\nasked = _vivarium.wait_calls\n_vivarium.wait_calls = lambda *_: '[1, ${digits}]'\ntry: value = call({})\nfinally: _vivarium.wait_calls = asked\nvalue`);
    assert.equal(result.repr, digits);
  });

  it("that are refused are an OSError with the host's sentence", () => {
    const code = "try: call({'refuse': 'Not here.'})\nexcept OSError as error: said = str(error)\nsaid";
    assert.equal(asked(code).value, "'Not here.'");
    engine.open(undefined);
    const { error } = engine.run(`${prelude}call({})`);
    assert.deepEqual([error.type, error.message], ["OSError", "This host does not know 16."]);
  });

  it("under gather all start before the first wait", () => {
    const code = "async def main():\n    return await asyncio.gather(*(call_async({'echo': n}) for n in range(10)))\nasyncio.run(main())";
    const { value, log } = asked(code);
    assert.equal(value, "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
    assert.deepEqual(log.slice(0, 10), Array.from({ length: 10 }, (_, at) => `start ${at + 1}`));
    assert.equal(log[10], "wait 1 2 3 4 5 6 7 8 9 10");
    assert.ok(!log.some((line) => line.startsWith("cancel")));
  });

  it("let timers and other tasks go on", () => {
    const code = `
async def main():
    seen = []
    async def tick():
        for n in range(3):
            await asyncio.sleep(0)
            seen.append(n)
    never = asyncio.create_task(call_async({}))
    await asyncio.gather(tick(), asyncio.sleep(0.001))
    never.cancel()
    await asyncio.gather(never, return_exceptions=True)
    return seen, never.cancelled()
asyncio.run(main())`;
    const { value, log } = asked(code);
    assert.equal(value, "([0, 1, 2], True)");
    assert.ok(log.includes("cancel 1"), log.join());
  });

  it("are cancelled by a time limit", () => {
    const code = `
async def main():
    try:
        async with asyncio.timeout(0.001):
            await call_async({})
    except TimeoutError:
        return "too late"
asyncio.run(main())`;
    const { value, log } = asked(code);
    assert.equal(value, "'too late'");
    assert.equal(log.at(-1), "cancel 1");
  });

  it("of threads run side by side", () => {
    const code = `
import threading
answers = []
threads = [threading.Thread(target=lambda n=n: answers.append(call({"echo": n}))) for n in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
answers`;
    const { value, log } = asked(code);
    assert.equal(value, "[2, 1, 0]");
    assert.deepEqual(log.slice(0, 3), ["start 1", "start 2", "start 3"]);
  });
});
