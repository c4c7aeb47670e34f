// Names of files, their kinds, and tables of separated values.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, refusal, sameFiles } from "../../editor/project/files.js";
import { difference } from "../../editor/difference.js";
import { rows } from "../../editor/dialogs/table.js";

test("names that cannot be are refused with a sentence", () => {
  for (const name of ["a.py", "a/b/c.txt", "ünï.csv", ".hidden", "a b"]) assert.equal(refusal(name), undefined);
  for (const name of ["", "/a", "a/", "a//b", ".", "a/../b", "a\\b", "a\nb", "x".repeat(201), undefined]) assert.match(refusal(name), /\.$/, String(name));
  assert.match(refusal("a", ["a"]), /already/);
  assert.match(refusal("a/b", ["a"]), /both a file and a folder/);
  assert.match(refusal("a", ["a/b"]), /both a file and a folder/);
});

test("bytes that are text become text", () => {
  assert.deepEqual(fileOf("a", new TextEncoder().encode("é\r\n")), { path: "a", text: "é\r\n" });
  assert.ok(fileOf("a", Uint8Array.of(0xff, 0xfe)).bytes);
  assert.ok(fileOf("a", Uint8Array.of(65, 0)).bytes);
});

test("files are compared by what they hold", () => {
  const [a, b, c] = [{ path: "a", text: "1" }, { path: "b", bytes: Uint8Array.of(1) }, { path: "a", text: "2" }];
  assert.ok(sameFiles([a, b], [{ ...b, bytes: Uint8Array.of(1) }, { ...a }]));
  for (const others of [[a], [c, b], [a, { path: "b", bytes: Uint8Array.of(2) }], [a, { path: "b", text: "\u0001" }]]) assert.ok(!sameFiles([a, b], others));
});

test("a difference, applied, gives the other text", () => {
  const texts = ["", "a", "aa", "aaa", "ab", "ba", "aba", "x = 1\n", "x = 12\n", "x = 2\n", "𝄞a", "𝄞b"];
  for (const before of texts) {
    for (const after of texts) {
      const change = difference(before, after);
      if (before === after) assert.equal(change, undefined);
      else assert.equal(before.slice(0, change.from) + change.insert + before.slice(change.to), after);
    }
  }
});

test("separated values are rows of cells", () => {
  assert.deepEqual(rows('a,b\r\n"1,5","say ""hi""\nthere"\n\nlast', ","), [["a", "b"], ["1,5", 'say "hi"\nthere'], [""], ["last"]]);
  assert.deepEqual(rows("", ","), []);
  assert.deepEqual(rows("a\tb", "\t"), [["a", "b"]]);
});
