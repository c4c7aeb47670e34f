//! Servers and tools as a program meets them.

use super::*;
use crate::config::Config;

fn catalogue() -> Catalogue {
    let text = r#"{"mcpServers": {"git hub": {"url": "https://a.example"}, "search": {"url": "https://b.example"}, "stdio": {"command": "x"}}, "net": ["https://c.example"]}"#;
    let mut catalogue = Catalogue::new(&Config::parse(text).unwrap().servers);
    let tool = |name: &str, description: &str, schema: Value| Tool {
        name: name.into(),
        description: Some(description.into()),
        input_schema: schema,
        ..Tool::default()
    };
    let schema = json!({"type": "object", "required": ["q"], "properties": {"limit": {"type": "integer"}, "q": {"type": "string"}, "from": {"type": "string"}}});
    catalogue.set_tools(
        "git hub",
        &[
            tool("search-issues", "Search issues. With many words.", schema),
            tool("class", "Anything", json!({"type": "object"})),
            tool(
                "ping",
                "Says pong",
                json!({"type": "object", "properties": {}, "additionalProperties": false}),
            ),
        ],
    );
    catalogue.set_status(
        "git hub",
        &Status::Ready {
            protocol: "MCP".into(),
            title: "GH".into(),
            instructions: None,
        },
    );
    catalogue.set_status(
        "stdio",
        &Status::Failed {
            kind: FailureKind::ConnectionError,
            message: "no".into(),
        },
    );
    catalogue
}

fn bind(tool: &str, positional: Value, arguments: Value) -> Result<Map<String, Value>, String> {
    let (Value::Array(positional), Value::Object(arguments)) = (positional, arguments) else {
        panic!()
    };
    let call = CallRequest {
        server: "git_hub".into(),
        tool: tool.into(),
        positional,
        arguments,
        timeout_ms: None,
    };
    catalogue()
        .bind(&call)
        .map(|bound| bound.arguments)
        .map_err(|failure| format!("{:?}: {}", failure.kind, failure.message))
}

#[test]
fn servers_and_tools_are_listed_with_both_names() {
    let answer = |request: Request| catalogue().answer(&request).unwrap().unwrap();
    assert_eq!(
        answer(Request::Servers),
        json!([
            {"name": "git hub", "python": "git_hub", "status": "ready", "protocol": "MCP", "title": "GH", "instructions": null, "tools": 3},
            {"name": "search", "python": "search_2", "status": "idle"},
            {"name": "stdio", "python": "stdio", "status": "failed", "message": "no"},
        ])
    );
    assert_eq!(
        answer(Request::Tools {
            server: "git hub".into()
        })[0],
        json!({"name": "search-issues", "python": "search_issues", "summary": "Search issues"})
    );
    let found = answer(Request::Search {
        query: "find an issue".into(),
        server: None,
        limit: 1,
    });
    assert_eq!(
        found[0]["call"],
        "git_hub.search_issues(q: str, limit: int = ..., from_: str = ...) -> Any"
    );
    let tool = answer(Request::Describe {
        server: "git_hub".into(),
        tool: "class_".into(),
    });
    assert_eq!(
        (&tool["name"], &tool["open"]),
        (&json!("class"), &json!(true))
    );
}

#[test]
fn a_request_names_the_servers_it_needs() {
    let needed =
        |request: Value| catalogue().needed(&Request::parse(&request.to_string()).unwrap());
    assert_eq!(
        needed(json!({"kind": "servers"})).unwrap(),
        [] as [String; 0]
    );
    assert_eq!(
        needed(json!({"kind": "search", "query": ""}))
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        needed(json!({"kind": "call", "server": "git_hub", "tool": "x"})).unwrap(),
        ["git hub"]
    );
    let failure = needed(json!({"kind": "tools", "server": "githob"})).unwrap_err();
    assert_eq!(
        failure.message,
        "there is no server 'githob'; did you mean 'git_hub'?"
    );
}

#[test]
fn arguments_find_their_names() {
    let expected = json!({"q": "x", "limit": 5, "from": "here"});
    let Value::Object(expected) = expected else {
        panic!()
    };
    assert_eq!(
        bind("search_issues", json!(["x", 5]), json!({"from_": "here"})),
        Ok(expected.clone())
    );
    assert_eq!(
        bind(
            "search-issues",
            json!([]),
            json!({"q": "x", "limit": 5, "from": "here"})
        ),
        Ok(expected)
    );
    assert_eq!(
        bind("class", json!([]), json!({"anything": [1]}))
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn wrong_arguments_are_told_as_python_tells_them() {
    let check = |tool: &str, positional: Value, arguments: Value, expected: &str| {
        assert_eq!(bind(tool, positional, arguments).unwrap_err(), expected);
    };
    check(
        "search_issues",
        json!([]),
        json!({}),
        "TypeError: search_issues() missing 1 required argument: 'q'",
    );
    check(
        "search_issues",
        json!(["x"]),
        json!({"limt": 5}),
        "TypeError: search_issues() got an unexpected keyword argument 'limt'. Did you mean 'limit'?",
    );
    check(
        "search_issues",
        json!(["x"]),
        json!({"q": "y"}),
        "TypeError: search_issues() got multiple values for argument 'q'",
    );
    check(
        "search_issues",
        json!(["x"]),
        json!({"from": "y", "from_": "z"}),
        "TypeError: search_issues() got multiple values for argument 'from_'",
    );
    check(
        "search_issues",
        json!(["x"]),
        json!({"limit": "5"}),
        "TypeError: search_issues() argument 'limit' must be int, not str",
    );
    check(
        "search_issues",
        json!([1, 2, 3, 4]),
        json!({}),
        "TypeError: search_issues() takes 3 positional arguments but 4 were given",
    );
    check(
        "ping",
        json!([1]),
        json!({}),
        "TypeError: ping() takes no positional arguments but 1 were given",
    );
    check(
        "ping",
        json!([]),
        json!({"x": 1}),
        "TypeError: ping() got an unexpected keyword argument 'x'",
    );
    check(
        "serch_issues",
        json!([]),
        json!({}),
        "LookupError: git_hub has no tool 'serch_issues'; did you mean 'search_issues'?",
    );
    check(
        "nothing",
        json!([]),
        json!({}),
        "LookupError: git_hub has no tool 'nothing'; there are search_issues, class_, ping",
    );
}

#[test]
fn a_result_that_the_server_does_not_describe_is_learnt() {
    let mut catalogue = catalogue();
    let described = |catalogue: &Catalogue| {
        let request = Request::Describe {
            server: "git hub".into(),
            tool: "search-issues".into(),
        };
        catalogue.answer(&request).unwrap().unwrap()
    };
    assert_eq!(described(&catalogue)["returns"], "Any");
    for result in [json!([{"id": 1, "title": "a"}]), json!([{"id": 2}])] {
        catalogue.observe("git hub", "search-issues", &ToolResult::Value(result));
    }
    let known = described(&catalogue);
    assert_eq!(known["returns"], "list[SearchIssuesResultItem]");
    assert_eq!(known["outputSchema"], Value::Null);
    let doc = known["doc"].as_str().unwrap();
    assert!(
        doc.contains("the type is what 2 calls on this page gave."),
        "{doc}"
    );
    assert!(
        doc.contains("    id: int\n        title: NotRequired[str]"),
        "{doc}"
    );
    let request = Request::Search {
        query: "issues".into(),
        server: None,
        limit: 1,
    };
    let found = catalogue.answer(&request).unwrap().unwrap();
    assert!(
        found[0]["call"]
            .as_str()
            .unwrap()
            .ends_with("-> list[SearchIssuesResultItem]")
    );

    // What a server says comes first.
    let says = Tool {
        name: "search-issues".into(),
        output_schema: Some(json!({"type": "string"})),
        ..Tool::default()
    };
    catalogue.set_tools("git hub", &[says]);
    catalogue.observe("git hub", "search-issues", &ToolResult::Value(json!(1)));
    assert_eq!(described(&catalogue)["returns"], "str");
}
