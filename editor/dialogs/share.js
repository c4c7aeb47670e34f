// The dialog that makes a link of the project.

import { main } from "../project/files.js";
import { encode, longLink } from "../project/link.js";
import { button, element } from "../panels/dom.js";
import { copyButton, openDialog } from "./dialog.js";
import { downloadAll } from "./download.js";

/** As Markdown: the program, fenced by more backticks than it has in a row, and the link below. */
export function markdown(code, name, url) {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const label = name.replace(/[[\]\\]/g, "\\$&");
  return `${fence}python\n${code.trimEnd()}\n${fence}\n\n[Open “${label}” in Vivarium](${url})\n`;
}

export async function share(workspace) {
  const { project } = workspace;
  const url = location.href.replace(/[?#].*/, "") + (await encode(project));
  const code = workspace.file(main).text;
  openDialog("Share", (body) => {
    const field = element("input", { id: "link", type: "text", readOnly: true, value: url, onfocus: () => field.select() });
    const long = url.length > longLink;
    const warning = `This link has ${url.length.toLocaleString("en")} characters; chats and mails often cut such links off. A zip archive is safer.`;
    // What makes pages of it comes with the first dialog.
    globalThis.vivarium.load("offline").then(({ choices }) => body.append(choices(workspace)), () => {});
    body.append(
      element("p", {}, `The link holds the program, its files${project.cassette ? ", its limits and its recording, with all that servers answered" : " and its limits"}. Whoever opens it sees the program; nothing runs until they press Run.`),
      element("label", { for: "link" }, "Link"),
      field,
      long ? element("p", { className: "complaint", role: "alert" }, warning) : "",
      element(
        "div",
        { className: "row" },
        copyButton("Copy link", () => url),
        copyButton("Copy as Markdown", () => markdown(code, project.name, url)),
        button("Download as zip", () => downloadAll(project.name, project.files)),
      ),
    );
  });
}
