//! A server as the configuration names it.

use crate::secrets;
use serde_json::Value;
use std::fmt;

/// One server, or one origin that programs may ask by themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The name in the file.
    pub name: String,
    /// How it is reached.
    pub kind: ServerKind,
}

/// How a server is reached.
#[derive(Debug, Clone, PartialEq)]
pub enum ServerKind {
    /// An MCP server over streamable HTTP.
    Mcp {
        /// The endpoint.
        url: String,
        /// Sent with every request.
        headers: Headers,
    },
    /// An HTTP interface with an OpenAPI document.
    OpenApi {
        /// Where the document is.
        document: Document,
        /// Base of all requests, instead of the one that the document names.
        server: Option<String>,
        /// Sent with every request.
        headers: Headers,
    },
    /// An origin that `urllib`, `requests` and `httpx` reach.
    Origin {
        /// `https://api.example.com`.
        origin: String,
        /// Sent with every request.
        headers: Headers,
    },
    /// A program that speaks over standard input: nothing a page can start.
    Command(Command),
}

/// An OpenAPI document, or where to fetch it.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// To be fetched.
    Url(String),
    /// Stands in the configuration itself.
    Inline(Value),
}

impl Document {
    /// Where it is fetched from, if it is.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Url(url) => Some(url),
            Self::Inline(_) => None,
        }
    }
}

/// HTTP headers that may hold keys: they never show their values by accident.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(pub Vec<(String, String)>);

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// A server that runs as a program.
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    /// Program and arguments.
    pub words: Vec<String>,
    /// Its environment, which may hold keys.
    pub env: Vec<(String, String)>,
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Command")
            .field(&self.words.first())
            .finish_non_exhaustive()
    }
}

impl Command {
    /// The line for a terminal that makes this server reachable for pages of `origin` at
    /// `http://localhost:{port}/mcp`. Placeholders become variables of the shell.
    pub fn bridge(&self, origin: &str, port: u16) -> String {
        let quote = |text: &str| secrets::for_shell(text);
        let env = self
            .env
            .iter()
            .map(|(name, value)| format!("{name}={}", quote(value)));
        let env: Vec<String> = env.chain([String::new()]).collect();
        let env = env.join(" ");
        let words: Vec<String> = self.words.iter().map(|word| quote(word)).collect();
        let program = secrets::quoted(&words.join(" "));
        let origin = secrets::quoted(origin);
        format!(
            "{env}npx -y supergateway --stdio {program} --outputTransport streamableHttp --port {port} --cors {origin}"
        )
    }
}
