// The same code, input, seed and clock give the same bytes, in every browser and however long the program sleeps.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer(undefined, { pages: { "page.html": pageImporting() } });
after(() => server.close());

// Everything that usually differs from run to run, or from machine to machine.
const program = `
import asyncio, datetime, os, random, secrets, tempfile, time, uuid
began = time.monotonic()
print(random.random(), random.sample(range(100), 5), secrets.token_hex(4), os.urandom(4).hex())
print(uuid.uuid1(), uuid.uuid4())
print(hash("text"), hash(b"bytes"), {"a", "set", "of", "words"}, hash((1, "x", None)))
print(id(object()), object())
print(tempfile.mkdtemp())
time.sleep(3600)

async def waits(seconds):
    await asyncio.sleep(seconds)
    return time.time()

async def main():
    return await asyncio.gather(*map(waits, (30, 10, 20)))

print(asyncio.run(main()))
print(datetime.datetime.now(datetime.UTC), time.time_ns(), time.monotonic() - began)
open("made.txt", "w").close()
print(os.stat("made.txt").st_mtime_ns, os.getpid(), sorted(os.environ))
`;

const answers = new Map();

inBrowsers("seed and clock make every byte of the output repeatable", async ({ page, browserName }) => {
  await openApi(page, server.url);
  const run = (options) => runOnce(page, program, options);
  const given = { seed: 42, now: Date.UTC(2001, 8, 9, 1, 46, 40) };
  const first = await run(given);
  assert.equal(first.status, "ok", first.stderr);
  assert.ok(first.durationMs < 30_000, "an hour of sleep in virtual time takes none");
  const second = await run(given);
  assert.equal(second.stdout, first.stdout);
  assert.match(first.stdout, /2001-09-09 02:47:/);
  assert.notEqual((await run({ ...given, seed: 43 })).stdout, first.stdout);
  answers.set(browserName, first.stdout);
});

test("all browsers answered the same bytes", () => {
  assert.equal(answers.size, 2);
  const digests = [...answers.values()].map((text) => createHash("sha256").update(text).digest("hex"));
  assert.equal(new Set(digests).size, 1, [...answers].map(([name, text]) => `${name}:\n${text}`).join("\n"));
});

inBrowsers("a program that only sleeps, in virtual time, is stopped by its time limit", async ({ page }) => {
  await openApi(page, server.url);
  const options = { now: 0, limits: { timeMs: 1_000 } };
  const { status, stdout } = await runOnce(page, 'import time\nprint("on")\nwhile True:\n    time.sleep(60)\n', options);
  assert.equal(status, "timeout");
  assert.equal(stdout, "on\n");
});
