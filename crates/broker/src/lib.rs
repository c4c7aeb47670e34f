//! The page's tools: the pure broker of `vivarium-tools`, with the browser's `fetch` and clock.
//!
//! A module of its own, loaded only where a page has tools: the first output never waits for it.

#[cfg(target_arch = "wasm32")]
mod cassette;
#[cfg(target_arch = "wasm32")]
mod config;
#[cfg(target_arch = "wasm32")]
mod doctor;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod person;
#[cfg(target_arch = "wasm32")]
mod request;
#[cfg(target_arch = "wasm32")]
mod tools;
