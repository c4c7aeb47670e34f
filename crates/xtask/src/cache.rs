//! Results kept by the content they were made from, shared by all checkouts of this user.

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A directory of finished results: `<root>/<name>/<key>/`.
#[derive(Debug)]
pub(crate) struct Cache {
    root: PathBuf,
}

/// Digest of everything that a result is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key(String);

impl Cache {
    /// `$VIVARIUM_CACHE`, or `vivarium` in the user's cache directory.
    pub(crate) fn open() -> Result<Self> {
        let variable = |name| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let root = variable("VIVARIUM_CACHE")
            .or_else(|| variable("XDG_CACHE_HOME").map(|dir| dir.join("vivarium")))
            .or_else(|| variable("HOME").map(|dir| dir.join(".cache/vivarium")))
            .ok_or_else(|| {
                Error::new("Neither VIVARIUM_CACHE nor HOME is set: say where the cache may be.")
            })?;
        Ok(Self::at(root))
    }

    /// A cache in this directory.
    pub(crate) const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// A place for tools that are kept by version, not by content.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join("tools")
    }

    /// The directory of the result `name` made from `key`: built by `build` unless it is there.
    /// `build` gets an empty directory; it appears under its final name only when complete.
    pub(crate) fn get_or_build(
        &self,
        name: &str,
        key: &Key,
        build: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let parent = self.root.join(name);
        let finished = parent.join(&key.0);
        if finished.is_dir() {
            return Ok(finished);
        }
        let unfinished = parent.join(format!(".{}-{}", key.0, std::process::id()));
        remove(&unfinished)?;
        fs::create_dir_all(&unfinished).map_err(Error::io(&unfinished))?;
        if let Err(error) = build(&unfinished) {
            remove(&unfinished)?;
            return Err(error);
        }
        match fs::rename(&unfinished, &finished) {
            // Another build of the same content was quicker: its result is as good.
            Err(_) if finished.is_dir() => remove(&unfinished)?,
            renamed => renamed.map_err(Error::io(&finished))?,
        }
        Ok(finished)
    }
}

impl Key {
    /// The key of these files and directories (taken with all below them) and these strings, such as
    /// versions and command lines. Paths count relative to `root`, so checkouts share results.
    pub(crate) fn new(root: &Path, paths: &[&str], strings: &[&str]) -> Result<Self> {
        let mut files = Vec::new();
        for path in paths {
            collect_files(&root.join(path), &mut files)?;
        }
        files.sort();
        files.dedup();
        let mut digest = Sha256::new();
        let mut add = |bytes: &[u8]| {
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(bytes);
        };
        for file in files {
            let name = file.strip_prefix(root).unwrap_or(&file);
            add(name.to_string_lossy().as_bytes());
            add(&fs::read(&file).map_err(Error::io(&file))?);
        }
        for string in strings {
            add(string.as_bytes());
        }
        Ok(Self(hex(&digest.finalize()[..16])))
    }

    /// As text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// First 16 hexadecimal digits of the content's SHA-256, for file names.
pub(crate) fn content_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

/// Every file at or below `path`, without what tools leave behind.
pub(crate) fn collect_files(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(Error::io(path))? {
        let entry = entry.map_err(Error::io(path))?;
        let name = entry.file_name();
        let left_behind = ["target", "node_modules", "__pycache__", ".git"];
        if left_behind.iter().all(|left| name != *left) {
            collect_files(&entry.path(), files)?;
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn remove(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).map_err(Error::io(directory))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let dir =
            std::env::temp_dir().join(format!("vivarium-cache-{name}-{}", std::process::id()));
        remove(&dir).unwrap();
        fs::create_dir_all(&dir).unwrap();
        dir
    }

    #[test]
    fn a_result_is_built_once_and_a_failed_build_leaves_nothing() {
        let dir = scratch("once");
        let cache = Cache::at(dir.join("cache"));
        let key = Key::new(&dir, &[], &["a"]).unwrap();
        assert!(
            cache
                .get_or_build("thing", &key, |_| Err(Error::new("no")))
                .is_err()
        );
        let mut built = 0;
        for _ in 0..2 {
            let result = cache.get_or_build("thing", &key, |out| {
                built += 1;
                fs::write(out.join("file"), "x").map_err(Error::io(out))
            });
            assert_eq!(fs::read(result.unwrap().join("file")).unwrap(), b"x");
        }
        assert_eq!(built, 1);
        remove(&dir).unwrap();
    }

    #[test]
    fn the_key_changes_with_names_contents_and_strings_but_not_with_the_place() {
        let (one, two) = (scratch("one"), scratch("two"));
        for dir in [&one, &two] {
            fs::create_dir_all(dir.join("src/target")).unwrap();
            fs::write(dir.join("src/a"), "a").unwrap();
        }
        fs::write(two.join("src/target/ignored"), "b").unwrap();
        let key = |dir: &Path, strings: &[&str]| Key::new(dir, &["src"], strings).unwrap();
        assert_eq!(key(&one, &["x"]), key(&two, &["x"]));
        assert_ne!(key(&one, &["x"]), key(&one, &["y"]));
        assert_ne!(key(&one, &["xy"]), key(&one, &["x", "y"]));
        let before = key(&two, &[]);
        fs::write(two.join("src/a"), "c").unwrap();
        assert_ne!(before, key(&two, &[]));
        fs::write(two.join("src/a"), "a").unwrap();
        fs::rename(two.join("src/a"), two.join("src/b")).unwrap();
        assert_ne!(before, key(&two, &[]));
        remove(&one).unwrap();
        remove(&two).unwrap();
    }
}
