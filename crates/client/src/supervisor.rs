//! Which worker runs what, and when one is given up: the lifecycle as a pure state machine.
//!
//! Runs are taken one after the other. Each ends with exactly one [`Event::Done`], which comes from the worker
//! or, when the worker had to be ended, from here. A spare worker is started as soon as ending one becomes likely,
//! so that the next run finds an interpreter; an idle sandbox holds one worker only.

use crate::Notice;
use std::collections::{BTreeMap, VecDeque};
use vivarium_protocol::{
    CallId, Command, Event, Outcome, PythonError, RunId, RunRequest, Status, timed_out,
};

/// How long a program may go on after it was told to end.
pub const GRACE_MS: f64 = 500.0;
/// When a spare worker is started for a program that was told to end: most have ended by then, and a machine with few
/// cores has other things to do meanwhile.
pub const SPARE_MS: f64 = 150.0;
/// Time limit of a run that names none.
pub const DEFAULT_TIME_MS: u32 = 30_000;

/// Number of a worker within one sandbox.
pub type WorkerId = u32;

/// What the edge has to do, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Start a worker.
    Start(WorkerId),
    /// Send it a command.
    Send(WorkerId, Command),
    /// Terminate it.
    End(WorkerId),
    /// Hand an event to the run's owner.
    Deliver(RunId, Event),
    /// Tell the sandbox's owner.
    Tell(Notice),
    /// Call [`Supervisor::timer`] after so many milliseconds, instead of any earlier such timer.
    Set(Timer, f64),
    /// Forget that timer.
    Clear(Timer),
    /// The downloaded engine is unusable, for this reason: fetch it anew for the next worker.
    Refetch(String),
}

/// The timers that a supervisor uses, each at most once at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// The run has used up its time: soon the worker may have to go.
    Deadline,
    /// The run did not end by itself.
    Grace,
    /// It has not ended yet: perhaps its worker will have to be replaced.
    Spare,
}

#[derive(Debug)]
struct Worker {
    id: WorkerId,
    /// `Some(can_suspend)` once it said so.
    ready: Option<bool>,
}

#[derive(Debug)]
struct Current {
    id: RunId,
    /// Time left at `since`.
    left_ms: f64,
    /// When the clock was last started; `None` while the program waits for people or the library.
    since: Option<f64>,
    started: f64,
    limit_ms: u32,
    asks: bool,
    awaits_library: bool,
    held: bool,
    /// Told to end, and why.
    ending: Option<Status>,
}

/// The lifecycle of one sandbox.
#[derive(Debug, Default)]
pub struct Supervisor {
    workers_made: WorkerId,
    worker: Option<Worker>,
    spare: Option<Worker>,
    current: Option<Current>,
    queue: VecDeque<(RunId, RunRequest)>,
    effects: Vec<Effect>,
}

impl Supervisor {
    /// What is to be done since the last call.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Make sure that an interpreter is on its way.
    pub fn prepare(&mut self) {
        if self.worker.is_none() {
            self.worker = self.spare.take().or_else(|| Some(self.start()));
        }
    }

    /// Run a program when those before it have ended.
    pub fn run(&mut self, id: RunId, request: RunRequest, now: f64) {
        self.queue.push_back((id, request));
        self.prepare();
        self.next(now);
    }

    /// End a run, begun or not.
    pub fn stop(&mut self, id: RunId, now: f64) {
        if let Some(at) = self.queue.iter().position(|(queued, _)| *queued == id) {
            self.queue.remove(at);
            self.deliver_end(id, Status::Stopped, STOPPED, 0.0);
        } else if self
            .current
            .as_ref()
            .is_some_and(|run| run.id == id && run.ending.is_none())
        {
            self.send(Command::Stop { id });
            self.last_grace(Status::Stopped, now);
        }
    }

    /// The answer to [`Event::Input`].
    pub fn input(&mut self, id: RunId, line: Option<String>, now: f64) {
        if self.wait(id, now, |run| run.asks = false) {
            self.send(Command::Input { id, line });
        }
    }

    /// Somebody is asked before a call of the run is answered, or has answered.
    pub fn hold(&mut self, id: RunId, held: bool, now: f64) {
        if self.wait(id, now, |run| run.held = held) {
            self.send(Command::Hold { id, held });
        }
    }

    /// The answer to [`Event::Call`].
    pub fn answer(&mut self, id: RunId, call: CallId, answer: String, after_ns: f64) {
        if self.is_current(id) {
            self.send(Command::Answer {
                id,
                call,
                answer,
                after_ns,
            });
        }
    }

    /// The library was handed to the worker, or it never will be: a run that waited for it goes on.
    pub fn library_settled(&mut self, now: f64) {
        if let Some(Current { id, .. }) = self.current {
            self.wait(id, now, |run| run.awaits_library = false);
        }
    }

    /// A message from a worker. What comes from another one than the current, or from another run, is stale.
    pub fn event(&mut self, from: WorkerId, event: Event, now: f64) {
        if let (Some(spare), Event::Ready { can_suspend, .. }) = (&mut self.spare, &event)
            && spare.id == from
        {
            spare.ready = Some(*can_suspend);
        }
        let Some(worker) = self.worker.as_mut().filter(|worker| worker.id == from) else {
            return;
        };
        match event {
            Event::Ready { can_suspend, .. } => {
                worker.ready = Some(can_suspend);
                self.tell(Notice::Ready { can_suspend });
                self.next(now);
            }
            Event::Failed { message } => {
                self.effects.push(Effect::Refetch(message.clone()));
                self.fail(&message);
            }
            Event::Output { id, .. }
            | Event::Display { id, .. }
            | Event::Input { id }
            | Event::Call { id, .. }
            | Event::Answered { id, .. }
            | Event::CancelCall { id, .. }
            | Event::AwaitingLibrary { id }
            | Event::Done { id, .. } => {
                if self.is_current(id) {
                    self.run_event(id, event, now);
                }
            }
        }
    }

    fn is_current(&self, id: RunId) -> bool {
        self.current.as_ref().is_some_and(|run| run.id == id)
    }

    fn run_event(&mut self, id: RunId, event: Event, now: f64) {
        match &event {
            Event::Input { .. } => drop(self.wait(id, now, |run| run.asks = true)),
            Event::AwaitingLibrary { .. } => {
                self.wait(id, now, |run| run.awaits_library = true);
            }
            Event::Done { outcome, .. } => {
                self.current = None;
                self.clear_timers();
                // A trap may have left the worker's own memory in disorder.
                let suspect = matches!(outcome.status, Status::Crashed | Status::OutOfMemory);
                if suspect && !outcome.kept {
                    self.replace_worker();
                } else if let Some(spare) = self.spare.take() {
                    self.effects.push(Effect::End(spare.id));
                }
                self.effects.push(Effect::Deliver(id, event));
                self.next(now);
                return;
            }
            _ => {}
        }
        self.effects.push(Effect::Deliver(id, event));
    }

    /// A worker ended by itself: its script failed, or the browser killed it.
    pub fn died(&mut self, worker: WorkerId, message: &str, now: f64) {
        if self.spare.as_ref().is_some_and(|spare| spare.id == worker) {
            self.spare = None;
        } else if self
            .worker
            .as_ref()
            .is_some_and(|current| current.id == worker)
        {
            if self.current.is_some() {
                self.give_up(Status::Crashed, message, now);
            } else {
                self.fail(message);
            }
        }
        self.effects.push(Effect::End(worker));
    }

    /// What a worker needs could not be downloaded, or no worker can be made here.
    pub fn fail(&mut self, message: &str) {
        self.end_all(Status::Crashed, message);
        self.tell(Notice::Failed(message.into()));
    }

    /// A timer rang.
    pub fn timer(&mut self, timer: Timer, now: f64) {
        let Some(run) = &self.current else { return };
        let limit_ms = run.limit_ms;
        match (timer, run.ending) {
            // The worker enforces the limit itself, unless it hangs in a native call.
            (Timer::Deadline, None) => self.last_grace(Status::Timeout, now),
            (Timer::Grace, Some(Status::Timeout)) => {
                self.give_up(Status::Timeout, &timed_out(limit_ms), now);
            }
            (Timer::Grace, Some(_)) => self.give_up(Status::Stopped, STOPPED, now),
            (Timer::Spare, Some(_)) => {
                if self.spare.is_none() {
                    self.spare = Some(self.start());
                }
            }
            (Timer::Deadline, Some(_)) | (Timer::Grace | Timer::Spare, None) => {}
        }
    }

    /// End everything.
    pub fn close(&mut self) {
        self.end_all(Status::Stopped, CLOSED);
    }

    /// End every worker, and every run that has begun or waits.
    fn end_all(&mut self, status: Status, message: &str) {
        for worker in [self.worker.take(), self.spare.take()]
            .into_iter()
            .flatten()
        {
            self.effects.push(Effect::End(worker.id));
        }
        self.clear_timers();
        let current = self.current.take().map(|run| run.id);
        let queued = std::mem::take(&mut self.queue)
            .into_iter()
            .map(|(id, _)| id);
        for id in current.into_iter().chain(queued) {
            self.deliver_end(id, status, message, 0.0);
        }
    }

    /// Begin the next run if the worker is free and ready.
    fn next(&mut self, now: f64) {
        let ready = self
            .worker
            .as_ref()
            .is_some_and(|worker| worker.ready.is_some());
        if !ready || self.current.is_some() {
            return;
        }
        let Some((id, request)) = self.queue.pop_front() else {
            return;
        };
        let limit_ms = request.limits.time_ms.unwrap_or(DEFAULT_TIME_MS);
        self.current = Some(Current {
            id,
            left_ms: f64::from(limit_ms),
            since: None,
            started: now,
            limit_ms,
            asks: false,
            awaits_library: false,
            held: false,
            ending: None,
        });
        let request = Box::new(request);
        self.send(Command::Run { id, request });
        self.wait(id, now, |_| {});
    }

    /// The current run, if it has this number, begins to wait for something or ends to: its clock stands while it does.
    fn wait(&mut self, id: RunId, now: f64, change: impl FnOnce(&mut Current)) -> bool {
        let Some(run) = self.current.as_mut().filter(|run| run.id == id) else {
            return false;
        };
        change(run);
        let waits = run.asks || run.awaits_library || run.held;
        if waits && let Some(since) = run.since.take() {
            run.left_ms -= now - since;
            self.effects.push(Effect::Clear(Timer::Deadline));
        } else if !waits && run.since.is_none() {
            run.since = Some(now);
            self.effects
                .push(Effect::Set(Timer::Deadline, run.left_ms.max(0.0)));
        }
        true
    }

    /// The run has been told to end: wait a little, and have a spare ready in case it does not.
    fn last_grace(&mut self, why: Status, now: f64) {
        let Some(run) = &mut self.current else { return };
        run.ending = Some(why);
        let can_stop = self.worker.as_ref().and_then(|worker| worker.ready) == Some(true);
        if why == Status::Stopped && !can_stop {
            // Without stack switching no message reaches a program that runs.
            self.give_up(why, STOPPED, now);
            return;
        }
        self.effects.push(Effect::Clear(Timer::Deadline));
        self.effects.push(Effect::Set(Timer::Grace, GRACE_MS));
        self.effects.push(Effect::Set(Timer::Spare, SPARE_MS));
    }

    /// End the current run by ending its worker.
    fn give_up(&mut self, status: Status, message: &str, now: f64) {
        let Some(run) = self.current.take() else {
            return;
        };
        self.clear_timers();
        self.replace_worker();
        self.deliver_end(run.id, status, message, now - run.started);
        self.next(now);
    }

    fn replace_worker(&mut self) {
        if let Some(worker) = self.worker.take() {
            self.effects.push(Effect::End(worker.id));
        }
        self.prepare();
        if let Some(can_suspend) = self.worker.as_ref().and_then(|worker| worker.ready) {
            self.tell(Notice::Ready { can_suspend });
        }
    }

    fn start(&mut self) -> Worker {
        self.workers_made += 1;
        self.effects.push(Effect::Start(self.workers_made));
        Worker {
            id: self.workers_made,
            ready: None,
        }
    }

    fn send(&mut self, command: Command) {
        if let Some(worker) = &self.worker {
            self.effects.push(Effect::Send(worker.id, command));
        }
    }

    fn tell(&mut self, notice: Notice) {
        self.effects.push(Effect::Tell(notice));
    }

    fn clear_timers(&mut self) {
        for timer in [Timer::Deadline, Timer::Grace, Timer::Spare] {
            self.effects.push(Effect::Clear(timer));
        }
    }

    fn deliver_end(&mut self, id: RunId, status: Status, message: &str, duration_ms: f64) {
        let outcome = ended(status, message, duration_ms);
        self.effects
            .push(Effect::Deliver(id, Event::Done { id, outcome }));
    }
}

const STOPPED: &str = "The program was stopped.";
const CLOSED: &str = "The sandbox was closed.";

/// The outcome of a run whose worker could not tell it.
fn ended(status: Status, message: &str, duration_ms: f64) -> Outcome {
    let kind = match status {
        Status::Stopped => "KeyboardInterrupt",
        Status::Timeout => "TimeoutError",
        _ => "SystemError",
    };
    Outcome {
        status,
        error: Some(PythonError {
            kind: kind.into(),
            message: message.into(),
            traceback: String::new(),
            line: None,
            column: None,
        }),
        result: None,
        exit_code: 1,
        files: BTreeMap::new(),
        duration_ms,
        kept: false,
    }
}
