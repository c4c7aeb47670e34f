// Pure: what the results come to, as a page of Markdown, and which cases passed before and do not any more.

const titles = {
  tutorial: "CPython's tutorial: its examples",
  library: "Library reference, pure modules: their examples",
  tests: "CPython's own tests (`Lib/test`)",
  humaneval: "HumanEval",
  snippets: "Small programs by topic (`tests/conform/snippets/`)",
};

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)} %` : "–");

/** Of a part: `{ cases, passed: { engine: n }, files, level }`; a case counts where CPython itself passes it. */
function total(entries, engines) {
  const all = Object.values(entries);
  const cases = sum(all.map((each) => each.cases));
  const passed = Object.fromEntries(engines.map((engine) => [engine, sum(all.map((each) => each[engine]?.passed ?? 0))]));
  const level = all.filter((each) => each.vivarium && each.pyodide && each.vivarium.passed >= each.pyodide.passed).length;
  return { cases, passed, files: all.length, level };
}

/** Names of cases that passed `before` and fail `after`, or were not reached. */
export function regressions(before, after) {
  return Object.entries(after).flatMap(([part, entries]) =>
    Object.entries(entries).flatMap(([name, { vivarium: now }]) => {
      const then = before[part]?.[name]?.vivarium;
      if (!then || !now) return [];
      const failed = Object.entries(now.failed).filter(([id]) => !(id in then.failed) && !then.unfinished);
      // Of some examples CPython itself prints now this, now that: they are cases in some runs only.
      const fewer = !failed.length && now.unfinished && now.passed < then.passed ? [`${part} ${name}: ${now.passed} passed, ${then.passed} before (${now.unfinished})`] : [];
      return [...failed.map(([id, cause]) => `${part} ${name} ${id}: ${cause}`), ...fewer];
    }),
  );
}

/** The causes that most cases share; names and numbers in them do not tell them apart. */
function commonCauses(results) {
  const causes = new Map();
  for (const [part, entries] of Object.entries(results)) {
    for (const [name, { vivarium }] of Object.entries(entries)) {
      for (const cause of Object.values(vivarium?.failed ?? {})) {
        const key = cause.replace(/^'.*?' (raised|printed) /, "").replace(/0x[0-9a-f]+|\d+/g, "…").slice(0, 90);
        const found = causes.get(key) ?? { count: 0, where: `${part}/${name}` };
        causes.set(key, { ...found, count: found.count + 1 });
      }
    }
  }
  return [...causes].sort(([, a], [, b]) => b.count - a.count).slice(0, 40);
}

const code = (text) => `\`${text.replace(/[`|]/g, " ")}\``;

/** CONFORMANCE.md. */
export function render(results, { date, browser, cpython, pyodide }) {
  const engines = ["vivarium", "pyodide"];
  const lines = [
    "# Conformance",
    "",
    `Made by \`./x conform\` on ${date} in ${browser}; CPython ${cpython}, Pyodide ${pyodide}. Both engines run the same programs in the`,
    "same page. A case counts where CPython itself passes it on this machine (examples of the documentation), or where either engine",
    "ran it without skipping it (tests); a test that takes all memory or time has failed, and its file goes on",
    "without it. Every failing case stands with its cause in [`tests/conform/results.json`](tests/conform/results.json).",
    "Pyodide's figure for the small programs is lower than it deserves (its standard error is captured another way), and its time limit counts its start.",
    "",
    "| | cases | Vivarium | Pyodide |",
    "|---|---|---|---|",
  ];
  for (const [part, entries] of Object.entries(results)) {
    const { cases, passed } = total(entries, engines);
    const share = (engine) => (passed[engine] ? `${passed[engine]} (${percent(passed[engine], cases)})` : "–");
    lines.push(`| ${titles[part]} | ${cases} | ${share("vivarium")} | ${share("pyodide")} |`);
  }
  if (results.tests) {
    const { files, level } = total(results.tests, engines);
    lines.push("", `Of ${files} files of tests, Vivarium passes at least as many cases as Pyodide in ${level}.`);
  }
  for (const [part, entries] of Object.entries(results)) {
    // Of the problems, each of which is one case, only those that fail.
    const rows = Object.entries(entries).filter(([, each]) => part !== "humaneval" || each.vivarium?.passed !== each.cases);
    lines.push("", `## ${titles[part]}`, "", ...(rows.length ? ["| | cases | Vivarium | Pyodide | |", "|---|---|---|---|---|"] : ["All pass."]));
    for (const [name, each] of rows.sort(([a], [b]) => a.localeCompare(b))) {
      const said = engines.flatMap((engine) => (each[engine]?.unfinished ? [`${engine}: ${each[engine].unfinished.slice(0, 60)}`] : []));
      lines.push(`| ${name} | ${each.cases} | ${engines.map((engine) => each[engine]?.passed ?? "–").join(" | ")} | ${said.join("; ").replaceAll("|", " ")} |`);
    }
  }
  lines.push("", "## What most failures come from", "", "| cases | cause | for example in |", "|---|---|---|");
  for (const [cause, { count, where }] of commonCauses(results)) lines.push(`| ${count} | ${code(cause)} | ${where} |`);
  return `${lines.join("\n")}\n`;
}
