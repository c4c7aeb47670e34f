// Runs a program of the conformance table on each engine, and reads from its output how each of its cases went.

import { runOnCPython } from "./reference.mjs";

/** So often a file of tests goes on after a test that ended the whole run: one that took all memory, or all time. */
const restarts = 12;

/** What the lines of a runner say: `{ passed: [id], failed: { id: cause }, skipped: [id], last, unfinished }`. */
export function outcomes({ output, error }) {
  const seen = { pass: new Set(), skip: new Set() };
  const failed = {};
  let last;
  for (const [, outcome, id, cause] of output.matchAll(/^@(start|pass|fail|skip) (\S+) ?(.*)$/gm)) {
    if (outcome === "start") last = id;
    else if (outcome === "fail") failed[id] = cause;
    else seen[outcome].add(id);
    if (outcome !== "start" && id === last) last = undefined;
  }
  // Tests that a file makes twice, for two implementations, have one name.
  const passed = [...seen.pass].filter((id) => !(id in failed));
  return { passed, failed, skipped: [...seen.skip], last, unfinished: /^@end$/m.test(output) ? undefined : error || "it ended early" };
}

/** The same for a file of tests: the test that ended the run has failed, and those after it run without it. */
export async function outcomesOf(run, { without, ...program }) {
  const all = { passed: [], failed: {} };
  const done = [];
  for (let left = restarts; ; left--) {
    const part = outcomes(await run(without ? { ...program, text: without(done) } : program));
    all.passed.push(...part.passed);
    Object.assign(all.failed, part.failed);
    if (!part.unfinished || !without || !part.last || !left) return { ...all, unfinished: part.unfinished };
    all.failed[part.last] = part.unfinished;
    done.push(...part.passed, ...part.skipped, ...Object.keys(part.failed), part.last);
  }
}

/** The examples that hold on CPython itself; the others only illustrate, or need what stood on the page before. */
export async function sound(cpython, program) {
  return outcomes({ output: (await runOnCPython([cpython], program.text)).stdout }).passed;
}

/** One program on each engine: `{ results: { engine: { passed, failed, unfinished } }, cases }`. */
export async function compare(page, engines, limit, program, cases) {
  const results = {};
  const counts = (id) => !cases || cases.includes(id);
  for (const engine of engines) {
    const run = (part) => page.evaluate((engine, part) => runOn(engine, part), engine, { ...part, limit });
    const { passed, failed, unfinished } = await outcomesOf(run, program);
    results[engine] = { passed: passed.filter(counts), failed: Object.fromEntries(Object.entries(failed).filter(([id]) => counts(id))), unfinished };
  }
  return { results, cases: cases ?? [...new Set(Object.values(results).flatMap(({ passed, failed }) => [...passed, ...Object.keys(failed)]))] };
}

/** What is kept of an engine's results; of the other engine only how many passed. */
export function summary(engine, { passed, failed, unfinished }) {
  return { passed: passed.length, ...(engine === "vivarium" && { failed }), ...(unfinished && { unfinished }) };
}
