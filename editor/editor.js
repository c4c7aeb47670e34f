// The editor that takes the text area's place: CodeMirror, set up for Python.

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, undo } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { Annotation, Compartment, EditorSelection, EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, dropCursor, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers, rectangularSelection } from "@codemirror/view";
import { difference } from "./difference.js";
import { mark, marked } from "./mark.js";
import { colours, look } from "./look.js";
import "./sheets.js";

const step = "    ";
/** Changes that the page made itself, and need not be told of. */
const known = Annotation.define();
/** How long after Escape the Tab key still leaves the editor. */
const leaving = 30_000;

/** Tab: spaces up to the next stop, or, with several lines selected, all of them one step in. */
function indent(view) {
  const { state } = view;
  const spansLines = ({ from, to }) => state.doc.lineAt(from).number < state.doc.lineAt(to).number;
  if (state.selection.ranges.some(spansLines)) return indentMore(view);
  const spaces = (range) => {
    const column = range.from - state.doc.lineAt(range.from).from;
    const insert = step.slice(column % step.length);
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(range.from + insert.length) };
  };
  view.dispatch(state.update(state.changeByRange(spaces), { scrollIntoView: true, userEvent: "input" }));
  return true;
}

const keys = [
  // The page runs the program; without this the key would first open a line.
  { key: "Mod-Enter", run: () => true },
  { key: "Tab", run: acceptCompletion },
  { key: "Tab", run: indent, shift: indentLess },
];

/** Vim's keys, once they have come. */
let vim;

/** What the settings say of the editor. */
function preferred(pressed) {
  const { numbers, wrap, vim: wanted } = globalThis.vivarium.settings;
  return [wanted && vim ? vim() : [], numbers === false ? [] : lineNumbers({ domEventHandlers: { mousedown: pressed } }), wrap ? EditorView.lineWrapping : []];
}

const always = [
  Prec.high(keymap.of(keys)),
  foldGutter(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  dropCursor(),
  rectangularSelection(),
  highlightActiveLine(),
  EditorState.allowMultipleSelections.of(true),
  EditorState.tabSize.of(4),
  indentUnit.of(step),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  // The engine answers in a few milliseconds; its own wait of 100 would be most of the time.
  autocompletion({ activateOnTypingDelay: 10 }),
  syntaxHighlighting(colours),
  look,
  marked,
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap]),
  EditorView.domEventHandlers({
    // CodeMirror itself gives two seconds for Tab after Escape, which is short for some hands.
    keyup: (event, view) => void (event.key === "Escape" && view.setTabFocusMode(leaving)),
  }),
];

/** What the engine answers to a question about a text; `null` where it cannot. */
async function askEngine(task, text) {
  return JSON.parse((await globalThis.vivarium.ask?.(task, text)) ?? "null");
}

/** Scrolls to this height, once it is known how high the lines are. */
function scrollTo(view, top) {
  view.requestMeasure({ read: () => {}, write: () => (view.scrollDOM.scrollTop = top) });
}

/**
 * Puts an editor into `parent`, with what the text area held: its `text`, what that was before (`past`, oldest first,
 * so that undo goes on where the text area's ended), `selection` and `scroll`. `changed` is called with each new text.
 */
export function mount(parent, { path, text, past, selection, scroll, focused, describedBy, changed }) {
  let shown = path;
  const kept = new Map();
  // Searching, and what engine and linter know, comes when somebody begins to write; the debugger when it is asked for.
  const help = new Compartment();
  const preferences = new Compartment();
  const more = [];
  const helped = (path) => help.reconfigure(more.map((of) => of(path)));
  const extend = (of) => {
    more.push(of);
    view.dispatch({ effects: helped(shown) });
  };
  let helpers;
  const load = async () => {
    if (helpers) return helpers;
    const loaded = await import("./help.js");
    if (!helpers) {
      helpers = loaded;
      extend((path) => helpers.help(path, askEngine));
    }
    return helpers;
  };
  // The editor goes on without; the next time tries again.
  const tryLoading = () => void load().catch(() => {});
  const find = () => (load().then(({ find }) => find(view)), true);

  let debug;
  const debugging = () => (debug ??= import("./debug.js").then(({ open }) => open(view, extend), () => (debug = undefined)));
  const breakpoint = (offset) => void debugging().then((debug) => debug?.toggle(offset));

  const pressed = (_, line) => (breakpoint(line.from), true);

  const setUp = (path) => [
    preferences.of(preferred(pressed)),
    always,
    path.endsWith(".py") ? python() : [],
    help.of([]),
    keymap.of([{ key: "Mod-f", run: find }]),
    EditorView.contentAttributes.of({
      "aria-label": `${path}, editor`,
      "aria-describedby": describedBy,
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
      // It takes the focus anyway; checkers want it said.
      tabindex: "0",
    }),
    EditorView.updateListener.of((update) => {
      const told = update.transactions.some((transaction) => transaction.docChanged && !transaction.annotation(known));
      if (told) changed(update.state.doc.toString());
      if (!helpers && (update.docChanged || (update.focusChanged && update.view.hasFocus))) tryLoading();
    }),
  ];
  const fresh = (path, doc) => EditorState.create({ doc, extensions: setUp(path) });

  let state = fresh(path, past[0] ?? text);
  for (const later of [...past.slice(1), text]) {
    const changes = difference(state.doc.toString(), later);
    if (changes) state = state.update({ changes, userEvent: "input.paste", annotations: known.of(true) }).state;
  }
  // Offsets of the text area and of the document differ where the text has carriage returns.
  const within = (offset) => Math.min(offset, state.doc.length);
  state = state.update({ selection: { anchor: within(selection[0]), head: within(selection[1]) } }).state;

  const view = new EditorView({ parent, state });
  // For the bars and dialogs, which are scripts of their own.
  globalThis.vivarium.format = async () => (await load()).format(view);
  globalThis.vivarium.problems = async () => (await load()).problems(view);
  const prefer = async () => {
    if (globalThis.vivarium.settings.vim) vim ??= (await import("./vim.js").catch(() => ({}))).vim;
    view.dispatch({ effects: preferences.reconfigure(preferred(pressed)) });
    // Of another size, perhaps.
    view.requestMeasure();
  };
  addEventListener("vivarium:settings", prefer);
  if (globalThis.vivarium.settings.vim) prefer();
  if (focused) view.focus();
  scrollTo(view, scroll);

  // Scripts that insert something find it there.
  return (globalThis.vivarium.editor = {
    /** Shows another file; each keeps its own undo, selection and place. */
    show(path, text) {
      if (path !== shown) {
        kept.set(shown, { state: view.state, top: view.scrollDOM.scrollTop });
        const { state, top } = kept.get(path) ?? { state: fresh(path, text), top: 0 };
        shown = path;
        view.setState(state);
        view.dispatch({ effects: [helped(path), preferences.reconfigure(preferred(pressed))] });
        scrollTo(view, top);
      }
      const changes = difference(view.state.doc.toString(), text);
      if (changes) view.dispatch({ changes, userEvent: "input.paste", annotations: known.of(true) });
    },
    /** Forgets what it keeps of other files. */
    forget: () => kept.clear(),
    goToLine(number) {
      const line = view.state.doc.line(Math.max(1, Math.min(number, view.state.doc.lines)));
      const centre = EditorView.scrollIntoView(line.from, { y: "center" });
      view.dispatch({ selection: { anchor: line.from, head: line.to }, effects: centre });
      view.focus();
    },
    /** Marks a line of a file as wrong; 0 is none. */
    mark(path, number) {
      const effects = mark.of(number);
      const other = kept.get(path);
      if (path === shown) view.dispatch({ effects });
      else if (other) other.state = other.state.update({ effects }).state;
    },
    /** What a key of the row above a phone's keyboard does. */
    type(text) {
      if (text === "\t") indent(view);
      else {
        const { from, to } = view.state.selection.main;
        const typed = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, () => {}));
        if (!typed) view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true, userEvent: "input.type" });
      }
      view.focus();
    },
    undo: () => undo(view),
    focus: () => view.focus(),
    breakpoint: () => breakpoint(),
    debug: async () => (await debugging())?.show(),
  });
}
