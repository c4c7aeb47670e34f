// The limits as they are written down: whatever stands there, each number is within its bounds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { limits, numbersIn } from "../../editor/project/limits.js";

const usual = limits.map(([, usual]) => usual);

test("what was written down is read again", () => {
  assert.deepEqual(numbersIn("5 128 500 32"), [5, 128, 500, 32]);
});

test("what is missing, out of range or no whole number is as usual", () => {
  for (const text of ["", "x", "0 0 0 0", "-1 1.5 4001 1e9", "3601 2049", "NaN Infinity  "]) assert.deepEqual(numbersIn(text), usual, text);
  assert.deepEqual(numbersIn("7"), [7, ...usual.slice(1)]);
});
