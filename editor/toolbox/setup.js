// The configuration: given as text, looked at before it is used, and the origins that programs may ask.

import { button, element } from "../panels/dom.js";
import { secretFields } from "./secrets.js";
import { bridgeNote } from "./servers.js";

const example = `{
  "mcpServers": {
    "github": {
      "url": "https://api.githubcopilot.com/mcp/",
      "headers": { "Authorization": "Bearer \${GITHUB_TOKEN}" }
    },
    "shop": { "openapi": "https://shop.example/openapi.json" }
  },
  "net": ["https://api.example.com"]
}`;

export function setupView(toolbox, { choose, signal }) {
  const place = element("div", { className: "tools-part" });
  const draw = () => place.replaceChildren(...(toolbox.drafted?.read ? confirmation(toolbox, choose) : entry(toolbox, draw)));
  draw();
  // A file that is dropped while this is open.
  let draft = toolbox.drafted;
  const changed = () => {
    if (draft !== toolbox.drafted) draw();
    draft = toolbox.drafted;
  };
  toolbox.addEventListener("changed", changed, { signal });
  return place;
}

function entry(toolbox, draw) {
  const { mistake, text } = toolbox.drafted ?? {};
  const area = element("textarea", { id: "tools-text", rows: 11, spellcheck: false, autocapitalize: "off", placeholder: example, value: text ?? toolbox.text, "aria-describedby": "tools-mistake" });
  const complaint = element("p", { id: "tools-mistake", className: "complaint", role: "alert" }, mistake?.sentence ?? "");
  if (mistake) {
    area.setAttribute("aria-invalid", "true");
    queueMicrotask(() => mark(area, mistake));
  }
  const read = async (event) => {
    event.preventDefault();
    await toolbox.draft(area.value);
    draw();
  };
  const origin = element("input", { id: "tools-origin", type: "text", inputMode: "url", autocomplete: "off", spellcheck: false, placeholder: "https://api.example.com" });
  const refused = element("p", { className: "complaint", role: "alert" });
  const add = async (event) => {
    event.preventDefault();
    const reason = await toolbox.addOrigin(origin.value.trim());
    refused.textContent = reason && `This ${reason.replace(/^an? /, "is no ").replace(/ was expected.*/, "")}.`;
    if (reason) refused.textContent = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
    else draw();
  };
  return [
    element("p", {}, "Paste the JSON file of an agent (", element("code", {}, "mcpServers"), "), or drop it anywhere on this page. Programs then have its servers as modules: ", element("code", {}, "from tools import github"), "."),
    element(
      "form",
      { onsubmit: read },
      element("label", { for: "tools-text" }, "Configuration"),
      area,
      complaint,
      element("div", { className: "row" }, element("button", { type: "submit", className: "main" }, "Look at it"), toolbox.text ? button("Forget it all", () => (toolbox.forget(), draw())) : ""),
    ),
    element("p", { className: "label" }, "It is kept in this browser without its keys, and never part of a link. Keys stay in memory; write them as ${NAME} to be asked."),
    element(
      "form",
      { onsubmit: add },
      element("label", { for: "tools-origin" }, "Let programs ask an origin, with urllib, requests or httpx"),
      element("div", { className: "row" }, origin, element("button", { type: "submit", className: "quiet" }, "Add")),
      refused,
    ),
  ];
}

/** Selects the line of a mistake. */
function mark(area, { line }) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((at, text) => at + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = (line - 3) * (area.scrollHeight / Math.max(lines.length, 1));
}

const kinds = { mcp: "MCP server", openapi: "OpenAPI", origin: "requests", command: "program on a computer" };

function confirmation(toolbox, choose) {
  const { read, values } = toolbox.drafted;
  const boxes = read.servers.map((server) => {
    const box = element("input", { type: "checkbox", checked: true });
    return { server, box };
  });
  const item = ({ server: { name, kind, address, bridge }, box }) =>
    element(
      "li",
      {},
      element("div", { className: "server" }, element("label", { className: "check" }, box, element("strong", {}, name)), element("span", { className: "label" }, kinds[kind], name === address || !address ? "" : ` · ${address}`)),
      bridge ? bridgeNote(bridge) : "",
    );
  const missing = read.secrets.filter(({ name }) => !(name in values));
  const use = (given, keep) => {
    const allowed = boxes.filter(({ box }) => box.checked).map(({ server }) => server.name);
    toolbox.use(allowed, { ...values, ...given }, keep);
    choose("servers");
  };
  const title = element("h3", { tabIndex: -1 }, read.servers.length === 1 ? "May your programs use this server?" : "May your programs use these servers?");
  queueMicrotask(() => title.focus());
  const again = () => {
    toolbox.drafted = undefined;
    choose("setup");
  };
  return [
    title,
    element("ul", { className: "servers" }, ...boxes.map(item)),
    ...read.warnings.map((warning) => element("p", { className: "label" }, warning)),
    missing.length > 0 ? element("p", {}, "They need keys. Programs never see them.") : "",
    secretFields(missing, {}, use, "Allow and connect"),
    element("div", { className: "row" }, button("Not now", again)),
  ];
}
