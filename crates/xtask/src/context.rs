//! Where things are: the checkout, the cache, the installed tools.

use crate::cache::Cache;
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::fs;
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

/// The version of trunk that is installed; nothing in the checkout's lock files says it.
const TRUNK: &str = "0.22.1";

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

    /// The programs that `./x install` builds with cargo: name and version.
    pub(crate) fn cargo_tools(&self) -> Result<[(&'static str, String); 2]> {
        Ok([
            ("wasm-bindgen-cli", self.locked_version("wasm-bindgen")?),
            ("trunk", TRUNK.into()),
        ])
    }

    /// Where such a program is installed.
    pub(crate) fn cargo_tool_dir(&self, name: &str, version: &str) -> PathBuf {
        self.cache.tools().join(format!("{name}-{version}"))
    }

    /// A program, looked for first among the installed tools (`wasm-bindgen`, `trunk`, `wasm-opt`, `wizer`,
    /// `wasm-bindgen-test-runner`, …), working at the top of the checkout.
    pub(crate) fn program(&self, name: &str) -> Result<Command> {
        let mut command = Command::new(name);
        command
            .current_dir(&self.root)
            .env("PATH", self.search_path()?);
        Ok(command)
    }

    /// `PATH` with the installed tools in front.
    fn search_path(&self) -> Result<OsString> {
        let mut directories = vec![self.path("tools/node_modules/.bin")];
        for (name, version) in self.cargo_tools()? {
            directories.push(self.cargo_tool_dir(name, &version).join("bin"));
        }
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        directories.extend(std::env::split_paths(&inherited));
        std::env::join_paths(directories).map_err(|error| {
            Error::new(format!(
                "A directory on PATH has an unusable name: {error}."
            ))
        })
    }

    /// The version of a crate in `Cargo.lock`.
    fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.path("Cargo.lock");
        let text = fs::read_to_string(&path).map_err(Error::io(&path))?;
        version_in_lock(&text, package)
            .ok_or_else(|| Error::new(format!("Cargo.lock names no version of {package}.")))
    }
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = lock.parse().ok()?;
    let packages = lock.get("package")?.as_array()?;
    let found = packages
        .iter()
        .find(|entry| entry.get("name").and_then(|name| name.as_str()) == Some(package))?;
    Some(found.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_from_the_lock_file() {
        let lock = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.2.3\"\n[[package]]\nname = \"b\"\nversion = \"2.0.0\"\n";
        assert_eq!(version_in_lock(lock, "b").as_deref(), Some("2.0.0"));
        assert_eq!(version_in_lock(lock, "c"), None);
    }
}
