// What the console knows of Python's lines, without elements.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { History, indentAfter, isIncomplete } from "../../editor/console/lines.js";

describe("an input", () => {
  for (const source of ["x = 1", "print('(')", "# comment:", "f(\n  1,\n)", "if x: pass", "'''a\nb'''", "for i in x:\n    pass\n", "d = {'a': 1}", "x = 'it''s'", 's = "#:"', "f(1))", "lambda: 0", "x[1:]", "'unfinished"]) {
    it(`is whole: ${JSON.stringify(source)}`, () => assert.equal(isIncomplete(source), false));
  }
  for (const source of ["f(", "x = [1,\n2", "'''a", "if x:", "if x: # why", "for i in x:\n    pass", "def f():\n    return 1", "x = 1 + \\", "@cache", "@cache\ndef f():", "try:\n    1\nexcept E:", "class A:\n    x = '''", "async def f():"]) {
    it(`goes on: ${JSON.stringify(source)}`, () => assert.equal(isIncomplete(source), true));
  }
});

it("the next line is indented as a person would", () => {
  const cases = { "if x:": "    ", "    if x: # why": "        ", "    x = 1": "    ", "    return 1": "", "        break": "    ", "f(": "", "x = 1": "" };
  for (const [line, indent] of Object.entries(cases)) assert.equal(indentAfter(line), indent, line);
});

describe("the history", () => {
  it("goes back and comes again to what was being written", () => {
    const history = new History(["one"]);
    history.add("two");
    history.add("two");
    assert.deepEqual([history.step(-1, "draft"), history.step(-1, "two"), history.step(-1, "one")], ["two", "one", undefined]);
    assert.deepEqual([history.step(1, "one"), history.step(1, "two"), history.step(1, "draft")], ["two", "draft", undefined]);
  });

  it("keeps the newest two hundred", () => {
    const history = new History();
    for (let at = 0; at < 300; at++) history.add(String(at));
    assert.deepEqual([history.entries.length, history.entries[0]], [200, "100"]);
  });
});
