// A page's tools for JavaScript: downloaded only where a page has some.
import load, { Tools } from "BROKER_SCRIPT";

const BROKER_WASM = "BROKER_WASM";

/**
 * Tools from `{ tools, net, secrets }` as `createSandbox` takes them. `onChange` hears that servers or tools have changed.
 * Rejects with a readable sentence.
 */
export async function openTools({ tools, net = [], secrets = {}, onChange = () => {} }) {
  await load({ module_or_path: new URL(BROKER_WASM, import.meta.url) });
  const records = new Map(); // key → what hears of the call's end
  const broker = new Tools(configuration(tools ?? {}, net), secrets, (key, record) => records.get(key)?.(JSON.parse(record)), onChange);
  let keys = 0;
  return {
    /** Pass a program's request on; answers the way to withdraw it. */
    ask(request, onAnswer, onRecord) {
      const key = (keys = (keys + 1) >>> 0);
      records.set(key, onRecord);
      broker.ask(key, request, (answer) => {
        records.delete(key);
        onAnswer(answer);
      });
      return () => {
        records.delete(key);
        broker.cancel(key);
      };
    },
    /** Connect to every server, so that `describe` has their tools. */
    connect: () => broker.connect(),
    /** Servers with their states and tools. */
    describe: () => JSON.parse(broker.describe()),
    close: () => broker.close(),
  };
}

/** One JSON text of both. */
function configuration(tools, net) {
  if (net.length === 0) return typeof tools === "string" ? tools : JSON.stringify(tools);
  // A text is left as it is, so that what is wrong in it is named by its line.
  if (typeof tools === "string") throw new TypeError('Where tools are given as text, write the origins into its "net".');
  return JSON.stringify({ mcpServers: {}, ...tools, net: [...(tools.net ?? []), ...net] });
}
