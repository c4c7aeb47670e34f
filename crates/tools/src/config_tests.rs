//! The dialects as they are found in the wild, and every way to get one wrong.

use super::*;
use proptest::prelude::*;

fn parse(text: &str) -> Config {
    Config::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn names(config: &Config) -> Vec<&str> {
    config
        .servers
        .iter()
        .map(|server| server.name.as_str())
        .collect()
}

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn the_common_dialect_is_read() {
    let config = parse(
        r#"{"mcpServers": {
            "github": {"type": "http", "url": "https://api.example.com/mcp", "headers": {"Authorization": "Bearer ${TOKEN}", "X-Retries": 3}},
            "windsurf": {"serverUrl": "http://localhost:3001/mcp"},
            "gemini": {"httpUrl": "https://b.example/mcp"},
            "off": {"url": "https://c.example", "disabled": true}
        }}"#,
    );
    assert_eq!(names(&config), ["github", "windsurf", "gemini"]);
    assert_eq!(config.warnings, ["off is switched off in the file."]);
    assert_eq!(config.secrets.len(), 1);
    assert_eq!(config.secrets[0].name, "TOKEN");
    assert_eq!(config.secrets[0].servers, ["github"]);

    assert_eq!(config.fill(&BTreeMap::new()), Err(vec!["TOKEN".to_owned()]));
    let filled = config.fill(&values(&[("TOKEN", " s3cret\n")])).unwrap();
    let ServerKind::Mcp { headers, .. } = &filled[0].kind else {
        panic!("{filled:?}")
    };
    assert_eq!(
        headers.0[0],
        ("Authorization".into(), "Bearer s3cret".into())
    );
    assert_eq!(headers.0[1], ("X-Retries".into(), "3".into()));
    assert!(
        !format!("{filled:?}").contains("s3cret"),
        "a key is printed by accident"
    );
}

#[test]
fn vs_codes_dialect_is_read_with_its_inputs() {
    let text = r#"{
        // What the assistant may use
        "inputs": [{"type": "promptString", "id": "key", "description": "API key", "password": true}],
        "servers": {"a": {"type": "http", "url": "https://${env:HOST:-a.example}/mcp", "headers": {"X-Key": "${input:key}"}},},
    }"#;
    for text in [text.to_owned(), format!("{{\"mcp\": {text}}}")] {
        let config = parse(&text);
        assert_eq!(config.secrets.len(), 1);
        assert_eq!(config.secrets[0].description.as_deref(), Some("API key"));
        let filled = config.fill(&values(&[("key", "k")])).unwrap();
        let expected = ServerKind::Mcp {
            url: "https://a.example/mcp".into(),
            headers: Headers(vec![("X-Key".into(), "k".into())]),
        };
        assert_eq!(filled[0].kind, expected);
    }
}

#[test]
fn servers_without_anything_around_them_are_read() {
    assert_eq!(
        names(&parse(
            r#"{"a": {"url": "https://a.example"}, "b": {"command": "x"}}"#
        )),
        ["a", "b"]
    );
}

#[test]
fn documents_and_origins_are_read() {
    let config = parse(
        r#"{"mcpServers": {
            "shop": {"openapi": "/openapi.json", "server": "https://shop.example/v2", "headers": {"X-Key": "1"}},
            "inline": {"openapi": {"openapi": "3.1.0", "paths": {}}},
            "data": {"origin": "https://data.example/any/path"}
        }, "net": ["https://API.example.com:443", {"origin": "http://localhost:8080", "headers": {"X-Key": "${KEY}"}}, "https://api.example.com/"]}"#,
    );
    assert_eq!(
        names(&config),
        [
            "shop",
            "inline",
            "data",
            "https://api.example.com",
            "http://localhost:8080"
        ]
    );
    assert!(
        matches!(&config.servers[0].kind, ServerKind::OpenApi { document: Document::Url(url), server: Some(_), .. } if url == "/openapi.json")
    );
    assert!(
        matches!(&config.servers[2].kind, ServerKind::Origin { origin, .. } if origin == "https://data.example")
    );
    assert_eq!(config.secrets[0].name, "KEY");
    assert_eq!(
        names(&parse(r#"["https://a.example"]"#)),
        ["https://a.example"]
    );
}

#[test]
fn a_command_shows_the_line_that_bridges_it() {
    let config = parse(
        r#"{"mcpServers": {"git": {"command": "uvx", "args": ["mcp-server-git", "--repository", "my repo's"], "env": {"TOKEN": "${GIT_TOKEN}", "MODE": "a b"}}}}"#,
    );
    let ServerKind::Command(command) = &config.servers[0].kind else {
        panic!("{config:?}")
    };
    assert_eq!(
        command.bridge("https://play.example", 8000),
        r#"TOKEN="${GIT_TOKEN}" MODE='a b' npx -y supergateway --stdio 'uvx mcp-server-git --repository '\''my repo'\''\'\'''\''s'\''' --outputTransport streamableHttp --port 8000 --cors https://play.example"#
    );
    assert_eq!(config.secrets, [], "the shell knows it, the page need not");
}

#[test]
fn equal_names_get_numbers() {
    let mut config = parse(
        r#"{"mcpServers": {"a": {"url": "https://a.example"}, "a": {"url": "https://b.example"}}}"#,
    );
    config.extend(parse(r#"{"servers": {"a": {"url": "https://c.example", "headers": {"K": "${X}"}}, "a_2": {"url": "https://d.example"}}}"#));
    assert_eq!(names(&config), ["a", "a_2", "a_3", "a_2_2"]);
    assert_eq!(config.warnings.len(), 3);
    assert_eq!(config.secrets.len(), 1);
}

#[test]
fn errors_name_line_column_and_key() {
    let check = |text: &str, expected: &str| {
        assert_eq!(
            Config::parse(text).unwrap_err().to_string(),
            expected,
            "{text}"
        );
    };
    check(
        "{\n  \"mcpServers\": {\n    \"a\": {\"url\": 5}\n  }\n}",
        "Line 3, column 18, at mcpServers.a.url: an address was expected, not a number.",
    );
    check(
        r#"{"mcpServers": {"a": {"url": "a.example"}}}"#,
        "Line 1, column 30, at mcpServers.a.url: an address begins with https:// or http://.",
    );
    check(
        r#"{"mcpServers": {"a": {"url": "https://me:pw@a.example"}}}"#,
        "Line 1, column 30, at mcpServers.a.url: a name and password cannot stand in an address; put them into \"headers\" as \"Authorization\".",
    );
    check(
        r#"{"mcpServers": {"a": {}}}"#,
        "Line 1, column 22, at mcpServers.a: \"url\" is missing (or \"openapi\", or \"command\").",
    );
    check(
        r#"{"mcpServers": []}"#,
        "Line 1, column 16, at mcpServers: an object name → server was expected, not an array.",
    );
    check(
        r#"{"mcpServers": {"a": {"url": "https://a.example", "headers": {"a b": "x"}}}}"#,
        "Line 1, column 70, at mcpServers.a.headers.a b: this is no name of an HTTP header.",
    );
    check(
        r#"{"mcpServers": {"a": {"url": "https://a.example", "headers": {"a": "x\ny"}}}}"#,
        "Line 1, column 68, at mcpServers.a.headers.a: the value of an HTTP header is one line of Latin characters.",
    );
    check(
        r#"{"mcpServers": {"a": {"command": "x", "args": "y"}}}"#,
        "Line 1, column 47, at mcpServers.a.args: an array of texts was expected, not a string.",
    );
    check(
        r#"{"mcpServers": {"": {"url": "https://a.example"}}}"#,
        "Line 1, column 21, at mcpServers.: a server needs a name.",
    );
    check(
        r#"{"net": ["nowhere"]}"#,
        "Line 1, column 10, at net[0]: an address begins with https:// or http://.",
    );
    check(
        "{}",
        "Line 1, column 1: \"mcpServers\" is missing; write {\"mcpServers\": {\"name\": {\"url\": \"https://…\"}}}.",
    );
    check(
        "5",
        "Line 1, column 1: an object with \"mcpServers\" was expected, not a number.",
    );
    check(
        "{\"mcpServers\": {",
        "Line 1, column 17: the text ends inside an object: } is missing.",
    );
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(text in r#"[\[\]{}",: ]{0,9}("(mcpServers|servers|net|url|command|env|headers|openapi|[$][{]input:x[}]|https://é@b)"[\[\]{}",: ]{0,4}){0,9}"#) {
        if let Ok(config) = Config::parse(&text) {
            let _ = config.fill(&values(&[("x", "y")]));
        }
    }

    #[test]
    fn any_placeholder_is_filled_or_missing(text in "[${}:a-]{0,20}") {
        let file = serde_json::json!({"mcpServers": {"s": {"url": "https://s.example", "headers": {"H": text}}}});
        let config = parse(&file.to_string());
        let names: Vec<_> = config.secrets.iter().map(|secret| (secret.name.as_str(), "v")).collect();
        prop_assert!(config.fill(&values(&names)).is_ok());
    }
}
