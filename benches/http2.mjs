// A proxy that speaks HTTP/2 before a server that does not, as hosts on the internet have it. Its certificate is of today.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createSecureServer } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `{ key, cert }`, which only a browser accepts that has been told to. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  try {
    const how = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=localhost"];
    execFileSync("openssl", ["req", ...how, "-keyout", key, "-out", cert], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `{ url, stop }` of a proxy before the server at `url`. */
export async function overHttp2(url) {
  const { host, pathname } = new URL(url);
  const server = createSecureServer(certificate());
  server.on("stream", (stream, headers) => {
    const plain = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
    const onward = request(`http://${host}${headers[":path"]}`, { method: headers[":method"], headers: Object.fromEntries(plain) }, (answer) => {
      const { connection, "keep-alive": keepAlive, "transfer-encoding": coding, ...kept } = answer.headers;
      stream.respond({ ":status": answer.statusCode, ...kept });
      answer.pipe(stream);
    });
    onward.on("error", () => stream.close());
    stream.on("error", () => onward.destroy());
    stream.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `https://127.0.0.1:${server.address().port}${pathname}`, stop: () => server.close() };
}
