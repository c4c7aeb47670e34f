// One view for each kind of value: its element, and what Copy and Download take.

import { Marked } from "marked";
import { element } from "../panels/dom.js";
import { htmlFrame } from "./html.js";
import { csv, fromJson, fromResource } from "./rows.js";
import { tableView } from "./table.js";
import { treeView } from "./tree.js";

export const views = {
  html: (data) => ({ view: htmlFrame(data, "HTML made by the program") }),

  /** What the text contains of HTML is the frame's to make harmless, as with HTML itself. */
  markdown: (data) => ({ view: htmlFrame(new Marked({ async: false, gfm: true }).parse(data), "Text made by the program", true) }),

  image(data, { type, plain }) {
    const vector = type === "image/svg+xml";
    const src = vector ? `data:${type},${encodeURIComponent(data)}` : `data:${type};base64,${data}`;
    const view = element("img", { className: "picture", src, alt: plain || "Picture made by the program" });
    return vector ? { view } : { view, bytes: Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)) };
  },

  json(data) {
    const value = JSON.parse(data);
    const rows = fromJson(value);
    if (rows) return tableOf(rows);
    return { view: treeView(value), copied: JSON.stringify(value, null, 2) };
  },

  table: (data) => tableOf(fromResource(JSON.parse(data))),
};

function tableOf({ names, rows }) {
  const count = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
  const label = `${count(rows.length, "row")}, ${count(names.length, "column")}`;
  return { view: tableView({ names, rows }, label), copied: csv([names, ...rows]), extension: "csv", label };
}
