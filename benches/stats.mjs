// The arithmetic and the tables of the bench, without IO.

/** The middle value; the mean of the two middle ones when their number is even. `null` for none. */
export function median(values) {
  return quantile(values, 0.5);
}

/** Linear interpolation between the nearest ranks: quantile(values, 0.95) is the 95th percentile. */
export function quantile(values, fraction) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * fraction;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** The geometric mean, the only mean under which "twice as fast" and "half as fast" cancel. `null` for none. */
export function geometricMean(values) {
  if (values.length === 0) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Three significant digits, without an exponent; a dash for what is missing. */
export function digits(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 6));
}

/** A Markdown table; columns after the first are set right. */
export function table(header, rows) {
  const lines = [header, header.map((_, index) => (index === 0 ? "---" : "---:")), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * One row per program from the raw runs: the median time of each engine, and ours against the others.
 * `runs[engine]` is a list of `{ seconds, checksum }` or `{ error }`. A ratio above 1 says that ours is faster.
 */
export function compare(runs, ours, others) {
  const medians = {};
  const errors = {};
  const checksums = {};
  for (const engine of [ours, ...others]) {
    const failed = (runs[engine] ?? []).find((run) => run.error);
    if (failed) errors[engine] = failed.error;
    else medians[engine] = median((runs[engine] ?? []).map((run) => run.seconds));
    checksums[engine] = failed ? null : (runs[engine]?.[0]?.checksum ?? null);
  }
  const ratios = {};
  for (const other of others) {
    if (medians[ours] == null || medians[other] == null) continue;
    if (checksums[ours] === checksums[other]) ratios[other] = medians[other] / medians[ours];
    else errors[other] = "its result differs";
  }
  return { medians, errors, ratios };
}
