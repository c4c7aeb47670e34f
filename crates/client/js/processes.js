// The processes of a program: each a run on a worker of its own, and the channels over which they talk.
//
// A family is the run that began and all that it started, directly or not. Everything between processes is a channel, a
// queue of texts that any of the family may send to and receive from: locks are channels with one text in them.

/** Processes of one run at the same time; each needs some 50 MB. */
const PROCESSES = 32;
/** Letters that may wait in the channels of one family. */
const WAITING = 64_000_000;
/** How long a worker waits for the next process before its memory is given back, and how many wait. */
const [IDLE_MS, IDLE] = [20_000, 4];
/** What the child runs: the rest is told by its argument. */
const CHILD = "from multiprocessing.process import _child\n_child()\n";
/** As the system's signals would have it: exit codes of processes that did not end by themselves. */
const EXIT = { stopped: -15, timeout: -24, limit: -25, out_of_memory: -9, crashed: -11 };

export const isProcessRequest = (request) => request.startsWith('{"kind":"process"');

const TOO_MUCH = "too much waits to be received by the program's processes";

/** A text that could not be had. */
const failure = (type, message) => JSON.stringify({ error: { type, message } });
const ok = (value = null) => JSON.stringify({ ok: value });

/** Workers between two processes, for all families of a page's sandbox. */
export class Workers {
  #make;
  #idle = [];
  #closed = false;

  /** `make` answers a new client. */
  constructor(make) {
    this.#make = make;
  }

  take() {
    const { client, timer } = this.#idle.pop() ?? { client: this.#make() };
    clearTimeout(timer);
    return client;
  }

  /** A worker that has ended its run. */
  give(client) {
    if (this.#closed || this.#idle.length >= IDLE) return client.close();
    const timer = setTimeout(() => {
      this.#idle = this.#idle.filter((entry) => entry.client !== client);
      client.close();
    }, IDLE_MS);
    this.#idle.push({ client, timer });
  }

  close() {
    this.#closed = true;
    for (const { client, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      client.close();
    }
  }
}

/** A queue of texts and those who wait for one. */
class Channel {
  texts = [];
  readers = []; // functions that are told of a text; they answer whether they took it
  writers; // of a pipe: process → how often it holds the end that writes

  /** Whether nobody can send any more. */
  get ended() {
    return this.writers?.size === 0;
  }
}

export class Family {
  #workers;
  #request;
  #pass;
  #emit;
  #started = performance.now();
  #processes = new Map(); // pid → { client, run, calls, waiting, silent }
  #codes = new Map(); // pid → the exit code of a process that has ended
  #channels = new Map();
  #numbers = 1; // the first process is 1
  #letters = 0;
  #begun = new Map(); // process and channel → what has come of a long text

  /**
   * `request` is what the first process was run with; `pass(request, answer, record)` asks the page for what is no
   * matter of processes; `emit(event)` hears `output` and `display` of children.
   */
  constructor({ workers, request, pass, emit }) {
    this.#workers = workers;
    this.#request = request;
    this.#pass = pass;
    this.#emit = emit;
  }

  /** Answers a request of the process `pid` by `answer(json)`; what it answers withdraws it. */
  ask(text, answer, pid = 1) {
    let request;
    try {
      request = JSON.parse(text);
    } catch {
      return void answer(failure("ValueError", "a request must be JSON"));
    }
    const method = this[`$${request.do}`];
    if (!method) return void answer(failure("ValueError", `there is no such request: ${request.do}`));
    return method.call(this, request, answer, pid);
  }

  /** The first process has ended: its children do so, too. */
  close() {
    for (const pid of this.#processes.keys()) this.#end(pid);
  }

  // ---- processes ----

  $cpus(_, answer) {
    answer(ok(globalThis.navigator?.hardwareConcurrency || 1));
  }

  $spawn({ payload, holds = [] }, answer) {
    if (this.#processes.size >= PROCESSES) {
      return void answer(failure("ConnectionError", `a program has at most ${PROCESSES} processes at a time; join some first`));
    }
    const { code, filename, files, now, seed, limits } = this.#request;
    const left = (limits?.timeMs ?? 30_000) - (performance.now() - this.#started);
    const pid = ++this.#numbers;
    const process = { client: this.#workers.take(), calls: new Map(), waiting: [] };
    this.#processes.set(pid, process);
    for (const channel of holds) this.#hold(channel, pid);
    const request = {
      code: CHILD,
      filename: "<process>",
      argv: [String(payload), String(pid)],
      // The program's own text is a file of the child's, from which it takes functions and classes.
      files: { ...files, [filename || "main.py"]: new TextEncoder().encode(code) },
      stdin: "",
      seed: seed == null ? undefined : seed + pid,
      now,
      limits: { ...limits, timeMs: Math.max(1, Math.ceil(left)) },
      session: false,
    };
    const on = {
      output: ({ stream, text }) => process.silent || this.#emit({ type: "output", stream, text }),
      display: ({ bundle }) => process.silent || this.#emit({ type: "display", bundle }),
      input: () => process.client.input(process.run, undefined),
      call: ({ call, request }) => {
        const reply = (json) => process.client.answer(process.run, call, json, 0);
        const asked = isProcessRequest(request) ? this.ask(request, reply, pid) : this.#pass(request, reply);
        if (asked) process.calls.set(call, asked);
      },
      cancelCall: ({ call }) => {
        process.calls.get(call)?.();
        process.calls.delete(call);
      },
      done: ({ outcome }) => this.#done(pid, outcome),
    };
    process.run = process.client.run(request, (event) => on[event.type]?.(event));
    answer(ok(pid));
  }

  #done(pid, { status, exitCode }) {
    const process = this.#processes.get(pid);
    if (!process) return;
    for (const withdraw of process.calls.values()) withdraw();
    this.#processes.delete(pid);
    this.#codes.set(pid, EXIT[status] ?? exitCode);
    this.#workers.give(process.client);
    for (const channel of this.#channels.values()) {
      if (channel.writers?.delete(pid)) this.#serve(channel);
    }
    for (const tell of process.waiting) tell();
  }

  /** As a signal ends it: nobody hears more of it. */
  #end(pid) {
    const process = this.#processes.get(pid);
    if (!process) return;
    process.silent = true;
    process.client.stop(process.run);
  }

  /** Waits until a process has ended. */
  $wait({ pid }, answer) {
    const process = this.#processes.get(pid);
    if (!process) return void answer(ok(this.#codes.get(pid) ?? null));
    const tell = () => answer(ok(this.#codes.get(pid)));
    process.waiting.push(tell);
    return () => void (process.waiting = process.waiting.filter((one) => one !== tell));
  }

  $poll({ pid }, answer) {
    answer(ok(this.#codes.get(pid) ?? null));
  }

  /** Ends a process as a signal would. */
  $terminate({ pid }, answer) {
    this.#end(pid);
    answer(ok());
  }

  // ---- channels ----

  $open({ texts = [], pipe = false }, answer, pid) {
    // A channel without texts weighs something, too.
    const letters = texts.reduce((sum, text) => sum + text.length, 100);
    if (this.#letters + letters > WAITING) return void answer(failure("ConnectionError", TOO_MUCH));
    this.#letters += letters;
    const channel = new Channel();
    const number = ++this.#numbers;
    this.#channels.set(number, channel);
    channel.texts.push(...texts);
    if (pipe) channel.writers = new Map([[pid, 1]]);
    answer(ok(number));
  }

  /** One more holds the writing end of a pipe. */
  #hold(number, pid) {
    const writers = this.#channels.get(number)?.writers;
    writers?.set(pid, (writers.get(pid) ?? 0) + 1);
  }

  $hold({ channel }, answer, pid) {
    this.#hold(channel, pid);
    answer(ok());
  }

  $release({ channel: number }, answer, pid) {
    const channel = this.#channels.get(number);
    const held = channel?.writers?.get(pid) ?? 0;
    if (held > 1) channel.writers.set(pid, held - 1);
    else if (channel?.writers?.delete(pid)) this.#serve(channel);
    answer(ok());
  }

  /** The beginning of a text that is too long for one request; the rest is sent next. */
  $begin({ channel, text }, answer, pid) {
    const key = `${pid} ${channel}`;
    if (this.#letters + text.length > WAITING) return void answer(failure("ConnectionError", TOO_MUCH));
    this.#letters += text.length;
    this.#begun.set(key, (this.#begun.get(key) ?? "") + text);
    answer(ok());
  }

  $send({ channel: number, text: rest }, answer, pid) {
    const key = `${pid} ${number}`;
    const begun = this.#begun.get(key) ?? "";
    const text = begun + rest;
    this.#begun.delete(key);
    this.#letters -= begun.length;
    const channel = this.#channels.get(number);
    if (!channel) return void answer(failure("ValueError", "there is no such channel"));
    if (this.#letters + text.length > WAITING) {
      return void answer(failure("ConnectionError", TOO_MUCH));
    }
    this.#letters += text.length;
    channel.texts.push(text);
    this.#serve(channel);
    answer(ok());
  }

  /** Puts a text in the place of all that are there. */
  $set({ channel: number, text }, answer, pid) {
    const channel = this.#channels.get(number);
    if (!channel) return void answer(failure("ValueError", "there is no such channel"));
    for (const old of channel.texts.splice(0)) this.#letters -= old.length;
    this.$send({ channel: number, text }, answer, pid);
  }

  $size({ channel }, answer) {
    answer(ok(this.#channels.get(channel)?.texts.length ?? 0));
  }

  /**
   * The next text, or null when the time is over; `false` when nobody can send any more. With `keep` it stays where it is.
   * `send` is done first.
   */
  $receive({ channel: number, seconds = null, keep = false, send }, answer, pid) {
    if (send) this.$send(send, () => {}, pid);
    const channel = this.#channels.get(number);
    if (!channel) return void answer(failure("ValueError", "there is no such channel"));
    let timer;
    const reader = () => {
      if (channel.texts.length > 0) {
        const text = keep ? channel.texts[0] : channel.texts.shift();
        if (!keep) this.#letters -= text.length;
        answer(ok(text));
      } else if (channel.ended) answer(ok(false));
      else return false;
      clearTimeout(timer);
      return true;
    };
    if (reader()) return;
    if (seconds !== null && seconds <= 0) return void answer(ok(null));
    const withdraw = () => {
      clearTimeout(timer);
      channel.readers = channel.readers.filter((one) => one !== reader);
    };
    channel.readers.push(reader);
    if (seconds !== null) {
      timer = setTimeout(() => {
        withdraw();
        answer(ok(null));
      }, Math.min(seconds * 1_000, 2 ** 31 - 1));
    }
    return withdraw;
  }

  /** Hands out what is there, to the one who has waited longest first. */
  #serve(channel) {
    channel.readers = channel.readers.filter((reader) => !reader());
  }
}

// ---- in the app ----

let workers; // the promise of them
let current; // of the newest program: its run, the promise of its family, and what withdraws its requests
let asked = 0;

/** A program of the app asks; `reply` hears run, call and the answer, or, as an array, that a process printed. */
export async function answer({ workspace, call: ask, withdraw }, run, call, request, reply) {
  if (current?.run !== run) {
    current = { run, family: begin(workspace(), run), withdraws: new Map() };
    const { family } = current;
    workspace().addEventListener("ran", () => family.then((family) => family.close(), () => {}), { once: true });
  }
  const { withdraws } = current;
  let family;
  try {
    family = await current.family;
  } catch (error) {
    return reply(run, call, failure("ConnectionError", `processes cannot be started: ${error.message}`));
  }
  if (!withdraws.has(call)) withdraws.set(call, family.ask(request, (json) => reply(run, call, json)));

  async function begin(project, run) {
    workers ??= import("../vivarium.js").then(async ({ processClients }) => new Workers(await processClients()));
    const { code, files, cassette } = project.request() ?? {};
    if (code === undefined) throw new Error("the program has been changed, and waits for packages");
    if (cassette) throw new Error("a run that is recorded or replayed has no processes");
    const [seconds, memoryMb, kilobytes, megabytes] = project.setting("limits").split(/\s+/).map(Number);
    const limits = { timeMs: (seconds || 30) * 1_000, memoryMb: memoryMb || 256, outputBytes: (kilobytes || 1_000) * 1_000, fileBytes: (megabytes || 64) * 1_000_000 };
    return new Family({
      workers: await workers,
      request: { code, files: Object.fromEntries(files), limits },
      // Calls of tools by children have numbers of their own beside the program's.
      pass: (request, answer) => {
        const number = 1_000_000_000 + asked++;
        ask(run, number, request, (run, _, json) => typeof json === "string" && answer(json));
        return () => withdraw(run, number);
      },
      emit: ({ type, stream, text }) => type === "output" && reply(run, call, [stream === "stderr", text]),
    });
  }
}

/** A program of the app no longer waits. */
export function withdrawn(run, call) {
  if (current?.run === run) current.withdraws.get(call)?.();
}
