// The dialogs of the page.

export { downloadAll } from "./dialogs/download.js";
export { about, add, preview } from "./dialogs/files.js";
export { palette } from "./dialogs/palette.js";
export { programs } from "./dialogs/programs.js";
export { share } from "./dialogs/share.js";
