//! What happens beside calls: the server's own requests, long lists, questions, the end.

use super::*;

#[test]
fn requests_of_the_server_are_answered_and_a_changed_list_is_read() {
    let mut server = Server::legacy(Options::default());
    server.call(1);
    let (exchange, body) = server.take("tools/call");
    let events = [
        json!({"id": "p", "method": "ping"}),
        json!({"id": 9, "method": "sampling/createMessage", "params": {}}),
        json!({"method": "notifications/tools/list_changed"}),
        json!({"id": body["id"], "result": done("x")}),
    ];
    let text = events.map(|event| format!("data: {event}\n\n")).concat();
    server.respond(exchange, 200, "text/event-stream", &[], &text);
    assert_eq!(server.answers(), [answer(1, "x")]);
    let bodies: Vec<Value> = server
        .fetches
        .drain(..2)
        .map(|fetch| serde_json::from_str(&fetch.body.unwrap()).unwrap())
        .collect();
    assert_eq!(
        bodies[0],
        json!({"jsonrpc": "2.0", "id": "p", "result": {}})
    );
    assert_eq!(
        (&bodies[1]["id"], &bodies[1]["error"]["code"]),
        (&json!(9), &json!(-32601))
    );
    server.result(
        "tools/list",
        &json!({"tools": [{"name": "new"}, {"name": ""}, {"title": "nameless"}, 5]}),
    );
    assert_eq!(server.effects.last(), Some(&Effect::Tools));
    assert_eq!(server.client.tools().len(), 1);
}

#[test]
fn pages_are_followed_but_not_for_ever() {
    let mut server = Server::new(Options {
        tools: 5,
        ..Options::default()
    });
    server.input(Input::Refresh);
    server.result(
        "server/discover",
        &json!({"supportedVersions": ["2026-07-28"]}),
    );
    for page in 0..3 {
        let tools = json!([{"name": format!("a{page}")}, {"name": format!("b{page}")}]);
        server.result(
            "tools/list",
            &json!({"tools": tools, "nextCursor": page.to_string(), "ttlMs": 50}),
        );
    }
    assert_eq!(server.client.tools().len(), 5);
    assert_eq!(server.fetches, []);
    server.now = 50;
    server.call(1);
    server.result("tools/call", &done("x"));
    server.take("tools/list");
}

#[test]
fn without_anybody_to_ask_a_question_is_a_failure() {
    let mut server = Server::new(Options::default());
    server.call(1);
    server.result(
        "server/discover",
        &json!({"supportedVersions": ["2026-07-28"]}),
    );
    server.result("tools/list", &json!({}));
    server.result(
        "tools/call",
        &json!({"resultType": "input_required", "requestState": "s"}),
    );
    let (exchange, body) = server.take("tools/call");
    assert_eq!(
        body["params"]["requestState"], "s",
        "with nothing to ask it only comes back"
    );
    let asks = json!({"resultType": "input_required", "inputRequests": {"a": {"method": "elicitation/create"}}});
    server.respond(
        exchange,
        200,
        "application/json",
        &[],
        &json!({"id": body["id"], "result": asks}).to_string(),
    );
    assert!(server.failure().message.contains("nobody can answer"));
}

#[test]
fn closing_answers_everybody_and_ends_the_session() {
    let mut server = Server::legacy(Options::default());
    server.call(1);
    let (exchange, _) = server.take("tools/call");
    server.input(Input::Close);
    assert!(server.effects.contains(&Effect::Abort(exchange)));
    assert!(server.failure().message.contains("closed"));
    assert_eq!(
        (
            server.fetches[0].method.as_str(),
            server.header("Mcp-Session-Id")
        ),
        ("DELETE", Some("s1"))
    );
}

#[test]
fn a_session_that_the_browser_hides_is_named() {
    let greeted = |status, more: &[(&str, &str)]| {
        let mut server = Server::new(Options::default());
        server.input(Input::Refresh);
        server.refuse_discovery();
        let (exchange, body) = server.take("initialize");
        let result = json!({"protocolVersion": "2025-06-18", "serverInfo": {"name": "s"}});
        let text = json!({"id": body["id"], "result": result}).to_string();
        server.respond(exchange, 200, "application/json", more, &text);
        let (exchange, _) = server.take("notifications/initialized");
        server.respond(exchange, status, "text/plain", &[], "no session");
        let Some(Effect::Status(Status::Failed { message, .. })) = server.effects.pop() else {
            panic!("{:?}", server.effects)
        };
        message.contains("Access-Control-Expose-Headers: Mcp-Session-Id")
    };
    for status in [400, 404, 422] {
        assert!(greeted(status, &[]));
        assert!(!greeted(status, &[("Mcp-Session-Id", "seen")]));
    }
    assert!(!greeted(500, &[]));
}
