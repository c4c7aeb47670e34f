// Calls of tools by a program, against bare requests of the page for the same.
import { overHttp2 } from "./http2.mjs";
import { startToolServer } from "../tests/browser/support/servers.mjs";

const block = 90;
const blocks = 10;
const tools = 500;

/** An OpenAPI document with that many operations: nobody has to serve them to be listed. */
function manyOperations() {
  const parameters = ["text", "order", "limit"].map((name) => ({ name, in: "query", schema: { type: "string" } }));
  const operation = (number) => ({ operationId: `work_on_${number}`, summary: `Works on topic ${number}.`, parameters });
  const paths = Object.fromEntries(Array.from({ length: tools }, (_, number) => [`/topic/${number}`, { get: operation(number) }]));
  return { openapi: "3.1.0", info: { title: "Many", version: "1" }, servers: [{ url: "http://127.0.0.1:9" }], paths };
}

/** Milliseconds of one call in each block, the program's and the page's; of slow calls at once; of the import. */
export async function measureCalls(page, rounds) {
  const server = await startToolServer("rmcp");
  const secure = await overHttp2(server.url);
  try {
    const options = {
      tools: { mcpServers: { shop: { url: server.url }, secure: { url: secure.url }, many: { openapi: manyOperations() } } },
      limits: { toolCalls: 1_000_000, timeMs: 120_000 },
    };
    return await page.evaluate(measure, { options, block, blocks, rounds, tools });
  } finally {
    secure.stop();
    await server.stop();
  }
}

/** In the page. */
async function measure({ options, block, blocks, rounds, tools }) {
  const { createSandbox } = await import("/vivarium/vivarium.js");
  const sandbox = await createSandbox(options);
  const session = sandbox.session();
  const value = async (runner, code) => {
    const run = await runner.run(code);
    if (run.status !== "ok") throw new Error(run.stderr);
    return run.result.json;
  };
  await value(session, "import asyncio, time\nimport tools\nfrom tools import secure, shop\nlen(tools.list()) + shop.stock()['sold']");

  // What the page sends for one call, to be sent again without the program.
  const { fetch } = globalThis;
  let sent;
  globalThis.fetch = (url, init) => {
    sent = { url, init: { ...init, signal: undefined } };
    return fetch(url, init);
  };
  await value(session, "shop.stock(limit=1)");
  globalThis.fetch = fetch;

  const calls = `
start = time.perf_counter()
for _ in range(${block}): shop.stock(limit=1)
(time.perf_counter() - start) * 1000 / ${block}`;
  const requests = async () => {
    const start = performance.now();
    for (let count = 0; count < block; count += 1) await (await fetch(sent.url, sent.init)).text();
    return (performance.now() - start) / block;
  };
  const timed = (count, server) => `
async def main(): await asyncio.gather(*(${server}.wait.aio(ms=300) for _ in range(${count})))
start = time.perf_counter()
asyncio.run(main())
(time.perf_counter() - start) * 1000`;
  const importing = "import time\nstart = time.perf_counter()\nimport tools\n(time.perf_counter() - start) * 1000";

  const results = { block, tools, single: [], bare: [], one: [], six: [], ten: [], tenSecure: [], importing: [] };
  await value(session, calls);
  await requests();
  for (let count = 0; count < blocks; count += 1) {
    results.single.push(await value(session, calls));
    results.bare.push(await requests());
  }
  for (let count = 0; count < rounds; count += 1) {
    results.one.push(await value(session, timed(1, "shop")));
    results.six.push(await value(session, timed(6, "shop")));
    results.ten.push(await value(session, timed(10, "shop")));
    results.tenSecure.push(await value(session, timed(10, "secure")));
    results.importing.push(await value(sandbox, importing));
  }
  session.close();
  sandbox.close();
  return results;
}
