// Servers with their states, and their tools to be found and tried.

import { copyButton } from "../dialogs/dialog.js";
import { button, element } from "../panels/dom.js";
import { toolView } from "./tool.js";

const words = { idle: "not connected", connecting: "connecting…", ready: "ready", failed: "cannot be used" };

/** So many tools are listed at once: nobody reads more, and a phone is quick with them. */
const most = 100;

/** The list; what is entered in it stays while it is drawn anew. */
export function serversView(toolbox, panel) {
  const list = element("ul", { className: "servers" });
  const find = element("input", { id: "find-tool", type: "search", autocomplete: "off", spellcheck: false, oninput: () => filter() });
  const count = element("p", { className: "label", role: "status" });
  const tools = element("ul", { className: "tool-list", "aria-label": "Tools" });
  const area = element("div", { className: "find" }, element("label", { for: "find-tool" }, "Find a tool"), find, count, tools);
  const empty = element("p", {}, "There are no servers yet. ", button("Add a configuration", () => panel.choose("setup"), { className: "main" }));
  let items = [];
  let drawn; // what the list of tools was made of

  const draw = () => {
    const { servers } = toolbox;
    empty.hidden = servers.length > 0;
    list.replaceChildren(...servers.map((server) => serverItem(server, toolbox)));
    const ready = servers.filter(({ name, status }) => status.type === "ready" && toolbox.isAllowed(name));
    area.hidden = ready.length === 0;
    const made = ready.map(({ name, tools }) => `${name} ${tools.length}`).join("\n");
    if (made !== drawn) {
      drawn = made;
      items = ready.flatMap((server) => server.tools.map((tool) => ({ server, tool, text: textOf(server, tool) })));
    } else if (items.length > 0) return;
    filter();
  };
  const filter = () => {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = items.filter(({ text }) => wanted.every((word) => text.includes(word)));
    tools.replaceChildren(...found.slice(0, most).map(({ server, tool }) => toolItem(server, tool, () => panel.open(server, tool))));
    const all = items.length === 1 ? "1 tool" : `${items.length} tools`;
    const more = found.length > most ? `; the first ${most} are listed` : "";
    count.textContent = `${wanted.length > 0 ? `${found.length} of ${all}` : all}${more}`;
  };
  const whole = [empty, list, area];
  const place = element("div", { className: "tools-part" }, ...whole);
  panel.open = (server, tool) => {
    const back = () => (place.replaceChildren(...whole), find.focus());
    place.replaceChildren(...toolView(toolbox, server, tool, { ...panel, back }));
    place.querySelector("h3").focus();
  };
  // Servers that answer at the same time are drawn together.
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => ((waits = false), draw()));
  };
  toolbox.addEventListener("changed", soon, { signal: panel.signal });
  draw();
  const missing = toolbox.read.servers.length > 0;
  if (missing) toolbox.connect().catch((error) => list.after(element("p", { className: "complaint", role: "alert" }, `${error.message}.`)));
  return place;
}

function serverItem(server, toolbox) {
  const { name, kind, status, tools, bridge, address } = server;
  const allowed = toolbox.isAllowed(name);
  const check = element("input", { type: "checkbox", checked: allowed, "aria-label": `Programs may use ${name}`, onchange: () => (toolbox.allow(name, check.checked), toolbox.connect()) });
  const state = kind === "origin" ? "ready" : kind === "command" ? "idle" : status.type;
  const said = !allowed ? "not allowed" : kind === "origin" ? "for requests" : kind === "command" ? "a program on a computer" : words[status.type];
  const protocol = status.type === "ready" ? `${status.protocol} · ${tools.length === 1 ? "1 tool" : `${tools.length} tools`}` : kind === "origin" ? "" : (address ?? "");
  return element(
    "li",
    {},
    element(
      "div",
      { className: "server" },
      element("label", { className: "check" }, check, element("strong", {}, name)),
      element("span", { className: "state" }, element("span", { className: "light", "data-state": allowed ? lights[state] : "off", "aria-hidden": "true" }), said),
      element("span", { className: "label" }, protocol),
    ),
    allowed && status.type === "failed" ? element("p", { className: "complaint" }, `${sentence(status.message)} `, button("Try again", () => retry(toolbox, name))) : "",
    bridge ? bridgeNote(bridge) : "",
  );
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;

const lights = { idle: "off", connecting: "busy", ready: "good", failed: "bad" };

function retry(toolbox, name) {
  toolbox.allow(name, true);
  toolbox.connect();
}

export function bridgeNote(bridge) {
  return element(
    "div",
    { className: "bridge" },
    element("p", {}, "A page cannot start it. In a terminal, this makes it reachable; then write ", element("code", {}, '"url": "http://localhost:8000/mcp"'), " in place of its command:"),
    element("div", { className: "row" }, element("pre", { tabIndex: 0, role: "group", "aria-label": "Command" }, bridge), copyButton("Copy", () => bridge)),
  );
}

const textOf = (server, tool) => `${server.python}.${tool.python} ${tool.name} ${tool.summary}`.toLowerCase();

function toolItem(server, tool, open) {
  const pick = button(element("code", {}, `${server.python}.${tool.python}`), open, { className: "pick" });
  pick.append(tool.readOnly ? "" : element("span", { className: "changes" }, "may change something"), element("span", { className: "label" }, tool.summary));
  return element("li", {}, pick);
}
