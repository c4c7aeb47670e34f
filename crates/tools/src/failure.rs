//! Why a call failed, as the Python exception that it becomes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The class of the exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureKind {
    /// The tool ran and failed, or its server refused to run it.
    ToolError,
    /// Not granted here, or not authorised there.
    PermissionError,
    /// Arguments that do not fit; nothing was sent.
    TypeError,
    /// A request that makes no sense; nothing was sent.
    ValueError,
    /// No server or tool of that name.
    LookupError,
    /// No answer in time.
    TimeoutError,
    /// The server cannot be reached, or does not speak as it should.
    ConnectionError,
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The class of the exception.
    #[serde(rename = "type")]
    pub kind: FailureKind,
    /// One sentence.
    pub message: String,
    /// The server's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The tool's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// JSON-RPC or HTTP code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    /// What the server added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<Value>>,
}

impl Failure {
    /// With nothing but a class and a sentence.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            server: None,
            tool: None,
            code: None,
            data: None,
        }
    }

    pub(crate) fn with_code(mut self, code: impl Into<i64>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// The same with the names of server and tool, which a connection does not know.
    #[must_use]
    pub fn of(mut self, server: &str, tool: &str) -> Self {
        self.server = Some(server.to_owned());
        self.tool = Some(tool.to_owned());
        self
    }
}
