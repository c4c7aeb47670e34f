// The arithmetic of the bench against figures worked out by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, digits, geometricMean, median, quantile, table } from "./stats.mjs";

test("median of odd, even and no values", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([]), null);
  const values = [3, 1, 2];
  median(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test("quantile interpolates between ranks", () => {
  assert.equal(quantile([10, 20, 30, 40, 50], 0.95), 48);
  assert.equal(quantile([7], 0.95), 7);
});

test("geometric mean lets twice and half cancel", () => {
  assert.equal(geometricMean([2, 0.5]), 1);
  assert.ok(Math.abs(geometricMean([1, 10, 100]) - 10) < 1e-9);
  assert.equal(geometricMean([]), null);
});

test("three digits, whatever the size", () => {
  assert.deepEqual([0.35449, 4.8, 123.4, 98765, 0, null].map(digits), ["0.354", "4.80", "123", "98765", "0", "–"]);
});

test("a table is Markdown", () => {
  assert.equal(table(["a", "b"], [["x", 1]]), "| a | b |\n| --- | ---: |\n| x | 1 |");
});

test("ours against others: a ratio above 1 is faster", () => {
  const runs = {
    ours: [{ seconds: 1, checksum: "a" }, { seconds: 3, checksum: "a" }, { seconds: 2, checksum: "a" }],
    fast: [{ seconds: 1, checksum: "a" }],
    wrong: [{ seconds: 1, checksum: "b" }],
    broken: [{ error: "no module named 'enum'" }],
  };
  const { medians, errors, ratios } = compare(runs, "ours", ["fast", "wrong", "broken"]);
  assert.equal(medians.ours, 2);
  assert.deepEqual(ratios, { fast: 0.5 });
  assert.deepEqual(errors, { wrong: "its result differs", broken: "no module named 'enum'" });
});
