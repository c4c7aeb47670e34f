//! The worker: WASI and the `vivarium` imports over in-memory files, limits, stop.
