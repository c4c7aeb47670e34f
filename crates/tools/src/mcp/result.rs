//! Results of tools as values that Python has.

use crate::failure::{Failure, FailureKind};
use crate::machine::ToolResult;
use serde_json::{Map, Value};

/// What the result of `tools/call` means. `schema` is the tool's output schema.
pub(crate) fn read(
    mut result: Map<String, Value>,
    schema: Option<&Value>,
) -> Result<ToolResult, Failure> {
    let content = match result.remove("content") {
        Some(Value::Array(content)) => content,
        _ => Vec::new(),
    };
    let structured = result
        .remove("structuredContent")
        .filter(|value| !value.is_null());
    if result.get("isError") == Some(&Value::Bool(true)) {
        let texts: Vec<&str> = content.iter().filter_map(text).collect();
        let message = if texts.is_empty() {
            "the tool failed and gave no reason".into()
        } else {
            texts.join("\n")
        };
        return Err(Failure {
            data: structured.map(Box::new),
            ..Failure::new(FailureKind::ToolError, message)
        });
    }
    if let Some(structured) = structured {
        return Ok(ToolResult::Value(unwrap(structured, schema)));
    }
    Ok(match content.as_slice() {
        [] => ToolResult::Value(Value::Null),
        [only] => match text(only) {
            Some(text) => ToolResult::Value(from_text(text)),
            None => ToolResult::Content(content),
        },
        _ => ToolResult::Content(content),
    })
}

/// JSON that is more than a word becomes its value. A number or `true` stays a text: whether a tool that gives
/// texts gives `str` or `int` must not depend on the text.
fn from_text(text: &str) -> Value {
    if text.trim_start().starts_with(['{', '['])
        && let Ok(value) = serde_json::from_str(text)
    {
        return value;
    }
    Value::String(text.to_owned())
}

fn text(block: &Value) -> Option<&str> {
    if block.get("type")? != "text" {
        return None;
    }
    block.get("text")?.as_str()
}

/// FastMCP wraps what is no object, and marks the schema.
fn unwrap(mut structured: Value, schema: Option<&Value>) -> Value {
    let wrapped =
        schema.and_then(|schema| schema.get("x-fastmcp-wrap-result")) == Some(&Value::Bool(true));
    match structured.get_mut("result") {
        Some(inner) if wrapped => inner.take(),
        _ => structured,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(result: Value) -> Result<ToolResult, Failure> {
        let Value::Object(result) = result else {
            panic!("{result}")
        };
        read(result, None)
    }

    #[test]
    fn the_richest_form_that_is_there_is_taken() {
        let check = |result: Value, expected: Value| {
            assert_eq!(of(result), Ok(ToolResult::Value(expected)));
        };
        check(
            json!({"content": [{"type": "text", "text": "{\"a\": 1}"}], "structuredContent": {"a": 2}}),
            json!({"a": 2}),
        );
        check(
            json!({"content": [{"type": "text", "text": " [1, 2]"}]}),
            json!([1, 2]),
        );
        check(
            json!({"content": [{"type": "text", "text": "[1, 2"}]}),
            json!("[1, 2"),
        );
        check(
            json!({"content": [{"type": "text", "text": "42"}], "structuredContent": null}),
            json!("42"),
        );
        check(json!({"content": []}), Value::Null);
        check(json!({}), Value::Null);
        let image = json!([{"type": "image", "data": "AA==", "mimeType": "image/png"}]);
        assert_eq!(
            of(json!({"content": image})),
            Ok(ToolResult::Content(image.as_array().unwrap().clone()))
        );
    }

    #[test]
    fn a_wrapped_result_is_unwrapped_only_where_the_schema_says_so() {
        let result = || object(&json!({"structuredContent": {"result": [1]}}));
        let object = |schema: Value| read(result(), Some(&schema)).unwrap();
        assert_eq!(
            object(json!({"x-fastmcp-wrap-result": true})),
            ToolResult::Value(json!([1]))
        );
        assert_eq!(object(json!({})), ToolResult::Value(json!({"result": [1]})));
    }

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn an_error_is_no_value() {
        let error = of(json!({"isError": true, "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "structuredContent": {"why": 1}})).unwrap_err();
        assert_eq!(
            (error.kind, error.message.as_str()),
            (FailureKind::ToolError, "a\nb")
        );
        assert_eq!(error.data, Some(Box::new(json!({"why": 1}))));
        assert!(
            of(json!({"isError": true}))
                .unwrap_err()
                .message
                .contains("no reason")
        );
    }
}
