// "Select all" in the output takes the whole output, and copying it too: browsers leave out what they have not drawn.

export function selectOutput(log) {
  log.parentElement.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "a" || !(event.ctrlKey || event.metaKey) || event.target !== log.parentElement) return;
    event.preventDefault();
    getSelection().selectAllChildren(log);
  });
  document.addEventListener("copy", (event) => {
    const { anchorNode, focusNode } = getSelection();
    if (anchorNode !== log || focusNode !== log) return;
    event.preventDefault();
    // Without what is only read aloud, and without colours.
    const copy = log.cloneNode(true);
    for (const unseen of copy.querySelectorAll(".unseen")) unseen.remove();
    event.clipboardData.setData("text/plain", copy.textContent.replace(/\u001b\[[\d;:]*m/g, ""));
  });
}
