// The codec of links: what goes in comes out, and whatever a stranger writes into an address ends in a sentence.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { LinkError, decode, encode, isLink } from "../../editor/project/link.js";

const project = {
  name: "Grüße – 你好",
  files: [
    { path: "main.py", text: 'import helper\nprint("𝄞", helper.x)\r\n' },
    { path: "a/b.bin", bytes: Uint8Array.of(0, 255, 128, 10) },
    { path: "helper.py", text: "x = 1\n" },
    { path: "empty.txt", text: "" },
  ],
  shown: "helper.py",
  limits: "30 256 1000 64",
  stdin: "1\n2\n",
};

const packed = (value) => `#v1.${deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;

/** Decodes and answers the sentence with which that was refused. */
async function refused(hash) {
  const error = await decode(hash).then((opened) => assert.fail(`opened as ${JSON.stringify(opened)}`), (error) => error);
  assert.ok(error instanceof LinkError, String(error));
  assert.match(error.message, /^This link .*\.$/);
  return error.message;
}

test("what goes in comes out", async () => {
  const link = await encode(project);
  assert.match(link, /^#v1\.[\w-]+$/);
  assert.ok(isLink(link));
  assert.deepEqual(await decode(link), project);
});

test("a link of today is read in every later version", async () => {
  const link = "#v1.TcuxCsIwEIDhVyn_pOUQuihk6-boHkOJWOlBchYvICK-u7g5f3xvLNeZwKlka45w0zI7IUZqVtutL4T1odY2-67vDtuzkSRyQRjH44QMKQm-3J9G-DtFqzYngODtqj_l8wU";
  const files = [{ path: "main.py", text: "print(6 * 7)\n" }, { path: "b", bytes: Uint8Array.of(0, 1, 255) }];
  assert.deepEqual(await decode(link), { name: "Plants", files, shown: "main.py", limits: "", stdin: "" });
});

test("a long program makes a short link", async () => {
  const text = Array.from({ length: 400 }, (_, line) => `print("the answer to question ${line} is", ${line} * 7)\n`).join("");
  const link = await encode({ ...project, files: [{ path: "main.py", text }] });
  assert.ok(link.length < text.length / 5, `${link.length} characters for ${text.length}`);
});

test("cut, changed and foreign links end in a sentence", async () => {
  const link = await encode(project);
  for (const end of [4, 5, 20, link.length - 3]) assert.match(await refused(link.slice(0, end)), /damaged or cut off/);
  assert.match(await refused(link.replace(/.{12}$/, "AAAAAAAAAAAA")), /damaged or cut off/);
  for (const foreign of ["#v1.%%%", "#v1.a b", "#v1.", "#v1", packed("null,"), packed("\ud800")]) assert.match(await refused(foreign), /damaged or cut off/);
  assert.match(await refused("#v2.abc"), /newer Vivarium/);
});

test("hostile contents end in a sentence", async () => {
  const file = ["main.py", "print(1)"];
  for (const value of [null, 1, [], {}, { files: {} }, { files: [[]] }, { files: [["main.py", 1]] }, { files: [file, file] }]) {
    assert.match(await refused(packed(value)), /cannot be opened/);
  }
  for (const path of ["../main.py", "/etc/passwd", "", "a//b", "a\u0000b", "a\\b", "x".repeat(300), "main.py/x", 7, null]) {
    assert.match(await refused(packed({ files: [file, [path, ""]] })), /impossible name/);
  }
  assert.match(await refused(packed({ files: [["other.py", ""]] })), /no main\.py/);
  assert.match(await refused(packed({ files: [file, ["b", "%", 1]] })), /not readable/);
  assert.match(await refused(packed({ files: Array(101).fill(file) })), /more than 100 files/);
});

test("a recording goes along, and one that is none is refused", async () => {
  const recording = { version: 1, seed: 3, now: 0, inputs: ["Ada", null], calls: [], answers: [], log: [] };
  const cassette = JSON.stringify(recording);
  assert.deepEqual(await decode(await encode({ ...project, cassette })), { ...project, cassette });
  const odd = [null, 7, [cassette], "", "{}", ...Object.keys(recording).slice(1).map((field) => JSON.stringify({ ...recording, [field]: -1 }))];
  for (const cassette of odd) assert.match(await refused(packed({ files: [["main.py", ""]], cassette })), /recording is not readable/, String(cassette));
});

test("a bomb is not unpacked", async () => {
  const bomb = packed(`{"files":[["main.py","${"a".repeat(50_000_000)}"]]}`);
  assert.ok(bomb.length < 100_000);
  const before = process.memoryUsage().arrayBuffers;
  assert.match(await refused(bomb), /unpacks to more than 8 MB/);
  assert.ok(process.memoryUsage().arrayBuffers - before < 40_000_000);
});

test("settings that make no sense are left out", async () => {
  const opened = await decode(packed({ name: {}, files: [["main.py", ""]], shown: "gone.py", limits: "9 x", stdin: [], autorun: true }));
  assert.deepEqual(opened, { name: "Shared program", files: [{ path: "main.py", text: "" }], shown: "main.py", limits: "", stdin: "" });
});

test("ten thousand changed links are opened or refused, never more", async () => {
  const link = await encode({ ...project, files: project.files.slice(0, 1) });
  let seed = 7;
  const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
  for (let round = 0; round < 10_000; round++) {
    const letters = [...link];
    for (let change = 0; change <= random(3); change++) letters[4 + random(letters.length - 4)] = "ABCxyz019-_"[random(11)];
    await decode(letters.join("")).catch((error) => assert.ok(error instanceof LinkError, String(error)));
  }
});
