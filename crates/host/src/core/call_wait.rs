//! Waiting for the page's answers. Of a run on tape, what a wait comes to depends on the program's clock alone: an answer
//! is there from one moment of that clock on, which the recording notes and the replay is given.

use super::calls::numbers;
use super::process::{Answer, Process, Wait};
use std::ops::ControlFlow;
use vivarium_protocol::{CallId, Tape};

/// A wait for the answer to one of some calls.
#[derive(Debug, Clone, PartialEq)]
pub struct CallWait {
    calls: Vec<CallId>,
    /// In real time: when it began, and how long it may take.
    begin: f64,
    most_ms: f64,
    /// Its end on the clock of a run on tape.
    end: u64,
}

impl Process {
    /// [`vivarium_protocol::abi::Op::CallWait`].
    pub(super) fn wait_calls(&mut self, payload: &[u8]) -> Answer {
        let Some((seconds, calls)) = payload.split_first_chunk() else {
            return self.refuse("A wait names its time and its calls.".into());
        };
        let (seconds, calls) = (f64::from_le_bytes(*seconds), numbers(calls));
        if let Err(error) = self.calls.check(&calls) {
            return self.refuse(error.to_string());
        }
        // In virtual time without a tape no answer would ever be in time.
        let for_ever =
            seconds < 0.0 || seconds > 0.0 && self.clock.is_virtual() && self.tape.is_none();
        let most_ms = if for_ever {
            f64::INFINITY
        } else {
            (seconds * 1e3).max(0.0)
        };
        if self.tape.is_some() {
            // Each look is a moment of its own: what comes after it is later.
            self.clock.monotonic();
        }
        let wait = CallWait {
            calls,
            begin: self.clock.steady_ms(),
            most_ms,
            // The cast takes what is infinite for the last moment of all.
            end: self.clock.passed().saturating_add((most_ms * 1e6) as u64),
        };
        self.clock.waits();
        match self.look_for_answer(&wait) {
            ControlFlow::Break(length) => Answer::Now(length),
            ControlFlow::Continue(_) => Answer::After(Wait::Calls(wait)),
        }
    }

    /// Whether this wait is over, with the length of the reply (0: none in time); else how many milliseconds it may still
    /// take.
    pub fn look_for_answer(&mut self, wait: &CallWait) -> ControlFlow<i32, f64> {
        let left = wait.most_ms - (self.clock.steady_ms() - wait.begin);
        let earliest = self.calls.earliest(&wait.calls);
        let in_time = match self.tape {
            None => earliest.is_some(),
            // As long as an answer is missing, it may be the first.
            Some(Tape::Replay) if !self.calls.are_answered(&wait.calls) => {
                return ControlFlow::Continue(f64::INFINITY);
            }
            Some(_) => earliest.is_some_and(|at| at <= wait.end && at != u64::MAX),
        };
        let over = match self.tape {
            Some(Tape::Replay) => wait.end != u64::MAX,
            _ => left <= 0.0,
        };
        if !in_time && !over {
            return ControlFlow::Continue(left);
        }
        let until = if in_time { earliest } else { Some(wait.end) };
        self.clock.waited_until(until.unwrap_or_default());
        let now = if self.tape.is_some() {
            self.clock.passed()
        } else {
            u64::MAX
        };
        let answer = self.calls.take(&wait.calls, now);
        ControlFlow::Break(answer.map_or(0, |answer| self.reply_with(answer)))
    }

    /// The page's answer to a call. Of a recording: how long it took on the program's clock.
    pub fn answered(&mut self, call: CallId, answer: String, after_ns: u64) -> Option<u64> {
        let since = self.calls.since(call)?;
        let at = match self.tape {
            None => 0,
            // Later than any look so far, which did not see it.
            Some(Tape::Record) => self.clock.passed() + 1,
            Some(Tape::Replay) => since.saturating_add(after_ns),
        };
        self.calls.answer(call, at, answer);
        (self.tape == Some(Tape::Record)).then(|| at - since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::clock::Source;
    use crate::core::process::System;
    use proptest::prelude::*;
    use std::cell::Cell;
    use vivarium_protocol::RunRequest;
    use vivarium_protocol::abi::Op;

    thread_local!(static REAL_MS: Cell<f64> = const { Cell::new(0.0) });

    /// What a program does.
    #[derive(Debug, Clone)]
    enum Step {
        /// Call something that really takes so many milliseconds.
        Call(u32),
        /// Wait so many milliseconds for one of all open calls.
        Wait(Option<u32>),
        Sleep(u32),
        /// Calculate.
        Work(u32),
    }

    /// A reply, and what the clock shows then.
    type Seen = (Vec<u8>, u64);

    fn process(tape: Tape) -> Process {
        let system = System {
            time: Source {
                wall: || 0.0,
                steady: || REAL_MS.get(),
            },
            random: |_| {},
            can_suspend: true,
            load: |_| None,
        };
        let request = RunRequest {
            now: Some(1e12),
            tape: Some(tape),
            ..RunRequest::default()
        };
        Process::new(request, system, None, None).unwrap().0
    }

    /// What the program sees of its steps, and the times of its calls. `given` are those of the recording.
    fn play(steps: &[Step], given: Option<&[Option<u64>]>) -> (Vec<Seen>, Vec<Option<u64>>) {
        let mut process = process(if given.is_some() {
            Tape::Replay
        } else {
            Tape::Record
        });
        // Calls that the page has not answered: number, and when it will, in real time.
        let mut asked: Vec<(CallId, f64)> = Vec::new();
        let mut open: Vec<CallId> = Vec::new();
        let mut took = Vec::new();
        let mut seen = Vec::new();
        let deliver =
            |process: &mut Process, asked: &mut Vec<(CallId, f64)>, took: &mut Vec<Option<u64>>| {
                asked.sort_by(|a, b| a.1.total_cmp(&b.1));
                while let Some((call, at)) = asked.first().copied() {
                    if given.is_none() && at > REAL_MS.get() {
                        break;
                    }
                    asked.remove(0);
                    let index = call as usize - 1;
                    let after = given.map_or(0, |given| given[index].unwrap_or(u64::MAX));
                    took[index] = process.answered(call, call.to_string(), after);
                }
            };
        for step in steps {
            let mut reply = Vec::new();
            match step {
                Step::Call(ms) => {
                    assert!(matches!(
                        process.call(Op::CallStart as i32, b"{}"),
                        Answer::Call(4, ..)
                    ));
                    let call = CallId::from_le_bytes(process.take_reply(4).try_into().unwrap());
                    asked.push((call, REAL_MS.get() + f64::from(*ms)));
                    open.push(call);
                    took.push(None);
                }
                Step::Wait(most) => {
                    // One that nothing would ever end is not waited.
                    let most = if open.is_empty() {
                        Some(most.unwrap_or(1))
                    } else {
                        *most
                    };
                    let seconds = most.map_or(-1.0, |ms| f64::from(ms) / 1e3);
                    let numbers = open.iter().flat_map(|call| call.to_le_bytes());
                    let payload: Vec<u8> =
                        seconds.to_le_bytes().into_iter().chain(numbers).collect();
                    match process.call(Op::CallWait as i32, &payload) {
                        Answer::After(Wait::Calls(wait)) => {
                            while let ControlFlow::Continue(more) = process.look_for_answer(&wait) {
                                let next = asked
                                    .first()
                                    .map_or(f64::INFINITY, |(_, at)| at - REAL_MS.get());
                                if given.is_none() {
                                    REAL_MS.set(REAL_MS.get() + more.min(next).max(0.001));
                                }
                                deliver(&mut process, &mut asked, &mut took);
                            }
                        }
                        other => assert!(matches!(other, Answer::Now(_)), "{other:?}"),
                    }
                    reply = process.take_reply(100);
                    if let Some(call) = reply
                        .split(|byte| *byte == b',')
                        .next()
                        .and_then(|text| text.get(1..))
                    {
                        let call: CallId = std::str::from_utf8(call).unwrap().parse().unwrap();
                        open.retain(|open| *open != call);
                    }
                }
                Step::Sleep(ms) => {
                    process.clock.waits();
                    if given.is_none() {
                        REAL_MS.set(REAL_MS.get() + f64::from(*ms) / 2.0);
                        deliver(&mut process, &mut asked, &mut took);
                        REAL_MS.set(REAL_MS.get() + f64::from(*ms) / 2.0);
                    }
                    process.clock.slept(u64::from(*ms) * 1_000_000);
                }
                Step::Work(ms) => REAL_MS.set(REAL_MS.get() + f64::from(*ms)),
            }
            deliver(&mut process, &mut asked, &mut took);
            // Not a look at the clock, which would be a moment of its own.
            seen.push((reply, process.clock.passed()));
        }
        (seen, took)
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (0..40_u32).prop_map(Step::Call),
            prop::option::of(0..20_u32).prop_map(Step::Wait),
            (0..20_u32).prop_map(Step::Sleep),
            (0..20_u32).prop_map(Step::Work),
        ];
        prop::collection::vec(step, 0..30)
    }

    proptest! {
        #[test]
        fn a_replay_sees_what_the_recording_saw(steps in steps()) {
            let (recorded, times) = play(&steps, None);
            let (replayed, _) = play(&steps, Some(&times));
            prop_assert_eq!(recorded, replayed);
        }
    }

    #[test]
    fn a_recording_shows_the_time_that_a_call_took() {
        let steps = [
            Step::Call(30),
            Step::Wait(Some(10)),
            Step::Sleep(5),
            Step::Wait(None),
        ];
        let (seen, times) = play(&steps, None);
        assert_eq!(seen[1].0, b"");
        assert_eq!(seen[3].0, b"[1,1]");
        let ms = times[0].unwrap() / 1_000_000;
        assert!((30..32).contains(&ms), "{ms}");
    }
}
