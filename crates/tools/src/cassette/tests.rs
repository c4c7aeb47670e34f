//! Recordings are played as they were, or say how they differ.

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn call(tool: &str, arguments: &Value) -> String {
    json!({"kind": "call", "server": "shop", "tool": tool, "positional": [], "arguments": arguments}).to_string()
}

/// A recording of these requests with their answers, each in the log.
fn recording(asked: &[(String, String)]) -> String {
    let mut recorder = Recorder::new(7, 1_000, None);
    for (number, (request, answer)) in (1..).zip(asked) {
        recorder.asked(number, request);
        recorder.answered(number, answer);
        let of = ("shop".into(), "buy".into());
        recorder.logged(number, of, r#"{"price":1.10}"#.into(), true, 3);
        recorder.delivered(number, u64::from(number));
    }
    recorder.finish()
}

fn one(request: String) -> Player {
    Player::new(&recording(&[(request, r#"{"ok":1.0}"#.into())])).unwrap()
}

fn told(played: &Played) -> String {
    let answer: Value = serde_json::from_str(&played.answer).unwrap();
    answer["error"]["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_recording_is_played_as_it_was() {
    let mut recorder = Recorder::new(1 << 53, 5, Some("typed\n".into()));
    recorder.input(Some("line".into()));
    recorder.input(None);
    recorder.asked(1, "first");
    recorder.asked(2, "second");
    recorder.asked(3, "never");
    recorder.answered(2, r#"{"error":{"type":"ToolError"}}"#);
    recorder.logged(2, ("s".into(), "t".into()), r#"{"x":1.0}"#.into(), false, 9);
    recorder.delivered(2, 50);
    recorder.answered(1, r#"{"ok":2.50}"#);
    recorder.delivered(1, 60);
    recorder.answered(9, "nobody asked");
    recorder.delivered(9, 1);
    let text = recorder.finish();
    let mut player = Player::new(&text).unwrap();
    assert_eq!(
        (player.seed(), player.now(), player.stdin()),
        (1 << 53, 5, Some("typed\n"))
    );
    assert_eq!(
        (player.input().as_deref(), player.input()),
        (Some("line"), None)
    );
    let first = player.ask("first");
    assert_eq!(
        (first.answer.as_str(), first.ns, first.record),
        (r#"{"ok":2.50}"#, Some(60), None)
    );
    let second = player.ask("second");
    assert_eq!(
        second.record.as_deref(),
        Some(
            r#"{"server":"s","tool":"t","arguments":{"x":1.0},"readOnly":false,"ok":false,"outcome":{"type":"ToolError"},"bytes":30,"durationMs":9}"#
        )
    );
    assert_eq!(
        (
            player.ask("never").ns,
            player.unused().len(),
            player.differences().len()
        ),
        (None, 0, 0)
    );
    player.input();
    assert_eq!(
        player.differences(),
        ["input() was asked for line 3; the recording has 2"]
    );
}

#[test]
fn equal_answers_are_stored_once() {
    let answer = format!(r#"{{"ok":"{}"}}"#, "a".repeat(10_000));
    let asked: Vec<_> = (0..50)
        .map(|index| (call("buy", &json!({"item": index})), answer.clone()))
        .collect();
    assert!(recording(&asked).len() < 25_000);
}

#[test]
fn another_request_is_told_how_it_differs() {
    let mut player = one(call(
        "buy",
        &json!({"item": {"id": 1, "tags": ["a", "b"]}, "count": 2}),
    ));
    let asked = player.ask(&call(
        "buy",
        &json!({"item": {"id": 2, "tags": ["a"]}, "gift": true}),
    ));
    assert_eq!(
        told(&asked),
        "this is not what shop.buy was asked next in the recording; record the run again, or ask as then:
  item.id: 2, recorded 1
  item.tags[1]: nothing, recorded \"b\"
  gift: true, recorded nothing
  count: nothing, recorded 2"
    );
    assert_eq!(player.differences(), [told(&asked)]);
    assert_eq!(
        player.unused(),
        [r#"shop.buy item={"id":1,"tags":["a","b"]} count=2"#]
    );
}

#[test]
fn a_request_too_many_and_an_unknown_one_are_named() {
    let mut player = one(call("buy", &json!({"item": 1})));
    player.ask(&call("buy", &json!({"item": 1})));
    let more = told(&player.ask(&call("buy", &json!({"item": 1}))));
    assert_eq!(
        more,
        "shop.buy item=1 is one more than recorded: shop.buy was asked once; record the run again"
    );
    let unknown = told(&player.ask(&call("sell", &json!({}))));
    assert_eq!(
        unknown,
        "shop.sell is not in the recording; record the run again to ask it"
    );
}

#[test]
fn bodies_of_requests_are_compared_as_text() {
    let post = |body: &str| {
        json!({"kind": "http", "method": "POST", "url": "http://a/b", "body": crate::base64::encode(body.as_bytes())}).to_string()
    };
    let mut player = one(post("x=1"));
    assert!(told(&player.ask(&post("x=2"))).ends_with("body: x=2, recorded x=1"));
}

#[test]
fn looking_up_again_needs_no_second_recording() {
    let tools = r#"{"kind":"tools","server":"shop"}"#;
    let mut player = one(tools.into());
    assert_eq!(player.ask(tools).answer, player.ask(tools).answer);
    assert_eq!(player.differences(), Vec::<String>::new());
    assert_eq!(
        told(&player.ask(r#"{"kind":"servers"}"#)),
        r#"{"kind":"servers"} is not in the recording; record the run again to ask it"#
    );
}

#[test]
fn what_is_no_cassette_is_refused_by_its_field() {
    let good: Value =
        serde_json::from_str(&recording(&[("{}".into(), r#"{"ok":1}"#.into())])).unwrap();
    assert!(Player::new(&good.to_string()).is_ok());
    for (place, value, sentence) in [
        (
            "/version",
            json!(2),
            "This cassette is of version 2, and this page plays version 1: record the run again.",
        ),
        (
            "/version",
            json!("1"),
            "This cassette is damaged: its version must be a number.",
        ),
        (
            "/seed",
            json!(-1),
            "This cassette is damaged: it.seed must be a whole number from 0 to 2^53.",
        ),
        (
            "/seed",
            json!((1_u64 << 53) + 1),
            "This cassette is damaged: it.seed must be a whole number from 0 to 2^53.",
        ),
        (
            "/now",
            json!(null),
            "This cassette is damaged: it.now must be a whole number from 0 to 2^53.",
        ),
        (
            "/inputs",
            json!([1]),
            "This cassette is damaged: inputs[0] must be a text, or null for the end of input.",
        ),
        (
            "/calls",
            json!({}),
            "This cassette is damaged: it.calls must be a list.",
        ),
        (
            "/calls/0",
            json!([]),
            "This cassette is damaged: calls[0] must be an object.",
        ),
        (
            "/calls/0/request",
            json!({}),
            "This cassette is damaged: calls[0].request must be a text.",
        ),
        (
            "/calls/0/answer",
            json!(1),
            "This cassette is damaged: calls[0].answer must be a whole number from 0 on, of something that is there.",
        ),
        (
            "/calls/0/ns",
            json!(1.5),
            "This cassette is damaged: calls[0].ns must be a whole number from 0 to 2^53.",
        ),
        (
            "/answers/0",
            json!("{\"ok\":1,\"error\":2}"),
            "This cassette is damaged: answers[0] must be the text {\"ok\": …} or {\"error\": …}.",
        ),
        (
            "/answers/0",
            json!("1"),
            "This cassette is damaged: answers[0] must be the text {\"ok\": …} or {\"error\": …}.",
        ),
        (
            "/log/0/arguments",
            json!("{"),
            "This cassette is damaged: log[0].arguments must be JSON.",
        ),
        (
            "/log/0/readOnly",
            json!(1),
            "This cassette is damaged: log[0].readOnly must be true or false.",
        ),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert_eq!(
            Player::new(&bad.to_string()).unwrap_err().to_string(),
            sentence
        );
    }
}

#[test]
fn a_call_stands_in_the_log_once() {
    let good = recording(&[("{}".into(), r#"{"ok":1}"#.into())]);
    let good: Value = serde_json::from_str(&good).unwrap();
    let mut twice = good.clone();
    twice["log"] = json!([good["log"][0], good["log"][0]]);
    assert!(
        Player::new(&twice.to_string())
            .unwrap_err()
            .to_string()
            .contains("log[1].call")
    );
    assert!(
        Player::new(&"[".repeat(100_000))
            .unwrap_err()
            .to_string()
            .starts_with("This cassette is not JSON: ")
    );
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-c]", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_recording_plays_the_same_answers(asked in prop::collection::vec(("[ab]", value(), value()), 0..12)) {
        let asked: Vec<(String, String)> = asked
            .into_iter()
            .map(|(tool, arguments, answer)| (call(&tool, &arguments), json!({"ok": answer}).to_string()))
            .collect();
        let mut player = Player::new(&recording(&asked)).unwrap();
        for (number, (request, answer)) in (1..).zip(&asked) {
            let played = player.ask(request);
            prop_assert_eq!(&played.answer, answer);
            prop_assert_eq!(played.ns, Some(number));
            let record: Value = serde_json::from_str(&played.record.unwrap()).unwrap();
            let answer: Value = serde_json::from_str(answer).unwrap();
            prop_assert_eq!(&record["outcome"], &answer["ok"]);
        }
        prop_assert!(player.unused().is_empty() && player.differences().is_empty());
    }

    #[test]
    fn other_requests_never_panic(recorded in value(), asked in value(), tool in "[ab]") {
        let mut player = one(call("a", &recorded));
        let played = player.ask(&call(&tool, &asked));
        prop_assert_eq!(played.record.is_some(), tool == "a" && recorded == asked);
        player.ask(&asked.to_string());
        let _ = player.unused();
    }

    #[test]
    fn damaged_cassettes_never_panic(places in prop::collection::vec((any::<prop::sample::Index>(), value()), 1..4), cut in any::<prop::sample::Index>()) {
        let text = recording(&[("{}".into(), r#"{"ok":1}"#.into())]);
        let mut cassette: Value = serde_json::from_str(&text).unwrap();
        for (place, value) in places {
            let pointers = ["/version", "/seed", "/calls/0", "/calls/0/answer", "/calls/0/ns", "/answers", "/answers/0", "/log/0", "/log/0/call", "/inputs"];
            if let Some(field) = cassette.pointer_mut(place.get(&pointers)) {
                *field = value;
            }
        }
        if let Ok(mut player) = Player::new(&cassette.to_string()) {
            player.ask("{}");
            player.input();
            let _ = player.unused();
        }
        let _ = Player::new(&text[..cut.index(text.len())]);
    }
}
