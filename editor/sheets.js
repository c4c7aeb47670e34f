// Style sheets made in script instead of style elements: the page's policy forbids those, and needs no exception so.

import { StyleModule } from "style-mod";

const sheets = new Map();

// Modules come with the most specific last in the cascade; what is mounted first stays first.
StyleModule.mount = (root, modules) => {
  const document = root.ownerDocument ?? root;
  for (const module of [modules].flat()) {
    if (sheets.has(module)) continue;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(module.getRules());
    sheets.set(module, sheet);
  }
  const ours = [modules].flat().map((module) => sheets.get(module));
  const others = document.adoptedStyleSheets.filter((sheet) => !ours.includes(sheet));
  document.adoptedStyleSheets = [...others, ...ours];
};
