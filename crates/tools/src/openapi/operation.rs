//! One operation: from arguments to a request, and from a response to a value.

use super::arguments::is_json;
use crate::base64;
use crate::failure::{Failure, FailureKind};
use crate::machine::ToolResult;
use crate::url::encode;
use serde_json::{Map, Value, json};

/// How one operation is called.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Body,
}

/// Where one argument goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameter {
    /// Its name among the tool's arguments.
    pub(super) argument: String,
    pub(super) name: String,
    pub(super) place: Place,
    /// Its value is written as JSON.
    pub(super) json: bool,
    /// `name[key]=value`
    pub(super) deep: bool,
    /// One `name=value` for each item of an array.
    pub(super) explode: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    None,
    /// One argument is the body.
    Whole {
        mime: String,
        argument: String,
    },
    /// Some arguments are its fields.
    Fields {
        mime: String,
        names: Vec<String>,
    },
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Prepared {
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
}

impl Operation {
    /// The request for these arguments.
    pub(super) fn prepare(
        &self,
        base: &str,
        arguments: &Map<String, Value>,
    ) -> Result<Prepared, Failure> {
        let mut path = self.path.clone();
        let mut query: Vec<String> = Vec::new();
        let mut headers = vec![(
            "Accept".to_owned(),
            "application/json, */*;q=0.5".to_owned(),
        )];
        for parameter in &self.parameters {
            let Some(value) = arguments.get(&parameter.argument) else {
                continue;
            };
            match parameter.place {
                Place::Path => {
                    let text = parameter.text(value);
                    // An empty or dotted part would be another path.
                    if matches!(text.as_str(), "" | "." | "..") {
                        let message = format!(
                            "argument '{}' cannot be {text:?}, as it is part of the address",
                            parameter.argument
                        );
                        return Err(Failure::new(FailureKind::ValueError, message));
                    }
                    path = path.replace(&format!("{{{}}}", parameter.name), &encode(&text));
                }
                Place::Query => query.extend(parameter.pairs(value)),
                Place::Header => {
                    let text = parameter.text(value);
                    if text.chars().any(|c| c.is_control() || c as u32 > 255) {
                        let message = format!(
                            "argument '{}' goes into an HTTP header, which is one line of Latin characters",
                            parameter.argument
                        );
                        return Err(Failure::new(FailureKind::ValueError, message));
                    }
                    headers.push((parameter.name.clone(), text));
                }
            }
        }
        let body = self.body(arguments, &mut headers);
        let mut url = format!("{base}{path}");
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query.join("&"));
        }
        Ok(Prepared { url, headers, body })
    }

    fn body(
        &self,
        arguments: &Map<String, Value>,
        headers: &mut Vec<(String, String)>,
    ) -> Option<String> {
        let (mime, value) = match &self.body {
            Body::None => return None,
            Body::Whole { mime, argument } => (mime, arguments.get(argument)?.clone()),
            Body::Fields { mime, names } => {
                let fields: Map<String, Value> = names
                    .iter()
                    .filter_map(|name| Some((name.clone(), arguments.get(name)?.clone())))
                    .collect();
                (mime, Value::Object(fields))
            }
        };
        let multipart = mime.starts_with("multipart/");
        let (mime, body) = match value {
            value if is_json(mime) => (mime.clone(), value.to_string()),
            Value::Object(fields) if multipart => {
                let boundary = "----vivarium-form-6f1b8a52";
                let part = |(name, value): (&String, &Value)| {
                    format!(
                        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n",
                        encode(name),
                        plain(value)
                    )
                };
                (
                    format!("multipart/form-data; boundary={boundary}"),
                    fields
                        .iter()
                        .map(part)
                        .chain([format!("--{boundary}--\r\n")])
                        .collect(),
                )
            }
            Value::Object(fields) => {
                let pairs: Vec<String> = fields
                    .iter()
                    .flat_map(|(name, value)| exploded(name, value))
                    .collect();
                (mime.clone(), pairs.join("&"))
            }
            value => (mime.clone(), plain(&value)),
        };
        headers.push(("Content-Type".into(), mime));
        Some(body)
    }
}

impl Parameter {
    fn text(&self, value: &Value) -> String {
        if self.json {
            value.to_string()
        } else {
            plain(value)
        }
    }

    fn pairs(&self, value: &Value) -> Vec<String> {
        let pair = |name: &str, text: &str| format!("{}={}", encode(name), encode(text));
        match value {
            _ if self.json => vec![pair(&self.name, &value.to_string())],
            Value::Null => Vec::new(),
            Value::Object(fields) if self.deep => fields
                .iter()
                .map(|(key, value)| pair(&format!("{}[{key}]", self.name), &plain(value)))
                .collect(),
            Value::Object(fields) if self.explode => fields
                .iter()
                .map(|(key, value)| pair(key, &plain(value)))
                .collect(),
            Value::Array(_) if self.explode => exploded(&self.name, value),
            _ => vec![pair(&self.name, &plain(value))],
        }
    }
}

fn exploded(name: &str, value: &Value) -> Vec<String> {
    let pair = |value: &Value| format!("{}={}", encode(name), encode(&plain(value)));
    match value {
        Value::Array(items) => items.iter().map(pair).collect(),
        Value::Null => Vec::new(),
        value => vec![pair(value)],
    }
}

/// A value as it stands in an address: texts without quotes, arrays with commas.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// What a response means.
pub(super) fn result(
    status: u16,
    mime: &str,
    url: &str,
    body: &[u8],
) -> Result<ToolResult, Failure> {
    let json: Option<Value> = is_json(mime)
        .then(|| serde_json::from_slice(body).ok())
        .flatten();
    if status >= 400 {
        return Err(failure(status, json, body));
    }
    if body.is_empty() {
        return Ok(ToolResult::Value(Value::Null));
    }
    if let Some(value) = json {
        return Ok(ToolResult::Value(value));
    }
    if let (Ok(text), false) = (
        std::str::from_utf8(body),
        mime.starts_with("image/") && !mime.starts_with("image/svg"),
    ) {
        return Ok(ToolResult::Value(text.into()));
    }
    let mime = mime.split(';').next().unwrap_or_default().trim();
    let data = base64::encode(body);
    Ok(ToolResult::Content(vec![
        if mime.starts_with("image/") || mime.starts_with("audio/") {
            json!({"type": &mime[..5], "mimeType": mime, "data": data})
        } else {
            json!({"type": "resource", "resource": {"uri": url, "mimeType": mime, "blob": data}})
        },
    ]))
}

fn failure(status: u16, json: Option<Value>, body: &[u8]) -> Failure {
    let said = json.as_ref().and_then(|json| {
        ["detail", "message", "error_description", "error", "title"]
            .iter()
            .find_map(|key| json.get(key))
    });
    let said = match said {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::from_utf8_lossy(&body[..body.len().min(300)])
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    };
    let said: String = said.chars().take(500).collect();
    let kind = if matches!(status, 401 | 403) {
        FailureKind::PermissionError
    } else {
        FailureKind::ToolError
    };
    let message = if said.is_empty() {
        format!("the server answered with status {status}")
    } else {
        format!("{said} (status {status})")
    };
    Failure {
        data: json.map(Box::new),
        ..Failure::new(kind, message).with_code(status)
    }
}
