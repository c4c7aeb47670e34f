// The call around the caret: its parameters, with the one being written stressed.

import { Prec, StateEffect, StateField } from "@codemirror/state";
import { ViewPlugin, keymap, showTooltip } from "@codemirror/view";
import { mayBeInCall, parameterAt } from "./calls.js";
import { documentation } from "./dom.js";

/** How long the caret rests before the engine is asked. */
const pause = 120;
/** How far back an open bracket is looked for. */
const reach = 4_000;

const show = StateEffect.define();

const shown = StateField.define({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) tooltip = effect.value;
    return tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/** The extension. `ask(state, offset)` promises `{ label, documentation, activeParameter }`, or `null`. */
export function signatures(ask) {
  const follow = ViewPlugin.fromClass(
    class {
      constructor(view) {
        this.view = view;
        this.asked = 0;
      }

      update({ docChanged, selectionSet, focusChanged, state, view }) {
        if (!docChanged && !selectionSet && !focusChanged) return;
        clearTimeout(this.timer);
        this.asked++;
        const { head, empty } = state.selection.main;
        const open = view.hasFocus && empty && mayBeInCall(state.sliceDoc(Math.max(0, head - reach), head));
        // Moving about in the call that is shown keeps it; only typing opens one.
        if (open && (docChanged || state.field(shown))) this.timer = setTimeout(() => this.ask(), pause);
        else if (state.field(shown)) this.timer = setTimeout(() => this.tell(null), 0);
      }

      async ask() {
        const [{ state }, number] = [this.view, this.asked];
        const { head } = state.selection.main;
        const answer = await ask(state, head);
        if (this.asked !== number) return;
        if (!answer) return this.tell(null);
        const { label, documentation: text, activeParameter } = answer;
        const create = () => ({ dom: documentation(label, text, parameterAt(label, activeParameter)) });
        this.tell({ pos: head, above: true, create });
      }

      tell(tooltip) {
        if (tooltip || this.view.state.field(shown)) this.view.dispatch({ effects: show.of(tooltip) });
      }

      destroy() {
        clearTimeout(this.timer);
        this.asked++;
      }
    },
  );
  const hide = (view) => {
    if (!view.state.field(shown)) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [shown, follow, Prec.high(keymap.of([{ key: "Escape", run: hide }]))];
}
