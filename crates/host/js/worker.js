// The worker's entry, appended to the bindings of `crates/host`: the frame sends the compiled host and the port to
// the page first, then the engine.
"use strict";

onmessage = ({ data: { host, port, engine } }) => {
  if (host) {
    wasm_bindgen.initSync({ module: host });
    wasm_bindgen.start(port);
  }
  if (engine) wasm_bindgen.load(engine);
};
