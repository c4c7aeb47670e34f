// What the client sees of a page, in Node: the package's files, and a frame whose workers are threads.

import { readFile } from "node:fs/promises";
import { Worker as Thread } from "node:worker_threads";
import runFrame from "./frame.js";

const folder = new URL("../", import.meta.url).href;
const types = { wasm: "application/wasm", js: "text/javascript" };

/** The network's, and this package's own files: no others. */
async function fetchHere(address, init) {
  const { href, pathname } = new URL(address.url ?? address);
  if (!href.startsWith(folder)) return unfollowed(await fetch(address, init), init);
  try {
    const type = types[pathname.split(".").pop()] ?? "application/octet-stream";
    return new Response(await readFile(new URL(href)), { headers: { "content-type": type } });
  } catch {
    return new Response(null, { status: 404 });
  }
}

/** A redirect that is not followed is shown as in a browser: without its address. */
function unfollowed(response, init) {
  if (init?.redirect === "manual" && response.status >= 300 && response.status < 400) {
    Object.defineProperty(response, "type", { value: "opaqueredirect" });
  }
  return response;
}

/** Node goes on as long as an interpreter is awaited or a program runs; a sandbox that is idle does not keep it. */
function Channel() {
  const channel = new MessageChannel();
  const { port1: port } = channel;
  const post = port.postMessage;
  port.postMessage = (message, transfer) => {
    if (message.type === "run") port.ref();
    post.call(port, message, transfer);
  };
  port.on("message", ({ type }) => {
    if (["hello", "ready", "failed", "done"].includes(type)) port.unref();
  });
  return channel;
}

/** A worker of the frame: a thread without an environment, with nothing in it but the host and the engine. */
class FrameWorker {
  #thread;

  constructor(script) {
    this.#thread = new Thread(new URL("worker.js", import.meta.url), { workerData: script, env: {}, argv: [], stdin: true });
    this.#thread.on("message", (data) => this.onmessage?.({ data }));
    this.#thread.on("messageerror", () => this.onmessageerror?.());
    this.#thread.on("error", ({ message }) => this.onerror?.({ message, preventDefault() {} }));
    this.#thread.unref(); // which listening has undone
  }

  postMessage(message, transfer) {
    this.#thread.postMessage(message, transfer);
  }

  terminate() {
    this.#thread.terminate();
  }
}

/** The worker's script is handed on as its text. */
class Script {
  constructor([bytes]) {
    this.text = new TextDecoder().decode(bytes);
  }
}
const addresses = { createObjectURL: ({ text }) => text };

/** Stands for the `<iframe>`. Its script runs in this thread: it starts others, and no program runs in it. */
class Frame {
  setAttribute() {}
  remove() {}

  start() {
    const parent = {};
    const listen = (_, hear) => {
      const postMessage = (_, __, ports) => {
        hear({ source: parent, ports });
        ports[0].unref();
      };
      this.contentWindow = { postMessage };
    };
    runFrame(parent, listen, FrameWorker, Script, addresses);
    queueMicrotask(() => this.onload());
  }
}

const document = { head: null, createElement: () => new Frame(), body: { appendChild: (frame) => frame.start() }, addEventListener() {}, removeEventListener() {} };

class Window {}

const page = Object.assign(new Window(), {
  document,
  crypto,
  performance,
  setTimeout,
  Worker: FrameWorker,
  MessageChannel: Channel,
  fetch: fetchHere,
  location: { origin: "Node" },
  navigator: {},
});

/** What a callback throws and nobody hears: as anywhere in Node, it ends the process unless that listens. */
function reportError(error) {
  queueMicrotask(() => {
    throw error;
  });
}

function open() {
  throw new Error("Node has no windows to log in with: give createSandbox an onAuthorize of your own, and the redirectUrl that it waits at.");
}

export { Channel as MessageChannel, document, fetchHere as fetch, open, page as globalThis, reportError, Window };
