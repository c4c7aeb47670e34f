// Writing in the page's own code block: plain text only, with the keys that Python wants.

/** Lets the reader write in `code`; `changed` hears of it. Answers what takes that back. */
export function editable(code, label, changed) {
  const before = ["contenteditable", "role", "aria-multiline", "aria-label", "spellcheck", "autocapitalize", "tabindex"].map((name) => [name, code.getAttribute(name)]);
  try {
    code.contentEditable = "plaintext-only";
  } catch {
    code.contentEditable = "true";
  }
  for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "false", autocapitalize: "off", tabindex: "0" })) {
    code.setAttribute(name, value);
  }
  let leaving = false;
  const listeners = {
    input: changed,
    paste(event) {
      event.preventDefault();
      insert(event.clipboardData.getData("text/plain"));
    },
    keydown(event) {
      const { key, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
      if (isComposing || altKey || ctrlKey || metaKey) return;
      // Escape, then Tab, leaves: no keyboard trap.
      const text = key === "Enter" ? newline(code) : key === "Tab" && !shiftKey && !leaving ? "    " : undefined;
      if (key !== "Shift") leaving = key === "Escape";
      if (text === undefined) return;
      event.preventDefault();
      insert(text);
    },
  };
  for (const [type, listener] of Object.entries(listeners)) code.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of Object.entries(listeners)) code.removeEventListener(type, listener);
    for (const [name, value] of before) value === null ? code.removeAttribute(name) : code.setAttribute(name, value);
  };
}

/** The one way of writing that the browser's undo knows. */
const insert = (text) => document.execCommand("insertText", false, text);

/** A line end with the indentation of this line, deeper after a colon. */
function newline(code) {
  const selection = code.getRootNode().getSelection?.() ?? getSelection();
  const range = document.createRange();
  range.selectNodeContents(code);
  if (selection?.rangeCount) range.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
  const line = range.toString().split("\n").pop();
  const indent = /^[ \t]*/.exec(line)[0];
  return `\n${indent}${/:\s*(#.*)?$/.test(line) ? "    " : ""}`;
}

/** The program in a block, whatever a highlighter made of it. Only where a browser wrote elements for line ends is it laid out. */
export function codeIn(block) {
  const text = block.querySelector("br, div") ? block.innerText : block.textContent;
  return text.replace(/\r\n?/g, "\n").replace(/\u00a0/g, " ").replace(/\n+$/, "\n");
}
