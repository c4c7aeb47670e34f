// The state of the page's tools: the configuration, its keys, the connections, what people are asked, and the calls of a run.

import { keepConfiguration, keepSecrets, keptConfiguration, keptSecrets } from "./keep.js";

const nothing = '{"mcpServers": {}}';
/** So many calls are remembered of a run. */
const mostCalls = 2_000;

const failure = (type, message) => JSON.stringify({ error: { type, message } });

/** Tells of `changed` (configuration, servers, tools), `asks` (questions) and `calls` (of the run). */
export class Toolbox extends EventTarget {
  #script;
  #broker; // the promise of the connections
  #opened; // the same, once it is there
  #run; // the run that asked last
  #tape; // the promise of the recording that it replays
  #recorder; // what records it
  #open = new Map(); // call → the way to withdraw it
  #asked = 0; // questions so far
  #secrets = keptSecrets();
  #off = new Set();

  constructor(workspace, script) {
    super();
    this.#script = script;
    this.workspace = workspace;
    /** The configuration without its keys, and what it says: `{ servers, secrets, warnings }`. */
    this.text = "";
    this.read = { servers: [], secrets: [], warnings: [] };
    /** A configuration that is not used yet: `{ text, read?, values?, mistake? }`. */
    this.drafted = undefined;
    /** Open questions, oldest first; each has an id. */
    this.questions = new Map();
    /** What the run called, and what programs were told about tools, in tokens. */
    this.calls = [];
    this.looked = 0;
    workspace?.addEventListener("ran", () => this.#ended());
  }

  // ---- the configuration ----

  /** What was configured on an earlier visit. */
  async restore() {
    const { text, off = [] } = keptConfiguration() ?? {};
    if (!text) return;
    try {
      this.read = await this.#script.readTools(text);
      this.text = this.read.text;
      this.#off = new Set(off);
    } catch {
      // Of another version, then: it can be given again.
    }
  }

  /** Reads a configuration that somebody means to use. */
  async draft(text) {
    try {
      const read = await this.#script.readTools(text);
      this.drafted = { text, read, values: { ...this.#secrets, ...read.values } };
    } catch (mistake) {
      if (!("sentence" in mistake)) throw mistake;
      this.drafted = { text, mistake };
    }
    this.#tell("changed");
  }

  /** Uses what was drafted: `allowed` are the servers that programs may use. */
  use(allowed, values, keep) {
    const { read } = this.drafted;
    this.drafted = undefined;
    this.read = read;
    this.text = read.text;
    this.#off = new Set(read.servers.map(({ name }) => name).filter((name) => !allowed.includes(name)));
    this.#secrets = values;
    keepSecrets(keep ? values : undefined);
    this.#keep();
    this.#reopen();
  }

  /** Lets programs ask an origin; answers a sentence when that cannot be. */
  async addOrigin(origin) {
    const config = JSON.parse(this.text || nothing);
    config.net = [...(config.net ?? []), origin];
    try {
      this.read = await this.#script.readTools(JSON.stringify(config));
    } catch (mistake) {
      return mistake.message;
    }
    this.text = this.read.text;
    this.#keep();
    this.#reopen();
    return "";
  }

  /** Without any tools again. */
  forget() {
    this.text = "";
    this.read = { servers: [], secrets: [], warnings: [] };
    this.drafted = undefined;
    this.#secrets = {};
    this.#off = new Set();
    keepConfiguration(undefined);
    keepSecrets(undefined);
    this.#reopen();
  }

  isAllowed(name) {
    return !this.#off.has(name);
  }

  allow(name, allowed) {
    if (allowed) this.#off.delete(name);
    else this.#off.add(name);
    this.#keep();
    this.#reopen();
  }

  #keep() {
    keepConfiguration({ text: this.text, off: [...this.#off] });
  }

  // ---- the connections ----

  /** Servers with their states and tools, where the configuration names them. */
  get servers() {
    const known = new Map((this.#opened?.describe() ?? []).map((server) => [server.name, server]));
    return this.read.servers.map((server) => ({ python: server.name, status: { type: "idle" }, tools: [], tokens: 0, ...server, ...known.get(server.name) }));
  }

  /** What the schemas of all tools would take of a model's context. */
  get schemaTokens() {
    return this.servers.reduce((sum, { tokens }) => sum + tokens, 0);
  }

  tokens(text) {
    return this.#script.countTokens(text);
  }

  /** The same of what a call said and heard; each is counted once. */
  async counted() {
    for (const call of this.calls) {
      call.tokens ??= await Promise.all([call.arguments, call.outcome].map((value) => this.tokens(JSON.stringify(value))));
    }
    return this.calls;
  }

  /** Connects to every server that programs may use, for its tools to be seen. */
  async connect() {
    (await this.#connections()).connect();
  }

  /** Calls a tool for the person who looks at it; answers `{ ok }` or `{ error }`. */
  async call(server, tool, given) {
    const broker = await this.#connections();
    return new Promise((resolve) => {
      broker.ask(JSON.stringify({ kind: "call", server, tool, arguments: given }), (answer) => resolve(JSON.parse(answer)), () => {}, { byPerson: true });
    });
  }

  #connections() {
    return (this.#broker ??= this.#openBroker().catch((error) => {
      this.#broker = undefined;
      throw error;
    }));
  }

  /** Keys that nobody has given yet. */
  get #missing() {
    return this.read.secrets.filter(({ name }) => !(name in this.#secrets));
  }

  async #openBroker() {
    const missing = this.#missing;
    if (missing.length > 0 && !(await this.#askForSecrets(missing))) {
      const names = missing.map(({ name }) => name).join(", ");
      throw new Error(`the tools of this page need ${names}, which nobody gave. Run again, or open Tools, and give it`);
    }
    const broker = await this.#script.openTools({ tools: this.text || nothing, secrets: this.#secrets, onChange: () => this.#tell("changed"), ...this.#people() });
    const allowed = this.read.servers.map(({ name }) => name).filter((name) => !this.#off.has(name));
    broker.guard(allowed, (question) => {
      if (typeof question === "number") this.questions.delete(question);
      else this.questions.set(question.id, { ...question, decide: (answer) => this.#decide(broker, question.id, answer) });
      this.#tell("asks");
    });
    this.#opened = broker;
    broker.begin(this.#author);
    this.#tell("changed");
    return broker;
  }

  #reopen() {
    for (const call of [...this.#open.keys()]) this.#open.get(call).replaced();
    this.#opened?.close();
    this.#opened = this.#broker = undefined;
    this.questions.clear();
    this.#tell("asks");
    this.#tell("changed");
  }

  /** A program from a link is a stranger's until it is one's own. */
  get #author() {
    const project = this.workspace?.project;
    return project?.linked ? project.id : undefined;
  }

  // ---- what people are asked ----

  #decide(broker, id, answer) {
    this.questions.delete(id);
    broker.decide(id, answer);
    this.#tell("asks");
  }

  /** Opens the window in which somebody logs in; browsers allow that only upon a click. */
  logIn(address) {
    return this.#script.logInByWindow(address);
  }

  /** What servers ask of people: who they are, and what a tool wants to know. */
  #people() {
    return {
      onAuthorize: async (address, server) => {
        const cameBack = await this.#put({ type: "login", server, address });
        if (!cameBack) throw new Error("nobody logged in");
        return cameBack;
      },
      onElicit: ({ message, requestedSchema }, server) => this.#put({ type: "elicit", server, message, schema: requestedSchema }),
    };
  }

  /** Puts a question, and promises what is decided; programs' time stands still meanwhile. */
  async #put(wanted) {
    const id = `${wanted.type} ${(this.#asked += 1)}`;
    const holding = [...this.#open.values()].map(({ onHold }) => onHold);
    for (const hold of holding) hold?.(true);
    try {
      return await new Promise((resolve) => {
        const decide = (answer) => {
          this.questions.delete(id);
          this.#tell("asks");
          resolve(answer);
        };
        this.questions.set(id, { id, wanted, keys: [], decide });
        this.#tell("asks");
      });
    } finally {
      this.questions.delete(id);
      this.#tell("asks");
      for (const hold of holding) hold?.(false);
    }
  }

  #askForSecrets(secrets) {
    return new Promise((resolve) => {
      const decide = (values, keep) => {
        this.questions.delete("secrets");
        if (values) Object.assign(this.#secrets, values);
        if (values && keep) keepSecrets(this.#secrets);
        this.#tell("asks");
        resolve(Boolean(values));
      };
      this.questions.set("secrets", { id: "secrets", wanted: { type: "secrets" }, keys: [], secrets, decide });
      this.#tell("asks");
    });
  }

  // ---- what programs ask ----

  /** A program's request. `reply` hears run, call and the answer, or before it whether a person is asked. */
  async ask(run, call, request, reply) {
    if (run !== this.#run) this.#begin(run);
    const onHold = (holds) => reply(run, call, (this.#held += holds ? 1 : -1) > 0);
    const answer = (text, ns) => {
      this.#open.delete(call);
      reply(run, call, text, ns);
    };
    const entry = { withdraw: () => {}, onHold };
    entry.replaced = () => {
      entry.withdraw();
      answer(failure("ConnectionError", "the page's tools were changed while this was under way"));
    };
    this.#open.set(call, entry);
    let broker;
    const refuse = ({ message }) => ({ ask: (_, answered) => (answered(failure("PermissionError", message)), () => {}) });
    const asks = !this.#tape && !this.#opened && this.#missing.length > 0;
    if (asks) onHold(true);
    try {
      broker = await (this.#tape ?? this.#connections());
    } catch (error) {
      broker = refuse(error);
    } finally {
      if (asks) onHold(false);
    }
    if (this.#open.get(call) !== entry) return;
    const onLook = (tokens) => (this.looked += tokens);
    const pass = (answered, logged) => broker.ask(request, answered, logged, { onLook, onHold });
    const log = (record) => this.#log(record);
    entry.withdraw = this.#recorder ? this.#recorder.ask(call, request, answer, log, pass) : pass(answer, log);
  }

  /** What the editor wants to know of tools while somebody writes: only of those that programs may use, and nobody is asked for it. */
  look(request) {
    const { kind, server } = JSON.parse(request);
    const may = ["servers", "tools", "describe"].includes(kind) && !this.#off.has(server);
    if (!this.#opened || !may) return failure("PermissionError", "the tools are not connected");
    return new Promise((resolve) => this.#opened.ask(request, resolve, () => {}));
  }

  withdraw(call) {
    const entry = this.#open.get(call);
    this.#open.delete(call);
    entry?.withdraw();
    // A question that nobody waits for any more.
    if (this.#open.size === 0) for (const { wanted, decide } of [...this.questions.values()]) if (["secrets", "login", "elicit"].includes(wanted.type)) decide(undefined);
  }

  #held = 0;

  #begin(run) {
    this.#run = run;
    const { tape } = this.workspace;
    this.#tape = tape?.play?.();
    this.#recorder = tape?.record && tape;
    this.#held = 0;
    this.calls = [];
    this.looked = 0;
    this.ended = false;
    this.#opened?.begin(this.#author);
    this.#tell("calls");
  }

  #log(record) {
    this.calls.push(record);
    if (this.calls.length > mostCalls) this.calls.shift();
    this.#tell("calls");
  }

  #ended() {
    for (const call of [...this.#open.keys()]) this.withdraw(call);
    this.ended = true;
    this.#tape?.then((tape) => tape.end());
    this.#tape = undefined;
    this.#tell("calls");
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}
