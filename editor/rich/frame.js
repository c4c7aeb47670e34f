// Inside the frame that shows a program's HTML: takes one message, shows it without running it, and tells its height.
// It runs at an opaque origin under a policy with no connections, and the page's policy admits it by its hash.
"use strict";

/** What would act rather than show. Neither could do harm here, but nobody should have to rely on one wall. */
const ACTIVE = "script, meta, base, link, iframe, frame, object, embed, portal, template";

addEventListener(
  "message",
  ({ source, data: { html, look }, ports: [page] }) => {
    if (source !== parent) return;
    const parsed = new DOMParser().parseFromString(html, "text/html");
    for (const element of parsed.querySelectorAll(ACTIVE)) element.remove();
    // The page's policy forbids style elements and attributes, not what a script sets: so they become that.
    const sheets = [look, ...[...parsed.querySelectorAll("style")].map((style) => (style.remove(), style.textContent))].map(sheet);
    document.adoptedStyleSheets = sheets;
    const styled = [...parsed.querySelectorAll("[style]")].map((element) => {
      const style = element.getAttribute("style");
      element.removeAttribute("style");
      return () => (element.style.cssText = style);
    });
    for (const element of parsed.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name);
    }
    document.body.replaceChildren(...document.adoptNode(parsed.body).childNodes);
    for (const apply of styled) apply();
    // Links are the page's to open; a form leads nowhere.
    addEventListener("submit", (event) => event.preventDefault(), true);
    for (const event of ["click", "auxclick"]) addEventListener(event, (event) => follow(event, page), true);
    const tell = () => page.postMessage({ height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
    new ResizeObserver(tell).observe(document.documentElement);
    tell();
  },
  { once: true },
);

function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

function follow(event, page) {
  const link = event.target.closest?.("a, area");
  if (!link) return;
  const to = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
  event.preventDefault();
  if (to.startsWith("#")) document.getElementById(decodeURIComponent(to.slice(1)))?.scrollIntoView();
  else page.postMessage({ link: to });
}
