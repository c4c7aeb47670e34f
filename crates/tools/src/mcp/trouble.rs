//! What can go wrong between a request and its answer, in sentences.

use super::rpc::RpcError;
use crate::failure::{Failure, FailureKind};

/// Why a request has no result.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trouble {
    /// The server says no; with the HTTP status it came under.
    Rpc {
        error: RpcError,
        status: u16,
    },
    /// An answer without JSON-RPC in it.
    Http {
        status: u16,
        content_type: String,
        start: String,
    },
    /// No answer; the sentence says why.
    Network(String),
    /// The stream ended before the answer.
    NoAnswer,
    /// The user has not logged in; the sentence says why.
    NoLogin(String),
    Timeout(u32),
    TooBig(usize),
    /// Understood, but not what was asked for.
    Unusable(String),
}

/// The version of the protocol is not among the server's.
pub(crate) const UNSUPPORTED_VERSION: i64 = -32022;

impl Trouble {
    pub(crate) fn http(status: u16, content_type: &str, body: &[u8]) -> Self {
        let start = String::from_utf8_lossy(&body[..body.len().min(400)]);
        let start: String = start
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(120)
            .collect();
        Self::Http {
            status,
            content_type: content_type.to_owned(),
            start,
        }
    }

    /// Whether the server refused whoever asks, whatever was asked.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Http {
                status: 401 | 403,
                ..
            } | Self::Rpc {
                status: 401 | 403,
                ..
            }
        )
    }

    /// Whether the server wants to know who asks.
    pub(crate) fn is_login(&self) -> bool {
        matches!(
            self,
            Self::Http { status: 401, .. } | Self::Rpc { status: 401, .. }
        )
    }

    /// Whether a session that the request named is no more.
    pub(crate) fn is_expired_session(&self) -> bool {
        match self {
            Self::Http { status, start, .. } => {
                *status == 404 || *status == 400 && mentions_session(start)
            }
            Self::Rpc { error, status } => {
                *status == 404 || *status == 400 && mentions_session(&error.message)
            }
            _ => false,
        }
    }

    /// What a server of sessions says to who names none.
    pub(crate) fn is_missing_session(&self) -> bool {
        matches!(
            self,
            Self::Http {
                status: 400 | 404 | 422,
                ..
            } | Self::Rpc {
                status: 400 | 404 | 422,
                ..
            }
        )
    }

    pub(crate) fn is_unsupported_version(&self) -> bool {
        matches!(self, Self::Rpc { error, .. } if error.code == UNSUPPORTED_VERSION)
    }

    pub(crate) fn failure(self) -> Failure {
        use FailureKind::{ConnectionError, TimeoutError, ToolError};
        match self {
            Self::Rpc {
                status: status @ (401 | 403),
                error,
            } => refused(status, &error.message),
            Self::Rpc { error, .. } => {
                let failure = Failure::new(ToolError, error.message).with_code(error.code);
                Failure {
                    data: error.data.map(Box::new),
                    ..failure
                }
            }
            Self::Http {
                status: status @ (401 | 403),
                start,
                ..
            } => refused(status, &start),
            Self::Http {
                status,
                content_type,
                start,
            } => {
                let kind = content_type.split(';').next().unwrap_or_default();
                let kind = if kind.is_empty() {
                    "no content type"
                } else {
                    kind
                };
                let start = if start.is_empty() {
                    String::new()
                } else {
                    format!(": {start}")
                };
                let what = match status {
                    _ if kind == "text/html" && !(500..).contains(&status) => format!(
                        "the server answered with a web page (status {status}), not MCP: is this the address of its MCP \
                         endpoint, often …/mcp?"
                    ),
                    405 => "the server takes no POST at this address (405); is it the MCP endpoint, often …/mcp?".into(),
                    404 => "the server has nothing at this address (404); is it the MCP endpoint, often …/mcp?".into(),
                    429 => format!("the server wants fewer requests (429){start}"),
                    500.. => format!("the server failed ({status}){start}"),
                    _ => format!("the server did not answer in JSON-RPC (status {status}, {kind}){start}"),
                };
                Failure::new(ConnectionError, what).with_code(status)
            }
            Self::NoAnswer => Failure::new(
                ConnectionError,
                "the server's stream ended before its answer",
            ),
            Self::Timeout(ms) => {
                let seconds = f64::from(ms) / 1000.0;
                Failure::new(
                    TimeoutError,
                    format!("the server did not answer within {seconds} s"),
                )
            }
            Self::TooBig(limit) => {
                let message = format!(
                    "the server's answer is larger than {} MB; ask for less",
                    limit >> 20
                );
                Failure::new(ConnectionError, message)
            }
            Self::NoLogin(message) => {
                Failure::new(FailureKind::PermissionError, message).with_code(401)
            }
            Self::Network(message) | Self::Unusable(message) => {
                Failure::new(ConnectionError, message)
            }
        }
    }
}

fn mentions_session(text: &str) -> bool {
    text.to_ascii_lowercase().contains("session")
}

fn refused(status: u16, why: &str) -> Failure {
    let why = if why.is_empty() {
        String::new()
    } else {
        format!(": {why}")
    };
    let message = if status == 401 {
        format!(
            "the server wants to know who asks (401){why}; give it a key as \"Authorization\" in its \"headers\""
        )
    } else if why.to_ascii_lowercase().contains("origin") {
        format!(
            "the server takes no requests from pages of this origin (403){why}; let it: allowed_origins=[…] in FastMCP, \
             .with_allowed_origins([…]) in rmcp"
        )
    } else {
        format!("the server does not allow this (403){why}")
    };
    Failure::new(FailureKind::PermissionError, message).with_code(status)
}
