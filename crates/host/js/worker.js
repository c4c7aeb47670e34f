// The worker's entry, appended to the bindings of `crates/host`. The frame sends the compiled host first; to a sandbox's
// worker with the port to the page, then the engine; to the compiler the packed engine, which it answers compiled.
"use strict";

onmessage = ({ data: { host, port, engine, packed } }) => {
  if (host) {
    wasm_bindgen.initSync({ module: host });
    if (port) wasm_bindgen.start(port);
  }
  if (packed) wasm_bindgen.compile(packed).then(postMessage).catch(() => postMessage({}));
  if (engine) wasm_bindgen.load(engine);
};
