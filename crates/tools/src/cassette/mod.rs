//! Cassettes: all that a run asked and was told, to be played in place of servers, user, clock and chance.

mod difference;
mod player;
mod reading;
mod recorder;
#[cfg(test)]
mod tests;

pub use player::{Played, Player};
pub use reading::CassetteError;
pub use recorder::Recorder;

use serde::Serialize;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// A recording. Requests and answers stay the texts that they were: a number must come back with all its digits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Cassette {
    version: u64,
    seed: u64,
    /// Start of the program's clock in milliseconds since 1970.
    now: u64,
    /// Standard input, where it was given up front.
    #[serde(skip_serializing_if = "Option::is_none")]
    stdin: Option<String>,
    /// What `input()` was answered; `None` is the end of input.
    inputs: Vec<Option<String>>,
    calls: Vec<Recorded>,
    /// Each different answer once.
    answers: Vec<String>,
    /// The log of calls, in the order in which they ended.
    log: Vec<Logged>,
}

/// A request of the program.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Recorded {
    request: String,
    /// Which of the answers, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<usize>,
    /// After how many nanoseconds on its clock the program had it, if it ever had.
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<u64>,
}

/// What the log says of a call besides its outcome, which is the answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Logged {
    call: usize,
    server: String,
    tool: String,
    /// JSON.
    arguments: String,
    read_only: bool,
    ms: u64,
}
