// The sandbox frame: starts and ends workers, and keeps the compiled engine for the next one.
// It runs at an opaque origin under a policy that forbids every connection; all it gets comes through one port.
"use strict";

const workers = new Map(); // number → Worker
let host; // { url, module }: the worker's script and its compiled WebAssembly
let engine; // { bytes } as downloaded, then { module } as the first worker compiled it
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
    for (const worker of workers.values()) worker.start();
  },
  engine({ bytes }) {
    engine = { bytes };
    for (const worker of workers.values()) worker.feed();
  },
  start({ worker }, [port]) {
    workers.set(worker, new SandboxWorker(worker, port));
  },
  end({ worker }) {
    workers.get(worker)?.end();
    workers.delete(worker);
  },
};

class SandboxWorker {
  constructor(number, port) {
    this.number = number;
    this.port = port;
    if (host) this.start();
  }

  start() {
    this.worker = new Worker(host.url);
    // Only the first: before any program has run, so that none can give the next worker an engine of its own.
    this.worker.onmessage = ({ data }) => {
      if (!engine?.module && data?.module instanceof WebAssembly.Module) engine = data;
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      page.postMessage({ type: "died", worker: this.number, message: event.message ?? "" });
    };
    // A module goes from worker to frame to worker here; should a browser refuse, the bytes stay in use.
    this.worker.onmessageerror = () => {};
    this.worker.postMessage({ host: host.module, port: this.port }, [this.port]);
    this.feed();
  }

  feed() {
    if (engine && this.worker) this.worker.postMessage({ engine });
  }

  end() {
    this.worker?.terminate();
    this.port.close?.();
  }
}
