//! An index in memory: wheels made on the spot.

use std::collections::BTreeMap;
use vivarium_packages::{
    Answer, Candidate, Environment, Error, Known, Need, Requirement, resolve, sha256,
};

/// A zip archive of stored files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = bytes.len() as u32;
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        common.extend(crc32fast::hash(content).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (count, at, length) = (
        files.len() as u16,
        bytes.len() as u32,
        directory.len() as u32,
    );
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// A wheel of one module.
pub(crate) fn wheel(name: &str, version: &str, requires: &[&str]) -> Vec<u8> {
    let mut metadata = format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
    for requirement in requires {
        metadata += "Requires-Dist: ";
        metadata += requirement;
        metadata += "\n";
    }
    let info = format!("{name}-{version}.dist-info");
    zip(&[
        (&format!("{name}.py"), b"there = True\n"),
        (&format!("{info}/METADATA"), metadata.as_bytes()),
        (&format!("{info}/WHEEL"), b"Wheel-Version: 1.0\n"),
        (
            &format!("{info}/RECORD"),
            format!("{name}.py,,\n").as_bytes(),
        ),
    ])
}

/// Name → files, as name and content.
#[derive(Default)]
pub(crate) struct Index(BTreeMap<String, Vec<(String, Vec<u8>)>>);

impl Index {
    /// `[(name, version, requirements)]`.
    pub(crate) fn of(packages: &[(&str, &str, &[&str])]) -> Self {
        let mut index = Self::default();
        for (name, version, requires) in packages {
            let filename = format!("{name}-{version}-py3-none-any.whl");
            index.add(name, &filename, wheel(name, version, requires));
        }
        index
    }

    /// One more file.
    pub(crate) fn add(&mut self, name: &str, filename: &str, bytes: Vec<u8>) {
        let files = self.0.entry(name.to_owned()).or_default();
        files.push((filename.to_owned(), bytes));
    }

    fn page(&self, name: &str) -> Option<String> {
        let file = |(filename, bytes): &(String, Vec<u8>)| {
            format!(
                r#"{{"filename":"{filename}","url":"{filename}","hashes":{{"sha256":"{}"}}}}"#,
                sha256(bytes)
            )
        };
        let files: Vec<String> = self.0.get(name)?.iter().map(file).collect();
        Some(format!(r#"{{"files":[{}]}}"#, files.join(",")))
    }

    fn bytes(&self, wheel: &Candidate) -> &[u8] {
        let files = &self.0[wheel.name.as_str()];
        &files
            .iter()
            .find(|(name, _)| *name == wheel.filename)
            .expect("a file")
            .1
    }

    /// Resolves as the page does, and counts how often something was asked for.
    pub(crate) fn resolve(
        &self,
        wanted: &[&str],
        given: &[(&str, Vec<u8>)],
    ) -> Result<(Vec<String>, usize), Error> {
        let wanted: Vec<Requirement> = wanted
            .iter()
            .map(|it| it.parse())
            .collect::<Result<_, _>>()?;
        let mut known = Known::new(Environment::engine());
        let given: Vec<Candidate> = given
            .iter()
            .map(|(name, bytes)| known.give(name, bytes))
            .collect::<Result<_, _>>()?;
        for round in 0..1_000 {
            let needs = match resolve(&known, &wanted, &given)? {
                Answer::Packages(packages) => {
                    let named = packages
                        .iter()
                        .map(|it| format!("{} {}", it.name, it.version));
                    return Ok((named.collect(), round));
                }
                Answer::Needs(needs) => needs,
            };
            assert!(!needs.is_empty(), "asks for nothing");
            for need in needs {
                match need {
                    Need::Page { name } => match self.page(name.as_str()) {
                        Some(page) => known.add_page(&name, "https://index.example/", &page)?,
                        None => known.add_missing(&name),
                    },
                    Need::Metadata { .. } => unreachable!("this index offers none"),
                    Need::Wheel { wheel } => known.add_wheel(&wheel, self.bytes(&wheel))?,
                }
            }
        }
        panic!("asks for ever");
    }
}
