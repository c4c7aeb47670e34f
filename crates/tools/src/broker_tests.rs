//! Programs, a broker, and servers that answer as a small function does.

use super::*;
use crate::config::Config;
use crate::failure::FailureKind;
use crate::grants::Decision;
use proptest::prelude::*;
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
    /// Open questions with what is wanted, and how many wait.
    questions: BTreeMap<QuestionId, Value>,
    looked: usize,
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
            questions: BTreeMap::new(),
            looked: 0,
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
                Action::Ask(question) => {
                    let id = question["id"].as_u64().unwrap() as QuestionId;
                    self.questions.insert(id, question);
                }
                Action::Unasked(question) => drop(self.questions.remove(&question)),
                Action::Looked(_, tokens) => self.looked += tokens,
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

    fn decide(&mut self, question: QuestionId, decision: Decision) {
        self.questions.remove(&question);
        let actions = self.broker.decide(0, question, decision);
        self.perform(actions);
    }

    /// The only open question.
    fn question(&self) -> (QuestionId, &Value) {
        let [(id, question)] = self.questions.iter().collect::<Vec<_>>()[..] else {
            panic!("{:?}", self.questions)
        };
        (*id, question)
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
    world.ask(
        2,
        &json!({"kind": "describe", "server": "one", "tool": "add"}),
    );
    assert_eq!(world.answers[&2]["ok"]["returns"], "str");
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

fn guarded(allowed: &[&str]) -> World {
    let mut world = World::new();
    let allowed: Vec<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
    world.broker.guard(Policy::Everything, &allowed);
    world
}

#[test]
fn a_write_waits_for_a_person_and_a_refusal_is_logged() {
    let mut world = guarded(&["one"]);
    world.ask(1, &call("one", &json!(41)));
    assert!(world.answers.is_empty());
    let (id, question) = world.question();
    assert_eq!(
        question["wanted"],
        json!({"type": "write", "server": "one", "tool": "add"})
    );
    assert_eq!(question["arguments"], json!({"a": 41}));
    world.ask(2, &call("one", &json!(42)));
    assert_eq!(world.question().1["keys"], json!([1, 2]));
    world.decide(id, Decision::Times(1));
    assert_eq!(world.answers[&1], json!({"ok": {"value": "41"}}));
    let (id, question) = world.question();
    assert_eq!(question["arguments"], json!({"a": 42}));
    world.decide(id, Decision::Deny);
    assert_eq!(world.error(2).0, "PermissionError");
    world.ask(3, &call("one", &json!(43)));
    assert_eq!(
        world.error(3).0,
        "PermissionError",
        "for the rest of the run"
    );
    let oks: Vec<bool> = world.records.iter().map(|record| record.ok).collect();
    assert_eq!(oks, [true, false, false]);
    drop(world.broker.begin(Author::Own));
    world.ask(4, &call("one", &json!(44)));
    let (id, _) = world.question();
    let actions = world.broker.cancel(0, 4);
    world.perform(actions);
    assert!(world.questions.is_empty(), "nobody waits for {id}");
    assert_eq!(world.answers.len(), 3);
}

#[test]
fn where_only_writes_are_asked_about_the_servers_have_leave() {
    let mut world = World::new();
    world.broker.guard(Policy::Writes, &[]);
    world.ask(1, &json!({"kind": "tools", "server": "one"}));
    assert_eq!(world.answers[&1]["ok"][0]["name"], "add");
    world.ask(2, &call("one", &json!(1)));
    let (id, _) = world.question();
    world.decide(id, Decision::DenyOnce);
    assert_eq!(world.error(2).0, "PermissionError");
}

#[test]
fn a_person_is_not_asked_about_what_they_do_themselves() {
    let mut world = guarded(&[]);
    let actions = world
        .broker
        .ask_for_person(0, 1, &call("one", &json!(1)).to_string());
    world.perform(actions);
    assert_eq!(world.answers[&1], json!({"ok": {"value": "1"}}));
    world.ask(2, &call("one", &json!(1)));
    assert_eq!(world.error(2).0, "PermissionError", "a program is");
}

#[test]
fn a_server_that_is_not_allowed_is_neither_asked_nor_searched() {
    let mut world = guarded(&["one"]);
    world.ask(1, &call("two", &json!(1)));
    assert_eq!(world.error(1).0, "PermissionError");
    let actions = world.broker.connect(0);
    world.perform(actions);
    let states: Vec<Value> = world
        .broker
        .describe()
        .as_array()
        .unwrap()
        .iter()
        .map(|server| server["status"]["type"].clone())
        .collect();
    assert_eq!(states, ["ready", "idle", "idle"]);
    world.ask(2, &json!({"kind": "search", "query": "add"}));
    let found = world.answers[&2]["ok"].as_array().unwrap();
    assert_eq!(
        found.iter().map(|tool| &tool["server"]).collect::<Vec<_>>(),
        ["one"]
    );
    assert!(world.looked > 0);
    assert_eq!(world.error(1).0, "PermissionError");
}

#[test]
fn a_strangers_program_is_asked_about_and_finds_only_what_it_may_use() {
    let mut world = guarded(&["one", "two", "local"]);
    let actions = world.broker.connect(0);
    world.perform(actions);
    drop(world.broker.begin(Author::Stranger("link".into())));
    world.ask(1, &json!({"kind": "search", "query": "add"}));
    for decision in [Decision::Always, Decision::Deny, Decision::Deny] {
        let (id, _) = world.question();
        world.decide(id, decision);
    }
    let found = world.answers[&1]["ok"].as_array().unwrap();
    assert_eq!(
        found.iter().map(|tool| &tool["server"]).collect::<Vec<_>>(),
        ["one"]
    );
}

#[test]
fn an_origin_that_is_not_granted_is_asked_about() {
    let mut world = guarded(&["https://api.example"]);
    let http = |method: &str, url: &str| json!({"kind": "http", "method": method, "url": url});
    world.ask(1, &http("get", "https://api.example/v1"));
    assert!(
        matches!(&world.other[..], [Action::Send(1, _)]),
        "its configuration was a grant"
    );
    world.ask(2, &http("post", "https://new.example/v1"));
    let (id, question) = world.question();
    assert_eq!(
        question["wanted"],
        json!({"type": "origin", "origin": "https://new.example"})
    );
    world.decide(id, Decision::Always);
    let (id, question) = world.question();
    assert_eq!(question["wanted"]["tool"], "POST");
    world.decide(id, Decision::Always);
    assert!(
        matches!(&world.other[..], [_, Action::Send(2, sent)] if sent.headers.is_empty()),
        "{:?}",
        world.other
    );
    let from = |url: &str| HttpResponse {
        status: 200,
        url: url.into(),
        ..HttpResponse::default()
    };
    let actions = world
        .broker
        .responded(0, 2, Ok(from("https://api.example/x")));
    world.perform(actions);
    assert_eq!(world.answers[&2]["ok"]["status"], 200);
    world.ask(3, &http("get", "https://bad.example/"));
    let (id, _) = world.question();
    world.decide(id, Decision::Deny);
    assert_eq!(world.error(3).0, "PermissionError");
    let failure = Failure::new(FailureKind::ConnectionError, "late");
    let actions = world.broker.responded(0, 1, Err(failure));
    world.perform(actions);
}

proptest! {
    /// Whatever is asked, decided and cancelled: each request has at most one answer (the world checks it), and exactly one
    /// once all questions are answered, unless it was cancelled.
    #[test]
    fn every_request_is_answered_once(steps in prop::collection::vec((0..6_u8, 0..4_usize), 1..40)) {
        let mut world = guarded(&["one"]);
        let mut cancelled = BTreeSet::new();
        let mut asked = BTreeSet::new();
        for (key, (step, at)) in (1..).zip(steps) {
            match step {
                0 | 1 => { asked.insert(key); world.ask(key, &call(["one", "two", "local", "no"][at], &json!(key))); }
                2 => { asked.insert(key); world.ask(key, &json!({"kind": "search", "query": "add"})); }
                3 => { let actions = world.broker.cancel(0, at as Key); cancelled.insert(at as Key); world.perform(actions); }
                4 => drop(world.broker.begin(if at == 0 { Author::Own } else { Author::Stranger(at.to_string()) })),
                _ => if let Some(id) = world.questions.keys().next().copied() {
                    world.decide(id, [Decision::Deny, Decision::Always, Decision::Times(1), Decision::Times(2)][at]);
                },
            }
        }
        while let Some(id) = world.questions.keys().next().copied() {
            world.decide(id, Decision::Always);
        }
        for key in asked.difference(&cancelled) {
            prop_assert!(world.answers.contains_key(key), "{key} is not answered");
        }
    }
}
