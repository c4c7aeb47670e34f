// The look of the editor, in the page's own colours, so that it follows the theme.

import { EditorView } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

/** Names of classes in the page's style sheet, the same as in the text area's painting. */
export const colours = tagHighlighter([
  { tag: tags.comment, class: "comment" },
  { tag: [tags.string, tags.special(tags.string), tags.character], class: "string" },
  { tag: [tags.number, tags.bool, tags.null], class: "constant" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.self], class: "keyword" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "definition" },
]);

export const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "inherit", lineHeight: "inherit", overscrollBehavior: "contain" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--fern)" },
  ".cm-line": { padding: "0 1rem 0 0.25rem" },
  ".cm-gutters": { border: "0", background: "var(--glass)", color: "var(--ink-soft)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "calc(3ch + 0.5rem)", padding: "0 0.125rem 0 0.5rem" },
  ".cm-foldGutter .cm-gutterElement": { width: "0.9rem", padding: "0", textAlign: "center", cursor: "pointer" },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--fern)" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "transparent" },
  "&.cm-focused .cm-activeLine": { background: "var(--active-line)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: "var(--selection)" },
  ".cm-selectionMatch": { background: "var(--moss)" },
  ".cm-searchMatch": { background: "var(--amber-tint)", outline: "1px solid var(--amber)" },
  ".cm-searchMatch-selected": { background: "var(--selection)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--moss)", outline: "1px solid var(--leaf)" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "var(--ember-tint)", outline: "1px solid var(--ember)" },
  ".cm-wrong, &.cm-focused .cm-wrong.cm-activeLine": { background: "var(--ember-tint)", boxShadow: "inset 3px 0 var(--ember)" },
  ".cm-foldPlaceholder": { border: "1px solid var(--line)", background: "var(--moss)", color: "var(--ink-soft)" },

  ".cm-panels": { border: "0", background: "var(--head)", color: "var(--ink)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "0.25rem", padding: "0.375rem 2.5rem 0.375rem 0.5rem", fontFamily: "var(--sans)" },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "0.25rem", margin: "0 0.25rem", fontSize: "0.8125rem" },
  ".cm-textfield": { minHeight: "2rem", margin: "0", padding: "0 0.5rem", border: "1px solid var(--ink-soft)", borderRadius: "0.5rem", background: "var(--glass)", color: "var(--ink)", fontSize: "0.875rem" },
  ".cm-button": { minHeight: "2rem", margin: "0", padding: "0 0.625rem", border: "1px solid var(--line)", borderRadius: "0.5rem", background: "var(--glass)", color: "var(--ink)", fontSize: "0.8125rem" },
  ".cm-panel.cm-search [name=close]": { top: "0.375rem", right: "0.375rem", minHeight: "2rem", minWidth: "2rem", padding: "0", fontSize: "1.125rem" },

  ".cm-tooltip": { border: "1px solid var(--line)", borderRadius: "0.5rem", background: "var(--glass)", color: "var(--ink)", boxShadow: "0 8px 24px -12px var(--shade)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.125rem 0.5rem 0.125rem 0.25rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--fern)", color: "var(--on-fern)" },
});
