// What a recording says of each of its steps, and where frames, objects and arrows stand. No elements, no engine.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { arrow, columns, shownFrames, valuesOf } from "../../editor/debug/layout.js";
import { Recording, State, told } from "../../editor/debug/recording.js";

/** Numbers that are the same in each run. */
function chance(seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { upTo: (end) => Math.floor(next() * end), is: (probability) => next() < probability };
}

/** Steps as the interpreter would tell them, and what there is after each, written down in full. */
function invented(seed, count) {
  const { upTo, is } = chance(seed);
  const [steps, states] = [[], []];
  let frames = [];
  const heap = new Map();
  const texts = [];
  let made = 0;
  let leaving = false;
  for (let at = 0; at < count; at++) {
    const step = { line: 1 + upTo(90) };
    if (leaving) {
      step.pop = 1;
      frames = frames.slice(0, -1);
    }
    leaving = false;
    if (frames.length === 0 || is(0.2)) {
      made += 1;
      step.event = "call";
      step.push = [made, `f${upTo(5)}()`, "main.py"];
      frames.push({ number: made, name: step.push[1], file: "main.py", names: {} });
    } else if (frames.length > 1 && is(0.2)) {
      step.event = "return";
      leaving = true;
    }
    const top = frames.at(-1);
    top.line = step.line;
    if (is(0.7)) {
      const number = 1 + upTo(30);
      const names = { [`n${upTo(6)}`]: is(0.5) ? number : String(upTo(9)), [`m${upTo(3)}`]: "None" };
      const gone = Object.keys(top.names).filter((name) => !(name in names) && is(0.2));
      step.set = [gone.length > 0 ? [top.number, names, gone] : [top.number, names]];
      Object.assign(top.names, names);
      for (const name of gone) delete top.names[name];
      const object = { kind: "list", type: "list", of: [String(at), 1 + upTo(30)], size: 2 };
      step.heap = [[number, object]];
      heap.set(number, object);
    } else if (heap.size > 0 && is(0.3)) {
      step.gone = [[...heap.keys()][upTo(heap.size)]];
      heap.delete(step.gone[0]);
    }
    if (is(0.3)) {
      step.texts = [["out", `line ${at}\n`]];
      texts.push(...step.texts);
    }
    steps.push(JSON.stringify(step));
    states.push(JSON.stringify({ frames, heap: [...heap].sort(([one], [other]) => one - other), texts: texts.length, last: texts.at(-1) }));
  }
  return { steps, states };
}

/** A state in the same words. */
function written(recording, index) {
  const state = recording.at(index);
  const frames = state.frames.map(({ number, name, file, names, line }) => ({ number, name, file, names: Object.fromEntries(names), line }));
  return JSON.parse(JSON.stringify({ frames, heap: [...state.heap].sort(([one], [other]) => one - other), texts: state.texts, last: recording.written(state).at(-1) }));
}

describe("a recording", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`is at each step what it was, in whatever order one looks (${seed})`, () => {
      const { steps, states } = invented(seed, 1_700);
      const recording = new Recording(steps);
      assert.equal(recording.length, steps.length);
      const { upTo } = chance(seed + 100);
      const looked = [0, steps.length - 1, 511, 512, 513, 512, 511, ...Array.from({ length: 200 }, () => upTo(steps.length))];
      for (const index of looked) assert.deepEqual(written(recording, index), JSON.parse(states[index]), `step ${index}`);
    });
  }

  it("finds the step after a call, forward and back", () => {
    const steps = [{ line: 1, push: [1, "", "main.py"], event: "call" }, { line: 5 }, { line: 1, push: [2, "f()", "main.py"], event: "call" }, { line: 2 }, { line: 2, event: "return" }, { line: 6, pop: 1 }];
    const recording = new Recording(steps.map((step) => JSON.stringify(step)));
    const inProgram = ({ frames }) => frames.length <= 1;
    assert.equal(recording.seek(1, 1, inProgram), 5);
    assert.equal(recording.seek(5, -1, inProgram), 1);
    assert.equal(recording.seek(5, 1, inProgram), 5);
    assert.equal(recording.seek(0, -1, inProgram), 0);
    const words = steps.map((_, index) => told(recording.at(index)));
    assert.deepEqual(words, ["Begin", "Line 5", "f() is called, line 1", "Line 2 in f()", "f() returns, line 2", "Line 6"]);
  });

  it("bears what is no step of ours", () => {
    const state = new State();
    for (const step of [{}, { line: 3, pop: 9 }, { line: 3, set: [[7, { a: "1" }]] }, { line: 3, gone: [4] }, { event: "end", texts: [["out", "x"]] }]) state.apply(step);
    assert.deepEqual([state.line, state.frames, state.heap.size, state.texts], [3, [], 0, 1]);
  });
});

describe("the picture", () => {
  const list = (...of) => ({ kind: "list", type: "list", of, size: of.length });
  const frame = (names) => ({ names: new Map(Object.entries(names)) });

  it("has each object once, as near to the names as can be, although they go in circles", () => {
    const heap = new Map([[1, list(2, 3)], [2, list(1)], [3, list(2, 4)], [4, list("0")], [5, list(5)]]);
    assert.deepEqual(columns([frame({ a: 1, b: 1, n: "7" }), frame({ c: 4 })], heap), [[1, 4], [2, 3]]);
  });

  for (const seed of [11, 12, 13]) {
    it(`has what can be reached, and nothing else (${seed})`, () => {
      const { upTo } = chance(seed);
      const numbers = Array.from({ length: 60 }, (_, at) => at + 1);
      const heap = new Map(numbers.map((number) => [number, upTo(2) ? list(1 + upTo(60), "x", 1 + upTo(60)) : { kind: "dict", type: "dict", of: [["'k'", 1 + upTo(70)]], size: 1 }]));
      const roots = [1 + upTo(60), 1 + upTo(60)];
      const reached = new Set();
      const reach = (number) => {
        if (!heap.has(number) || reached.has(number)) return;
        reached.add(number);
        for (const value of valuesOf(heap.get(number))) if (typeof value === "number") reach(value);
      };
      roots.forEach(reach);
      const placed = columns([frame({ a: roots[0], b: roots[1] })], heap).flat();
      assert.deepEqual([...placed].sort(), [...reached].sort());
      assert.equal(new Set(placed).size, placed.length);
    });
  }

  it("leaves the middle of a deep stack out", () => {
    const frames = Array.from({ length: 100 }, (_, number) => ({ number }));
    const shown = shownFrames(frames);
    assert.deepEqual(shown.map((frame) => frame.number ?? `${frame} more`).slice(0, 5), [0, 1, 2, "85 more", 88]);
    assert.equal(shown.at(-1), frames.at(-1));
    assert.equal(shownFrames(frames.slice(0, 16)).length, 16);
  });

  it("draws arrows that end at the box", () => {
    const box = { left: 200, top: 50, width: 80, height: 40 };
    assert.match(arrow({ x: 100, y: 20 }, box), /^M 100 20 C .*, 198 64$/);
    assert.match(arrow({ x: 400, y: 20 }, box), /, 220 48$/);
    assert.match(arrow({ x: 400, y: 300 }, box), /, 220 92$/);
  });
});
