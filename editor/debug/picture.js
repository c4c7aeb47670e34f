// Frames and objects as boxes and arrows.

import { element } from "../panels/dom.js";
import { arrow, columns, shownFrames } from "./layout.js";

const svg = (name, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

/** The frames of a state and what their names lead to. */
export class Picture {
  #state;
  #select;

  /** `select` hears of the frame whose title is pressed. */
  constructor(select) {
    this.#select = select;
    this.#head();
    this.frames = element("ol", { className: "debug-frames", "aria-label": "Frames, the outermost first" });
    this.heap = element("div", { className: "debug-heap" });
    this.arrows = svg("svg", { class: "debug-arrows", "aria-hidden": "true" });
    this.arrows.append(this.marker, this.lines);
    this.inner = element("div", { className: "debug-inner" }, this.frames, this.heap, this.arrows);
    this.element = element("div", { className: "debug-picture", tabIndex: 0, role: "group", "aria-label": "Frames and objects" }, this.inner);
    new ResizeObserver(() => this.#connect()).observe(this.inner);
  }

  #head() {
    this.marker = svg("marker", { id: "debug-head", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" });
    this.marker.append(svg("path", { d: "M 0 0 L 8 4 L 0 8 z" }));
    this.lines = svg("g", {});
  }

  /** Draws a state; `selected` is the number of the frame that is looked at. */
  draw(state, selected = state.frames.at(-1)?.number) {
    this.#state = state;
    const shown = shownFrames(state.frames);
    this.frames.replaceChildren(...shown.map((frame) => this.#frame(frame, selected)));
    const placed = columns(shown.filter((frame) => typeof frame !== "number"), state.heap);
    this.heap.replaceChildren(...placed.map((column) => element("div", { className: "debug-column" }, ...column.map((number) => this.#box(number)))));
    this.frames.querySelector(".debug-top")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#connect();
  }

  #frame(frame, selected) {
    if (typeof frame === "number") return element("li", { className: "debug-left-out" }, `… ${frame.toLocaleString("en")} more calls …`);
    const { number, name, line, names } = frame;
    const top = number === selected;
    const rows = [...names].map(([name, value]) => element("tr", { className: name === "return" ? "debug-return" : "" }, element("th", { scope: "row" }, name), element("td", {}, this.#value(value))));
    const title = line ? element("button", { type: "button", className: "debug-title", onclick: () => this.#select(frame) }, name || "the program") : element("b", {}, name);
    return element(
      "li",
      { className: top ? "debug-frame debug-top" : "debug-frame", "aria-current": top ? "true" : undefined },
      element("p", {}, title, line ? element("span", { className: "label" }, ` line ${line}`) : ""),
      rows.length > 0 ? element("table", {}, element("tbody", {}, ...rows)) : "",
    );
  }

  #value(value) {
    if (typeof value !== "number") return element("span", { className: "debug-text" }, String(value));
    const object = this.#state.heap.get(value);
    // What could not be followed any further has no box.
    if (!object) return element("span", { className: "debug-text" }, "…");
    return element("span", { className: "debug-reference", "data-to": value, role: "img", "aria-label": `${object.type} ${value}` });
  }

  #box(number) {
    const { kind, type, of, size } = this.#state.heap.get(number);
    const title = element("p", { className: "label" }, type, element("span", { className: "unseen" }, ` ${number}`));
    const more = size > of.length ? element("p", { className: "label" }, `… ${(size - of.length).toLocaleString("en")} more`) : "";
    const pairs = kind === "dict" || kind === "instance";
    const name = (key) => (kind === "dict" ? this.#value(key) : key);
    const body = pairs
      ? element("table", {}, element("tbody", {}, ...of.map(([key, value]) => element("tr", {}, element("th", { scope: "row" }, name(key)), element("td", {}, this.#value(value))))))
      : element("ol", { className: "debug-items" }, ...of.map((value, at) => element("li", {}, kind.endsWith("set") ? "" : element("span", { className: "debug-index", "aria-hidden": "true" }, at), this.#value(value))));
    return element("div", { className: `debug-box debug-${kind}`, id: `debug-object-${number}` }, title, of.length > 0 ? body : element("p", { className: "debug-text" }, "empty"), more);
  }

  /** Draws the arrows anew, when everything has its place. */
  #connect() {
    const origin = this.inner.getBoundingClientRect();
    const within = ({ left, top, width, height }) => ({ left: left - origin.left, top: top - origin.top, width, height });
    const boxes = new Map();
    const boxOf = (number) => {
      if (!boxes.has(number)) {
        const box = document.getElementById(`debug-object-${number}`);
        boxes.set(number, box && within(box.getBoundingClientRect()));
      }
      return boxes.get(number);
    };
    const paths = [];
    for (const reference of this.inner.querySelectorAll(".debug-reference")) {
      const { left, top, width, height } = within(reference.getBoundingClientRect());
      const box = boxOf(Number(reference.dataset.to));
      if (box) paths.push(svg("path", { d: arrow({ x: left + width / 2, y: top + height / 2 }, box), "marker-end": "url(#debug-head)" }));
    }
    this.lines.replaceChildren(...paths);
  }
}
