// The snippets of a page: where they stand, what their authors saved as output, and how to write that anew. Pure.

import { elements, encode, quiet, textById, textOf } from "./html.js";

const ELEMENT = "py-vivarium";
const PYTHON = /^(python|python3|py)$/;
const OUTPUT = /^output$/;

/**
 * Snippets in order: `{ line, code, attributes, expected, bake }`. `expected` is `{ text, loose }`: loose text has lost its
 * line ends to the page. `bake(output)` answers `{ start, end, text }`: what to put in place of what.
 */
export function snippets(text, kind) {
  const fences = kind === "markdown" ? fencesOf(text) : [];
  const html = quiet(kind === "markdown" ? withoutCode(text, fences) : text);
  const tags = elements(html, ELEMENT);
  const within = ({ start, end }) => tags.some((tag) => tag.start < start && end <= tag.end);
  const found = tags.map((tag) => ofTag(text, html, tag, fences));
  for (const fence of fences) if (PYTHON.test(fence.language) && !fence.skipped && !within(fence)) found.push(ofFence(text, fence, fences));
  for (const pre of elements(html, "pre")) if (!within(pre) && isPython(html, pre)) found.push(ofPre(text, html, pre));
  const lineAt = (at) => text.slice(0, at).split("\n").length;
  const byId = (id) => textById(text, id);
  return found.sort((one, other) => one.start - other.start).map((snippet) => ({ attributes: new Map(), ...snippet, line: lineAt(snippet.start), byId }));
}

/** Fenced blocks of Markdown, in lists and quotations too. */
function fencesOf(text) {
  const found = [];
  let open;
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const [, indent, mark, info] = /^([ \t>]*)(`{3,}|~{3,})([^\n`]*)\s*$/.exec(line) ?? [];
    if (!open && mark) {
      const [language = "", ...words] = info.trim().replace(/^\{\s*\.?|\}$/g, "").split(/[\s,]+/);
      open = { start: at, indent, mark, language, skipped: words.includes("no-run"), from: at + line.length };
    } else if (open && mark && mark[0] === open.mark[0] && mark.length >= open.mark.length && info.trim() === "") {
      found.push({ ...open, to: at, end: at + line.trimEnd().length });
      open = undefined;
    }
    at += line.length;
  }
  return found;
}

/** Code is no markup. */
function withoutCode(text, fences) {
  const blank = (part) => part.replace(/[^\n]/g, " ");
  for (const { start, end } of fences) text = text.slice(0, start) + blank(text.slice(start, end)) + text.slice(end);
  return text.replace(/(?<!`)(`+)(?!`)(?:[^`]|(?!\1)`)*?\1(?!`)/g, blank);
}

const inFence = (text, { from, to, indent }) => text.slice(from, to).split("\n").map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart())).join("\n").replaceAll("\r", "");

function ofFence(text, fence, fences) {
  const next = fences.find(({ start }) => start > fence.start);
  const saved = next && OUTPUT.test(next.language) && /^[\s>]*$/.test(text.slice(fence.end, next.start)) ? next : undefined;
  const { start, end, indent } = fence;
  return {
    start,
    code: inFence(text, fence),
    expected: saved && { text: inFence(text, saved) },
    bake(output) {
      const mark = "`".repeat(Math.max(2, ...(output.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
      const block = [`${mark}output`, ...output.replace(/\n$/, "").split("\n"), mark].map((line, at) => (at === 0 && saved ? line : `${indent}${line}`.trimEnd())).join("\n");
      if (saved) return { start: saved.start + saved.indent.length, end: saved.end, text: block };
      return { start: end, end, text: `\n${indent.trimEnd()}\n${block}` };
    },
  };
}

const isPython = (html, { inside: [from, to] }) => elements(html.slice(from, to), "code").some(({ attributes }) => /(^|\s)lang(uage)?-py(thon)?(\s|$)/.test(attributes.get("class") ?? ""));

function ofPre(text, html, pre) {
  const [next] = elements(html.slice(pre.end), "output");
  const saved = next && html.slice(pre.end, pre.end + next.start).trim() === "" ? shifted(next, pre.end) : undefined;
  return { start: pre.start, code: textOf(text.slice(...pre.inside)), ...kept(text, saved, pre.end, "output") };
}

const shifted = (element, by) => ({ ...element, start: element.start + by, end: element.end + by, inside: element.inside.map((at) => at + by) });

function ofTag(text, html, tag, fences) {
  const { attributes, inside } = tag;
  const [from, to] = inside;
  const part = (name) => elements(html.slice(from, to), name).map((element) => shifted(element, from));
  const isOutput = ({ attributes }) => /(^|\s)output(\s|$)/.test(attributes.get("class") ?? "");
  const pres = part("pre");
  const fence = fences.find(({ start, end, language }) => from <= start && end <= to && PYTHON.test(language));
  const code = pres.find((pre) => !isOutput(pre)) ?? part("code")[0];
  const saved = part("output")[0] ?? pres.find(isOutput);
  const snippet = { start: tag.start, attributes };
  const block = fence?.end ?? code?.end ?? to;
  if (!attributes.has("src")) snippet.code = fence ? inFence(text, fence) : textOf(text.slice(...(code?.inside ?? inside)));
  if (attributes.has("output") && !saved) {
    const [start, end] = tag.places.get("output");
    return { ...snippet, expected: { text: attributes.get("output"), loose: true }, bake: (output) => ({ start, end, text: encode(output.trimEnd()).replaceAll('"', "&quot;") }) };
  }
  return { ...snippet, ...kept(text, saved, block, fence ? "pre" : "output") };
}

/** Output in an element of its own; where there is none yet, one of this name after the code. */
function kept(text, saved, after, name) {
  const inPre = saved && text.slice(saved.start, saved.start + 4).toLowerCase() === "<pre";
  return {
    expected: saved && { text: textOf(text.slice(...saved.inside)), loose: !inPre },
    bake(output) {
      const inner = encode(output.trimEnd());
      if (saved) return { start: saved.inside[0], end: saved.inside[1], text: inner };
      // In Markdown only a `<pre>` may hold empty lines.
      const block = name === "pre" ? `\n\n<pre class="output">${inner}</pre>` : `\n<output>${inner}</output>`;
      return { start: after, end: after, text: block };
    },
  };
}
