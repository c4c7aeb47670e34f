//! Messages and payloads that nobody would send: each is read or refused, none breaks anything.

use super::clock::Source;
use super::process::{Process, System};
use super::run::End;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vivarium_protocol::{Command, Event, Limits};

const SYSTEM: System = System {
    time: Source {
        wall: || 0.0,
        steady: || 0.0,
    },
    random: |bytes| bytes.fill(7),
    can_suspend: true,
    load: |_| None,
};

/// Any JSON, most of it with the names that messages use.
fn value() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "type",
        "id",
        "request",
        "line",
        "pack",
        "message",
        "code",
        "files",
        "limits",
        "stdin",
        "seed",
        "now",
        "outcome",
        "status",
        "error",
        "result",
        "text",
        "stream",
        "bundle",
        "exit_code",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        prop::sample::select(vec![
            "run", "stop", "input", "done", "output", "ok", "stdout"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..8).prop_map(|fields| {
                let fields = fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value));
                Value::Object(fields.collect::<Map<_, _>>())
            }),
        ]
    })
}

proptest! {
    /// What is read is written the same way again.
    #[test]
    fn messages_are_read_or_refused(value in value()) {
        if let Ok(command) = serde_json::from_value::<Command>(value.clone()) {
            let again = serde_json::from_value::<Command>(json!(command)).unwrap();
            prop_assert_eq!(json!(again), json!(command));
        }
        if let Ok(event) = serde_json::from_value::<Event>(value) {
            let again = serde_json::from_value::<Event>(json!(event)).unwrap();
            prop_assert_eq!(json!(again), json!(event));
        }
    }

    /// Whatever the engine says, its run ends with one outcome.
    #[test]
    fn payloads_are_read_or_refused(calls in prop::collection::vec((-2..10_i32, prop_oneof![
        value().prop_map(|value| value.to_string().into_bytes()),
        prop::collection::vec(any::<u8>(), 0..40),
    ]), 0..10)) {
        let mut process = Process::idle(SYSTEM, &Limits::default(), None);
        for (op, payload) in calls {
            process.call(op, &payload);
            prop_assert!(process.take_reply(1_000).len() <= 1_000);
        }
        process.finish(&End::Returned);
    }
}
