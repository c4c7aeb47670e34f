//! The rim: joins the core to the engine's memory, the event loop and the page's messages.
//!
//! A worker has one engine instance at a time and hence one process. The state is taken out of its place while it is
//! used and put back after, never borrowed across anything that could trap or suspend: a trap that strikes in the
//! middle of a call then costs that run, not the worker.

mod engine;
mod imports;
mod memory;
mod native;
mod page;
mod threads;
mod wait;
mod wasi;
mod worker;
