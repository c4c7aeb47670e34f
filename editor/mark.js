// The mark on the line that an exception came from. It stays until the program changes.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** Marks the line of this number; 0 is none. */
export const mark = StateEffect.define();

const wrong = Decoration.line({ class: "cm-wrong" });

export const marked = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    if (transaction.docChanged) marks = Decoration.none;
    for (const effect of transaction.effects) {
      if (!effect.is(mark)) continue;
      const { doc } = transaction.state;
      const there = effect.value >= 1 && effect.value <= doc.lines;
      marks = there ? Decoration.set(wrong.range(doc.line(effect.value).from)) : Decoration.none;
    }
    return marks;
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.contentAttributes.from(field, (marks) => ({ "aria-invalid": String(marks.size > 0) })),
  ],
});
