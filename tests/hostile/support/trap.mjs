// A server that wants to be reached: every request and datagram that arrives there is a leak.

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Listens for TCP and UDP on one free port of the loopback interface. `hits` holds what arrived, a line each, and
 * `connections()` counts those that were opened, with or without a byte in them. `reached(name)` resolves with the
 * first request that names a probe or, with `on`, with the first hit of another kind.
 */
export async function startTrap() {
  const hits = [];
  const waiting = new Set();

  function hit(kind, name) {
    hits.push(`${kind} ${name}`);
    for (const look of waiting) look(kind, name);
  }

  const server = createServer((request, response) => {
    hit("request", request.url);
    // Nothing is kept open, so that every probe has to connect anew.
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/plain", Connection: "close" }).end();
  });
  let connections = 0;
  server.on("connection", () => (connections += 1));
  server.on("upgrade", (request, socket) => {
    hit("request", request.url);
    socket.destroy();
  });
  server.on("clientError", ({ rawPacket }, socket) => {
    if (rawPacket) hit("bytes", rawPacket.toString("latin1"));
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const datagrams = createSocket("udp4").on("message", () => hit("datagram", ""));
  datagrams.bind(port, "127.0.0.1");
  await once(datagrams, "listening");

  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    hits,
    connections: () => connections,
    reached(name, { on = "request", within = 10_000 } = {}) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => settle(reject, new Error(`${name} did not arrive`)), within);
        const look = (kind, path) => kind === on && (kind !== "request" || path.includes(name)) && settle(resolve);
        const settle = (how, value) => {
          clearTimeout(timer);
          waiting.delete(look);
          how(value);
        };
        waiting.add(look);
      });
    },
    close() {
      datagrams.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
