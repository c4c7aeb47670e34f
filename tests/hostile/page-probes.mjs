// What belongs to the page and to its reader: storage, documents, windows, devices. Each probe fails when refused.

const database = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("canary");
    request.onsuccess = () => resolve(request.result.close());
    request.onerror = () => reject(request.error);
  });

/** In the worker's place. */
export const worker = {
  "a database": database,
  "the cache": () => caches.open("canary"),
  "private files": () => navigator.storage.getDirectory(),
  locks: () => navigator.locks.request("canary", () => 1),
  "the page's broadcast channel": () =>
    new Promise((resolve, reject) => {
      const channel = new BroadcastChannel("canary");
      channel.onmessage = resolve;
      channel.onmessageerror = reject;
      channel.postMessage("are you there?");
    }),
  "the page's address": async () => {
    if (!/^blob:http/.test(location.href)) throw new Error(location.href);
  },
};

/** In the sandbox's frame. */
export const frame = {
  "local storage": async () => localStorage.getItem("canary"),
  "session storage": async () => sessionStorage.getItem("canary"),
  "reading cookies": async () => document.cookie,
  "writing cookies": async () => (document.cookie = "canary=dead"),
  "a database": database,
  "the cache": () => caches.open("canary"),
  "private files": () => navigator.storage.getDirectory(),
  locks: () => navigator.locks.request("canary", () => 1),
  "a service worker": () => navigator.serviceWorker.register("service-worker.js"),
  "the page's document": async () => (parent.document.title = "dead"),
  "the page's address": async () => parent.location.href,
  "the page's names": async () => (parent.canary = "dead"),
  "the page's own element": async () => frameElement.remove(),
  "the page's broadcast channel": worker["the page's broadcast channel"],
  "leading the page away": async () => {
    top.location = "about:blank";
    await new Promise(() => {});
  },
  "a window": async () => {
    if (!open("about:blank")) throw new Error("no window");
  },
  "a question": async () => {
    if (prompt("canary") === null) throw new Error("not shown");
  },
};

/** In Python: names of the browser, ways to JavaScript, and the system below. */
export const python = {
  "JavaScript by its usual modules": "import js",
  "a bridge of other builds": "import pyodide",
  "another bridge": "import browser",
  "foreign functions": "import ctypes\nctypes.CDLL(None)",
  "opening a page": "import webbrowser\nif not webbrowser.open('about:blank'): raise OSError('refused')",
  "the password file": "open('/etc/passwd')",
  "other processes": "import os\nif not os.listdir('/proc'): raise OSError('refused')",
  "above the root": "import os\nif set(os.listdir('/../../..')) <= set(os.listdir('/')): raise OSError('refused')",
  "a link out": "import os\nos.symlink('/etc', 'x')",
  "the host's own module": "import _vivarium\n_vivarium.call(99, b'')",
};
