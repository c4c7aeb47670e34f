//! The standard library's files: what is taken, what is left out, and the archive of them.

use super::Sources;
use crate::cache::collect_files;
use crate::error::{Error, Result};
use std::fs;
use std::path::Path;

/// What cannot work in a page or is of no use there; `_vivarium_library.py` says why to whoever imports it.
const LEFT_OUT: &[&str] = &[
    "__phello__",
    "_aix_support.py",
    "_android_support.py",
    "_apple_support.py",
    "_ios_support.py",
    "_osx_support.py",
    "antigravity.py",
    "ctypes",
    "ensurepip",
    "idlelib",
    "multiprocessing",
    "pydoc_data",
    "README.md",
    "sqlite3",
    "ssl.py",
    "tkinter",
    "turtle.py",
    "turtledemo",
    "venv",
];

/// Directories of these names hold tests, wherever they are.
const TESTS: &[&str] = &["test", "tests", "idle_test", "__pycache__"];

/// Put together the library's files below `out`: the released ones, and ours.
pub(super) fn collect(sources: &Sources, ours: &Path, out: &Path) -> Result<()> {
    let released = sources
        .get("rustpython-pylib")
        .ok_or_else(|| Error::new("engine/sources/Cargo.toml does not name rustpython-pylib."))?
        .join("Lib");
    copy_some(&released, out, wanted)?;
    copy(ours, out)
}

/// Copy every file below `from` to the same place below `to`.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    copy_some(from, to, |_| true)
}

fn copy_some(from: &Path, to: &Path, wanted: impl Fn(&Path) -> bool) -> Result<()> {
    let mut files = Vec::new();
    collect_files(from, &mut files)?;
    for file in files {
        let relative = file.strip_prefix(from).unwrap_or(&file);
        if !wanted(relative) {
            continue;
        }
        let copy = to.join(relative);
        if let Some(parent) = copy.parent() {
            fs::create_dir_all(parent).map_err(Error::io(parent))?;
        }
        fs::copy(&file, &copy).map_err(Error::io(&copy))?;
    }
    Ok(())
}

fn wanted(relative: &Path) -> bool {
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    let left_out = parts
        .first()
        .is_some_and(|first| LEFT_OUT.contains(&first.as_ref()));
    !left_out && !parts.iter().any(|part| TESTS.contains(&part.as_ref()))
}

/// The archive of the files below `folder`, in the order of their names.
pub(super) fn archive(folder: &Path) -> Result<Vec<u8>> {
    let mut paths = Vec::new();
    collect_files(folder, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        files.push((name, fs::read(&path).map_err(Error::io(&path))?));
    }
    Ok(vivarium_pack::build_archive(
        files
            .iter()
            .map(|(name, data)| (name.as_str(), data.as_slice())),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_what_cannot_work_are_left_out() {
        for path in [
            "os.py",
            "json/decoder.py",
            "unittest/case.py",
            "PSF-LICENSE",
        ] {
            assert!(wanted(Path::new(path)), "{path}");
        }
        for path in [
            "tkinter/ttk.py",
            "turtle.py",
            "email/test/x.py",
            "ctypes/util.py",
        ] {
            assert!(!wanted(Path::new(path)), "{path}");
        }
    }
}
