//! Our edits of released crates: each `engine/patches/*.toml` names places in their sources and what to put there.

use super::Sources;
use crate::cache::collect_files;
use crate::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatchFile {
    edit: Vec<Edit>,
}

/// One place in one file of one crate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    #[serde(rename = "crate")]
    package: String,
    file: String,
    /// Text that stands there exactly `times` times.
    anchor: String,
    #[serde(default = "once")]
    times: usize,
    /// What to do at the anchor.
    #[serde(default)]
    place: Place,
    insert: String,
    /// Why; for the reader.
    #[expect(
        dead_code,
        reason = "read by people, and demanded here so that no edit goes without it"
    )]
    reason: String,
    /// The upstream issue or place that makes it necessary; for the reader.
    #[expect(
        dead_code,
        reason = "read by people, and demanded here so that no edit goes without it"
    )]
    upstream: String,
}

fn once() -> usize {
    1
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    #[default]
    After,
    Before,
    Instead,
}

/// Write the edited crates below `target`, and answer where every crate now is. Files that are already right are
/// left alone, so that cargo has nothing to do.
pub(super) fn apply(patches: &Path, sources: &Sources, target: &Path) -> Result<Sources> {
    let mut by_crate: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    let mut files = Vec::new();
    collect_files(patches, &mut files)?;
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).map_err(Error::io(&file))?;
        let patch: PatchFile = toml::from_str(&text)
            .map_err(|error| Error::new(format!("{}: {error}", file.display())))?;
        for edit in patch.edit {
            by_crate.entry(edit.package.clone()).or_default().push(edit);
        }
    }
    let mut edited = sources.clone();
    for (package, edits) in by_crate {
        let source = sources.get(&package).ok_or_else(|| {
            Error::new(format!(
                "{package} is edited but not named in engine/sources/Cargo.toml."
            ))
        })?;
        let folder = target.join(&package);
        write_crate(source, &edits, &folder)?;
        edited.insert(package, folder);
    }
    Ok(edited)
}

fn write_crate(source: &Path, edits: &[Edit], folder: &Path) -> Result<()> {
    for edit in edits {
        if !source.join(&edit.file).is_file() {
            return Err(Error::new(format!(
                "{} has no file {}: mend engine/patches.",
                edit.package, edit.file
            )));
        }
    }
    let mut files = Vec::new();
    collect_files(source, &mut files)?;
    for file in files {
        let relative = file.strip_prefix(source).unwrap_or(&file);
        let mut content = fs::read(&file).map_err(Error::io(&file))?;
        for edit in edits
            .iter()
            .filter(|edit| Path::new(&edit.file) == relative)
        {
            content = edited(&String::from_utf8_lossy(&content), edit)?.into_bytes();
        }
        let to = folder.join(relative);
        if fs::read(&to).is_ok_and(|there| there == content) {
            continue;
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(Error::io(parent))?;
        }
        fs::write(&to, content).map_err(Error::io(&to))?;
    }
    Ok(())
}

fn edited(text: &str, edit: &Edit) -> Result<String> {
    let found = text.matches(&edit.anchor).count();
    if found == 0 || found != edit.times {
        return Err(Error::new(format!(
            "{} {}: the anchor of an edit stands there {found} times, not {}; the crate has changed, so look at the \
             edit's reason and mend engine/patches:\n{}",
            edit.package, edit.file, edit.times, edit.anchor
        )));
    }
    let replacement = match edit.place {
        Place::Before => [edit.insert.as_str(), &edit.anchor].concat(),
        Place::After => [edit.anchor.as_str(), &edit.insert].concat(),
        Place::Instead => edit.insert.clone(),
    };
    Ok(text.replace(&edit.anchor, &replacement))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(anchor: &str, place: Place) -> Edit {
        Edit {
            package: "p".into(),
            file: "f".into(),
            anchor: anchor.into(),
            times: 1,
            place,
            insert: "X".into(),
            reason: String::new(),
            upstream: String::new(),
        }
    }

    #[test]
    fn text_is_put_at_the_anchor() {
        assert_eq!(edited("abc", &edit("b", Place::After)).unwrap(), "abXc");
        assert_eq!(edited("abc", &edit("b", Place::Before)).unwrap(), "aXbc");
        assert_eq!(edited("abc", &edit("b", Place::Instead)).unwrap(), "aXc");
    }

    #[test]
    fn an_anchor_that_is_gone_or_not_alone_is_an_error() {
        assert!(edited("abc", &edit("d", Place::After)).is_err());
        assert!(edited("abcb", &edit("b", Place::After)).is_err());
    }

    #[test]
    fn an_anchor_may_stand_there_as_often_as_it_says() {
        let twice = |text| {
            let edit = Edit {
                times: 2,
                ..edit("b", Place::Instead)
            };
            edited(text, &edit)
        };
        assert_eq!(twice("abcb").unwrap(), "aXcX");
        assert!(twice("abc").is_err());
        assert!(twice("abcbb").is_err());
    }
}
