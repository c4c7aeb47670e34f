// The measurements as Markdown: RESULTS.md.
import { compare, digits, geometricMean, median, quantile, table } from "./stats.mjs";

const ours = "vivarium";
const titles = { vivarium: "Vivarium", pyodide: "Pyodide", micropython: "MicroPython" };

/** One row: the figure of each engine, then how many times smaller ours is. */
function row(label, engines, figure, unit) {
  const values = engines.map(figure);
  const mine = engines.includes(ours) ? figure(ours) : null;
  const ratios = engines.filter((name) => name !== ours).map((name) => (mine ? digits(figure(name) / mine) : "–"));
  return [label, ...values.map((value) => `${digits(value)} ${unit}`), ...ratios];
}

function startTable({ engines, bytes, cold, warm }) {
  const others = engines.filter((name) => name !== ours);
  const header = ["", ...engines.map((name) => titles[name]), ...others.map((name) => `${titles[name]} ÷ ours`)];
  return table(header, [
    row("transferred before the first output", engines, (name) => bytes[name].before / 1e6, "MB"),
    row("transferred in all, with the whole library", engines, (name) => bytes[name].all / 1e6, "MB"),
    row("cold start to the first output", engines, (name) => median(cold[name]), "ms"),
    row("stateless `print(1)` on a warm page", engines, (name) => median(warm[name]), "ms"),
  ]);
}

function programTable({ engines, programs }) {
  const others = engines.filter((name) => name !== ours);
  const header = ["program", "loops", ...engines.map((name) => titles[name]), ...others.map((name) => `${titles[name]} ÷ ours`)];
  const ratios = Object.fromEntries(others.map((name) => [name, []]));
  const rows = Object.entries(programs).map(([name, { loops, runs }]) => {
    const compared = compare(runs, ours, others);
    for (const other of others) if (compared.ratios[other]) ratios[other].push(compared.ratios[other]);
    const cell = (engine) => (compared.errors[engine] ? `fails: ${compared.errors[engine].replaceAll("|", "\\|")}` : `${digits(compared.medians[engine])} s`);
    return [name, loops ?? "–", ...engines.map(cell), ...others.map((other) => digits(compared.ratios[other]))];
  });
  const means = others.map((name) => `**${digits(geometricMean(ratios[name]))}** (${ratios[name].length} programs)`);
  return table(header, [...rows, ["**geometric mean**", "", ...engines.map(() => ""), ...means]]);
}

/** The whole report; parts that were not measured are left out. */
export function render(results) {
  const { date, browser, versions, cold, warm, stop, programs, calls, pool, editor } = results;
  const parts = [
    "# Side by side with other in-browser Pythons",
    `Written by \`./x bench\` on ${date} in ${browser}: Vivarium, Pyodide ${versions.pyodide}, MicroPython ${versions.micropython}.`,
    "All engines ran in the same browser on the same machine in turns, so the ratios hold where the absolute times do not. " +
      "A ratio is another engine's figure divided by ours: **above 1 Vivarium is smaller or faster**.",
  ];
  if (cold && warm) {
    parts.push("## Start", startTable(results));
    parts.push(
      "Bytes are what a static host with gzip and nothing else sends: gzip −9 for scripts, wasm, HTML, CSS and JSON, other files as they are. " +
        "Vivarium's second file (the rest of the standard library) was held back until the first output, which does not wait for it. Times are medians over loopback, which costs no download time: " +
        "a real network widens the distance by the bytes. Cold: a new browser context without any cache, from the navigation to the first output. " +
        "Warm: Vivarium runs on an interpreter that ran nothing before; the others are loaded anew by their own loader, their files being in the browser's cache.",
    );
  }
  if (stop) parts.push("## Stop", `\`while True: pass\`, from the request to the end of the run, ${stop.length} times: median ${digits(median(stop))} ms, 95th percentile ${digits(quantile(stop, 0.95))} ms.`);
  if (programs) {
    parts.push("## Programs", programTable(results));
    parts.push(
      "Programs of PyPI's `pyperformance`, unchanged, with a stand-in for `pyperf`; the same loop count everywhere, medians, only the part that the program itself times. " +
        "A row counts towards the mean when both engines ran it and the checksum of its result agrees.",
    );
  }
  if (calls) {
    const { single, bare, one, six, ten, tenSecure, importing, tools } = calls;
    const each = (times) => `${digits(median(times))} ms`;
    parts.push("## Tools");
    parts.push(
      table(["", "Vivarium", "`fetch` of the page", "difference"], [
        [`a call, of ${single.length * calls.block} one after the other`, each(single), each(bare), `${digits(median(single.map((time, index) => time - bare[index])))} ms`],
        ["the same in the fastest block", `${digits(Math.min(...single))} ms`, `${digits(Math.min(...bare))} ms`, `${digits(Math.min(...single) - Math.min(...bare))} ms`],
      ]),
      table(["", "time"], [
        ["one call of a tool that takes 300 ms", each(one)],
        ["six of them at once, under `asyncio.gather`", each(six)],
        ["ten: browsers have six connections to a server of HTTP/1.1", each(ten)],
        ["ten, to the same server over HTTP/2", each(tenSecure)],
        [`\`import tools\` with ${tools} tools`, each(importing)],
      ]),
      "One program calls a tool of a server in Rust on loopback (`tests/servers/rmcp`); the page then sends the very same requests, read in full, " +
        "by nothing but `fetch`. Blocks of both in turns; medians over the blocks, and of the differences between neighbours.",
    );
  }
  if (pool) {
    const { alone, together, started, again, many, cores } = pool;
    const each = (times) => `${digits(median(times))} ms`;
    const faster = median(alone.map((time, index) => time / together[index]));
    parts.push("## Processes");
    parts.push(
      table(["", "time"], [
        ["two tasks of pure calculation, one after the other", each(alone)],
        [`the same in a \`multiprocessing.Pool(2)\`, ${cores} cores`, `${each(together)}: ${digits(faster)} times as fast`],
        ["a pool of four, until each has answered once: the first of a page", each(started)],
        ["the same on workers that an earlier run has left", each(again)],
        ["1 000 tasks that do nothing, one message each", each(many)],
      ]),
      "Medians; the worker of each process is restored from the interpreter's image, as that of a run is.",
    );
  }
  if (editor) {
    const { lines, work, shown, suggested, printed, arrived, tasks } = editor;
    const spread = (times) => `${digits(median(times))} ms; 95th percentile ${digits(quantile(times, 0.95))} ms`;
    parts.push("## The page as one writes in it");
    parts.push(
      table(["", "time"], [
        [`a key in ${lines.toLocaleString("en")} lines: the page's work, drawing included`, spread(work)],
        ["the same, with the wait for the next frame", spread(shown)],
        ["from a key to the list of suggestions", spread(suggested)],
        [`${printed.toLocaleString("en")} lines of output, from Run to the last of them`, `${digits(arrived)} ms; ${tasks.length} tasks over 50 ms${tasks.length > 0 ? `, the longest ${digits(Math.max(...tasks))} ms` : ""}`],
      ]),
      "Linter and suggestions are on. A browser without a screen waits up to 17 ms for its next frame, however little there is to do.",
    );
  }
  return `${parts.join("\n\n")}\n`;
}
