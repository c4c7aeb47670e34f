//! Where things are: the checkout, the cache, the installed tools.

use crate::cache::Cache;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How thoroughly to optimise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What is published.
    Release,
    /// For development: builds in a fraction of the time, runs slower.
    Fast,
}

impl Profile {
    /// Its name, for cache keys and messages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Fast => "fast",
        }
    }
}

/// What every command needs to know.
#[derive(Debug)]
pub(crate) struct Context {
    /// Top of the checkout.
    pub(crate) root: PathBuf,
    /// Results that are kept by content from one checkout to the next.
    pub(crate) cache: Cache,
    /// How thoroughly to optimise.
    pub(crate) profile: Profile,
}

impl Context {
    /// The context of this checkout.
    pub(crate) fn new(profile: Profile) -> Result<Self> {
        let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_dir
            .ancestors()
            .nth(2)
            .ok_or_else(|| Error::new("xtask is not inside a checkout; run it by ./x."))?
            .to_path_buf();
        Ok(Self {
            root,
            cache: Cache::open()?,
            profile,
        })
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// `dist/`.
    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// A program of an npm package that `tools/package-lock.json` pins, such as `wasm-opt` or `wizer`.
    pub(crate) fn npm_tool(&self, name: &str) -> Command {
        Command::new(self.path("tools/node_modules/.bin").join(name))
    }

    /// `cargo` at the pinned toolchain, working in the checkout.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new("cargo");
        command.arg(subcommand).current_dir(&self.root);
        command
    }
}
