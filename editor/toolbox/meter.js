// What a run cost of a model's context, beside what the same calls would have cost without a program in between.

/**
 * Rows of `{ what, without, with }` in tokens, the sum last. `schemas`: of all tools; `definition`: of `run_python`; `looked`: what
 * programs were told about tools; `calls`: with `tokens` of arguments and outcome; `program` and `output`: of the run.
 */
export function meter({ schemas, definition, looked, calls, program, output }) {
  const sum = (at) => calls.reduce((total, { tokens }) => total + tokens[at], 0);
  const rows = [
    { what: "Tools described before the start", without: schemas, with: definition },
    { what: "Tools searched and described", without: 0, with: looked },
    { what: "What the model writes", without: sum(0), with: program },
    { what: "What comes back", without: sum(1), with: output },
  ];
  const total = (side) => rows.reduce((total, row) => total + row[side], 0);
  return [...rows, { what: "In all", without: total("without"), with: total("with") }];
}

/** A number for people, to two places of what matters: an estimate has no more. */
export function rounded(tokens) {
  if (tokens < 100) return String(tokens);
  const unit = 10 ** (Math.floor(Math.log10(tokens)) - 1);
  return (Math.round(tokens / unit) * unit).toLocaleString("en").replace(/,/g, "\u202f");
}
