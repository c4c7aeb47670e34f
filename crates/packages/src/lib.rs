//! Python packages for programs: what a program asks for, which wheels fit, and what is in them.
//!
//! Pure: whoever uses it fetches. [`resolve`] answers what it still needs to know, until it knows which wheels to take; it
//! begins anew each time, so that nothing has to be kept between its questions.

pub mod compiled;
pub mod error;
pub mod index;
pub mod known;
pub mod marker;
pub mod metadata;
pub mod name;
pub mod requirement;
mod resolve;
pub mod script;
pub mod tags;
#[cfg(target_arch = "wasm32")]
mod web;
pub mod wheel;
pub mod zip;

pub use error::Error;
pub use known::{Candidate, Known};
pub use marker::Environment;
pub use name::Name;
pub use requirement::Requirement;
pub use resolve::{Answer, Need, resolve};

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    let digest = sha2::Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        // A String takes everything.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
