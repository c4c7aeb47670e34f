// Places in a program, and calls that are being written.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { offsetAt, placeAt } from "../../editor/help/places.js";
import { mayBeInCall, parameterAt } from "../../editor/help/calls.js";

/** A text as the editor holds it. */
function documentOf(...texts) {
  let from = 0;
  const lines = texts.map((text, at) => {
    const line = { number: at + 1, text, from, to: from + text.length };
    from = line.to + 1;
    return line;
  });
  return {
    lines: lines.length,
    length: from - 1,
    line: (number) => lines[number - 1],
    lineAt: (offset) => lines.findLast((line) => line.from <= offset),
  };
}

describe("places", () => {
  const doc = documentOf("a = '😀é'", "", "b");

  it("count lines and characters from 1", () => {
    assert.deepEqual(placeAt(doc, 0), { line: 1, column: 1 });
    assert.deepEqual(placeAt(doc, doc.line(1).to), { line: 1, column: 9 });
    assert.deepEqual(placeAt(doc, doc.length), { line: 3, column: 2 });
  });

  it("lead back to the same offset, except into the middle of a letter", () => {
    for (let offset = 0; offset <= doc.length; offset++) {
      const { line, column } = placeAt(doc, offset);
      assert.equal(offsetAt(doc, line, column), offset === 6 ? 7 : offset);
    }
  });

  it("outside are the nearest inside", () => {
    assert.equal(offsetAt(doc, 1, 99), doc.line(1).to);
    assert.equal(offsetAt(doc, 99, 1), doc.length);
    assert.equal(offsetAt(doc, 0, 0), 0);
  });
});

describe("calls", () => {
  it("may be open after a name and its bracket", () => {
    for (const text of ["f(", "f(a, ", "f(g(1), [2", "a.b(\n  1,", "f()(", "x[0]("]) assert.ok(mayBeInCall(text), text);
    for (const text of ["", "f", "f()", "(1, ", "[f(1), ", "f(1) + (2"]) assert.ok(!mayBeInCall(text), text);
  });

  it("have parameters at places of their label", () => {
    const label = "f(a, b=(1, 2), c=', ', *, d)";
    const parts = [0, 1, 2, 3, 4].map((number) => label.slice(...parameterAt(label, number)));
    assert.deepEqual(parts, ["a", "b=(1, 2)", "c=', '", "*", "d"]);
    assert.equal(parameterAt(label, 5), undefined);
    assert.equal(parameterAt("f()", 1), undefined);
  });
});
