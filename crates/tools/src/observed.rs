//! What a tool's results look like where its server does not say: learnt from those that came. Names of fields are kept,
//! values never.

use crate::machine::ToolResult;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Results are looked into this far, then anything goes.
const MAX_DEPTH: usize = 6;
/// Objects with more fields than this are dictionaries.
const MAX_FIELDS: usize = 40;
/// Items of a list that are looked at.
const MAX_ITEMS: usize = 100;
/// Where a tool has more of it, nothing is known.
const MAX_PARTS: usize = 300;

/// What all results of a tool have had in common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Observed {
    shape: Shape,
    results: u32,
}

/// All that a value at some place has been.
#[derive(Debug, Clone, Default, PartialEq)]
struct Shape {
    /// Too much to tell.
    anything: bool,
    /// Names of types that have no parts.
    plain: BTreeSet<&'static str>,
    array: Option<Box<Shape>>,
    object: Option<Box<Fields>>,
}

/// What an object has been.
#[derive(Debug, Clone, PartialEq)]
enum Fields {
    /// A record: how many there were; its fields, and how many had them.
    Record(u32, Vec<(String, u32, Shape)>),
    /// A dictionary, whose keys are data.
    Dictionary(Shape),
}

impl Observed {
    /// One more result.
    pub(crate) fn add(&mut self, result: &ToolResult) {
        self.results = self.results.saturating_add(1);
        match result {
            ToolResult::Value(value) => self.shape.add(value, 0),
            // What Python makes of them: a list of texts; pictures and the like have no JSON.
            ToolResult::Content(blocks) => {
                if blocks.iter().all(|block| block["type"] == "text") {
                    let texts = blocks.iter().map(|block| block["text"].clone()).collect();
                    self.shape.add(&texts, 0);
                } else {
                    self.shape = Shape::anything();
                }
            }
        }
        if self.shape.parts() > MAX_PARTS {
            self.shape = Shape::anything();
        }
    }

    /// A JSON schema that every result so far fits, and how many there were.
    pub(crate) fn schema(&self) -> (Value, u32) {
        (self.shape.schema(), self.results)
    }
}

impl Shape {
    fn anything() -> Self {
        Self {
            anything: true,
            ..Self::default()
        }
    }

    fn add(&mut self, value: &Value, depth: usize) {
        if self.anything {
            return;
        }
        match value {
            Value::Array(_) | Value::Object(_) if depth >= MAX_DEPTH => *self = Self::anything(),
            Value::Array(items) => {
                let shape = self.array.get_or_insert_default();
                for item in items.iter().take(MAX_ITEMS) {
                    shape.add(item, depth + 1);
                }
                if items.len() > MAX_ITEMS {
                    // The rest may be anything; that it is more of the same is what everybody expects.
                    shape.add(&items[items.len() - 1], depth + 1);
                }
            }
            Value::Object(fields) => {
                let known = self
                    .object
                    .get_or_insert_with(|| Box::new(Fields::Record(0, Vec::new())));
                known.add(fields, depth + 1);
            }
            plain => drop(self.plain.insert(match plain {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_f64() => "number",
                Value::Number(_) => "integer",
                _ => "string",
            })),
        }
    }

    /// All that the other has been, too.
    fn merge(&mut self, other: Self) {
        if self.anything || other.anything {
            *self = Self::anything();
            return;
        }
        self.plain.extend(other.plain);
        match (&mut self.array, other.array) {
            (Some(mine), Some(theirs)) => mine.merge(*theirs),
            (mine, theirs) => *mine = mine.take().or(theirs),
        }
        match (&mut self.object, other.object) {
            (Some(mine), Some(theirs)) => mine.merge(*theirs),
            (mine, theirs) => *mine = mine.take().or(theirs),
        }
    }

    fn parts(&self) -> usize {
        let array = self.array.as_deref().map_or(0, Self::parts);
        let object = self.object.as_deref().map_or(0, |fields| match fields {
            Fields::Record(_, fields) => fields.iter().map(|(_, _, shape)| shape.parts()).sum(),
            Fields::Dictionary(values) => values.parts(),
        });
        1 + array + object
    }

    fn schema(&self) -> Value {
        if self.anything {
            return json!({});
        }
        // Whole numbers are numbers; `None` comes last, as in `str | None`.
        let seen = |name: &str| {
            self.plain.contains(name) && (name != "integer" || !self.plain.contains("number"))
        };
        let kinds_of = |names: &[&str]| -> Vec<Value> {
            let seen = names.iter().filter(|name| seen(name));
            seen.map(|name| json!({"type": name})).collect()
        };
        let mut kinds = kinds_of(&["boolean", "integer", "number", "string"]);
        if let Some(items) = &self.array {
            kinds.push(match items.schema() {
                items if items == json!({}) => json!({"type": "array"}),
                items => json!({"type": "array", "items": items}),
            });
        }
        if let Some(fields) = &self.object {
            kinds.push(fields.schema());
        }
        kinds.extend(kinds_of(&["null"]));
        match kinds.len() {
            0 => json!({}),
            1 => kinds.remove(0),
            _ => json!({"anyOf": kinds}),
        }
    }
}

impl Fields {
    fn add(&mut self, fields: &Map<String, Value>, depth: usize) {
        if let Self::Record(count, known) = self {
            *count = count.saturating_add(1);
            for (name, value) in fields {
                let at = known.iter().position(|(other, ..)| other == name);
                let at = at.unwrap_or_else(|| {
                    known.push((name.clone(), 0, Shape::default()));
                    known.len() - 1
                });
                let (_, seen, shape) = &mut known[at];
                *seen = seen.saturating_add(1);
                shape.add(value, depth);
                if known.len() > MAX_FIELDS || !is_name(name) {
                    break;
                }
            }
            if known.len() <= MAX_FIELDS && known.iter().all(|(name, ..)| is_name(name)) {
                return;
            }
            *self = Self::Dictionary(values(std::mem::take(known)));
        }
        if let Self::Dictionary(shape) = self {
            for value in fields.values() {
                shape.add(value, depth);
            }
        }
    }

    fn merge(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Record(count, known), Self::Record(more, theirs)) => {
                *count = count.saturating_add(more);
                for (name, seen, shape) in theirs {
                    match known.iter_mut().find(|(other, ..)| *other == name) {
                        Some((_, mine, known)) => {
                            *mine = mine.saturating_add(seen);
                            known.merge(shape);
                        }
                        None => known.push((name, seen, shape)),
                    }
                }
                if known.len() > MAX_FIELDS {
                    *self = Self::Dictionary(values(std::mem::take(known)));
                }
            }
            (Self::Record(_, known), Self::Dictionary(mut all)) => {
                all.merge(values(std::mem::take(known)));
                *self = Self::Dictionary(all);
            }
            (Self::Dictionary(all), Self::Record(_, theirs)) => all.merge(values(theirs)),
            (Self::Dictionary(all), Self::Dictionary(theirs)) => all.merge(theirs),
        }
    }

    fn schema(&self) -> Value {
        match self {
            Self::Record(count, fields) => {
                let required = fields.iter().filter(|(_, seen, _)| seen == count);
                let required: Vec<&str> = required.map(|(name, ..)| name.as_str()).collect();
                let properties = fields
                    .iter()
                    .map(|(name, _, shape)| (name.clone(), shape.schema()));
                let properties: Map<String, Value> = properties.collect();
                json!({"type": "object", "properties": properties, "required": required})
            }
            Self::Dictionary(values) => {
                json!({"type": "object", "additionalProperties": values.schema()})
            }
        }
    }
}

/// What the fields of a record have in common.
fn values(fields: Vec<(String, u32, Shape)>) -> Shape {
    fields
        .into_iter()
        .fold(Shape::default(), |mut all, (_, _, shape)| {
            all.merge(shape);
            all
        })
}

/// Whether a key names a field, and is no data: an address, a number, a date.
fn is_name(key: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || c == '_';
    key.starts_with(letter)
        && key.len() <= 40
        && key
            .chars()
            .all(|c| letter(c) || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;
    use proptest::prelude::*;

    fn learnt(results: &[Value]) -> Value {
        let mut observed = Observed::default();
        for value in results {
            observed.add(&ToolResult::Value(value.clone()));
        }
        observed.schema().0
    }

    #[test]
    fn what_results_have_in_common_is_learnt() {
        let seen = learnt(&[
            json!([{"id": 1, "name": "a", "tags": []}]),
            json!([{"id": 2.5, "name": null, "tags": ["x"], "more": true}]),
        ]);
        assert_eq!(
            seen,
            json!({"type": "array", "items": {"type": "object", "required": ["id", "name", "tags"], "properties": {
                "id": {"type": "number"}, "name": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "tags": {"type": "array", "items": {"type": "string"}}, "more": {"type": "boolean"}}}})
        );
    }

    #[test]
    fn keys_that_are_data_are_not_kept() {
        let seen = learnt(&[json!({"ada@example.org": 1, "b": 2}), json!({"c": "text"})]);
        assert_eq!(
            seen,
            json!({"type": "object", "additionalProperties": {"anyOf": [{"type": "integer"}, {"type": "string"}]}})
        );
        let many: Map<String, Value> = (0..=MAX_FIELDS)
            .map(|n| (format!("k{n}"), json!(n)))
            .collect();
        assert_eq!(
            learnt(&[many.into()]),
            json!({"type": "object", "additionalProperties": {"type": "integer"}})
        );
    }

    #[test]
    fn texts_are_texts_and_pictures_are_anything() {
        let mut observed = Observed::default();
        let text = json!({"type": "text", "text": "a"});
        observed.add(&ToolResult::Value(json!("a")));
        assert_eq!(observed.schema(), (json!({"type": "string"}), 1));
        observed.add(&ToolResult::Content(vec![text.clone(), text.clone()]));
        let both =
            json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
        assert_eq!(observed.schema(), (both, 2));
        observed.add(&ToolResult::Content(vec![text, json!({"type": "image"})]));
        assert_eq!(observed.schema(), (json!({}), 3));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,4}".prop_map(Value::from),
        ];
        leaf.prop_recursive(8, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec(("[a-d1]{1,2}", inner), 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_result_fits_what_was_learnt(results in prop::collection::vec(value(), 1..8)) {
            let schema = learnt(&results);
            for value in &results {
                prop_assert_eq!(schema::check("x", value, &schema, &schema), Ok(()), "{}", schema);
            }
        }

        #[test]
        fn what_is_learnt_is_bounded(results in prop::collection::vec(value(), 1..30)) {
            prop_assert!(learnt(&results).to_string().len() < MAX_PARTS * 120);
        }
    }
}
