//! JSON schemas: references, and whether arguments fit. Ranges, patterns and formats are left to the server.

use serde_json::Value;

/// References to references are followed this far.
const MAX_REFERENCES: usize = 16;
/// Arguments are looked into this far.
const MAX_DEPTH: usize = 32;

/// `schema` with its references resolved, as far as they can be. `root` is the document that they point into.
pub(crate) fn resolve<'a>(mut schema: &'a Value, root: &'a Value) -> &'a Value {
    for _ in 0..MAX_REFERENCES {
        let Some(target) = reference(schema).and_then(|pointer| root.pointer(pointer)) else {
            break;
        };
        schema = target;
    }
    schema
}

/// The JSON pointer of a schema that is nothing but a reference into its own document.
pub(crate) fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix('#')
}

/// The alternatives of a schema that has some.
pub(crate) fn alternatives(schema: &Value) -> Option<&[Value]> {
    let any = schema
        .get("anyOf")
        .or_else(|| schema.get("oneOf"))?
        .as_array()?;
    (!any.is_empty()).then_some(any)
}

/// The types that a schema names; none when it does not say.
pub(crate) fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ if schema.get("properties").is_some() => vec!["object"],
        _ => Vec::new(),
    }
}

/// Why `value` does not fit `schema`: `'limit' must be int, not str`. `name` is what the sentence calls it.
pub(crate) fn check(name: &str, value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    check_at(name, value, schema, root, 0)
}

fn check_at(
    name: &str,
    value: &Value,
    schema: &Value,
    root: &Value,
    depth: usize,
) -> Result<(), String> {
    if depth > MAX_DEPTH {
        return Ok(());
    }
    let schema = resolve(schema, root);
    if let Some(choices) = schema.get("enum").and_then(Value::as_array)
        && !choices.contains(value)
    {
        let choices: Vec<String> = choices.iter().map(python).collect();
        return Err(format!(
            "{name} must be one of {}, not {}",
            choices.join(", "),
            python(value)
        ));
    }
    if let Some(constant) = schema.get("const")
        && constant != value
    {
        return Err(format!(
            "{name} must be {}, not {}",
            python(constant),
            python(value)
        ));
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
        all.iter()
            .try_for_each(|part| check_at(name, value, part, root, depth + 1))?;
    }
    if let Some(any) = alternatives(schema) {
        return check_alternatives(name, value, any, root, depth);
    }
    let types = types(schema);
    if !fits_type(value, &types) {
        let names: Vec<&str> = types.into_iter().map(python_type).collect();
        return Err(format!(
            "{name} must be {}, not {}",
            names.join(" or "),
            type_of(value)
        ));
    }
    match value {
        Value::Object(fields) => {
            for required in schema
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                if let Some(key) = required.as_str().filter(|key| !fields.contains_key(*key)) {
                    return Err(format!("{name} lacks the key {}", quoted(key)));
                }
            }
            let properties = schema.get("properties");
            for (key, value) in fields {
                let inner = format!("{name}[{}]", quoted(key));
                match (
                    properties.and_then(|properties| properties.get(key)),
                    schema.get("additionalProperties"),
                ) {
                    (Some(schema), _) => check_at(&inner, value, schema, root, depth + 1)?,
                    (None, Some(Value::Bool(false)))
                        if schema.get("patternProperties").is_none() =>
                    {
                        return Err(format!("{name} has the unknown key {}", quoted(key)));
                    }
                    (None, Some(schema @ Value::Object(_))) => {
                        check_at(&inner, value, schema, root, depth + 1)?;
                    }
                    _ => {}
                }
            }
        }
        Value::Array(items) => {
            if let Some(schema) = schema.get("items").filter(|items| items.is_object()) {
                for (index, item) in items.iter().enumerate() {
                    check_at(&format!("{name}[{index}]"), item, schema, root, depth + 1)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn check_alternatives(
    name: &str,
    value: &Value,
    any: &[Value],
    root: &Value,
    depth: usize,
) -> Result<(), String> {
    let mut errors: Vec<(bool, String)> = Vec::new();
    for part in any {
        match check_at(name, value, part, root, depth + 1) {
            Ok(()) => return Ok(()),
            Err(error) => errors.push((fits_type(value, &types(resolve(part, root))), error)),
        }
    }
    // The complaint of an alternative of the right type says more than a list of types.
    if let Some((_, error)) = errors.iter().find(|(right, _)| *right) {
        Err(error.clone())
    } else {
        let names: Vec<&str> = any
            .iter()
            .flat_map(|part| types(resolve(part, root)))
            .map(python_type)
            .collect();
        Err(format!(
            "{name} must be {}, not {}",
            names.join(" or "),
            type_of(value)
        ))
    }
}

fn fits_type(value: &Value, types: &[&str]) -> bool {
    types.is_empty()
        || types.iter().any(|name| match (*name, value) {
            ("number", Value::Number(_))
            | ("string", Value::String(_))
            | ("boolean", Value::Bool(_))
            | ("null", Value::Null)
            | ("array", Value::Array(_))
            | ("object", Value::Object(_)) => true,
            ("integer", Value::Number(number)) => {
                number.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            // A type that is yet to be invented.
            (name, _) => python_type(name) == name,
        })
}

/// What Python calls a type of JSON schema.
pub(crate) fn python_type(name: &str) -> &str {
    match name {
        "string" => "str",
        "integer" => "int",
        "number" => "float",
        "boolean" => "bool",
        "null" => "None",
        "array" => "list",
        "object" => "dict",
        other => other,
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "None",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

/// A value as Python writes it.
pub(crate) fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(python).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{}: {}", quoted(key), python(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

/// A text as Python's `repr` would write it.
pub(crate) fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut quoted = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\\' => quoted.push_str("\\\\"),
            c if c == quote => quoted.extend(['\\', c]),
            c if c.is_control() => {
                // All of them are below 256.
                let digit = |value: u32| char::from_digit(value & 15, 16).unwrap_or('0');
                quoted.extend(['\\', 'x', digit(c as u32 >> 4), digit(c as u32)]);
            }
            c => quoted.push(c),
        }
    }
    quoted.push(quote);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_does_not_fit_is_said_as_python_would() {
        let schema = json!({"type": "object", "required": ["a"], "additionalProperties": false, "$defs": {"node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}, "v": {"type": "integer"}}}, "loop": {"$ref": "#/$defs/loop"}},
            "properties": {"a": {"type": ["string", "null"]}, "n": {"$ref": "#/$defs/node"}, "l": {"$ref": "#/$defs/loop"}, "e": {"enum": ["x", 2]},
                "u": {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "number"}}]}, "m": {"type": "object", "additionalProperties": {"type": "boolean"}}, "c": {"const": 1}, "all": {"allOf": [{"type": "string"}]}}});
        let check = |value: Value, expected: Option<&str>| {
            assert_eq!(
                check("x", &value, &schema, &schema).err().as_deref(),
                expected,
                "{value}"
            );
        };
        check(
            json!({"a": null, "n": {"next": {"next": {"v": 1.0}}}, "l": 5, "e": 2, "u": [1, 2.5], "m": {"k": true}, "c": 1}),
            None,
        );
        check(json!({}), Some("x lacks the key 'a'"));
        check(json!({"a": 1}), Some("x['a'] must be str or None, not int"));
        check(json!({"a": "", "b": 1}), Some("x has the unknown key 'b'"));
        check(
            json!({"a": "", "n": {"next": {"v": "1"}}}),
            Some("x['n']['next']['v'] must be int, not str"),
        );
        check(
            json!({"a": "", "n": {"v": 1.5}}),
            Some("x['n']['v'] must be int, not float"),
        );
        check(
            json!({"a": "", "e": "y"}),
            Some("x['e'] must be one of 'x', 2, not 'y'"),
        );
        check(
            json!({"a": "", "u": [1, "2"]}),
            Some("x['u'][1] must be float, not str"),
        );
        check(
            json!({"a": "", "u": "2"}),
            Some("x['u'] must be int or list, not str"),
        );
        check(
            json!({"a": "", "m": {"it's": 1}}),
            Some("x['m'][\"it's\"] must be bool, not int"),
        );
        check(
            json!({"a": "", "c": [true, null, {"k": "\n\u{1f}"}]}),
            Some("x['c'] must be 1, not [True, None, {'k': '\\n\\x1f'}]"),
        );
        check(
            json!({"a": "", "all": 1}),
            Some("x['all'] must be str, not int"),
        );
        check(json!([]), Some("x must be dict, not list"));
    }

    proptest! {
        #[test]
        fn no_schema_makes_it_panic(schema in r##"\{("(type|anyOf|items|properties|required|enum|\$ref|additionalProperties)":("#"|"object"|\[\]|\{\}|\[\{"\$ref":"#"\}\]|\{"\$ref":"#/a"\},)){0,4}"##) {
            let schema: Value = serde_json::from_str(&format!("{}}}", schema.trim_end_matches(','))).unwrap_or(json!({"anyOf": [{"$ref": "#"}], "items": {"$ref": "#"}}));
            let _ = check("x", &json!([[[[{}]]], {"a": 1}]), &schema, &schema);
        }
    }
}
