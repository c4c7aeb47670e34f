// Packages from a real index: what programs declare is fetched by the page, and works; what cannot work says why.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { inBrowsers } from "./support/browsers.mjs";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { startIndex, wheelOf } from "./support/package-index.mjs";
import { startServer } from "./support/server.mjs";
import { programs } from "./support/packages/programs.mjs";

let [server, index] = [];
before(async () => {
  server = await startServer(undefined, { pages: { "page.html": pageImporting() } });
  index = await startIndex();
  index.make("alpha", "1.0", { requires: ["gamma<2"] });
  index.make("beta", "1.0", { requires: ["gamma>=2"] });
  for (const version of ["1.0", "2.0"]) index.make("gamma", version, { source: `version = "${version}"` });
  index.make("tampered", "1.0", { about: { hashes: { sha256: "00".repeat(32) } } });
  for (const file of ["numpy-2.3.0-cp314-cp314-manylinux_2_28_x86_64.whl", "numpy-2.3.0-cp314-cp314-win_amd64.whl", "numpy-2.3.0.tar.gz", "source_only-1.0.tar.gz"]) index.add(file, Buffer.from(""));
});
after(async () => {
  await index.stop();
  await server.close();
});

const run = (page, code, options = {}, sandbox = {}) => runOnce(page, code, options, { index: index.url, ...sandbox });

for (const [name, { packages, program, output }] of Object.entries(programs)) {
  inBrowsers(`${name} does what it does elsewhere`, async ({ page }) => {
    await openApi(page, server.url);
    const { stdout, stderr, status, files } = await run(page, program, { packages });
    assert.deepEqual({ status, stdout, stderr }, { status: "ok", stdout: output, stderr: "" });
    assert.deepEqual(files, {});
  });
}

inBrowsers("a program declares what it needs, and finds its metadata and resources", async ({ page }) => {
  await openApi(page, server.url);
  const program = `# /// script
# requires-python = ">=3.11"
# dependencies = ["attrs>=25", "gamma==1.*"]
# ///
import attrs, gamma, sys
from importlib.metadata import version, requires
from importlib.resources import files
print(gamma.version, version("attrs"), requires("gamma"), attrs.__file__, sys.path[-1])
print(files("attr").joinpath("py.typed").is_file())
`;
  const { stdout, packages } = await run(page, program);
  assert.equal(stdout, "1.0 26.1.0 None /lib/site-packages/attrs/__init__.py /lib/site-packages\nTrue\n");
  assert.deepEqual(packages, [{ name: "attrs", version: "26.1.0" }, { name: "gamma", version: "1.0" }]);
});

inBrowsers("the interpreter says of itself what markers are compared with", async ({ page }) => {
  await openApi(page, server.url);
  const program = `import sys, os, platform
{"implementation_name": sys.implementation.name, "os_name": os.name, "platform_machine": platform.machine(), "platform_python_implementation": platform.python_implementation(),
 "platform_release": platform.release(), "platform_system": platform.system(), "platform_version": platform.version(), "python_version": ".".join(map(str, sys.version_info[:2])),
 "python_full_version": ".".join(map(str, sys.version_info[:3])), "sys_platform": sys.platform}`;
  const { result } = await runOnce(page, program);
  const expected = { implementation_name: "rustpython", os_name: "posix", platform_machine: "", platform_python_implementation: "RustPython", platform_release: "", platform_system: "wasi", platform_version: "", python_version: "3.14", python_full_version: "3.14.0", sys_platform: "wasi" };
  assert.deepEqual(result.json, expected);
});

inBrowsers("what cannot be had says why, before the program begins", async ({ page }) => {
  await openApi(page, server.url);
  const cases = [
    [["numpy"], /only wheels with compiled code \(such as numpy-2\.3\.0-cp314-cp314-win_amd64\.whl\).*Instead: lists, array, statistics/],
    [["source-only"], /only as source \(source_only-1\.0\.tar\.gz\)/],
    [["nowhere"], /no package nowhere \(wanted by the program\)/],
    [["alpha", "beta"], /No version of gamma fits.*alpha 1\.0 wants <2, beta 1\.0 wants >=2\. There is 2\.0, 1\.0/],
    [["tampered"], /tampered-1\.0-py3-none-any\.whl is not the file that the index announces/],
    [["attrs ???"], /is no requirement/],
    [["attrs @ https://files.example/attrs.whl"], /names an address/],
  ];
  for (const [packages, sentence] of cases) {
    const { status, error, stdout, stderr } = await run(page, "print('begun')", { packages });
    assert.deepEqual([status, error.type, stdout], ["error", "PackageError", ""]);
    assert.match(error.message, sentence);
    assert.equal(stderr, `PackageError: ${error.message}\n`);
  }
  const { error } = await run(page, "# /// script\n# dependencies = [\n# ///\n");
  assert.match(error.message, /`# \/\/\/ script` block cannot be read/);
  const without = await runOnce(page, "import attrs", { packages: ["attrs"] });
  assert.match(without.error.message, /attrs is needed, and no package index is set/);
  const unreachable = await run(page, "", { packages: ["attrs"] }, { index: "http://127.0.0.1:9/simple/" });
  assert.match(unreachable.error.message, /http:\/\/127\.0\.0\.1:9 cannot be reached, or does not let this page read it/);
});

inBrowsers("only what is declared is asked for, without credentials, and sandboxes share it", async ({ page }) => {
  await openApi(page, server.url);
  index.requests.length = 0;
  assert.equal((await run(page, "'# no declaration'")).status, "ok");
  assert.deepEqual(index.requests, []);
  const fetched = await page.evaluate(async (url) => {
    const fetched = [];
    const [one, other] = await Promise.all([createSandbox({ index: url }), createSandbox({ index: url })]);
    const options = { packages: ["alpha"], onFetch: ({ name, version, size }) => fetched.push(`${name} ${version} ${size > 0}`) };
    const runs = await Promise.all([one, other, one].map((sandbox) => sandbox.run("import alpha, gamma; gamma.version", options)));
    for (const sandbox of [one, other]) sandbox.close();
    return [...fetched, ...runs.map(({ result }) => result.repr)];
  }, index.url);
  assert.deepEqual(fetched.slice(-3), ["'1.0'", "'1.0'", "'1.0'"]);
  const paths = index.requests.map(({ path }) => path).sort();
  assert.deepEqual(paths, ["/files/alpha-1.0-py3-none-any.whl", "/files/gamma-1.0-py3-none-any.whl", "/simple/alpha/", "/simple/gamma/"]);
  for (const { headers } of index.requests) assert.deepEqual([headers.cookie, headers.authorization, headers.referer], [undefined, undefined, undefined]);
});

inBrowsers("what was fetched is there again without the index, also for another page", async ({ page }) => {
  const own = await startIndex();
  own.make("delta", "1.0", { source: "name = 'delta'" });
  try {
    await openApi(page, server.url);
    const program = "import delta; print(delta.name)";
    assert.equal((await run(page, program, { packages: ["delta"] }, { index: own.url })).stdout, "delta\n");
    await own.stop();
    await page.reload();
    await openApi(page, server.url);
    assert.equal((await run(page, program, { packages: ["delta"] }, { index: own.url })).stdout, "delta\n");
    const { error } = await run(page, program, { packages: ["epsilon"] }, { index: own.url });
    assert.match(error.message, /cannot be reached/);
  } finally {
    await own.stop().catch(() => {});
  }
});

inBrowsers("a session gets packages with later cells, and keeps what it has", async ({ page }) => {
  await openApi(page, server.url);
  const told = await page.evaluate(async (url) => {
    const sandbox = await createSandbox({ index: url });
    const session = sandbox.session();
    const cells = [
      await session.run("import gamma; print(gamma.version)", { packages: ["gamma<2"] }),
      await session.run("# /// script\n# dependencies = ['attrs']\n# ///\nimport attrs; print(gamma.version, attrs.__name__)"),
      await session.run("print(attrs.__name__); import attr.validators"),
      await session.run("", { packages: ["beta"] }),
    ];
    const apart = await sandbox.run("import gamma");
    sandbox.close();
    return [...cells.map(({ stdout, error }) => stdout || error.message), apart.error.message];
  }, index.url);
  assert.deepEqual(told.slice(0, 3), ["1.0\n", "1.0 attrs\n", "attrs\n"]);
  assert.match(told[3], /No version of gamma fits.*wants ==1\.0.*beta 1\.0 wants >=2/);
  assert.match(told[4], /No module named 'gamma'/);
});

inBrowsers("a wheel among the files is importable, without an index", async ({ page }) => {
  await openApi(page, server.url);
  const { filename, bytes } = wheelOf("more_itertools");
  const given = async (name, code) =>
    page.evaluate(
      async (name, bytes, code) => {
        const sandbox = await createSandbox();
        const run = await sandbox.run(code, { files: { [name]: new Uint8Array(bytes) } });
        sandbox.close();
        return run;
      },
      name,
      [...bytes],
      code,
    );
  assert.equal((await given(filename, "from more_itertools import chunked\nprint(list(chunked('abcde', 2)))")).stdout, "[['a', 'b'], ['c', 'd'], ['e']]\n");
  const { error } = await given("other-1.0-py3-none-any.whl", "");
  assert.match(error.message, /its name is not that of the package in it/);
  const compiled = await given("other-1.0-cp314-cp314-win_amd64.whl", "");
  assert.match(compiled.error.message, /only wheels with compiled code/);
});

inBrowsers("packages do not count as the program's files", async ({ page }) => {
  await openApi(page, server.url);
  const program = "import attrs\nopen('own.txt', 'w').write('x' * 1000)\nprint(attrs.__name__)";
  const { status, stdout, files } = await run(page, program, { packages: ["attrs"], limits: { fileBytes: 20_000 } });
  assert.deepEqual([status, stdout, Object.keys(files)], ["ok", "attrs\n", ["own.txt"]]);
});
