// The walls: what runs in the sandbox can reach neither network, nor storage, nor the page.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

async function sandboxFrame(page) {
  const app = await App.open(page, server.url);
  await app.finishes("print(1)\n");
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  assert.ok(frame, "there is no frame");
  return frame;
}

const forbidden = {
  "a request": (url) => fetch(url).then(() => 1),
  "an XMLHttpRequest": (url) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      [request.onload, request.onerror] = [() => resolve(1), reject];
      request.open("GET", url);
      request.send();
    }),
  "a socket": (url) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace("http", "ws"));
      [socket.onopen, socket.onerror] = [() => resolve(1), reject];
    }),
  "an image": (url) =>
    new Promise((resolve, reject) => {
      const image = new Image();
      [image.onload, image.onerror] = [() => resolve(1), reject];
      image.src = `${url}?image`;
    }),
  "local storage": () => localStorage.length,
  "a database": () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open("x");
      [request.onsuccess, request.onerror] = [() => resolve(1), reject];
    }),
  cookies: () => document.cookie,
  "the page's document": () => parent.document.title,
  "the page's address": () => parent.location.href,
  "somebody else's script": (url) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      [script.onload, script.onerror] = [() => resolve(1), reject];
      script.src = `${url}vivarium.js`;
      document.documentElement.append(script);
    }),
};

inBrowsers("the frame is walled in", async ({ page, t }) => {
  const frame = await sandboxFrame(page);
  const before = server.requests.length;
  for (const [what, attempt] of Object.entries(forbidden)) {
    const got = await frame.evaluate(attempt, server.url).then(
      () => "reached",
      () => "refused",
    );
    assert.equal(got, "refused", what);
  }
  // The page itself may load something meanwhile; none of that is what was tried.
  const ofThePage = /\/assets\/|\/(sw\.js|index\.html)$/;
  assert.deepEqual(server.requests.slice(before).filter((path) => !ofThePage.test(path)), []);
  t.diagnostic(`${Object.keys(forbidden).length} ways out tried`);
});

inBrowsers("Python has no network of its own", async ({ page }) => {
  const app = await App.open(page, server.url);
  const before = server.requests.length;
  await app.write(`import urllib.request\nurllib.request.urlopen("${server.url}", timeout=2)\n`);
  await app.run();
  const deny = await page.waitForSelector(".prompt ::-p-text(Deny)", { visible: true });
  const asked = server.requests.slice(before).filter((path) => !/assets\/|(sw\.js|index\.html)$/.test(path));
  assert.deepEqual(asked, [], "nothing is sent before somebody allows it");
  await deny.click();
  await app.ends();
  assert.match(await app.output(), /PermissionError/);
});
