//! The one error type of `./x`: what failed, as a sentence for the person at the terminal.

use std::path::{Path, PathBuf};

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file or directory could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A program ended with a failure; its output has been shown.
    #[error("{what} failed ({how}): {command}")]
    Command {
        /// The step's description.
        what: String,
        /// Its exit status.
        how: String,
        /// The command line, to run it by hand.
        command: String,
    },
    /// Anything else, with the way out.
    #[error("{0}")]
    Message(String),
}

/// Result with [`Error`].
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error that is one sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }

    /// For `map_err`: an I/O error at `path`.
    pub(crate) fn io(path: impl AsRef<Path>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.as_ref().to_path_buf();
        move |source| Self::Io { path, source }
    }
}
