//! Which wheels to take: the newest version of each package with which everybody can live, found by trying and going back.

use crate::error::Error;
use crate::index::Page;
use crate::known::{Candidate, Known};
use crate::name::Name;
use crate::requirement::Requirement;
use pep440_rs::VersionSpecifiers;
use serde::Serialize;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Versions tried before the search is given up.
const MOST_STEPS: u32 = 5_000;
/// Packages of one program.
const MOST_PACKAGES: usize = 100;
/// Versions of one package that are tried: each costs a request for its metadata.
const MOST_VERSIONS: usize = 20;

/// Something to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Need {
    /// The index's page about a package.
    Page {
        /// Which.
        name: Name,
    },
    /// The metadata that stand beside a wheel.
    Metadata {
        /// Which wheel.
        wheel: Candidate,
    },
    /// A wheel, for its metadata.
    Wheel {
        /// Which.
        wheel: Candidate,
    },
}

/// How it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// These must be known first.
    Needs(Vec<Need>),
    /// These wheels, by name.
    Packages(Vec<Candidate>),
}

/// Chooses wheels for what the program wants. Each of the `given` is taken, as the only one of its name.
pub fn resolve(
    known: &Known,
    wanted: &[Requirement],
    given: &[Candidate],
) -> Result<Answer, Error> {
    let asked = wanted.iter().map(|requirement| Wanted {
        requirement: requirement.clone(),
        by: "the program".into(),
        extras: BTreeSet::new(),
    });
    let open = given.iter().map(the_file).chain(asked);
    let page = |candidate: &Candidate| Page {
        candidates: vec![candidate.clone()],
        ..Page::default()
    };
    let search = Search {
        known,
        given: given.iter().map(|it| (it.name.clone(), page(it))).collect(),
        steps: Cell::default(),
    };
    let state = State {
        open: open.collect(),
        ..State::default()
    };
    match search.go(state) {
        Ok(pins) => Ok(Answer::Packages(
            pins.into_values().map(|pin| pin.candidate).collect(),
        )),
        Err(Stop::Needs(needs)) => Ok(Answer::Needs(needs)),
        Err(Stop::Impossible(error) | Stop::Conflict(error)) => Err(error),
    }
}

/// A requirement with who has it.
#[derive(Debug, Clone)]
struct Wanted {
    requirement: Requirement,
    by: String,
    /// Those that its owner was asked for with.
    extras: BTreeSet<Name>,
}

/// A wheel that was given as a file is wanted, whatever else is.
fn the_file(candidate: &Candidate) -> Wanted {
    Wanted {
        requirement: Requirement {
            name: candidate.name.clone(),
            extras: BTreeSet::new(),
            versions: VersionSpecifiers::empty(),
            marker: None,
        },
        by: candidate.filename.clone(),
        extras: BTreeSet::new(),
    }
}

#[derive(Debug, Clone)]
struct Pin {
    candidate: Candidate,
    extras: BTreeSet<Name>,
}

#[derive(Debug, Clone, Default)]
struct State {
    pins: BTreeMap<Name, Pin>,
    open: VecDeque<Wanted>,
    done: Vec<Wanted>,
}

enum Stop {
    Needs(Vec<Need>),
    /// With other versions it may go.
    Conflict(Error),
    /// Whatever is tried.
    Impossible(Error),
}

struct Search<'k> {
    known: &'k Known,
    given: BTreeMap<Name, Page>,
    steps: Cell<u32>,
}

impl Search<'_> {
    fn page(&self, name: &Name) -> Option<&Page> {
        self.given.get(name).or_else(|| self.known.page(name))
    }

    fn go(&self, mut state: State) -> Result<BTreeMap<Name, Pin>, Stop> {
        while let Some(wanted) = state.open.pop_front() {
            if !self.applies(&wanted) {
                continue;
            }
            let name = wanted.requirement.name.clone();
            state.done.push(wanted.clone());
            let Some(pin) = state.pins.get_mut(&name) else {
                return self.choose(&state, &name);
            };
            if !wanted.requirement.allows(&pin.candidate.version) {
                return Err(Stop::Conflict(self.conflict(&state, &name)));
            }
            let more: BTreeSet<Name> = (wanted.requirement.extras.difference(&pin.extras))
                .cloned()
                .collect();
            if !more.is_empty() {
                pin.extras.extend(more);
                let pin = pin.clone();
                self.ask_for(&pin, &mut state);
            }
        }
        Ok(state.pins)
    }

    /// Tries the versions of a package, the newest first.
    fn choose(&self, state: &State, name: &Name) -> Result<BTreeMap<Name, Pin>, Stop> {
        let Some(page) = self.page(name) else {
            return Err(Stop::Needs(self.pages(state, name)));
        };
        if state.pins.len() == MOST_PACKAGES {
            return Err(Stop::Impossible(Error::TooMany(MOST_PACKAGES)));
        }
        let fitting = self.fitting(state, name, page)?;
        let mut first = None;
        for candidate in fitting.into_iter().take(MOST_VERSIONS) {
            self.steps.set(self.steps.get() + 1);
            if self.steps.get() > MOST_STEPS {
                return Err(Stop::Impossible(Error::TooHard(MOST_STEPS)));
            }
            match self.take(state, candidate) {
                Err(Stop::Conflict(error)) => first = first.or(Some(error)),
                other => return other,
            }
        }
        Err(Stop::Conflict(
            first.unwrap_or_else(|| self.conflict(state, name)),
        ))
    }

    /// Goes on with this version.
    fn take(&self, state: &State, candidate: &Candidate) -> Result<BTreeMap<Name, Pin>, Stop> {
        let metadata = match self.known.metadata(candidate) {
            None => {
                let wheel = candidate.clone();
                let need = match wheel.metadata {
                    Some(_) => Need::Metadata { wheel },
                    None => Need::Wheel { wheel },
                };
                let mut needs = vec![need];
                needs.extend(self.pages(state, &candidate.name));
                return Err(Stop::Needs(needs));
            }
            Some(Err(reason)) => {
                return Err(Stop::Conflict(Error::Wheel {
                    filename: candidate.filename.clone(),
                    reason: reason.clone(),
                }));
            }
            Some(Ok(metadata)) => metadata,
        };
        if metadata.name != candidate.name || metadata.version != candidate.version {
            return Err(Stop::Conflict(Error::Wheel {
                filename: candidate.filename.clone(),
                reason: "its metadata are of another package".into(),
            }));
        }
        if let Some(wanted) = &metadata.python
            && !wanted.contains(&self.known.python)
        {
            return Err(Stop::Conflict(self.other_python(&candidate.name, wanted)));
        }
        let of_it = state
            .done
            .iter()
            .filter(|it| it.requirement.name == candidate.name);
        let pin = Pin {
            candidate: candidate.clone(),
            extras: of_it.flat_map(|it| it.requirement.extras.clone()).collect(),
        };
        let mut state = state.clone();
        state.pins.insert(candidate.name.clone(), pin.clone());
        self.ask_for(&pin, &mut state);
        self.go(state)
    }

    /// What a package needs is wanted, too.
    fn ask_for(&self, pin: &Pin, state: &mut State) {
        if let Some(Ok(metadata)) = self.known.metadata(&pin.candidate) {
            let by = format!("{} {}", pin.candidate.name, pin.candidate.version);
            state.open.extend(metadata.requires.iter().map(|it| Wanted {
                requirement: it.clone(),
                by: by.clone(),
                extras: pin.extras.clone(),
            }));
        }
    }

    fn applies(&self, wanted: &Wanted) -> bool {
        wanted
            .requirement
            .applies(&self.known.environment, &wanted.extras)
    }

    /// Pages that are asked for at once: of this package and of all that are wanted anyway.
    fn pages(&self, state: &State, name: &Name) -> Vec<Need> {
        let open = state.open.iter().filter(|wanted| self.applies(wanted));
        let mut names: BTreeSet<&Name> = open.map(|wanted| &wanted.requirement.name).collect();
        names.insert(name);
        names.retain(|name| self.page(name).is_none() && !state.pins.contains_key(*name));
        names
            .into_iter()
            .cloned()
            .map(|name| Need::Page { name })
            .collect()
    }

    /// The versions that all who have spoken so far can live with.
    fn fitting<'p>(
        &self,
        state: &State,
        name: &Name,
        page: &'p Page,
    ) -> Result<Vec<&'p Candidate>, Stop> {
        if page.candidates.is_empty() {
            return Err(Stop::Impossible(self.nothing_runs(state, name, page)));
        }
        let wants: Vec<&Requirement> = self.wants(state, name).map(|it| &it.requirement).collect();
        let all = |candidate: &&Candidate| wants.iter().all(|it| it.allows(&candidate.version));
        let exactly = |candidate: &Candidate| {
            let pinned = |text: &str| text == format!("=={}", candidate.version);
            wants.iter().any(|it| pinned(&it.versions.to_string()))
        };
        let early = wants.iter().any(|it| it.names_prerelease());
        let inside: Vec<_> = page.candidates.iter().filter(all).collect();
        let Some(newest) = inside.first() else {
            return Err(Stop::Conflict(self.conflict(state, name)));
        };
        let kept: Vec<_> = inside
            .iter()
            .copied()
            .filter(|it| !it.yanked || exactly(it))
            .collect();
        if kept.is_empty() {
            let version = newest.version.to_string();
            return Err(Stop::Conflict(Error::Yanked(name.to_string(), version)));
        }
        let released: Vec<_> = kept
            .iter()
            .copied()
            .filter(|it| early || !it.version.any_prerelease())
            .collect();
        Ok(if released.is_empty() { kept } else { released })
    }

    /// All who want a package, so far.
    fn wants<'s>(&'s self, state: &'s State, name: &'s Name) -> impl Iterator<Item = &'s Wanted> {
        let open = state.open.iter().filter(|wanted| self.applies(wanted));
        let all = state.done.iter().chain(open);
        all.filter(move |wanted| wanted.requirement.name == *name)
    }

    fn conflict(&self, state: &State, name: &Name) -> Error {
        let mut wants: Vec<String> = Vec::new();
        for wanted in self.wants(state, name) {
            let versions = wanted.requirement.versions.to_string();
            let which = if versions.is_empty() {
                "any"
            } else {
                &versions
            };
            let want = format!("{} wants {which}", wanted.by);
            if !wants.contains(&want) {
                wants.push(want);
            }
        }
        let page = self.page(name);
        let there: Vec<String> = page
            .iter()
            .flat_map(|page| &page.candidates)
            .take(6)
            .map(|it| it.version.to_string())
            .collect();
        Error::Conflict {
            name: name.to_string(),
            wants: wants.join(", "),
            there: there.join(", "),
        }
    }

    fn nothing_runs(&self, state: &State, name: &Name, page: &Page) -> Error {
        let name = name.to_string();
        match page {
            Page {
                compiled: Some(example),
                ..
            } => Error::Compiled {
                name,
                example: example.clone(),
            },
            Page {
                source: Some(example),
                ..
            } => Error::SourceOnly {
                name,
                example: example.clone(),
            },
            Page {
                other_python: Some(wanted),
                ..
            } => Error::OtherPython {
                name,
                wanted: wanted.clone(),
                python: self.known.python.to_string(),
            },
            _ => Error::Missing {
                name,
                by: state
                    .done
                    .last()
                    .map_or_else(String::new, |it| it.by.clone()),
            },
        }
    }

    fn other_python(&self, name: &Name, wanted: &VersionSpecifiers) -> Error {
        Error::OtherPython {
            name: name.to_string(),
            wanted: wanted.to_string(),
            python: self.known.python.to_string(),
        }
    }
}
