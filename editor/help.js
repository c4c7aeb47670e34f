// What helps whoever writes: searching, and what the engine and the linter know of a program.

import { autocompletion } from "@codemirror/autocomplete";
import { lintGutter, lintKeymap, linter, openLintPanel } from "@codemirror/lint";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { StateEffect } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap } from "@codemirror/view";
import { documentation } from "./help/dom.js";
import { difference } from "./difference.js";
import { advice, ruff, whenIdle } from "./help/ruff.js";
import { offsetAt, placeAt } from "./help/places.js";
import { signatures } from "./help/signatures.js";

/** How long nobody may type before the program is looked at. */
const pause = 400;

/** The program is to be looked at once more. */
const again = StateEffect.define();

/** Opens the search. */
export const find = openSearchPanel;

/** Lists what is wrong. */
export const problems = openLintPanel;

/** The extensions for a file. `ask(task, text)` promises what the engine answers, or `null`. */
export const help = (path, ask) => [
  search({ top: true }),
  highlightSelectionMatches(),
  keymap.of(searchKeymap),
  path.endsWith(".py") ? language(ask) : [],
];

function language(ask) {
  const askAbout = (task, state, offset) => ask(task, JSON.stringify({ source: state.doc.toString(), ...placeAt(state.doc, offset) }));

  async function complete(context) {
    const word = context.matchBefore(/[\w.]+/);
    if (!word && !context.explicit) return null;
    const answer = await askAbout("complete", context.state, context.pos);
    if (!answer || context.aborted || answer.options.length === 0) return null;
    const line = context.state.doc.lineAt(context.pos);
    const options = answer.options.map(({ label, type, detail, info }) => ({
      label,
      type,
      detail: detail || undefined,
      info: info || undefined,
    }));
    return { from: offsetAt(context.state.doc, line.number, answer.from), options, validFor: /^\w*$/ };
  }

  async function hover(view, offset) {
    const answer = await askAbout("hover", view.state, offset);
    if (!answer) return null;
    const { number } = view.state.doc.lineAt(offset);
    const [pos, end] = [answer.from, answer.to].map((column) => offsetAt(view.state.doc, number, column));
    return { pos, end, above: true, create: () => ({ dom: documentation(answer.label, answer.documentation) }) };
  }

  // What the linter says comes with the next look at the program after it has been loaded.
  let linting;
  async function wrong(view) {
    const { doc } = view.state;
    const source = doc.toString();
    whenIdle((loaded) => ((linting = loaded), view.dispatch({ effects: again.of(null) })));
    const found = (await ask("check", source)) ?? [];
    if (found.length === 0) return linting ? advice(doc, linting.check(source)) : [];
    return found.map(({ message, line, column, endLine, endColumn }) => {
      const from = offsetAt(doc, line, column);
      return { from, to: Math.max(from, offsetAt(doc, endLine, endColumn)), severity: "error", source: "Python", message };
    });
  }

  return [
    autocompletion({ override: [complete] }),
    hoverTooltip(hover),
    linter(wrong, { delay: pause, needsRefresh: (update) => update.transactions.some(({ effects }) => effects.some((effect) => effect.is(again))) }),
    lintGutter(),
    keymap.of(lintKeymap),
    signatures((state, offset) => askAbout("signature", state, offset)),
    look,
  ];
}

/** Formats the program as Ruff (and Black) do. Answers why that is not possible, or nothing. */
export async function format(view) {
  let formatted;
  try {
    const { format } = await ruff();
    formatted = format(view.state.doc.toString());
  } catch (error) {
    if (error?.message === "not in this page") return "The formatter is not part of this page: it would be four megabytes more.";
    if (!/byte range|syntax|parse/i.test(String(error))) return "The formatter could not be loaded. Check the connection and try again.";
    return "Only a program without syntax errors can be formatted.";
  }
  const changes = difference(view.state.doc.toString(), formatted);
  if (changes) view.dispatch({ changes, userEvent: "input.format", scrollIntoView: true });
  return undefined;
}

const look = EditorView.theme({
  ".cm-knowledge": { maxWidth: "36rem", padding: "0.375rem 0.625rem", fontSize: "0.8125rem", lineHeight: "1.4" },
  ".cm-knowledge code": { display: "block", fontFamily: "var(--mono)", whiteSpace: "pre-wrap" },
  ".cm-knowledge b": { color: "var(--fern)", fontWeight: "600" },
  ".cm-knowledge p": { margin: "0.25rem 0 0", maxHeight: "12rem", overflow: "auto", fontFamily: "var(--sans)", color: "var(--ink-soft)", whiteSpace: "pre-wrap" },
  ".cm-completionDetail": { color: "var(--ink-soft)", fontStyle: "normal" },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "24rem", padding: "0.375rem 0.625rem", fontSize: "0.8125rem", whiteSpace: "pre-wrap" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-gutter-lint": { width: "0.9rem" },
  ".cm-gutter-lint .cm-gutterElement": { display: "flex", alignItems: "center", padding: "0" },
  ".cm-lint-marker": { width: "0.8rem", height: "0.8rem" },
  ".cm-diagnostic": { padding: "0.25rem 0.625rem", borderLeft: "3px solid var(--ember)", fontFamily: "var(--sans)", fontSize: "0.8125rem", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--amber)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--ember)", textDecorationSkipInk: "none" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--amber)", textDecorationSkipInk: "none" },
});
