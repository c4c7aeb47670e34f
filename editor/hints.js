// What an error means, in the reader's language where its strings exist. Loaded with the first error.

import { copyButton } from "./dialogs/dialog.js";
import { explain } from "./hints/causes.js";
import de from "./hints/de.js";
import en from "./hints/en.js";
import { element } from "./panels/dom.js";
import { main } from "./project/files.js";

const languages = { de, en };

/** A title and a sentence, or `undefined`. */
export function hint(type, message, preferred = [globalThis.vivarium?.settings.language || [], navigator.languages].flat()) {
  const language = preferred.map((tag) => tag.split("-")[0]).find((tag) => tag in languages) ?? "en";
  const sentence = explain(languages[language], type, message);
  return sentence && { language, title: languages[language].title, sentence };
}

/** What stands below the output after a run that ended so; perhaps nothing. */
export function explanation({ type, message }, workspace) {
  if (type === "!crash") return crash(message, workspace);
  const found = hint(type, message);
  return found && element("p", { lang: found.language }, element("strong", {}, found.title), ` ${found.sentence}`);
}

/** After a failure of the interpreter itself: what its makers need to know, to be sent to them by hand. */
function crash(message, workspace) {
  const report = `${message}\n\nBrowser: ${navigator.userAgent}\n\nProgram:\n${workspace.file(main).text}`;
  return element("p", { className: "crash" }, "This is a fault in Vivarium. A report has what happened, the browser and the program. ", copyButton("Copy a report", () => report));
}
