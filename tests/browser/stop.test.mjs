// Stop ends every program, keeps what it printed, and the next run works.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const stubborn = {
  "an endless loop": "while True:\n    pass\n",
  "a long sleep": "import time\ntime.sleep(3600)\n",
  "a question that nobody answers": "input()\n",
  "a program that catches KeyboardInterrupt": "while True:\n    try:\n        while True:\n            pass\n    except KeyboardInterrupt:\n        pass\n",
  "one long computation inside the interpreter": "10 ** 10_000_000 // 3 ** 10_000_000\n",
  "a flood of output": "while True:\n    print('x' * 200)\n",
};

for (const [what, program] of Object.entries(stubborn)) {
  inBrowsers(`stops ${what}`, async ({ page }) => {
    const app = await App.open(page, server.url);
    await app.write(`print("so far")\n${program}`);
    await app.run();
    await app.shows("so far");
    await app.stop();
    assert.match(await app.ends(), /^Stopped/);
    if (!program.includes("print")) assert.match(await app.output(), /so far/);
    assert.match(await app.finishes('print("next", 6 * 7)\n'), /^Finished/);
    await app.shows("next 42");
  });
}

inBrowsers("a stopped program may clean up", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write('try:\n    print("working")\n    while True:\n        pass\nfinally:\n    print("cleaned up")\n');
  await app.run();
  await app.shows("working");
  await app.stop();
  assert.match(await app.ends(), /^Stopped/);
  await app.shows("cleaned up");
});
