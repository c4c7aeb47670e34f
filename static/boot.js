// Before the first paint: what the user has set. Then: the downloads, and the app, or a sentence why it cannot start.
"use strict";

(() => {
  const say = (sentence) => {
    const place = document.getElementById("boot");
    if (place) place.textContent = sentence;
  };

  const settings = {};
  const more = matchMedia("(prefers-contrast: more)");
  const dress = () => {
    const { dataset, style } = document.documentElement;
    dataset.theme = settings.theme ?? "";
    if (settings.contrast || more.matches) dataset.contrast = "more";
    else delete dataset.contrast;
    for (const [name, value] of Object.entries(settings.style ?? {})) style.setProperty(name, value);
  };
  more.addEventListener("change", dress);
  try {
    Object.assign(settings, JSON.parse(localStorage.getItem("vivarium:settings")));
  } catch {
    // Storage is blocked: the system decides.
  }
  dress();
  /** Changes some settings; `settings` tells of it, and they are remembered where that is possible. */
  const set = (changed) => {
    Object.assign(settings, changed);
    dress();
    dispatchEvent(new Event("vivarium:settings"));
    try {
      localStorage.setItem("vivarium:settings", JSON.stringify(settings));
    } catch {
      // Then they hold for this visit.
    }
  };

  const assets = () => JSON.parse(document.getElementById("vivarium-assets").textContent);

  // What the app asks of scripts: to import a module (WebAssembly itself has no `import()`), and the open project.
  let workspace;
  const load = async (name) => {
    const { [name]: path } = assets();
    // Offline pages leave something out.
    if (!path) throw new Error("not in this page");
    return import(new URL(path, document.baseURI));
  };
  // What answers programs that ask the page for something comes with the first that does.
  let toolbox, processes;
  const tools = () =>
    (toolbox ??= load("toolbox").then(({ open }) => open(workspace)).catch((error) => {
      toolbox = undefined;
      throw error;
    }));
  // What a program needs besides Python is looked for before it runs; then the run is asked for again.
  let needs;
  const openNeeds = () => load("needs").then(async ({ open }) => (needs ??= await open(workspace)));
  const declares = ({ path, text }) => path.endsWith(".whl") || /^# \/\/\/ script\s*$|(from|import) .{0,99}(matplotlib|turtle)/m.test(text);
  const again = () => document.querySelector("button.run")?.click();
  const unneeded = { waits: () => ((needs = undefined), false) };
  const waits = () => {
    if (needs) return needs.waits();
    if (!workspace.project.files.some(declares)) return false;
    // Without the script the program says itself what is missing.
    openNeeds().then(again, () => ((needs = unneeded), again()));
    return true;
  };
  const offer = async () => {
    const { type, message = "" } = workspace.failure ?? {};
    if (type === "ModuleNotFoundError" && message.endsWith("'")) (needs ?? (await openNeeds())).offer?.(message);
  };
  const failed = { type: "ConnectionError", message: "the tools could not be downloaded; try again" };
  globalThis.vivarium = {
    load,
    settings,
    set,
    commands: [],
    tools,
    call: (run, call, request, reply) =>
      (request.startsWith('{"kind":"process"') ? (processes ??= load("processes")).then((module) => module.answer(globalThis.vivarium, run, call, request, reply)) : tools().then((open) => open.ask(run, call, request, reply)))
        .catch(() => reply(run, call, JSON.stringify({ error: failed }))),
    look: async (request) => (toolbox ? (await toolbox).look(request) : JSON.stringify({ error: failed })),
    // Where the script cannot be had, the value's text is there.
    display: (place, pairs) => load("rich").then(({ show }) => show(place, pairs)).catch(() => {}),
    colours: (place) => load("rich").then(({ colour }) => colour(place)).catch(() => {}),
    variables: (button, ...place) => load("console").then((open) => open.showVariables(button, ...place)),
    withdraw: (run, call) => {
      toolbox?.then((open) => open.withdraw(run, call));
      processes?.then((module) => module.withdrawn(run, call));
    },
    waits,
    workspace: () => {
      if (!workspace) throw new Error("The project could not be opened.");
      return workspace;
    },
  };
  const openProject = async () => {
    try {
      workspace = await (await load("project")).open();
      workspace.addEventListener("failed", () => offer().catch(() => {}));
      workspace.addEventListener("found", again);
    } catch (error) {
      // The page works without, but keeps nothing.
      console.warn(error);
    }
  };

  // The sandbox's files begin to arrive while the app itself still does; the client's fetches find them.
  const preload = () => {
    const { engine, hostScript, hostWasm } = assets();
    for (const href of [hostScript, hostWasm, engine].filter(Boolean)) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
    }
  };

  const start = async () => {
    if (typeof WebAssembly !== "object") {
      return say("This browser has no WebAssembly, or it is switched off, so it cannot run Python. A current Chrome, Edge, Firefox or Safari can.");
    }
    try {
      preload();
      const [app] = await Promise.all([import(document.getElementById("app-js").href), openProject()]);
      await app.default({ module_or_path: document.getElementById("app-wasm").href });
      document.getElementById("boot")?.remove();
      if (workspace) (await load("panels")).attach(workspace);
    } catch (error) {
      console.error(error);
      say(
        navigator.onLine
          ? "Vivarium could not start: a file of this page is missing or damaged on the server. Reload the page; if that does not help, tell whoever runs it."
          : "Vivarium could not start because you are offline. Connect, then reload the page.",
      );
    }
  };

  // In an offline page this script comes when the page is there.
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start, { once: true });
  else start();
})();
