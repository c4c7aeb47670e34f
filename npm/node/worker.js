// A worker's scope, as the host's script expects it, in a thread of Node.

import { runInThisContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";

// No JavaScript of a program ever runs here. Nothing that could reach out stands ready all the same.
for (const name of ["fetch", "WebSocket", "EventSource", "BroadcastChannel", "process", "localStorage", "sessionStorage"]) {
  delete globalThis[name];
}

// The host lets the event loop turn by a message to itself. Node's own channel hands over a thousand of those before
// another port's turn comes, and a stop would wait.
globalThis.MessageChannel = class {
  port1 = { onmessage: null };
  port2 = { postMessage: () => setImmediate(() => this.port1.onmessage()) };
};

globalThis.onmessage = null; // the script sets it
globalThis.postMessage = (message) => parentPort.postMessage(message);
runInThisContext(workerData, { filename: "host.js" });
parentPort.on("message", (data) => onmessage({ data }));
