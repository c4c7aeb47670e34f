//! The files the page downloads: a compression (`codec`) and, inside it, an archive of many files (`archive`).
//!
//! Both formats are ours because the browser's own decompressors are either weaker (gzip) or not everywhere
//! (brotli). A pack checks itself: what was cut short or changed on its way is an error, never a wrong program.

mod archive;
mod codec;

pub use archive::{Archive, Entry};
pub use codec::{Unpacker, decode};

#[cfg(feature = "encode")]
pub use archive::build as build_archive;
#[cfg(feature = "encode")]
pub use codec::{Quality, blank_dictionary, encode};

/// Largest size that a pack may unfold to. What claims more is damaged.
pub const MAX_UNPACKED: usize = 64 << 20;

/// What is wrong with a file that came from the server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// It does not begin with our magic: often an error page of the server.
    #[error("the file is no Vivarium pack (is the server answering with another page?)")]
    Foreign,
    /// Fewer bytes than its header announces.
    #[error("the file is incomplete: {have} of {want} bytes arrived")]
    Truncated {
        /// Bytes that are there.
        have: usize,
        /// Bytes that should be.
        want: usize,
    },
    /// The checksum or the structure is wrong.
    #[error("the file is damaged ({0}); reload the page, or upload it to the server again")]
    Damaged(&'static str),
}
