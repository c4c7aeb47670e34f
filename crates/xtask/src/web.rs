//! Host and client: compiled for the browser, bound, optimised, named by content.

use crate::context::Context;
use crate::error::{Error, Result};
use std::path::PathBuf;

/// What the build of host and client leaves in the cache.
#[derive(Debug)]
pub(crate) struct Web {
    /// The worker's script (classic, `--target no-modules`).
    pub(crate) host_script: PathBuf,
    /// The worker's module.
    pub(crate) host_wasm: PathBuf,
    /// The client for JavaScript (`--target web`).
    pub(crate) client_script: PathBuf,
    /// Its module.
    pub(crate) client_wasm: PathBuf,
}

/// Build all, or find them in the cache.
pub(crate) fn build(_context: &Context) -> Result<Web> {
    Err(Error::new(
        "The build of host and client is not written yet.",
    ))
}
