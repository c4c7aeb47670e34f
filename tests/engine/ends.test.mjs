// The end of a program: what the engine says of it is of a bearable size, whatever the program does.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startEngine } from "./support/engine.mjs";

const MOST = 1_000_001;

describe("the end of a program", () => {
  const { run } = startEngine();

  it("tells as much of a long message as anyone reads", () => {
    const { error } = run("raise ValueError('é' * 5_000_000)");
    assert.equal(error.type, "ValueError");
    assert.equal(error.message.length, MOST);
    assert.equal(error.traceback.length, MOST);
    assert.ok(error.message.endsWith("é…"));
  });

  it("tells as much of a long name", () => {
    assert.equal(run("raise type('C' * 5_000_000, (Exception,), {})").error.type.length, MOST);
  });

  it("tells as much of a long value, and all of its JSON", () => {
    const { result } = run("'a' * 5_000_000");
    assert.equal(result.repr.length, MOST);
    assert.equal(result.json.length, 5_000_002);
  });
});
