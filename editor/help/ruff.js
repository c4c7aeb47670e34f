// The linter, once, and what it says as the editor shows it.

let opened;
let wanted = false;

/** The linter; it is loaded by the first who asks. */
export const ruff = () =>
  (opened ??= globalThis.vivarium
    .load("ruff")
    .then((module) => module.open())
    .catch((error) => {
      // So that the next one tries again.
      opened = undefined;
      throw error;
    }));

/** Hands over the linter when the browser has had nothing else to do; never where the user wants few bytes. */
export function whenIdle(then) {
  if (wanted || navigator.connection?.saveData) return;
  wanted = true;
  const idle = globalThis.requestIdleCallback ?? ((callback) => setTimeout(callback, 200));
  idle(() => ruff().then(then, () => (wanted = false)));
}

/** Diagnostics of a document, with what would mend them. */
export function advice(doc, found) {
  const at = ({ row, column }) => {
    if (row > doc.lines) return doc.length;
    const line = doc.line(Math.max(row, 1));
    return Math.min(line.from + column - 1, line.to);
  };
  return found.map(({ code, message, start, end, fix }) => ({
    from: at(start),
    to: Math.max(at(start), at(end)),
    severity: "warning",
    source: code,
    message,
    actions: fix ? [{ name: fix.message ?? "Mend", apply: (view) => mend(view, fix, at) }] : [],
  }));
}

/** The places are those of the document that was checked: the linter's answer goes when the document changes. */
function mend(view, { edits }, at) {
  const changes = edits.map(({ text, start, end }) => ({ from: at(start), to: at(end), insert: text }));
  view.dispatch({ changes, userEvent: "input.mend" });
}
