// A page's tools for JavaScript: downloaded only where a page has some.
import load, { Tools } from "BROKER_SCRIPT";

const BROKER_WASM = "BROKER_WASM";

/**
 * Tools from `{ tools, net, secrets, onAuthorize, onElicit, redirectUrl }` as `createSandbox` takes them. `onChange` hears
 * that servers or tools have changed. Rejects with a readable sentence.
 */
export async function openTools({ tools, net = [], secrets = {}, onChange = () => {}, onAuthorize, onElicit, redirectUrl = oauthPage }) {
  await load({ module_or_path: new URL(BROKER_WASM, import.meta.url) });
  const records = new Map(); // key → what hears of the call's end
  const broker = new Tools(configuration(tools ?? {}, net), secrets, (key, record) => records.get(key)?.(JSON.parse(record)), onChange, authorizing(onAuthorize), eliciting(onElicit), String(redirectUrl));
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

/** The page that hands back where a user came back to; it lies beside vivarium.js. */
const oauthPage = new URL("../oauth.html", import.meta.url);

const authorizing = (onAuthorize) => onAuthorize && (async (server, address) => String(await onAuthorize(address, server)));

/** Puts a tool's questions one after the other; without an answer the tool hears that the user cancelled. */
function eliciting(onElicit) {
  if (!onElicit) return undefined;
  return async (server, questions) => {
    const answers = {};
    for (const [key, { method, params }] of Object.entries(JSON.parse(questions))) {
      const answer = method === "elicitation/create" ? await onElicit(params, server) : null;
      answers[key] = answer ?? { action: "cancel" };
    }
    return JSON.stringify(answers);
  };
}

/** How long a user may take. That the window is closed says nothing: some servers cut the tie between it and the page. */
const LOGIN_MS = 180_000;

/**
 * An `onAuthorize` that lets the user log in in a window of its own; to be called soon after a click. Its `redirectUrl` is
 * `oauth.html` on the page's own origin.
 */
export function logInByWindow(address) {
  const state = new URL(address).searchParams.get("state");
  const opened = open(address, "_blank", "popup,width=600,height=700");
  return new Promise((resolve, reject) => {
    if (!opened) return reject(new Error("The browser has blocked the window to log in; allow this page to open one, and try again."));
    const channel = new BroadcastChannel("vivarium-login");
    const end = (settle, value) => {
      clearTimeout(timer);
      channel.close();
      settle(value);
    };
    const timer = setTimeout(() => end(reject, new Error("Nobody has logged in.")), LOGIN_MS);
    channel.onmessage = ({ data }) => {
      if (new URL(data).searchParams.get("state") === state) end(resolve, data);
    };
  });
}

/** One JSON text of both. */
function configuration(tools, net) {
  if (net.length === 0) return typeof tools === "string" ? tools : JSON.stringify(tools);
  // A text is left as it is, so that what is wrong in it is named by its line.
  if (typeof tools === "string") throw new TypeError('Where tools are given as text, write the origins into its "net".');
  return JSON.stringify({ mcpServers: {}, ...tools, net: [...(tools.net ?? []), ...net] });
}
