// The tested process: carries out functions that the test sends, with the package's exports as globals.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

Object.assign(globalThis, await import(pathToFileURL(join(process.env.DIST, "npm/node/vivarium.js"))));

process.on("message", async ({ call, source, parameters }) => {
  try {
    process.send({ call, value: await (0, eval)(`(${source})`)(...parameters) });
  } catch (error) {
    process.send({ call, error: String(error.stack ?? error) });
  }
});
