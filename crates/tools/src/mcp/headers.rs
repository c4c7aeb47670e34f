//! Headers and envelope of requests.

use serde_json::{Map, Value, json};

/// The version without a handshake.
pub(super) const MODERN_VERSION: &str = "2026-07-28";
/// Versions with a handshake, newest first.
pub(super) const LEGACY_VERSIONS: &[&str] =
    &["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
/// Older versions do not know the header that names them.
const NAMED_SINCE: &str = "2025-06-18";

pub(super) fn client_info() -> Value {
    json!({"name": "vivarium", "version": env!("CARGO_PKG_VERSION")})
}

/// The headers of one request: the configured ones, then ours in their place where they have the same name.
pub(super) fn all(
    configured: &[(String, String)],
    has_body: bool,
    session: Option<&str>,
    version: &str,
    more: Vec<(String, String)>,
) -> Vec<(String, String)> {
    let mut headers = configured.to_vec();
    let mut set = |name: &str, value: &str| {
        headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        headers.push((name.to_owned(), value.to_owned()));
    };
    if has_body {
        set("Content-Type", "application/json");
        set("Accept", "application/json, text/event-stream");
    } else {
        set("Accept", "text/event-stream");
    }
    if version >= NAMED_SINCE {
        set("MCP-Protocol-Version", version);
    }
    if let Some(session) = session {
        set("Mcp-Session-Id", session);
    }
    for (name, value) in more {
        set(&name, &value);
    }
    headers
}

/// Parameters and headers as a modern server wants them.
pub(super) fn modern(
    method: &str,
    name: Option<&str>,
    mut params: Map<String, Value>,
    can_ask: bool,
    token: Option<u32>,
) -> (Map<String, Value>, Vec<(String, String)>) {
    let mut meta = Map::new();
    let mut add =
        |key: &str, value: Value| meta.insert(format!("io.modelcontextprotocol/{key}"), value);
    add("protocolVersion", MODERN_VERSION.into());
    add("clientInfo", client_info());
    add(
        "clientCapabilities",
        if can_ask {
            json!({"elicitation": {"form": {}}})
        } else {
            json!({})
        },
    );
    if let Some(token) = token {
        meta.insert("progressToken".into(), token.into());
    }
    params.insert("_meta".into(), Value::Object(meta));
    let mut headers = vec![("Mcp-Method".to_owned(), method.to_owned())];
    headers.extend(name.map(|name| ("Mcp-Name".to_owned(), value(name))));
    (params, headers)
}

/// Headers for the arguments that a schema wants to see there (`x-mcp-header`), at any depth of objects.
pub(super) fn of_arguments(
    schema: &Value,
    arguments: &Map<String, Value>,
) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return headers;
    };
    for (name, schema) in properties {
        let text = match arguments.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(flag)) => flag.to_string(),
            Some(Value::Number(number)) if number.is_i64() || number.is_u64() => number.to_string(),
            Some(Value::Object(inner)) => {
                headers.extend(of_arguments(schema, inner));
                continue;
            }
            _ => continue,
        };
        if let Some(token) = schema.get("x-mcp-header").and_then(Value::as_str) {
            headers.push((format!("Mcp-Param-{token}"), value(&text)));
        }
    }
    headers
}

/// A text as the value of a header: as it is where that is safe, else marked and in base64.
fn value(text: &str) -> String {
    let safe = text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && text.trim() == text;
    if safe && !text.starts_with("=?base64?") {
        return text.to_owned();
    }
    format!("=?base64?{}?=", crate::base64::encode(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_replace_configured_headers_of_the_same_name() {
        let configured = [
            ("accept".to_owned(), "text/html".to_owned()),
            ("X-Key".to_owned(), "k".to_owned()),
        ];
        let headers = all(&configured, true, Some("s"), "2025-03-26", Vec::new());
        let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["X-Key", "Content-Type", "Accept", "Mcp-Session-Id"]);
    }

    #[test]
    fn values_beyond_ascii_are_marked() {
        for (text, expected) in [
            ("a b", "a b"),
            ("搜索", "=?base64?5pCc57Si?="),
            (" a", "=?base64?IGE=?="),
            ("", ""),
            ("a\n", "=?base64?YQo=?="),
            ("=?base64?", "=?base64?PT9iYXNlNjQ/?="),
        ] {
            assert_eq!(value(text), expected);
        }
    }

    #[test]
    fn arguments_go_into_headers_where_the_schema_says_so() {
        let schema = json!({"properties": {"a": {"x-mcp-header": "A"}, "n": {"properties": {"b": {"x-mcp-header": "B"}}}, "f": {"x-mcp-header": "F"}, "c": {}}});
        let Value::Object(arguments) = json!({"a": "x", "n": {"b": 5}, "f": 1.5, "c": "y"}) else {
            panic!()
        };
        assert_eq!(
            of_arguments(&schema, &arguments),
            [
                ("Mcp-Param-A".into(), "x".into()),
                ("Mcp-Param-B".into(), "5".into())
            ]
        );
    }
}
