//! What is asked for: `name[extras] versions ; marker`, as PEP 508 writes it.

use crate::error::Error;
use crate::marker::{Environment, Marker};
use crate::name::Name;
use pep440_rs::{Version, VersionSpecifiers};
use std::collections::BTreeSet;
use std::str::FromStr;

/// Longer ones are nobody's.
const LONGEST: usize = 2_000;

/// One package, asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Which.
    pub name: Name,
    /// With what besides.
    pub extras: BTreeSet<Name>,
    /// In which versions.
    pub versions: VersionSpecifiers,
    /// Under which circumstances.
    pub marker: Option<Marker>,
}

impl Requirement {
    /// Whether this version will do; pre-releases are not looked at here.
    pub fn allows(&self, version: &Version) -> bool {
        self.versions.contains(version)
    }

    /// Whether it holds here, for a package that was asked for with these extras.
    pub fn applies(&self, environment: &Environment, extras: &BTreeSet<Name>) -> bool {
        self.marker
            .as_ref()
            .is_none_or(|marker| marker.holds(environment, extras))
    }

    /// Whether it names a pre-release, and so allows them.
    pub fn names_prerelease(&self) -> bool {
        self.versions
            .iter()
            .any(|specifier| specifier.version().any_prerelease())
    }

    /// "name>=1" or, for any version, "name".
    pub fn short(&self) -> String {
        format!("{}{}", self.name, self.versions)
    }
}

impl FromStr for Requirement {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let refuse = |reason: &str| Error::Requirement {
            requirement: text.chars().take(200).collect(),
            reason: reason.to_owned(),
        };
        if text.len() > LONGEST {
            return Err(refuse("it is too long"));
        }
        let trimmed = text.trim();
        let end = trimmed
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_.".contains(letter)))
            .unwrap_or(trimmed.len());
        let (name, rest) = trimmed.split_at(end);
        let name = Name::new(name).ok_or_else(|| refuse("it must begin with a package's name"))?;
        let mut rest = rest.trim_start();
        let mut extras = BTreeSet::new();
        if let Some(inner) = rest.strip_prefix('[') {
            let (listed, after) = inner
                .split_once(']')
                .ok_or_else(|| refuse("the [ is not closed"))?;
            for extra in listed.split(',').map(str::trim) {
                if !(extra.is_empty() && listed.trim().is_empty()) {
                    extras.insert(
                        Name::new(extra).ok_or_else(|| refuse("between [ and ] stand no names"))?,
                    );
                }
            }
            rest = after.trim_start();
        }
        if rest.starts_with('@') {
            return Err(Error::Address(text.trim().to_owned()));
        }
        let (versions, marker) = match rest.split_once(';') {
            Some((versions, marker)) => (versions, Some(marker)),
            None => (rest, None),
        };
        let versions = versions.trim();
        let versions = match versions.strip_prefix('(') {
            Some(inner) => inner
                .strip_suffix(')')
                .ok_or_else(|| refuse("the ( is not closed"))?,
            None => versions,
        };
        let versions = VersionSpecifiers::from_str(versions)
            .map_err(|_| refuse(&format!("{versions:?} names no versions")))?;
        let marker = marker
            .map(|marker| Marker::from_str(marker).map_err(|reason| refuse(&reason)))
            .transpose()?;
        Ok(Self {
            name,
            extras,
            versions,
            marker,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Requirement {
        text.parse().expect(text)
    }

    #[test]
    fn parts_are_read() {
        let requirement = read(" Rich [ jupyter,Extra_B ] (>=13,<15) ; python_version > \"3\"");
        assert_eq!(requirement.name.as_str(), "rich");
        let extras: Vec<_> = requirement.extras.iter().map(Name::as_str).collect();
        assert_eq!(extras, ["extra-b", "jupyter"]);
        assert_eq!(requirement.short(), "rich>=13, <15");
        assert!(requirement.marker.is_some());
        assert_eq!(read("attrs").short(), "attrs");
        assert!(read("attrs[]").extras.is_empty());
        assert!(read("attrs==25.*").allows(&"25.4.0".parse().expect("a version")));
        assert!(!read("attrs~=25.1").allows(&"26.0".parse().expect("a version")));
        assert!(read("attrs>=26.0a1").names_prerelease());
    }

    #[test]
    fn what_is_none_says_why() {
        for (text, part) in [
            ("", "must begin with a package's name"),
            (">=1", "must begin with a package's name"),
            ("attrs[a", "not closed"),
            ("attrs[a b]", "no names"),
            ("attrs (>=1", "not closed"),
            ("attrs 25", "names no versions"),
            ("attrs=25", "names no versions"),
            ("attrs; nonsense", "marker"),
            (
                "attrs @ https://files.example/attrs.whl",
                "names an address",
            ),
        ] {
            let error = text.parse::<Requirement>().expect_err(text).to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
