// Tables without elements: what is one, in which order its rows stand, and as CSV.

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isPlain = (value) => typeof value !== "object" || value === null;

/** A list of flat objects is shown as a table: `{ names, rows }`; undefined for every other value. */
export function fromJson(value) {
  if (!Array.isArray(value) || value.length === 0 || !value.every((row) => isObject(row) && Object.values(row).every(isPlain))) return undefined;
  const names = [...new Set(value.flatMap((row) => Object.keys(row)))];
  return names.length === 0 || names.length > 200 ? undefined : { names, rows: value.map((row) => names.map((name) => row[name])) };
}

/** A tabular data resource: its rows are lists in the order of the fields, or objects. */
export function fromResource({ schema, data }) {
  const names = schema.fields.map(({ name }) => String(name));
  return { names, rows: data.map((row) => (Array.isArray(row) ? row : schema.fields.map(({ name }) => row[name]))) };
}

/** As a reader sees a cell; where there is nothing it is empty. */
export const cellText = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

const collator = new Intl.Collator(undefined, { numeric: true });

/** The rows by this column: numbers by size, before texts; what is empty last, in either direction. */
export function sorted(rows, column, direction) {
  const rank = (value) => (value === null || value === undefined || value === "" ? 2 : typeof value === "string" ? 1 : 0);
  const turn = direction === "descending" ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[column], other[column]];
    const [rankA, rankB] = [rank(a), rank(b)];
    if (rankA === 2 || rankB === 2) return rankA - rankB;
    if (rankA !== rankB) return (rankA - rankB) * turn;
    return (rankA === 0 ? Number(a) - Number(b) : collator.compare(a, b)) * turn;
  });
}

/** RFC 4180. */
export function csv(rows) {
  const field = (value) => {
    const text = cellText(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}
