// Vim's keys for the editor; comes when the settings ask for them.

export { vim } from "@replit/codemirror-vim";
