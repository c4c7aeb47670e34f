// A recorded run: each step says what has changed since the one before. No elements here.

/** How many steps lie between two states that are kept. */
const stride = 512;
/** So many of the latest pieces of output are shown. */
const shown = 500;

/** What there is at a step: frames with their names, objects, how many pieces of output. */
export class State {
  line = 0;
  event = "";
  says = "";
  texts = 0;
  frames = []; // outermost first: { number, name (none of the program itself), file, line, names: Map }
  heap = new Map(); // number → { kind, type, of, size }

  copy() {
    const copy = Object.assign(new State(), this);
    copy.frames = this.frames.map((frame) => ({ ...frame, names: new Map(frame.names) }));
    copy.heap = new Map(this.heap);
    return copy;
  }

  /** One step on. */
  apply({ line, event = "line", says = "", pop = 0, push, set = [], heap = [], gone = [], texts = [] }) {
    Object.assign(this, { event, says });
    this.texts += texts.length;
    if (line === undefined) return this;
    this.line = line;
    if (pop > 0) this.frames.splice(-pop);
    if (push) {
      const [number, name, file] = push;
      this.frames.push({ number, name, file, line, names: new Map() });
    }
    const top = this.frames.at(-1);
    if (top) top.line = line;
    for (const [number, names, lost = []] of set) {
      const frame = this.frames.findLast((frame) => frame.number === number);
      if (!frame) continue;
      for (const [name, value] of Object.entries(names)) frame.names.set(name, value);
      for (const name of lost) frame.names.delete(name);
    }
    for (const number of gone) this.heap.delete(number);
    for (const [number, object] of heap) this.heap.set(number, object);
    return this;
  }
}

export class Recording {
  #steps; // as JSON: parsed when they are looked at
  #kept = [new State()]; // #kept[n]: the state before step n * stride
  #texts = [];
  #at = { index: -1, state: new State() };

  /** Of the steps' JSON texts. */
  constructor(steps) {
    this.#steps = steps;
    const state = new State();
    for (const [index, step] of steps.entries()) {
      if (index > 0 && index % stride === 0) this.#kept.push(state.copy());
      const delta = JSON.parse(step);
      for (const text of delta.texts ?? []) this.#texts.push(text);
      state.apply(delta);
    }
  }

  get length() {
    return this.#steps.length;
  }

  /** The state at a step, the first being 0. It is valid until the next call. */
  at(index) {
    const kept = Math.floor(index / stride);
    if (index < this.#at.index || Math.floor(this.#at.index / stride) < kept) this.#at = { index: kept * stride - 1, state: this.#kept[kept].copy() };
    while (this.#at.index < index) {
      this.#at.index += 1;
      this.#at.state.apply(JSON.parse(this.#steps[this.#at.index]));
    }
    return this.#at.state;
  }

  /** What had been written last by then, as pairs of stream and text. */
  written({ texts }) {
    return this.#texts.slice(Math.max(0, texts - shown), texts);
  }

  /** The step from `index` on, in this direction, at which a condition of its state holds; the last one if there is none. */
  seek(index, by, holds) {
    const last = by > 0 ? this.length - 1 : 0;
    let at = index;
    while (at !== last) {
      at += by;
      if (holds(this.at(at))) break;
    }
    return at;
  }
}

/** What the step is about, in words. */
export function told({ event, says, line, frames }) {
  const name = frames.at(-1)?.name ?? "";
  const place = name && ` in ${name}`;
  if (event === "call" && name.endsWith(")")) return `${name} is called, line ${line}`;
  if (event === "return" && name.endsWith(")")) return `${name} returns, line ${line}`;
  if (event === "exception") return `${says}, line ${line}${place}`;
  if (event === "call") return `Begin${name ? ` of ${name}` : ""}`;
  if (event === "return" || event === "end") return `End${name && event === "return" ? ` of ${name}` : ""}`;
  return `Line ${line}${place}`;
}
