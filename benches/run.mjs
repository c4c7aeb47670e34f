// Side by side in one Chromium: this engine, Pyodide and MicroPython. `node run.mjs --help` tells the options.
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import puppeteer from "puppeteer-core";
import { measureCalls } from "./calls.mjs";
import { measureEditor } from "./editor.mjs";
import { measurePool } from "./pool.mjs";
import { load } from "./fetch.mjs";
import { configuration, ending, programs, quick } from "./programs.mjs";
import { render } from "./report.mjs";
import { serve } from "./server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const names = ["vivarium", "pyodide", "micropython"];

// Chromium's address bar is a set of web pages that load anew with each window, just while a cold start is measured.
const ownPages = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup";

const help = `usage: node run.mjs [options]
  --quick            few programs, few rounds; RESULTS.md is left alone
  --dist FOLDER      the built page (default: ../dist)
  --only NAME,…      these programs only; RESULTS.md is left alone
  --engines NAME,…   of ${names.join(", ")}; RESULTS.md is left alone
  --part NAME,…      of start, programs, stop, calls, pool, editor; RESULTS.md is left alone
  --rounds N         repetitions of each program (default: 3)
  --chromium PATH    the browser (default: CHROMIUM, or /usr/bin/chromium)`;

function options() {
  const text = (name) => ({ [name]: { type: "string" } });
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      ...["dist", "only", "engines", "part", "rounds", "chromium"].reduce((all, name) => ({ ...all, ...text(name) }), {}),
    },
  });
  const list = (value) => value?.split(",");
  return {
    help: values.help,
    partial: values.quick || Boolean(values.only || values.engines || values.part),
    dist: values.dist ?? join(here, "..", "dist"),
    programs: programs.filter(({ name }) => (list(values.only) ?? (values.quick ? quick : programs.map((each) => each.name))).includes(name)),
    engines: list(values.engines) ?? names,
    parts: list(values.part) ?? ["start", "programs", "stop", "calls", "pool", "editor"],
    rounds: Number(values.rounds ?? (values.quick ? 2 : 3)),
    starts: values.quick ? 3 : 9,
    chromium: values.chromium ?? process.env.CHROMIUM ?? "/usr/bin/chromium",
  };
}

const started = Date.now();
function say(text) {
  console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ${text}`);
}

/** What a start fetches: before the first output, with the library held back to show that no output needs it, and in all. */
async function measureBytes(browser, server, engines) {
  const results = {};
  for (const name of engines) {
    const release = server.hold(/\/library-/);
    const { context, page } = await startCold(browser, server, name);
    const sent = () => server.state.sent.filter(({ path }) => path.startsWith(`/${name}/`)).reduce((sum, { bytes }) => sum + bytes, 0);
    const before = sent();
    release();
    await page.waitForNetworkIdle();
    results[name] = { before, all: sent() };
    await context.close();
  }
  say("bytes of a start");
  return results;
}

/** Milliseconds of cold starts, the engines in turns. */
async function measureCold(browser, server, engines, rounds) {
  const results = Object.fromEntries(engines.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of engines) {
      const { context, milliseconds } = await startCold(browser, server, name);
      results[name].push(milliseconds);
      await context.close();
    }
    say(`cold start, round ${round + 1} of ${rounds}`);
  }
  return results;
}

/** Navigation to first output in a browser context of its own. */
async function startCold(browser, server, name) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  server.state.sent = [];
  server.state.cacheable = false;
  await page.goto(`${server.origin}/page/page.html#${name}`);
  await page.waitForFunction(() => window.coldStart);
  const milliseconds = await page.evaluate(() => window.coldStart);
  return { context, page, milliseconds };
}

/** print(1) on a fresh interpreter of a warm page. */
async function measureWarm(handles, rounds) {
  const results = Object.fromEntries(Object.keys(handles).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, engine] of Object.entries(handles)) {
      const elapsed = await engine.evaluate((each) => each.fresh());
      if (round >= 0) results[name].push(elapsed);
    }
  }
  say(`a stateless print(1), ${rounds} times`);
  return results;
}

/** One run of one program on one engine. */
async function runProgram(engine, program, { text, files }, loops, target) {
  const pyperf = readFileSync(join(here, "pyperf.py"), "utf8") + configuration(program, { loops, target });
  const all = { ...files, "pyperf.py": Buffer.from(pyperf) };
  const encoded = Object.fromEntries(Object.entries(all).map(([path, content]) => [path, content.toString("base64")]));
  const { output, error } = await engine
    .evaluate(
      (each, text, encoded) => {
        const decode = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const files = Object.fromEntries(Object.entries(encoded).map(([path, base64]) => [path, decode(base64)]));
        return each.run({ text, files });
      },
      text + ending(program),
      encoded,
    )
    .catch((failure) => ({ output: "", error: failure.message.split("\n")[0].replace(/^Error: /, "") }));
  if (error) return { error: error.slice(0, 120) };
  const value = (name) => output.match(new RegExp(`^@${name} (.*)$`, "m"))?.[1];
  if (!value("seconds")) return { error: `it has no figure ${program.figure}` };
  return { seconds: Number(value("seconds")), checksum: value("checksum"), loops: Number(value("loops")) };
}

/** Every program on every engine in turns; the loop count is found once, on the first engine that runs it. */
async function measurePrograms(handles, chosen, rounds, cache) {
  const results = {};
  for (const program of chosen) {
    const material = load(program, cache);
    let loops;
    for (const engine of Object.values(handles)) {
      ({ loops } = await runProgram(engine, program, material, 0, 0.5));
      if (loops) break;
    }
    const runs = Object.fromEntries(Object.keys(handles).map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, engine] of Object.entries(handles)) {
        if (runs[name].some((run) => run.error)) continue;
        runs[name].push(await runProgram(engine, program, material, loops ?? 1, 0));
      }
    }
    results[program.name] = { loops, runs };
    const times = Object.values(runs).map((list) => list[0].error ?? `${Math.min(...list.map((run) => run.seconds)).toFixed(3)} s`);
    say(`${program.name}, ${loops} loops: ${times.join(" | ")}`);
  }
  return results;
}

/** Milliseconds from asking `while True: pass` to stop until it has stopped. */
async function measureStop(engine, rounds) {
  const results = [];
  for (let round = 0; round < rounds; round += 1) results.push(await engine.evaluate((each) => each.stop()));
  say(`stop, ${rounds} times`);
  return results;
}

async function main() {
  const chosen = options();
  if (chosen.help) return console.log(help);
  if (chosen.engines.includes("vivarium") && !existsSync(join(chosen.dist, "vivarium.js"))) {
    throw new Error(`there is no ${join(chosen.dist, "vivarium.js")}: run ./x build first`);
  }
  const modules = join(here, "node_modules");
  const micropython = join(modules, "@micropython", "micropython-webassembly-pyscript");
  const server = await serve({
    "/page/": join(here, "page"),
    "/vivarium/": chosen.dist,
    "/pyodide/": join(modules, "pyodide"),
    "/micropython/": micropython,
  });
  const browser = await puppeteer.launch({
    executablePath: chosen.chromium,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", `--disable-features=${ownPages}`, "--ignore-certificate-errors"],
    protocolTimeout: 900_000,
  });
  try {
    const version = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
    const results = {
      date: new Date().toISOString().slice(0, 10),
      browser: await browser.version(),
      engines: chosen.engines,
      versions: { pyodide: version(join(modules, "pyodide")), micropython: version(micropython) },
    };
    if (chosen.parts.includes("start")) {
      results.bytes = await measureBytes(browser, server, chosen.engines);
      results.cold = await measureCold(browser, server, chosen.engines, chosen.starts);
    }
    server.state.cacheable = true;
    const page = await browser.newPage();
    await page.goto(`${server.origin}/page/page.html`);
    await page.waitForFunction(() => window.openEngine);
    const open = async (name) => [name, await page.evaluateHandle((each) => window.openEngine(each), name)];
    const handles = Object.fromEntries(await Promise.all(chosen.engines.map(open)));
    if (chosen.parts.includes("start")) results.warm = await measureWarm(handles, chosen.starts);
    if (chosen.parts.includes("stop") && handles.vivarium) results.stop = await measureStop(handles.vivarium, 20);
    if (chosen.parts.includes("programs")) {
      results.programs = await measurePrograms(handles, chosen.programs, chosen.rounds, join(here, "node_modules", ".cache", "programs"));
    }
    if (chosen.parts.includes("calls") && handles.vivarium) {
      results.calls = await measureCalls(page, chosen.rounds);
      say("calls of tools");
    }
    if (chosen.parts.includes("pool") && handles.vivarium) {
      results.pool = await measurePool(page, chosen.rounds);
      say("pools of processes");
    }
    if (chosen.parts.includes("editor") && handles.vivarium) {
      results.editor = await measureEditor(browser, server.origin, 60 * chosen.rounds);
      say("the editor");
    }
    const report = render(results);
    console.log(`\n${report}`);
    await writeFile(join(here, "results.json"), JSON.stringify(results, null, 1));
    if (!chosen.partial) await writeFile(join(here, "RESULTS.md"), report);
  } finally {
    await browser.close();
    server.close();
  }
}

main().catch((error) => {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
});
