// What a displayed value is shown as, tables without elements, and the policy of the frame of HTML.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { coloured } from "../../editor/rich/colours.js";
import { richest } from "../../editor/rich/kinds.js";
import { csv, fromJson, fromResource, sorted } from "../../editor/rich/rows.js";

const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

describe("a value with several forms", () => {
  const shown = (bundle) => richest(bundle).kind?.type;

  it("is shown by the richest", () => {
    assert.equal(shown({ "text/plain": "t", "image/png": "", "text/html": "<b>" }), "text/html");
    assert.equal(shown({ "text/plain": "t", "image/png": "", "image/svg+xml": "<svg/>" }), "image/svg+xml");
    assert.equal(shown({ "application/json": "1", "text/markdown": "m" }), "text/markdown");
  });

  it("falls back where a form is too large, and says so where none is left", () => {
    const large = "x".repeat(2_000_001);
    assert.equal(shown({ "text/html": large, "image/png": "" }), "image/png");
    assert.match(richest({ "text/html": large, "text/plain": "t" }).complaint, /HTML is too large/);
  });

  it("stays text where no form is known", () => {
    assert.deepEqual(richest({ "text/plain": "t", "application/x-thing": "…" }), {});
    assert.match(richest({ "application/x-thing": "…" }).complaint, /application\/x-thing, which this page cannot show/);
  });
});

describe("a table", () => {
  it("is made of a list of flat objects, and of nothing else", () => {
    assert.deepEqual(fromJson([{ a: 1, b: "x" }, { b: null, c: true }]), { names: ["a", "b", "c"], rows: [[1, "x", undefined], [undefined, null, true]] });
    for (const other of [[], [1], [{ a: [1] }], { a: 1 }, "text", null, [{}]]) assert.equal(fromJson(other), undefined, JSON.stringify(other));
  });

  it("is read from a tabular data resource, rows as lists or objects", () => {
    const schema = { fields: [{ name: "a" }, { name: "b" }] };
    for (const data of [[[1, 2]], [{ b: 2, a: 1 }]]) assert.deepEqual(fromResource({ schema, data }), { names: ["a", "b"], rows: [[1, 2]] });
  });

  it("is sorted with numbers by size, texts after them and nothing last", () => {
    const rows = [["b"], [10], [null], [9], ["a10"], ["a9"], [undefined]];
    assert.deepEqual(sorted(rows, 0, "ascending").flat(), [9, 10, "a9", "a10", "b", null, undefined]);
    assert.deepEqual(sorted(rows, 0, "descending").flat(), ["b", "a10", "a9", 10, 9, null, undefined]);
  });

  it("is copied as CSV that other programs read", () => {
    assert.equal(csv([["a", 'say "hi"'], [1, "x,y"], [null, "two\nlines"]]), 'a,"say ""hi"""\r\n1,"x,y"\r\n,"two\nlines"\r\n');
  });
});

it("the colours of a terminal become classes", () => {
  assert.deepEqual(coloured("a\u001b[1;31mb\u001b[39mc\u001b[0md\u001b[38;5;196me\u001b[38;2;0;0;200;44mf\u001b[22;49mg"), [
    ["a", []],
    ["b", ["bold", "ink-1"]],
    ["c", ["bold"]],
    ["d", []],
    ["e", ["ink-1"]],
    ["f", ["ink-4", "ground-4"]],
    ["g", ["ink-4"]],
  ]);
  assert.deepEqual(coloured("plain"), [["plain", []]]);
});

it("the policies of the page and of the frame of HTML admit the frame's script", async () => {
  const hash = createHash("sha256").update(await read("editor/rich/frame.js")).digest("base64");
  for (const path of ["index.html", "editor/rich/html.js"]) {
    assert.ok((await read(path)).includes(`'sha256-${hash}'`), `editor/rich/frame.js has changed: write 'sha256-${hash}' into ${path}`);
  }
});
