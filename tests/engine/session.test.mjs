// Cells of a session: one after another in the same interpreter, without the end of a program in between.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startEngine } from "./support/engine.mjs";

describe("a session", () => {
  it("keeps names, modules and the working directory", () => {
    const { cell } = startEngine();
    cell("import math, os\nx = 20\nos.makedirs('/tmp/there', exist_ok=True)\nos.chdir('/tmp/there')");
    const { result } = cell("x + math.factorial(3), os.getcwd(), __name__");
    assert.equal(result.repr, "(26, '/tmp/there', '__main__')");
  });

  it("calls the last value _, as the prompt does", () => {
    const { cell } = startEngine();
    cell("6 * 7");
    cell("None");
    cell("y = 1");
    assert.equal(cell("_ + 1").result.repr, "43");
  });

  it("shows the lines of the cell that a function came from", () => {
    const { cell } = startEngine();
    cell("def divide(a, b):\n    return a / b  # here");
    const { error } = cell("# another cell\n\ndivide(1, 0)");
    assert.deepEqual([error.type, error.line, error.column], ["ZeroDivisionError", 3, 1]);
    assert.match(error.traceback, /File "<cell 2>", line 3, in <module>\n {4}divide\(1, 0\)/);
    assert.match(error.traceback, /File "<cell 1>", line 2, in divide\n {4}return a \/ b {2}# here/);
  });

  it("goes on after an exception, a syntax error and SystemExit", () => {
    const { cell } = startEngine();
    cell("x = 1\nraise ValueError");
    const { error } = cell("x = = 2");
    assert.deepEqual([error.type, error.line, error.column], ["SyntaxError", 1, 5]);
    assert.equal(cell("raise SystemExit(3)").exit_code, 3);
    assert.equal(cell("x").result.repr, "1");
  });

  it("ends nothing: no destructor, no exit function", () => {
    let text = "";
    const { cell } = startEngine({ out: (part) => (text += part) });
    cell("import atexit\natexit.register(print, 'exit')\nclass C:\n    def __del__(self): print('gone')\nc = C()\nf = open('f', 'w')");
    assert.equal(cell("c is not None, f.closed").result.repr, "(True, False)");
    assert.equal(text, "");
  });

  it("awaits outside of functions, in one event loop for all cells", () => {
    const { cell } = startEngine();
    cell("import asyncio\nasync def count(n):\n    for i in range(n): await asyncio.sleep(0)\n    return n");
    cell("task = asyncio.ensure_future(count(3))\nawait asyncio.sleep(0)");
    assert.equal(cell("await task").result.repr, "3");
    const { error } = cell("x = 1\nawait asyncio.wait_for(count(1 / 0), 1)");
    assert.deepEqual([error.type, error.line], ["ZeroDivisionError", 2]);
    assert.match(error.traceback, /^Traceback[^\n]*\n {2}File "<cell 4>", line 2, in <module>\n/);
    assert.equal(cell("asyncio.run(count(2))").result.repr, "2");
    assert.equal(cell("await count(4), x").result.repr, "(4, 1)");
  });

  it("survives a program that takes __main__ away", () => {
    const { cell } = startEngine();
    cell("import sys\nx = 5\ndel sys.modules['__main__']");
    assert.equal(cell("x").result.repr, "5");
  });

  it("goes on from a program that has ended as programs do", () => {
    let text = "";
    const { run, cell } = startEngine({ out: (part) => (text += part) });
    const { result } = run("import atexit\natexit.register(print, 'exit')\nclass C:\n    def __del__(self): print('gone')\nc, x = C(), 20\nx + 1");
    assert.deepEqual([result.repr, text], ["21", "exit\ngone\n"]);
    assert.equal(cell("x + _, c, __name__").result.repr, "(41, None, '__main__')");
    assert.match(cell("1 / 0").error.traceback, /File "<cell 2>", line 1/);
  });

  it("is not there without being asked for", () => {
    const { run } = startEngine();
    run("x = 1");
    assert.equal(run("x").error.type, "NameError");
  });
});
