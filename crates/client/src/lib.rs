//! The page's side of Vivarium: fetches the files, makes the sandbox frame, runs programs in its workers.
//!
//! ```text
//! let sandbox = Sandbox::new(Assets::in_page()?, Limits::default());
//! sandbox.on_notice(|notice| …);        // download progress, ready, failed
//! sandbox.prepare();                    // optional: start downloading now
//! sandbox.run(request, |event| …);      // any number of events, then exactly one `Event::Done`
//! ```
//!
//! [`supervisor`] decides, without knowing of browsers; `sandbox` carries out what it decides.

mod assets;
mod download;
mod frame;
#[cfg(feature = "js")]
mod js;
mod message;
mod page;
mod sandbox;
pub mod supervisor;
#[cfg(test)]
mod supervisor_tests;

pub use assets::{Assets, AssetsError};
pub use frame::FRAME_SCRIPT_HASH;
pub use sandbox::Sandbox;
pub use vivarium_protocol as protocol;

/// What a sandbox tells beside the events of its runs.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// Bytes of everything needed before the first run: downloaded, and all together where the server says so.
    Progress {
        /// Arrived so far.
        received: u64,
        /// To arrive in all.
        total: Option<u64>,
    },
    /// An interpreter stands ready.
    Ready {
        /// Whether `input()` can wait for the user; else standard input must be given up front.
        can_suspend: bool,
    },
    /// Nothing can run now, in one sentence with the way out. The next run tries again.
    Failed(String),
}
