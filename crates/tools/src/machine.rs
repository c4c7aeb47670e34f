//! What a connection to one server takes and gives: requests to send and answers, but no IO of its own.
//!
//! The owner sends each [`Effect::Fetch`] and feeds back what comes of it: [`Input::Response`], then any number of
//! [`Input::Chunk`], then [`Input::End`]; or [`Input::Failed`] at any point. Each [`Input::Call`] is answered by
//! **exactly one** [`Effect::Answer`] with the same id, unless it is cancelled, which is answered by nothing.
//! Times are milliseconds on any clock that does not go back.

use crate::failure::{Failure, FailureKind};
use crate::mcp;
use crate::openapi;
use crate::server::{Server, ServerKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Number of an HTTP exchange within one connection.
pub type ExchangeId = u32;
/// Number of a call, chosen by whoever makes it.
pub type CallId = u32;

/// What happens to a connection.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// List the tools again (and connect, if that is still to be done).
    Refresh,
    /// Call a tool by the server's own name for it. Connects first where that is still to be done.
    Call(Call),
    /// Nobody waits for this call any more.
    Cancel(CallId),
    /// The answer to [`Effect::Ask`].
    Reply {
        /// The call that asked.
        id: CallId,
        /// For each of its requests, by the same key, the result.
        responses: Map<String, Value>,
    },
    /// The answer to [`LoginStep::Begin`].
    Login {
        /// Where the user is to come back to.
        redirect: String,
        /// At least 43 letters and digits that nobody can guess.
        random: String,
    },
    /// The answer to [`LoginStep::Visit`]: the address that the user came back to, or nothing.
    Returned(Option<String>),
    /// Status and headers of a response have arrived.
    Response {
        /// Which exchange.
        exchange: ExchangeId,
        /// HTTP status.
        status: u16,
        /// Names in any case.
        headers: Vec<(String, String)>,
    },
    /// A part of the body has arrived.
    Chunk {
        /// Which exchange.
        exchange: ExchangeId,
        /// Any bytes, in any cut.
        bytes: Vec<u8>,
    },
    /// The body has come to its end.
    End {
        /// Which exchange.
        exchange: ExchangeId,
    },
    /// The exchange failed, before the response or within it.
    Failed {
        /// Which exchange.
        exchange: ExchangeId,
        /// Why, in one sentence with the way out.
        message: String,
    },
    /// The time of [`Connection::deadline`] has come.
    Tick,
    /// The connection is no longer needed.
    Close,
}

/// One call of a tool.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Chosen by the caller; no two at the same time are equal.
    pub id: CallId,
    /// The server's own name of the tool.
    pub tool: String,
    /// Its arguments, by the names in its schema.
    pub arguments: Map<String, Value>,
    /// Milliseconds until it is given up; `None` is the default of [`Options`].
    pub timeout_ms: Option<u32>,
}

/// What is to be done for a connection.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Send this request, without credentials.
    Fetch(Fetch),
    /// Give up this exchange; nothing about it is wanted any more.
    Abort(ExchangeId),
    /// A call has ended.
    Answer {
        /// Which call.
        id: CallId,
        /// What came of it.
        outcome: Result<ToolResult, Failure>,
    },
    /// A call is under way.
    Progress {
        /// Which call.
        id: CallId,
        /// How much is done.
        progress: f64,
        /// How much there is to do, where that is known.
        total: Option<f64>,
        /// What is being done.
        message: Option<String>,
    },
    /// A call needs something from the user before it can go on; answered by [`Input::Reply`].
    Ask {
        /// Which call.
        id: CallId,
        /// Key → what is wanted: `{method: "elicitation/create", params: {message, requestedSchema}}`.
        requests: Map<String, Value>,
    },
    /// The server wants to know who asks.
    Login(LoginStep),
    /// [`Connection::tools`] has changed.
    Tools,
    /// The state of the connection has changed.
    Status(Status),
}

/// What a login needs of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginStep {
    /// To be told [`Input::Login`].
    Begin,
    /// To send the user to this address, and to tell [`Input::Returned`].
    Visit(String),
}

/// A request to send.
#[derive(Clone, PartialEq)]
pub struct Fetch {
    /// Names what comes back.
    pub exchange: ExchangeId,
    /// `GET`, `POST`, …
    pub method: String,
    /// Absolute, or a path on the page's own server.
    pub url: String,
    /// All that are to be sent; they may hold keys.
    pub headers: Vec<(String, String)>,
    /// The body, if any.
    pub body: Option<String>,
    /// It carries the configuration's keys, which no redirect may take elsewhere.
    pub keyed: bool,
}

impl std::fmt::Debug for Fetch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Fetch")
            .field("exchange", &self.exchange)
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &names)
            .field("body", &self.body)
            .field("keyed", &self.keyed)
            .finish()
    }
}

/// State of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Status {
    /// Nothing has been asked of it yet.
    Idle,
    /// On the way.
    Connecting,
    /// It has listed its tools.
    Ready {
        /// What it speaks: an MCP version, or `OpenAPI 3.1.0`.
        protocol: String,
        /// Its own name and version.
        title: String,
        /// What it tells its users.
        instructions: Option<String>,
    },
    /// It cannot be used; a call or a refresh tries again.
    Failed {
        /// Why, in one sentence with the way out.
        message: String,
        /// What a program that needs it sees.
        kind: FailureKind,
    },
}

/// A tool as its server describes it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Tool {
    /// The server's own name for it.
    pub name: String,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// JSON schema of its arguments, an object.
    pub input_schema: Value,
    /// JSON schema of its result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_schema: Option<Value>,
    /// `readOnlyHint` and its like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Value>,
}

impl Tool {
    /// Whether it says that it changes nothing.
    pub fn is_read_only(&self) -> bool {
        let hint = self
            .annotations
            .as_ref()
            .and_then(|hints| hints.get("readOnlyHint"));
        hint == Some(&Value::Bool(true))
    }
}

/// What a call gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ToolResult {
    /// A value that Python has: structured content, JSON, or a text.
    Value(Value),
    /// Several texts, or pictures, sounds, links and resources among them, as MCP describes them.
    Content(Vec<Value>),
}

/// What a connection may use up, and what its owner can do for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Bytes of one reply.
    pub reply_bytes: usize,
    /// Number of tools.
    pub tools: usize,
    /// Milliseconds of one exchange while connecting.
    pub connect_ms: u32,
    /// Milliseconds without progress of one call that names no time of its own.
    pub call_ms: u32,
    /// Whether [`Effect::Ask`] reaches somebody.
    pub can_ask: bool,
    /// Whether [`Effect::Login`] does.
    pub can_log_in: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            reply_bytes: 16 << 20,
            tools: 2000,
            connect_ms: 20_000,
            call_ms: 60_000,
            can_ask: false,
            can_log_in: false,
        }
    }
}

/// A connection to one server.
#[derive(Debug)]
pub enum Connection {
    /// To an MCP server.
    Mcp(mcp::Client),
    /// To an HTTP interface with an OpenAPI document.
    OpenApi(openapi::Client),
}

impl Connection {
    /// To a server whose placeholders are filled. `None`: there is nothing to connect to (an origin, a command).
    pub fn new(server: &Server, options: Options) -> Option<Self> {
        Some(match &server.kind {
            ServerKind::Mcp { url, headers } => {
                Self::Mcp(mcp::Client::new(url, &headers.0, options))
            }
            ServerKind::OpenApi {
                document,
                server,
                headers,
            } => Self::OpenApi(openapi::Client::new(
                document,
                server.as_deref(),
                &headers.0,
                options,
            )),
            ServerKind::Origin { .. } | ServerKind::Command(_) => {
                return None;
            }
        })
    }

    /// Something has happened: what is to be done now, in this order.
    pub fn input(&mut self, now: u64, input: Input) -> Vec<Effect> {
        match self {
            Self::Mcp(client) => client.input(now, input),
            Self::OpenApi(client) => client.input(now, input),
        }
    }

    /// When [`Input::Tick`] is wanted.
    pub fn deadline(&self) -> Option<u64> {
        match self {
            Self::Mcp(client) => client.deadline(),
            Self::OpenApi(client) => client.deadline(),
        }
    }

    /// The tools that the server has listed.
    pub fn tools(&self) -> &[Tool] {
        match self {
            Self::Mcp(client) => client.tools(),
            Self::OpenApi(client) => client.tools(),
        }
    }

    /// How it stands.
    pub fn status(&self) -> &Status {
        match self {
            Self::Mcp(client) => client.status(),
            Self::OpenApi(client) => client.status(),
        }
    }
}
