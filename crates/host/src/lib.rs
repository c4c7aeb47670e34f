//! The worker's side of Vivarium: the operating system that the engine sees.
//!
//! [`core`] is that system without a browser, tested natively; `rim` joins it to the engine's memory and to the
//! page's messages.

pub mod core;
#[cfg(target_arch = "wasm32")]
mod rim;
