// Runs that are watched: what a recording tells of each step, where the debugger stands still, and that nothing breaks them.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Recording, State, told } from "../../editor/debug/recording.js";
import { startEngine, watchNext } from "./support/engine.mjs";

let text = "";
const engine = startEngine({ out: (part) => (text += part) });

/** Records a program: its outcome, the recording, and what is said about it. */
function record(code, request = {}) {
  text = "";
  watchNext({ do: "record", breakpoints: {} });
  const outcome = engine.run(code, request);
  const steps = [];
  let answer;
  do {
    answer = engine.task("recorded", String(steps.length), { session: true });
    steps.push(...answer.steps);
  } while (steps.length < answer.total);
  return { ...outcome, text, note: answer.note, recording: new Recording(steps), length: steps.length };
}

/** The names of the innermost frame at a step. */
const names = (state) => Object.fromEntries(state.frames.at(-1).names);

/** The state when a line is reached for the first time. */
function atLine(recording, line) {
  for (let at = 0; at < recording.length; at++) {
    const state = recording.at(at);
    if (state.line === line && state.event === "line") return state;
  }
  return assert.fail(`never at line ${line}`);
}

describe("a recording", () => {
  it("tells of each line, call and return, and what had been printed by then", () => {
    const { recording, text, note, error } = record("def double(x):\n    return 2 * x\n\nprint(double(4))\nlast = 1\n");
    assert.equal(error, null);
    assert.equal(text, "8\n");
    assert.equal(note, "");
    const words = Array.from({ length: recording.length }, (_, at) => told(recording.at(at)));
    assert.deepEqual(words, ["Begin", "Line 1", "Line 4", "double() is called, line 1", "Line 2 in double()", "double() returns, line 2", "Line 5", "End"]);
    assert.deepEqual(names(recording.at(5)), { x: "'4'".slice(1, -1), return: "8" });
    assert.deepEqual(recording.written(recording.at(5)), []);
    assert.deepEqual(recording.written(recording.at(6)), [["out", "8\n"]]);
  });

  it("has objects once, however many names they have, and what they lead to", () => {
    const program = "a = [1, (2, 'x')]\nb = a\na.append(a)\nd = {'k': b}\nclass P:\n    def __init__(self, q):\n        self.q = q\np = P(d)\ns = {3}\nend = 1\n";
    const { recording } = record(program);
    const { heap, ...state } = atLine(recording, 10);
    const now = names(state);
    assert.equal(now.a, now.b);
    const [list, dict, object] = [now.a, now.d, now.p].map((number) => heap.get(number));
    assert.deepEqual(list.of, ["1", list.of[1], now.a]);
    assert.deepEqual(heap.get(list.of[1]), { kind: "tuple", type: "tuple", of: ["2", "'x'"], size: 2 });
    assert.deepEqual(dict, { kind: "dict", type: "dict", of: [["'k'", now.a]], size: 1 });
    assert.deepEqual(object, { kind: "instance", type: "P", of: [["q", now.d]], size: 1 });
    assert.deepEqual(heap.get(now.s), { kind: "set", type: "set", of: ["3"], size: 1 });
    // Before `a.append(a)`.
    const before = atLine(recording, 3);
    assert.equal(before.heap.get(names(before).a).size, 2);
  });

  it("forgets objects that nothing leads to", () => {
    const { recording } = record("a = [1]\na = [2]\na = None\nend = 1\n");
    assert.equal(atLine(recording, 3).heap.size, 1);
    assert.equal(atLine(recording, 4).heap.size, 0);
  });

  it("shows how a recursion's stack grows and shrinks", () => {
    const { recording } = record("def f(n):\n    return 1 if n == 0 else n * f(n - 1)\nx = f(5)\n");
    const depths = Array.from({ length: recording.length }, (_, at) => recording.at(at).frames.length);
    assert.equal(Math.max(...depths), 7);
    assert.equal(depths.at(-1), 1);
    assert.deepEqual(names(recording.at(recording.length - 1)), { f: "f()", x: "120" });
  });

  it("follows generators, names of functions around, classes and exceptions", () => {
    const program = "def count():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n    up()\n    yield n\nclass C:\n    size = 3\nfor v in count():\n    w = v\ntry:\n    {}['key']\nexcept KeyError as error:\n    kept = error\n";
    const { recording, error } = record(program);
    assert.equal(error, null);
    const words = Array.from({ length: recording.length }, (_, at) => told(recording.at(at)));
    for (const expected of ["count() is called, line 1", "count() returns, line 7", "Begin of class C", "KeyError: key, line 13", "End"]) assert.ok(words.includes(expected), `${expected} in ${words}`);
    const inUp = atLine(recording, 5);
    assert.deepEqual(inUp.frames.map(({ name }) => name), ["", "count()", "up()"]);
    const changed = recording.at(words.indexOf("up() returns, line 5"));
    assert.equal(changed.frames[1].names.get("n"), "1");
    const last = recording.at(recording.length - 1);
    assert.equal(names(last).w, "1");
    assert.equal(last.heap.get(names(last).kept).type, "KeyError");
  });

  it("cuts what is long, and counts what it cuts", () => {
    const { recording } = record("big = list(range(10**4))\ntext = 'x' * 10**5\nnumber = 10 ** 10_000\nmany = {i: i for i in range(1000)}\nend = 1\n");
    const { heap, ...state } = atLine(recording, 5);
    const now = names(state);
    assert.deepEqual([heap.get(now.big).of.length, heap.get(now.big).size], [40, 10_000]);
    assert.equal(heap.get(now.many).of.length, 40);
    assert.match(now.text, /^'x{100}'… \(100,000 long\)$/);
    assert.equal(now.number, "int of 33,220 bits");
  });

  it("ends after so many steps, while the program goes on", { timeout: 300_000 }, () => {
    const { note, length, error, text } = record("n = 0\nwhile n < 60_000:\n    n += 1\nprint(n)\n");
    assert.equal(error, null);
    assert.equal(text, "60000\n");
    assert.equal(length, 100_000);
    assert.equal(note, "The recording ends after 100,000 steps; the program went on.");
  });

  it("runs no code of the program's objects", () => {
    const program = `
from collections import deque, namedtuple
import enum
log = []
class Bad:
    def __getattribute__(self, name):
        log.append(name)
        raise ValueError(name)
    def __repr__(self):
        log.append("repr")
        raise ValueError
    __eq__ = __len__ = __iter__ = __bool__ = __str__ = __repr__
    __hash__ = lambda self: 1
    __class__ = property(__repr__)
class Meta(type):
    __name__ = property(Bad.__repr__)
    __mro__ = property(Bad.__repr__)
    def __instancecheck__(cls, other):
        log.append("check")
class Slots(metaclass=Meta):
    __slots__ = "a", "b"
class Dict(dict):
    items = keys = values = __iter__ = __len__ = Bad.__repr__
class List(list):
    __getitem__ = __iter__ = __len__ = Bad.__repr__
class Text(str):
    __repr__ = __str__ = __len__ = Bad.__repr__
class Number(int):
    __repr__ = __index__ = Bad.__repr__
class Colour(enum.Enum):
    RED = 1
b, s = Bad(), Slots()
s.a = b
d = Dict()
d[1] = s
l = List([b, s, d])
list.append(l, l)
things = [ValueError(b), Text("x"), Number(3), deque([b]), namedtuple("Q", "u v")(1, b), Colour.RED, "\\ud800\\0", (x for x in [1])]
globals()["\\ud800"] = 1
globals()["odd name"] = b
end = 1
end = 2
`;
    const { recording, error, note } = record(program);
    assert.equal(error, null, error?.traceback);
    assert.equal(note, "");
    const state = recording.at(recording.length - 1);
    const now = names(state);
    assert.deepEqual(state.heap.get(now.log).of, []);
    const kinds = state.heap.get(now.things).of.map((thing) => state.heap.get(thing)?.type ?? thing);
    assert.deepEqual(kinds, ["ValueError", "'x'", "3", "deque", "Q", "Colour.RED", "'\\ud800\\x00'", "<generator>"]);
  });

  it("says why it ends early, and leaves the program's errors as they are", () => {
    const own = record("import sys\nx = 1\nsys.settrace(lambda *rest: None)\ny = 2\nprint('went on')\n");
    assert.equal(own.text, "went on\n");
    assert.match(own.note, /set a trace function of its own/);
    const deep = record("def f(n):\n    return f(n + 1)\nf(0)\n");
    assert.equal(deep.error.type, "RecursionError");
    assert.doesNotMatch(deep.error.traceback, /_vivarium/);
    assert.match(deep.note, /called too deep/);
    const failing = record("def f():\n    return 1 / 0\nf()\n");
    assert.equal(failing.error.line, 2);
    assert.equal(failing.note, "");
    assert.match(told(failing.recording.at(failing.length - 1)), /^End$/);
  });

  it("is of one run: neither the next one nor the console is recorded", () => {
    record("x = 1\n");
    text = "";
    engine.cell("import sys\nprint(sys.gettrace(), x)\n");
    assert.equal(text, "None 1\n");
    engine.run("import sys, os\nprint(sys.gettrace(), os.listdir('/lib/site-packages'))\n");
    assert.equal(text, "None 1\nNone []\n");
  });

  it("records a session's cell", () => {
    const { recording } = record("v = 41\nv += 1\n", { session: true });
    assert.equal(recording.at(0).frames[0].file, "main.py");
    assert.equal(names(recording.at(recording.length - 1)).v, "42");
  });
});

/** Runs a program in the debugger, which goes on as `answers` say; where it stood, and what was looked at there. */
function debug(code, breakpoints, ...answers) {
  const stood = [];
  const open = new Map();
  const page = {
    start: (number, request) => open.set(number, request),
    wait([number]) {
      const request = open.get(number);
      if (request.what === "listen") return undefined;
      open.delete(number);
      const state = new State();
      for (const step of request.steps) state.apply(step);
      stood.push({ state, watches: request.watches, place: `${state.frames.at(-1).name}:${state.line}` });
      return [number, { breakpoints: { "main.py": breakpoints }, ...(answers.shift() ?? { do: "go" }) }];
    },
    cancel: (numbers) => numbers.forEach((number) => open.delete(number)),
  };
  engine.open(page);
  text = "";
  watchNext({ do: "debug", breakpoints: { "main.py": breakpoints }, watches: ["x", "1 / 0", "[y for y in (x, 2)]"] });
  const outcome = engine.run(code);
  return { ...outcome, text, stood, places: stood.map(({ place }) => place), open };
}

const go = (how) => ({ do: how });

describe("the debugger", () => {
  const program = "def f(x):\n    y = g(x)\n    return y\ndef g(x):\n    return x + 1\na = f(1)\nb = f(a)\nprint(b)\n";

  it("stands still at breakpoints, each time they are reached", () => {
    const { places, text, error, open } = debug(program, [5]);
    assert.equal(error, null);
    assert.deepEqual(places, ["g():5", "g():5"]);
    assert.equal(text, "3\n");
    assert.equal(open.size, 0);
  });

  it("stands still at the first line if there are none, and goes over, into and out of calls", () => {
    const { places } = debug(program, [], go("over"), go("over"), go("into"), go("into"), go("out"), go("over"), go("over"), go("over"), go("go"));
    assert.deepEqual(places, [":1", ":4", ":6", "f():2", "g():5", "f():3", ":7", ":8"]);
  });

  it("goes over breakpoints' calls only as far as the breakpoint, and over yields to who goes on", () => {
    assert.deepEqual(debug(program, [5], go("out"), go("go")).places, ["g():5", "f():3", "g():5"]);
    assert.deepEqual(debug("def n():\n    yield 1\n    yield 2\nfor v in n():\n    w = v\n", [2], go("over"), go("over"), go("go")).places, ["n():2", ":5", ":4"]);
  });

  it("tells the stack, names, objects and what is watched, in the frame that is looked at", () => {
    const { stood } = debug(program, [5], { do: "look", frame: 1 }, { do: "look", frame: 0, watches: ["x is x"] });
    const [{ state, watches }, outer, other] = stood;
    assert.deepEqual(state.frames.map(({ name, line }) => [name, line]), [["", 6], ["f()", 2], ["g()", 5]]);
    assert.deepEqual(Object.fromEntries(state.frames[2].names), { x: "1" });
    assert.deepEqual(watches.slice(0, 2), [["x", "1", true], ["1 / 0", "ZeroDivisionError: division by zero", false]]);
    assert.deepEqual(state.heap.get(watches[2][1]).of, ["1", "2"]);
    assert.equal(outer.watches[0][1], "NameError: name 'x' is not defined");
    assert.deepEqual(other.watches, [["x is x", "True", true]]);
  });

  it("hears of breakpoints, and to pause, while the program runs", () => {
    const requests = new Map();
    let [listens, paused] = [0, ""];
    const page = {
      start: (number, request) => requests.set(number, request),
      wait([number], seconds) {
        const { what, steps } = requests.get(number);
        if (what === "paused") {
          paused = steps.at(-1).line;
          return [number, { do: "go", breakpoints: {} }];
        }
        assert.equal(seconds, 0);
        listens += 1;
        return listens === 2 ? [number, { do: "pause", breakpoints: {} }] : undefined;
      },
      cancel() {},
    };
    engine.open(page);
    watchNext({ do: "debug", breakpoints: { "main.py": [99] }, watches: [] });
    const { error } = engine.run("import time\nend = time.monotonic() + 2\nwhile time.monotonic() < end:\n    pass\n");
    assert.equal(error, null);
    assert.match(String(paused), /^[34]$/);
  });

  it("leaves the program's own error as it is", () => {
    const { error } = debug("def f():\n    raise ValueError('mine')\nf()\n", [2]);
    assert.deepEqual([error.type, error.message, error.line], ["ValueError", "mine", 2]);
    assert.doesNotMatch(error.traceback, /_vivarium/);
  });
});
