//! An OpenAPI document (3.x, and Swagger 2.0) read into operations.

use super::arguments::{Arguments, copy, json_content};
use super::operation::Operation;
use crate::machine::Tool;
use crate::names;
use crate::schema::resolve;
use crate::url;
use serde_json::{Map, Value, json};

/// Keys of a path that are operations.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];
/// What a document says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Document {
    pub(super) title: String,
    /// `OpenAPI 3.1.0`
    pub(super) protocol: String,
    pub(super) description: Option<String>,
    /// Base of all requests, perhaps relative to the document.
    pub(super) server: Option<String>,
    pub(super) tools: Vec<Tool>,
    /// One for each tool.
    pub(super) operations: Vec<Operation>,
}

impl Document {
    /// Read a document; else a sentence about what it is instead.
    pub(super) fn read(root: &Value, limit: usize) -> Result<Self, String> {
        let version = ["openapi", "swagger"]
            .iter()
            .find_map(|key| Some((*key, root.get(key)?.as_str()?)));
        let Some((kind, version)) = version else {
            return Err(
                "this is no OpenAPI document: it has neither \"openapi\" nor \"swagger\"".into(),
            );
        };
        let text =
            |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let info = root.get("info").unwrap_or(&Value::Null);
        let title = format!(
            "{} {}",
            text(info, "title").unwrap_or_default(),
            text(info, "version").unwrap_or_default()
        );
        let mut document = Self {
            title: title.trim().to_owned(),
            protocol: format!(
                "{} {version}",
                if kind == "swagger" {
                    "Swagger"
                } else {
                    "OpenAPI"
                }
            ),
            description: text(info, "description"),
            server: server(root),
            tools: Vec::new(),
            operations: Vec::new(),
        };
        for (path, item) in root
            .get("paths")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let item = resolve(item, root);
            for (method, operation) in item.as_object().into_iter().flatten() {
                if METHODS.contains(&method.as_str())
                    && operation.is_object()
                    && document.tools.len() < limit
                {
                    let (tool, operation) =
                        Reader { root }.operation(path, method, item, operation);
                    document.tools.push(tool);
                    document.operations.push(operation);
                }
            }
        }
        // Two operations of one name: the later one gets a number, as everywhere.
        for at in 1..document.tools.len() {
            let name = document.tools[at].name.clone();
            let earlier = document.tools[..at]
                .iter()
                .filter(|tool| tool.name == name)
                .count();
            if earlier > 0 {
                document.tools[at].name = format!("{name}_{}", earlier + 1);
            }
        }
        Ok(document)
    }
}

/// The first server, with the defaults of its variables.
fn server(root: &Value) -> Option<String> {
    if let Some(first) = root.get("servers").and_then(|servers| servers.get(0)) {
        let mut text = first.get("url")?.as_str()?.to_owned();
        for (name, variable) in first
            .get("variables")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let default = variable
                .get("default")
                .and_then(Value::as_str)
                .unwrap_or_default();
            text = text.replace(&format!("{{{name}}}"), default);
        }
        return Some(text);
    }
    let host = root.get("host")?.as_str()?;
    let schemes: Vec<&str> = root
        .get("schemes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let scheme = if schemes.contains(&"https") || schemes.is_empty() {
        "https"
    } else {
        "http"
    };
    let path = root
        .get("basePath")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Some(format!("{scheme}://{host}{path}"))
}

struct Reader<'a> {
    root: &'a Value,
}

impl Reader<'_> {
    fn operation(
        &self,
        path: &str,
        method: &str,
        item: &Value,
        operation: &Value,
    ) -> (Tool, Operation) {
        let text = |key: &str| {
            operation
                .get(key)
                .and_then(Value::as_str)
                .filter(|text| !text.trim().is_empty())
        };
        let mut read = Arguments::new(self.root);
        let of = |value: &Value| {
            value
                .get("parameters")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let own = of(operation);
        let same = |a: &Value, b: &Value| ["name", "in"].iter().all(|key| a.get(key) == b.get(key));
        let shared = of(item);
        let resolved = |list: &[Value]| {
            list.iter()
                .map(|parameter| resolve(parameter, self.root).clone())
                .collect::<Vec<_>>()
        };
        let own = resolved(&own);
        for parameter in resolved(&shared) {
            if !own.iter().any(|other| same(other, &parameter)) {
                read.parameter(&parameter);
            }
        }
        for parameter in &own {
            read.parameter(parameter);
        }
        if let Some(body) = operation.get("requestBody") {
            read.request_body(resolve(body, self.root));
        }
        let input_schema = read.schema();
        let description = [
            text("summary"),
            text("description").or_else(|| item.get("description")?.as_str()),
        ];
        let mut description: Vec<&str> = description.into_iter().flatten().collect();
        description.dedup();
        let tool = Tool {
            name: text("operationId").map_or_else(
                || names::python_name(&format!("{method} {path}")),
                str::to_owned,
            ),
            title: text("summary").map(str::to_owned),
            description: Some(if description.is_empty() {
                format!("{} {path}", method.to_uppercase())
            } else {
                description.join("\n\n")
            }),
            input_schema,
            output_schema: self.output(operation),
            annotations: Some(
                json!({"readOnlyHint": matches!(method, "get" | "head" | "options"), "destructiveHint": method == "delete"}),
            ),
        };
        let operation = Operation {
            method: method.to_uppercase(),
            path: path.to_owned(),
            parameters: read.parameters,
            body: read.body,
        };
        (tool, operation)
    }

    /// The schema of what a good response holds.
    fn output(&self, operation: &Value) -> Option<Value> {
        let responses = operation.get("responses")?.as_object()?;
        let good = responses
            .iter()
            .find(|(status, _)| status.starts_with('2'))?
            .1;
        let good = resolve(good, self.root);
        let schema = good
            .get("schema")
            .or_else(|| json_content(good.get("content")?)?.1.get("schema"))?;
        let mut definitions = Map::new();
        let mut schema = copy(schema, self.root, &mut definitions, 0);
        if schema.as_object().is_none_or(Map::is_empty) {
            return None;
        }
        if !definitions.is_empty() {
            schema["$defs"] = Value::Object(definitions);
        }
        Some(schema)
    }
}

/// The base of all requests, whole; `Err` is a sentence.
pub(super) fn base(
    document: &Document,
    configured: Option<&str>,
    source: Option<&str>,
) -> Result<String, String> {
    let named = configured.or(document.server.as_deref());
    let base = match (named, source) {
        (Some(named), Some(source)) => url::resolve(source, named),
        (Some(named), None) => named.to_owned(),
        (None, Some(source)) => url::resolve(source, "/"),
        (None, None) => String::new(),
    };
    if url::check(&base).is_err() && !url::is_relative(&base) {
        return Err(
            "the document names no server; add \"server\": \"https://…\" beside \"openapi\"".into(),
        );
    }
    Ok(base.trim_end_matches('/').to_owned())
}
