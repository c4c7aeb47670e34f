// What the error that ended a run means, in a sentence below the output.

export function hintBar(place, workspace) {
  workspace.addEventListener("failed", async () => {
    const { failure } = workspace;
    place.replaceChildren();
    if (!failure) return;
    // Without the module the traceback says enough.
    const { explanation } = await globalThis.vivarium.load("hints").catch(() => ({ explanation: () => undefined }));
    const found = explanation(failure, workspace);
    if (found && workspace.failure === failure) place.replaceChildren(found);
  });
}
