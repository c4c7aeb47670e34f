//! Tools without IO: MCP servers, OpenAPI documents and plain HTTP, as programs see them.

mod config;
mod failure;
mod json;
mod machine;
mod mcp;
mod secrets;
mod server;
mod url;

pub use config::{Config, ConfigError};
pub use failure::{Failure, FailureKind};
pub use machine::{
    Call, CallId, Connection, Effect, ExchangeId, Fetch, Input, Options, Status, Tool, ToolResult,
};
pub use secrets::Secret;
pub use server::{Command, Document, Headers, Server, ServerKind};
pub use url::origin;
