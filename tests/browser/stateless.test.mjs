// No run sees what another has done.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
after(() => server.close());

inBrowsers("names, modules, files and the environment start afresh", async ({ page }) => {
  await openApi(page, server.url);
  const [first, second] = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const spoil = `
import builtins, json, os, sys
leaked = 1
builtins.leaked_builtin = 1
json.dumps = None
sys.leaked = 1
os.environ["LEAKED"] = "1"
open("leaked.txt", "w").write("x")
`;
    const look = `
import builtins, json, os, sys
print("leaked" in globals(), hasattr(builtins, "leaked_builtin"), json.dumps is None, hasattr(sys, "leaked"),
      "LEAKED" in os.environ, os.path.exists("leaked.txt"))
`;
    const runs = [await sandbox.run(spoil), await sandbox.run(look)];
    sandbox.close();
    return runs;
  });
  assert.equal(first.status, "ok", first.stderr);
  assert.equal(second.stdout, "False False False False False False\n");
});

inBrowsers("random numbers differ from run to run, unless a seed is given", async ({ page }) => {
  await openApi(page, server.url);
  const outputs = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const outputs = [];
    for (const options of [{}, {}, { seed: 7 }, { seed: 7 }, { seed: 8 }]) {
      outputs.push((await sandbox.run("import random\nprint(random.random())", options)).stdout);
    }
    sandbox.close();
    return outputs;
  });
  assert.equal(outputs[2], outputs[3]);
  assert.equal(new Set(outputs).size, 4, outputs.join(""));
});
