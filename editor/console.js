// The console, the variables of what failed, and input where none can be waited for: come when one of them is needed.

import { Prompt } from "./console/prompt.js";
import look from "./console/console.css";

export { stdinField } from "./console/stdin.js";
export { showVariables } from "./console/variables.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(look);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** The prompt below the output, put after `place`. */
export const open = (place, workspace) => new Prompt(place, workspace);
