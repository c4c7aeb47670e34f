//! Tools without IO: MCP servers, OpenAPI documents and plain HTTP, as programs see them.

mod config;
mod json;
mod secrets;
mod url;

pub use config::{Command, Config, ConfigError, Document, Headers, Server, ServerKind};
pub use secrets::Secret;
pub use url::origin;
