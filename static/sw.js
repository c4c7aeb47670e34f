// The service worker: after one visit the page works without network. Files of two builds are never mixed.
"use strict";

// Path → the beginning of its SHA-256, for every file of this build; the build writes it.
const FILES = "FILES";
const OURS = "vivarium-";
const CACHE = OURS + FILES["index.html"];
const scope = new URL(registration.scope);

/** What a file is called without its content's hash: the same in every build. */
const kind = (path) => path.replace(/-[0-9A-Za-z]{8,16}(?=[._])/, "");

/** A file's path below the scope, `index.html` for the page itself; nothing for what is not ours. */
function pathOf(address) {
  const url = new URL(address);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return undefined;
  const path = decodeURIComponent(url.pathname.slice(scope.pathname.length)) || "index.html";
  // The script modules that `assets/` held in an earlier build are still wanted by a page of that build.
  return Object.hasOwn(FILES, path) || path.startsWith("assets/") ? path : undefined;
}

const key = (path) => new URL(path, scope).href;

/** Keeps a response if it is what the build made: a truncated or foreign file would stay for good. */
async function keep(path, response) {
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 8);
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!response.ok || hash !== FILES[path]) return false;
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "transfer-encoding"]) headers.delete(name);
  headers.set("content-length", String(bytes.byteLength));
  await (await caches.open(CACHE)).put(key(path), new Response(bytes, { headers }));
  return true;
}

/** A file as it stands in the caches. The page itself is this build's alone; all else has its content in its name. */
const kept = async (path) => (path in FILES && !path.startsWith("assets/") ? (await caches.open(CACHE)).match(key(path)) : caches.match(key(path)));

/** Has these files ready, unless they are. */
async function prepare(paths) {
  const cache = await caches.open(CACHE);
  const load = async (path) => {
    if (!Object.hasOwn(FILES, path) || (await cache.match(key(path)))) return true;
    // The caches of earlier builds go: what has not changed is taken over.
    const earlier = await kept(path);
    if (earlier) return cache.put(key(path), earlier).then(() => true);
    // What the page has just loaded comes from the browser's own cache.
    return keep(path, await fetch(key(path), { cache: path.startsWith("assets/") ? "force-cache" : "no-cache" }));
  };
  const done = await Promise.all(paths.map(load));
  if (!done.every(Boolean)) throw new Error("A file on the server is not of this build.");
}

/** What was used of the builds before is had of this one. */
async function install() {
  const used = new Set(["index.html"]);
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS) || name === CACHE) continue;
    for (const { url } of await (await caches.open(name)).keys()) used.add(kind(pathOf(url) ?? ""));
  }
  await prepare(Object.keys(FILES).filter((path) => used.has(kind(path))));
}

/** Earlier builds go when no other page may still be of them. */
async function tidy() {
  if ((await clients.matchAll({ includeUncontrolled: true })).length > 1) return;
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(clients.claim().then(tidy)));

addEventListener("message", (event) => {
  const { keep, activate } = event.data ?? {};
  if (activate) event.waitUntil(skipWaiting());
  if (Array.isArray(keep)) {
    const paths = keep.map(pathOf).filter((path) => path !== undefined);
    event.waitUntil(prepare(paths).catch(() => {}));
  }
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.method === "GET" ? pathOf(request.url) : undefined;
  if (path === undefined) return;
  const answer = async () => {
    const here = await kept(path);
    if (here) return here;
    const response = await fetch(request);
    if (Object.hasOwn(FILES, path) && response.ok) {
      const copy = response.clone();
      event.waitUntil(keep(path, copy).catch(() => {}));
    }
    return response;
  };
  event.respondWith(answer());
});
