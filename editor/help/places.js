// Places in a program as the engine counts them (from 1, columns in characters) and as the editor does (UTF-16 offsets).

/** `{ line, column }` of an offset. */
export function placeAt(doc, offset) {
  const line = doc.lineAt(offset);
  return { line: line.number, column: [...line.text.slice(0, offset - line.from)].length + 1 };
}

/** The offset of a place; of one outside, that of the nearest inside. */
export function offsetAt(doc, number, column) {
  if (number > doc.lines) return doc.length;
  const line = doc.line(Math.max(number, 1));
  const before = [...line.text].slice(0, Math.max(column - 1, 0));
  return line.from + before.join("").length;
}
