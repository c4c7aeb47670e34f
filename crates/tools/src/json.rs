//! JSON as people write it: comments and trailing commas allowed, duplicates kept, each value knows where it stands.

use serde_json::{Map, Value};
use thiserror::Error;

/// Deeper nesting than any configuration has.
const MAX_DEPTH: usize = 64;

/// What is wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub(crate) struct SyntaxError {
    pub(crate) offset: usize,
    pub(crate) message: String,
}

/// A value and the byte where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) offset: usize,
    pub(crate) kind: Kind,
}

/// A member's name and the byte where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) offset: usize,
    pub(crate) text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// `null`, a boolean, a number or a string.
    Scalar(Value),
    Array(Vec<Node>),
    /// In the order of the text.
    Object(Vec<(Key, Node)>),
}

impl Node {
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Scalar(value) => value.as_bool(),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&[(Key, Node)]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of this name; the last one where there are several, as in every JSON reader.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        let members = self.as_object()?;
        let found = members.iter().rev().find(|(key, _)| key.text == name);
        found.map(|(_, node)| node)
    }

    /// What it is called in a sentence.
    pub(crate) fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
            Kind::Scalar(Value::String(_)) => "a string",
            Kind::Scalar(Value::Number(_)) => "a number",
            Kind::Scalar(Value::Bool(_)) => "true or false",
            Kind::Scalar(_) => "null",
        }
    }

    pub(crate) fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Scalar(value) => value.clone(),
            Kind::Array(items) => items.iter().map(Node::to_value).collect(),
            Kind::Object(members) => {
                let members = members
                    .iter()
                    .map(|(key, node)| (key.text.clone(), node.to_value()));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }
}

/// Line and column of a byte, both counted from 1, the column in characters.
pub(crate) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Read one value and nothing after it.
pub(crate) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut reader = Reader {
        text,
        at: if text.starts_with('\u{feff}') { 3 } else { 0 },
    };
    let node = reader.value(0)?;
    reader.blank()?;
    match reader.peek() {
        None => Ok(node),
        Some(found) => {
            Err(reader.error(format!("{found:?} follows after the end of the JSON value")))
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError {
            offset: self.at,
            message: message.into(),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Skip white space and comments.
    fn blank(&mut self) -> Result<(), SyntaxError> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                let Some(end) = trimmed.find("*/") else {
                    return Err(self.error("this comment has no end"));
                };
                self.at += end + 2;
            } else {
                return Ok(());
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        if depth > MAX_DEPTH {
            return Err(self.error("this is nested too deeply"));
        }
        self.blank()?;
        let offset = self.at;
        let kind = match self.peek() {
            Some('{') => Kind::Object(self.members(depth)?),
            Some('[') => Kind::Array(self.items(depth)?),
            Some('"') => Kind::Scalar(Value::String(self.string()?)),
            Some('-' | '0'..='9' | 'a'..='z') => Kind::Scalar(self.word()?),
            Some('“' | '”' | '\'') => {
                return Err(self.error("texts stand between straight double quotes: \"…\""));
            }
            Some(found) => {
                return Err(self.error(format!("a value was expected here, not {found:?}")));
            }
            None => return Err(self.error("the text ends where a value was expected")),
        };
        Ok(Node { offset, kind })
    }

    fn members(&mut self, depth: usize) -> Result<Vec<(Key, Node)>, SyntaxError> {
        let mut members = Vec::new();
        self.at += 1;
        loop {
            self.blank()?;
            match self.peek() {
                Some('}') => break,
                Some('"') => {}
                Some(found) => {
                    return Err(self.error(format!(
                        "a name in double quotes or }} was expected here, not {found:?}"
                    )));
                }
                None => return Err(self.error("the text ends inside an object: } is missing")),
            }
            let offset = self.at;
            let text = self.string()?;
            self.blank()?;
            if self.peek() != Some(':') {
                return Err(self.error(format!("a colon is missing after {text:?}")));
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            self.blank()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some('}') => {}
                None => return Err(self.error("the text ends inside an object: } is missing")),
                Some(_) => {
                    return Err(
                        self.error(format!("a comma is missing after the value of {text:?}"))
                    );
                }
            }
            members.push((Key { offset, text }, value));
        }
        self.at += 1;
        Ok(members)
    }

    fn items(&mut self, depth: usize) -> Result<Vec<Node>, SyntaxError> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.blank()?;
            if self.peek() == Some(']') {
                break;
            }
            items.push(self.value(depth + 1)?);
            self.blank()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some(']') => {}
                None => return Err(self.error("the text ends inside an array: ] is missing")),
                Some(_) => {
                    return Err(self.error("a comma is missing between the values of an array"));
                }
            }
        }
        self.at += 1;
        Ok(items)
    }

    fn string(&mut self) -> Result<String, SyntaxError> {
        let rest = self.rest();
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find_map(|(at, c)| match c {
            _ if escaped => {
                escaped = false;
                None
            }
            '\\' => {
                escaped = true;
                None
            }
            '"' | '\n' => Some((at, c)),
            _ => None,
        });
        let Some((end, '"')) = end else {
            return Err(self.error("this text has no closing double quote on its line"));
        };
        let text = serde_json::from_str(&rest[..=end]);
        let text = text.map_err(|_| self.error("this text has an escape that JSON does not know"));
        self.at += end + 1;
        text
    }

    fn word(&mut self) -> Result<Value, SyntaxError> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "+-._".contains(c)))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let value = serde_json::from_str(word);
        let value =
            value.map_err(|_| self.error(format!("{word} is no JSON value; texts need quotes")))?;
        self.at += end;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn comments_and_trailing_commas_are_read() {
        let text = "\u{feff}// servers\n{\"a\": [1, 2.5e3, -1,], /* why */ \"b\": {\"c\": \"\\u00e9\\\"\",},}\n";
        let value = parse(text).unwrap().to_value();
        assert_eq!(value, json!({"a": [1, 2500.0, -1], "b": {"c": "é\""}}));
    }

    #[test]
    fn errors_say_what_is_missing_and_where() {
        let check = |text: &str, place: (usize, usize), words: &str| {
            let error = parse(text).unwrap_err();
            assert_eq!(position(text, error.offset), place, "{text}: {error}");
            assert!(error.message.contains(words), "{text}: {error}");
        };
        check(
            "{\n  \"a\": 1\n  \"b\": 2}",
            (3, 3),
            "comma is missing after the value of \"a\"",
        );
        check("{\"a\" 1}", (1, 6), "colon");
        check("{\"é\": “x”}", (1, 7), "straight double quotes");
        check("{\"a\": x-y}", (1, 7), "x-y is no JSON value");
        check("{\"a\": \"b", (1, 7), "no closing");
        check("{\"a\": [1", (1, 9), "] is missing");
        check("{} {}", (1, 4), "follows after the end");
        check("", (1, 1), "ends where a value");
        check(&"[".repeat(100_000), (1, 66), "nested too deeply");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]{}\",:/*a-z0-9\\\\ \\n“é.-]{0,60}") {
            if let Err(error) = parse(&text) {
                position(&text, error.offset);
            }
        }

        #[test]
        fn what_serde_reads_is_read_alike(numbers in prop::collection::vec(any::<f64>(), 0..5), text in any::<String>()) {
            let value = json!({"numbers": numbers, "text": text, text.clone(): [null, true, {}]});
            for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                let expected: Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(parse(&text).unwrap().to_value(), expected);
            }
        }
    }
}
