// Vivarium for JavaScript: Python in a sandbox of this page. See vivarium.d.ts for the types.
const ASSETS = "ASSETS";
const CLIENT_WASM = "CLIENT_WASM";

const LIMITS = ["timeMs", "memoryMb", "outputBytes", "fileBytes", "toolCalls", "displays"];
const SANDBOX_OPTIONS = ["limits", "tools", "net", "secrets", "onConfirm", "onAuthorize", "onElicit", "redirectUrl", "index"];
const RUN_OPTIONS = ["files", "stdin", "argv", "seed", "now", "filename", "limits", "signal", "cassette", "packages", "onFetch", "onOutput", "onDisplay", "onInput", "onToolCall"];

let loaded; // the promise of the module behind this one

/** A sandbox, once an interpreter stands ready in it. */
export async function createSandbox(options = {}) {
  check("createSandbox", options, SANDBOX_OPTIONS);
  const limits = checkedLimits(options.limits);
  if (typeof WebAssembly !== "object") {
    throw new Error("This browser cannot run Vivarium: it has no WebAssembly. A current Chrome, Edge, Firefox or Safari has.");
  }
  const [{ Client }, tools] = await Promise.all([(loaded ??= download()), openTools(options)]);
  const makeClient = () => new Client(ASSETS, import.meta.url, limits);
  const client = makeClient();
  try {
    await new Promise((ready, failed) => client.prepare((error) => (error ? failed(error) : ready())));
  } catch (error) {
    client.close();
    tools?.close();
    throw error;
  }
  return new Sandbox(client, tools, makeClient, limits, options.index);
}

/** For the app, whose own workers are out of scripts' reach: what makes others, for its programs' processes. */
export async function processClients() {
  const { Client } = await (loaded ??= download());
  return () => new Client(ASSETS, import.meta.url, {});
}

/** All that the first output needs, at once: what the client fetches later is then on its way already. */
async function download() {
  const { engine, hostScript, hostWasm } = ASSETS;
  for (const href of [CLIENT_WASM, hostScript, hostWasm, engine]) {
    document.head?.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
  }
  try {
    const module = await import("CLIENT_SCRIPT");
    await module.default({ module_or_path: CLIENT_WASM });
    return module;
  } catch (error) {
    loaded = undefined; // so that the next call tries again
    throw new Error(`Vivarium could not be downloaded (${error.message}). Check the connection and try again.`);
  }
}

const TOOL_NAME = "run_python";
const TOOL_DESCRIPTION = `Run a Python program and return what it printed and the value of its last expression. The standard library is there;
each program starts afresh, without network. The tools that are connected are Python modules: \`import tools\`, then
\`tools.search("words")\` finds some with their signatures, \`tools.describe("server.tool")\` tells all about one, and
\`from tools import server; server.tool(argument=…)\` calls it. Work with large results in the program, and print only what is needed.`;
const TOOL_PARAMETERS = {
  type: "object",
  properties: { code: { type: "string", description: "The program. End it with an expression to return a value." } },
  required: ["code"],
  additionalProperties: false,
};
/** What an agent is told of the output: its end, where errors stand. */
const TOOL_OUTPUT = 4_000;

/** One tool for an agent: how it is described in each dialect, and what answers its calls. */
export function runPythonTool(sandbox, runOptions = {}) {
  const [name, description] = [TOOL_NAME, TOOL_DESCRIPTION];
  return {
    openai: { type: "function", function: { name, description, parameters: TOOL_PARAMETERS } },
    anthropic: { name, description, input_schema: TOOL_PARAMETERS },
    mcp: { name, description, inputSchema: TOOL_PARAMETERS },
    /** Answers a call: short, and never rejected because of the program. */
    async call(given) {
      const code = typeof given === "string" ? JSON.parse(given).code : given?.code;
      if (typeof code !== "string") return { status: "error", error: { type: "TypeError", message: `${name} needs "code", a text.` } };
      const run = await sandbox.run(code, runOptions);
      const answer = { status: run.status };
      if (run.result) answer.result = run.result.json === undefined ? run.result.repr.slice(0, TOOL_OUTPUT) : run.result.json;
      if (run.stdout) answer.stdout = tail(run.stdout);
      if (run.error) {
        const { type, message, line } = run.error;
        answer.error = { type, message: message.slice(0, TOOL_OUTPUT), line };
      } else if (run.stderr) answer.stderr = tail(run.stderr);
      if (run.toolCalls.length > 0) {
        answer.calls = run.toolCalls.map(({ server, tool, ok, bytes, durationMs }) => ({ server, tool, ok, bytes, ms: durationMs }));
      }
      return answer;
    },
  };
}

/**
 * Offers that tool to the browser's own agents (WebMCP), until `signal` is aborted; answers whether this browser has any.
 */
export async function registerRunPython(sandbox, { signal, ...runOptions } = {}) {
  const context = document.modelContext ?? navigator.modelContext;
  if (!context?.registerTool) return false;
  const { mcp, call } = runPythonTool(sandbox, runOptions);
  const execute = async (given) => ({ content: [{ type: "text", text: JSON.stringify(await call(given)) }] });
  await context.registerTool({ ...mcp, execute }, { signal });
  // The older way to withdraw it.
  signal?.addEventListener("abort", () => context.unregisterTool?.(TOOL_NAME));
  return true;
}

const tail = (text) => (text.length > TOOL_OUTPUT ? `…${text.slice(-TOOL_OUTPUT)}` : text);

/** Downloaded only where a page has tools. */
const toolsModule = () => import("TOOLS_SCRIPT");
const processesModule = () => import("PROCESSES_SCRIPT");

/** The page's tools, where there are some. */
async function openTools({ limits, onConfirm, ...options }) {
  const { tools, net = [] } = options;
  if (tools == null && net.length === 0) return undefined;
  const module = await toolsModule();
  const opened = await module.openTools(options);
  if (onConfirm) {
    const asked = new Set();
    const confirm = async ({ wanted: { server, tool }, arguments: given }) => onConfirm({ server, tool, arguments: given });
    opened.guard(undefined, async (question) => {
      // Of one that is settled there is only the number; one that more calls wait for has been asked.
      if (typeof question === "number" || asked.has(question.id)) return;
      asked.add(question.id);
      // What a callback throws is a no, and for the page to see.
      const yes = await confirm(question).catch((error) => (reportError(error), false));
      opened.decide(question.id, yes ? 1 : "no");
    });
  }
  return opened;
}

/** An `onAuthorize` that opens a window. */
export async function logInByWindow(address) {
  const module = await toolsModule();
  return module.logInByWindow(address);
}

const CLOSED = "This sandbox is closed; make another with createSandbox().";
const NO_TOOLS = JSON.stringify({
  error: { type: "PermissionError", message: "this sandbox has no tools: give them to createSandbox()" },
});

/** How a program's requests begin that are for `processes.js`. */
const PROCESS_REQUEST = '{"kind":"process"';
const failed = (error) => JSON.stringify({ error: { type: "ConnectionError", message: `processes cannot be started: ${error.message}` } });
const NO_PROCESSES = failed(new Error("a run that is recorded or replayed has none"));

/** Whether a program needs anything that must be looked for first: what it says, or wheels among its files. */
const needsPackages = (code, packages, files) => packages?.length > 0 || /^# \/\/\/ script\s*$/m.test(code) || Object.keys(files).some((path) => path.endsWith(".whl"));

/** Whether a text may import one of our own packages, as `bundles.js` finds out. */
const BUNDLED = /\b(?:from|import)[ \t]+(?:[\w., \t]{0,200},[ \t]*)?(?:matplotlib|turtle)\b/;
const needsBundles = (texts) => texts.some((text) => BUNDLED.test(text));

/** The program, and what is Python of its files. */
const textsOf = (code, files) => [code, ...Object.keys(files).filter((path) => path.endsWith(".py")).map((path) => new TextDecoder().decode(files[path]))];

/** A run's outcome before it has begun. */
const blank = () => ({ status: "", stdout: "", stderr: "", result: null, error: null, displays: [], toolCalls: [], files: {}, durationMs: 0, exitCode: 1, kept: false, cassette: null, replay: null, packages: [] });

/** What runs programs: on a pristine interpreter each, or, in a session, all on the same one. */
class Runner {
  #client;
  #tools;
  #session;
  #startFamily;
  #index;
  #turn; // when those that wait for packages have begun
  #installed = { files: {}, packages: [] }; // of a session

  constructor(client, tools, session, startFamily, index) {
    this.#client = client;
    this.#tools = tools;
    this.#session = session;
    this.#startFamily = startFamily;
    this.#index = index;
  }

  /** Run a program after those that were asked for before. */
  async run(code, options = {}) {
    if (!this.#client) throw new TypeError(CLOSED);
    const request = { ...checkedRequest(code, options), session: this.#session };
    let installed = this.#installed;
    if (this.#turn || needsPackages(code, options.packages, request.files) || needsBundles(textsOf(code, request.files))) {
      const turn = (this.#turn = this.#install(code, options, request.files, this.#turn));
      try {
        installed = await turn;
      } catch (error) {
        return refused(error, options);
      } finally {
        if (this.#turn === turn) this.#turn = undefined;
      }
    }
    request.files = { ...installed.files, ...request.files };
    const run = await this.#begin(request, options);
    return Object.assign(run, { packages: installed.packages });
  }

  /** What a program needs, once those before it have what they need. */
  async #install(code, { packages = [], onFetch }, files, before) {
    await before?.catch(() => {});
    let installed = this.#installed;
    if (needsPackages(code, packages, files)) {
      const { install } = await import("PACKAGES_SCRIPT");
      const wheels = Object.entries(files).filter(([path]) => path.endsWith(".whl"));
      // What a session has imported stays as it is.
      const there = this.#installed.packages.map(({ name, version }) => `${name}==${version}`);
      const more = await install({ code, packages: [...there, ...packages], wheels, index: this.#index, onFetch });
      installed = { ...more, files: { ...installed.files, ...more.files } };
    }
    const texts = textsOf(code, files);
    if (needsBundles(texts)) {
      const { bundlesOf, fetchBundles } = await import("BUNDLES_SCRIPT");
      const bundled = await fetchBundles(bundlesOf(texts, Object.keys({ ...files, ...installed.files })));
      installed = { ...installed, files: { ...bundled, ...installed.files } };
    }
    if (this.#session) this.#installed = installed;
    return installed;
  }

  async #begin(request, options) {
    if (options.cassette == null) return this.#run(request, options);
    if (this.#session) throw new TypeError("run: a session's run depends on those before it; only a sandbox's can have a cassette.");
    const { openTape } = await import("CASSETTE_SCRIPT");
    const tape = await openTape(options.cassette, request);
    return this.#run({ ...request, ...tape.request }, options, tape);
  }

  #run(asked, options, tape) {
    if (!this.#client) throw new TypeError(CLOSED);
    const { onOutput, onDisplay, onInput, onToolCall, signal } = options;
    const [client, tools, startFamily] = [this.#client, this.#tools, this.#startFamily];
    const calls = new Map(); // number → the way to withdraw it
    let family; // the promise of the processes that the program starts
    const run = blank();
    if (signal?.aborted) throw signal.reason;

    return new Promise((resolve, reject) => {
      let failure; // what a callback threw: it ends the run
      const guarded = (callback, ...values) => {
        try {
          return callback?.(...values);
        } catch (error) {
          fail(error);
        }
      };
      const fail = (error) => {
        failure ??= { error };
        client.stop(id);
      };
      const stop = () => client.stop(id);
      const passOn = (request, answer, record) => (tools ? tools.ask(request, answer, record, { onHold }) : answer(NO_TOOLS));
      let held = 0; // calls that somebody is asked about: that time is not the program's
      const onHold = (holds) => client.hold(id, (held += holds ? 1 : -1) > 0);
      const on = {
        output({ stream, text }) {
          run[stream] += text;
          guarded(onOutput, text, stream);
        },
        display({ bundle }) {
          run.displays.push(bundle);
          guarded(onDisplay, bundle);
        },
        input() {
          const ask = async () => {
            const line = await guarded(onInput);
            return line == null ? undefined : String(line);
          };
          (tape ? tape.input(ask) : ask()).then((line) => client.input(id, line), fail);
        },
        call({ call, request }) {
          // What has been answered may have begun a stream: it is withdrawn with the rest when the run ends.
          const answer = (answer, afterNs = 0) => client.answer(id, call, answer, afterNs);
          const record = (record) => {
            run.toolCalls.push(record);
            guarded(onToolCall, record);
          };
          const pass = (answer, record) => passOn(request, answer, record);
          if (request.startsWith(PROCESS_REQUEST)) {
            if (tape) return answer(NO_PROCESSES);
            family ??= startFamily({ request: asked, pass: (request, answer) => passOn(request, answer, record), emit: (event) => on[event.type](event) });
            const withdraw = family.then((family) => family.ask(request, answer), (error) => answer(failed(error)));
            calls.set(call, () => withdraw.then((withdraw) => withdraw?.()));
            return;
          }
          const withdraw = tape ? tape.ask(call, request, answer, record, pass) : pass(answer, record);
          if (withdraw) calls.set(call, withdraw);
        },
        answered({ call, afterNs }) {
          tape?.delivered(call, afterNs);
        },
        cancelCall({ call }) {
          calls.get(call)?.();
          calls.delete(call);
        },
        awaitingLibrary() {},
        done({ outcome }) {
          for (const withdraw of calls.values()) withdraw();
          family?.then((family) => family.close(), () => {});
          signal?.removeEventListener("abort", stop);
          if (failure) return reject(failure.error);
          tape?.end(run);
          const { status, error, result, files, durationMs, exitCode, kept } = outcome;
          const value = result && { repr: result.repr, json: result.json === null ? undefined : JSON.parse(result.json) };
          resolve(Object.assign(run, { status, error, result: value, files, durationMs, exitCode, kept }));
        },
      };
      // Events come later than this call returns, except the end of a run that cannot begin.
      const id = client.run(asked, (event) => on[event.type](event));
      signal?.addEventListener("abort", stop);
    });
  }

  /** End every run and free the memory. */
  close() {
    this.#client?.close();
    this.#client = undefined;
  }
}

/** Of a program whose packages cannot be had: it has not begun. */
function refused(error, { onOutput }) {
  const run = blank();
  run.status = "error";
  run.error = { type: "PackageError", message: error.message, traceback: "", line: null, column: null };
  run.stderr = `PackageError: ${error.message}\n`;
  onOutput?.(run.stderr, "stderr");
  return run;
}

class Sandbox extends Runner {
  #tools;
  #makeClient;
  #index;
  #sessions = new Set();
  #startFamily;
  #workers; // of programs' processes

  constructor(client, tools, makeClient, limits, index) {
    const startFamily = async ({ request, ...of }) => {
      const { Family, Workers } = await processesModule();
      const all = { ...limits, ...request.limits };
      return new Family({ ...of, request: { ...request, limits: all }, workers: (this.#workers ??= new Workers(makeClient)) });
    };
    super(client, tools, false, startFamily, index);
    this.#tools = tools;
    this.#makeClient = makeClient;
    this.#startFamily = startFamily;
    this.#index = index;
  }

  /** A console: each run goes on with the names, modules and files of those before. Its worker starts with the first. */
  session() {
    if (!this.#makeClient) throw new TypeError(CLOSED);
    const session = new Runner(this.#makeClient(), this.#tools, true, this.#startFamily, this.#index);
    this.#sessions.add(session);
    return session;
  }

  close() {
    super.close();
    for (const session of this.#sessions) session.close();
    this.#sessions.clear();
    this.#workers?.close();
    this.#tools?.close();
    this.#tools = this.#makeClient = undefined;
  }
}

function check(where, options, known) {
  if (typeof options !== "object" || options === null) throw new TypeError(`${where}: the options must be an object.`);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new TypeError(`${where}: there is no option ${name}; known are ${known.join(", ")}.`);
  }
}

function checkedLimits(limits = {}) {
  check("limits", limits, LIMITS);
  for (const [name, value] of Object.entries(limits)) {
    if (value !== undefined && !(Number.isInteger(value) && value > 0 && value < 2 ** 32)) {
      throw new TypeError(`limits: ${name} must be a positive whole number.`);
    }
  }
  return { ...limits };
}

function checkedRequest(code, options) {
  check("run", options, RUN_OPTIONS);
  const must = (name, type) => {
    const value = options[name];
    if (value !== undefined && value !== null && typeof value !== type) throw new TypeError(`run: ${name} must be a ${type}.`);
    return value ?? undefined;
  };
  if (typeof code !== "string") throw new TypeError("run: the program must be a string.");
  const { cassette } = options;
  if (cassette != null && typeof cassette !== "string" && typeof cassette !== "object") {
    throw new TypeError('run: cassette must be "record", or a cassette or its JSON.');
  }
  for (const name of ["onOutput", "onDisplay", "onInput", "onToolCall", "onFetch"]) must(name, "function");
  const { stdin, argv = [], files = {}, seed } = options;
  const { packages } = options;
  if (packages != null && !(Array.isArray(packages) && packages.every((it) => typeof it === "string"))) {
    throw new TypeError('run: packages must be an array of requirements, such as ["attrs", "rich>=14"].');
  }
  if (!Array.isArray(argv)) throw new TypeError("run: argv must be an array of strings.");
  if (seed !== undefined && seed !== null && !(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new TypeError("run: seed must be a whole number from 0 to 2^53 − 1.");
  }
  if (stdin !== undefined && stdin !== null && typeof stdin !== "string" && !Array.isArray(stdin)) {
    throw new TypeError("run: stdin must be a string, or an array of lines.");
  }
  const now = options.now instanceof Date ? options.now.getTime() : must("now", "number");
  return {
    code,
    filename: must("filename", "string") ?? "",
    argv: argv.map(String),
    files: Object.fromEntries(Object.entries(files).map(([path, content]) => [path, bytes(path, content)])),
    stdin: Array.isArray(stdin) ? stdin.map((line) => `${line}\n`).join("") : (stdin ?? undefined),
    seed: seed ?? undefined,
    now,
    limits: checkedLimits(options.limits),
  };
}

function bytes(path, content) {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  if (ArrayBuffer.isView(content)) return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  throw new TypeError(`run: the file ${path} must be a string, an ArrayBuffer or a typed array.`);
}
