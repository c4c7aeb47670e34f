// The sandbox frame: starts and ends workers, and keeps the compiled engine for the next one.
// It runs at an opaque origin under a policy that forbids every connection; all it gets comes through one port.
"use strict";

const workers = new Map(); // number → Worker
let host; // { url, module }: the worker's script and its compiled WebAssembly
let packed; // the engine as downloaded, until it is compiled
let compiler; // the worker that unpacks and compiles it
let engine; // { module, build, restorable } for every worker; { bytes } where modules cannot be passed on
let page; // port to the page

addEventListener("message", ({ source, ports }) => {
  if (source !== parent || page) return;
  page = ports[0];
  page.onmessage = ({ data, ports }) => commands[data.type](data, ports);
  page.postMessage({ type: "hello" });
});

const commands = {
  async host({ script, wasm }) {
    try {
      host = { url: URL.createObjectURL(new Blob([script])), module: await WebAssembly.compile(wasm) };
    } catch (error) {
      return page.postMessage({ type: "broken", message: String(error) });
    }
    compiler = startCompiler();
    for (const worker of workers.values()) worker.start();
  },
  engine({ bytes }) {
    packed = bytes;
    if (engine) feed({ bytes });
    else compiler?.postMessage({ packed });
  },
  start({ worker }, [port]) {
    workers.set(worker, new SandboxWorker(worker, port));
  },
  end({ worker }) {
    workers.get(worker)?.end();
    workers.delete(worker);
  },
};

function feed(made) {
  engine = made;
  for (const worker of workers.values()) worker.feed();
}

/** No program ever runs in this worker, and the memory that unpacking takes goes with it. */
function startCompiler() {
  const worker = new Worker(host.url);
  const settle = (compiled) => {
    worker.terminate();
    // Otherwise each worker does it for itself, and says what is wrong.
    feed(compiled?.module ? compiled : { bytes: packed });
    packed = undefined;
  };
  worker.onmessage = ({ data }) => settle(data);
  worker.onmessageerror = () => settle();
  worker.onerror = (event) => {
    event.preventDefault();
    settle();
  };
  worker.postMessage({ host: host.module });
  if (packed) worker.postMessage({ packed });
  return worker;
}

class SandboxWorker {
  constructor(number, port) {
    this.number = number;
    this.port = port;
    if (host) this.start();
  }

  start() {
    this.worker = new Worker(host.url);
    this.worker.onerror = (event) => {
      event.preventDefault();
      page.postMessage({ type: "died", worker: this.number, message: event.message ?? "" });
    };
    this.worker.postMessage({ host: host.module, port: this.port }, [this.port]);
    this.feed();
  }

  feed() {
    if (this.worker && (engine?.module || engine?.bytes)) this.worker.postMessage({ engine });
  }

  end() {
    this.worker?.terminate();
    this.port.close?.();
  }
}
