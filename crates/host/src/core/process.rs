//! A process: everything that one run of the engine can reach.

use super::call_wait::CallWait;
use super::calls::{self, CallError, Calls};
use super::clock::{Clock, Source};
use super::descriptors::Descriptors;
use super::errno::Errno;
use super::files::Files;
use super::library::Library;
use super::native::Load;
use super::output::Output;
use super::random::Random;
use super::run::{End, Run};
use super::stdin::Stdin;
use super::threads::Next;
use std::collections::BTreeMap;
use std::rc::Rc;
use vivarium_protocol::abi::{EngineOutcome, EngineRequest, HOME, Op};
use vivarium_protocol::{CallId, Limits, Outcome, RunRequest, Tape};

/// What the browser gives to all processes.
#[derive(Debug, Clone, Copy)]
pub struct System {
    /// Real time.
    pub time: Source,
    /// Real randomness.
    pub random: fn(&mut [u8]),
    /// Whether a call can wait without blocking the worker.
    pub can_suspend: bool,
    /// Makes instances of native modules.
    pub load: Load,
}

/// A run that cannot begin, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The program's own file name.
    #[error("{0:?} is no valid file name for a program: give a relative path such as main.py.")]
    FileName(String),
    /// A file to put in place.
    #[error("The file {0:?} cannot be put in place: its path is not valid here.")]
    Path(String),
    /// Too much data in files.
    #[error("The files given to the program are larger than its limit of {0} bytes.")]
    TooLarge(u64),
}

/// Why a call is not answered yet.
#[derive(Debug, Clone, PartialEq)]
pub enum Wait {
    /// For a line of the user.
    Input,
    /// For so many nanoseconds.
    Sleep(u64),
    /// For the library.
    Library,
    /// For the event loop to turn once.
    Turn,
    /// For the answer to a call.
    Calls(CallWait),
}

/// How `vivarium.call` goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// With this value.
    Now(i32),
    /// When the wait is over, with 0.
    After(Wait),
    /// With 0, once the page has been shown this.
    Display(BTreeMap<String, String>),
    /// With this, once the page has been asked that.
    Call(i32, CallId, String),
    /// With 0, once the page has been told that nobody waits for these any more.
    Cancel(Vec<CallId>),
    /// When another thread has switched back, with 0.
    Switch(Next),
    /// With 0; this thread goes on when the one that calls has returned.
    Leave(Next),
}

/// What a run of a session leaves for the next.
#[derive(Debug)]
pub struct Kept {
    files: Files,
    descriptors: Descriptors,
    random: Random,
}

/// Everything that one run of the engine can reach.
#[derive(Debug)]
pub struct Process {
    /// Files.
    pub files: Files,
    /// Open files.
    pub descriptors: Descriptors,
    /// Standard output and error.
    pub output: Output,
    /// Standard input.
    pub stdin: Stdin,
    /// The program's time.
    pub clock: Clock,
    /// The program's randomness.
    pub random: Random,
    /// Deadline and stop.
    pub run: Run,
    /// What it has asked the page.
    pub calls: Calls,
    /// Whether the times of calls are recorded, or given.
    pub(super) tape: Option<Tape>,
    pub(super) environment: Vec<String>,
    pub(super) load: Load,
    displays_left: u32,
    display_bytes_left: usize,
    reply: Vec<u8>,
    told: Option<EngineOutcome>,
    /// Code with which the program ended itself at once (`os._exit`).
    pub exit: Option<i32>,
}

/// The engine's own mistake.
pub(crate) const NO_THREAD: &str = "There is no such thread.";
const DISPLAY_LIMIT: &str = "The limit of pictures and rich values is reached";
/// What the C library says for `ENOSPC`.
const FILE_LIMIT: &str = "No space left";

impl Process {
    /// The process for a run, and what the engine is to be told.
    pub fn new(
        request: RunRequest,
        system: System,
        library: Option<Rc<Library>>,
        kept: Option<Kept>,
    ) -> Result<(Self, EngineRequest), RequestError> {
        let mut process = Self::idle(system, &request.limits, request.now);
        process.tape = request.tape.filter(|_| process.clock.is_virtual());
        if process.tape == Some(Tape::Record) {
            process.clock.pace();
        }
        let quota = u64::from(request.limits.file_bytes.unwrap_or(FILE_BYTES));
        let goes_on = kept.is_some();
        if let Some(kept) = kept {
            process.files = kept.files;
            process.files.go_on(quota);
            process.descriptors = kept.descriptors;
            process.random = kept.random;
        }
        if let Some(seed) = request.seed {
            process.random = Random::Seeded(seed);
        }
        process.stdin = Stdin::new(request.stdin, system.can_suspend);
        if let Some(library) = library {
            process.files.mount(library);
        }
        let now = process.clock.wall();
        let path = program_path(&request.filename)?;
        let mut provide = |path: &str, data: &[u8]| match process.files.provide(path, data, now) {
            Err(Errno::Nospc) => Err(RequestError::TooLarge(quota)),
            Err(_) => Err(RequestError::Path(path.into())),
            Ok(()) => Ok(()),
        };
        for (name, data) in &request.files {
            let absolute = if name.starts_with('/') {
                name.clone()
            } else {
                format!("{HOME}/{name}")
            };
            provide(&absolute, data)?;
        }
        // What goes on is no file: the program that it goes on from is, and its tracebacks show lines of it.
        if !goes_on {
            provide(&path, request.code.as_bytes()).map_err(|error| match error {
                RequestError::Path(_) => RequestError::FileName(request.filename.clone()),
                other => other,
            })?;
        }
        let engine_request = EngineRequest {
            code: request.code,
            path,
            argv: request.argv,
            seed: process.random.number(),
            memory: request.limits.memory_mb.unwrap_or(256).clamp(1, 4095) << 20,
            session: request.session,
            task: request.task,
        };
        Ok((process, engine_request))
    }

    /// A process without a program: an instance that is being made may already make calls.
    pub fn idle(system: System, limits: &Limits, now: Option<f64>) -> Self {
        Self {
            files: Files::new(u64::from(limits.file_bytes.unwrap_or(FILE_BYTES))),
            descriptors: Descriptors::new(),
            output: Output::new(limits.output_bytes.unwrap_or(1_000_000) as usize),
            stdin: Stdin::new(Some(String::new()), false),
            clock: Clock::new(system.time, now),
            random: Random::System(system.random),
            run: Run::new(system.time, limits, system.can_suspend),
            calls: Calls::new(limits.tool_calls.unwrap_or(TOOL_CALLS), system.can_suspend),
            tape: None,
            environment: ENVIRONMENT.map(str::to_owned).into(),
            load: system.load,
            displays_left: limits.displays.unwrap_or(100),
            display_bytes_left: DISPLAY_BYTES,
            reply: Vec::new(),
            told: None,
            exit: None,
        }
    }

    /// `vivarium.call` with its payload; [`Op::Take`] is [`Process::take_reply`].
    pub fn call(&mut self, op: i32, payload: &[u8]) -> Answer {
        match Op::from_code(op) {
            Some(Op::Done) => match serde_json::from_slice(payload) {
                Ok(outcome) => {
                    self.told.get_or_insert(outcome);
                    Answer::Now(0)
                }
                Err(error) => self.refuse(format!("The result is malformed: {error}.")),
            },
            Some(Op::Yield) => Answer::After(Wait::Turn),
            Some(Op::Sleep) => match payload.try_into().map(f64::from_le_bytes) {
                Ok(seconds) if seconds >= 0.0 => Answer::After(Wait::Sleep((seconds * 1e9) as u64)),
                _ => self.refuse("sleep length must be non-negative".into()),
            },
            Some(Op::Library) => Answer::After(Wait::Library),
            Some(Op::Display) => self.display(payload),
            Some(Op::Switch) => match Next::parse(payload) {
                Some(next) => Answer::Switch(next),
                None => self.refuse(NO_THREAD.into()),
            },
            Some(Op::Leave) => match Next::parse(payload) {
                Some(next) => Answer::Leave(next),
                None => self.refuse(NO_THREAD.into()),
            },
            Some(Op::CallStart) => self.start_call(payload),
            Some(Op::CallWait) => self.wait_calls(payload),
            Some(Op::CallCancel) => Answer::Cancel(self.calls.cancel(&calls::numbers(payload))),
            Some(Op::Take) | None => {
                self.refuse(format!("This host does not know operation {op}."))
            }
        }
    }

    fn display(&mut self, payload: &[u8]) -> Answer {
        let Ok(bundle) = serde_json::from_slice(payload) else {
            return self.refuse("A display must be an object of MIME types and texts.".into());
        };
        let left = self.displays_left.checked_sub(1);
        let bytes_left = self.display_bytes_left.checked_sub(payload.len());
        let (Some(left), Some(bytes_left)) = (left, bytes_left) else {
            self.run.refused = Some(DISPLAY_LIMIT);
            return self.refuse(format!("{DISPLAY_LIMIT}."));
        };
        (self.displays_left, self.display_bytes_left) = (left, bytes_left);
        Answer::Display(bundle)
    }

    fn start_call(&mut self, payload: &[u8]) -> Answer {
        match self.calls.start(payload, self.clock.passed()) {
            Ok((call, request)) => {
                self.reply = call.to_le_bytes().into();
                Answer::Call(4, call, request)
            }
            Err(error) => {
                if error == CallError::Limit {
                    self.run.refused = Some(calls::LIMIT);
                }
                self.refuse(error.to_string())
            }
        }
    }

    /// Have this reply, and answer its length.
    pub fn reply_with(&mut self, text: String) -> i32 {
        self.reply = text.into_bytes();
        self.reply.len() as i32
    }

    /// Answer −1, and this sentence to whoever asks.
    pub fn refuse(&mut self, sentence: String) -> Answer {
        self.reply = sentence.into_bytes();
        Answer::Now(-1)
    }

    /// The reply to the last call, at most `most` bytes of it.
    pub fn take_reply(&mut self, most: usize) -> Vec<u8> {
        let mut reply = std::mem::take(&mut self.reply);
        reply.truncate(most);
        reply
    }

    /// The engine has come back: what it all came to, and what the next run of a session may go on with. Consumes the
    /// process, so a run ends once. Take the rest of the output first.
    pub fn finish(mut self, end: &End) -> (Outcome, Kept) {
        if self.files.refused {
            self.run.refused = Some(FILE_LIMIT);
        }
        if let Some(exit_code) = self.exit {
            self.told.get_or_insert(EngineOutcome {
                exit_code,
                ..EngineOutcome::default()
            });
        }
        let (status, told) = self.run.conclude(end, self.told);
        let files = self.files.changed().into_iter();
        let outcome = Outcome {
            status,
            error: told.error,
            result: told.result,
            exit_code: told.exit_code,
            files: files.map(|(path, data)| (path, data.into())).collect(),
            duration_ms: self.run.duration_ms(),
            kept: false,
        };
        let kept = Kept {
            files: self.files,
            descriptors: self.descriptors,
            random: self.random,
        };
        (outcome, kept)
    }
}

const FILE_BYTES: u32 = 64_000_000;
const TOOL_CALLS: u32 = 100;
/// What all pictures and rich values of a run may weigh: more in one message, and the page's frames become long.
const DISPLAY_BYTES: usize = 10_000_000;

/// `dumb` and `NO_COLOR`: output is shown as text, not on a terminal that knows escape sequences.
const ENVIRONMENT: [&str; 6] = [
    "HOME=/home/user",
    "PWD=/home/user",
    "TMPDIR=/tmp",
    "LANG=C.UTF-8",
    "TERM=dumb",
    "NO_COLOR=1",
];

/// Absolute path of the program's file.
fn program_path(name: &str) -> Result<String, RequestError> {
    let name = if name.is_empty() { "main.py" } else { name };
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.contains(['\0', '\n', '\r']) && part.len() <= 255
    };
    if name.split('/').all(is_plain) {
        Ok(format!("{HOME}/{name}"))
    } else {
        Err(RequestError::FileName(name.into()))
    }
}
