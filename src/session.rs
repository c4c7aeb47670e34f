//! The state of the page as a pure state machine: [`Session::update`] takes a message and answers what to do.
//!
//! Nothing here knows a browser. Messages are the user's actions and the protocol's events; effects are what the
//! sandbox is asked to do. Whatever arrives in whatever order, output is kept and each run ends once.

use crate::transcript::{Kind, Transcript};
use std::collections::VecDeque;
use vivarium_protocol::{CallId, Event, Outcome, RunId, RunRequest, Status, Stream};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// The user pressed Run.
    Run(RunRequest),
    /// The user entered lines in the console, to go on with the names of the run before.
    Cell(RunRequest),
    /// The user pressed Stop.
    Stop,
    /// The user cleared the output.
    Clear,
    /// The user entered a line of input; `None` is end of file.
    Line(Option<String>),
    /// The user changed the program, so the line marked as wrong may be another one now.
    Edited,
    /// Some of the sandbox has been downloaded.
    Progress(Progress),
    /// An interpreter stands ready.
    Ready {
        /// Whether a program can wait for input.
        can_suspend: bool,
    },
    /// The sandbox cannot be had now, for the reason in this sentence.
    Failed(String),
    /// The run with this number said something.
    Event(RunId, Event),
}

/// Something to ask of the sandbox.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Fetch the engine again after a failure.
    Prepare,
    /// Start this run.
    Run(RunId, Box<RunRequest>),
    /// Stop this run.
    Stop(RunId),
    /// Answer this run's question.
    Input(RunId, Option<String>),
    /// Pass on what the program asks the page.
    Ask(RunId, CallId, String),
    /// The program no longer waits for that.
    Withdraw(RunId, CallId),
}

/// Bytes of the sandbox that have arrived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes so far.
    pub received: u64,
    /// Bytes in all, when known.
    pub total: Option<u64>,
}

/// Where the Python engine is.
#[derive(Debug, Clone, PartialEq)]
pub enum Engine {
    /// On its way.
    Loading(Progress),
    /// Standing ready.
    Ready {
        /// Whether a program can wait for input.
        can_suspend: bool,
    },
    /// It did not come, for the reason in this sentence; the next run tries again.
    Failed(String),
}

/// What a run is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It computes or sleeps.
    Working,
    /// It waits for a line from the user.
    Asking,
    /// It waits for the rest of the standard library.
    AwaitingLibrary,
    /// It was told to stop.
    Stopping,
}

/// A run under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// Its number.
    pub id: RunId,
    /// What it is at.
    pub activity: Activity,
    /// It has asked at least once: the input line stays until the end, so that focus does not jump about.
    pub asked: bool,
    /// It goes on with earlier names, and others with its own.
    session: bool,
    /// Lines entered before they were asked for, as on a terminal.
    typed_ahead: VecDeque<Option<String>>,
}

/// What the page is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Nothing.
    Idle,
    /// Run was pressed before the engine was there.
    Queued(RunRequest),
    /// A program runs.
    Running(Running),
}

/// How the last run ended, without what the transcript shows anyway.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// In a word.
    pub status: Status,
    /// As a process would answer.
    pub exit_code: i32,
    /// How long it took.
    pub duration_ms: f64,
    /// Class of the exception.
    pub exception: Option<String>,
    /// The user's line on which it was raised.
    pub line: Option<u32>,
    /// Its names are there for the console.
    pub kept: bool,
    /// It was one of a session.
    pub session: bool,
}

/// The whole state of the page, save for the program's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Where the engine is.
    pub engine: Engine,
    /// What the page is doing.
    pub phase: Phase,
    /// What programs have printed.
    pub transcript: Transcript,
    /// How the last run ended.
    pub ending: Option<Ending>,
    /// The line to mark in the editor.
    pub marked_line: Option<u32>,
    next_id: RunId,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            engine: Engine::Loading(Progress::default()),
            phase: Phase::Idle,
            transcript: Transcript::default(),
            ending: None,
            marked_line: None,
            next_id: 1,
        }
    }
}

impl Session {
    /// Takes a message in and answers what is to be done about it.
    pub fn update(&mut self, message: Message) -> Option<Effect> {
        match message {
            Message::Run(request) => self.run(request),
            Message::Cell(request) => self.cell(request),
            Message::Stop => self.stop(),
            Message::Clear => {
                self.transcript.clear();
                None
            }
            Message::Line(line) => self.line(line),
            Message::Edited => {
                self.marked_line = None;
                None
            }
            Message::Progress(progress) => {
                if let Engine::Loading(so_far) = &mut self.engine {
                    *so_far = progress;
                }
                None
            }
            Message::Ready { can_suspend } => self.ready(can_suspend),
            Message::Failed(message) => {
                self.fail(message);
                None
            }
            Message::Event(id, event) => self.event(id, event),
        }
    }

    /// The run under way.
    pub fn running(&self) -> Option<&Running> {
        match &self.phase {
            Phase::Running(running) => Some(running),
            Phase::Idle | Phase::Queued(_) => None,
        }
    }

    /// Whether Run would do something.
    pub fn can_run(&self) -> bool {
        self.phase == Phase::Idle
    }

    /// Whether a cell would go on with the names of the last run.
    pub fn can_go_on(&self) -> bool {
        self.can_run() && self.ending.as_ref().is_some_and(|ending| ending.kept)
    }

    /// Whether Stop would do something.
    pub fn can_stop(&self) -> bool {
        match &self.phase {
            Phase::Idle => false,
            Phase::Queued(_) => true,
            Phase::Running(running) => running.activity != Activity::Stopping,
        }
    }

    fn run(&mut self, request: RunRequest) -> Option<Effect> {
        if !self.can_run() {
            return None;
        }
        self.transcript.clear();
        self.ending = None;
        self.marked_line = None;
        match self.engine {
            Engine::Ready { .. } => Some(self.start(request)),
            Engine::Loading(_) => {
                self.phase = Phase::Queued(request);
                None
            }
            Engine::Failed(_) => {
                self.phase = Phase::Queued(request);
                self.engine = Engine::Loading(Progress::default());
                Some(Effect::Prepare)
            }
        }
    }

    fn cell(&mut self, request: RunRequest) -> Option<Effect> {
        if !self.can_go_on() {
            return None;
        }
        self.marked_line = None;
        let echo = request.code.replace('\n', "\n... ");
        self.transcript
            .push_line(Kind::Echo, &format!(">>> {echo}\n"));
        Some(self.start(request))
    }

    fn ready(&mut self, can_suspend: bool) -> Option<Effect> {
        self.engine = Engine::Ready { can_suspend };
        match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::Queued(request) => Some(self.start(request)),
            phase => {
                self.phase = phase;
                None
            }
        }
    }

    fn start(&mut self, request: RunRequest) -> Effect {
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        self.phase = Phase::Running(Running {
            id,
            session: request.session,
            activity: Activity::Working,
            asked: false,
            typed_ahead: VecDeque::new(),
        });
        Effect::Run(id, Box::new(request))
    }

    fn stop(&mut self) -> Option<Effect> {
        match &mut self.phase {
            Phase::Idle => None,
            Phase::Queued(_) => {
                self.phase = Phase::Idle;
                None
            }
            Phase::Running(running) if running.activity == Activity::Stopping => None,
            Phase::Running(running) => {
                running.activity = Activity::Stopping;
                Some(Effect::Stop(running.id))
            }
        }
    }

    fn line(&mut self, line: Option<String>) -> Option<Effect> {
        let Phase::Running(running) = &mut self.phase else {
            return None;
        };
        match running.activity {
            Activity::Stopping => None,
            Activity::Working | Activity::AwaitingLibrary => {
                running.typed_ahead.push_back(line);
                None
            }
            Activity::Asking => {
                running.activity = Activity::Working;
                let id = running.id;
                Some(self.answer(id, line))
            }
        }
    }

    fn answer(&mut self, id: RunId, line: Option<String>) -> Effect {
        if let Some(line) = &line {
            self.transcript.push(Kind::Echo, &format!("{line}\n"));
        }
        Effect::Input(id, line)
    }

    fn event(&mut self, id: RunId, event: Event) -> Option<Effect> {
        if self.running().is_none_or(|running| running.id != id) {
            return None;
        }
        match event {
            // The client tells of the first two apart from any run; the last is for recordings.
            Event::Ready { .. } | Event::Failed { .. } | Event::Answered { .. } => {}
            Event::Call { call, request, .. } => return Some(Effect::Ask(id, call, request)),
            Event::CancelCall { call, .. } => return Some(Effect::Withdraw(id, call)),
            Event::Output { stream, text, .. } => {
                self.turn_to(Activity::Working);
                let kind = match stream {
                    Stream::Stdout => Kind::Stdout,
                    Stream::Stderr => Kind::Stderr,
                };
                self.transcript.push(kind, &text);
            }
            // A value with a text alone is text; all others are a script's to show.
            Event::Display { bundle, .. } => match bundle.get("text/plain") {
                Some(text) if bundle.len() == 1 => {
                    self.transcript.push(Kind::Stdout, &format!("{text}\n"));
                }
                _ => self.transcript.push_display(bundle),
            },
            Event::Input { .. } => return self.asked(id),
            Event::AwaitingLibrary { .. } => self.turn_to(Activity::AwaitingLibrary),
            Event::Done { outcome, .. } => self.done(outcome),
        }
        None
    }

    fn asked(&mut self, id: RunId) -> Option<Effect> {
        self.turn_to(Activity::Asking);
        let Phase::Running(running) = &mut self.phase else {
            return None;
        };
        running.asked = true;
        if running.activity == Activity::Stopping {
            return None;
        }
        let line = running.typed_ahead.pop_front()?;
        running.activity = Activity::Working;
        Some(self.answer(id, line))
    }

    /// A run that was told to stop does nothing else any more.
    fn turn_to(&mut self, activity: Activity) {
        if let Phase::Running(running) = &mut self.phase
            && running.activity != Activity::Stopping
        {
            running.activity = activity;
        }
    }

    fn fail(&mut self, message: String) {
        if let Phase::Running(_) = self.phase {
            self.ending = Some(Ending {
                status: Status::Crashed,
                exit_code: 1,
                duration_ms: 0.0,
                exception: None,
                line: None,
                kept: false,
                session: false,
            });
        }
        self.phase = Phase::Idle;
        // A run that was under way has already ended with this sentence.
        if !self.transcript.ends_with_line(&message) {
            self.transcript.push(Kind::Notice, &message);
        }
        self.engine = Engine::Failed(message);
    }

    fn done(&mut self, outcome: Outcome) {
        let Outcome {
            status,
            error,
            result,
            exit_code,
            duration_ms,
            kept,
            ..
        } = outcome;
        let session = self.running().is_some_and(|running| running.session);
        self.phase = Phase::Idle;
        if let Some(error) = &error {
            match status {
                // Python printed it, unless the output was cut off before.
                Status::Ok | Status::Error => {
                    let last = error
                        .traceback
                        .trim_end()
                        .lines()
                        .last()
                        .unwrap_or_default();
                    if !last.is_empty() && !self.transcript.ends_with_line(last) {
                        self.transcript.push(Kind::Stderr, &error.traceback);
                    }
                }
                Status::Stopped => {}
                Status::Timeout | Status::OutOfMemory | Status::Limit | Status::Crashed => {
                    self.transcript.push(Kind::Notice, &error.message);
                }
            }
        }
        // A value with a form of its own has just been shown so.
        if let Some(value) = result.filter(|value| !self.transcript.ends_with_display(&value.repr))
        {
            self.transcript.push(Kind::Result, &value.repr);
        }
        let line = error.as_ref().and_then(|error| error.line);
        self.marked_line = match status {
            Status::Ok | Status::Stopped => None,
            Status::Error
            | Status::Timeout
            | Status::OutOfMemory
            | Status::Limit
            | Status::Crashed => line,
        };
        self.ending = Some(Ending {
            status,
            exit_code,
            duration_ms,
            exception: error.map(|error| error.kind),
            line,
            kept,
            session,
        });
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "session_tests.rs"]
mod tests;
