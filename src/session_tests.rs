//! What the session promises, as examples and as properties over arbitrary messages.

use super::*;
use crate::transcript::Tone;
use proptest::prelude::*;
use vivarium_protocol::{PythonError, Value};

fn ready() -> Message {
    Message::Ready { can_suspend: true }
}

fn run() -> Message {
    Message::Run(RunRequest::default())
}

fn output(id: RunId, text: &str) -> Message {
    say(id, Stream::Stdout, text)
}

fn say(id: RunId, stream: Stream, text: &str) -> Message {
    let text = text.to_owned();
    Message::Event(id, Event::Output { id, stream, text })
}

fn ask(id: RunId) -> Message {
    Message::Event(id, Event::Input { id })
}

fn outcome(status: Status) -> Outcome {
    Outcome {
        status,
        error: None,
        result: None,
        exit_code: 0,
        files: std::collections::BTreeMap::new(),
        duration_ms: 1.0,
        kept: false,
    }
}

fn done(id: RunId, outcome: Outcome) -> Message {
    Message::Event(id, Event::Done { id, outcome })
}

fn line(text: &str) -> Message {
    Message::Line(Some(text.to_owned()))
}

/// Feeds the messages and answers the session with all effects.
fn play(messages: impl IntoIterator<Item = Message>) -> (Session, Vec<Effect>) {
    let mut session = Session::default();
    let effects = messages
        .into_iter()
        .filter_map(|message| session.update(message))
        .collect();
    (session, effects)
}

#[test]
fn an_early_run_waits_for_the_engine() {
    let (session, effects) = play([run(), run()]);
    assert!(matches!(session.phase, Phase::Queued(_)));
    assert_eq!(effects, []);
    let (_, effects) = play([run(), ready()]);
    assert_eq!(effects, [Effect::Run(1, Box::default())]);
    let (session, effects) = play([run(), Message::Stop, ready()]);
    assert_eq!((session.phase, effects), (Phase::Idle, vec![]));
}

#[test]
fn what_a_program_asks_the_page_is_passed_on() {
    let call = |id| {
        let request = "{}".into();
        let call = 3;
        Message::Event(id, Event::Call { id, call, request })
    };
    let cancel = |id| Message::Event(id, Event::CancelCall { id, call: 3 });
    let (_, effects) = play([run(), ready(), call(1), call(9), cancel(9), cancel(1)]);
    assert_eq!(
        effects[1..],
        [Effect::Ask(1, 3, "{}".into()), Effect::Withdraw(1, 3)]
    );
}

#[test]
fn output_survives_a_stop_and_a_crash() {
    for status in [Status::Stopped, Status::Crashed, Status::Timeout] {
        let (session, _) = play([
            ready(),
            run(),
            output(1, "so far\n"),
            Message::Stop,
            done(1, outcome(status)),
        ]);
        assert_eq!(session.transcript.text(), "so far\n");
        assert_eq!(session.ending.map(|ending| ending.status), Some(status));
    }
}

#[test]
fn stale_events_are_ignored() {
    let (session, effects) = play([
        ready(),
        run(),
        done(1, outcome(Status::Ok)),
        run(),
        output(1, "old\n"),
        done(1, outcome(Status::Error)),
        ask(1),
        output(2, "new\n"),
    ]);
    assert_eq!(session.transcript.text(), "new\n");
    assert_eq!(
        session
            .running()
            .map(|running| (running.id, running.activity)),
        Some((2, Activity::Working))
    );
    assert_eq!(effects.len(), 2);
}

#[test]
fn answers_are_echoed_and_may_come_early() {
    let (session, effects) = play([
        ready(),
        run(),
        output(1, "a? "),
        ask(1),
        line("1"),
        line("2"),
        output(1, "b? "),
        ask(1),
        ask(1),
        Message::Line(None),
    ]);
    assert_eq!(session.transcript.text(), "a? 1\nb? 2\n");
    assert_eq!(
        effects[1..],
        [
            Effect::Input(1, Some("1".to_owned())),
            Effect::Input(1, Some("2".to_owned())),
            Effect::Input(1, None)
        ]
    );
}

#[test]
fn a_traceback_is_shown_even_when_the_output_was_cut_off() {
    let error = PythonError {
        kind: "ValueError".to_owned(),
        message: "bad".to_owned(),
        traceback: "Traceback (most recent call last):\nValueError: bad\n".to_owned(),
        line: Some(3),
        column: None,
    };
    let failed = || {
        done(
            1,
            Outcome {
                error: Some(error.clone()),
                ..outcome(Status::Error)
            },
        )
    };
    let (cut, _) = play([ready(), run(), output(1, "x\n"), failed()]);
    assert_eq!(cut.transcript.text(), format!("x\n{}", error.traceback));
    let printed = say(1, Stream::Stderr, &error.traceback);
    let (whole, _) = play([ready(), run(), printed, failed()]);
    assert_eq!(whole.transcript.text(), error.traceback);
    assert_eq!(whole.marked_line, Some(3));
    let mut edited = whole;
    edited.update(Message::Edited);
    assert_eq!(edited.marked_line, None);
}

#[test]
fn the_last_value_stands_on_a_line_of_its_own() {
    let value = Value {
        repr: "42".to_owned(),
        json: None,
    };
    let (session, _) = play([
        ready(),
        run(),
        output(1, "no newline"),
        done(
            1,
            Outcome {
                result: Some(value),
                ..outcome(Status::Ok)
            },
        ),
    ]);
    assert_eq!(session.transcript.text(), "no newline\n42");
}

#[test]
fn a_failed_engine_says_why_keeps_the_output_and_is_tried_again() {
    let failed = || Message::Failed("The engine is missing.".to_owned());
    let (mut session, _) = play([ready(), run(), output(1, "x\n"), failed()]);
    assert_eq!(session.transcript.text(), "x\nThe engine is missing.");
    assert_eq!(session.update(run()), Some(Effect::Prepare));
    assert_eq!(session.update(failed()), None);
    assert_eq!(session.phase, Phase::Idle);
    session.update(run());
    assert_eq!(
        session.update(ready()),
        Some(Effect::Run(2, Box::default()))
    );
}

#[test]
fn a_failure_during_a_run_is_told_once() {
    let sentence = "The engine is damaged.";
    let mut crashed = outcome(Status::Crashed);
    crashed.error = Some(PythonError {
        kind: String::new(),
        message: sentence.to_owned(),
        traceback: String::new(),
        line: None,
        column: None,
    });
    let (session, _) = play([
        ready(),
        run(),
        done(1, crashed),
        Message::Failed(sentence.to_owned()),
    ]);
    assert_eq!(session.transcript.text(), sentence);
}

fn display(forms: &[(&str, &str)]) -> Message {
    let bundle = forms
        .iter()
        .map(|(mime, data)| ((*mime).to_owned(), (*data).to_owned()))
        .collect();
    Message::Event(1, Event::Display { id: 1, bundle })
}

#[test]
fn a_displayed_value_is_copied_as_its_text() {
    let html = display(&[("text/html", "<script>"), ("text/plain", "a table")]);
    let (session, _) = play([ready(), run(), html, display(&[("text/plain", "text")])]);
    assert_eq!(session.transcript.text(), "a table\ntext\n");
    let tones: Vec<_> = session
        .transcript
        .ids()
        .filter_map(|id| session.transcript.chunk(id))
        .map(|chunk| (chunk.tone, chunk.bundle.is_some()))
        .collect();
    assert_eq!(tones, [(Tone::Display, true), (Tone::Plain, false)]);
}

#[test]
fn a_result_that_was_displayed_is_not_said_again() {
    let result = |repr: &str| {
        let mut outcome = outcome(Status::Ok);
        outcome.result = Some(Value {
            repr: repr.to_owned(),
            json: None,
        });
        done(1, outcome)
    };
    let html = || display(&[("text/html", "<table>"), ("text/plain", "a table")]);
    let (session, _) = play([ready(), run(), html(), result("a table")]);
    assert_eq!(session.transcript.text(), "a table\n");
    let (session, _) = play([ready(), run(), html(), result("another")]);
    assert_eq!(session.transcript.text(), "a table\nanother");
}

#[test]
fn the_console_goes_on_where_the_last_run_left_its_names() {
    let cell = |code: &str| {
        Message::Cell(RunRequest {
            code: code.to_owned(),
            session: true,
            ..RunRequest::default()
        })
    };
    let kept = |id| {
        let mut outcome = outcome(Status::Ok);
        outcome.kept = true;
        done(id, outcome)
    };
    let (mut session, _) = play([ready(), cell("1")]);
    assert_eq!(session.phase, Phase::Idle, "there is nothing to go on with");
    session.update(run());
    session.update(output(1, "out"));
    session.update(kept(1));
    let effect = session.update(cell("if x:\n    y"));
    assert!(matches!(effect, Some(Effect::Run(2, request)) if request.session));
    assert_eq!(session.transcript.text(), "out\n>>> if x:\n...     y\n");
    assert_eq!(session.update(cell("2")), None, "one after the other");
    session.update(done(2, outcome(Status::Crashed)));
    assert_eq!(session.update(cell("3")), None, "the names are lost");
}

fn any_message() -> impl Strategy<Value = Message> {
    let id = 0..6_u32;
    let status = prop_oneof![
        Just(Status::Ok),
        Just(Status::Error),
        Just(Status::Stopped),
        Just(Status::Timeout),
        Just(Status::OutOfMemory),
        Just(Status::Limit),
        Just(Status::Crashed)
    ];
    prop_oneof![
        4 => Just(run()),
        2 => Just(Message::Cell(RunRequest::default())),
        2 => Just(Message::Stop),
        1 => Just(Message::Clear),
        2 => proptest::option::of("[a-z]{0,3}").prop_map(Message::Line),
        1 => Just(Message::Edited),
        1 => Just(ready()),
        1 => Just(Message::Failed(String::new())),
        6 => (id.clone(), "[a-z\n]{0,8}").prop_map(|(id, text)| output(id, &text)),
        3 => id.clone().prop_map(ask),
        1 => id.clone().prop_map(|id| Message::Event(id, Event::Call { id, call: 1, request: String::new() })),
        1 => id.clone().prop_map(|id| Message::Event(id, Event::CancelCall { id, call: 1 })),
        3 => (id, status).prop_map(|(id, status)| done(id, outcome(status))),
    ]
}

proptest! {
    #[test]
    fn whatever_comes_in_whatever_order(messages in proptest::collection::vec(any_message(), 0..80)) {
        let mut session = Session::default();
        let mut newest = 0;
        let mut printed = String::new();
        for message in messages {
            let before = session.clone();
            let current = before.running().map(|running| running.id);
            let effect = session.update(message.clone());
            match &effect {
                Some(Effect::Run(id, _)) => {
                    prop_assert!(current.is_none(), "one run at a time");
                    prop_assert!(*id > newest, "ids grow");
                    newest = *id;
                }
                Some(Effect::Stop(id)) => {
                    prop_assert_eq!(Some(*id), current);
                    prop_assert!(before.can_stop());
                }
                Some(Effect::Input(id, line)) => {
                    prop_assert_eq!(Some(*id), current);
                    printed.extend(line.iter().map(|line| format!("{line}\n")));
                }
                Some(Effect::Prepare) => prop_assert!(matches!(before.engine, Engine::Failed(_))),
                Some(Effect::Ask(id, ..) | Effect::Withdraw(id, _)) => prop_assert_eq!(Some(*id), current),
                None => {}
            }
            match &message {
                Message::Run(_) if before.can_run() => printed.clear(),
                Message::Clear => printed.clear(),
                Message::Event(id, Event::Output { text, .. }) if Some(*id) == current => printed += text,
                Message::Event(id, Event::Done { .. }) if Some(*id) == current => {
                    prop_assert!(session.phase == Phase::Idle && session.ending.is_some());
                }
                _ => {}
            }
            prop_assert_eq!(session.transcript.text(), printed.as_str());
        }
    }
}
