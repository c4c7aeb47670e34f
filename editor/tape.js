// Recordings: what a run calls and is told is kept with the project, and later runs replay it instead of asking anybody.

import { button, element } from "./panels/dom.js";
import { show } from "./tape/look.js";
import { recorder } from "./tape/record.js";
import { tapeOf } from "./tape/replay.js";
import look from "./tape/tape.css";

const attached = new WeakMap();

/** For the palette: records the next run, and starts it. */
export const open = (workspace) => attach(workspace).record();

/** With a recording in the project, runs replay it until somebody wants them live. */
export function attach(workspace) {
  if (attached.has(workspace)) return attached.get(workspace);
  let [live, said, recording] = [false, "", undefined];
  const bar = element("div", { className: "replay", "aria-live": "polite" });
  const tell = (sentence) => ((said = sentence), draw());
  const draw = () => {
    const { cassette } = workspace.project;
    workspace.tape = recording ?? (cassette && !live ? tapeOf(cassette, tell) : undefined);
    bar.hidden = !cassette && !recording;
    if (recording) return bar.replaceChildren(element("p", {}, "This run is recorded: what it calls, what answers, and what you enter."));
    if (!cassette) return;
    const sentence = live ? "The recording of this program is not used." : said || "Run replays a recording of this program: nobody is asked anything.";
    const turn = () => ((live = !live), tell(""));
    const discard = () => (workspace.set("cassette", undefined), tell(""));
    bar.replaceChildren(
      element("p", {}, sentence),
      button(live ? "Replay it" : "Run without it", turn),
      button("Show it", () => show(cassette), { "aria-haspopup": "dialog" }),
      button("Delete it", discard),
    );
  };
  const record = async () => {
    // A run under way is not this one.
    if (recording || document.querySelector("button.run[aria-disabled=true]")) return;
    recording = await recorder(workspace.setting("stdin"));
    draw();
    document.querySelector("button.run").click();
  };
  workspace.addEventListener("ran", () => {
    if (!recording) return;
    const cassette = recording.finish();
    recording = undefined;
    live = false;
    workspace.set("cassette", cassette);
    const { log, inputs } = JSON.parse(cassette);
    const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
    tell(`Recorded: ${count(log.length, "call")} and ${count(inputs.length, "line")} of input. From now on Run replays it, also from a link or an offline page.`);
  });
  workspace.addEventListener("project", () => ((live = false), (recording = undefined), tell("")));
  const put = (place) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(look);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    place.before(bar);
  };
  // It may come before the page.
  const place = document.getElementById("hint-bar");
  if (place) put(place);
  else workspace.attached = put;
  draw();
  attached.set(workspace, { record });
  return { record };
}
