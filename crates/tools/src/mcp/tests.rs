//! A server that answers by hand: everything that recorded exchanges do not show.

use super::*;
use crate::failure::FailureKind;
use crate::machine::{Call, ExchangeId, Fetch, ToolResult};
use serde_json::json;

#[path = "tests/arbitrary.rs"]
mod arbitrary;
#[path = "tests/login.rs"]
mod login;
#[path = "tests/sides.rs"]
mod sides;

/// A client, and what it has asked for and not been answered.
struct Server {
    client: Client,
    now: u64,
    fetches: Vec<Fetch>,
    effects: Vec<Effect>,
}

impl Server {
    fn new(options: Options) -> Self {
        let client = Client::new(
            "https://s.example/mcp",
            &[("Authorization".into(), "Bearer k".into())],
            options,
        );
        Self {
            client,
            now: 0,
            fetches: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// One of the older kind that has been connected to, with these tools.
    fn legacy(options: Options) -> Self {
        let mut server = Self::new(options);
        server.input(Input::Refresh);
        server.refuse_discovery();
        server.handshake("s1");
        server
    }

    fn input(&mut self, input: Input) {
        for effect in self.client.input(self.now, input) {
            match effect {
                Effect::Fetch(fetch) => self.fetches.push(fetch),
                Effect::Abort(id) => {
                    self.fetches.retain(|fetch| fetch.exchange != id);
                    self.effects.push(effect);
                }
                _ => self.effects.push(effect),
            }
        }
    }

    /// The oldest request without an answer, whose JSON-RPC method is this.
    fn take(&mut self, method: &str) -> (ExchangeId, Value) {
        assert!(
            !self.fetches.is_empty(),
            "{method} was expected; so far: {:?}",
            self.effects
        );
        let fetch = self.fetches.remove(0);
        let body: Value = serde_json::from_str(fetch.body.as_deref().unwrap_or("null")).unwrap();
        assert_eq!(body["method"], method, "{body}");
        (fetch.exchange, body)
    }

    fn respond(
        &mut self,
        exchange: ExchangeId,
        status: u16,
        kind: &str,
        more: &[(&str, &str)],
        body: &str,
    ) {
        let headers = more
            .iter()
            .chain(&[("Content-Type", kind)])
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect();
        self.input(Input::Response {
            exchange,
            status,
            headers,
        });
        if !body.is_empty() {
            self.input(Input::Chunk {
                exchange,
                bytes: body.as_bytes().to_vec(),
            });
        }
        self.input(Input::End { exchange });
    }

    fn result(&mut self, method: &str, result: &Value) {
        let (exchange, body) = self.take(method);
        let text = json!({"jsonrpc": "2.0", "id": body["id"], "result": result}).to_string();
        self.respond(exchange, 200, "application/json", &[], &text);
    }

    fn refuse_discovery(&mut self) {
        let (exchange, _) = self.take("server/discover");
        self.respond(
            exchange,
            400,
            "application/json",
            &[],
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"no"}}"#,
        );
    }

    fn handshake(&mut self, session: &str) {
        let (exchange, body) = self.take("initialize");
        let result = json!({"protocolVersion": "2025-06-18", "serverInfo": {"name": "s", "version": "1"}, "capabilities": {}});
        let text = json!({"jsonrpc": "2.0", "id": body["id"], "result": result}).to_string();
        self.respond(
            exchange,
            200,
            "application/json",
            &[("Mcp-Session-Id", session)],
            &text,
        );
        let (exchange, _) = self.take("notifications/initialized");
        self.respond(exchange, 202, "", &[], "");
        self.result(
            "tools/list",
            &json!({"tools": [{"name": "t", "inputSchema": {"type": "object"}}]}),
        );
    }

    fn call(&mut self, id: CallId) {
        self.input(Input::Call(Call {
            id,
            tool: "t".into(),
            arguments: Map::new(),
            timeout_ms: Some(1000),
        }));
    }

    /// The answers so far.
    fn answers(&mut self) -> Vec<Answer> {
        let mut answers = Vec::new();
        self.effects.retain(|effect| match effect {
            Effect::Answer { id, outcome } => {
                answers.push((*id, outcome.clone()));
                false
            }
            _ => true,
        });
        answers
    }

    fn failure(&mut self) -> Failure {
        let answers = self.answers();
        let [(_, Err(failure))] = answers.as_slice() else {
            panic!("{answers:?}")
        };
        failure.clone()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let headers = &self.fetches.first()?.headers;
        headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

fn done(text: &str) -> Value {
    json!({"content": [{"type": "text", "text": text}]})
}

type Answer = (CallId, Result<ToolResult, Failure>);

fn answer(id: CallId, text: &str) -> Answer {
    (id, Ok(ToolResult::Value(text.into())))
}

#[test]
fn a_call_connects_first_and_all_that_wait_are_sent_together() {
    let mut server = Server::new(Options::default());
    server.call(1);
    server.call(2);
    assert_eq!(server.header("Authorization"), Some("Bearer k"));
    server.refuse_discovery();
    server.handshake("s1");
    assert_eq!(server.header("Mcp-Session-Id"), Some("s1"));
    assert_eq!(server.fetches.len(), 2);
    let (first, first_body) = server.take("tools/call");
    server.result("tools/call", &done("two"));
    let text = json!({"id": first_body["id"].to_string(), "result": done("one")}).to_string();
    server.respond(first, 200, "application/json", &[], &text);
    assert_eq!(server.answers(), [answer(2, "two"), answer(1, "one")]);
    assert_eq!(server.client.deadline(), None, "nothing is under way");
}

#[test]
fn an_old_server_that_refuses_the_preflight_is_asked_the_old_way() {
    let mut server = Server::new(Options::default());
    server.call(1);
    let (exchange, _) = server.take("server/discover");
    server.input(Input::Failed {
        exchange,
        message: "preflight refused".into(),
    });
    assert_eq!(server.header("Mcp-Method"), None);
    server.handshake("s1");
    server.result("tools/call", &done("x"));
    assert_eq!(server.answers(), [answer(1, "x")]);
}

#[test]
fn a_dead_server_fails_what_waits_and_is_tried_again_by_the_next_call() {
    let mut server = Server::new(Options::default());
    server.call(1);
    for _ in 0..2 {
        let exchange = server.fetches.remove(0).exchange;
        server.input(Input::Failed {
            exchange,
            message: "nobody listens there".into(),
        });
    }
    let failure = server.failure();
    assert_eq!(
        (failure.kind, failure.message.as_str()),
        (FailureKind::ConnectionError, "nobody listens there")
    );
    assert!(matches!(server.client.status(), Status::Failed { .. }));
    server.call(2);
    server.refuse_discovery();
    server.handshake("s1");
    server.result("tools/call", &done("back"));
    assert_eq!(server.answers(), [answer(2, "back")]);
}

#[test]
fn an_expired_session_is_replaced_once_for_all_calls() {
    for (status, body) in [
        (404, ""),
        (
            400,
            r#"{"id":null,"error":{"code":-32000,"message":"No valid session ID provided"}}"#,
        ),
    ] {
        let mut server = Server::legacy(Options::default());
        server.call(1);
        server.call(2);
        let (first, _) = server.take("tools/call");
        let (second, _) = server.take("tools/call");
        server.respond(first, status, "application/json", &[], body);
        assert_eq!(server.header("Mcp-Session-Id"), None);
        server.handshake("s2");
        assert_eq!(server.header("Mcp-Session-Id"), Some("s2"));
        server.result("tools/call", &done("one"));
        server.respond(second, status, "application/json", &[], body);
        assert_eq!(
            server.header("Mcp-Session-Id"),
            Some("s2"),
            "the new session is good"
        );
        let (exchange, _) = server.take("tools/call");
        server.respond(exchange, status, "application/json", &[], body);
        let answers = server.answers();
        assert_eq!(answers[0], answer(1, "one"));
        assert!(
            answers[1].1.is_err(),
            "a second time is a failure: {answers:?}"
        );
        assert_eq!(server.fetches, []);
    }
}

#[test]
fn a_refusal_says_what_to_do() {
    for (status, words) in [(401, "\"Authorization\""), (403, "does not allow")] {
        let mut server = Server::new(Options::default());
        server.call(1);
        let (exchange, _) = server.take("server/discover");
        server.respond(exchange, status, "text/plain", &[], "who are you?");
        let failure = server.failure();
        assert_eq!(
            (failure.kind, failure.code),
            (FailureKind::PermissionError, Some(status.into()))
        );
        assert!(
            failure.message.contains(words) && failure.message.contains("who are you?"),
            "{failure:?}"
        );
        assert_eq!(server.fetches, [], "it is not asked again in another way");
    }
}

#[test]
fn answers_that_are_none_are_told_apart() {
    let check = |status, kind: &str, body: &str, words: &str| {
        let mut server = Server::legacy(Options {
            reply_bytes: 2 << 20,
            ..Options::default()
        });
        server.call(1);
        let (exchange, _) = server.take("tools/call");
        server.respond(exchange, status, kind, &[], body);
        let failure = server.failure();
        assert!(failure.message.contains(words), "{words}: {failure:?}");
        assert_eq!(server.client.deadline(), None);
    };
    check(
        200,
        "text/html; charset=utf-8",
        "<html>\n <h1>Hello</h1>",
        "answered with a web page (status 200), not MCP",
    );
    check(405, "text/plain", "", "takes no POST at this address");
    check(200, "text/plain", "Hello,\n all", "text/plain): Hello, all");
    check(
        200,
        "application/json",
        "{\"jsonrpc\": ",
        "did not answer in JSON-RPC",
    );
    check(
        200,
        "application/json",
        r#"{"id": 77, "result": {}}"#,
        "did not answer in JSON-RPC",
    );
    check(
        200,
        "text/event-stream",
        "data: {\"id\": 5, \"resu",
        "stream ended before",
    );
    check(502, "text/html", "Bad gateway", "failed (502): Bad gateway");
    check(429, "", "", "fewer requests");
    check(
        200,
        "application/json",
        &"x".repeat(2 << 20 | 1),
        "larger than 2 MB",
    );
}

#[test]
fn too_slow_is_a_timeout_and_the_server_is_told() {
    let mut server = Server::legacy(Options::default());
    server.call(1);
    let (exchange, body) = server.take("tools/call");
    server.input(Input::Response {
        exchange,
        status: 200,
        headers: vec![("content-type".into(), "text/event-stream".into())],
    });
    server.now = 900;
    let progress = json!({"method": "notifications/progress", "params": {"progressToken": body["id"], "progress": 1, "message": "half"}});
    server.input(Input::Chunk {
        exchange,
        bytes: format!("data: {progress}\n\n").into_bytes(),
    });
    assert!(
        matches!(&server.effects[..], [.., Effect::Progress { id: 1, message: Some(text), .. }] if text == "half")
    );
    assert_eq!(server.client.deadline(), Some(1900), "progress buys time");
    server.now = 1900;
    server.input(Input::Tick);
    assert_eq!(server.failure().kind, FailureKind::TimeoutError);
    assert!(server.effects.contains(&Effect::Abort(exchange)));
    let (_, told) = server.take("notifications/cancelled");
    assert_eq!(told["params"]["requestId"], body["id"]);
}

#[test]
fn a_broken_stream_is_taken_up_where_it_broke() {
    let mut server = Server::legacy(Options::default());
    server.call(1);
    let (exchange, body) = server.take("tools/call");
    server.respond(
        exchange,
        200,
        "text/event-stream",
        &[],
        "id: e1\nretry: 300\ndata:\n\n",
    );
    assert_eq!(server.client.deadline(), Some(300));
    server.now = 300;
    server.input(Input::Tick);
    assert_eq!(
        (
            server.fetches[0].method.as_str(),
            server.header("Last-Event-ID")
        ),
        ("GET", Some("e1"))
    );
    let exchange = server.fetches.remove(0).exchange;
    let text = json!({"id": body["id"], "result": done("late")});
    server.respond(
        exchange,
        200,
        "text/event-stream",
        &[],
        &format!("data: {text}\n\n"),
    );
    assert_eq!(server.answers(), [answer(1, "late")]);
    assert_eq!(server.client.deadline(), None);
}

#[test]
fn a_stream_that_breaks_for_ever_is_given_up() {
    let mut server = Server::legacy(Options::default());
    server.call(1);
    for _ in 0..20 {
        let Some(fetch) = server.fetches.pop() else {
            break;
        };
        server.respond(
            fetch.exchange,
            200,
            "text/event-stream",
            &[],
            "id: e1\nretry: 1\ndata:\n\n",
        );
        server.now += 1000;
        server.input(Input::Tick);
    }
    assert!(server.failure().message.contains("stream ended"));
}

#[test]
fn a_cancelled_call_is_answered_by_nothing() {
    let mut server = Server::legacy(Options::default());
    server.call(1);
    let (exchange, body) = server.take("tools/call");
    server.input(Input::Cancel(1));
    assert_eq!(server.effects.last(), Some(&Effect::Abort(exchange)));
    let (_, told) = server.take("notifications/cancelled");
    assert_eq!(told["params"]["requestId"], body["id"]);
    let late = json!({"id": body["id"], "result": done("late")}).to_string();
    server.respond(exchange, 200, "application/json", &[], &late);
    assert_eq!(server.answers(), []);
}
