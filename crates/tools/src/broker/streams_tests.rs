//! Streams from their first piece to their end, and past it.

use super::super::{Action, Broker, Key};
use crate::config::Config;
use crate::failure::{Failure, FailureKind};
use crate::machine::Options;
use crate::request::HttpResponse;
use serde_json::{Value, json};

/// A broker with a stream called "name", which request 1 began.
fn streaming() -> Broker {
    let config = Config::parse(r#"{"net": ["https://api.example"]}"#).unwrap();
    let mut broker = Broker::new(&config.servers, Options::default());
    let request =
        json!({"kind": "http", "method": "GET", "url": "https://api.example/x", "stream": true});
    let actions = broker.ask(0, 1, &request.to_string());
    assert!(
        matches!(&actions[..], [Action::Send(1, request)] if request.stream),
        "{actions:?}"
    );
    let actions = broker.responded(0, 1, Ok(response("https://api.example/x")));
    assert_eq!(answer(&actions, 1)["ok"]["stream"], "name");
    broker
}

fn response(url: &str) -> HttpResponse {
    HttpResponse {
        status: 200,
        url: url.into(),
        stream: Some("name".into()),
        ..HttpResponse::default()
    }
}

fn read(broker: &mut Broker, key: Key, name: &str) -> Vec<Action> {
    let request = json!({"kind": "read", "stream": name, "timeout": 2});
    broker.ask(0, key, &request.to_string())
}

fn answer(actions: &[Action], key: Key) -> Value {
    let mut answers = actions.iter().filter_map(|action| match action {
        Action::Answer(of, text) if *of == key => serde_json::from_str(text).ok(),
        _ => None,
    });
    answers.next().unwrap()
}

#[test]
fn a_stream_is_read_piece_by_piece_to_its_end() {
    let mut broker = streaming();
    assert_eq!(
        read(&mut broker, 2, "name"),
        [Action::Read(2, 1, Some(2000))]
    );
    let actions = broker.arrived(0, 2, 1, Ok(Some("AA==".into())));
    assert_eq!(answer(&actions, 2), json!({"ok": "AA=="}));
    read(&mut broker, 3, "name");
    assert_eq!(
        answer(&broker.arrived(0, 3, 1, Ok(None)), 3),
        json!({"ok": null})
    );
    assert_eq!(
        answer(&read(&mut broker, 4, "name"), 4)["error"]["type"],
        "ValueError"
    );
}

#[test]
fn a_broken_stream_is_told_and_gone() {
    let mut broker = streaming();
    read(&mut broker, 2, "name");
    let failure = Failure::new(FailureKind::ConnectionError, "broken");
    assert_eq!(
        answer(&broker.arrived(0, 2, 1, Err(failure)), 2)["error"]["message"],
        "broken"
    );
    assert_eq!(
        answer(&read(&mut broker, 3, "name"), 3)["error"]["type"],
        "ValueError"
    );
}

#[test]
fn a_stream_ends_with_its_run_and_when_it_is_closed() {
    assert_eq!(streaming().cancel(0, 1), [Action::Withdraw(1)]);
    assert_eq!(streaming().begin(crate::Author::Own), [Action::Withdraw(1)]);
    let mut broker = streaming();
    let close = json!({"kind": "close", "stream": "name"}).to_string();
    assert_eq!(broker.ask(0, 2, &close)[0], Action::Withdraw(1));
    assert_eq!(
        broker.ask(0, 3, &close),
        [Action::Answer(3, r#"{"ok":null}"#.into())]
    );
    assert_eq!(broker.cancel(0, 1), []);
}

#[test]
fn nothing_is_read_that_was_redirected_to_where_nothing_is_granted() {
    let config = Config::parse(r#"{"net": ["https://api.example"]}"#).unwrap();
    let mut broker = Broker::new(&config.servers, Options::default());
    let request =
        json!({"kind": "http", "method": "GET", "url": "https://api.example/x", "stream": true});
    broker.ask(0, 1, &request.to_string());
    let actions = broker.responded(0, 1, Ok(response("https://else.example/")));
    assert_eq!(actions[0], Action::Withdraw(1));
    assert_eq!(answer(&actions, 1)["error"]["type"], "PermissionError");
    assert_eq!(
        answer(&read(&mut broker, 2, "name"), 2)["error"]["type"],
        "ValueError"
    );
}
