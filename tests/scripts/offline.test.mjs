// What the offline page is made of: bytes as text, a project from files, and the hash of the script that unpacks it.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { OfflineError, projectOf } from "../../editor/offline/project.js";
import { fromText, toText } from "../../editor/offline/text.js";

const source = (name) => readFile(new URL(`../../editor/offline/${name}`, import.meta.url), "utf8");

test("any bytes come back from text that neither UTF-8 nor HTML changes", () => {
  const every = Uint8Array.from({ length: 256 * 256 }, (_, at) => (at & 1 ? at >> 8 : at));
  for (const bytes of [new Uint8Array(), Uint8Array.of(0), Uint8Array.of(255, 254), every, new Uint8Array(randomBytes(50_001))]) {
    const text = toText(bytes);
    assert.ok(!/[\0\r<]/.test(text));
    assert.deepEqual(fromText(Buffer.from(text).toString(), bytes.length), bytes);
  }
  const random = new Uint8Array(randomBytes(100_000));
  assert.ok(Buffer.byteLength(toText(random)) < random.length * 1.2);
});

test("the policy of an offline page admits the script in it", async () => {
  const hash = createHash("sha256").update(await source("unpack.inline.js")).digest("base64");
  assert.ok((await source("page.js")).includes(`"sha256-${hash}"`), `unpack.inline.js has changed: write sha256-${hash} into page.js`);
});

test("a project is made of files, and what cannot be one is said", () => {
  const bytes = (text) => new TextEncoder().encode(text);
  const program = ["main.py", bytes("print(1)")];
  const { name, files, cassette } = projectOf("demo", [program, ["data/x.bin", Uint8Array.of(0, 255)]], bytes('{"version": 1, "calls": []}'));
  assert.deepEqual([name, files, cassette], ["demo", [{ path: "main.py", text: "print(1)" }, { path: "data/x.bin", bytes: Uint8Array.of(0, 255) }], '{"version": 1, "calls": []}']);
  for (const [given, recording, sentence] of [
    [[program, ["main.py", bytes("")]], undefined, /already a file called main\.py/],
    [[["main.py", Uint8Array.of(0)]], undefined, /not UTF-8 text/],
    [[program], bytes("[]"), /The recording is none/],
    [[program], bytes("{"), /The recording is none/],
  ]) {
    assert.throws(() => projectOf("demo", given, recording), (error) => error instanceof OfflineError && sentence.test(error.message));
  }
});
