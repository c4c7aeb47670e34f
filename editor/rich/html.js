// A program's HTML in a frame of its own: another origin, no scripts but ours, no connections; as high as it needs to be.

import { element } from "../panels/dom.js";
import script from "./frame.js" with { type: "text" };

/** Higher than this, in rem, the frame scrolls: nobody finds the way past an endless page. */
const highest = 40;
const policy = "default-src 'none'; img-src data:; script-src 'sha256-765c22+tTCc0rlzaJgricpukEzepdkAMyouQWaBYhZU='";

/** What a program sets no colours for has the page's; else it was written for white paper. */
const ownColours = /(?:[\s;"'{]color|background(?:-color)?|bgcolor)\s*[:=]/i;

const base = `
html { overflow-wrap: anywhere; }
body { margin: 0; padding: 0.25rem; font: 0.9375rem/1.5 system-ui, sans-serif; }
body > :first-child { margin-top: 0; }
body > :last-child { margin-bottom: 0; }
img, svg { max-width: 100%; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.625rem; border: 1px solid light-dark(#d3dbd0, #3a4a40); text-align: start; }
pre, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.875em; }
pre { overflow-x: auto; }
blockquote { margin-inline: 0; padding-inline-start: 0.875rem; border-inline-start: 3px solid light-dark(#b9cfae, #35513f); }
a { color: light-dark(#28653f, #86d3a2); }
`;
const themed = ":root { color-scheme: light dark; color: light-dark(#1a2520, #dde7df); }";
const paper = ":root { color-scheme: light; background: #fff; color: #111; }";

export function htmlFrame(html, title, ours = false) {
  const look = base + (ours || !ownColours.test(html) ? themed : paper);
  const frame = element("iframe", { className: "rich-html", title });
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc = `<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="${policy}"><script>${script}</script><body>`;
  frame.addEventListener(
    "load",
    () => {
      const { port1: port, port2: theirs } = new MessageChannel();
      port.onmessage = ({ data: { height, link } }) => {
        if (typeof height === "number") frame.style.height = `min(${Math.max(16, Math.min(height, 10_000))}px, ${highest}rem)`;
        if (typeof link === "string") open(link);
      };
      frame.contentWindow.postMessage({ html, look }, "*", [theirs]);
    },
    { once: true },
  );
  return frame;
}

/** A link of the program: only the web, in a window that knows nothing of this one, and only right after a click. */
function open(link) {
  if (!/^https?:\/\//i.test(link) || navigator.userActivation?.isActive === false) return;
  window.open(link, "_blank", "noopener,noreferrer");
}
