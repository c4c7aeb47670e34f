//! JSON-RPC 2.0: messages that a server sends, and requests to it.

use serde_json::{Map, Value, json};

/// A message of a server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Message {
    /// The answer to a request of ours; an error may lack the id.
    Response {
        id: Option<u32>,
        outcome: Result<Map<String, Value>, RpcError>,
    },
    /// A request to us.
    Request { id: Value, method: String },
    /// Something to know.
    Notification {
        method: String,
        params: Map<String, Value>,
    },
}

/// A JSON-RPC error.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RpcError {
    pub(crate) code: i64,
    pub(crate) message: String,
    pub(crate) data: Option<Value>,
}

/// The messages in a text: one, or an array of them. What is no message at all is left out.
pub(crate) fn parse(text: &[u8]) -> Option<Vec<Message>> {
    let messages: Vec<Message> = match serde_json::from_slice(text).ok()? {
        Value::Array(items) => items.into_iter().filter_map(message).collect(),
        value => message(value).into_iter().collect(),
    };
    (!messages.is_empty()).then_some(messages)
}

fn message(value: Value) -> Option<Message> {
    let Value::Object(mut fields) = value else {
        return None;
    };
    let id = fields.remove("id");
    if let Some(Value::String(method)) = fields.remove("method") {
        let params = object(fields.remove("params"));
        return Some(match id {
            Some(id) if !id.is_null() => Message::Request { id, method },
            _ => Message::Notification { method, params },
        });
    }
    // Some servers answer with the number as a text.
    let id = id.and_then(|id| match id {
        Value::String(text) => text.parse().ok(),
        id => id.as_u64().and_then(|id| id.try_into().ok()),
    });
    if let Some(error) = fields.remove("error") {
        return Some(Message::Response {
            id,
            outcome: Err(rpc_error(error)),
        });
    }
    match fields.remove("result") {
        Some(Value::Object(result)) => Some(Message::Response {
            id,
            outcome: Ok(result),
        }),
        _ => None,
    }
}

fn rpc_error(error: Value) -> RpcError {
    match error {
        Value::Object(mut fields) => RpcError {
            code: fields
                .get("code")
                .and_then(Value::as_i64)
                .unwrap_or_default(),
            message: match fields.remove("message") {
                Some(Value::String(message)) => message,
                _ => "the server gave no reason".into(),
            },
            data: fields.remove("data").filter(|data| !data.is_null()),
        },
        Value::String(message) => RpcError {
            code: 0,
            message,
            data: None,
        },
        other => RpcError {
            code: 0,
            message: other.to_string(),
            data: None,
        },
    }
}

fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// A request to a server.
pub(crate) fn request(id: u32, method: &str, params: Map<String, Value>) -> String {
    let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method});
    if !params.is_empty() {
        message["params"] = Value::Object(params);
    }
    message.to_string()
}

/// Something for a server to know.
pub(crate) fn notification(method: &str, params: Map<String, Value>) -> String {
    let mut message = json!({"jsonrpc": "2.0", "method": method});
    if !params.is_empty() {
        message["params"] = Value::Object(params);
    }
    message.to_string()
}

/// The answer to a request of a server: the only one that needs no capability is `ping`.
pub(crate) fn answer(id: &Value, method: &str) -> String {
    if method == "ping" {
        return json!({"jsonrpc": "2.0", "id": id, "result": {}}).to_string();
    }
    let error = json!({"code": -32601, "message": format!("{method} is not supported here")});
    json!({"jsonrpc": "2.0", "id": id, "error": error}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn messages_of_every_kind_are_told_apart() {
        let text = br#"[{"jsonrpc":"2.0","id":1,"result":{"a":1}}, {"id":"2","error":{"code":-32000,"message":"no","data":null}},
            {"id":null,"error":"plain"}, {"id":"x","method":"ping"}, {"method":"notifications/progress","params":{"progress":1}},
            {"method":"m","params":[1]}, {"id":3}, {"id":3,"result":5}, 7]"#;
        let rpc = |code, message: &str| RpcError {
            code,
            message: message.into(),
            data: None,
        };
        let params = |value: Value| object(Some(value));
        let expected = vec![
            Message::Response {
                id: Some(1),
                outcome: Ok(params(json!({"a": 1}))),
            },
            Message::Response {
                id: Some(2),
                outcome: Err(rpc(-32000, "no")),
            },
            Message::Response {
                id: None,
                outcome: Err(rpc(0, "plain")),
            },
            Message::Request {
                id: json!("x"),
                method: "ping".into(),
            },
            Message::Notification {
                method: "notifications/progress".into(),
                params: params(json!({"progress": 1})),
            },
            Message::Notification {
                method: "m".into(),
                params: Map::new(),
            },
        ];
        assert_eq!(parse(text), Some(expected));
        for none in ["", "{", "null", "[]", "{}", "<html>", "\u{feff}{}"] {
            assert_eq!(parse(none.as_bytes()), None, "{none}");
        }
        assert_eq!(parse("[".repeat(1_000_000).as_bytes()), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(text in r#"[\[\]{}:,]{0,3}("(id|method|params|result|error|code|message)"[\[\]{}:,0-9-]{1,3}){0,9}"#, bytes in prop::collection::vec(any::<u8>(), 0..9)) {
            parse(text.as_bytes());
            parse(&[text.as_bytes(), &bytes].concat());
        }
    }
}
