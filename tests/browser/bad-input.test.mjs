// Whatever goes wrong is said in one clear sentence, output so far stays, and the next run works.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const healthy = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => healthy.close());

const programs = {
  "an empty program": ["", "ok", ""],
  "a program of blanks and comments": ["\n\n  # nothing\n\n", "ok", ""],
  "a syntax error": ["print(1)\nif True print(2)\n", "error", "", /SyntaxError/],
  "a NUL byte": ["print(1)\0\n", "error", "", /null bytes|NUL/i],
  "Windows line ends": ['if True:\r\n    print("a")\r\nprint("""b\r\nc""".encode())\r\n', "ok", "a\nb'b\\nc'\n"],
  "a byte order mark": ['\uFEFFprint("marked")\n', "ok", "marked\n"],
  "a source of one megabyte": [`text = """${"x".repeat(1 << 20)}"""\nprint(len(text))\n`, "ok", `${1 << 20}\n`],
  "a source of many lines": [`${"x = 1\n".repeat(100_000)}print("end")\n`, "ok", "end\n"],
};

for (const [what, [code, status, stdout, complaint]] of Object.entries(programs)) {
  inBrowsers(what, async ({ page }) => {
    await openApi(page, healthy.url);
    const run = await runOnce(page, code);
    assert.equal(run.status, status, run.stderr);
    assert.equal(run.stdout, stdout);
    if (complaint) assert.match(run.stderr, complaint);
  });
}

inBrowsers("fifty megabytes of output are cut short with a note", async ({ page }) => {
  await openApi(page, healthy.url);
  const [flood, next] = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const runs = [await sandbox.run('for _ in range(500):\n    print("x" * 100_000)\n'), await sandbox.run("print(1)")];
    sandbox.close();
    return runs;
  });
  const text = flood.stdout + flood.stderr;
  assert.ok(text.startsWith("xxxx"));
  assert.ok(text.length >= 1_000_000 && text.length < 1_100_000, String(text.length));
  assert.match(text.slice(-500), /[Oo]utput/);
  assert.equal(next.stdout, "1\n");
});

for (const filename of ["../../etc/passwd\0", "a\0b.txt"]) {
  inBrowsers(`the file name ${JSON.stringify(filename)}`, async ({ page }) => {
    await openApi(page, healthy.url);
    const outcome = await page.evaluate(async (filename) => {
      const sandbox = await createSandbox();
      const files = { [filename]: "x" };
      const refused = await sandbox.run("print(1)", { files }).then(
        (run) => run.error?.message ?? "nothing",
        (error) => error.message,
      );
      const next = await sandbox.run("print(2)");
      sandbox.close();
      return { refused, next: next.stdout };
    }, filename);
    assert.match(outcome.refused, /file|name|path/i);
    assert.equal(outcome.next, "2\n");
  });
}

const faults = {
  "the engine is missing": [{ path: /engine-/, fault: "missing" }, /engine-.* is not on the server/],
  "the engine is half there": [{ path: /engine-/, fault: "truncated" }, /incomplete/],
  "a page comes instead of the engine": [{ path: /engine-/, fault: "page" }, /a web page/],
  "the network goes away during the download": [{ path: /engine-/, fault: "cut" }, /could not be downloaded/],
  "the worker's script is missing": [{ path: /host-.*\.js/, fault: "missing" }, /host-.* is not on the server/],
  "the worker's module is half there": [{ path: /host-.*\.wasm/, fault: "truncated" }, /damaged|incomplete/],
};

/** Presses Run, and again where what was under way has failed meanwhile, as whoever reads the sentence would. */
async function runsAgain(app, text) {
  for (let left = 3; ; left--) {
    await app.run();
    try {
      return await app.shows(text);
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

for (const [what, [fault, sentence]] of Object.entries(faults)) {
  inBrowsers(`${what}, until it is there again`, async ({ page }) => {
    const server = await startServer();
    server.faults.push(fault);
    const app = await App.open(page, server.url);
    await app.write('print("hello")\n');
    await app.run();
    await app.status(/could not be started/);
    assert.match(await app.output(), sentence);
    assert.match(await app.output(), /\.\s*$/, "it is a sentence");
    server.faults.length = 0;
    await runsAgain(app, "hello");
    await server.close();
  });
}

inBrowsers("every sandbox of a page hears that the engine is half there, and has it when it is whole", async ({ page }) => {
  const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
  server.faults.push({ path: /engine-/, fault: "truncated" });
  await openApi(page, server.url);
  const make = () => page.evaluate(() => Promise.all([1, 2, 3].map(() => createSandbox().then(() => "ready", ({ message }) => message))));
  for (const message of await make()) assert.match(message, /incomplete/);
  server.faults.length = 0;
  assert.deepEqual(await make(), ["ready", "ready", "ready"]);
  await server.close();
});

inBrowsers("the library cannot be fetched: what needs none of it still runs", async ({ page }) => {
  const server = await startServer();
  server.faults.push({ path: /library-/, fault: "missing" });
  const app = await App.open(page, server.url);
  assert.match(await app.finishes('print("plain")\n'), /^Finished/);
  assert.match(await app.finishes("import xml.etree.ElementTree\n"), /Error on line 1/);
  assert.match(await app.output(), /library/);
  server.faults.length = 0;
  assert.match(await app.finishes('import xml.etree.ElementTree\nprint("there")\n'), /^Finished/);
  await server.close();
});

inBrowsers("the tab goes offline between two downloads, and comes back", async ({ page }) => {
  const server = await startServer();
  server.faults.push({ path: /engine-/, fault: "cut" }, { path: /library-/, fault: "cut" });
  const app = await App.open(page, server.url);
  await app.write('import colorsys\nprint("back")\n');
  await app.run();
  await app.status(/could not be started/);
  server.faults.length = 0;
  await runsAgain(app, "back");
  await server.close();
});

for (const [what, cripple, sentence] of [
  ["WebAssembly", () => delete globalThis.WebAssembly, /WebAssembly/],
  ["workers", () => delete globalThis.Worker, /worker/i],
]) {
  inBrowsers(`a browser without ${what} is told so`, async ({ page }) => {
    await page.evaluateOnNewDocument(cripple);
    await page.goto(healthy.url);
    await page.waitForFunction((source) => new RegExp(source, "i").test(document.body.innerText), {}, sentence.source);
  });
}
