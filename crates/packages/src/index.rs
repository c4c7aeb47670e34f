//! An index's page about one package, as JSON (PEP 691, with the sizes of PEP 700).

use crate::error::Error;
use crate::known::Candidate;
use crate::name::Name;
use crate::tags::{self, Fit};
use pep440_rs::{Version, VersionSpecifiers};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;

#[derive(Debug, Deserialize)]
struct Document {
    #[serde(default)]
    meta: Meta,
    files: Vec<File>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Meta {
    #[serde(default)]
    api_version: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File {
    filename: String,
    url: String,
    #[serde(default)]
    hashes: BTreeMap<String, String>,
    #[serde(default)]
    requires_python: Option<String>,
    #[serde(default)]
    core_metadata: Offered,
    #[serde(default)]
    dist_info_metadata: Offered,
    #[serde(default)]
    yanked: Offered,
    #[serde(default)]
    size: Option<u64>,
}

/// `true`, `false`, a text, or hashes.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Offered {
    Flag(bool),
    Hashes(BTreeMap<String, String>),
    /// Why.
    Text(#[expect(dead_code, reason = "that there is one is enough")] String),
    #[default]
    None,
}

impl Offered {
    fn is(&self) -> bool {
        !matches!(self, Self::Flag(false) | Self::None)
    }
}

/// What an index has of one package.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// One wheel of each version that can run here, the newest first.
    pub candidates: Vec<Candidate>,
    /// A compiled wheel.
    pub compiled: Option<String>,
    /// A source file.
    pub source: Option<String>,
    /// The newest version for other Pythons, and which.
    pub other_python: Option<String>,
}

/// Reads a page that came from `base`.
pub fn read(name: &Name, base: &str, text: &str, python: &Version) -> Result<Page, Error> {
    let refuse = |reason: String| Error::Page {
        name: name.to_string(),
        reason,
    };
    if text.trim_start().starts_with('<') {
        return Err(refuse(
            "it is HTML; an index must answer in JSON (application/vnd.pypi.simple.v1+json)".into(),
        ));
    }
    let document: Document =
        serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
    let api = document.meta.api_version.as_deref().unwrap_or("1.0");
    if api.split('.').next() != Some("1") {
        return Err(refuse(format!("it is of version {api}, and 1 is known")));
    }
    let minor = python.release().get(1).map_or(0, |minor| *minor as u32);
    let mut page = Page::default();
    // Version → wheel, and how it is preferred to others of that version.
    let mut best: BTreeMap<Version, ((bool, String, u64), Candidate)> = BTreeMap::new();
    for file in document.files {
        let Some(read) = tags::read(&file.filename, minor).filter(|read| read.name == *name) else {
            continue;
        };
        let runs = file
            .requires_python
            .as_deref()
            .and_then(|range| VersionSpecifiers::from_str(range).ok())
            .is_none_or(|range| range.contains(python));
        match read.fit {
            Fit::Source => page.source = Some(file.filename),
            Fit::Compiled => page.compiled = Some(file.filename),
            Fit::OtherPython => page.other_python = Some("2".into()),
            Fit::Pure | Fit::WithoutCompiled if !runs => page.other_python = file.requires_python,
            Fit::Pure | Fit::WithoutCompiled => {
                // The smallest of those that are taken apart: what is compiled in them is not used.
                let rank = (
                    read.fit == Fit::Pure,
                    read.build,
                    u64::MAX - file.size.unwrap_or(0),
                );
                let offered = if file.core_metadata.is() {
                    file.core_metadata
                } else {
                    file.dist_info_metadata
                };
                let candidate = Candidate {
                    name: name.clone(),
                    version: read.version.clone(),
                    filename: file.filename,
                    url: file.url,
                    base: base.to_owned(),
                    sha256: file
                        .hashes
                        .get("sha256")
                        .map(|hash| hash.to_ascii_lowercase())
                        .unwrap_or_default(),
                    metadata: match offered {
                        Offered::Hashes(hashes) => {
                            Some(hashes.get("sha256").cloned().unwrap_or_default())
                        }
                        Offered::Flag(true) => Some(String::new()),
                        _ => None,
                    },
                    size: file.size,
                    yanked: file.yanked.is(),
                };
                let there = best.get(&read.version);
                if there.is_none_or(|(other, _)| *other < rank) {
                    best.insert(read.version, (rank, candidate));
                }
            }
        }
    }
    page.candidates = best.into_values().rev().map(|(_, it)| it).collect();
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(files: &str) -> Result<Page, Error> {
        let name = Name::new("a").expect("a name");
        let text = format!(r#"{{"meta":{{"api-version":"1.1"}},"name":"a","files":[{files}]}}"#);
        read(
            &name,
            "https://index.example/simple/a/",
            &text,
            &"3.14.0".parse().expect("a version"),
        )
    }

    #[test]
    fn the_best_wheel_of_each_version_is_taken() {
        let found = page(
            r#"{"filename":"a-1-py3-none-any.whl","url":"1","hashes":{"sha256":"AB"},"core-metadata":{"sha256":"cd"},"yanked":"why"},
            {"filename":"a-10-py3-none-any.whl","url":"10","hashes":{},"requires-python":">=3.9","dist-info-metadata":true,"yanked":false,"size":5},
            {"filename":"a-10-1-py3-none-any.whl","url":"10-1","hashes":{}},
            {"filename":"a-11-py3-none-any.whl","url":"11","hashes":{},"requires-python":"<3.9"},
            {"filename":"b-12-py3-none-any.whl","url":"12","hashes":{}},
            {"filename":"a-12-cp314-cp314-win32.whl","url":"12","hashes":{}},
            {"filename":"a-9.tar.gz","url":"9","hashes":{}}, {"filename":"what.exe","url":"","hashes":{}}"#,
        )
        .expect("a page");
        let urls: Vec<_> = found.candidates.iter().map(|it| it.url.as_str()).collect();
        assert_eq!(urls, ["10-1", "1"]);
        assert_eq!(found.candidates[1].sha256, "ab");
        assert_eq!(found.candidates[1].metadata.as_deref(), Some("cd"));
        assert!(found.candidates[1].yanked && !found.candidates[0].yanked);
        assert_eq!(found.other_python.as_deref(), Some("<3.9"));
        assert!(found.compiled.is_some() && found.source.is_some());
    }

    #[test]
    fn what_is_no_page_says_why() {
        let name = Name::new("a").expect("a name");
        let python = "3.14.0".parse().expect("a version");
        for (text, part) in [
            ("<!DOCTYPE html>", "it is HTML"),
            ("{}", "missing field"),
            ("", "EOF"),
            (
                r#"{"meta":{"api-version":"2.0"},"files":[]}"#,
                "version 2.0",
            ),
        ] {
            let error = read(&name, "", text, &python).expect_err(text).to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
