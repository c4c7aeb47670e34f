//! Programs, a broker, and servers that answer as a small function does.

use super::*;
use crate::config::Config;
use std::collections::VecDeque;

const CONFIG: &str = r#"{"mcpServers": {
    "one": {"url": "https://one.example/mcp", "headers": {"Authorization": "Bearer key"}},
    "two": {"url": "https://two.example/mcp"},
    "local": {"command": "npx", "args": ["server"]},
    "api": {"origin": "https://api.example", "headers": {"X-Key": "secret"}}
}}"#;

/// A broker whose servers answer at once, unless they are down.
struct World {
    broker: Broker,
    down: BTreeSet<usize>,
    /// Tool calls are kept until [`World::let_through`].
    held: Option<Vec<(usize, Fetch)>>,
    answers: BTreeMap<Key, Value>,
    records: Vec<Record>,
    other: Vec<Action>,
}

impl World {
    fn new() -> Self {
        let servers = Config::parse(CONFIG)
            .unwrap()
            .fill(&BTreeMap::new())
            .unwrap();
        Self {
            broker: Broker::new(&servers, Options::default()),
            down: BTreeSet::new(),
            held: None,
            answers: BTreeMap::new(),
            records: Vec::new(),
            other: Vec::new(),
        }
    }

    fn ask(&mut self, key: Key, request: &Value) {
        let actions = self.broker.ask(0, key, &request.to_string());
        self.perform(actions);
    }

    fn perform(&mut self, actions: Vec<Action>) {
        let mut actions = VecDeque::from(actions);
        while let Some(action) = actions.pop_front() {
            match action {
                Action::Fetch(at, fetch) => {
                    if let (true, Some(held)) = (is_call(&fetch), &mut self.held) {
                        held.push((at, fetch));
                    } else {
                        actions.extend(self.serve(at, &fetch));
                    }
                }
                Action::Answer(key, text) => {
                    let before = self
                        .answers
                        .insert(key, serde_json::from_str(&text).unwrap());
                    assert_eq!(before, None, "{key} is answered twice");
                }
                Action::Record(_, record) => self.records.push(record),
                Action::Changed => {}
                action => self.other.push(action),
            }
        }
    }

    fn let_through(&mut self) {
        for (at, fetch) in self.held.take().unwrap_or_default() {
            let actions = self.serve(at, &fetch);
            self.perform(actions);
        }
    }

    /// A server of the newer kind with one tool.
    fn serve(&mut self, at: usize, fetch: &Fetch) -> Vec<Action> {
        let exchange = fetch.exchange;
        if self.down.contains(&at) {
            let message = "it is down".into();
            return self
                .broker
                .exchange(0, at, Input::Failed { exchange, message });
        }
        let body: Value = serde_json::from_str(fetch.body.as_deref().unwrap()).unwrap();
        let result = match body["method"].as_str().unwrap() {
            "server/discover" => {
                json!({"resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}, "serverInfo": {"name": "s", "version": "1"}})
            }
            "tools/list" => {
                json!({"resultType": "complete", "tools": [{"name": "add", "description": "Adds.", "inputSchema": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}}]})
            }
            "tools/call" => {
                json!({"resultType": "complete", "content": [{"type": "text", "text": body["params"]["arguments"]["a"].to_string()}]})
            }
            method => panic!("{method}"),
        };
        let text = json!({"jsonrpc": "2.0", "id": body["id"], "result": result}).to_string();
        let headers = vec![("content-type".into(), "application/json".into())];
        let mut actions = self.broker.exchange(
            0,
            at,
            Input::Response {
                exchange,
                status: 200,
                headers,
            },
        );
        actions.extend(self.broker.exchange(
            0,
            at,
            Input::Chunk {
                exchange,
                bytes: text.into_bytes(),
            },
        ));
        actions.extend(self.broker.exchange(0, at, Input::End { exchange }));
        actions
    }

    fn error(&self, key: Key) -> (&str, &str) {
        let error = &self.answers[&key]["error"];
        (
            error["type"].as_str().unwrap(),
            error["message"].as_str().unwrap(),
        )
    }
}

fn is_call(fetch: &Fetch) -> bool {
    fetch
        .body
        .as_deref()
        .is_some_and(|body| body.contains("tools/call"))
}

fn call(server: &str, a: &Value) -> Value {
    json!({"kind": "call", "server": server, "tool": "add", "arguments": {"a": a}})
}

#[test]
fn a_first_call_connects_and_is_answered_and_logged() {
    let mut world = World::new();
    world.ask(1, &call("one", &json!(41)));
    assert_eq!(world.answers[&1], json!({"ok": {"value": "41"}}));
    let [record] = &world.records[..] else {
        panic!()
    };
    assert_eq!(
        (record.server.as_str(), record.tool.as_str(), record.ok),
        ("one", "add", true)
    );
    assert_eq!(record.arguments, json!({"a": 41}));
    assert!(!format!("{record:?}").contains("key"));
}

#[test]
fn calls_run_beside_each_other_and_a_cancelled_one_is_answered_by_nothing() {
    let mut world = World::new();
    world.held = Some(Vec::new());
    for key in 1..=3 {
        world.ask(key, &call("one", &json!(key)));
    }
    assert_eq!(world.held.as_ref().unwrap().len(), 3);
    let actions = world.broker.cancel(0, 2);
    assert!(matches!(actions[0], Action::Abort(0, _)));
    world.perform(Vec::new());
    world.let_through();
    assert_eq!(world.answers.keys().collect::<Vec<_>>(), [&1, &3]);
}

#[test]
fn wrong_arguments_are_never_sent() {
    let mut world = World::new();
    world.ask(1, &json!({"kind": "servers"}));
    world.ask(2, &call("one", &json!("text")));
    assert_eq!(world.error(2).0, "TypeError");
    world.ask(3, &call("nowhere", &json!(1)));
    assert_eq!(world.error(3).0, "LookupError");
    assert_eq!(world.records, []);
}

#[test]
fn a_server_that_is_down_fails_its_own_calls_only() {
    let mut world = World::new();
    world.down.insert(1);
    world.ask(1, &call("two", &json!(1)));
    let (kind, message) = world.error(1);
    assert_eq!(kind, "ConnectionError");
    assert!(message.contains("it is down"), "{message}");
    world.ask(2, &json!({"kind": "search", "query": "add"}));
    assert_eq!(world.answers[&2]["ok"][0]["server"], "one");
    let mut lonely = World::new();
    lonely.down.extend([0, 1]);
    lonely.ask(1, &json!({"kind": "search", "query": "add"}));
    assert_eq!(lonely.error(1).0, "ConnectionError", "nothing was searched");
    world.down.clear();
    world.ask(3, &call("two", &json!(2)));
    assert_eq!(
        world.answers[&3],
        json!({"ok": {"value": "2"}}),
        "the next call tries again"
    );
    world.ask(4, &call("local", &json!(1)));
    assert_eq!(world.error(4).0, "LookupError");
}

#[test]
fn programs_reach_granted_origins_only_and_see_no_key() {
    let mut world = World::new();
    let http = |url: &str, headers: Value| json!({"kind": "http", "method": "get", "url": url, "headers": headers});
    world.ask(
        1,
        &http(
            "https://api.example/v1?q",
            json!([["x-key", "mine"], ["A", "b"]]),
        ),
    );
    let [Action::Send(1, sent)] = &world.other[..] else {
        panic!("{:?}", world.other)
    };
    let headers =
        [("A", "b"), ("X-Key", "secret")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(sent.headers, headers);
    let response = |url: &str| HttpResponse {
        status: 200,
        url: url.into(),
        ..HttpResponse::default()
    };
    let actions = world
        .broker
        .responded(0, 1, Ok(response("https://api.example/v1?q")));
    world.perform(actions);
    assert_eq!(world.answers[&1]["ok"]["status"], 200);
    assert!(!format!("{:?} {:?}", world.answers, world.records).contains("secret"));

    for (key, url) in [
        (2, "https://one.example/mcp"),
        (3, "https://api.example.evil.example/"),
        (4, "http://api.example/"),
    ] {
        world.ask(key, &http(url, json!([])));
        assert_eq!(world.error(key).0, "PermissionError", "{url}");
    }
    world.ask(5, &http("file:///etc/passwd", json!([])));
    assert_eq!(world.error(5).0, "ValueError");

    world.ask(6, &http("https://api.example/away", json!([])));
    let actions = world
        .broker
        .responded(0, 6, Ok(response("https://elsewhere.example/")));
    world.perform(actions);
    assert_eq!(world.error(6).0, "PermissionError");
}

#[test]
fn no_request_is_left_without_an_answer() {
    let mut world = World::new();
    for (key, text) in (1..).zip([
        "",
        "{}",
        "[]",
        r#"{"kind":"tools"}"#,
        r#"{"kind":"describe","server":"one","tool":"no"}"#,
    ]) {
        let actions = world.broker.ask(0, key, text);
        world.perform(actions);
        assert!(world.answers[&key]["error"].is_object(), "{text}");
    }
    let actions = world.broker.close(0);
    world.perform(actions);
}
