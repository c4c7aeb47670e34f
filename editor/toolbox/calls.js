// The calls of the run, what they cost, and the line below the output that leads there.

import { button, element, size } from "../panels/dom.js";
import { meter, rounded } from "./meter.js";
import { cut, shown } from "./tool.js";

const plural = (count, what) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;

/** Below the output, when the run has called something. */
export function callBar(toolbox, open) {
  const words = element("span", {});
  const bar = element("div", { id: "call-bar", hidden: true }, words, button("Show the calls", open, { "aria-haspopup": "dialog" }));
  document.getElementById("hint-bar")?.before(bar);
  toolbox.addEventListener("calls", () => {
    const { calls } = toolbox;
    bar.hidden = calls.length === 0;
    const failed = calls.filter(({ ok }) => !ok).length;
    words.textContent = `${plural(calls.length, "call")}${failed > 0 ? `, ${failed} failed` : ""}`;
  });
}

export function callsView(toolbox, { signal }) {
  const list = element("ol", { className: "calls" });
  const log = element("div", { role: "log", "aria-label": "Calls of the run" }, list);
  const title = element("h3", {});
  const costs = element("div", {});
  let drawn = [];
  const draw = () => {
    const { calls } = toolbox;
    if (drawn[0] !== calls[0]) {
      list.replaceChildren();
      drawn = [];
    }
    list.append(...calls.slice(drawn.length).map(callItem));
    drawn = [...calls];
    title.textContent = calls.length > 0 ? `${plural(calls.length, "call")} of the last run` : "The last run called nothing";
    costs.hidden = calls.length === 0 && toolbox.looked === 0;
    if (!costs.hidden && toolbox.ended) drawMeter(toolbox, costs);
  };
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => ((waits = false), draw()));
  };
  toolbox.addEventListener("calls", soon, { signal });
  draw();
  return [title, log, costs];
}

function callItem({ server, tool, arguments: given, ok, outcome, bytes, durationMs }) {
  const summary = element(
    "summary",
    {},
    element("span", { className: "light", "data-state": ok ? "good" : "bad", "aria-hidden": "true" }),
    element("code", {}, `${server}.${tool}`),
    element("span", { className: "label" }, `${ok ? "ok" : "failed"} · ${durationMs} ms · ${size(bytes)}`),
  );
  const details = element("details", {}, summary);
  // Only what is looked at is written out.
  details.addEventListener(
    "toggle",
    () => {
      const block = (name, value) => [element("h4", {}, name), element("pre", { className: "values", tabIndex: 0, role: "group", "aria-label": name }, cut(shown(value)))];
      const value = ok ? (outcome.value ?? outcome.content ?? outcome) : `${outcome.type}: ${outcome.message}`;
      details.append(...block("Arguments", given), ...block(ok ? "Result" : "Failure", value));
    },
    { once: true },
  );
  return element("li", {}, details);
}

/** What stands in the output, without what is only read aloud. */
function printed() {
  const copy = document.querySelector(".log").cloneNode(true);
  for (const unseen of copy.querySelectorAll(".unseen")) unseen.remove();
  return copy.textContent;
}

/** The same figures as an agent's: what it is told of the one tool, and what of all. */
async function drawMeter(toolbox, place) {
  const { runPythonTool } = await import(new URL("vivarium.js", document.baseURI));
  const [definition, program, output] = await Promise.all(
    [JSON.stringify(runPythonTool().anthropic), toolbox.workspace?.file("main.py")?.text ?? "", printed()].map((text) => toolbox.tokens(text)),
  );
  const calls = await toolbox.counted();
  const rows = meter({ schemas: toolbox.schemaTokens, definition, looked: toolbox.looked, calls, program, output });
  const total = rows.at(-1);
  const cell = (value) => element("td", {}, rounded(value));
  const row = ({ what, without, with: used }) => element("tr", {}, element("th", { scope: "row" }, what), cell(without), cell(used));
  const head = element("tr", {}, element("td", {}), element("th", { scope: "col" }, "Tool by tool"), element("th", { scope: "col" }, "One program"));
  const table = element("table", { className: "meter" }, element("caption", {}, "Tokens of a model’s context"), element("thead", {}, head), element("tbody", {}, ...rows.map(row)));
  const share = total.without > 0 ? Math.round((1 - total.with / total.without) * 100) : 0;
  const verdict = share > 0 ? `A model that wrote this program reads and writes about ${share} % less.` : "For so few small calls a program saves nothing.";
  const note = "Estimated from words, digits and signs, by a rule that is within 6 % of a real tokenizer for schemas and within 25 % for results. Tool by tool, every schema is read once, every result as it came.";
  place.replaceChildren(table, element("p", { className: "verdict" }, verdict), element("p", { className: "label" }, note));
}
