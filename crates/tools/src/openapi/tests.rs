//! Documents of every kind, and the requests that come of them.

use super::*;
use crate::machine::ToolResult;
use proptest::prelude::*;
use serde_json::json;

fn inline(document: Value) -> Client {
    client(
        &server::Document::Inline(document),
        Some("https://api.example/v1/"),
        &[],
    )
}

fn client(source: &server::Document, server: Option<&str>, headers: &[(String, String)]) -> Client {
    connecting(source, server, headers).0
}

/// A client, and what it does first.
fn connecting(
    source: &server::Document,
    server: Option<&str>,
    headers: &[(String, String)],
) -> (Client, Option<Effect>) {
    let options = Options {
        reply_bytes: 1 << 20,
        ..Options::default()
    };
    let mut client = Client::new(source, server, headers, options);
    let effect = client.input(0, Input::Refresh).pop();
    (client, effect)
}

fn key() -> [(String, String); 1] {
    [("X-Key".into(), "secret".into())]
}

/// The request of one call.
fn fetch(client: &mut Client, tool: &str, arguments: Value) -> Result<Fetch, Failure> {
    let Value::Object(arguments) = arguments else {
        panic!("{arguments}")
    };
    let effects = client.input(
        0,
        Input::Call(Call {
            id: 1,
            tool: tool.into(),
            arguments,
            timeout_ms: None,
        }),
    );
    match effects.into_iter().next() {
        Some(Effect::Fetch(fetch)) => Ok(fetch),
        Some(Effect::Answer {
            outcome: Err(failure),
            ..
        }) => Err(failure),
        other => panic!("{other:?}"),
    }
}

fn answer(
    client: &mut Client,
    exchange: ExchangeId,
    status: u16,
    kind: &str,
    body: &[u8],
) -> Vec<Effect> {
    let headers = vec![("Content-Type".into(), kind.into())];
    client.input(
        0,
        Input::Response {
            exchange,
            status,
            headers,
        },
    );
    for byte in body.chunks(7) {
        client.input(
            0,
            Input::Chunk {
                exchange,
                bytes: byte.to_vec(),
            },
        );
    }
    client.input(0, Input::End { exchange })
}

fn petstore() -> Value {
    json!({
        "openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "servers": [{"url": "https://{region}.example/api", "variables": {"region": {"default": "eu"}}}],
        "paths": {
            "/pets/{pet-id}": {
                "parameters": [{"$ref": "#/components/parameters/id"}, {"name": "verbose", "in": "query", "schema": {"type": "boolean"}}],
                "get": {"summary": "One pet", "parameters": [
                    {"name": "verbose", "in": "query", "schema": {"type": "integer"}}, {"name": "X-Trace", "in": "header", "schema": {"type": "string"}}, {"name": "s", "in": "cookie"},
                    {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object"}}, {"name": "ids", "in": "query", "explode": false, "schema": {"type": "array"}},
                    {"name": "q", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}}, {"name": "tags", "in": "query"}
                ], "responses": {"default": {}, "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}},
                "delete": {"operationId": "delete"}
            },
            "/pets": {
                "post": {"operationId": "add", "requestBody": {"required": true, "content": {"text/plain": {}, "application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}},
                "put": {"operationId": "add", "requestBody": {"content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}}},
                "patch": {"operationId": "form", "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {"properties": {"a b": {}, "c": {}}}}}}},
                "head": {"operationId": "upload", "requestBody": {"content": {"multipart/form-data": {"schema": {"properties": {"file": {"type": "string"}}}}}}}
            }
        },
        "components": {
            "parameters": {"id": {"name": "pet-id", "in": "path", "schema": {"type": "string"}}},
            "schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "nullable": true}, "parent": {"allOf": [{"$ref": "#/components/schemas/Pet"}], "nullable": true}}}}
        }
    })
}

#[test]
fn operations_become_tools() {
    let client = inline(petstore());
    let names: Vec<&str> = client.tools.iter().map(|tool| tool.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "get_pets_pet_id",
            "delete",
            "add",
            "add_2",
            "form",
            "upload"
        ]
    );
    let get = &client.tools[0];
    assert_eq!(
        (get.description.as_deref(), get.is_read_only()),
        (Some("One pet"), true)
    );
    assert_eq!(
        get.input_schema["properties"]["verbose"]["type"], "integer",
        "its own comes before the shared one"
    );
    assert_eq!(get.input_schema["required"], json!(["pet-id"]));
    let pet = json!({"type": "object", "required": ["name"], "properties": {"name": {"type": ["string", "null"]}, "parent": {"anyOf": [{"allOf": [{"$ref": "#/$defs/Pet"}]}, {"type": "null"}]}}});
    assert_eq!(
        get.output_schema,
        Some(json!({"$ref": "#/$defs/Pet", "$defs": {"Pet": pet}}))
    );
    assert_eq!(
        client.tools[2].input_schema["required"],
        json!(["name"]),
        "the body's fields are the arguments"
    );
    assert_eq!(
        client.status,
        Status::Ready {
            protocol: "OpenAPI 3.0.3".into(),
            title: "Pets 1".into(),
            instructions: None
        }
    );
}

#[test]
fn arguments_go_where_they_belong() {
    let mut client = inline(petstore());
    let got = fetch(&mut client, "get_pets_pet_id", json!({"pet-id": "a/b ?", "verbose": 2, "X-Trace": "t", "filter": {"k": [1, "é"]}, "ids": [1, 2], "q": {"a": 1}, "tags": ["x", "y"]})).unwrap();
    assert_eq!(
        got.url,
        "https://api.example/v1/pets/a%2Fb%20%3F?verbose=2&filter%5Bk%5D=1%2C%C3%A9&ids=1%2C2&q=%7B%22a%22%3A1%7D&tags=x&tags=y"
    );
    assert!(got.headers.contains(&("X-Trace".into(), "t".into())) && got.body.is_none());
    let mut body = |tool: &str, arguments: Value| fetch(&mut client, tool, arguments).unwrap().body;
    assert_eq!(
        body("add", json!({"name": "x"})).as_deref(),
        Some(r#"{"name":"x"}"#)
    );
    assert_eq!(
        body("add_2", json!({"body": [{"name": "x"}]})).as_deref(),
        Some(r#"[{"name":"x"}]"#)
    );
    assert_eq!(body("add_2", json!({})), None);
    assert_eq!(
        body("form", json!({"a b": "é&", "c": [1, 2]})).as_deref(),
        Some("a%20b=%C3%A9%26&c=1&c=2")
    );
    assert!(
        body("upload", json!({"file": "data"}))
            .unwrap()
            .contains("name=\"file\"\r\n\r\ndata\r\n--")
    );
}

#[test]
fn an_argument_cannot_leave_its_place() {
    let mut client = inline(petstore());
    for text in ["", ".", ".."] {
        assert_eq!(
            fetch(&mut client, "get_pets_pet_id", json!({"pet-id": text}))
                .unwrap_err()
                .kind,
            FailureKind::ValueError
        );
    }
    let smuggled = json!({"pet-id": "a", "X-Trace": "t\r\nX-Key: mine"});
    assert_eq!(
        fetch(&mut client, "get_pets_pet_id", smuggled)
            .unwrap_err()
            .kind,
        FailureKind::ValueError
    );
}

#[test]
fn swagger_2_is_read() {
    let document = json!({"swagger": "2.0", "host": "old.example", "basePath": "/api", "schemes": ["http"], "definitions": {"P": {"properties": {"a": {"type": "integer"}}}}, "paths": {"/p": {
        "post": {"operationId": "p", "parameters": [{"in": "body", "name": "body", "required": true, "schema": {"$ref": "#/definitions/P"}}, {"in": "query", "name": "n", "type": "integer"}]},
        "put": {"operationId": "f", "parameters": [{"in": "formData", "name": "x", "type": "string"}, {"in": "formData", "name": "y", "type": "string"}]}}}});
    let mut client = client(&server::Document::Inline(document), None, &key());
    let names: Vec<&str> = client.tools.iter().map(|tool| tool.name.as_str()).collect();
    assert_eq!(names, ["p", "f"]);
    assert_eq!(
        client.tools[0].input_schema["properties"]["n"],
        json!({"type": "integer"})
    );
    let got = fetch(&mut client, "p", json!({"a": 1, "n": 2})).unwrap();
    assert_eq!(
        (got.url.as_str(), got.body.as_deref()),
        ("http://old.example/api/p?n=2", Some(r#"{"a":1}"#))
    );
    assert!(got.headers.contains(&key()[0]));
    assert_eq!(
        fetch(&mut client, "f", json!({"x": "1", "y": "2"}))
            .unwrap()
            .body
            .as_deref(),
        Some("x=1&y=2")
    );
}

#[test]
fn keys_go_only_where_the_configuration_sends_them() {
    let source = server::Document::Url("https://docs.example/v1/openapi.json".into());
    let document = |server: &str| {
        json!({"openapi": "3.1.0", "servers": [{"url": server}], "paths": {"/x": {"get": {"operationId": "x"}}}}).to_string()
    };
    let ready = |configured: Option<&str>, named: &str| {
        let (mut client, asked) = connecting(&source, configured, &key());
        let Some(Effect::Fetch(asked)) = asked else {
            panic!("{asked:?}")
        };
        answer(
            &mut client,
            asked.exchange,
            200,
            "application/json",
            document(named).as_bytes(),
        );
        let has_key = |fetch: &Fetch| fetch.headers.contains(&key()[0]);
        if let Status::Failed { message, .. } = client.status() {
            return Err(message.clone());
        }
        let call = fetch(&mut client, "x", json!({})).unwrap();
        Ok((has_key(&asked), call.url.clone(), has_key(&call)))
    };
    assert_eq!(
        ready(None, "/api"),
        Ok((true, "https://docs.example/api/x".into(), true))
    );
    assert_eq!(
        ready(None, "api"),
        Ok((true, "https://docs.example/v1/api/x".into(), true))
    );
    assert_eq!(
        ready(Some("https://api.example"), "https://evil.example"),
        Ok((false, "https://api.example/x".into(), true))
    );
    let refused = ready(None, "https://evil.example/api").unwrap_err();
    assert!(
        refused.contains("add \"server\": \"https://evil.example/api\""),
        "{refused}"
    );
}

#[test]
fn responses_become_values() {
    let check = |status, kind: &str, body: &[u8]| {
        let mut client = inline(petstore());
        let exchange = fetch(&mut client, "delete", json!({"pet-id": "a"}))
            .unwrap()
            .exchange;
        match answer(&mut client, exchange, status, kind, body).pop() {
            Some(Effect::Answer { id: 1, outcome }) => outcome,
            other => panic!("{other:?}"),
        }
    };
    let value = |value: Value| Ok(ToolResult::Value(value));
    assert_eq!(
        check(200, "application/problem+json; charset=utf-8", b"[1]"),
        value(json!([1]))
    );
    assert_eq!(check(204, "", b""), value(Value::Null));
    assert_eq!(check(200, "text/plain", "é".as_bytes()), value(json!("é")));
    assert_eq!(
        check(200, "application/json", b"{oops"),
        value(json!("{oops"))
    );
    assert_eq!(
        check(200, "image/png", b"abc"),
        Ok(ToolResult::Content(vec![
            json!({"type": "image", "mimeType": "image/png", "data": "YWJj"})
        ]))
    );
    assert!(matches!(
        check(200, "application/zip", b"\xff\x00"),
        Ok(ToolResult::Content(_))
    ));
    let failure = check(422, "application/json", br#"{"detail": [1]}"#).unwrap_err();
    assert_eq!(
        (failure.message.as_str(), failure.code, failure.data),
        (
            "[1] (status 422)",
            Some(422),
            Some(Box::new(json!({"detail": [1]})))
        )
    );
    assert_eq!(
        check(403, "text/html", b"<b>No</b>").unwrap_err().kind,
        FailureKind::PermissionError
    );
    assert_eq!(
        check(500, "", b"").unwrap_err().message,
        "the server answered with status 500"
    );
}

#[test]
fn what_is_no_document_is_said() {
    let check = |kind: &str, body: &str, words: &str| {
        let mut client = client(
            &server::Document::Url("https://a.example/openapi.json".into()),
            None,
            &[],
        );
        client.input(
            0,
            Input::Call(Call {
                id: 7,
                tool: "x".into(),
                arguments: serde_json::Map::new(),
                timeout_ms: None,
            }),
        );
        let effects = answer(&mut client, 1, 200, kind, body.as_bytes());
        let Some(Effect::Answer {
            id: 7,
            outcome: Err(failure),
        }) = effects.last()
        else {
            panic!("{effects:?}")
        };
        assert!(failure.message.contains(words), "{failure:?}");
    };
    check("text/yaml", "openapi: 3.1.0", "JSON form");
    check("application/json", "{}", "no OpenAPI document");
    let mut large = client(
        &server::Document::Url("https://a.example/openapi.json".into()),
        None,
        &[],
    );
    large.input(
        0,
        Input::Chunk {
            exchange: 1,
            bytes: vec![b' '; 2 << 20],
        },
    );
    assert!(
        matches!(large.status(), Status::Failed { message, .. } if message.contains("larger than 1 MB"))
    );
    let nowhere = client(
        &server::Document::Inline(json!({"openapi": "3.1.0"})),
        None,
        &[],
    );
    assert!(
        matches!(nowhere.status(), Status::Failed { message, .. } if message.contains("\"server\""))
    );
}

#[test]
fn calls_end_by_time_cancellation_and_closing() {
    let mut client = inline(petstore());
    let id = fetch(&mut client, "delete", json!({"pet-id": "a"}))
        .unwrap()
        .exchange;
    let deadline = client.deadline().unwrap();
    let late = client.input(deadline, Input::Tick);
    assert!(
        matches!(&late[..], [Effect::Abort(other), Effect::Answer { outcome: Err(failure), .. }] if *other == id && failure.kind == FailureKind::TimeoutError)
    );
    let id = fetch(&mut client, "delete", json!({"pet-id": "a"}))
        .unwrap()
        .exchange;
    assert_eq!(client.input(0, Input::Cancel(1)), [Effect::Abort(id)]);
    let id = fetch(&mut client, "delete", json!({"pet-id": "a"}))
        .unwrap()
        .exchange;
    assert!(
        matches!(&client.input(0, Input::Close)[..], [Effect::Abort(other), Effect::Answer { outcome: Err(_), .. }, Effect::Status(Status::Idle)] if *other == id)
    );
}

proptest! {
    #[test]
    fn no_document_makes_it_panic(keys in prop::collection::vec(prop::sample::select(vec!["paths", "/a", "get", "parameters", "schema", "$ref", "properties", "requestBody", "content", "application/json", "responses", "200", "servers", "components"]), 1..9), leaf in prop::sample::select(vec![json!([]), json!("#"), json!({"$ref": "#"}), json!(["#/paths"]), json!({"get": {}}), json!(null)])) {
        let mut document = leaf.clone();
        for key in keys.iter().rev() {
            document = json!({*key: document, "name": leaf, "in": "query"});
        }
        document["openapi"] = "3.1.0".into();
        let mut client = inline(document);
        for tool in client.tools.clone() {
            let _ = fetch(&mut client, &tool.name, json!({"a": 1, "body": [1, {"a": null}]}));
        }
    }
}

#[test]
fn a_document_in_yaml_is_told_how_to_be_converted() {
    let said = |mime: &str, body: &str| {
        let source = server::Document::Url("https://docs.example/openapi.yaml".into());
        let (mut client, asked) = connecting(&source, None, &[]);
        let Some(Effect::Fetch(asked)) = asked else {
            panic!("{asked:?}")
        };
        answer(&mut client, asked.exchange, 200, mime, body.as_bytes());
        format!("{:?}", client.status())
    };
    assert!(said("text/plain", "openapi: 3.1.0\n").contains("js-yaml"));
    assert!(said("application/yaml", "# Items\n").contains("js-yaml"));
    assert!(!said("text/html", "<h1>").contains("js-yaml"));
}
