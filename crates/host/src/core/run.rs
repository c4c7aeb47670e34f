//! One run's time and end: the deadline, the stop flag, and what status all of it comes to.

use super::clock::Source;
use vivarium_protocol::abi::{EngineOutcome, Poll};
use vivarium_protocol::{Limits, PythonError, Status, timed_out};

/// How often a running program lets messages arrive.
const YIELD_MS: f64 = 50.0;

/// Why the program is told to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The user stopped it.
    Stop,
    /// Its time is over.
    Deadline,
}

/// How the engine came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// By itself.
    Returned,
    /// By a trap after an allocation that the memory limit refused.
    OutOfMemory,
    /// By a trap: the stack was full.
    StackOverflow,
    /// By any other trap, in the browser's words.
    Trap(String),
}

/// Time and end of one run.
#[derive(Debug)]
pub struct Run {
    steady: fn() -> f64,
    begin: f64,
    limit_ms: u32,
    memory_mb: u32,
    /// Time spent waiting for people or the library does not count.
    waited: f64,
    waiting_since: Option<f64>,
    /// A person is asked before the page answers a call.
    held: bool,
    stop: bool,
    told: Option<Cause>,
    can_yield: bool,
    last_yield: f64,
    /// What a limit other than time and memory answered the program with.
    pub refused: Option<&'static str>,
}

impl Run {
    /// A run that begins now.
    pub fn new(source: Source, limits: &Limits, can_yield: bool) -> Self {
        let begin = (source.steady)();
        Self {
            steady: source.steady,
            begin,
            limit_ms: limits.time_ms.unwrap_or(30_000),
            memory_mb: limits.memory_mb.unwrap_or(256),
            waited: 0.0,
            waiting_since: None,
            held: false,
            stop: false,
            told: None,
            can_yield,
            last_yield: begin,
            refused: None,
        }
    }

    /// The engine asks whether to go on.
    pub fn poll(&mut self, now: f64) -> Poll {
        if self.told.is_none() {
            self.told = self.cause(now);
            if self.told.is_some() {
                return Poll::Interrupt;
            }
        }
        if self.can_yield && now - self.last_yield >= YIELD_MS {
            self.last_yield = now;
            return Poll::Yield;
        }
        Poll::Continue
    }

    /// The user wants it to end.
    pub fn stop(&mut self) {
        self.stop = true;
    }

    /// Whether a wait should be cut short, so that the program can be told to end.
    pub fn must_wake(&self, now: f64) -> bool {
        self.told.is_none() && self.cause(now).is_some()
    }

    fn cause(&self, now: f64) -> Option<Cause> {
        if self.stop {
            Some(Cause::Stop)
        } else if self.left_ms(now) <= 0.0 {
            Some(Cause::Deadline)
        } else {
            None
        }
    }

    /// Milliseconds to the deadline.
    pub fn left_ms(&self, now: f64) -> f64 {
        let waiting = self.waiting_since.map_or(0.0, |since| now - since);
        f64::from(self.limit_ms) - (now - self.begin - self.waited - waiting)
    }

    /// Whether somebody is asked before a call is answered.
    pub fn hold(&mut self, held: bool) {
        self.held = held;
    }

    /// It waits for calls: the time is its own, unless a person is asked.
    pub fn await_calls(&mut self) {
        if self.held {
            self.pause();
        } else {
            self.resume();
        }
    }

    /// From now on it waits for somebody else.
    pub fn pause(&mut self) {
        self.waiting_since.get_or_insert_with(self.steady);
    }

    /// It goes on.
    pub fn resume(&mut self) {
        if let Some(since) = self.waiting_since.take() {
            self.waited += (self.steady)() - since;
        }
    }

    /// Milliseconds since it began.
    pub fn duration_ms(&self) -> f64 {
        (self.steady)() - self.begin
    }

    /// Status and error that all of this comes to.
    pub fn conclude(&self, end: &End, told: Option<EngineOutcome>) -> (Status, EngineOutcome) {
        let trapped = |status, kind: &str, message: String| {
            let error = Some(sentence(kind, message));
            let outcome = EngineOutcome {
                error,
                exit_code: 1,
                ..EngineOutcome::default()
            };
            (status, outcome)
        };
        let mut outcome = match (end, told) {
            // What happens after the program's own end (a failing destructor, say) changes nothing.
            (_, Some(outcome)) => outcome,
            (End::OutOfMemory, None) => {
                return trapped(Status::OutOfMemory, "MemoryError", self.out_of_memory());
            }
            (End::StackOverflow, None) => {
                return trapped(Status::Crashed, "RecursionError", STACK_OVERFLOW.into());
            }
            (End::Trap(reason), None) => {
                return trapped(Status::Crashed, "SystemError", crashed(reason));
            }
            (End::Returned, None) => {
                return trapped(Status::Crashed, "SystemError", crashed("no result"));
            }
        };
        let status = match (self.told, &mut outcome.error) {
            (Some(cause), error) => {
                let (status, kind, message) = match cause {
                    Cause::Stop => (
                        Status::Stopped,
                        "KeyboardInterrupt",
                        "The program was stopped.".into(),
                    ),
                    Cause::Deadline => (Status::Timeout, "TimeoutError", self.timed_out()),
                };
                let error = error.get_or_insert_with(|| sentence(kind, String::new()));
                kind.clone_into(&mut error.kind);
                error.message = message;
                status
            }
            (None, None) => Status::Ok,
            (None, Some(error)) if error.kind == "MemoryError" => {
                error.message = self.out_of_memory();
                Status::OutOfMemory
            }
            (None, Some(error))
                if self
                    .refused
                    .is_some_and(|refused| error.message.contains(refused)) =>
            {
                Status::Limit
            }
            (None, Some(_)) => Status::Error,
        };
        (status, outcome)
    }

    fn timed_out(&self) -> String {
        timed_out(self.limit_ms)
    }

    fn out_of_memory(&self) -> String {
        format!(
            "The program needed more memory than its limit of {} MiB.",
            self.memory_mb
        )
    }
}

const STACK_OVERFLOW: &str = "The interpreter ran out of stack, as by a very deep recursion or a very deeply nested \
    expression. The next run starts afresh.";

fn crashed(reason: &str) -> String {
    format!("The interpreter itself failed ({reason}). The next run starts afresh.")
}

/// What happened, where it is no exception of the program.
pub fn sentence(kind: &str, message: String) -> PythonError {
    PythonError {
        kind: kind.into(),
        message,
        traceback: String::new(),
        line: None,
        column: None,
    }
}
