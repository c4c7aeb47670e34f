//! The part of the host that knows no browser: what a program sees as its operating system.

pub mod call_wait;
pub mod calls;
pub mod clock;
pub mod descriptors;
pub mod errno;
pub mod files;
#[cfg(test)]
mod files_tests;
pub mod library;
pub mod memory;
#[cfg(test)]
mod message_tests;
pub mod module;
pub mod native;
pub mod output;
pub mod process;
#[cfg(test)]
mod process_tests;
pub mod random;
pub mod run;
pub mod stdin;
pub mod threads;
pub mod wasi;
