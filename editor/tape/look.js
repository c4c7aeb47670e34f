// A recording for people: look at it before you pass it on.

import { openDialog } from "../dialogs/dialog.js";
import { download } from "../dialogs/download.js";
import { button, element } from "../panels/dom.js";

/** So much of an answer is shown. */
const most = 20_000;

const cut = (text) => (text.length > most ? `${text.slice(0, most)}…` : text);

export function show(cassette) {
  const { calls, answers, log, inputs } = JSON.parse(cassette);
  const entry = ({ call, server, tool, arguments: given, ms }) => {
    const answer = answers[calls[call]?.answer] ?? "no answer";
    const values = [`arguments  ${given}`, `answer     ${answer}`].join("\n");
    return element("details", {}, element("summary", {}, element("code", {}, `${server}.${tool}`), ` · ${ms} ms`), element("pre", { className: "preview", tabIndex: 0 }, cut(values)));
  };
  openDialog("Recording", (body) => {
    body.append(
      element("p", {}, "Links and offline pages of this program hold all of this: what servers answered, and what was entered."),
      log.length > 0 ? element("h3", {}, "Calls") : "",
      ...log.map(entry),
      inputs.length > 0 ? element("h3", {}, "Input") : "",
      inputs.length > 0 ? element("pre", { className: "preview", tabIndex: 0 }, inputs.map((line) => line ?? "(end of input)").join("\n")) : "",
      element("div", { className: "row" }, button("Download", () => download("recording.json", new TextEncoder().encode(cassette)))),
    );
  });
}
