//! The JSON file that names servers, in every dialect in use, and what is wrong with it, by line and key.

use crate::json::{self, Key, Node};
use crate::secrets::{self, Secret};
use crate::server::{Command, Document, Headers, Server, ServerKind};
use crate::url;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Why a configuration cannot be used; one sentence with line, column and key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("Line {line}, column {column}{}: {message}.", if path.is_empty() { String::new() } else { format!(", at {path}") })]
pub struct ConfigError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Keys from the outermost to the one in question: `mcpServers.github.url`.
    pub path: String,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// What a configuration says; placeholders are still in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// In the order of the file; no two have the same name.
    pub servers: Vec<Server>,
    /// What has to be asked for before [`Config::fill`].
    pub secrets: Vec<Secret>,
    /// Sentences for the reader of the file about what was understood otherwise than it may have been meant.
    pub warnings: Vec<String>,
}

impl Config {
    /// Read a file in any of the dialects.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let root =
            json::parse(text).map_err(|error| place(text, error.offset, "", error.message))?;
        let mut reader = Reader {
            text,
            config: Self::default(),
            inputs: BTreeMap::new(),
        };
        reader.root(&root)?;
        let Reader {
            mut config, inputs, ..
        } = reader;
        config.secrets = secrets::of(&config.servers, &inputs);
        Ok(config)
    }

    /// Add the servers of another file after these; a name that is taken gets a number.
    pub fn extend(&mut self, other: Self) {
        self.warnings.extend(other.warnings);
        for server in other.servers {
            self.add(server);
        }
        for secret in other.secrets {
            if self.secrets.iter().all(|known| known.name != secret.name) {
                self.secrets.push(secret);
            }
        }
    }

    /// The servers with their placeholders replaced; the names that `values` lacks, when there are any.
    pub fn fill(&self, values: &BTreeMap<String, String>) -> Result<Vec<Server>, Vec<String>> {
        let mut missing = BTreeSet::new();
        let filled = self
            .servers
            .iter()
            .map(|server| secrets::fill(server, values, &mut missing))
            .collect();
        if missing.is_empty() {
            Ok(filled)
        } else {
            Err(missing.into_iter().collect())
        }
    }

    fn add(&mut self, mut server: Server) {
        let taken = |name: &str| self.servers.iter().any(|other| other.name == name);
        if taken(&server.name) {
            let mut number = 2;
            let mut free = format!("{}_{number}", server.name);
            while taken(&free) {
                number += 1;
                free = format!("{}_{number}", server.name);
            }
            let warning = format!(
                "There are two servers named {}; the later one is {free} here.",
                server.name
            );
            self.warnings.push(warning);
            server.name = free;
        }
        self.servers.push(server);
    }
}

fn place(text: &str, offset: usize, path: &str, message: impl Into<String>) -> ConfigError {
    let (line, column) = json::position(text, offset);
    ConfigError {
        line,
        column,
        path: path.into(),
        message: message.into(),
    }
}

struct Reader<'a> {
    text: &'a str,
    config: Config,
    /// Descriptions of VS Code's inputs, by id.
    inputs: BTreeMap<String, String>,
}

/// Keys of an entry that say how it is reached.
const URL_KEYS: &[&str] = &["url", "serverUrl", "httpUrl"];

impl Reader<'_> {
    fn error<T>(
        &self,
        node: &Node,
        path: &str,
        message: impl Into<String>,
    ) -> Result<T, ConfigError> {
        Err(place(self.text, node.offset, path, message))
    }

    fn root(&mut self, root: &Node) -> Result<(), ConfigError> {
        if root.as_array().is_some() {
            return self.origins(root, "");
        }
        let Some(members) = root.as_object() else {
            return self.error(
                root,
                "",
                format!(
                    "an object with \"mcpServers\" was expected, not {}",
                    root.kind_name()
                ),
            );
        };
        // VS Code's settings.json keeps its servers one level deeper.
        if let Some(inner) = root
            .get("mcp")
            .filter(|inner| inner.get("servers").is_some())
        {
            return self.root(inner);
        }
        for input in root
            .get("inputs")
            .and_then(Node::as_array)
            .unwrap_or_default()
        {
            if let (Some(id), Some(description)) = (input.get("id"), input.get("description")) {
                let texts = (
                    id.as_str().unwrap_or_default(),
                    description.as_str().unwrap_or_default(),
                );
                self.inputs.insert(texts.0.into(), texts.1.into());
            }
        }
        let mut found = false;
        for (key, node) in members {
            match key.text.as_str() {
                name @ ("mcpServers" | "servers") => self.entries(node, name)?,
                "net" => self.origins(node, "net")?,
                _ => continue,
            }
            found = true;
        }
        if !found && !members.is_empty() && members.iter().all(|(_, node)| is_entry(node)) {
            found = true;
            self.entries(root, "")?;
        }
        if found {
            Ok(())
        } else {
            self.error(root, "", "\"mcpServers\" is missing; write {\"mcpServers\": {\"name\": {\"url\": \"https://…\"}}}")
        }
    }

    fn entries(&mut self, node: &Node, path: &str) -> Result<(), ConfigError> {
        let Some(members) = node.as_object() else {
            return self.error(
                node,
                path,
                format!(
                    "an object name → server was expected, not {}",
                    node.kind_name()
                ),
            );
        };
        for (key, entry) in members {
            let path = join(path, &key.text);
            if key.text.trim().is_empty() {
                return self.error(entry, &path, "a server needs a name");
            }
            if let Some(kind) = self.entry(key, entry, &path)? {
                self.config.add(Server {
                    name: key.text.clone(),
                    kind,
                });
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        key: &Key,
        entry: &Node,
        path: &str,
    ) -> Result<Option<ServerKind>, ConfigError> {
        if entry.as_object().is_none() {
            return self.error(
                entry,
                path,
                format!(
                    "an object with \"url\", \"openapi\" or \"command\" was expected, not {}",
                    entry.kind_name()
                ),
            );
        }
        if entry.get("disabled").and_then(Node::as_bool) == Some(true)
            || entry.get("enabled").and_then(Node::as_bool) == Some(false)
        {
            self.config
                .warnings
                .push(format!("{} is switched off in the file.", key.text));
            return Ok(None);
        }
        let headers = self.headers(entry, path)?;
        if let Some(document) = entry.get("openapi") {
            return self.open_api(entry, document, headers, path).map(Some);
        }
        if let Some(origin) = entry.get("origin") {
            let origin = self.origin(origin, &join(path, "origin"))?;
            return Ok(Some(ServerKind::Origin { origin, headers }));
        }
        if let Some((name, url)) = URL_KEYS
            .iter()
            .find_map(|name| Some((*name, entry.get(name)?)))
        {
            let url = self.url(url, &join(path, name))?;
            let declared = entry
                .get("type")
                .or_else(|| entry.get("transport"))
                .and_then(Node::as_str);
            if declared == Some("sse") {
                self.config.warnings.push(format!("{} asks for the old transport \"sse\"; streamable HTTP is tried at the same address.", key.text));
            }
            return Ok(Some(ServerKind::Mcp { url, headers }));
        }
        if let Some(command) = entry.get("command") {
            return self.command(entry, command, path).map(Some);
        }
        self.error(
            entry,
            path,
            "\"url\" is missing (or \"openapi\", or \"command\")",
        )
    }

    fn open_api(
        &self,
        entry: &Node,
        document: &Node,
        headers: Headers,
        path: &str,
    ) -> Result<ServerKind, ConfigError> {
        let at = join(path, "openapi");
        let server = entry
            .get("server")
            .map(|server| self.url(server, &join(path, "server")))
            .transpose()?;
        let document = match document.as_str() {
            Some(_) => Document::Url(self.url(document, &at)?),
            None if document.as_object().is_some() => Document::Inline(document.to_value()),
            None => {
                return self.error(
                    document,
                    &at,
                    format!(
                        "an address or the document itself was expected, not {}",
                        document.kind_name()
                    ),
                );
            }
        };
        Ok(ServerKind::OpenApi {
            document,
            server,
            headers,
        })
    }

    fn command(&self, entry: &Node, command: &Node, path: &str) -> Result<ServerKind, ConfigError> {
        let Some(program) = command.as_str() else {
            return self.error(
                command,
                &join(path, "command"),
                format!("a text was expected, not {}", command.kind_name()),
            );
        };
        let mut words = vec![program.to_owned()];
        if let Some(args) = entry.get("args") {
            let path = join(path, "args");
            let Some(items) = args.as_array() else {
                return self.error(
                    args,
                    &path,
                    format!("an array of texts was expected, not {}", args.kind_name()),
                );
            };
            for item in items {
                let Some(word) = item.as_str() else {
                    return self.error(
                        item,
                        &path,
                        format!("a text was expected, not {}", item.kind_name()),
                    );
                };
                words.push(word.to_owned());
            }
        }
        let env = self.pairs(entry, "env", path)?;
        Ok(ServerKind::Command(Command { words, env }))
    }

    fn headers(&self, entry: &Node, path: &str) -> Result<Headers, ConfigError> {
        let pairs = self.pairs(entry, "headers", path)?;
        for (name, value) in &pairs {
            let node = entry
                .get("headers")
                .and_then(|headers| headers.get(name))
                .unwrap_or(entry);
            let path = join(&join(path, "headers"), name);
            let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
            if name.is_empty() || !name.chars().all(token) {
                return self.error(node, &path, "this is no name of an HTTP header");
            }
            if value.chars().any(|c| c.is_control() || c as u32 > 255) {
                return self.error(
                    node,
                    &path,
                    "the value of an HTTP header is one line of Latin characters",
                );
            }
        }
        Ok(Headers(pairs))
    }

    /// An object of texts; numbers and booleans are taken as they are written.
    fn pairs(
        &self,
        entry: &Node,
        name: &str,
        path: &str,
    ) -> Result<Vec<(String, String)>, ConfigError> {
        let Some(node) = entry.get(name) else {
            return Ok(Vec::new());
        };
        let path = join(path, name);
        let Some(members) = node.as_object() else {
            return self.error(
                node,
                &path,
                format!("an object of texts was expected, not {}", node.kind_name()),
            );
        };
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (key, value) in members {
            let text = match (&value.kind, value.as_str()) {
                (_, Some(text)) => text.to_owned(),
                (json::Kind::Scalar(scalar), _) if !scalar.is_null() => scalar.to_string(),
                _ => {
                    return self.error(
                        value,
                        &join(&path, &key.text),
                        format!("a text was expected, not {}", value.kind_name()),
                    );
                }
            };
            pairs.retain(|(known, _)| *known != key.text);
            pairs.push((key.text.clone(), text));
        }
        Ok(pairs)
    }

    /// A list of origins, each a text or an object with headers.
    fn origins(&mut self, node: &Node, path: &str) -> Result<(), ConfigError> {
        let Some(items) = node.as_array() else {
            return self.error(
                node,
                path,
                format!("an array of origins was expected, not {}", node.kind_name()),
            );
        };
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let (origin, headers) = match item.get("origin") {
                Some(origin) => (
                    self.origin(origin, &join(&path, "origin"))?,
                    self.headers(item, &path)?,
                ),
                None => (self.origin(item, &path)?, Headers::default()),
            };
            let same = |other: &Server| matches!(&other.kind, ServerKind::Origin { origin: other, .. } if *other == origin);
            if !self.config.servers.iter().any(same) {
                self.config.add(Server {
                    name: origin.clone(),
                    kind: ServerKind::Origin { origin, headers },
                });
            }
        }
        Ok(())
    }

    fn origin(&self, node: &Node, path: &str) -> Result<String, ConfigError> {
        let text = self.url(node, path)?;
        match url::origin(&text) {
            Some(origin) => Ok(origin),
            None => self.error(
                node,
                path,
                "an origin like https://api.example.com was expected",
            ),
        }
    }

    fn url(&self, node: &Node, path: &str) -> Result<String, ConfigError> {
        let Some(text) = node.as_str() else {
            return self.error(
                node,
                path,
                format!("an address was expected, not {}", node.kind_name()),
            );
        };
        let text = text.trim();
        // What a placeholder stands for is known only later.
        if text.starts_with("${") || url::is_relative(text) {
            return Ok(text.to_owned());
        }
        match url::check(text) {
            Ok(()) => Ok(text.to_owned()),
            Err(message) => self.error(node, path, message),
        }
    }
}

/// Whether an object can only be a server, so that a file without `mcpServers` around it is understood.
fn is_entry(node: &Node) -> bool {
    ["openapi", "command", "origin"]
        .iter()
        .chain(URL_KEYS)
        .any(|key| node.get(key).is_some())
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
