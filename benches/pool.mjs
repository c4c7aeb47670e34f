// Processes of one program: what a pool costs to start and to feed, and how much faster two cores are than one.

const work = `
import time
from multiprocessing import Pool, cpu_count

def busy(seconds_of_work):
    total = 0
    for number in range(seconds_of_work):
        total += number * number % 7
    return total

def small(x):
    return x + 1

def timed(function):
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000
`;

/** Milliseconds: two equal tasks one after the other, and in a pool of two; starting a pool of four; 1000 small tasks. */
export async function measurePool(page, rounds) {
  return page.evaluate(async (work, rounds) => {
    const { createSandbox } = await import("/vivarium/vivarium.js");
    const sandbox = await createSandbox({ limits: { timeMs: 120_000 } });
    const value = async (code) => {
      const run = await sandbox.run(code);
      if (run.status !== "ok") throw new Error(run.stderr);
      return run.result.json;
    };
    // An expression at the end of the program itself, not below the guard, is the run's value.
    const program = (below) => `${work}\nif __name__ == "__main__":\n${below.replace(/^/gm, "    ")}\nanswer if __name__ == "__main__" else None`;
    const both = program(`
size = 2_000_000
alone = timed(lambda: [busy(size), busy(size)])
with Pool(2) as pool:
    pool.map(small, range(2), chunksize=1)
    together = timed(lambda: pool.map(busy, [size, size], chunksize=1))
answer = [alone, together, cpu_count()]`);
    const start = program(`
def begun():
    global pool
    pool = Pool(4)
    pool.map(small, range(4), chunksize=1)
answer = timed(begun)
pool.terminate()`);
    const many = program(`
with Pool(2) as pool:
    pool.map(small, range(2), chunksize=1)
    answer = timed(lambda: pool.map(small, range(1000), chunksize=1))`);
    const measured = { alone: [], together: [], started: [], again: [], many: [] };
    for (let round = 0; round < rounds; round += 1) {
      const fresh = await createSandbox({ limits: { timeMs: 120_000 } });
      const first = await fresh.run(start);
      if (first.status !== "ok") throw new Error(first.stderr);
      measured.started.push(first.result.json);
      fresh.close();
      await value(start);
      measured.again.push(await value(start));
      const [alone, together, cores] = await value(both);
      measured.alone.push(alone);
      measured.together.push(together);
      measured.cores = cores;
      measured.many.push(await value(many));
    }
    sandbox.close();
    return measured;
  }, work, rounds);
}
