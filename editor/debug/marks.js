// What the editor shows of a run: breakpoints beside the lines, and the line that comes next.

import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";

/** Sets or takes away the breakpoint of the line at this offset. */
const toggle = StateEffect.define({ map: (offset, changes) => changes.mapPos(offset) });
/** Marks the line of this number as the next one; 0 is none. */
const stand = StateEffect.define();

class Dot extends GutterMarker {
  toDOM() {
    return Object.assign(document.createElement("span"), { className: "cm-breakpoint", title: "Breakpoint" });
  }
}
const dot = new Dot();

const points = StateField.define({
  create: () => RangeSet.empty,
  update(set, { changes, effects, state }) {
    set = set.map(changes);
    for (const effect of effects) {
      if (!effect.is(toggle)) continue;
      const { from, to } = state.doc.lineAt(Math.min(effect.value, state.doc.length));
      let there = false;
      set.between(from, to, () => ((there = true), false));
      set = there ? set.update({ filter: (at) => at < from || at > to }) : set.update({ add: [dot.range(from)] });
    }
    return set;
  },
});

const standing = StateField.define({
  create: () => Decoration.none,
  update(marks, { docChanged, effects, state }) {
    if (docChanged) marks = Decoration.none;
    for (const effect of effects) {
      if (!effect.is(stand)) continue;
      const there = effect.value >= 1 && effect.value <= state.doc.lines;
      marks = there ? Decoration.set(Decoration.line({ class: "cm-standing" }).range(state.doc.line(effect.value).from)) : Decoration.none;
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The numbers of the lines with breakpoints. */
function linesOf(state) {
  const lines = new Set();
  for (const iterator = state.field(points).iter(); iterator.value; iterator.next()) lines.add(state.doc.lineAt(iterator.from).number);
  return [...lines];
}

const look = EditorView.theme({
  ".cm-breakpoints": { width: "1rem" },
  ".cm-breakpoints .cm-gutterElement": { display: "flex", alignItems: "center", justifyContent: "center", cursor: "pointer" },
  ".cm-breakpoints .cm-gutterElement:hover:empty::after": { content: '""', width: "0.5rem", height: "0.5rem", borderRadius: "50%", background: "var(--line)" },
  ".cm-breakpoint": { width: "0.625rem", height: "0.625rem", borderRadius: "50%", background: "var(--ember)", forcedColorAdjust: "none" },
  ".cm-standing, &.cm-focused .cm-standing.cm-activeLine": { background: "var(--amber-tint)", boxShadow: "inset 3px 0 var(--amber)" },
});

/** Sets or takes away the breakpoint of the line with the caret, or at an offset. */
export function toggleAt(view, offset = view.state.selection.main.head) {
  view.dispatch({ effects: toggle.of(offset) });
}

/** Shows the line as the one that comes next, and brings it into view. */
export function standAt(view, line) {
  const effects = [stand.of(line)];
  if (line >= 1 && line <= view.state.doc.lines) effects.push(EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "nearest", yMargin: 48 }));
  view.dispatch({ effects });
}

/** The extension for a file; `changed` hears of the lines with breakpoints. */
export const marks = (path, changed) => [
  points,
  standing,
  look,
  gutter({
    class: "cm-breakpoints",
    markers: (view) => view.state.field(points),
    domEventHandlers: { mousedown: (view, line) => (toggleAt(view, line.from), true) },
  }),
  EditorView.updateListener.of(({ state, startState }) => {
    if (state.field(points) !== startState.field(points, false)) changed(path, linesOf(state));
  }),
];
