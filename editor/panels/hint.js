// What the error that ended a run means, in a sentence below the output.

import { element } from "./dom.js";

export function hintBar(place, workspace) {
  workspace.addEventListener("failed", async () => {
    const { failure } = workspace;
    place.replaceChildren();
    if (!failure) return;
    // Without the module the traceback says enough.
    const { hint } = await globalThis.vivarium.load("hints").catch(() => ({ hint: () => undefined }));
    const found = hint(failure.type, failure.message);
    if (!found || workspace.failure !== failure) return;
    place.replaceChildren(element("p", { lang: found.language }, element("strong", {}, found.title), ` ${found.sentence}`));
  });
}
