//! What a program asks of the page, and what it is answered: JSON that crosses the sandbox's wall.

use crate::failure::{Failure, FailureKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A request of a program. Programs are not trusted: anything may be in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// `{"kind": "servers"}`: names, titles and states.
    Servers,
    /// `{"kind": "tools", "server": …}`: names and first sentences, cheap for 500 tools.
    Tools {
        /// By its own or its Python name.
        server: String,
    },
    /// `{"kind": "describe", "server": …, "tool": …}`: all that there is to know about one tool.
    Describe {
        /// By its own or its Python name.
        server: String,
        /// By its own or its Python name.
        tool: String,
    },
    /// `{"kind": "search", "query": …, "server"?: …, "limit"?: …}`
    Search {
        /// Words.
        query: String,
        /// Only tools of this one.
        server: Option<String>,
        /// How many at most.
        limit: usize,
    },
    /// `{"kind": "call", "server": …, "tool": …, "positional"?: […], "arguments"?: {…}, "timeout"?: seconds}`
    Call(CallRequest),
    /// `{"kind": "http", "method": …, "url": …, "headers"?: [[name, value]…], "body"?: base64, "timeout"?: seconds,
    /// "stream"?: true}`
    Http(HttpRequest),
    /// `{"kind": "read", "stream": …, "timeout"?: seconds}`: the next piece of a stream in base64, `null` at its end.
    Read {
        /// Its name.
        stream: String,
        /// Milliseconds.
        timeout_ms: Option<u32>,
    },
    /// `{"kind": "close", "stream": …}`: the rest of it is not wanted.
    Close {
        /// Its name.
        stream: String,
    },
}

/// A call as the program wrote it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CallRequest {
    /// By its own or its Python name.
    pub server: String,
    /// By its own or its Python name.
    pub tool: String,
    /// Arguments without names.
    pub positional: Vec<Value>,
    /// Arguments by their own or their Python names.
    pub arguments: Map<String, Value>,
    /// Milliseconds.
    pub timeout_ms: Option<u32>,
}

/// An HTTP request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HttpRequest {
    /// In capital letters.
    pub method: String,
    /// Absolute.
    pub url: String,
    /// In the order given.
    pub headers: Vec<(String, String)>,
    /// In base64.
    pub body: Option<String>,
    /// Milliseconds.
    pub timeout_ms: Option<u32>,
    /// It carries the configuration's keys, which no redirect may take elsewhere.
    pub keyed: bool,
    /// The program reads the body piece by piece.
    pub stream: bool,
}

/// The value of an answer to [`Request::Http`], whatever its status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// 200, 404, …
    pub status: u16,
    /// `Not Found`; empty under HTTP/2.
    pub reason: String,
    /// After redirects.
    pub url: String,
    /// Those that the browser shows.
    pub headers: Vec<(String, String)>,
    /// In base64; empty if it is a stream.
    pub body: String,
    /// The name of a stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
}

/// What a request is answered: `{"ok": value}` or `{"error": {…}}`.
pub type Answer = Result<Value, Failure>;

/// An answer as JSON.
pub fn answer_json(answer: &Answer) -> String {
    match answer {
        Ok(value) => json!({"ok": value}),
        Err(failure) => json!({"error": failure}),
    }
    .to_string()
}

const DEFAULT_LIMIT: usize = 10;
/// Most tools that a search finds.
pub(crate) const MAX_LIMIT: usize = 100;

impl Request {
    /// Read a request.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let Ok(Value::Object(mut fields)) = serde_json::from_str(text) else {
            return Err(refuse("a request is a JSON object"));
        };
        let mut fields = Fields(&mut fields);
        let kind = fields.text("kind")?;
        Ok(match kind.as_str() {
            "servers" => Self::Servers,
            "tools" => Self::Tools {
                server: fields.text("server")?,
            },
            "describe" => Self::Describe {
                server: fields.text("server")?,
                tool: fields.text("tool")?,
            },
            "search" => Self::Search {
                query: fields.text("query")?,
                server: fields.optional_text("server")?,
                limit: match fields.take("limit") {
                    None => DEFAULT_LIMIT,
                    Some(limit) => {
                        let limit = limit
                            .as_u64()
                            .ok_or_else(|| refuse("\"limit\" must be a positive whole number"))?;
                        usize::try_from(limit).unwrap_or(MAX_LIMIT).min(MAX_LIMIT)
                    }
                },
            },
            "call" => Self::Call(CallRequest {
                server: fields.text("server")?,
                tool: fields.text("tool")?,
                positional: match fields.take("positional") {
                    None => Vec::new(),
                    Some(Value::Array(items)) => items,
                    Some(_) => return Err(refuse("\"positional\" must be an array")),
                },
                arguments: match fields.take("arguments") {
                    None => Map::new(),
                    Some(Value::Object(arguments)) => arguments,
                    Some(_) => return Err(refuse("\"arguments\" must be an object")),
                },
                timeout_ms: fields.milliseconds("timeout")?,
            }),
            "http" => Self::Http(HttpRequest {
                method: method(&fields.text("method")?)?,
                url: fields.text("url")?,
                headers: fields.headers()?,
                body: fields.optional_text("body")?,
                timeout_ms: fields.milliseconds("timeout")?,
                keyed: false,
                stream: fields.take("stream") == Some(Value::Bool(true)),
            }),
            "read" => Self::Read {
                stream: fields.text("stream")?,
                timeout_ms: fields.milliseconds("timeout")?,
            },
            "close" => Self::Close {
                stream: fields.text("stream")?,
            },
            other => return Err(refuse(format!("there is no request of kind {other:?}"))),
        })
    }
}

fn refuse(message: impl Into<String>) -> Failure {
    Failure::new(FailureKind::ValueError, message)
}

fn method(text: &str) -> Result<String, Failure> {
    let method = text.to_ascii_uppercase();
    let token = !method.is_empty()
        && method.len() <= 20
        && method
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'-');
    if !token {
        return Err(refuse(format!("{text:?} is no HTTP method")));
    }
    if ["CONNECT", "TRACE", "TRACK"].contains(&method.as_str()) {
        return Err(refuse(format!("browsers do not send {method} requests")));
    }
    Ok(method)
}

struct Fields<'a>(&'a mut Map<String, Value>);

impl Fields<'_> {
    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    fn text(&mut self, name: &str) -> Result<String, Failure> {
        self.optional_text(name)?
            .ok_or_else(|| refuse(format!("{name:?} is missing")))
    }

    fn optional_text(&mut self, name: &str) -> Result<Option<String>, Failure> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(refuse(format!("{name:?} must be a text"))),
        }
    }

    fn milliseconds(&mut self, name: &str) -> Result<Option<u32>, Failure> {
        match self.take(name) {
            None => Ok(None),
            Some(value) => match value.as_f64() {
                Some(seconds) if seconds > 0.0 => Ok(Some((seconds * 1000.0).ceil() as u32)),
                _ => Err(refuse(format!(
                    "{name:?} must be a positive number of seconds"
                ))),
            },
        }
    }

    fn headers(&mut self) -> Result<Vec<(String, String)>, Failure> {
        let wrong = || refuse("\"headers\" must be an array of [name, value]");
        let items = match self.take("headers") {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(wrong()),
        };
        let pair = |item: &Value| {
            Some((
                item.get(0)?.as_str()?.to_owned(),
                item.get(1)?.as_str()?.to_owned(),
            ))
        };
        let pairs: Option<Vec<_>> = items.iter().map(pair).collect();
        let pairs = pairs.ok_or_else(wrong)?;
        for (name, value) in &pairs {
            let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
            if name.is_empty()
                || !name.chars().all(token)
                || value
                    .chars()
                    .any(|c| c.is_control() && c != '\t' || c as u32 > 255)
            {
                return Err(refuse(format!(
                    "{name:?} is no HTTP header, or its value is more than one line of Latin characters"
                )));
            }
        }
        Ok(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn requests_are_read() {
        let read = |value: Value| Request::parse(&value.to_string()).unwrap();
        assert_eq!(
            read(json!({"kind": "servers", "more": 1})),
            Request::Servers
        );
        assert_eq!(
            read(
                json!({"kind": "search", "query": "q", "limit": 10_000_000_000_u64, "server": null})
            ),
            Request::Search {
                query: "q".into(),
                server: None,
                limit: MAX_LIMIT
            }
        );
        let Request::Call(call) = read(
            json!({"kind": "call", "server": "s", "tool": "t", "positional": [1], "timeout": 0.0001}),
        ) else {
            panic!()
        };
        assert_eq!((call.positional.len(), call.timeout_ms), (1, Some(1)));
        let Request::Http(http) =
            read(json!({"kind": "http", "method": "get", "url": "u", "headers": [["A", "b"]]}))
        else {
            panic!()
        };
        assert_eq!((http.method.as_str(), http.headers.len()), ("GET", 1));
    }

    #[test]
    fn requests_that_nobody_would_make_are_refused() {
        for value in [
            json!([]),
            json!({}),
            json!({"kind": 5}),
            json!({"kind": "rm"}),
            json!({"kind": "tools"}),
            json!({"kind": "tools", "server": {}}),
            json!({"kind": "call", "server": "s", "tool": "t", "arguments": []}),
            json!({"kind": "call", "server": "s", "tool": "t", "positional": {}}),
            json!({"kind": "call", "server": "s", "tool": "t", "timeout": -1}),
            json!({"kind": "search", "query": "q", "limit": -1}),
            json!({"kind": "http", "method": "GET /\r\n", "url": ""}),
            json!({"kind": "http", "method": "TRACE", "url": ""}),
            json!({"kind": "http", "method": "GET", "url": "", "headers": [["A", "b\r\nC: d"]]}),
            json!({"kind": "http", "method": "GET", "url": "", "headers": [["A:", ""]]}),
            json!({"kind": "http", "method": "GET", "url": "", "headers": [["A"]]}),
            json!({"kind": "http", "method": "GET", "url": "", "headers": {"A": "b"}}),
        ] {
            let failure = Request::parse(&value.to_string()).unwrap_err();
            assert_eq!(failure.kind, FailureKind::ValueError, "{value}");
        }
        assert!(Request::parse(&"[".repeat(1_000_000)).is_err());
        assert!(Request::parse("{\"kind\": \"servers\"").is_err());
    }

    #[test]
    fn answers_are_ok_or_error() {
        assert_eq!(answer_json(&Ok(json!([1]))), r#"{"ok":[1]}"#);
        let failure = Failure::new(FailureKind::TimeoutError, "late")
            .of("s", "t")
            .with_code(5);
        assert_eq!(
            answer_json(&Err(failure)),
            r#"{"error":{"type":"TimeoutError","message":"late","server":"s","tool":"t","code":5}}"#
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(kind in "servers|tools|call|http|search|describe", text in r#"("(server|tool|query|limit|timeout|headers|method|url|arguments)":("a"|1e999|-1|\[\["a","b"\]\]|\{\}|null),){0,6}"#) {
            let _ = Request::parse(&format!("{{{text}\"kind\":\"{kind}\"}}"));
            let _ = Request::parse(&text);
        }
    }
}
