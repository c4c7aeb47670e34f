// Ruff, the linter and formatter, as one module: 4 MB that are loaded when the editor has nothing else to do.

import load, { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-web";

/**
 * What is reported beside syntax errors, which the engine itself names: what fails or does something else than it says.
 * Not taste: nobody who is learning needs that while they type.
 */
const rules = ["F", "B002", "B005", "B006", "B015", "B017", "B023", "E711", "E712", "E713", "E714", "E721", "PLE", "PLW0101", "PLW0120", "PLW0127", "PLW0133", "PLW0711", "W605"];

/** `check(source)` and `format(source)`. */
export async function open() {
  await load({ module_or_path: new URL("RUFF_WASM", import.meta.url) });
  const settings = { "target-version": "py314", "line-length": 88, preview: true, lint: { preview: true, "explicit-preview-rules": true, select: rules } };
  const workspace = new Workspace(settings, PositionEncoding.Utf16);
  return {
    /** `[{ code, message, start, end, fix }]`; places count lines and UTF-16 columns from 1. */
    check: (source) =>
      workspace
        .check(source)
        .filter(({ code }) => code && code !== "invalid-syntax")
        .map(({ code, message, start_location: start, end_location: end, fix }) => ({
          code,
          message,
          start,
          end,
          fix: fix && { message: fix.message, edits: fix.edits.map((edit) => ({ text: edit.content ?? "", start: edit.location, end: edit.end_location })) },
        })),
    /** Throws where the program cannot be parsed. */
    format: (source) => workspace.format(source),
  };
}
