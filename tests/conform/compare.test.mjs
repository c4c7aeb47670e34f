// A file of tests goes on after a test that ended its run, and that test has failed.

import assert from "node:assert/strict";
import test from "node:test";
import { outcomes, outcomesOf } from "./compare.mjs";

test("each line counts, and a name that fails once has failed", () => {
  const output = "@start a\n@pass a\n@start b\n@fail b ValueError: no\n@pass b\n@skip c\nanything\n@end\n";
  assert.deepEqual(outcomes({ output }), { passed: ["a"], failed: { b: "ValueError: no" }, skipped: ["c"], last: undefined, unfinished: undefined });
});

test("what ended the run has failed, and the others run without it", async () => {
  const asked = [];
  const run = async ({ text }) => {
    asked.push(text);
    return text.includes("b") ? { output: "@start c\n@pass c\n@end\n" } : { output: "@start a\n@pass a\n@start b\n", error: "out_of_memory" };
  };
  const seen = await outcomesOf(run, { text: "", without: (done) => done.join() });
  assert.deepEqual(seen, { passed: ["a", "c"], failed: { b: "out_of_memory" }, unfinished: undefined });
  assert.deepEqual(asked, ["", "a,b"]);
});

test("a run that ends before its first test is unfinished", async () => {
  const seen = await outcomesOf(async () => ({ output: "", error: "ImportError" }), { without: () => "" });
  assert.deepEqual(seen, { passed: [], failed: {}, unfinished: "ImportError" });
});
