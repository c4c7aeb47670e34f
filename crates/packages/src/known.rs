//! What has been found out so far: pages of the index, metadata of wheels.

use crate::error::Error;
use crate::index::{self, Page};
use crate::marker::Environment;
use crate::metadata::{self, Metadata};
use crate::name::Name;
use crate::tags::{self, Fit};
use crate::{sha256, wheel};
use pep440_rs::Version;
use serde::Serialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// A wheel that may be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Of which package.
    pub name: Name,
    /// In which version.
    #[serde(serialize_with = "as_text")]
    pub version: Version,
    /// What the file is called.
    pub filename: String,
    /// Where it is, perhaps relative to [`Candidate::base`].
    pub url: String,
    /// Where the page came from that told of it; empty for a wheel that was given as a file.
    pub base: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its metadata stand beside it as a file of their own, with this SHA-256 (empty: not told).
    pub metadata: Option<String>,
    /// Its bytes, as far as they were told.
    pub size: Option<u64>,
    /// Its makers have withdrawn it.
    pub yanked: bool,
}

fn as_text<S: serde::Serializer>(version: &Version, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(version)
}

/// What has been found out so far.
#[derive(Debug)]
pub struct Known {
    /// Of the interpreter.
    pub environment: Environment,
    /// Its version.
    pub python: Version,
    pages: BTreeMap<Name, Page>,
    /// SHA-256 of the wheel → metadata, or what is wrong with them.
    metadata: BTreeMap<String, Result<Metadata, String>>,
}

impl Known {
    /// Nothing but the environment.
    pub fn new(environment: Environment) -> Self {
        Self {
            python: Version::from_str(environment.python()).unwrap_or_else(|_| Version::new([3])),
            environment,
            pages: BTreeMap::new(),
            metadata: BTreeMap::new(),
        }
    }

    /// The index's page about a package, which came from `base`.
    pub fn add_page(&mut self, name: &Name, base: &str, text: &str) -> Result<(), Error> {
        let page = index::read(name, base, text, &self.python)?;
        self.pages.insert(name.clone(), page);
        Ok(())
    }

    /// The index has no such package.
    pub fn add_missing(&mut self, name: &Name) {
        self.pages.insert(name.clone(), Page::default());
    }

    /// A wheel's metadata, from a file beside it.
    pub fn add_metadata(&mut self, candidate: &Candidate, bytes: &[u8]) -> Result<(), Error> {
        let wanted = candidate.metadata.as_deref().unwrap_or_default();
        if !wanted.is_empty() && sha256(bytes) != wanted {
            return Err(Error::Hash {
                filename: format!("{}.metadata", candidate.filename),
            });
        }
        let read = metadata::read(&String::from_utf8_lossy(bytes));
        self.metadata.insert(candidate.sha256.clone(), read);
        Ok(())
    }

    /// A wheel, for its metadata.
    pub fn add_wheel(&mut self, candidate: &Candidate, bytes: &[u8]) -> Result<(), Error> {
        wheel::verify(&candidate.filename, &candidate.sha256, bytes)?;
        let text = wheel::metadata(&candidate.filename, bytes)?;
        self.metadata
            .insert(candidate.sha256.clone(), metadata::read(&text));
        Ok(())
    }

    /// A wheel that was given as a file.
    pub fn give(&mut self, filename: &str, bytes: &[u8]) -> Result<Candidate, Error> {
        let refuse = |reason: &str| Error::Wheel {
            filename: filename.to_owned(),
            reason: reason.to_owned(),
        };
        let minor = self
            .python
            .release()
            .get(1)
            .map_or(0, |minor| *minor as u32);
        let read = tags::read(filename, minor)
            .filter(|read| read.fit != Fit::Source)
            .ok_or_else(|| {
                refuse("its name is not that of a wheel (name-version-py3-none-any.whl)")
            })?;
        match read.fit {
            Fit::Pure | Fit::WithoutCompiled | Fit::Source => {}
            Fit::Compiled => {
                return Err(Error::Compiled {
                    name: read.name.to_string(),
                    example: filename.to_owned(),
                });
            }
            Fit::OtherPython => return Err(refuse("it is for another version of Python")),
        }
        let candidate = Candidate {
            name: read.name,
            version: read.version,
            filename: filename.to_owned(),
            url: String::new(),
            base: String::new(),
            sha256: sha256(bytes),
            metadata: None,
            size: Some(bytes.len() as u64),
            yanked: false,
        };
        self.add_wheel(&candidate, bytes)?;
        Ok(candidate)
    }

    /// What the index has of a package, once that is known.
    pub(crate) fn page(&self, name: &Name) -> Option<&Page> {
        self.pages.get(name)
    }

    pub(crate) fn metadata(&self, candidate: &Candidate) -> Option<&Result<Metadata, String>> {
        self.metadata.get(&candidate.sha256)
    }
}
