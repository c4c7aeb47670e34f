//! The messages of Vivarium: types only, no behaviour that touches a browser.
//!
//! The protocol in one sentence: after one [`Event::Ready`], each [`Command::Run`] is answered by any
//! number of `Output`, `Display` and `Input` events and by **exactly one** [`Event::Done`] with the same id.
//!
//! Messages travel as plain objects (`{ type: "run", … }`), readable in devtools and from JavaScript.
//! TypeScript types are generated from these (`cargo test -p vivarium-protocol` fails when they are stale).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use vivarium_abi as abi;
pub use vivarium_abi::{PythonError, Value};

mod fields;
#[cfg(test)]
mod typescript;

/// Where programs find packages. Files that a request puts there are not the program's: they do not count towards its
/// limit, nor as what it made.
pub const SITE_PACKAGES: &str = "/lib/site-packages";

/// Number of a run within one sandbox; events with any other id than the current one are stale.
pub type RunId = u32;

/// Number of a call within one run.
pub type CallId = u32;

/// Page → worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "type",
    try_from = "fields::CommandFields",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Command {
    /// Run one program on a pristine interpreter. Sent only while no other run is under way.
    Run {
        /// The id that every event of this run carries.
        id: RunId,
        /// What to run and with what.
        request: Box<RunRequest>,
    },
    /// Ask the run to end with `KeyboardInterrupt`. Without effect when `id` is not running.
    Stop {
        /// The run to stop.
        id: RunId,
    },
    /// The answer to [`Event::Input`].
    Input {
        /// The run that asked.
        id: RunId,
        /// One line without its newline; `None` is end of file (`EOFError`).
        line: Option<String>,
    },
    /// The answer to [`Event::Call`].
    Answer {
        /// The run that asked.
        id: RunId,
        /// Which of its calls.
        call: CallId,
        /// JSON, handed to the program's side unread.
        answer: String,
        /// Of a replay: how many nanoseconds of the program's time the call takes; infinity is for ever.
        after_ns: f64,
    },
    /// A person is asked before a call is answered, or has answered: while the program waits for its calls, this time is
    /// not the program's.
    Hold {
        /// The run whose call it is.
        id: RunId,
        /// Whether somebody is still asked.
        held: bool,
    },
    /// The standard library's second file, as it came from the server (see `vivarium-pack`).
    Library {
        /// The packed bytes.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(test, ts(type = "Uint8Array"))]
        pack: Vec<u8>,
    },
    /// The library could not be fetched: imports that wait for it fail with this sentence.
    LibraryFailed {
        /// One readable sentence with the way out.
        message: String,
    },
}

/// One program and its surroundings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct RunRequest {
    /// Python source text.
    pub code: String,
    /// The file that tracebacks name, relative to `/home/user`; empty means `main.py`.
    pub filename: String,
    /// `sys.argv[1:]`.
    pub argv: Vec<String>,
    /// Files to put in place first: path (relative to `/home/user`, or absolute) → contents. See [`SITE_PACKAGES`].
    #[cfg_attr(test, ts(type = "Record<string, Uint8Array>"))]
    pub files: BTreeMap<String, serde_bytes::ByteBuf>,
    /// All of standard input, given up front. `None`: ask with [`Event::Input`] where the browser can suspend.
    pub stdin: Option<String>,
    /// Seed of `random`; `None` takes the browser's random numbers. Hashing is the same in every run.
    #[cfg_attr(test, ts(type = "number | bigint | null"))]
    pub seed: Option<u64>,
    /// Start of the virtual clock in milliseconds since 1970; `None` is the real clock.
    pub now: Option<f64>,
    /// With seed and clock: make the times of calls repeatable, too.
    pub tape: Option<Tape>,
    /// What the run may use up.
    pub limits: Limits,
    /// Go on with the names, modules and files that the last such run of this worker left; the first one, and any
    /// after a run without, begins anew.
    pub session: bool,
    /// Leave names, modules and files for a run with [`session`](Self::session) that may follow, though this one begins
    /// anew and ends as any program does.
    pub keep: bool,
    /// Find something out about `code` instead of running it: a function of `_vivarium_tasks`, whose answer is
    /// [`Outcome::result`].
    pub task: Option<String>,
}

/// How a run with a virtual clock stands to the times of its calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Tape {
    /// Sleeps and calls take real time, which the clock shows; [`Event::Answered`] tells the page of it.
    Record,
    /// Nothing takes real time: each [`Command::Answer`] says how long its call took.
    Replay,
}

/// What one run may use up. `None` is the default that the field's comment names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Limits {
    /// Wall time in milliseconds, waiting for people not counted (30 000).
    pub time_ms: Option<u32>,
    /// Memory of the interpreter in MiB (256).
    pub memory_mb: Option<u32>,
    /// Bytes of stdout and stderr together (1 000 000); what is over is dropped with a note.
    pub output_bytes: Option<u32>,
    /// Bytes in files (64 000 000).
    pub file_bytes: Option<u32>,
    /// Tool calls and HTTP requests (100).
    pub tool_calls: Option<u32>,
    /// Pictures and rich values (100).
    pub displays: Option<u32>,
}

impl Limits {
    /// These limits, and `others` where they name none.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            time_ms: self.time_ms.or(others.time_ms),
            memory_mb: self.memory_mb.or(others.memory_mb),
            output_bytes: self.output_bytes.or(others.output_bytes),
            file_bytes: self.file_bytes.or(others.file_bytes),
            tool_calls: self.tool_calls.or(others.tool_calls),
            displays: self.displays.or(others.displays),
        }
    }
}

/// Worker → page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "type",
    try_from = "fields::EventFields",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    /// First message of a worker, once: an instance stands ready to run.
    Ready {
        /// Content hash of the engine, for crash reports.
        build: String,
        /// Whether Python can block (`input`, `sleep`) without blocking the worker: JSPI is there.
        can_suspend: bool,
    },
    /// The worker cannot work at all: the engine is missing, damaged, or the browser too old. Last message.
    Failed {
        /// One readable sentence with the way out.
        message: String,
    },
    /// A stretch of output, in the order written; batched at most every 16 ms.
    Output {
        /// The run.
        id: RunId,
        /// Which stream.
        stream: Stream,
        /// Whole characters only: bytes that are no UTF-8 arrive as U+FFFD.
        text: String,
    },
    /// A picture or rich value.
    Display {
        /// The run.
        id: RunId,
        /// MIME type → data (binary types in base64), richest last; as in Jupyter's `display_data`.
        #[cfg_attr(test, ts(type = "Record<string, string>"))]
        bundle: BTreeMap<String, String>,
    },
    /// The program waits for a line of standard input.
    Input {
        /// The run.
        id: RunId,
    },
    /// The program asks the page for something: a tool, a request. Answered by [`Command::Answer`], in any order.
    Call {
        /// The run.
        id: RunId,
        /// Which of its calls.
        call: CallId,
        /// JSON, from the program's side unread.
        request: String,
    },
    /// With [`Tape::Record`]: the program's time from a call to its answer, which is there now.
    Answered {
        /// The run.
        id: RunId,
        /// Which of its calls.
        call: CallId,
        /// Nanoseconds.
        after_ns: f64,
    },
    /// The program no longer waits for the answer of a call.
    CancelCall {
        /// The run.
        id: RunId,
        /// Which of its calls.
        call: CallId,
    },
    /// The program waits for the rest of the standard library to arrive (for the status line).
    AwaitingLibrary {
        /// The run.
        id: RunId,
    },
    /// The run has ended; nothing follows it.
    Done {
        /// The run.
        id: RunId,
        /// How it ended.
        outcome: Outcome,
    },
}

/// The two output streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Stream {
    /// File descriptor 1.
    Stdout,
    /// File descriptor 2.
    Stderr,
}

/// How a run ended, with everything that came of it besides its output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// In a word.
    pub status: Status,
    /// The exception that ended it, or, for the statuses that are no exception, what happened in one sentence.
    pub error: Option<PythonError>,
    /// Value of the last statement when it is an expression other than `None`.
    pub result: Option<Value>,
    /// `SystemExit`'s code, 1 after an exception, else 0.
    pub exit_code: i32,
    /// Files that the program made or changed: path relative to `/home/user` (or absolute) → contents.
    #[cfg_attr(test, ts(type = "Record<string, Uint8Array>"))]
    pub files: BTreeMap<String, serde_bytes::ByteBuf>,
    /// From the call into the engine to its end, in milliseconds.
    pub duration_ms: f64,
    /// Whether a run with [`RunRequest::session`] or [`RunRequest::keep`] left its names for the next.
    pub kept: bool,
}

/// How a run ended, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It came to its end (`SystemExit` included, whatever its code).
    Ok,
    /// It ended with an exception.
    Error,
    /// It was stopped by the user.
    Stopped,
    /// It ran longer than `limits.timeMs`.
    Timeout,
    /// It needed more than `limits.memoryMb`.
    OutOfMemory,
    /// It went over another limit.
    Limit,
    /// The interpreter itself failed: a trap.
    Crashed,
}

/// What a run that ended with [`Status::Timeout`] tells, wherever that was noticed.
pub fn timed_out(limit_ms: u32) -> String {
    let (seconds, milliseconds) = (limit_ms / 1000, limit_ms % 1000);
    let fraction = format!(".{milliseconds:03}");
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("The program ran longer than its limit of {seconds}{fraction} s and was ended.")
}
