//! All servers and their tools, as programs see them: names, descriptions, search, and arguments that fit.

use crate::failure::{Failure, FailureKind};
use crate::machine::{Status, Tool, ToolResult};
use crate::names::{self, closest};
use crate::observed::Observed;
use crate::request::{Answer, CallRequest, Request};
use crate::schema::{self, quoted};
use crate::search::{self, Text};
use crate::server::{Server, ServerKind};
use crate::signature::{self, Signature};
use crate::tokens;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What the Python package `tools` has of its own; a server of such a name gets another one there.
const RESERVED: &[&str] = &["ToolError", "describe", "list", "search", "servers"];

/// All servers and their tools.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    servers: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    name: String,
    python: String,
    status: Status,
    tools: Vec<(Tool, String)>,
    tokens: usize,
    /// What tools have given whose server does not say it.
    observed: BTreeMap<String, Observed>,
}

/// A call that can be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The server's name in the configuration.
    pub server: String,
    /// The server's own name of the tool.
    pub tool: String,
    /// By the names in the schema.
    pub arguments: Map<String, Value>,
    /// Whether the tool says that it changes nothing.
    pub read_only: bool,
    /// Milliseconds.
    pub timeout_ms: Option<u32>,
}

impl Catalogue {
    /// Of these servers, with no tool known yet. Origins have none and are left out.
    pub fn new(servers: &[Server]) -> Self {
        let has_tools = |server: &&Server| !matches!(server.kind, ServerKind::Origin { .. });
        let names: Vec<&str> = servers
            .iter()
            .filter(has_tools)
            .map(|server| server.name.as_str())
            .collect();
        let python = names::python_names(names.iter().copied(), RESERVED);
        let entry = |(name, python): (&str, String)| Entry {
            name: name.to_owned(),
            python,
            status: Status::Idle,
            tools: Vec::new(),
            tokens: 0,
            observed: BTreeMap::new(),
        };
        Self {
            servers: names.into_iter().zip(python).map(entry).collect(),
        }
    }

    /// The names of all servers, as in the configuration.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.servers.iter().map(|entry| entry.name.clone())
    }

    /// All that is known of all of them, for people: states, tools by both names, and what a model would have to read that
    /// had these tools itself, in tokens.
    pub fn describe(&self) -> Value {
        let tool = |(tool, python): &(Tool, String)| {
            let mut value = json!(tool);
            value["python"] = python.as_str().into();
            value["readOnly"] = tool.is_read_only().into();
            value["summary"] = summary(tool).into();
            value
        };
        let entry = |entry: &Entry| {
            json!({
                "name": entry.name, "python": entry.python, "status": entry.status, "tokens": entry.tokens,
                "tools": entry.tools.iter().map(tool).collect::<Value>(),
            })
        };
        self.servers.iter().map(entry).collect()
    }

    /// The tools that a server has listed.
    pub fn set_tools(&mut self, server: &str, tools: &[Tool]) {
        if let Some(entry) = self.servers.iter_mut().find(|entry| entry.name == server) {
            let python = names::python_names(tools.iter().map(|tool| tool.name.as_str()), &[]);
            entry.tools = tools.iter().cloned().zip(python).collect();
            entry.tokens = tools.iter().map(tokens::of_tool).sum();
            let silent = |name: &String| {
                tools
                    .iter()
                    .any(|tool| tool.name == *name && tool.output_schema.is_none())
            };
            entry.observed.retain(|name, _| silent(name));
        }
    }

    /// A tool has given this: where its server does not say what it gives, its signature does from now on.
    pub(crate) fn observe(&mut self, server: &str, tool: &str, result: &ToolResult) {
        let entry = self.servers.iter_mut().find(|entry| entry.name == server);
        let Some(entry) = entry else { return };
        let silent =
            |(known, _): &(Tool, String)| known.name == tool && known.output_schema.is_none();
        if entry.tools.iter().any(silent) {
            let observed = entry.observed.entry(tool.to_owned()).or_default();
            observed.add(result);
        }
    }

    /// How a server stands.
    pub fn set_status(&mut self, server: &str, status: &Status) {
        if let Some(entry) = self.servers.iter_mut().find(|entry| entry.name == server) {
            entry.status = status.clone();
        }
    }

    /// The servers whose tools have to be known before a request can be answered; all for a search.
    pub fn needed(&self, request: &Request) -> Result<Vec<String>, Failure> {
        Ok(match request {
            Request::Search { server: None, .. } => self
                .servers
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            Request::Tools { server }
            | Request::Describe { server, .. }
            | Request::Call(CallRequest { server, .. })
            | Request::Search {
                server: Some(server),
                ..
            } => {
                vec![self.server(server)?.name.clone()]
            }
            Request::Servers | Request::Http(_) | Request::Read { .. } | Request::Close { .. } => {
                Vec::new()
            }
        })
    }

    /// The answer to a request that needs no server; `None` for calls and HTTP.
    pub fn answer(&self, request: &Request) -> Option<Answer> {
        match request {
            Request::Servers => Some(Ok(self.list())),
            Request::Tools { server } => Some(self.server(server).map(tools)),
            Request::Describe { server, tool } => Some(
                self.server(server)
                    .and_then(|entry| Ok(describe(entry, entry.tool(tool)?))),
            ),
            Request::Search {
                query,
                server,
                limit,
            } => Some(self.search(query, server.as_deref(), *limit)),
            Request::Call(_) | Request::Http(_) | Request::Read { .. } | Request::Close { .. } => {
                None
            }
        }
    }

    /// The call as the server wants it, or why it cannot be made; nothing has been sent then.
    pub fn bind(&self, call: &CallRequest) -> Result<Bound, Failure> {
        let entry = self.server(&call.server)?;
        let (tool, python) = entry.tool(&call.tool)?;
        let arguments = arguments(tool, call).map_err(|message| {
            Failure::new(FailureKind::TypeError, format!("{python}() {message}"))
                .of(&entry.name, &tool.name)
        })?;
        Ok(Bound {
            server: entry.name.clone(),
            tool: tool.name.clone(),
            arguments,
            read_only: tool.is_read_only(),
            timeout_ms: call.timeout_ms,
        })
    }

    fn server(&self, name: &str) -> Result<&Entry, Failure> {
        let own = self.servers.iter().find(|entry| entry.name == name);
        own.or_else(|| self.servers.iter().find(|entry| entry.python == name))
            .ok_or_else(|| {
                let names = self.servers.iter().map(|entry| entry.python.as_str());
                let hint = hint(
                    name,
                    names,
                    "none is configured; add one to the page's tools",
                );
                Failure {
                    server: Some(name.to_owned()),
                    ..Failure::new(
                        FailureKind::LookupError,
                        format!("there is no server {}{hint}", quoted(name)),
                    )
                }
            })
    }

    fn list(&self) -> Value {
        let entry = |entry: &Entry| {
            let mut value = json!({"name": entry.name, "python": entry.python, "status": "idle"});
            match &entry.status {
                Status::Idle => {}
                Status::Connecting => value["status"] = "connecting".into(),
                Status::Ready {
                    protocol,
                    title,
                    instructions,
                } => {
                    value["status"] = "ready".into();
                    value["protocol"] = protocol.as_str().into();
                    value["title"] = title.as_str().into();
                    value["instructions"] = instructions.as_deref().into();
                    value["tools"] = entry.tools.len().into();
                }
                Status::Failed { message, .. } => {
                    value["status"] = "failed".into();
                    value["message"] = message.as_str().into();
                }
            }
            value
        };
        self.servers.iter().map(entry).collect()
    }

    fn search(&self, query: &str, server: Option<&str>, limit: usize) -> Answer {
        let only = server
            .map(|name| self.server(name))
            .transpose()?
            .map(|entry| entry.name.as_str());
        let entries = self
            .servers
            .iter()
            .filter(|entry| only.is_none_or(|name| entry.name == name));
        let all: Vec<(&Entry, &Tool, &str)> = entries
            .flat_map(|entry| {
                entry
                    .tools
                    .iter()
                    .map(move |(tool, python)| (entry, tool, python.as_str()))
            })
            .collect();
        let texts: Vec<Text<'_>> = all
            .iter()
            .map(|(entry, tool, _)| {
                let properties = tool
                    .input_schema
                    .get("properties")
                    .and_then(Value::as_object);
                let parameters = properties
                    .into_iter()
                    .flat_map(|properties| properties.keys().map(String::as_str));
                Text {
                    name: &tool.name,
                    server: &entry.name,
                    rest: tool
                        .title
                        .as_deref()
                        .into_iter()
                        .chain(tool.description.as_deref())
                        .chain(parameters)
                        .collect(),
                }
            })
            .collect();
        let found = search::rank(query, &texts).into_iter().take(limit).map(|at| {
            let (entry, tool, python) = all[at];
            let signature = entry.signature(tool, python).0.text();
            json!({"server": entry.name, "name": tool.name, "call": format!("{}.{python}{signature}", entry.python), "summary": summary(tool)})
        });
        Ok(found.collect())
    }
}

impl Entry {
    /// With the number of results that its result was learnt from, if it was.
    fn signature(&self, tool: &Tool, python: &str) -> (Signature, Option<u32>) {
        match self.observed.get(&tool.name) {
            None => (Signature::of(tool, python), None),
            Some(observed) => {
                let (schema, results) = observed.schema();
                let tool = Tool {
                    output_schema: Some(schema),
                    ..tool.clone()
                };
                (Signature::of(&tool, python), Some(results))
            }
        }
    }

    fn tool(&self, name: &str) -> Result<(&Tool, &str), Failure> {
        let own = self.tools.iter().find(|(tool, _)| tool.name == name);
        let found = own.or_else(|| self.tools.iter().find(|(_, python)| python == name));
        found
            .map(|(tool, python)| (tool, python.as_str()))
            .ok_or_else(|| {
                let hint = hint(
                    name,
                    self.tools.iter().map(|(_, python)| python.as_str()),
                    "it has no tools",
                );
                Failure::new(
                    FailureKind::LookupError,
                    format!("{} has no tool {}{hint}", self.python, quoted(name)),
                )
                .of(&self.name, name)
            })
    }
}

/// `; did you mean 'x'?`, or the first few that there are.
fn hint<'a>(name: &str, names: impl Iterator<Item = &'a str> + Clone, none: &str) -> String {
    const SHOWN: usize = 8;
    if let Some(near) = closest(name, names.clone()) {
        return format!("; did you mean {}?", quoted(near));
    }
    let count = names.clone().count();
    if count == 0 {
        return format!("; {none}");
    }
    let shown: Vec<&str> = names.take(SHOWN).collect();
    let more = if count > SHOWN {
        format!(" and {} more", count - SHOWN)
    } else {
        String::new()
    };
    format!("; there are {}{more}", shown.join(", "))
}

fn tools(entry: &Entry) -> Value {
    entry
        .tools
        .iter()
        .map(
            |(tool, python)| json!({"name": tool.name, "python": python, "summary": summary(tool)}),
        )
        .collect()
}

fn describe(entry: &Entry, (tool, python): (&Tool, &str)) -> Value {
    let (signature, observed) = entry.signature(tool, python);
    let parameters: Vec<Value> = signature
        .parameters
        .iter()
        .map(|parameter| {
            let mut value = json!({"name": parameter.name, "python": parameter.python, "annotation": parameter.annotation, "required": parameter.required});
            if let Some(default) = &parameter.default {
                value["default"] = default.clone();
            }
            value
        })
        .collect();
    json!({
        "server": entry.name, "name": tool.name, "python": python, "title": tool.title, "description": tool.description,
        "signature": signature.text(), "doc": signature::docstring(tool, &signature, observed), "parameters": parameters, "open": signature.open,
        "returns": signature.returns, "classes": signature.classes, "inputSchema": tool.input_schema, "outputSchema": tool.output_schema,
        "annotations": tool.annotations, "readOnly": tool.is_read_only(),
    })
}

/// The first sentence of a description, bounded.
fn summary(tool: &Tool) -> String {
    const LENGTH: usize = 160;
    let text = tool
        .description
        .as_deref()
        .or(tool.title.as_deref())
        .unwrap_or_default()
        .trim();
    let line = text.lines().next().unwrap_or_default();
    let sentence = line
        .split_once(". ")
        .map_or(line, |(sentence, _)| sentence)
        .trim_end_matches('.');
    if sentence.chars().count() <= LENGTH {
        return sentence.to_owned();
    }
    format!(
        "{}…",
        sentence.chars().take(LENGTH).collect::<String>().trim_end()
    )
}

/// The arguments of a call by their names in the schema, checked.
fn arguments(tool: &Tool, call: &CallRequest) -> Result<Map<String, Value>, String> {
    let parameters = signature::parameter_names(tool);
    let open = signature::is_open(tool);
    if call.positional.len() > parameters.len() {
        let takes = match parameters.len() {
            0 => "no positional arguments".to_owned(),
            1 => "1 positional argument".to_owned(),
            many => format!("{many} positional arguments"),
        };
        return Err(format!(
            "takes {takes} but {} were given",
            call.positional.len()
        ));
    }
    let mut bound: Map<String, Value> = Map::new();
    for ((name, _, _), value) in parameters.iter().zip(&call.positional) {
        bound.insert(name.clone(), value.clone());
    }
    for (given, value) in &call.arguments {
        let own = parameters.iter().find(|(name, _, _)| name == given);
        let known = own.or_else(|| parameters.iter().find(|(_, python, _)| python == given));
        let name = match known {
            Some((name, _, _)) => name,
            None if open => given,
            None => {
                let names = parameters.iter().map(|(_, python, _)| python.as_str());
                let hint =
                    closest(given, names).map(|near| format!(". Did you mean {}?", quoted(near)));
                return Err(format!(
                    "got an unexpected keyword argument {}{}",
                    quoted(given),
                    hint.unwrap_or_default()
                ));
            }
        };
        if bound.insert(name.clone(), value.clone()).is_some() {
            return Err(format!(
                "got multiple values for argument {}",
                quoted(given)
            ));
        }
    }
    let missing = parameters
        .iter()
        .filter(|(name, _, required)| *required && !bound.contains_key(name));
    let missing: Vec<String> = missing.map(|(_, python, _)| quoted(python)).collect();
    if !missing.is_empty() {
        let plural = if missing.len() == 1 {
            "argument"
        } else {
            "arguments"
        };
        return Err(format!(
            "missing {} required {plural}: {}",
            missing.len(),
            missing.join(", ")
        ));
    }
    let root = &tool.input_schema;
    let properties = schema::resolve(root, root).get("properties");
    for (name, value) in &bound {
        if let Some(schema) = properties.and_then(|properties| properties.get(name)) {
            let shown = parameters
                .iter()
                .find(|(own, _, _)| own == name)
                .map_or(name, |(_, python, _)| python);
            schema::check(&format!("argument {}", quoted(shown)), value, schema, root)?;
        }
    }
    Ok(bound)
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;
