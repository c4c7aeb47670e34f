// A page's tools for JavaScript: downloaded only where a page has some.
import load, { Tools, estimateTokens, readConfig } from "BROKER_SCRIPT";

const BROKER_WASM = "BROKER_WASM";

/**
 * Tools from `{ tools, net, secrets, onAuthorize, onElicit, redirectUrl }` as `createSandbox` takes them. `onChange` hears
 * that servers or tools have changed. Rejects with a readable sentence.
 */
export async function openTools({ tools, net = [], secrets = {}, onChange = () => {}, onAuthorize, onElicit, redirectUrl = oauthPage }) {
  await download();
  const records = new Map(); // key → what hears of the call's end
  const broker = new Tools(configuration(tools ?? {}, net), secrets, (key, record) => records.get(key)?.(JSON.parse(record)), onChange, authorizing(onAuthorize), eliciting(onElicit), String(redirectUrl));
  let keys = 0;
  const looks = new Map(); // key → what hears that the program was told about tools
  const holds = new Map(); // key → what hears that a person is asked
  const held = new Map(); // key → the question that it waits for
  const hold = (key, id) => {
    if (!held.has(key)) holds.get(key)?.(true);
    held.set(key, id);
  };
  const free = (key) => void (held.delete(key) && holds.get(key)?.(false));
  const settle = (id) => [...held].filter(([, question]) => question === id).forEach(([key]) => free(key));
  return {
    /**
     * Pass a program's request on; answers the way to withdraw it. `onLook` hears how many tokens a program was told about
     * tools, `onHold` whether a person is asked about the request; `byPerson`: somebody asks by hand, and is not asked back.
     */
    ask(request, onAnswer, onRecord, { onLook, onHold, byPerson = false } = {}) {
      const key = (keys = (keys + 1) >>> 0);
      const forget = () => {
        free(key);
        for (const heard of [records, looks, holds]) heard.delete(key);
      };
      records.set(key, onRecord);
      if (onLook) looks.set(key, onLook);
      if (onHold) holds.set(key, onHold);
      const answered = (answer) => (forget(), onAnswer(answer));
      if (byPerson) broker.askForPerson(key, request, answered);
      else broker.ask(key, request, answered);
      return () => (broker.cancel(key), forget());
    },
    /**
     * From now on people are asked: about calls that may change something and, where `allowed` names what has leave, about
     * the first use of everything else. `onQuestion` hears `{ id, wanted, keys, arguments }`, or the `id` of one that nobody
     * waits for any more.
     */
    guard(allowed, onQuestion) {
      const heard = (question) => {
        if (typeof question === "number") {
          settle(question);
          return onQuestion(question);
        }
        const read = JSON.parse(question);
        for (const key of read.keys) hold(key, read.id);
        onQuestion(read);
      };
      broker.guard(allowed, heard, (key, tokens) => looks.get(key)?.(tokens));
    },
    /** A run begins: of one's own program, or of the one that a stranger made. */
    begin: (stranger) => broker.begin(stranger),
    /** Answers a question: a number of times, `always`, `never`, or `no` for the first that waits. */
    decide(id, answer) {
      settle(id);
      broker.decide(id, String(answer));
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

/** What a configuration says (`readConfig` of the broker), before anything is connected. Throws `{ line, column, path, message, sentence }`. */
export async function readTools(text) {
  await download();
  return JSON.parse(readConfig(text, location.origin));
}

/** How many tokens of a model's context a text takes, about. */
export async function countTokens(text) {
  await download();
  return estimateTokens(text);
}

let loaded; // the promise of the module behind this one
const download = () =>
  (loaded ??= load({ module_or_path: BROKER_WASM }).catch((error) => {
    loaded = undefined; // so that the next call tries again
    throw error;
  }));

/** One JSON text of both. */
function configuration(tools, net) {
  if (net.length === 0) return typeof tools === "string" ? tools : JSON.stringify(tools);
  // A text is left as it is, so that what is wrong in it is named by its line.
  if (typeof tools === "string") throw new TypeError('Where tools are given as text, write the origins into its "net".');
  return JSON.stringify({ mcpServers: {}, ...tools, net: [...(tools.net ?? []), ...net] });
}
