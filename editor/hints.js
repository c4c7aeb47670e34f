// What an error means, in the reader's language where its strings exist. Loaded with the first error.

import { explain } from "./hints/causes.js";
import de from "./hints/de.js";
import en from "./hints/en.js";

const languages = { de, en };

/** A title and a sentence, or `undefined`. */
export function hint(type, message, preferred = navigator.languages) {
  const language = preferred.map((tag) => tag.split("-")[0]).find((tag) => tag in languages) ?? "en";
  const sentence = explain(languages[language], type, message);
  return sentence && { language, title: languages[language].title, sentence };
}
