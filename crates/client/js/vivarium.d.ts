// Types of vivarium.js: Python in a sandbox of a web page.

/** Make a sandbox and wait until an interpreter stands ready in it. Rejects with a readable sentence otherwise. */
export function createSandbox(options?: SandboxOptions): Promise<Sandbox>;

/**
 * One tool for an agent instead of many: `run_python`, described as each kind of interface wants it, and `call`, which answers
 * with the arguments that the model gave (an object or its JSON). `runOptions` go to every run.
 */
export function runPythonTool(sandbox: Sandbox, runOptions?: RunOptions): AgentTool;

/**
 * Offers `run_python` to the browser's own agents (WebMCP), until `signal` is aborted; the other options go to every run.
 * Answers whether this browser has that.
 */
export function registerRunPython(sandbox: Sandbox, options?: RunOptions): Promise<boolean>;

export interface AgentTool {
  openai: { type: "function"; function: { name: string; description: string; parameters: object } };
  anthropic: { name: string; description: string; input_schema: object };
  mcp: { name: string; description: string; inputSchema: object };
  call(given: { code: string } | string): Promise<AgentAnswer>;
}

/** What an agent is told of a run: no more than it needs. */
export interface AgentAnswer {
  status: Status;
  /** Value of the last expression: as JSON, or its `repr`. */
  result?: unknown;
  /** At most the last 4 000 characters of the output. */
  stdout?: string;
  stderr?: string;
  error?: { type: string; message: string; line?: number | null };
  calls?: { server: string; tool: string; ok: boolean; bytes: number; ms: number }[];
}

export interface SandboxOptions {
  /** Limits of every run; a run's own come first. */
  limits?: Limits;
  /**
   * The servers whose tools programs may call: `{ mcpServers: { name: { url, headers } } }` as other agents have it, or
   * its JSON text. Keys stay in the page. Placeholders such as `${TOKEN}` are filled from `secrets`.
   */
  tools?: object | string;
  /** Origins that programs may ask with `urllib.request`, `requests` and `httpx`. */
  net?: string[];
  /** Values for the placeholders in `tools`. */
  secrets?: Record<string, string>;
  /**
   * Lets the user log in at `address` to a server that wants to know who asks (OAuth); answers the address that the user
   * came back to. `logInByWindow` is one. Without it such a server is a `PermissionError`. Tokens stay in the page's memory.
   */
  onAuthorize?(address: string, server: string): string | Promise<string>;
  /**
   * The package index (PEP 691) from which this page fetches what programs declare; otherwise the page's
   * `<meta name="package-index" content="https://…/simple/">`. It must allow this page by CORS.
   */
  index?: string;
  /** Where users come back to from a login: `oauth.html` beside this module, unless that is of another origin. */
  redirectUrl?: string | URL;
  /** Answers a tool's own question (elicitation) from the user; null cancels. Without it such a call fails. */
  onElicit?(
    question: { message: string; requestedSchema?: object },
    server: string,
  ): ElicitAnswer | null | Promise<ElicitAnswer | null>;
  /**
   * Asked before each call that may change something: a tool without `readOnlyHint`, a request other than GET, HEAD and
   * OPTIONS. The program waits; a no is its PermissionError. Without it such calls are made.
   */
  onConfirm?(call: { server: string; tool: string; arguments: unknown }): boolean | Promise<boolean>;
}

/** What a user says to a tool's question. */
export type ElicitAnswer = { action: "accept"; content: Record<string, unknown> } | { action: "decline" | "cancel" };

/** An `onAuthorize` that opens a window at `address`, which browsers allow soon after a click. */
export function logInByWindow(address: string): Promise<string>;

export interface Sandbox {
  /**
   * Run a program on a pristine interpreter, after those that were asked for before. An exception of the program is an
   * outcome (`status: "error"`), not a rejection; this rejects only for wrong options (`TypeError`), for what a callback
   * threw, and when `signal` was aborted before the call.
   */
  run(code: string, options?: RunOptions): Promise<Run>;
  /**
   * A session, as in a console: each of its runs goes on with the names, modules and files of those before. It has an
   * interpreter of its own, beside the sandbox's pristine ones.
   */
  session(): Session;
  /** End every run (`status: "stopped"`), sessions included, and free the memory. */
  close(): void;
}

export interface Session {
  /** As `Sandbox.run`, but on the interpreter that the runs before have left; see `Run.kept`. */
  run(code: string, options?: RunOptions): Promise<Run>;
  /** End every run and forget all names. */
  close(): void;
}

export interface RunOptions {
  /** Files to put in place first: path, relative to `/home/user` or absolute, to content. */
  files?: Record<string, string | ArrayBuffer | ArrayBufferView>;
  /**
   * What the program needs besides the standard library, as requirements (`"rich>=14"`), in addition to what its own
   * `# /// script` block declares. Wheels of pure Python are fetched from the index, checked, and kept for the next time; a
   * `.whl` among `files` is importable, too. Where they cannot be had, the run ends with a `PackageError` before it begins.
   */
  packages?: string[];
  /** Hears of each wheel that is fetched; not of those that are there already. */
  onFetch?(wheel: { name: string; version: string; size: number | null }): void;
  /** All of standard input, as text or as lines. Otherwise `onInput` is asked; without it input is at its end. */
  stdin?: string | string[];
  /** `sys.argv[1:]`. */
  argv?: string[];
  /** Makes `random` repeatable (hashing always is). */
  seed?: number;
  /** Makes time repeatable: the program's clock starts here, in milliseconds since 1970, and sleeping takes no real time. */
  now?: number | Date;
  /** The name that tracebacks show; `main.py` otherwise. */
  filename?: string;
  limits?: Limits;
  /**
   * "record" makes `Run.cassette`; a cassette, or its JSON, is played: the program's calls, requests and `input()` are answered
   * as they were, with the same clock and random numbers, without servers, tools or waiting. A recorded run has a clock that
   * shows only how long it waited, not how long it calculated. Not for sessions.
   */
  cassette?: "record" | Cassette | string;
  /** Aborting it stops the run, which then ends with `status: "stopped"`. */
  signal?: AbortSignal;
  /** Hears output as it is written. */
  onOutput?(text: string, stream: "stdout" | "stderr"): void;
  /** Hears of each picture or rich value: MIME type to data (base64 for binary types). */
  onDisplay?(bundle: Record<string, string>): void;
  /** Hears of each call of a tool, and each request, when it has ended. */
  onToolCall?(call: ToolCall): void;
  /** Answers `input()`: a line without its newline, or null for the end of input. */
  onInput?(): string | null | undefined | Promise<string | null | undefined>;
}

/** What one run may use up. */
export interface Limits {
  /** Wall time in milliseconds, waiting for people not counted (30 000). */
  timeMs?: number;
  /** Memory of the interpreter in MiB (256). */
  memoryMb?: number;
  /** Bytes of output (1 000 000); what is over is dropped with a note. */
  outputBytes?: number;
  /** Bytes in files (64 000 000). */
  fileBytes?: number;
  /** Tool calls and HTTP requests (100). */
  toolCalls?: number;
  /** Pictures and rich values (100). */
  displays?: number;
}

export type Status = "ok" | "error" | "stopped" | "timeout" | "out_of_memory" | "limit" | "crashed";

/** What came of a run. */
export interface Run {
  status: Status;
  stdout: string;
  stderr: string;
  /** Value of the last statement when it is an expression other than `None`; `json` where it has such a form. */
  result: { repr: string; json: unknown } | null;
  /** The exception that ended the program or, for the statuses that are none, what happened in one sentence. */
  error: PythonError | null;
  displays: Record<string, string>[];
  toolCalls: ToolCall[];
  /** Files that the program made or changed. */
  files: Record<string, Uint8Array>;
  durationMs: number;
  /** What the process would have ended with: 0, that of `sys.exit`, or 1. */
  exitCode: number;
  /**
   * Of a session's run: whether its names are there for the next. They are lost when the interpreter failed, or had to be
   * ended because it did not stop.
   */
  kept: boolean;
  /** Of a run with the option `cassette`: what was recorded, or played. */
  cassette: Cassette | null;
  /** Of a replay: how it differed. */
  replay: Replay | null;
  /** The packages that were there to be imported; of a session all so far. */
  packages: { name: string; version: string }[];
}

/** A recorded run, as plain JSON. It holds what the servers answered: look before you publish it. */
export interface Cassette {
  version: 1;
  seed: number;
  /** Start of the program's clock, in milliseconds since 1970. */
  now: number;
  stdin?: string;
  /** What `input()` was answered; null is the end of input. */
  inputs: (string | null)[];
  /** Requests of the program as JSON, the number of the answer, and after how many nanoseconds the program had it. */
  calls: { request: string; answer?: number; ns?: number }[];
  /** Each different answer once, as JSON. */
  answers: string[];
  /** What `Run.toolCalls` says of a call besides its outcome, in that order. */
  log: { call: number; server: string; tool: string; arguments: string; readOnly: boolean; ms: number }[];
}

/** Sentences about how a replay differed from the recording; none in a replay of the same program. */
export interface Replay {
  /** What the program asked and the cassette does not have. For the program it was a `LookupError`. */
  differences: string[];
  /** What the cassette has and the program did not ask. */
  unused: string[];
}

/** A call of a tool or a request, with what came of it. */
export interface ToolCall {
  /** The server's name, or an origin. */
  server: string;
  /** The tool's name, or an HTTP method. */
  tool: string;
  arguments: unknown;
  /** Whether the tool says that it changes nothing. */
  readOnly: boolean;
  ok: boolean;
  /** The value, or why it failed. */
  outcome: unknown;
  /** Size of the outcome as JSON. */
  bytes: number;
  durationMs: number;
}

export interface PythonError {
  /** Class name, with its module unless that is `builtins` or `__main__`. */
  type: string;
  message: string;
  traceback: string;
  /** Innermost line in the program's own file, counted from 1. */
  line: number | null;
  /** Column in that line, counted from 1. */
  column: number | null;
}
