// A JSON value as a tree: open and closed with a click or the arrow keys, its parts made when they are first looked at.

import { element } from "../panels/dom.js";

/** So many parts are made at once; an item after them brings more. */
const some = 100;

const isBranch = (value) => typeof value === "object" && value !== null && Object.keys(value).length > 0;

export function treeView(value) {
  const root = item(undefined, value, 1);
  const tree = element("ul", { className: "rich-tree", role: "tree", "aria-label": "JSON" }, root);
  tree.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    const at = event.target.closest("[role=treeitem]");
    if (!move || !at || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focus(tree, move(at, tree));
  });
  tree.addEventListener("click", (event) => {
    const at = event.target.closest("[role=treeitem]");
    // What is being selected is not meant to be closed.
    if (!at || !getSelection().isCollapsed) return;
    focus(tree, toggle(at));
  });
  root.tabIndex = 0;
  if (isBranch(value)) toggle(root);
  return tree;
}

const moves = {
  ArrowDown: (at, tree) => beside(at, tree, 1),
  ArrowUp: (at, tree) => beside(at, tree, -1),
  ArrowRight(at) {
    return at.getAttribute("aria-expanded") === "false" ? toggle(at) : (at.querySelector("[role=treeitem]") ?? at);
  },
  ArrowLeft(at) {
    return at.getAttribute("aria-expanded") === "true" ? toggle(at) : (at.parentElement.closest("[role=treeitem]") ?? at);
  },
  Home: (at, tree) => tree.querySelector("[role=treeitem]"),
  End: (at, tree) => visible(tree).at(-1),
  Enter: (at) => toggle(at),
  " ": (at) => toggle(at),
};

const visible = (tree) => [...tree.querySelectorAll("[role=treeitem]")].filter((item) => !item.parentElement.closest("[aria-expanded=false]"));

function beside(at, tree, step) {
  const items = visible(tree);
  return items[items.indexOf(at) + step] ?? at;
}

function focus(tree, at) {
  for (const other of tree.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  at.tabIndex = 0;
  at.focus();
}

const branches = new WeakMap(); // item → what it opens

function item(name, value, level) {
  const label = name === undefined ? "" : element("span", { className: "key" }, `${name}: `);
  const branch = isBranch(value);
  const made = element("li", { role: "treeitem", tabIndex: -1, "aria-level": level, "aria-expanded": branch ? "false" : undefined });
  made.append(element("span", { className: "line" }, label, branch ? element("span", { className: "label" }, summary(value)) : leaf(value)));
  if (branch) branches.set(made, { value, level });
  return made;
}

/** Opens or closes an item; answers which one is looked at then. */
function toggle(at) {
  if (at.dataset.more) return more(at);
  const branch = branches.get(at);
  if (!branch) return at;
  const open = at.getAttribute("aria-expanded") === "false";
  at.setAttribute("aria-expanded", String(open));
  if (open && !branch.made) {
    branch.made = true;
    const group = element("ul", { role: "group" });
    at.append(group);
    fill(group, branch, 0);
  }
  return at;
}

function fill(group, branch, from) {
  const { value, level } = branch;
  const keys = Object.keys(value);
  group.append(...keys.slice(from, from + some).map((key) => item(Array.isArray(value) ? key : JSON.stringify(key), value[key], level + 1)));
  if (keys.length <= from + some) return;
  const left = keys.length - from - some;
  const rest = element("li", { role: "treeitem", tabIndex: -1, "aria-level": level + 1 }, element("span", { className: "line label" }, `${left.toLocaleString("en")} more`));
  rest.dataset.more = String(from + some);
  branches.set(rest, branch);
  group.append(rest);
}

function more(at) {
  const group = at.parentElement;
  const before = at.previousElementSibling;
  const from = Number(at.dataset.more);
  const branch = branches.get(at);
  at.remove();
  fill(group, branch, from);
  return before.nextElementSibling;
}

function summary(value) {
  const count = Object.keys(value).length;
  return Array.isArray(value) ? `[${count.toLocaleString("en")}]` : `{${count.toLocaleString("en")}}`;
}

function leaf(value) {
  const kind = typeof value === "string" ? "string" : value !== null && typeof value === "object" ? "" : "constant";
  return element("span", { className: kind }, JSON.stringify(value));
}
