//! What was said between a connection and its server, a line of JSON for each step.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use vivarium_tools::{Call, Effect, Failure, Input, LoginStep, Status, ToolResult};

/// One step: something that happened, or what the connection did about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Line {
    // What happened.
    Refresh,
    Call {
        id: u32,
        tool: String,
        arguments: Map<String, Value>,
    },
    Cancel {
        id: u32,
    },
    Reply {
        id: u32,
        responses: Map<String, Value>,
    },
    Response {
        exchange: u32,
        status: u16,
        headers: Vec<(String, String)>,
    },
    Chunk {
        exchange: u32,
        text: String,
    },
    End {
        exchange: u32,
    },
    Failed {
        exchange: u32,
        message: String,
    },
    Close,
    // What was done about it.
    Fetch {
        exchange: u32,
        method: String,
        url: String,
        headers: Vec<(String, String)>,
        body: Value,
    },
    Abort {
        exchange: u32,
    },
    Value {
        id: u32,
        value: ToolResult,
    },
    Error {
        id: u32,
        error: Failure,
    },
    Progress {
        id: u32,
        progress: f64,
        total: Option<f64>,
        message: Option<String>,
    },
    Login {
        address: Option<String>,
    },
    Ask {
        id: u32,
        requests: Map<String, Value>,
    },
    Tools,
    Status(Status),
}

impl Line {
    /// The input that this line is; `None` for what the connection did.
    pub(crate) fn input(&self) -> Option<Input> {
        Some(match self.clone() {
            Self::Refresh => Input::Refresh,
            Self::Call {
                id,
                tool,
                arguments,
            } => Input::Call(Call {
                id,
                tool,
                arguments,
                timeout_ms: None,
            }),
            Self::Cancel { id } => Input::Cancel(id),
            Self::Reply { id, responses } => Input::Reply { id, responses },
            Self::Response {
                exchange,
                status,
                headers,
            } => Input::Response {
                exchange,
                status,
                headers,
            },
            Self::Chunk { exchange, text } => Input::Chunk {
                exchange,
                bytes: text.into_bytes(),
            },
            Self::End { exchange } => Input::End { exchange },
            Self::Failed { exchange, message } => Input::Failed { exchange, message },
            Self::Close => Input::Close,
            _ => return None,
        })
    }
}

impl From<Effect> for Line {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Fetch(fetch) => Self::Fetch {
                exchange: fetch.exchange,
                method: fetch.method,
                url: fetch.url,
                headers: fetch.headers,
                body: fetch.body.map_or(Value::Null, |body| body_of(&body)),
            },
            Effect::Abort(exchange) => Self::Abort { exchange },
            Effect::Answer {
                id,
                outcome: Ok(value),
            } => Self::Value { id, value },
            Effect::Answer {
                id,
                outcome: Err(error),
            } => Self::Error { id, error },
            Effect::Progress {
                id,
                progress,
                total,
                message,
            } => Self::Progress {
                id,
                progress,
                total,
                message,
            },
            Effect::Ask { id, requests } => Self::Ask { id, requests },
            Effect::Login(LoginStep::Begin) => Self::Login { address: None },
            Effect::Login(LoginStep::Visit(address)) => Self::Login {
                address: Some(address),
            },
            Effect::Tools => Self::Tools,
            Effect::Status(status) => Self::Status(status),
        }
    }
}

/// Our own version is not part of what is compared.
fn body_of(body: &str) -> Value {
    let ours = concat!(
        "\"name\":\"vivarium\",\"version\":\"",
        env!("CARGO_PKG_VERSION"),
        "\""
    );
    let body = body.replace(ours, "\"name\":\"vivarium\",\"version\":\"0\"");
    serde_json::from_str(&body).unwrap_or(Value::String(body))
}
