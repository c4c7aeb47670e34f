// `createSandbox` in Node: what a page's author can rely on holds here too.

import assert from "node:assert/strict";
import { inNodes } from "./support/nodes.mjs";

const suspends = ({ suspends }) => suspends;
const blocks = ({ suspends }) => !suspends;

inNodes("a run answers with output, result, error and files, and takes files, arguments and input", async ({ evaluate }) => {
  const code = `
import sys
print(input(), open("given.txt").read(), sys.argv[1:])
open("made.txt", "w").write("made")
print("to stderr", file=sys.stderr)
{"value": 6 * 7}
`;
  const [run, failed] = await evaluate(async (code) => {
    const sandbox = await createSandbox();
    const heard = [];
    const run = await sandbox.run(code, { files: { "given.txt": "given" }, stdin: ["line"], argv: ["a"], onOutput: (text, stream) => heard.push(stream) });
    run.files = Object.fromEntries(Object.entries(run.files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
    const failed = await sandbox.run("def f():\n    return 1 / 0\nf()");
    sandbox.close();
    return [{ ...run, heard: [...new Set(heard)].sort() }, failed];
  }, code);
  const { status, stdout, stderr, result, files, heard } = run;
  assert.deepEqual({ status, stdout, stderr, files, heard }, {
    status: "ok",
    stdout: "line given ['a']\n",
    stderr: "to stderr\n",
    files: { "made.txt": "made" },
    heard: ["stderr", "stdout"],
  });
  assert.deepEqual(result, { repr: "{'value': 42}", json: { value: 42 } });
  assert.deepEqual([failed.status, failed.error.type, failed.error.line], ["error", "ZeroDivisionError", 2]);
});

inNodes("no run sees another's state; a session's runs share theirs", async ({ evaluate }) => {
  const [alone, shared, after] = await evaluate(async () => {
    const sandbox = await createSandbox();
    await sandbox.run("x = 1\nopen('left.txt', 'w').close()");
    const alone = await sandbox.run("import os\n[os.path.exists('left.txt'), 'x' in globals()]");
    const session = sandbox.session();
    await session.run("x = 1");
    const shared = await session.run("x + 1");
    sandbox.close();
    return [alone, shared, await sandbox.run("1").catch(String)];
  });
  assert.deepEqual(alone.result.json, [false, false]);
  assert.deepEqual([shared.result.json, shared.kept], [2, true]);
  assert.match(after, /^TypeError: This sandbox is closed/);
});

inNodes("a program is stopped, ends once, and the next one runs", async ({ evaluate }) => {
  const runs = await evaluate(async () => {
    const sandbox = await createSandbox();
    const stopped = (code) => {
      const abort = new AbortController();
      return sandbox.run(code, { signal: abort.signal, onOutput: () => abort.abort() });
    };
    const runs = [];
    for (const code of ["print(1)\nwhile True: pass", "import time\nprint(1)\ntime.sleep(1000)", "print(1)\n3 ** 30000000"]) runs.push(await stopped(code));
    runs.push(await sandbox.run("print(2)"));
    sandbox.close();
    return runs;
  });
  assert.deepEqual(runs.map(({ status }) => status), ["stopped", "stopped", "stopped", "ok"]);
  assert.deepEqual(runs.map(({ stdout }) => stdout), ["1\n", "1\n", "1\n", "2\n"]);
});

inNodes("where stacks are switched a stop is a KeyboardInterrupt, and input is asked for", async ({ evaluate }) => {
  const [stopped, asked] = await evaluate(async () => {
    const sandbox = await createSandbox();
    const abort = new AbortController();
    const onOutput = (text) => text.includes("on") && abort.abort();
    const stopped = await sandbox.run("try:\n    print('on')\n    while True: pass\nexcept KeyboardInterrupt:\n    print('told')\n    raise", { signal: abort.signal, onOutput });
    const lines = ["Ada"];
    const asked = await sandbox.run("print('Hello,', input())", { onInput: async () => lines.shift() });
    sandbox.close();
    return [stopped, asked];
  });
  assert.deepEqual([stopped.status, stopped.stdout], ["stopped", "on\ntold\n"]);
  assert.equal(asked.stdout, "Hello, Ada\n");
}, suspends);

inNodes("where they are not, a tool that cannot be waited for is a clear error", async ({ evaluate }) => {
  const run = await evaluate(async () => {
    const sandbox = await createSandbox({ net: ["http://127.0.0.1:9"] });
    const run = await sandbox.run("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/')");
    sandbox.close();
    return run;
  });
  assert.equal(run.status, "error");
  assert.match(run.error.message, /browser/);
}, blocks);

inNodes("every limit ends a program with its own status", async ({ evaluate }) => {
  const statuses = await evaluate(async () => {
    const sandbox = await createSandbox({ limits: { timeMs: 20_000 } });
    const run = async (code, limits) => (await sandbox.run(code, { limits })).status;
    const statuses = [
      await run("while True: pass", { timeMs: 300 }),
      await run("import time\ntime.sleep(100)", { timeMs: 300 }),
      await run("x = []\nwhile True: x.append('a' * 1000)", { memoryMb: 64 }),
      await run("with open('big', 'wb') as file: file.write(b'x' * 2000)", { fileBytes: 1000 }),
      await run("def f(): f()\nf()", {}),
    ];
    sandbox.close();
    return statuses;
  });
  assert.deepEqual(statuses.slice(0, 2), ["timeout", "timeout"]);
  assert.ok(["out_of_memory", "error"].includes(statuses[2]), statuses[2]);
  assert.deepEqual(statuses.slice(3), ["limit", "error"]);
});

inNodes("wrong options are a TypeError", async ({ evaluate }) => {
  const told = await evaluate(async () => [await createSandbox({ limit: {} }).catch(String), await createSandbox({ tools: "{" }).catch(String)]);
  assert.match(told[0], /^TypeError: createSandbox: there is no option limit;/);
  assert.match(told[1], /Line 1, column 2/);
});

inNodes("the program reaches neither Node nor its files, environment or network", async ({ evaluate, node }) => {
  const code = `
import os, urllib.request
found = [sorted(os.environ), os.path.exists("/etc/passwd"), os.path.exists("/proc")]
try:
    urllib.request.urlopen("http://127.0.0.1:9/")
except Exception as error:
    found.append(type(error).__name__)
found`;
  const { result } = await evaluate(async (code) => {
    process.env.SECRET_OF_THE_HOST = "1";
    const sandbox = await createSandbox();
    const run = await sandbox.run(code);
    sandbox.close();
    return run;
  }, code);
  const [names, ...others] = result.json;
  assert.ok(!names.includes("SECRET_OF_THE_HOST"), names.join());
  assert.deepEqual(others, [false, false, node.suspends ? "PermissionError" : "URLError"]);
});
