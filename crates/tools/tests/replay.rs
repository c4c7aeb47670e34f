//! Exchanges recorded from real servers (`examples/record.rs`), replayed: each request and answer is as it was then.

#![expect(
    clippy::unwrap_used,
    reason = "a transcript that cannot be read is a failure"
)]

mod transcript;

use std::path::Path;
use transcript::Line;
use vivarium_tools::{Config, Connection, Options};

/// The transcript is replayed to a connection of `config`; the tools it has listed at the end.
fn replay(name: &str, config: &str) -> Connection {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/transcripts")
        .join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let config = Config::parse(config).unwrap();
    let options = Options {
        can_ask: true,
        ..Options::default()
    };
    let mut connection = Connection::new(&config.servers[0], options).unwrap();
    let mut expected = Vec::new();
    let mut effects = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line: Line = serde_json::from_str(line).unwrap();
        if let Some(input) = line.input() {
            assert_eq!(
                effects,
                expected,
                "{name}: what was done before line {}",
                number + 1
            );
            expected.clear();
            effects = connection
                .input(0, input)
                .into_iter()
                .map(Line::from)
                .collect();
        } else {
            expected.push(line);
        }
    }
    assert_eq!(effects, expected, "{name}: what was done last");
    connection
}

#[test]
fn a_server_of_the_older_kind_with_sessions_and_streams() {
    let config = r#"{"e": {"url": "http://127.0.0.1:38101/mcp", "headers": {"X-Key": "k"}}}"#;
    let connection = replay("everything.jsonl", config);
    assert_eq!(connection.tools().len(), 13);
}

#[test]
fn a_server_of_the_newer_kind_that_also_asks_back() {
    let config = r#"{"f": {"url": "http://127.0.0.1:38102/mcp"}}"#;
    let connection = replay("fastmcp.jsonl", config);
    let names: Vec<&str> = connection
        .tools()
        .iter()
        .map(|tool| tool.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["list_items", "buy", "搜索", "class.import", "slow", "order"]
    );
    assert!(connection.tools()[0].is_read_only() && !connection.tools()[1].is_read_only());
}

#[test]
fn an_interface_that_an_openapi_document_describes() {
    let config =
        r#"{"a": {"openapi": "http://127.0.0.1:38103/openapi.json", "headers": {"X-Key": "k"}}}"#;
    let connection = replay("fastapi.jsonl", config);
    assert_eq!(connection.tools().len(), 5);
    assert!(connection.tools()[0].is_read_only() && !connection.tools()[1].is_read_only());
}
