// `vivarium run`: a program at a terminal, or in a pipe.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startJsonServer } from "../browser/support/servers.mjs";
import { nodes } from "./support/nodes.mjs";

const bin = join(process.env.DIST, "npm/bin/vivarium.js");
const folder = await mkdtemp(join(tmpdir(), "vivarium-run-"));
const server = await startJsonServer();
after(() => Promise.all([server.stop(), rm(folder, { recursive: true })]));
const programs = {
  "asks.py": "import sys\nprint(sys.argv[1:], input('name? '), open('data.txt').read())\nprint('to stderr', file=sys.stderr)\nsys.exit(3)",
  "fails.py": "1 / 0",
  "waits.py": "import time\nprint('on', flush=True)\ntime.sleep(1000)",
  "loops.py": "while True: pass",
  "requests_.py": "import sys, requests\nprint(requests.get(sys.argv[1] + '/x').json()['method'])",
  "data.txt": "data",
};
for (const [name, text] of Object.entries(programs)) await writeFile(join(folder, name), text);

const vivarium = (node, words, input = "") => {
  const { status, stdout, stderr } = spawnSync(node.path, [bin, ...words], { cwd: folder, input, encoding: "utf8", timeout: 60_000 });
  return { status, stdout, stderr };
};

for (const node of nodes) {
  test(`arguments, input, files, both streams and the exit code pass through (${node.name})`, () => {
    const run = vivarium(node, ["run", "--file", "data.txt", "asks.py", "--file", "-x"], "Ada\n");
    assert.deepEqual(run, { status: 3, stdout: "name? ['--file', '-x'] Ada data\n", stderr: "to stderr\n" });
    const failed = vivarium(node, ["run", join(folder, "fails.py")]);
    assert.match(failed.stderr, /fails\.py", line 1.*ZeroDivisionError: division by zero\n$/s);
    assert.deepEqual([failed.status, failed.stdout], [1, ""]);
  });

  test(`a time limit ends it, and so does Ctrl+C (${node.name})`, { timeout: 60_000 }, async () => {
    const late = vivarium(node, ["run", "--timeout", "0.3", "loops.py"]);
    assert.deepEqual([late.status, late.stdout], [1, ""]);
    assert.match(late.stderr, /longer than its limit of 0\.3 s/);
    const child = spawn(node.path, [bin, "run", "waits.py"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => child.kill("SIGINT"));
    assert.equal(await new Promise((resolve) => child.on("exit", resolve)), 130);
  });

  test(`a program asks the origins that it was given (${node.name})`, { timeout: 60_000 }, async () => {
    // Not in one process with the server: it would block that.
    const child = spawn(node.path, [bin, "run", "--net", server.url, "requests_.py", server.url], { cwd: folder });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    const code = await new Promise((resolve) => child.on("close", resolve));
    if (node.suspends) assert.deepEqual([code, said], [0, "GET\n"]);
    else assert.match(said, /^✗ Programs can wait for tools and requests in Node 24 and newer; this is v/);
  });

  test(`what was typed wrongly is told in a sentence (${node.name})`, () => {
    for (const [words, sentence] of [
      [["run"], /^✗ Which program\?/],
      [["run", "absent.py"], /^✗ absent\.py cannot be read\.\n$/],
      [["run", "--tool", "x", "asks.py"], /^✗ Unknown option '--tool'/],
      [["run", "--timeout", "soon", "asks.py"], /^✗ --timeout soon must be/],
      [["walk"], /^vivarium does not know walk\./],
    ]) {
      const { status, stderr } = vivarium(node, words);
      assert.match(stderr, sentence);
      assert.equal(status, 2);
    }
    assert.match(vivarium(node, []).stdout, /^Usage: vivarium/);
  });
}
