// The page's tools: comes with the first program that asks for one, the first look at them, or a configuration.

import { callBar } from "./toolbox/calls.js";
import { openPanel } from "./toolbox/panel.js";
import { prompts } from "./toolbox/prompts.js";
import { configurationIn } from "./toolbox/recognise.js";
import { Toolbox } from "./toolbox/toolbox.js";
import look from "./toolbox/toolbox.css";

/** For `static/boot.js`: what programs ask of the page, and the panel. */
export async function open(workspace) {
  const script = await globalThis.vivarium.load("tools");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const toolbox = new Toolbox(workspace, script);
  await toolbox.restore();
  const show = (view) => openPanel(toolbox, view);
  prompts(toolbox);
  callBar(toolbox, () => show("calls"));
  return {
    ask: (...call) => toolbox.ask(...call),
    look: (request) => toolbox.look(request),
    withdraw: (run, call) => toolbox.withdraw(call),
    show,
    /** Takes a file if it is a configuration; answers whether it was. */
    async take(bytes) {
      const text = configurationIn(bytes);
      if (text === undefined) return false;
      await toolbox.draft(text);
      show("setup");
      return true;
    },
  };
}
