// What a run says, as elements: text by its stream, pictures, the value at the end.

/** Writes into `place`. */
export class Output {
  constructor(place) {
    this.place = place;
  }

  get text() {
    return this.place.textContent;
  }

  clear() {
    this.shown = undefined;
    this.place.replaceChildren();
  }

  write(text, kind) {
    this.shown = undefined;
    const last = this.place.lastElementChild;
    const span = last?.className === kind ? last : this.place.appendChild(Object.assign(document.createElement("span"), { className: kind }));
    span.append(text);
  }

  /** A sentence of ours, on a line of its own. */
  notice(sentence) {
    this.#line();
    this.write(`${sentence}\n`, "notice");
  }

  /** The value of the last expression, as a console shows it. */
  result(repr) {
    // It has just been displayed.
    if (this.shown === repr) return;
    this.#line();
    this.write(`${repr}\n`, "result");
  }

  /** A picture; of other forms the text. HTML is never shown: it would be the program's markup in the host's page. */
  display(bundle) {
    const description = bundle["text/plain"];
    const svg = bundle["image/svg+xml"];
    const mime = Object.keys(bundle).find((mime) => mime.startsWith("image/"));
    if (mime) {
      const src = svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : `data:${mime};base64,${bundle[mime]}`;
      this.place.append(Object.assign(document.createElement("img"), { src, alt: description ?? "" }));
    } else if (description) this.write(`${description}\n`, "stdout");
    this.shown = description;
  }

  #line() {
    const { text } = this;
    if (text && !text.endsWith("\n")) this.write("\n", "stdout");
  }
}
