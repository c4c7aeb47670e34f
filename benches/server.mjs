// A static server on loopback that sends what a gzip-only static host would send, and counts it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serve folders under prefixes: `{ "/page/": "/absolute/folder" }`.
 * `sent` holds `{ path, bytes }` of every answer since it was last emptied; `cacheable` is what browsers are told;
 * `hold(pattern)` keeps back the files that match until the function that it answers is called.
 */
export async function serve(folders) {
  const bodies = new Map();
  const state = { sent: [], cacheable: false };
  let held = null;

  function hold(pattern) {
    let release;
    held = { pattern, released: new Promise((resolve) => (release = resolve)) };
    return () => {
      held = null;
      release();
    };
  }

  async function body(path) {
    const prefix = Object.keys(folders).find((candidate) => path.startsWith(candidate));
    if (!prefix) return null;
    const file = join(folders[prefix], normalize(`/${path.slice(prefix.length)}`));
    if (!bodies.has(file)) {
      const raw = await readFile(file).catch(() => null);
      if (raw === null) return null;
      const type = types[extname(file)];
      bodies.set(file, type ? { bytes: gzipSync(raw, { level: 9 }), type, gzip: true } : { bytes: raw, type: "application/octet-stream" });
    }
    return bodies.get(file);
  }

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const found = await body(path);
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    if (held?.pattern.test(path)) await held.released;
    state.sent.push({ path, bytes: found.bytes.length });
    response.writeHead(200, {
      "content-type": found.type,
      "content-length": found.bytes.length,
      "cache-control": state.cacheable ? "max-age=3600" : "no-store",
      ...(found.gzip && { "content-encoding": "gzip" }),
    });
    response.end(found.bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { state, hold, origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
