//! Python signatures and types out of JSON schemas.

use crate::machine::Tool;
use crate::names;
use crate::schema::{self, alternatives, python, quoted, resolve, types};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Types are looked into this far, then anything goes.
const MAX_DEPTH: usize = 10;
/// Classes for one tool; more helps no reader.
const MAX_CLASSES: usize = 40;
/// Choices that a signature lists.
const MAX_CHOICES: usize = 30;

/// How a tool is called from Python.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Signature {
    /// Required ones first.
    pub(crate) parameters: Vec<Parameter>,
    /// Any other keyword arguments are taken as well.
    pub(crate) open: bool,
    pub(crate) returns: String,
    /// Definitions of the classes that the annotations name, as Python.
    pub(crate) classes: Vec<String>,
}

/// One argument.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    /// In the schema.
    pub(crate) name: String,
    /// In Python.
    pub(crate) python: String,
    pub(crate) annotation: String,
    pub(crate) required: bool,
    pub(crate) default: Option<Value>,
    pub(crate) description: Option<String>,
}

/// Names and order of a tool's arguments, which is all that a call needs of its signature.
pub(crate) fn parameter_names(tool: &Tool) -> Vec<(String, String, bool)> {
    let root = &tool.input_schema;
    let schema = resolve(root, root);
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return Vec::new();
    };
    let required = schema.get("required").and_then(Value::as_array);
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|other| other == name));
    let python = names::python_names(properties.keys().map(String::as_str), &[]);
    let mut parameters: Vec<_> = properties
        .keys()
        .zip(python)
        .map(|(name, python)| (name.clone(), python, is_required(name)))
        .collect();
    parameters.sort_by_key(|(_, _, required)| !required);
    parameters
}

/// Whether a tool takes arguments that its schema does not name.
pub(crate) fn is_open(tool: &Tool) -> bool {
    let schema = resolve(&tool.input_schema, &tool.input_schema);
    let has_properties = schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|names| !names.is_empty());
    match schema.get("additionalProperties") {
        // Everything is allowed by default, but who names arguments means these.
        None => !has_properties,
        Some(Value::Bool(allowed)) => *allowed,
        Some(_) => true,
    }
}

impl Signature {
    pub(crate) fn of(tool: &Tool, python_name: &str) -> Self {
        let root = &tool.input_schema;
        let mut types = Types {
            root,
            classes: BTreeMap::new(),
            order: Vec::new(),
        };
        let properties = resolve(root, root).get("properties");
        let mut parameters = Vec::new();
        for (name, python, required) in parameter_names(tool) {
            let Some(schema) = properties.and_then(|properties| properties.get(&name)) else {
                continue;
            };
            let text = |key: &str| schema.get(key).and_then(Value::as_str).map(str::to_owned);
            parameters.push(Parameter {
                annotation: types.annotation(schema, &names::class_name(&name), 0),
                default: schema.get("default").cloned(),
                description: text("description"),
                name,
                python,
                required,
            });
        }
        let mut classes = types.definitions();
        let returns = match &tool.output_schema {
            None => "Any".to_owned(),
            Some(root) => {
                let wrapped = root.get("x-fastmcp-wrap-result") == Some(&Value::Bool(true));
                let inner = root
                    .get("properties")
                    .and_then(|properties| properties.get("result"))
                    .filter(|_| wrapped);
                // Names of the arguments' classes stay theirs.
                let taken = types
                    .classes
                    .into_keys()
                    .map(|name| (name, json!(false)))
                    .collect();
                let mut types = Types {
                    root,
                    classes: taken,
                    order: Vec::new(),
                };
                let returns = types.annotation(
                    inner.unwrap_or(root),
                    &format!("{}Result", names::class_name(python_name)),
                    0,
                );
                classes.extend(types.definitions());
                returns
            }
        };
        Self {
            parameters,
            open: is_open(tool),
            returns,
            classes,
        }
    }

    /// `(query: str, limit: int = 10) -> list[Item]`
    pub(crate) fn text(&self) -> String {
        let mut parameters: Vec<String> = Vec::new();
        for parameter in &self.parameters {
            let Parameter {
                python: name,
                annotation,
                required,
                default,
                ..
            } = parameter;
            let default = match default {
                Some(default) if !required => format!(" = {}", python(default)),
                None if !required => " = ...".into(),
                _ => String::new(),
            };
            parameters.push(format!("{name}: {annotation}{default}"));
        }
        if self.open {
            parameters.push("**arguments: Any".into());
        }
        format!("({}) -> {}", parameters.join(", "), self.returns)
    }
}

/// What a tool does, and its arguments: the text of `help`. `observed`: the result is known from so many calls only.
pub(crate) fn docstring(tool: &Tool, signature: &Signature, observed: Option<u32>) -> String {
    let mut text = tool
        .description
        .as_deref()
        .or(tool.title.as_deref())
        .unwrap_or_default()
        .trim()
        .to_owned();
    let described = |parameter: &&Parameter| {
        parameter.description.is_some() || parameter.name != parameter.python
    };
    let mut arguments = signature.parameters.iter().filter(described).peekable();
    if arguments.peek().is_some() {
        text.push_str("\n\nArgs:");
    }
    for parameter in arguments {
        let description = parameter
            .description
            .as_deref()
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let original = if parameter.name == parameter.python {
            String::new()
        } else {
            format!(" ({})", quoted(&parameter.name))
        };
        text.extend(["\n    ", &parameter.python, &original, ": ", &description]);
    }
    if let Some(calls) = observed {
        let calls = if calls == 1 {
            "1 call".to_owned()
        } else {
            format!("{calls} calls")
        };
        text.push_str("\n\nThe server does not say what it returns; the type is what ");
        text.push_str(&calls);
        text.push_str(" on this page gave.");
    }
    if !signature.classes.is_empty() {
        text.push_str("\n\nTypes:\n");
        let lines = signature.classes.iter().flat_map(|class| class.lines());
        text.push_str(
            &lines
                .map(|line| format!("    {line}"))
                .collect::<Vec<_>>()
                .join("\n"),
        );
    }
    text.trim().to_owned()
}

/// The classes that stand for objects in one document.
struct Types<'a> {
    root: &'a Value,
    /// Name → schema; a name is given before the class is described, so that it may name itself.
    classes: BTreeMap<String, Value>,
    order: Vec<(String, String)>,
}

impl Types<'_> {
    fn definitions(&mut self) -> Vec<String> {
        std::mem::take(&mut self.order)
            .into_iter()
            .map(|(_, text)| text)
            .collect()
    }

    /// The annotation of a schema; `name` is what its class would be called.
    fn annotation(&mut self, schema: &Value, name: &str, depth: usize) -> String {
        if depth > MAX_DEPTH {
            return "Any".into();
        }
        let name = match schema::reference(schema).and_then(|pointer| pointer.rsplit('/').next()) {
            Some(last) if !last.is_empty() => names::class_name(last),
            _ => name.to_owned(),
        };
        let schema = resolve(schema, self.root);
        if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
            let plain = choices.iter().all(|choice| {
                choice.is_string() || choice.is_i64() || choice.is_boolean() || choice.is_null()
            });
            if plain && !choices.is_empty() && choices.len() <= MAX_CHOICES {
                let choices: Vec<String> = choices.iter().map(python).collect();
                return format!("Literal[{}]", choices.join(", "));
            }
        }
        if let Some(constant) = schema
            .get("const")
            .filter(|value| value.is_string() || value.is_i64() || value.is_boolean())
        {
            return format!("Literal[{}]", python(constant));
        }
        if let Some(any) = alternatives(schema) {
            let parts = any.iter().enumerate().map(|(at, part)| {
                let title = part
                    .get("title")
                    .and_then(Value::as_str)
                    .map(names::class_name);
                let name = title.unwrap_or_else(|| {
                    if any.len() > 2 {
                        format!("{name}{}", at + 1)
                    } else {
                        name.clone()
                    }
                });
                self.annotation(part, &name, depth + 1)
            });
            return union(parts.collect());
        }
        if let Some([only]) = schema
            .get("allOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            return self.annotation(only, &name, depth + 1);
        }
        let parts = types(schema).into_iter().map(|kind| match kind {
            "array" => match schema.get("items").filter(|items| items.is_object()) {
                Some(items) => format!(
                    "list[{}]",
                    self.annotation(items, &item_name(&name), depth + 1)
                ),
                None => "list".into(),
            },
            "object" => self.object(schema, &name, depth),
            "string" | "integer" | "number" | "boolean" | "null" => {
                schema::python_type(kind).to_owned()
            }
            _ => "Any".into(),
        });
        union(parts.collect())
    }

    fn object(&mut self, schema: &Value, name: &str, depth: usize) -> String {
        let properties = schema.get("properties").and_then(Value::as_object);
        let Some(properties) = properties.filter(|properties| !properties.is_empty()) else {
            return match schema
                .get("additionalProperties")
                .filter(|values| values.is_object())
            {
                Some(values) => format!(
                    "dict[str, {}]",
                    self.annotation(values, &item_name(name), depth + 1)
                ),
                None => "dict[str, Any]".into(),
            };
        };
        let title = schema
            .get("title")
            .and_then(Value::as_str)
            .map(names::class_name);
        let wanted = title.unwrap_or_else(|| name.to_owned());
        let mut class = wanted.clone();
        let mut number = 1;
        // The same schema is the same class.
        while let Some(known) = self.classes.get(&class) {
            if known == schema {
                return class;
            }
            number += 1;
            class = format!("{wanted}{number}");
        }
        if self.order.len() >= MAX_CLASSES {
            return "dict[str, Any]".into();
        }
        self.classes.insert(class.clone(), schema.clone());
        self.order.push((class.clone(), String::new()));
        let at = self.order.len() - 1;
        let required = schema.get("required").and_then(Value::as_array);
        let mut fields = Vec::new();
        for (key, schema) in properties {
            let annotation = self.annotation(
                schema,
                &format!("{class}{}", names::class_name(key)),
                depth + 1,
            );
            let required = required.is_some_and(|names| names.iter().any(|other| other == key));
            fields.push((
                key,
                if required {
                    annotation
                } else {
                    format!("NotRequired[{annotation}]")
                },
            ));
        }
        self.order[at].1 = if fields.iter().all(|(key, _)| names::is_python_name(key)) {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, annotation)| format!("    {key}: {annotation}"))
                .collect();
            format!("class {class}(TypedDict):\n{}", fields.join("\n"))
        } else {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, annotation)| format!("{}: {}", quoted(key), quoted(annotation)))
                .collect();
            format!(
                "{class} = TypedDict({}, {{{}}})",
                quoted(&class),
                fields.join(", ")
            )
        };
        class
    }
}

/// `Items` → `Item`.
fn item_name(name: &str) -> String {
    match name.strip_suffix('s') {
        Some(one) if !one.is_empty() && !one.ends_with('s') => one.to_owned(),
        _ => format!("{name}Item"),
    }
}

fn union(parts: Vec<String>) -> String {
    let mut different: Vec<String> = Vec::new();
    for part in parts {
        if !different.contains(&part) {
            different.push(part);
        }
    }
    if different.is_empty() || different.iter().any(|part| part == "Any") {
        return "Any".into();
    }
    // `float` takes `int` as well.
    if different.iter().any(|part| part == "float") {
        different.retain(|part| part != "int");
    }
    different.join(" | ")
}

#[cfg(test)]
#[path = "signature_tests.rs"]
mod tests;
