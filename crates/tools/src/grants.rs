//! Who may do what: the servers and origins that programs may use, and how often they may change something there. Decides
//! without IO; what nobody has decided yet becomes a question for a person, and the programs' requests wait for it.

use crate::broker::Key;
use serde::Serialize;
use std::collections::BTreeMap;

/// Number of a question.
pub type QuestionId = u32;

/// What needs permission.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Wanted {
    /// Any use of a server.
    Server {
        /// Its name.
        server: String,
    },
    /// Requests to an origin.
    Origin {
        /// `https://api.example.com`.
        origin: String,
    },
    /// A call that may change something.
    Write {
        /// The server's name, or an origin.
        server: String,
        /// The tool's name, or an HTTP method.
        tool: String,
    },
}

/// What a person is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Nothing: what the configuration names may be used.
    Configured,
    /// Each call that may change something.
    Writes,
    /// That, and the first use of each server and origin.
    Everything,
}

/// Whose program runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// The person who is asked.
    #[default]
    Own,
    /// Somebody else, as of a link; by the name of the program. What was granted to one's own programs is not theirs.
    Stranger(String),
}

/// What a person answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// No: for a place as long as the page is open, for writes until the run ends.
    Deny,
    /// Not the first call that waits; the next is asked about again.
    DenyOnce,
    /// So many calls, from the first that waits.
    Times(u32),
    /// Yes, for as long.
    Always,
}

/// Whether something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Now.
    Allowed,
    /// Not at all.
    Refused,
    /// When this question has been answered.
    Asked(QuestionId),
}

/// An open question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// Its number.
    pub(crate) id: QuestionId,
    /// What is wanted.
    pub(crate) wanted: Wanted,
    /// Who waits for the answer, in the order of asking.
    pub(crate) keys: Vec<Key>,
}

/// What has been decided, and what is still asked.
#[derive(Debug)]
pub(crate) struct Grants {
    policy: Policy,
    author: Author,
    places: BTreeMap<(Author, Wanted), bool>,
    writes: BTreeMap<Wanted, Budget>,
    questions: Vec<Question>,
    asked: QuestionId,
}

#[derive(Debug, Clone, Copy)]
enum Budget {
    Denied,
    Left(u32),
    Unlimited,
}

impl Grants {
    /// With nothing decided.
    pub(crate) const fn new(policy: Policy) -> Self {
        Self {
            policy,
            author: Author::Own,
            places: BTreeMap::new(),
            writes: BTreeMap::new(),
            questions: Vec::new(),
            asked: 0,
        }
    }

    /// What people are asked about.
    pub(crate) const fn policy(&self) -> Policy {
        self.policy
    }

    /// A run begins: what was allowed to the one before for its time is over.
    pub(crate) fn begin(&mut self, author: Author) {
        self.author = author;
        self.writes.clear();
    }

    /// Decide about a place beforehand, for one's own programs.
    pub(crate) fn place(&mut self, wanted: Wanted, allowed: bool) {
        self.places.insert((Author::Own, wanted), allowed);
    }

    /// Whether programs are known not to get to this place.
    pub(crate) fn refuses(&self, wanted: &Wanted) -> bool {
        self.decided(wanted) == Some(false)
    }

    /// Whether they are known to get there.
    pub(crate) fn allows(&self, wanted: &Wanted) -> bool {
        self.decided(wanted) == Some(true)
    }

    /// A request wants to do this. One that is allowed a number of times uses up one of them.
    pub(crate) fn ask(&mut self, key: Key, wanted: Wanted) -> Verdict {
        match self.decided(&wanted) {
            Some(false) => Verdict::Refused,
            Some(true) => {
                if let Some(Budget::Left(left)) = self.writes.get_mut(&wanted) {
                    *left -= 1;
                }
                Verdict::Allowed
            }
            None => Verdict::Asked(self.question(key, wanted)),
        }
    }

    /// A person has answered: who waited and may go on or not. Those for whom it was not enough are asked about again.
    pub(crate) fn decide(
        &mut self,
        id: QuestionId,
        decision: Decision,
    ) -> (Vec<(Key, bool)>, Option<Question>) {
        let Some(at) = self.questions.iter().position(|question| question.id == id) else {
            return (Vec::new(), None);
        };
        let Question {
            wanted, mut keys, ..
        } = self.questions.remove(at);
        let allowed = !matches!(decision, Decision::Deny | Decision::DenyOnce);
        let Wanted::Write { .. } = wanted else {
            self.places.insert((self.author.clone(), wanted), allowed);
            return (keys.into_iter().map(|key| (key, allowed)).collect(), None);
        };
        let rest = match decision {
            Decision::Times(times) => {
                let now = keys.len().min(times as usize);
                self.writes
                    .insert(wanted.clone(), Budget::Left(times - now as u32));
                keys.split_off(now)
            }
            Decision::DenyOnce => keys.split_off(1),
            Decision::Deny => {
                self.writes.insert(wanted.clone(), Budget::Denied);
                Vec::new()
            }
            Decision::Always => {
                self.writes.insert(wanted.clone(), Budget::Unlimited);
                Vec::new()
            }
        };
        let mut again = None;
        for key in rest {
            again = Some(self.question(key, wanted.clone()));
        }
        let again = again.and_then(|id| self.open(id).cloned());
        (keys.into_iter().map(|key| (key, allowed)).collect(), again)
    }

    /// This request waits no longer; the question that nobody waits for any more.
    pub(crate) fn cancel(&mut self, key: Key) -> Option<QuestionId> {
        for question in &mut self.questions {
            question.keys.retain(|waiting| *waiting != key);
        }
        let at = self
            .questions
            .iter()
            .position(|question| question.keys.is_empty())?;
        Some(self.questions.remove(at).id)
    }

    /// An open question.
    pub(crate) fn open(&self, id: QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    fn decided(&self, wanted: &Wanted) -> Option<bool> {
        if let Wanted::Write { .. } = wanted {
            return match (self.policy, self.writes.get(wanted)) {
                (Policy::Configured, _) | (_, Some(Budget::Unlimited | Budget::Left(1..))) => {
                    Some(true)
                }
                (_, Some(Budget::Denied)) => Some(false),
                (_, Some(Budget::Left(0)) | None) => None,
            };
        }
        let by = |author: &Author| self.places.get(&(author.clone(), wanted.clone())).copied();
        match by(&Author::Own) {
            // What one does not let one's own programs do, no stranger's does.
            Some(false) => Some(false),
            own if self.author == Author::Own => own,
            _ => by(&self.author),
        }
        .or_else(|| (self.policy != Policy::Everything).then_some(true))
    }

    fn question(&mut self, key: Key, wanted: Wanted) -> QuestionId {
        if let Some(same) = self
            .questions
            .iter_mut()
            .find(|question| question.wanted == wanted)
        {
            same.keys.push(key);
            return same.id;
        }
        self.asked += 1;
        self.questions.push(Question {
            id: self.asked,
            wanted,
            keys: vec![key],
        });
        self.asked
    }
}

#[cfg(test)]
#[path = "grants_tests.rs"]
mod tests;
