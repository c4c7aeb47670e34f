//! The arguments of one operation, out of its parameters and its body, and their schema.

use super::operation::{Body, Parameter, Place};
use crate::names;
use crate::schema::{reference, resolve};
use serde_json::{Map, Value, json};

/// How deep schemas are copied; what is below is anything.
const MAX_DEPTH: usize = 60;

/// The JSON among several types of content, or else the first of them.
pub(super) fn json_content(content: &Value) -> Option<(&str, &Value)> {
    let content = content.as_object()?;
    let json = content.iter().find(|(mime, _)| is_json(mime));
    json.or_else(|| content.iter().next())
        .map(|(mime, value)| (mime.as_str(), value))
}

pub(super) fn is_json(mime: &str) -> bool {
    let mime = mime.split(';').next().unwrap_or_default().trim();
    mime.eq_ignore_ascii_case("application/json") || mime.to_ascii_lowercase().ends_with("+json")
}

/// The arguments of one operation, as they are found.
pub(super) struct Arguments<'a> {
    root: &'a Value,
    properties: Map<String, Value>,
    required: Vec<Value>,
    definitions: Map<String, Value>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Body,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        Self {
            root,
            properties: Map::new(),
            required: Vec::new(),
            definitions: Map::new(),
            parameters: Vec::new(),
            body: Body::None,
        }
    }

    fn add(&mut self, name: &str, schema: &Value, description: Option<&Value>, required: bool) {
        let mut schema = copy(schema, self.root, &mut self.definitions, 0);
        if let (Some(fields), Some(description)) = (schema.as_object_mut(), description) {
            fields.insert("description".into(), description.clone());
        }
        self.properties.insert(name.to_owned(), schema);
        if required {
            self.required.push(name.into());
        }
    }

    pub(super) fn parameter(&mut self, parameter: &Value) {
        let text = |key: &str| {
            parameter
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let (name, description) = (text("name"), parameter.get("description"));
        let required = parameter.get("required") == Some(&Value::Bool(true));
        let place = match text("in") {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            "body" => {
                let schema = parameter.get("schema").unwrap_or(&Value::Null);
                return self.whole_or_flat("application/json", schema, required);
            }
            "formData" => {
                self.add(name, parameter, description, required);
                match &mut self.body {
                    Body::Fields { names, .. } => names.push(name.to_owned()),
                    _ => {
                        self.body = Body::Fields {
                            mime: "application/x-www-form-urlencoded".into(),
                            names: vec![name.to_owned()],
                        }
                    }
                }
                return;
            }
            // Cookies are the browser's own.
            _ => return,
        };
        let content = parameter.get("content").and_then(json_content);
        let schema = parameter.get("schema").or_else(|| content?.1.get("schema"));
        // Swagger 2 writes the type beside the name.
        let own = Value::Object(
            parameter
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(key, _)| {
                    ["type", "items", "enum", "default", "format"].contains(&key.as_str())
                })
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        );
        let argument = if self.properties.contains_key(name) {
            format!("{name}_{}", text("in"))
        } else {
            name.to_owned()
        };
        self.add(
            &argument,
            schema.unwrap_or(&own),
            description,
            required || place == Place::Path,
        );
        let explode = parameter.get("explode").and_then(Value::as_bool);
        self.parameters.push(Parameter {
            argument,
            name: name.to_owned(),
            place,
            json: content.is_some(),
            deep: text("style") == "deepObject",
            explode: explode
                .unwrap_or(place == Place::Query && !text("collectionFormat").contains('v')),
        });
    }

    pub(super) fn request_body(&mut self, body: &Value) {
        let required = body.get("required") == Some(&Value::Bool(true));
        let Some((mime, content)) = body.get("content").and_then(json_content) else {
            return;
        };
        self.whole_or_flat(
            mime,
            content.get("schema").unwrap_or(&Value::Null),
            required,
        );
    }

    /// An object's fields become arguments of their own unless one has the name of a parameter.
    fn whole_or_flat(&mut self, mime: &str, schema: &Value, required: bool) {
        let object = resolve(schema, self.root);
        let fields = object
            .get("properties")
            .and_then(Value::as_object)
            .filter(|fields| !fields.is_empty());
        let closed = object
            .get("additionalProperties")
            .is_none_or(|more| more == false);
        let fits = |fields: &&Map<String, Value>| {
            closed && !fields.keys().any(|name| self.properties.contains_key(name))
        };
        if let Some(fields) = fields.filter(fits) {
            let needed = object.get("required").and_then(Value::as_array);
            for (name, schema) in fields {
                let needed = needed.is_some_and(|names| names.iter().any(|other| other == name));
                self.add(name, schema, None, required && needed);
            }
            self.body = Body::Fields {
                mime: mime.to_owned(),
                names: fields.keys().cloned().collect(),
            };
            return;
        }
        let mut name = "body".to_owned();
        while self.properties.contains_key(&name) {
            name.push('_');
        }
        self.add(&name, schema, None, required);
        self.body = Body::Whole {
            mime: mime.to_owned(),
            argument: name,
        };
    }

    pub(super) fn schema(&mut self) -> Value {
        let mut schema = json!({"type": "object", "properties": std::mem::take(&mut self.properties), "additionalProperties": false});
        if !self.required.is_empty() {
            schema["required"] = Value::Array(std::mem::take(&mut self.required));
        }
        if !self.definitions.is_empty() {
            schema["$defs"] = Value::Object(std::mem::take(&mut self.definitions));
        }
        schema
    }
}

/// A schema that stands by itself: what it refers to in the document is copied to `definitions`.
pub(super) fn copy(
    schema: &Value,
    root: &Value,
    definitions: &mut Map<String, Value>,
    depth: usize,
) -> Value {
    if depth > MAX_DEPTH {
        return json!({});
    }
    match schema {
        Value::Array(items) => items
            .iter()
            .map(|item| copy(item, root, definitions, depth + 1))
            .collect(),
        Value::Object(fields) => {
            if let Some(target) =
                reference(schema).and_then(|pointer| Some((pointer, root.pointer(pointer)?)))
            {
                let (pointer, target) = target;
                let name = definition_name(pointer);
                if !definitions.contains_key(&name) {
                    // First, so that it may refer to itself.
                    definitions.insert(name.clone(), Value::Null);
                    let target = copy(target, root, definitions, depth + 1);
                    definitions.insert(name.clone(), target);
                }
                return json!({"$ref": format!("#/$defs/{name}")});
            }
            let mut copied: Map<String, Value> = fields
                .iter()
                .map(|(key, value)| (key.clone(), copy(value, root, definitions, depth + 1)))
                .collect();
            // As OpenAPI 3.0 wrote it.
            if copied.remove("nullable") == Some(Value::Bool(true)) {
                return match copied.get_mut("type") {
                    Some(kind @ Value::String(_)) if !copied_enum(fields) => {
                        *kind = json!([kind.take(), "null"]);
                        Value::Object(copied)
                    }
                    _ => json!({"anyOf": [copied, {"type": "null"}]}),
                };
            }
            Value::Object(copied)
        }
        other => other.clone(),
    }
}

/// Schemas keep their names; what is elsewhere is named by its whole path, so that no two are one.
fn definition_name(pointer: &str) -> String {
    let plain = ["/components/schemas/", "/definitions/"]
        .iter()
        .find_map(|place| pointer.strip_prefix(place));
    match plain.filter(|name| !name.contains('/')) {
        Some(name) => name.to_owned(),
        None => names::python_name(pointer),
    }
}

fn copied_enum(fields: &Map<String, Value>) -> bool {
    fields.contains_key("enum")
}
