//! Tools without IO: MCP servers, OpenAPI documents and plain HTTP, as programs see them.

mod base64;
mod broker;
mod cassette;
mod catalogue;
mod config;
mod doctor;
mod failure;
mod grants;
mod json;
mod keep;
mod machine;
mod mcp;
mod names;
mod oauth;
mod observed;
mod openapi;
mod request;
mod schema;
mod search;
mod secrets;
mod server;
mod signature;
mod tokens;
mod url;

pub use broker::{Action, Broker, Key, Record};
pub use cassette::{CassetteError, Played, Player, Recorder};
pub use catalogue::{Bound, Catalogue};
pub use config::{Config, ConfigError};
pub use doctor::{Doctor, Heard, Patient, Probe, Step};
pub use failure::{Failure, FailureKind};
pub use grants::{Author, Decision, Policy, QuestionId, Wanted};
pub use machine::{
    Call, CallId, Connection, Effect, ExchangeId, Fetch, Input, LoginStep, Options, Status, Tool,
    ToolResult,
};
pub use request::{Answer, CallRequest, HttpRequest, HttpResponse, Request, answer_json};
pub use secrets::Secret;
pub use server::{Command, Document, Headers, Server, ServerKind};
pub use tokens::estimate as estimate_tokens;
pub use url::origin;
