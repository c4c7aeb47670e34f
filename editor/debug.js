// See it run: a debugger and a recording. Comes with the first breakpoint, or when somebody opens it.

import { Panel } from "./debug/panel.js";
import { marks, standAt, toggleAt } from "./debug/marks.js";
import look from "./debug/debug.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(look);

/** For the editor: `extend(of)` has it show what `of(path)` answers beside each file. */
export function open(view, extend) {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const panel = new Panel(globalThis.vivarium.workspace(), (line) => standAt(view, line), () => view.focus());
  globalThis.vivarium.commands.push(...panel.commands);
  extend((path) => (path.endsWith(".py") ? marks(path, (path, lines) => panel.breaks(path, lines)) : []));
  return { show: () => panel.show(), toggle: (offset) => toggleAt(view, offset) };
}
