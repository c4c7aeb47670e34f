// The report counts what passed, and calls a regression what passed before and fails now.

import assert from "node:assert/strict";
import test from "node:test";
import { regressions, render } from "./report.mjs";

const entry = (passed, failed = {}, unfinished) => ({ cases: 3, vivarium: { passed, failed, unfinished }, pyodide: { passed: 2, failed: {} } });

test("a case that fails anew is a regression, and one that failed before is none", () => {
  const before = { tests: { test_a: entry(2, { "a.old": "x" }) } };
  assert.deepEqual(regressions(before, { tests: { test_a: entry(2, { "a.old": "y" }) } }), []);
  assert.deepEqual(regressions(before, { tests: { test_a: entry(1, { "a.old": "x", "a.new": "z" }) } }), ["tests test_a a.new: z"]);
});

test("cases that were not reached are a regression, and new files are none", () => {
  const before = { tests: { test_a: entry(3) } };
  const after = { tests: { test_a: entry(1, {}, "timeout"), test_b: entry(0, { "b.x": "new" }) } };
  assert.deepEqual(regressions(before, after), ["tests test_a: 1 passed, 3 before (timeout)"]);
});

test("the page has shares, and in how many files neither is behind", () => {
  const page = render({ tests: { test_a: entry(3), test_b: entry(1, { x: "TypeError: a 5", y: "TypeError: a 6" }) } }, {});
  assert.match(page, /\| 6 \| 4 \(66\.7 %\) \| 4 \(66\.7 %\) \|/);
  assert.match(page, /Of 2 files of tests, Vivarium passes at least as many cases as Pyodide in 1\./);
  assert.match(page, /\| 2 \| `TypeError: a …` \| tests\/test_b \|/);
});

test("of the problems only those that fail have a line", () => {
  const one = { cases: 1, vivarium: { passed: 1, failed: {} } };
  assert.match(render({ humaneval: { "HumanEval/0": one } }, {}), /## HumanEval\n\nAll pass\./);
  const page = render({ humaneval: { "HumanEval/0": one, "HumanEval/1": { cases: 1, vivarium: { passed: 0, failed: { solution: "no" } } } } }, {});
  assert.match(page, /\| HumanEval\/1 \| 1 \| 0 \|/);
  assert.doesNotMatch(page, /HumanEval\/0/);
});
