//! Playing a cassette: each request is answered as it was when it was recorded, or told how it differs.

use super::difference::{self, Asked};
use super::{Cassette, CassetteError};
use crate::failure::{Failure, FailureKind};
use crate::request::answer_json;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a request comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Played {
    /// JSON for the program.
    pub answer: String,
    /// After how many nanoseconds; `None`: never.
    pub ns: Option<u64>,
    /// The entry of the log, as JSON.
    pub record: Option<String>,
    /// Its place in the log.
    pub order: usize,
}

/// Most sentences about what differs, or was not asked for.
const SENTENCES: usize = 20;

/// Requests that come in the recorded order: which they are, and how many have been asked.
#[derive(Debug, Default)]
struct Channel {
    calls: Vec<usize>,
    used: usize,
}

/// A cassette that is played.
#[derive(Debug)]
pub struct Player {
    cassette: Cassette,
    asked: Vec<Asked>,
    channels: BTreeMap<String, Channel>,
    inputs_used: usize,
    /// Where a call stands in the log.
    orders: BTreeMap<usize, usize>,
    differences: Vec<String>,
}

impl Player {
    /// Plays this JSON.
    pub fn new(text: &str) -> Result<Self, CassetteError> {
        let cassette = Cassette::read(text)?;
        let log = cassette.log.iter().enumerate();
        let asked: Vec<Asked> = cassette
            .calls
            .iter()
            .map(|call| Asked::new(&call.request))
            .collect();
        let mut channels: BTreeMap<String, Channel> = BTreeMap::new();
        for (at, asked) in asked.iter().enumerate() {
            channels
                .entry(asked.channel.clone())
                .or_default()
                .calls
                .push(at);
        }
        Ok(Self {
            asked,
            channels,
            inputs_used: 0,
            orders: log.map(|(order, entry)| (entry.call, order)).collect(),
            differences: Vec::new(),
            cassette,
        })
    }

    /// The seed of the run.
    pub fn seed(&self) -> u64 {
        self.cassette.seed
    }

    /// The start of its clock, in milliseconds since 1970.
    pub fn now(&self) -> u64 {
        self.cassette.now
    }

    /// Its input, where that was given up front.
    pub fn stdin(&self) -> Option<&str> {
        self.cassette.stdin.as_deref()
    }

    /// The program asks. Requests of the same tool must come in the recorded order; what only looks something up may be asked
    /// again.
    pub fn ask(&mut self, request: &str) -> Played {
        let asked = Asked::new(request);
        let mut none = Channel::default();
        let channel = self.channels.get_mut(&asked.channel).unwrap_or(&mut none);
        let next = channel.calls.get(channel.used).copied();
        if let Some(at) = next
            && self.asked[at].request == asked.request
        {
            channel.used += 1;
            return self.play(at);
        }
        if let (true, Some(last)) = (asked.looks_up, channel.calls.last().copied()) {
            return Played {
                record: None,
                ..self.play(last)
            };
        }
        let recorded = channel.calls.len();
        let sentence = difference::sentence(&asked, next.map(|at| &self.asked[at]), recorded);
        self.differ(sentence.clone());
        let failure = Failure {
            server: asked.server,
            tool: asked.tool,
            ..Failure::new(FailureKind::LookupError, sentence)
        };
        Played {
            answer: answer_json(&Err(failure)),
            ns: Some(0),
            record: None,
            order: 0,
        }
    }

    /// The program wants a line; `None` is the end of input.
    pub fn input(&mut self) -> Option<String> {
        self.inputs_used += 1;
        let recorded = self.cassette.inputs.len();
        if let Some(line) = self.cassette.inputs.get(self.inputs_used - 1) {
            return line.clone();
        }
        self.differ(format!(
            "input() was asked for line {}; the recording has {recorded}",
            self.inputs_used
        ));
        None
    }

    /// What was asked and is not recorded.
    pub fn differences(&self) -> &[String] {
        &self.differences
    }

    /// What is recorded and was not asked.
    pub fn unused(&self) -> Vec<String> {
        let left = self
            .channels
            .values()
            .flat_map(|channel| &channel.calls[channel.used..]);
        let left: BTreeSet<usize> = left.copied().collect();
        let calls = left.into_iter().map(|at| self.asked[at].to_string());
        let inputs = self.inputs_used..self.cassette.inputs.len();
        let inputs = inputs.map(|index| format!("line {} of input()", index + 1));
        let mut unused: Vec<String> = calls.chain(inputs).collect();
        let more = unused.len().saturating_sub(SENTENCES);
        if more > 0 {
            unused.truncate(SENTENCES);
            unused.push(format!("and {more} more"));
        }
        unused
    }

    fn differ(&mut self, sentence: String) {
        if self.differences.len() < SENTENCES {
            self.differences.push(sentence);
        }
    }

    fn play(&self, at: usize) -> Played {
        let call = &self.cassette.calls[at];
        let answer = call.answer.map(|answer| &self.cassette.answers[answer]);
        let order = self.orders.get(&at).copied();
        Played {
            answer: answer.map_or_else(|| "null".to_owned(), Clone::clone),
            ns: call.ns.filter(|_| answer.is_some()),
            record: order
                .zip(answer)
                .map(|(order, answer)| self.record(order, answer)),
            order: order.unwrap_or_default(),
        }
    }

    /// An entry of the log as [`crate::Record`] is written, its outcome being the answer's text.
    fn record(&self, order: usize, answer: &str) -> String {
        let entry = &self.cassette.log[order];
        let (ok, outcome) = match answer.strip_prefix(r#"{"ok":"#) {
            Some(rest) => (true, rest),
            None => (
                false,
                answer.strip_prefix(r#"{"error":"#).unwrap_or_default(),
            ),
        };
        let outcome = outcome.strip_suffix('}').unwrap_or_default();
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        format!(
            r#"{{"server":{},"tool":{},"arguments":{},"readOnly":{},"ok":{ok},"outcome":{outcome},"bytes":{},"durationMs":{}}}"#,
            quoted(&entry.server),
            quoted(&entry.tool),
            entry.arguments,
            entry.read_only,
            answer.len(),
            entry.ms,
        )
    }
}
