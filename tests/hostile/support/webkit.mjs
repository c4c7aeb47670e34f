// WebKitGTK through its WebDriver, on a display in memory: a browser that cannot suspend WebAssembly, as older Safaris.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";

const libraries = "/usr/lib/x86_64-linux-gnu";
const browser =
  existsSync(libraries) &&
  readdirSync(libraries)
    .filter((name) => name.startsWith("webkit2gtk-"))
    .map((name) => `${libraries}/${name}/MiniBrowser`)
    .find(existsSync);
const has = (program) => spawnSync("which", [program]).status === 0;

/** Whether all of it is installed (Debian: webkit2gtk-driver, xvfb). */
export const installed = Boolean(browser) && has("WebKitWebDriver") && has("Xvfb");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Opens a page; `run(body)` is the answer of an asynchronous function with this body in it. */
export async function openWebKit(url) {
  // It writes the number of its display when it is ready.
  const screen = spawn("Xvfb", ["-displayfd", "1", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const [display] = await once(screen.stdout, "data");
  const port = await freePort();
  const env = { ...process.env, DISPLAY: `:${String(display).trim()}`, WEBKIT_DISABLE_COMPOSITING_MODE: "1" };
  const driver = spawn("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], { stdio: "ignore", env });

  async function call(method, path, body) {
    const address = `http://127.0.0.1:${port}${path}`;
    const response = await fetch(address, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(60_000) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  while (!(await call("GET", "/status").catch(() => false))) await new Promise(setImmediate);
  const options = { binary: browser, args: ["--automation"] };
  const { sessionId, capabilities } = await call("POST", "/session", {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
  });
  const session = `/session/${sessionId}`;
  await call("POST", `${session}/timeouts`, { script: 50_000 });
  await call("POST", `${session}/url`, { url });
  return {
    version: capabilities.browserVersion,
    async run(body) {
      const script = `(async () => { ${body} })().then((value) => arguments[0](JSON.stringify([value])),
        (error) => arguments[0](JSON.stringify([null, String(error)])));`.replaceAll("arguments[0]", "done");
      const [value, error] = JSON.parse(await call("POST", `${session}/execute/async`, { script: `const done = arguments[0]; ${script}`, args: [] }));
      if (error) throw new Error(error);
      return value;
    },
    async close() {
      await call("DELETE", session).catch(() => {});
      driver.kill();
      screen.kill();
    },
  };
}
