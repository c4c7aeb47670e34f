// Shows what a program displays: comes with the first value that is more than text.

import { copyButton } from "./dialogs/dialog.js";
import { download } from "./dialogs/download.js";
import { button, element } from "./panels/dom.js";
import { lookLike } from "./rich/colours.js";
import { richest } from "./rich/kinds.js";
import { views } from "./rich/views.js";
import colours from "./rich/colours.css";
import look from "./rich/rich.css";

export { colour } from "./rich/colours.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(look);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

lookLike(colours);

/** Fills a place in the output from pairs of MIME type and data. The text that stands there is what every value has. */
export function show(place, pairs) {
  const bundle = Object.fromEntries(pairs);
  const plain = bundle["text/plain"];
  const { kind, data, complaint } = richest(bundle);
  if (!kind) {
    if (complaint) place.append(element("p", { className: "label" }, complaint));
    return;
  }
  let made;
  try {
    made = views[kind.view](data, { type: kind.type, plain });
  } catch {
    // Data that is not what its type says: the text says more.
    return place.append(element("p", { className: "label" }, `This is no ${kind.word}, although the program says so.`));
  }
  const { view, copied = data, bytes = new TextEncoder().encode(copied), extension = kind.extension } = made;
  const save = () => download(`display.${extension}`, bytes);
  const tools = element("div", { className: "rich-tools" }, element("span", { className: "label" }, made.label ?? kind.word));
  if (!kind.binary) tools.append(copyButton("Copy", () => copied));
  tools.append(button("Download", save, { title: `Download as display.${extension}` }));
  place.replaceChildren(view, tools);
}
