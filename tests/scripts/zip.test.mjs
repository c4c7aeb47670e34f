// Archives: ours are read by Python's zipfile, Python's are read by us, and damaged ones end in a sentence.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { ZipError, crc32, pack, unpack } from "../../editor/project/zip.js";

const bytes = (text) => new TextEncoder().encode(text);
const files = [
  { path: "main.py", bytes: bytes("print(1)\n".repeat(1_000)) },
  { path: "data/ünï.csv", bytes: bytes("a,b\n1,2\n") },
  { path: "empty", bytes: new Uint8Array() },
];

function python(code, input) {
  const run = spawnSync("python3", ["-c", code], { input });
  assert.equal(run.status, 0, String(run.stderr));
  return run.stdout;
}

test("what goes in comes out", async () => {
  assert.deepEqual(await unpack(await pack(files)), files);
  assert.deepEqual(await unpack(await pack([])), []);
});

test("Python reads ours", async () => {
  const told = python(
    "import io, sys, zipfile; z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); print(z.testzip(), [(i.filename, i.file_size) for i in z.infolist()])",
    await pack(files),
  );
  assert.equal(String(told).trim(), "None [('main.py', 9000), ('data/ünï.csv', 8), ('empty', 0)]");
});

test("we read Python's, stored and deflated, without folders", async () => {
  for (const method of ["ZIP_STORED", "ZIP_DEFLATED"]) {
    const archive = python(
      `import io, sys, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.${method}) as z:
    z.mkdir("d") if hasattr(z, "mkdir") else z.writestr("d/", "")
    z.writestr("d/a.txt", "hello " * 50)
    z.writestr("__MACOSX/x", "no")
    z.comment = b"a comment"
sys.stdout.buffer.write(out.getvalue())`,
    );
    assert.deepEqual(await unpack(new Uint8Array(archive)), [{ path: "d/a.txt", bytes: bytes("hello ".repeat(50)) }]);
  }
});

test("damaged archives end in a sentence", async () => {
  const archive = await pack(files);
  const refused = async (archive) => {
    const error = await unpack(archive).then(() => assert.fail("it was read"), (error) => error);
    assert.ok(error instanceof ZipError, String(error));
  };
  await refused(bytes("no archive"));
  await refused(new Uint8Array());
  await refused(archive.subarray(0, archive.length - 30));
  const changed = archive.slice();
  changed[60] ^= 0xff;
  await refused(changed);
  for (let at = 0; at < archive.length; at += 3) {
    const changed = archive.slice();
    changed[at] ^= 0x55;
    await unpack(changed).catch((error) => assert.ok(error instanceof ZipError, String(error)));
  }
});

test("the checksum is the usual one", () => assert.equal(crc32(bytes("123456789")), 0xcbf43926));
