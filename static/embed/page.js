// `embed.html`: snippets made of the page's address, and their height for the page around it.

import { names, nearest } from "./attributes.js";

const look = new CSSStyleSheet();
look.replaceSync(`
:root { background: Canvas; color: CanvasText; }
body { margin: 0; padding: .25rem; }
py-vivarium { --vivarium-margin: 0; }
py-vivarium + py-vivarium { --vivarium-margin: 1rem 0 0; }
pre { padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .375rem; }
code { font: .9375rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
`);
document.adoptedStyleSheets = [look];

// Behind `#` nothing reaches the server, and its logs.
const asked = new URLSearchParams([location.search.slice(1), location.hash.slice(1)].filter(Boolean).join("&"));

/** Attributes of every snippet. What anybody may write into an address must not ask others in the name of this page's origin. */
function attributes() {
  const found = [];
  for (const [name, value] of asked) {
    const grant = name === "tools" || name === "net";
    if (name === "code") continue;
    if (!names.includes(name) && name !== "lang") {
      const near = nearest(name);
      console.warn(`embed.html has no option "${name}"${near ? `; did you mean "${near}"?` : "."}`);
    } else if (grant && self.origin !== "null") {
      console.warn(`embed.html takes "${name}" only in an <iframe sandbox="allow-scripts">.`);
    } else found.push([name, value]);
  }
  return found;
}

function snippet(code) {
  const element = document.createElement("py-vivarium");
  for (const [name, value] of attributes()) element.setAttribute(name, value);
  if (!element.hasAttribute("src")) element.append(document.createElement("pre"));
  if (code !== undefined) element.querySelector("pre")?.append(Object.assign(document.createElement("code"), { textContent: code }));
  return element;
}

const theme = asked.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
if (asked.has("lang")) document.documentElement.lang = asked.get("lang");

const programs = asked.getAll("code");
document.body.append(...(programs.length > 0 ? programs : [undefined]).map(snippet));

const tell = () => parent.postMessage({ type: "vivarium:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
new ResizeObserver(tell).observe(document.body);
