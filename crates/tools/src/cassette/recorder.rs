//! Recording: hears of all that a run asks and is told.

use super::{Cassette, Logged, Recorded, VERSION};
use std::collections::BTreeMap;

/// A recording under way. Calls have the numbers that the run gives them.
#[derive(Debug)]
pub struct Recorder {
    cassette: Cassette,
    places: BTreeMap<u32, usize>,
    answers: BTreeMap<String, usize>,
}

impl Recorder {
    /// Of a run with this seed, start of the clock in milliseconds, and input.
    pub fn new(seed: u64, now: u64, stdin: Option<String>) -> Self {
        Self {
            cassette: Cassette {
                version: VERSION,
                seed,
                now,
                stdin,
                inputs: Vec::new(),
                calls: Vec::new(),
                answers: Vec::new(),
                log: Vec::new(),
            },
            places: BTreeMap::new(),
            answers: BTreeMap::new(),
        }
    }

    /// The program asks.
    pub fn asked(&mut self, call: u32, request: &str) {
        self.places.insert(call, self.cassette.calls.len());
        self.cassette.calls.push(Recorded {
            request: request.to_owned(),
            answer: None,
            ns: None,
        });
    }

    /// It is answered.
    pub fn answered(&mut self, call: u32, answer: &str) {
        if !self.places.contains_key(&call) {
            return;
        }
        let index = self.answers.get(answer).copied().unwrap_or_else(|| {
            let next = self.cassette.answers.len();
            self.cassette.answers.push(answer.to_owned());
            self.answers.insert(answer.to_owned(), next);
            next
        });
        if let Some(recorded) = self.recorded(call) {
            recorded.answer = Some(index);
        }
    }

    /// It has the answer, so many nanoseconds after it asked.
    pub fn delivered(&mut self, call: u32, ns: u64) {
        if let Some(recorded) = self.recorded(call) {
            recorded.ns = Some(ns);
        }
    }

    /// The log has an entry of that call; `arguments` are JSON.
    pub fn logged(
        &mut self,
        call: u32,
        (server, tool): (String, String),
        arguments: String,
        read_only: bool,
        ms: u64,
    ) {
        if let Some(call) = self.places.get(&call).copied() {
            self.cassette.log.push(Logged {
                call,
                server,
                tool,
                arguments,
                read_only,
                ms,
            });
        }
    }

    /// The user has answered `input()`; `None` is the end of input.
    pub fn input(&mut self, line: Option<String>) {
        self.cassette.inputs.push(line);
    }

    /// The cassette as JSON.
    pub fn finish(&self) -> String {
        serde_json::to_string(&self.cassette).unwrap_or_default()
    }

    fn recorded(&mut self, call: u32) -> Option<&mut Recorded> {
        self.cassette.calls.get_mut(*self.places.get(&call)?)
    }
}
