// Every way out that is known: what a program, a worker or a frame could try to reach a server with.
//
// Each takes the trap's address and fails when it is refused. A worker of another origin and a connection made ahead
// are not among them: no browser here makes them even where there are no walls.

/** In the worker's place. */
export const worker = {
  fetch: (url) => fetch(url),
  "fetch without CORS": (url) => fetch(url, { mode: "no-cors", method: "POST", body: "secret", keepalive: true }),
  XMLHttpRequest: (url) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      [request.onload, request.onerror] = [resolve, () => reject(new Error("error"))];
      request.open("GET", url);
      request.send();
    }),
  "synchronous XMLHttpRequest": async (url) => {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.send();
  },
  WebSocket: (url) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace("http", "ws"));
      [socket.onopen, socket.onerror] = [resolve, () => reject(new Error("error"))];
    }),
  EventSource: (url) =>
    new Promise((resolve, reject) => {
      const source = new EventSource(url);
      source.onopen = resolve;
      source.onerror = () => {
        source.close();
        reject(new Error("error"));
      };
    }),
  WebTransport: (url) => new WebTransport(url.replace("http", "https")).ready,
  importScripts: async (url) => importScripts(url),
  "import()": (url) => import(url),
  "a nested worker from a blob": (url) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob([`fetch("${url}").then(() => postMessage(1), () => postMessage(0))`])));
      worker.onmessage = ({ data }) => (data ? resolve() : reject(new Error("refused inside")));
      worker.onerror = () => reject(new Error("error"));
    }),
  "a nested module worker that imports": (url) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob([`import "${url}";`], { type: "text/javascript" })), { type: "module" });
      worker.onerror = () => reject(new Error("error"));
    }),
  "a font": (url) => new FontFace("probe", `url("${url}")`).load(),
  "the cache's own fetch": async (url) => (await caches.open("probe")).add(url),
  "compiling while downloading": (url) => WebAssembly.compileStreaming(fetch(url)),
  "the Function constructor": (url) => Function("url", "return fetch(url)")(url),
};

/** In the sandbox's frame: what would be open if somebody's script ran there. */
export const frame = {
  fetch: (url) => fetch(url),
  XMLHttpRequest: worker.XMLHttpRequest,
  WebSocket: worker.WebSocket,
  EventSource: worker.EventSource,
  sendBeacon: async (url) => {
    if (!navigator.sendBeacon(url, "secret")) throw new Error("not queued");
    await new Promise(() => {});
  },
  "import()": (url) => import(url),
  "an image": (url) => new Promise((resolve, reject) => Object.assign(new Image(), { onload: resolve, onerror: reject, src: url })),
  "a script": (url) => loaded("script", { src: url }),
  "a style sheet": (url) => loaded("link", { rel: "stylesheet", href: url }),
  "an image of a style": (url) => loaded("style", { textContent: `body { background: url("${url}"); height: 9px }` }),
  "an imported style": (url) => loaded("style", { textContent: `@import "${url}";` }),
  "a font": (url) => new FontFace("probe", `url("${url}")`).load(),
  "a sound": (url) => loaded("audio", { src: url, preload: "auto" }),
  "a film": (url) => loaded("video", { src: url, preload: "auto" }),
  "an object": (url) => loaded("object", { data: url }),
  "an embed": (url) => loaded("embed", { src: url }),
  "a frame": (url) => loaded("iframe", { src: url }),
  "an image of a vector graphic": (url) => loaded("div", { innerHTML: `<svg width=9 height=9><image href="${url}" width=9 height=9 /></svg>` }),
  "a prefetch": (url) => loaded("link", { rel: "prefetch", href: url }),
  "a preload": (url) => loaded("link", { rel: "preload", as: "image", href: url }),
  "a module preload": (url) => loaded("link", { rel: "modulepreload", href: url }),
  "a shared worker": (url) =>
    new Promise((resolve, reject) => {
      const source = URL.createObjectURL(new Blob([`fetch("${url}")`]));
      new SharedWorker(source).onerror = () => reject(new Error("error"));
    }),
  WebTransport: worker.WebTransport,
};

/** The same, for those after which the frame's document is another. */
export const navigation = {
  "its location": async (url) => (location.href = url),
  "a refresh": (url) => loaded("meta", { httpEquiv: "refresh", content: `0; url=${url}` }, document.head),
  "a form": async (url) => {
    const form = Object.assign(document.createElement("form"), { action: url, method: "post" });
    document.documentElement.append(form);
    form.submit();
  },
  "a link": async (url) => {
    const link = Object.assign(document.createElement("a"), { href: url, ping: url });
    document.documentElement.append(link);
    link.click();
  },
  "a window": async (url) => open(url),
};

/**
 * What a window has and a worker must not. `RTCPeerConnection` above all: no policy of today's browsers stops its
 * datagrams, so that only the script's hash keeps them out of the frame.
 */
export const windowOnly = ["RTCPeerConnection", "SharedWorker", "Image", "document", "open", "Audio"];

/** What arrives of a probe where it is no request. */
export const arrivesAs = { WebTransport: "datagram" };

/** What `frame` uses: adds an element and waits for its end. */
export const helpers = `function loaded(tag, properties, parent = document.body ?? document.documentElement) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), properties);
    [element.onload, element.onerror] = [resolve, () => reject(new Error("error"))];
    parent.append(element);
    element.load?.();
  });
}`;

/** From Python. `URL`, `HOST` and `PORT` are names in it. */
export const python = {
  urllib: "import urllib.request\nurllib.request.urlopen(URL, timeout=2)",
  "http.client": "import http.client\nc = http.client.HTTPConnection(HOST, PORT, timeout=2)\nc.request('GET', URL)\nc.getresponse()",
  "a socket": "import socket\ns = socket.create_connection((HOST, PORT), timeout=2)\ns.sendall(f'GET {URL} HTTP/1.0\\r\\n\\r\\n'.encode())\ns.recv(1)",
  asyncio: `import asyncio
async def main():
    reader, writer = await asyncio.open_connection(HOST, PORT)
    writer.write(f"GET {URL} HTTP/1.0\\r\\n\\r\\n".encode())
    await reader.read(1)
asyncio.run(main())`,
  "xmlrpc.client": "import xmlrpc.client\nxmlrpc.client.ServerProxy(URL).probe()",
  "another process": `import subprocess, sys
subprocess.run([sys.executable or "python3", "-c", "import sys, urllib.request as r; r.urlopen(sys.argv[1])", URL], check=True)`,
  "os.system": `import os
if os.system("python3 -c 'import sys, urllib.request as r; r.urlopen(sys.argv[1])' " + URL): raise OSError("refused")`,
  "a thread": "import concurrent.futures as c, urllib.request\nc.ThreadPoolExecutor().submit(urllib.request.urlopen, URL).result()",
};

/** From Python: what a picture could load once the page shows it. */
export const picture = `from vivarium import display
display('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="URL" width="9" height="9"/>'
        '<style>@import "URL";</style><foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" '
        'src="URL"/></foreignObject></svg>', "image/svg+xml")
display('<img src="URL"><script src="URL"></script>', "text/html")
display("![x](URL)", "text/markdown")
print("<img src=URL>", "\\x1b]8;;URL\\x07link")`;
