// The sandboxes of a page: loaded with the first run, shared by all snippets, several where snippets run at the same time.

/** The module beside this one; asked for again where it could not be had. */
let module;
const load = () =>
  (module ??= import(new URL("./vivarium.js", import.meta.url)).catch((error) => {
    module = undefined;
    throw error;
  }));

/** So many programs at once; more of them wait. */
const most = () => Math.max(2, Math.min(4, navigator.hardwareConcurrency ?? 2));

/** Sandboxes with the same options: the first stays, and sessions are its; others go when they have nothing to do. */
class Pool {
  #options;
  #first;
  #free = [];
  #count = 0;
  #waiting = [];
  #sessions = new Map();

  constructor(options) {
    this.#options = options;
  }

  /** Lends a sandbox to `use` until its promise has ended. */
  async lend(use) {
    const sandbox = this.#free.pop() ?? (await this.#another());
    try {
      return await use(sandbox);
    } finally {
      this.#back(sandbox);
    }
  }

  /** The session of this name, whose runs go one after the other. */
  async session(name) {
    if (!this.#sessions.has(name)) {
      if (!this.#first) await this.lend(() => {});
      this.#sessions.set(name, this.#first.session());
    }
    return this.#sessions.get(name);
  }

  /** Forgets a session's names. */
  forget(name) {
    this.#sessions.get(name)?.close();
    this.#sessions.delete(name);
  }

  async #another() {
    if (this.#count >= most()) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#count++;
    try {
      const sandbox = await (await load()).createSandbox(this.#options);
      return (this.#first ??= sandbox), sandbox;
    } catch (error) {
      this.#count--;
      // Whoever waits tries for itself.
      this.#waiting.shift()?.(this.#another());
      throw error;
    }
  }

  #back(sandbox) {
    const next = this.#waiting.shift();
    if (next) next(sandbox);
    else if (sandbox === this.#first) this.#free.push(sandbox);
    else {
      this.#count--;
      sandbox.close();
    }
  }
}

const pools = new Map();

/** The pool for these options of `createSandbox`. */
export function poolOf(options) {
  const key = JSON.stringify(options);
  if (!pools.has(key)) pools.set(key, new Pool(options));
  return pools.get(key);
}
