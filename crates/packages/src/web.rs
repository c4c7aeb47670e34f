//! The same for `js/packages.js`, which fetches: candidates and answers travel as JSON, files as bytes.
#![expect(
    clippy::needless_pass_by_value,
    reason = "exported to JavaScript, not to Rust"
)]

use crate::{
    Answer, Candidate, Environment, Error, Known, Name, Need, Requirement, resolve, script, wheel,
};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

/// What has been found out so far, and what follows from it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Packages {
    known: Known,
    /// Those that were given as files, and those that an answer named: JavaScript refers to them by their SHA-256.
    seen: Vec<Candidate>,
}

type Failed<T> = Result<T, JsError>;

#[wasm_bindgen]
impl Packages {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self {
            known: Known::new(Environment::engine()),
            seen: Vec::new(),
        }
    }

    /// What the interpreter is expected to say of itself, as JSON.
    pub fn environment(&self) -> String {
        let values: std::collections::BTreeMap<_, _> = self.known.environment.values().collect();
        serde_json::to_string(&values).unwrap_or_default()
    }

    /// What a program declares, one requirement each.
    pub fn declared(&self, program: &str) -> Failed<Vec<String>> {
        let script = script::read(program, self.known.environment.python())?;
        Ok(script.unwrap_or_default().dependencies)
    }

    /// What is needed, or which wheels to take: JSON of `Answer`. `given` are the SHA-256 of files.
    pub fn resolve(
        &mut self,
        wanted: Vec<String>,
        given: Vec<String>,
        has_index: bool,
    ) -> Failed<String> {
        let wanted: Result<Vec<Requirement>, Error> =
            wanted.iter().map(|text| text.parse()).collect();
        let mut files: Vec<Candidate> = self
            .seen
            .iter()
            .filter(|it| given.contains(&it.sha256))
            .cloned()
            .collect();
        files.dedup();
        let answer = resolve(&self.known, &wanted?, &files)?;
        match &answer {
            Answer::Packages(packages) => self.remember(packages.iter()),
            Answer::Needs(needs) => {
                if let (false, Some(Need::Page { name })) = (has_index, needs.first()) {
                    return Err(Error::NoIndex(name.to_string()).into());
                }
                let wheels = needs.iter().filter_map(|need| match need {
                    Need::Page { .. } => None,
                    Need::Metadata { wheel } | Need::Wheel { wheel } => Some(wheel),
                });
                self.remember(wheels);
            }
        }
        Ok(serde_json::to_string(&answer)?)
    }

    /// The index's page about a package, or none.
    pub fn page(&mut self, name: &str, base: &str, text: Option<String>) -> Failed<()> {
        let Some(name) = Name::new(name) else {
            return Ok(());
        };
        match text {
            Some(text) => self.known.add_page(&name, base, &text)?,
            None => self.known.add_missing(&name),
        }
        Ok(())
    }

    /// The metadata of the wheel with this SHA-256.
    pub fn metadata(&mut self, wheel: &str, bytes: &[u8]) -> Failed<()> {
        let candidate = self.candidate(wheel)?.clone();
        Ok(self.known.add_metadata(&candidate, bytes)?)
    }

    /// The wheel itself with this SHA-256, for its metadata.
    pub fn wheel(&mut self, wheel: &str, bytes: &[u8]) -> Failed<()> {
        let candidate = self.candidate(wheel)?.clone();
        Ok(self.known.add_wheel(&candidate, bytes)?)
    }

    /// A wheel that was given as a file; answers its SHA-256.
    pub fn give(&mut self, filename: &str, bytes: &[u8]) -> Failed<String> {
        let candidate = self.known.give(filename, bytes)?;
        let sha256 = candidate.sha256.clone();
        self.remember([&candidate].into_iter());
        Ok(sha256)
    }

    /// The files of a wheel: an array of pairs of path and bytes.
    pub fn unpack(&self, wheel: &str, bytes: &[u8]) -> Failed<Array> {
        let candidate = self.candidate(wheel)?;
        wheel::verify(&candidate.filename, &candidate.sha256, bytes)?;
        let files = wheel::unpack(&candidate.filename, bytes)?;
        let pair = |(path, content): (String, Vec<u8>)| {
            Array::of2(&path.into(), &Uint8Array::from(content.as_slice()))
        };
        Ok(files.into_iter().map(pair).collect())
    }
}

impl Packages {
    fn remember<'c>(&mut self, candidates: impl Iterator<Item = &'c Candidate>) {
        for candidate in candidates {
            self.seen.retain(|it| it.sha256 != candidate.sha256);
            self.seen.push(candidate.clone());
        }
    }

    fn candidate(&self, sha256: &str) -> Failed<&Candidate> {
        let found = self.seen.iter().find(|it| it.sha256 == sha256);
        found.ok_or_else(|| JsError::new("no such wheel is known"))
    }
}
