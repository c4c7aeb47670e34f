// Stands in the offline page itself: gives each file that is packed into it an address, then starts the page with them.
"use strict";

(async () => {
  const parts = new Map([...document.querySelectorAll("script[data-path]")].map((part) => [part.dataset.path, part]));
  const types = { js: "text/javascript", css: "text/css", svg: "image/svg+xml", wasm: "application/wasm", html: "text/html" };

  /** Seven bits of each character, eight of each byte. */
  const unpack = (text, size) => {
    const bytes = new Uint8Array(size);
    let [held, bits, at] = [0, 0, 0];
    for (let place = 0; at < size; place++) {
      held = (held << 7) | (text.charCodeAt(place) & 127);
      bits += 7;
      if (bits >= 8) bytes[at++] = held >> (bits -= 8);
    }
    return bytes;
  };
  const content = async ({ textContent, dataset }) => {
    const bytes = unpack(textContent, Number(dataset.size));
    if (!("packed" in dataset)) return bytes;
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
  };

  /** Scripts name each other by addresses below their own, and a script in a page has no such place. */
  const linked = async (bytes, path) => {
    const text = new TextDecoder().decode(bytes);
    const named = /"(\.\.?\/[\w.-]+)"/g;
    const full = (name) => new URL(name, `file:///${path}`).pathname.slice(1);
    const names = [...text.matchAll(named)].map(([, name]) => name).filter((name) => parts.has(full(name)));
    const found = new Map(await Promise.all(names.map(async (name) => [name, await address(full(name))])));
    return text.replace(named, (whole, name) => (found.has(name) ? `"${found.get(name)}"` : whole));
  };
  const addresses = new Map();
  const address = (path) => {
    const make = async () => {
      const bytes = await content(parts.get(path));
      const body = path.endsWith(".js") ? await linked(bytes, path) : bytes;
      return URL.createObjectURL(new Blob([body], { type: types[path.split(".").pop()] ?? "application/octet-stream" }));
    };
    if (!addresses.has(path)) addresses.set(path, make());
    return addresses.get(path);
  };

  const names = document.getElementById("vivarium-assets");
  const assets = Object.entries(JSON.parse(names.textContent));
  const here = assets.filter(([name, path]) => name === "build" || parts.has(path));
  const addressed = await Promise.all(here.map(async ([name, path]) => [name, name === "build" ? path : await address(path)]));
  names.textContent = JSON.stringify(Object.fromEntries(addressed));
  let start;
  for (const element of document.querySelectorAll("[data-href], [data-src]")) {
    const { href, src } = element.dataset;
    if (href) element.href = await address(href.slice(2));
    else start = Object.assign(document.createElement("script"), { src: await address(src.slice(2)) });
  }
  document.head.append(start);
})();
