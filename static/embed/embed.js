// `<py-vivarium>`: code blocks of any page that run. `embed.js?all` makes one of each `pre > code.language-python` too.

import { PyVivarium } from "./element.js";

const NAME = "py-vivarium";
/** What highlighters and Markdown call Python. */
const PYTHON = ["language-python", "lang-python", "language-py", "highlight-python"].map((name) => `pre > code.${name}, .${name} pre`).join(", ") + ', pre[data-language="python"]';

/** So many elements are made before the page may do something else: a phone makes one in some milliseconds. */
const AT_ONCE = 5;

/** Makes elements of all Python blocks that are none yet. */
export async function upgradeAll(root = document) {
  let count = 0;
  for (const found of root.querySelectorAll(PYTHON)) {
    const pre = found.closest("pre");
    if (pre.closest(NAME)) continue;
    const element = document.createElement(NAME);
    // With its block inside before it is in the page: an empty one would look for a block that the parser put behind it.
    const place = new Comment();
    pre.replaceWith(place);
    element.append(pre);
    place.replaceWith(element);
    if (++count % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
  }
}

const other = customElements.get(NAME);
if (!other) customElements.define(NAME, PyVivarium);
else if (other.source !== PyVivarium.source) {
  console.warn(`This page already has a <${NAME}> from ${other.source ?? "another script"}; the one from ${PyVivarium.source} is not used.`);
}

if (new URL(import.meta.url).searchParams.has("all")) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => upgradeAll(), { once: true });
  else upgradeAll();
}
