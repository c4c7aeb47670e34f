// What the commands' options mean for `createSandbox` and `run`.

import { readFile } from "node:fs/promises";
import { basename, isAbsolute, normalize } from "node:path";
import { Mistake } from "./mistake.js";

/** For `parseArgs`. */
export const common = {
  tools: { type: "string" },
  net: { type: "string", multiple: true, default: [] },
  file: { type: "string", multiple: true, default: [] },
  timeout: { type: "string" },
};

export const suspends = "Suspending" in WebAssembly;

export async function opened(name) {
  return readFile(name).catch(() => {
    throw new Mistake(`${name} cannot be read.`);
  });
}

/** What `createSandbox` takes. Placeholders in the configuration are filled from the environment. */
export async function sandboxOptions({ tools: name, net }) {
  if ((name || net.length > 0) && !suspends) {
    throw new Mistake(`Programs can wait for tools and requests in Node 24 and newer; this is ${process.version}.`);
  }
  if (!name) return { net };
  const tools = (await opened(name)).toString();
  const named = [...tools.matchAll(/\$\{(?:env:)?(\w+)\}/g)].map(([, name]) => name);
  const secrets = Object.fromEntries(named.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
  // Origins of the command line would have to stand in the configuration's text, whose lines its complaints name.
  return net.length === 0 ? { tools, secrets } : { tools: parsed(name, tools), net, secrets };
}

function parsed(name, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Mistake(`${name} is not JSON: ${error.message}.`);
  }
}

/** Where a program finds a file: at its path below this folder, or else beside the program. */
const placed = (name) => (isAbsolute(name) || normalize(name).startsWith("..") ? basename(name) : name);

/** What every run takes: files, and `timeMs` where the command has a time limit of its own. */
export async function runOptions({ file, timeout }, timeMs) {
  if (timeout !== undefined) {
    timeMs = Math.round(Number(timeout) * 1_000);
    if (!(timeMs > 0)) throw new Mistake(`--timeout ${timeout} must be a number of seconds.`);
  }
  const files = Object.fromEntries(await Promise.all(file.map(async (name) => [placed(name), await opened(name)])));
  return { files, limits: { timeMs } };
}

/** What is wrong with a configuration is a mistake of whoever wrote it. */
export async function sandboxOf(createSandbox, options) {
  return createSandbox(options).catch((error) => {
    throw new Mistake(error.message);
  });
}
