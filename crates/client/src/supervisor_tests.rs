//! The lifecycle against simulated workers that behave well, hang, trap or die.

use super::supervisor::{Effect, GRACE_MS, Supervisor, Timer, WorkerId};
use crate::Notice;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vivarium_protocol::{Command, Event, Limits, Outcome, RunId, RunRequest, Status};

fn done(id: RunId, status: Status) -> Event {
    Event::Done {
        id,
        outcome: Outcome {
            status,
            error: None,
            result: None,
            exit_code: 0,
            files: BTreeMap::new(),
            duration_ms: 1.0,
            kept: false,
        },
    }
}

const READY: Event = Event::Ready {
    build: String::new(),
    can_suspend: true,
};

/// A supervisor, what it has asked for, and what its owner has heard.
#[derive(Default)]
struct Bench {
    supervisor: Supervisor,
    now: f64,
    workers: BTreeSet<WorkerId>,
    timers: BTreeMap<Timer, f64>,
    running: BTreeMap<WorkerId, RunId>,
    asked: Vec<RunId>,
    ended: BTreeMap<RunId, Status>,
    failures: usize,
}

impl Bench {
    fn act(&mut self, action: impl FnOnce(&mut Supervisor, f64)) {
        action(&mut self.supervisor, self.now);
        for effect in self.supervisor.take_effects() {
            match effect {
                Effect::Start(worker) => assert!(self.workers.insert(worker)),
                Effect::End(worker) => {
                    self.workers.remove(&worker);
                    self.running.remove(&worker);
                }
                Effect::Send(worker, command) => {
                    assert!(
                        self.workers.contains(&worker),
                        "{command:?} to a worker that is gone"
                    );
                    if let Command::Run { id, .. } = command {
                        assert_eq!(self.running.insert(worker, id), None, "one run at a time");
                    }
                }
                Effect::Deliver(id, Event::Done { outcome, .. }) => {
                    assert_eq!(
                        self.ended.insert(id, outcome.status),
                        None,
                        "run {id} ended twice"
                    );
                }
                Effect::Deliver(id, event) => {
                    assert!(!self.ended.contains_key(&id), "{event:?} after the end");
                }
                Effect::Set(timer, ms) => drop(self.timers.insert(timer, self.now + ms)),
                Effect::Clear(timer) => drop(self.timers.remove(&timer)),
                Effect::Tell(Notice::Failed(_)) => self.failures += 1,
                Effect::Tell(_) | Effect::Refetch(_) => {}
            }
        }
        assert!(self.workers.len() <= 2, "one worker and one spare");
    }

    fn run(&mut self) -> RunId {
        let id = self.asked.len() as RunId + 1;
        self.asked.push(id);
        let limits = Limits {
            time_ms: Some(1_000),
            ..Limits::default()
        };
        let request = RunRequest {
            limits,
            ..RunRequest::default()
        };
        self.act(|supervisor, now| supervisor.run(id, request, now));
        id
    }

    fn event(&mut self, worker: WorkerId, event: Event) {
        if let Event::Done { .. } = event {
            self.running.remove(&worker);
        }
        self.act(|supervisor, now| supervisor.event(worker, event, now));
    }

    /// Let time pass to the next timer.
    fn ring(&mut self) -> bool {
        let next = self
            .timers
            .iter()
            .min_by(|one, other| one.1.total_cmp(other.1));
        let Some((timer, at)) = next.map(|(timer, at)| (*timer, *at)) else {
            return false;
        };
        self.now = self.now.max(at);
        self.timers.remove(&timer);
        self.act(|supervisor, now| supervisor.timer(timer, now));
        true
    }

    fn started() -> (Self, WorkerId) {
        let mut bench = Self::default();
        bench.act(|supervisor, _| supervisor.prepare());
        bench.event(1, READY);
        (bench, 1)
    }
}

#[test]
fn a_run_waits_for_the_worker_and_ends_once() {
    let mut bench = Bench::default();
    let id = bench.run();
    assert!(bench.running.is_empty());
    bench.event(1, READY);
    bench.event(1, done(id, Status::Ok));
    bench.event(1, done(id, Status::Ok));
    assert_eq!(bench.ended, BTreeMap::from([(id, Status::Ok)]));
    assert_eq!(bench.timers.len(), 0);
}

#[test]
fn a_stop_that_is_obeyed_keeps_the_worker() {
    let (mut bench, worker) = Bench::started();
    let id = bench.run();
    bench.act(|supervisor, now| supervisor.stop(id, now));
    assert_eq!(bench.workers, BTreeSet::from([worker]), "no spare yet");
    bench.event(worker, done(id, Status::Stopped));
    assert_eq!(bench.workers, BTreeSet::from([worker]));
    assert!(!bench.ring());
}

#[test]
fn a_stop_that_takes_its_time_costs_the_spare() {
    let (mut bench, worker) = Bench::started();
    let id = bench.run();
    bench.act(|supervisor, now| supervisor.stop(id, now));
    assert!(bench.ring());
    assert_eq!(bench.workers.len(), 2, "a spare is on its way");
    bench.event(worker, done(id, Status::Stopped));
    assert_eq!(bench.workers, BTreeSet::from([worker]));
}

#[test]
fn a_stop_that_is_ignored_costs_the_worker_and_the_spare_takes_over() {
    let (mut bench, worker) = Bench::started();
    let (id, next) = (bench.run(), bench.run());
    bench.act(|supervisor, now| supervisor.stop(id, now));
    assert!(bench.ring());
    bench.event(2, READY);
    assert!(bench.ring());
    assert!((bench.now - GRACE_MS).abs() < 1.0);
    assert_eq!(bench.ended, BTreeMap::from([(id, Status::Stopped)]));
    assert!(!bench.workers.contains(&worker));
    assert_eq!(bench.running, BTreeMap::from([(2, next)]));
}

#[test]
fn a_stop_before_the_beginning_is_an_end_too() {
    let (mut bench, worker) = Bench::started();
    let (first, second) = (bench.run(), bench.run());
    bench.act(|supervisor, now| supervisor.stop(second, now));
    assert_eq!(bench.ended, BTreeMap::from([(second, Status::Stopped)]));
    bench.event(worker, done(first, Status::Ok));
    assert!(bench.running.is_empty());
}

#[test]
fn without_stack_switching_a_stop_is_immediate() {
    let mut bench = Bench::default();
    let id = bench.run();
    let can_suspend = false;
    bench.event(
        1,
        Event::Ready {
            build: String::new(),
            can_suspend,
        },
    );
    bench.act(|supervisor, now| supervisor.stop(id, now));
    assert_eq!(bench.ended, BTreeMap::from([(id, Status::Stopped)]));
    assert!(!bench.workers.contains(&1));
}

#[test]
fn a_hanging_run_times_out_but_waiting_for_input_does_not() {
    let (mut bench, worker) = Bench::started();
    let id = bench.run();
    bench.now = 600.0;
    bench.event(worker, Event::Input { id });
    assert!(!bench.ring(), "no clock runs while the user thinks");
    bench.now = 60_000.0;
    bench.act(|supervisor, now| supervisor.input(id, Some("x".into()), now));
    assert!(bench.ring());
    assert!((bench.now - 60_400.0).abs() < 1.0, "{}", bench.now);
    assert!(bench.ring() && bench.ring());
    assert_eq!(bench.ended, BTreeMap::from([(id, Status::Timeout)]));
}

#[test]
fn the_clock_stands_while_a_person_is_asked_about_a_call() {
    let (mut bench, worker) = Bench::started();
    let id = bench.run();
    bench.now = 600.0;
    bench.act(|supervisor, now| supervisor.hold(id, true, now));
    assert!(!bench.ring());
    bench.event(worker, Event::Input { id });
    bench.now = 60_000.0;
    bench.act(|supervisor, now| supervisor.hold(id, false, now));
    assert!(!bench.ring(), "it still waits for input");
    bench.act(|supervisor, now| supervisor.input(id, None, now));
    assert!(bench.ring());
    assert!((bench.now - 60_400.0).abs() < 1.0, "{}", bench.now);
}

#[test]
fn a_trap_costs_the_worker() {
    let (mut bench, worker) = Bench::started();
    let id = bench.run();
    bench.event(worker, done(id, Status::Crashed));
    assert!(!bench.workers.contains(&worker));
    assert_eq!(bench.workers.len(), 1);
}

#[test]
fn a_failure_ends_every_run_and_the_next_one_tries_again() {
    let mut bench = Bench::default();
    let (one, two) = (bench.run(), bench.run());
    bench.act(|supervisor, _| supervisor.fail("offline"));
    assert_eq!(bench.ended.keys().collect::<Vec<_>>(), [&one, &two]);
    assert_eq!((bench.failures, bench.workers.len()), (1, 0));
    bench.run();
    assert_eq!(bench.workers.len(), 1);
}

#[derive(Debug, Clone)]
enum Step {
    Run,
    Stop(prop::sample::Index),
    Ready,
    Finish(Status),
    Ask,
    Answer,
    Hold(bool),
    Output,
    Stale,
    Die(prop::sample::Index),
    Fail,
    Ring,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Run),
        2 => any::<prop::sample::Index>().prop_map(Step::Stop),
        4 => Just(Step::Ready),
        3 => prop::sample::select(vec![Status::Ok, Status::Error, Status::Crashed]).prop_map(Step::Finish),
        1 => Just(Step::Ask),
        1 => Just(Step::Answer),
        1 => any::<bool>().prop_map(Step::Hold),
        1 => Just(Step::Output),
        1 => Just(Step::Stale),
        1 => any::<prop::sample::Index>().prop_map(Step::Die),
        1 => Just(Step::Fail),
        2 => Just(Step::Ring),
    ]
}

proptest! {
    /// Whatever happens, in whatever order: every run ends exactly once, and nothing is left over.
    #[test]
    fn every_run_ends_exactly_once(steps in prop::collection::vec(step(), 0..80)) {
        let mut bench = Bench::default();
        for step in steps {
            bench.now += 7.0;
            let running = bench.running.iter().next().map(|(worker, id)| (*worker, *id));
            match (step, running) {
                (Step::Run, _) => drop(bench.run()),
                (Step::Stop(which), _) if !bench.asked.is_empty() => {
                    let id = *which.get(&bench.asked);
                    bench.act(|supervisor, now| supervisor.stop(id, now));
                }
                (Step::Ready, _) => {
                    for worker in bench.workers.clone() {
                        bench.event(worker, READY);
                    }
                }
                (Step::Finish(status), Some((worker, id))) => bench.event(worker, done(id, status)),
                (Step::Ask, Some((worker, id))) => bench.event(worker, Event::Input { id }),
                (Step::Answer, Some((_, id))) => bench.act(|supervisor, now| supervisor.input(id, None, now)),
                (Step::Hold(held), Some((_, id))) => bench.act(|supervisor, now| supervisor.hold(id, held, now)),
                (Step::Output, Some((worker, id))) => bench.event(worker, Event::AwaitingLibrary { id }),
                (Step::Stale, _) => bench.event(99, done(1, Status::Ok)),
                (Step::Die(which), _) if !bench.workers.is_empty() => {
                    let workers: Vec<_> = bench.workers.iter().copied().collect();
                    let worker = *which.get(&workers);
                    bench.act(|supervisor, now| supervisor.died(worker, "gone", now));
                }
                (Step::Fail, _) => bench.act(|supervisor, _| supervisor.fail("offline")),
                (Step::Ring, _) => drop(bench.ring()),
                _ => {}
            }
        }
        bench.act(|supervisor, _| supervisor.close());
        prop_assert_eq!(bench.ended.len(), bench.asked.len());
        prop_assert!(bench.workers.is_empty());
        prop_assert!(bench.timers.is_empty());
    }
}
