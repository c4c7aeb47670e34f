// The Python cases print in Node what they print in the browsers.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { before, describe, it } from "node:test";
import { nodes, started } from "./support/nodes.mjs";

const folder = new URL("../python/", import.meta.url);
const text = (name) => (existsSync(new URL(name, folder)) ? readFileSync(new URL(name, folder), "utf8") : "");
const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .map((file) => file.slice(0, -3));

for (const node of nodes) {
  describe(`Python cases in ${node.name}`, () => {
    const { evaluate } = started(node);
    before(() => evaluate(async () => void (globalThis.sandbox = await createSandbox())));

    for (const name of cases) {
      it(`${name} (${node.name})`, { timeout: 60_000 }, async () => {
        const options = { stdin: text(`${name}.in`), filename: `${name}.py` };
        const run = await evaluate((code, options) => sandbox.run(code, options), text(`${name}.py`), options);
        if (/^process/.test(name) && !node.suspends) {
          // A process waits for others, which is a call to the page.
          assert.match(run.error.message, /cannot let a program wait/);
          return;
        }
        if (/^threads_(turns|asyncio|deadlock)/.test(name) && !node.suspends) {
          // Threads run one inside the other, and are told where that does not do.
          assert.match(run.stdout + run.stderr, /waits for ever/);
          return;
        }
        assert.equal(run.stdout, text(`${name}.out`), run.stderr);
        assert.equal(run.stderr, text(`${name}.err`));
      });
    }
  });
}
