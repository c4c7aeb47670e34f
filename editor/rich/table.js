// A table that is sorted by its headers; of many rows only those in sight are elements.

import { element } from "../panels/dom.js";
import { cellText, sorted } from "./rows.js";

/** Height of a row in rem, as rich.css has it. */
const rowHeight = 1.75;
/** Rows beyond the sight, on either side. */
const margin = 20;
const next = { none: "ascending", ascending: "descending", descending: "none" };

export function tableView({ names, rows }, label) {
  let order = rows;
  let drawn = "";
  const widths = names.map((name, column) => {
    const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, cellText(row[column]).length), name.length + 2);
    return Math.min(Math.max(longest, 4), 40) + 3;
  });
  const numeric = names.map((_, column) => rows.slice(0, 50).every((row) => row[column] == null || typeof row[column] === "number"));
  const body = element("tbody", {});
  const [before, after] = [space(names.length), space(names.length)];
  const headers = names.map((name, column) => header(name, numeric[column], () => sort(column)));
  const table = element(
    "table",
    { "aria-label": label, "aria-rowcount": rows.length + 1 },
    element("colgroup", {}, ...widths.map((width) => sized(element("col", {}), "width", `${width}ch`))),
    element("thead", {}, element("tr", { "aria-rowindex": 1 }, ...headers)),
    body,
  );
  sized(table, "width", `${widths.reduce((sum, width) => sum + width, 0)}ch`);
  const view = element("div", { className: "rich-table", tabIndex: 0, role: "group", "aria-label": label, onscroll: () => draw() }, table);

  function draw() {
    const pixels = rowHeight * parseFloat(getComputedStyle(document.documentElement).fontSize);
    // Before it is in the page its height is not known.
    const seen = Math.ceil((view.clientHeight || 600) / pixels);
    const first = Math.max(0, Math.min(Math.floor(view.scrollTop / pixels) - margin, order.length - seen));
    const end = Math.min(order.length, first + seen + 2 * margin);
    if (drawn === `${first} ${end}`) return;
    drawn = `${first} ${end}`;
    sized(before.firstChild, "height", `${first * rowHeight}rem`);
    sized(after.firstChild, "height", `${(order.length - end) * rowHeight}rem`);
    [before.hidden, after.hidden] = [first === 0, end === order.length];
    body.replaceChildren(before, ...order.slice(first, end).map((row, at) => rowOf(row, first + at + 2)), after);
  }

  function rowOf(row, index) {
    const cells = names.map((_, column) => {
      const text = cellText(row[column]);
      return element("td", { className: numeric[column] ? "number" : "", title: text.length > widths[column] - 3 ? text.slice(0, 1_000) : "" }, text.slice(0, 1_000));
    });
    return element("tr", { "aria-rowindex": index }, ...cells);
  }

  function sort(column) {
    const direction = next[headers[column].getAttribute("aria-sort")];
    headers.forEach((other, at) => other.setAttribute("aria-sort", at === column ? direction : "none"));
    order = direction === "none" ? rows : sorted(rows, column, direction);
    drawn = "";
    draw();
  }

  draw();
  return view;
}

function header(name, number, onclick) {
  const button = element("button", { type: "button", className: "sort", onclick, title: `Sort by ${name || "this column"}` }, name || "\u00a0");
  return element("th", { scope: "col", "aria-sort": "none", className: number ? "number" : "" }, button);
}

const space = (columns) => element("tr", { "aria-hidden": "true", className: "space" }, element("td", { colSpan: columns }));

/** By script, since the page's policy forbids style attributes. */
function sized(made, property, value) {
  made.style[property] = value;
  return made;
}
