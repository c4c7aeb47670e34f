//! Runs from request to outcome, without an engine.

use super::clock::Source;
use super::process::{Answer, Process, RequestError, System, Wait};
use super::run::End;
use std::cell::Cell;
use vivarium_protocol::abi::{EngineOutcome, Op, Poll};
use vivarium_protocol::{Limits, PythonError, RunRequest, Status};

thread_local!(static NOW: Cell<f64> = const { Cell::new(0.0) });

const SYSTEM: System = System {
    time: Source {
        wall: || 1_000_000.0 + NOW.get(),
        steady: || NOW.get(),
    },
    random: |bytes| bytes.fill(7),
    can_suspend: true,
    load: |_| None,
};

fn process(request: RunRequest) -> Process {
    Process::new(request, SYSTEM, None, None).unwrap().0
}

fn limited(limits: Limits) -> Process {
    process(RunRequest {
        limits,
        ..RunRequest::default()
    })
}

fn tell(process: &mut Process, kind: Option<&str>, message: &str) {
    let outcome = EngineOutcome {
        error: kind.map(|kind| PythonError {
            kind: kind.into(),
            message: message.into(),
            traceback: "Traceback".into(),
            line: Some(1),
            column: None,
        }),
        ..EngineOutcome::default()
    };
    let payload = serde_json::to_vec(&outcome).unwrap();
    assert_eq!(process.call(Op::Done as i32, &payload), Answer::Now(0));
}

/// Status of a run that was told this and ended so.
fn check(mut process: Process, told: Option<(&str, &str)>, end: &End, expected: Status) -> String {
    if let Some((kind, message)) = told {
        tell(&mut process, (!kind.is_empty()).then_some(kind), message);
    }
    let outcome = process.finish(end).0;
    assert_eq!(outcome.status, expected);
    outcome.error.map(|error| error.message).unwrap_or_default()
}

#[test]
fn every_end_has_its_status() {
    let plain = || process(RunRequest::default());
    check(plain(), Some(("", "")), &End::Returned, Status::Ok);
    check(
        plain(),
        Some(("ValueError", "x")),
        &End::Returned,
        Status::Error,
    );
    check(
        plain(),
        Some(("MemoryError", "")),
        &End::Returned,
        Status::OutOfMemory,
    );
    check(plain(), None, &End::OutOfMemory, Status::OutOfMemory);
    check(plain(), None, &End::StackOverflow, Status::Crashed);
    check(plain(), None, &End::Returned, Status::Crashed);
    let message = check(
        plain(),
        None,
        &End::Trap("unreachable".into()),
        Status::Crashed,
    );
    assert!(message.contains("unreachable"), "{message}");
    check(
        plain(),
        Some(("", "")),
        &End::Trap("in a destructor".into()),
        Status::Ok,
    );
}

#[test]
fn leaving_at_once_is_an_end_of_its_own() {
    let mut process = process(RunRequest::default());
    process.exit = Some(4);
    let outcome = process.finish(&End::Trap("unreachable".into())).0;
    assert_eq!((outcome.status, outcome.exit_code), (Status::Ok, 4));
}

#[test]
fn a_stop_interrupts_once_and_names_the_outcome() {
    let mut process = process(RunRequest::default());
    assert_eq!(process.run.poll(1.0), Poll::Continue);
    process.run.stop();
    assert!(process.run.must_wake(2.0));
    assert_eq!(process.run.poll(2.0), Poll::Interrupt);
    assert_eq!(process.run.poll(3.0), Poll::Continue);
    check(
        process,
        Some(("KeyboardInterrupt", "")),
        &End::Returned,
        Status::Stopped,
    );
}

#[test]
fn the_deadline_does_not_count_waiting_for_others() {
    NOW.set(0.0);
    let mut process = limited(Limits {
        time_ms: Some(100),
        ..Limits::default()
    });
    NOW.set(40.0);
    process.run.pause();
    NOW.set(5_000.0);
    assert!(!process.run.must_wake(5_000.0));
    process.run.resume();
    assert_eq!(process.run.poll(5_040.0), Poll::Yield);
    assert!(!process.run.must_wake(5_059.0));
    assert_eq!(process.run.poll(5_061.0), Poll::Interrupt);
    let message = check(
        process,
        Some(("KeyboardInterrupt", "")),
        &End::Returned,
        Status::Timeout,
    );
    assert_eq!(
        message,
        "The program ran longer than its limit of 0.1 s and was ended."
    );
}

#[test]
fn waiting_for_a_call_counts_unless_a_person_is_asked() {
    NOW.set(0.0);
    let mut process = limited(Limits {
        time_ms: Some(100),
        ..Limits::default()
    });
    for (held, now, left) in [
        (false, 10.0, 90.0),
        (true, 20.0, 80.0),
        (true, 5_000.0, 80.0),
        (false, 6_000.0, 80.0),
        (false, 6_030.0, 50.0),
    ] {
        NOW.set(now);
        process.run.hold(held);
        process.run.await_calls();
        assert!((process.run.left_ms(now) - left).abs() < 1e-9, "{now}");
    }
}

#[test]
fn a_refusal_is_a_limit_only_when_it_ends_the_program() {
    let mut first = limited(Limits {
        displays: Some(1),
        ..Limits::default()
    });
    let show = |process: &mut Process| process.call(Op::Display as i32, br#"{"text/plain":"x"}"#);
    assert!(matches!(show(&mut first), Answer::Display(_)));
    assert_eq!(show(&mut first), Answer::Now(-1));
    let sentence = String::from_utf8(first.take_reply(1000)).unwrap();
    check(
        first,
        Some(("RuntimeError", &sentence)),
        &End::Returned,
        Status::Limit,
    );

    let mut second = limited(Limits {
        displays: Some(0),
        ..Limits::default()
    });
    assert_eq!(show(&mut second), Answer::Now(-1));
    check(
        second,
        Some(("ValueError", "something else")),
        &End::Returned,
        Status::Error,
    );
}

#[test]
fn displays_are_limited_by_weight_too() {
    let mut process = process(RunRequest::default());
    let heavy = format!(r#"{{"text/plain":"{}"}}"#, "x".repeat(6_000_000));
    let mut show = || process.call(Op::Display as i32, heavy.as_bytes());
    assert!(matches!(show(), Answer::Display(_)));
    assert_eq!(show(), Answer::Now(-1));
}

#[test]
fn what_the_engine_asks_for_is_understood() {
    let mut process = process(RunRequest::default());
    assert_eq!(
        process.call(Op::Sleep as i32, &1.5_f64.to_le_bytes()),
        Answer::After(Wait::Sleep(1_500_000_000))
    );
    assert_eq!(
        process.call(Op::Sleep as i32, &(-1.0_f64).to_le_bytes()),
        Answer::Now(-1)
    );
    assert_eq!(process.call(Op::Sleep as i32, b"short"), Answer::Now(-1));
    assert_eq!(
        process.call(Op::Yield as i32, b""),
        Answer::After(Wait::Turn)
    );
    assert_eq!(process.call(Op::Display as i32, b"[]"), Answer::Now(-1));
    assert_eq!(process.call(99, b""), Answer::Now(-1));
    assert_eq!(process.take_reply(9), b"This host");
}

#[test]
fn file_names_are_checked_before_anything_runs() {
    let named = |filename: &str| {
        let request = RunRequest {
            filename: filename.into(),
            ..RunRequest::default()
        };
        Process::new(request, SYSTEM, None, None).map(|(_, engine)| engine.path)
    };
    assert_eq!(named("").as_deref(), Ok("/home/user/main.py"));
    assert_eq!(
        named("pkg/my prog.py").as_deref(),
        Ok("/home/user/pkg/my prog.py")
    );
    for bad in ["../x.py", "/x.py", "a//b", "a\0b", "x\ny", ".", "dir/"] {
        assert_eq!(named(bad), Err(RequestError::FileName(bad.into())));
    }
}

#[test]
fn seed_and_clock_make_a_run_repeatable() {
    let request = RunRequest {
        seed: Some(5),
        now: Some(1_000.0),
        ..RunRequest::default()
    };
    let observe = |at: f64| {
        NOW.set(at);
        let mut process = process(request.clone());
        let mut bytes = [0; 20];
        process.random.fill(&mut bytes);
        process.clock.slept(2_000_000_000);
        (bytes, process.clock.wall(), process.clock.monotonic())
    };
    let first = observe(0.0);
    assert_eq!(first, observe(12_345.0));
    assert!(
        first.1 > 3_000_000_000 && first.1 < 3_001_000_000,
        "{}",
        first.1
    );
}

fn call(process: &mut Process, op: Op, payload: &[u8]) -> Answer {
    process.call(op as i32, payload)
}

fn wait_for(seconds: f64, calls: &[u32]) -> Vec<u8> {
    let numbers = calls.iter().flat_map(|call| call.to_le_bytes());
    seconds.to_le_bytes().into_iter().chain(numbers).collect()
}

#[test]
fn a_call_is_asked_awaited_and_answered() {
    let mut process = process(RunRequest::default());
    assert_eq!(
        call(&mut process, Op::CallStart, b"{}"),
        Answer::Call(4, 1, "{}".into())
    );
    assert_eq!(process.take_reply(4), 1_u32.to_le_bytes());
    let forever = wait_for(-1.0, &[1]);
    let waits = call(&mut process, Op::CallWait, &forever);
    assert!(matches!(waits, Answer::After(Wait::Calls(_))), "{waits:?}");
    assert_eq!(
        call(&mut process, Op::CallWait, &wait_for(0.0, &[1])),
        Answer::Now(0)
    );
    assert_eq!(process.answered(1, "true".into(), 0), None);
    assert_eq!(call(&mut process, Op::CallWait, &forever), Answer::Now(8));
    assert_eq!(process.take_reply(100), b"[1,true]");
    assert_eq!(call(&mut process, Op::CallWait, &forever), Answer::Now(-1));
    assert_eq!(call(&mut process, Op::CallWait, b"short"), Answer::Now(-1));
}

#[test]
fn the_limit_of_calls_ends_with_its_status() {
    let mut process = limited(Limits {
        tool_calls: Some(1),
        ..Limits::default()
    });
    call(&mut process, Op::CallStart, b"{}");
    assert_eq!(call(&mut process, Op::CallStart, b"{}"), Answer::Now(-1));
    let sentence = String::from_utf8(process.take_reply(1000)).unwrap();
    check(
        process,
        Some(("OSError", &sentence)),
        &End::Returned,
        Status::Limit,
    );
}

#[test]
fn a_session_keeps_files_and_the_next_run_reports_its_own() {
    let request = |code: &str| RunRequest {
        code: code.into(),
        session: true,
        ..RunRequest::default()
    };
    let (mut first, engine) = Process::new(request("1"), SYSTEM, None, None).unwrap();
    assert_eq!(
        (engine.path.as_str(), engine.session),
        ("/home/user/main.py", true)
    );
    first.files.provide("/home/user/kept.txt", b"x", 0).unwrap();
    tell(&mut first, None, "");
    let (_, kept) = first.finish(&End::Returned);
    let (mut second, _) = Process::new(request("2"), SYSTEM, None, Some(kept)).unwrap();
    let kept = second
        .files
        .resolve(super::files::ROOT, "/home/user/kept.txt");
    assert_eq!(second.files.content(kept.unwrap()), Ok(&b"x"[..]));
    tell(&mut second, None, "");
    assert!(second.finish(&End::Returned).0.files.is_empty());
}
