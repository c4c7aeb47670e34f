// A package index for the tests: the wheels of a folder and made ones, in JSON (PEP 691), for pages of other origins.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const read = `
import sys, zipfile, json, pathlib
def metadata(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))).decode()
print(json.dumps({path.name: metadata(path) for path in pathlib.Path(sys.argv[1]).glob("*.whl")}))`;

const make = `
import sys, zipfile, io, json
name, version, requires, source, format = json.loads(sys.argv[1])
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(f"{name}.py", source)
    info = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {need}\\n" for need in requires)
    archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n{needs}\\n")
    archive.writestr(f"{info}/WHEEL", f"Wheel-Version: {format}\\n")
    archive.writestr(f"{info}/RECORD", "")
sys.stdout.buffer.write(buffer.getvalue())`;

/** The bytes of a wheel with one module. */
export const makeWheel = (name, version, { requires = [], source = "", format = "1.0" } = {}) =>
  execFileSync("python3", ["-B", "-c", make, JSON.stringify([name, version, requires, source, format])]);

/** A wheel of the folder. */
export const wheelOf = (name) => {
  const filename = readdirSync(process.env.TEST_WHEELS).find((file) => file.startsWith(`${name}-`) && file.endsWith(".whl"));
  return { filename, bytes: readFileSync(join(process.env.TEST_WHEELS, filename)) };
};

const normal = (name) => name.replace(/[-_.]+/g, "-").toLowerCase();
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/**
 * Serves an index on a free port of the loopback interface: `{ url, requests, files, stop, start }`. `files` maps a file's
 * name to what a test may change: `{ bytes, metadata, about }`, with more fields of its entry in `about`.
 */
export async function startIndex({ cors = true } = {}) {
  const files = new Map();
  const metadata = JSON.parse(execFileSync("python3", ["-B", "-c", read, process.env.TEST_WHEELS], { maxBuffer: 1 << 26 }));
  for (const [filename, text] of Object.entries(metadata)) {
    const bytes = readFileSync(join(process.env.TEST_WHEELS, filename));
    // Every second one offers its metadata beside the wheel, so that both ways are gone.
    files.set(filename, { bytes, metadata: files.size % 2 ? Buffer.from(text) : undefined });
  }
  for (const [filename, file] of files) file.about = { hashes: { sha256: sha256(file.bytes) }, ...file.about };
  const requests = [];

  const page = (name) => {
    const own = [...files].filter(([filename]) => normal(filename.split(/-\d/)[0]) === name);
    const entry = ([filename, { bytes, metadata, about }]) => ({
      filename,
      url: `../../files/${encodeURIComponent(filename)}`,
      size: bytes.length,
      "core-metadata": metadata ? { sha256: sha256(metadata) } : false,
      ...about,
    });
    return own.length && { meta: { "api-version": "1.1" }, name, files: own.map(entry) };
  };
  const answer = (path) => {
    const [, folder, rest = ""] = path.match(/^\/(simple|files)\/(.*?)\/?$/) ?? [];
    if (folder === "simple") return page(rest) && Buffer.from(JSON.stringify(page(rest)));
    if (folder !== "files") return undefined;
    return rest.endsWith(".metadata") ? files.get(rest.slice(0, -9))?.metadata : files.get(rest)?.bytes;
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    requests.push({ path, headers: request.headers });
    if (cors) response.setHeader("Access-Control-Allow-Origin", "*");
    const body = answer(path);
    const type = path.startsWith("/simple/") ? "application/vnd.pypi.simple.v1+json" : "application/octet-stream";
    if (body) response.writeHead(200, { "Content-Type": type, "Content-Length": body.length }).end(body);
    else response.writeHead(404).end("Not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/simple/`,
    requests,
    files,
    /** Adds a file, whose hash is right. */
    add(filename, bytes, about = {}) {
      files.set(filename, { bytes, about: { hashes: { sha256: sha256(bytes) }, ...about } });
    },
    /** Adds a made wheel of one module. */
    make(name, version, options = {}) {
      this.add(`${name}-${version}-py3-none-any.whl`, makeWheel(name, version, options), options.about);
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
