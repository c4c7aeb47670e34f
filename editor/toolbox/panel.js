// The dialog of the page's tools: servers and what they offer, the calls of the run, the configuration.

import { openDialog } from "../dialogs/dialog.js";
import { element } from "../panels/dom.js";
import { callsView } from "./calls.js";
import { serversView } from "./servers.js";
import { setupView } from "./setup.js";

const views = { servers: ["Servers", serversView], calls: ["Calls", callsView], setup: ["Configuration", setupView] };

let shown; // the panel that is open: { dialog, choose }

/** Opens the panel, or shows another part of the one that is open. */
export function openPanel(toolbox, view) {
  view ??= toolbox.drafted || toolbox.read.servers.length === 0 ? "setup" : "servers";
  if (shown?.dialog.isConnected) return shown.choose(view);
  const leave = new AbortController(); // ends what the view that is shown listens to
  const dialog = openDialog("Tools", (body, close) => {
    let left = new AbortController();
    const part = element("div", { id: "tools-part", role: "tabpanel", className: "tools-part" });
    const tab = (name) =>
      element("button", { type: "button", role: "tab", className: "tab", id: `tools-${name}`, "aria-controls": "tools-part", onclick: () => choose(name) }, views[name][0]);
    const tabs = element("div", { role: "tablist", className: "tabs", "aria-label": "Parts", onkeydown: move }, ...Object.keys(views).map(tab));
    function choose(name) {
      left.abort();
      left = new AbortController();
      for (const each of tabs.children) {
        const selected = each.id === `tools-${name}`;
        each.setAttribute("aria-selected", String(selected));
        each.tabIndex = selected ? 0 : -1;
      }
      part.setAttribute("aria-labelledby", `tools-${name}`);
      const signal = AbortSignal.any([left.signal, leave.signal]);
      part.replaceChildren(...[views[name][1](toolbox, { choose, close, signal })].flat());
    }
    function move(event) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const all = [...tabs.children];
      const next = all.at((all.indexOf(document.activeElement) + step) % all.length);
      next.focus();
      next.click();
    }
    body.append(tabs, part);
    shown = { choose };
    choose(view);
  });
  dialog.classList.add("tools-panel");
  dialog.addEventListener("close", () => leave.abort());
  shown.dialog = dialog;
}
