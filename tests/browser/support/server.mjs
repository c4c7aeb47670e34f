// A plain static host at a sub-path, as one would find anywhere: gzip for text, no special headers, and faults on demand.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

export const subPath = "/some/sub/path/";

/**
 * Serves `root` below `subPath` on a free port of the loopback interface.
 *
 * `pages` are more files by name. `faults` is a list that a test may change while the server runs, of
 * `{ path: RegExp, fault: "missing" | "page" | "truncated" | "cut" | "held" }`: answer 404, a page instead of the file,
 * half of its bytes as if they were all, half of its bytes and then a dead connection, or nothing until the test calls
 * the fault's `release`. `cors` allows other origins; `port` is taken instead of a free one.
 */
export async function startServer(root = process.env.DIST, { pages = {}, cors = false, port = 0 } = {}) {
  const files = new Map();
  const faults = [];
  const requests = [];

  async function load(name) {
    if (name in pages) return Buffer.from(pages[name]);
    if (!files.has(name)) files.set(name, await readFile(join(root, normalize("/" + name))));
    return files.get(name);
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    requests.push(pathname);
    if (cors) response.setHeader("Access-Control-Allow-Origin", "*");
    const found = faults.find(({ path }) => path.test(pathname));
    const fault = found?.fault;
    if (fault === "held") await (found.held ??= new Promise((resolve) => (found.release = resolve)));
    const name = pathname.startsWith(subPath) && (decodeURIComponent(pathname.slice(subPath.length)) || "index.html");
    let body = name && fault !== "missing" && (await load(name).catch(() => null));
    let type = types[extname(name || "")] ?? "application/octet-stream";
    if (!body) {
      response.writeHead(404, { "Content-Type": "text/html" }).end("<h1>404 Not Found</h1>");
      return;
    }
    if (fault === "page") [body, type] = [Buffer.from("<h1>Welcome</h1>"), types[".html"]];
    if (fault === "truncated") body = body.subarray(0, body.length / 2);
    const headers = { "Content-Type": type };
    const accepts = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    if (accepts && type !== "application/octet-stream") {
      body = await promisify(gzip)(body);
      headers["Content-Encoding"] = "gzip";
    }
    response.writeHead(200, { ...headers, "Content-Length": body.length });
    if (fault === "cut") {
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    } else {
      response.end(body);
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${subPath}`,
    faults,
    requests,
    /** As when the network goes away: nothing is answered any more. */
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
