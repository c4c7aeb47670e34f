//! What a package says of itself (core metadata): headers, of which four matter here.

use crate::name::Name;
use crate::requirement::Requirement;
use pep440_rs::{Version, VersionSpecifiers};
use std::str::FromStr;

/// More are nobody's.
const MOST: usize = 1_000;

/// Name, version and needs of one package.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// Its name.
    pub name: Name,
    /// Its version.
    pub version: Version,
    /// What it needs.
    pub requires: Vec<Requirement>,
    /// Which Python.
    pub python: Option<VersionSpecifiers>,
}

/// Reads the headers, or says what is wrong.
pub fn read(text: &str) -> Result<Metadata, String> {
    let (mut name, mut version, mut python, mut requires) = (None, None, None, Vec::new());
    for line in text.lines().take_while(|line| !line.is_empty()) {
        // Lines that go on belong to headers that do not matter here.
        let Some((header, value)) = line
            .split_once(':')
            .filter(|_| !line.starts_with([' ', '\t']))
        else {
            continue;
        };
        let value = value.trim();
        match header.to_ascii_lowercase().as_str() {
            "name" => name = Name::new(value),
            "version" => version = Version::from_str(value).ok(),
            "requires-python" => python = VersionSpecifiers::from_str(value).ok(),
            "requires-dist" if requires.len() == MOST => {
                return Err("its metadata has too many requirements".into());
            }
            "requires-dist" => requires.push(value.parse().map_err(|error| format!("{error}"))?),
            _ => {}
        }
    }
    Ok(Metadata {
        name: name.ok_or("its metadata has no name")?,
        version: version.ok_or("its metadata has no version")?,
        requires,
        python,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read() {
        let text = "Metadata-Version: 2.4\nName: Markdown_It.Py\nVersion: 4.0.0\nSummary: a: b\nDescription: x\n  Requires-Dist: not this\nRequires-Dist: mdurl~=0.1\nRequires-Dist: x ; extra == \"a\"\nRequires-Python: >=3.10\n\nRequires-Dist: nor this\n";
        let metadata = read(text).expect("metadata");
        assert_eq!(metadata.name.as_str(), "markdown-it-py");
        assert_eq!(metadata.version.to_string(), "4.0.0");
        let requires: Vec<_> = metadata.requires.iter().map(Requirement::short).collect();
        assert_eq!(requires, ["mdurl~=0.1", "x"]);
        assert!(metadata.python.is_some());
        assert!(read("Name: a\n").is_err());
        assert!(read("").is_err());
        assert!(read("Name: a\nVersion: 1\nRequires-Dist: ???\n").is_err());
    }
}
