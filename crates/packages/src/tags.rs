//! File names of distributions: which wheels can run here.

use crate::compiled;
use crate::name::Name;
use pep440_rs::Version;
use std::str::FromStr;

/// What a file of the index is, for us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// A wheel of pure Python for our version.
    Pure,
    /// A compiled one whose Python part runs without the compiled one.
    WithoutCompiled,
    /// A compiled one.
    Compiled,
    /// A wheel for another Python.
    OtherPython,
    /// Sources.
    Source,
}

/// The parts of a file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// Of which package.
    pub name: Name,
    /// In which version.
    pub version: Version,
    /// A greater one is preferred.
    pub build: String,
    /// Whether it can run here.
    pub fit: Fit,
}

/// Reads a file name; `None` for what is neither wheel nor source.
pub fn read(filename: &str, minor: u32) -> Option<FileName> {
    if let Some(stem) = filename.strip_suffix(".whl") {
        let parts: Vec<&str> = stem.split('-').collect();
        let (build, [pythons, abis, platforms]) = match parts.as_slice() {
            [_, _, a, b, c] => ("", [a, b, c]),
            [_, _, build, a, b, c] => (*build, [a, b, c]),
            _ => return None,
        };
        let name = Name::new(parts[0])?;
        let fit = fit(&name, pythons, abis, platforms, minor);
        return Some(FileName {
            version: Version::from_str(parts[1]).ok()?,
            name,
            build: build.to_owned(),
            fit,
        });
    }
    let stem = [".tar.gz", ".zip", ".tar.bz2"]
        .iter()
        .find_map(|end| filename.strip_suffix(end))?;
    let (name, version) = stem.rsplit_once('-')?;
    Some(FileName {
        name: Name::new(name)?,
        version: Version::from_str(version).ok()?,
        build: String::new(),
        fit: Fit::Source,
    })
}

fn fit(name: &Name, pythons: &str, abis: &str, platforms: &str, minor: u32) -> Fit {
    let pure =
        abis.split('.').any(|abi| abi == "none") && platforms.split('.').any(|it| it == "any");
    if !pure {
        return if compiled::runs_without(name) {
            Fit::WithoutCompiled
        } else {
            Fit::Compiled
        };
    }
    let ours = |tag: &str| {
        tag.strip_prefix("py3").is_some_and(|rest| {
            rest.is_empty() || rest.parse().is_ok_and(|tagged: u32| tagged <= minor)
        })
    };
    if pythons.split('.').any(ours) {
        Fit::Pure
    } else {
        Fit::OtherPython
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit_of(filename: &str) -> Option<Fit> {
        read(filename, 14).map(|file| file.fit)
    }

    #[test]
    fn names_tell_what_runs() {
        for (filename, fit) in [
            ("attrs-25.4.0-py3-none-any.whl", Fit::Pure),
            ("six-1.17.0-py2.py3-none-any.whl", Fit::Pure),
            ("a-1-2-py314-none-any.whl", Fit::Pure),
            ("a-1-py39-none-any.whl", Fit::Pure),
            ("a-1-py315-none-any.whl", Fit::OtherPython),
            ("a-1-py2-none-any.whl", Fit::OtherPython),
            ("a-1-cp314-none-any.whl", Fit::OtherPython),
            (
                "numpy-2.3.0-cp314-cp314-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl",
                Fit::Compiled,
            ),
            ("a-1-py3-none-win_amd64.whl", Fit::Compiled),
            (
                "markupsafe-3.0.3-cp314-cp314-win32.whl",
                Fit::WithoutCompiled,
            ),
            ("attrs-25.4.0.tar.gz", Fit::Source),
            ("python-dateutil-2.9.0.post0.tar.gz", Fit::Source),
        ] {
            assert_eq!(fit_of(filename), Some(fit), "{filename}");
        }
        for filename in [
            "attrs.whl",
            "a-b.whl",
            "attrs-25.4.0.exe",
            "",
            "a-x-py3-none-any.whl",
            "-1-py3-none-any.whl",
        ] {
            assert_eq!(fit_of(filename), None, "{filename}");
        }
    }
}
