// The line between editor and output, which moves: by pointer, by arrow keys, and back by a double click or Enter.

import { element } from "./panels/dom.js";
import look from "./panes/panes.css";

/** The share of the editor, in percent. */
const [least, most] = [20, 80];

export function attach(panes) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const [editor, output] = panes.children;
  const root = document.documentElement;
  const share = () => {
    const [left, right] = [editor, output].map((pane) => pane.getBoundingClientRect().width);
    return (100 * left) / (left + right || 1);
  };
  const tell = () => bar.setAttribute("aria-valuenow", String(Math.round(share())));
  const move = (percent) => {
    const within = Math.max(least, Math.min(most, percent));
    root.style.setProperty("--split", `${(within / (100 - within)).toFixed(3)}fr`);
    tell();
  };
  const keep = () => globalThis.vivarium.set({ style: { ...globalThis.vivarium.settings.style, "--split": root.style.getPropertyValue("--split") } });
  const reset = () => {
    root.style.removeProperty("--split");
    tell();
    keep();
  };
  const keys = { ArrowLeft: () => move(share() - 2), ArrowRight: () => move(share() + 2), Home: () => move(least), End: () => move(most), Enter: reset };
  const bar = element("div", {
    role: "separator",
    className: "between",
    tabIndex: 0,
    title: "Drag to resize, double click to reset",
    "aria-label": "Width of the editor",
    "aria-orientation": "vertical",
    "aria-valuemin": String(least),
    "aria-valuemax": String(most),
    ondblclick: reset,
    onkeydown(event) {
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
      if (event.key !== "Enter") keep();
    },
    onpointerdown(event) {
      event.preventDefault();
      bar.focus();
      bar.setPointerCapture(event.pointerId);
    },
    onpointermove(event) {
      if (!bar.hasPointerCapture(event.pointerId)) return;
      const { left, width } = panes.getBoundingClientRect();
      move((100 * (event.clientX - left)) / width);
    },
    onlostpointercapture: keep,
  });
  editor.after(bar);
  tell();
  addEventListener("resize", tell);
}
