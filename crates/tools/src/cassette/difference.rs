//! How what is asked differs from what was recorded, in words.

use crate::base64;
use crate::url;
use serde_json::Value;
use std::fmt::{self, Write};

/// Most lines about one request.
const LINES: usize = 6;
/// Most characters of a value.
const WIDTH: usize = 80;

/// A request, as far as it matters for comparing.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) request: Value,
    /// Requests of one channel come in the recorded order.
    pub(super) channel: String,
    /// Whether it only asks what there is.
    pub(super) looks_up: bool,
    pub(super) server: Option<String>,
    pub(super) tool: Option<String>,
}

impl Asked {
    pub(super) fn new(text: &str) -> Self {
        let request = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
        let of = |name: &str| request.get(name).and_then(Value::as_str);
        let (kind, server, tool) = (of("kind"), of("server"), of("tool"));
        let channel = match (kind, server, tool) {
            (Some("call"), Some(server), Some(tool)) => format!("{server}.{tool}"),
            (Some("http"), ..) => {
                let address = of("url").unwrap_or_default();
                let origin = url::origin(address).unwrap_or_default();
                format!("{} {origin}", of("method").unwrap_or_default())
            }
            _ => text.to_owned(),
        };
        Self {
            looks_up: matches!(kind, Some("servers" | "tools" | "search" | "describe")),
            channel,
            server: server.map(str::to_owned),
            tool: tool.map(str::to_owned),
            request,
        }
    }

    /// What distinguishes it from others of its channel.
    fn details(&self) -> Vec<(String, &Value)> {
        let mut details = Vec::new();
        for name in ["positional", "arguments", "url", "headers", "body"] {
            match self.request.get(name) {
                Some(Value::Object(fields)) => {
                    details.extend(fields.iter().map(|(name, value)| (name.clone(), value)));
                }
                Some(Value::Array(items)) if name == "positional" => {
                    let number = |(index, value)| (format!("argument {}", index + 1), value);
                    details.extend(items.iter().enumerate().map(number));
                }
                Some(value) if !value.is_null() => details.push((name.to_owned(), value)),
                _ => {}
            }
        }
        details
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&short(self.channel.clone()))?;
        for (name, value) in self.details().into_iter().take(LINES) {
            write!(f, " {name}={}", shown(&name, value))?;
        }
        Ok(())
    }
}

/// Why this request cannot be answered: the next recorded one of its channel is another, or there is none; so many are
/// recorded.
pub(super) fn sentence(asked: &Asked, next: Option<&Asked>, recorded: usize) -> String {
    let name = short(asked.channel.clone());
    let Some(next) = next else {
        return match recorded {
            0 => format!("{name} is not in the recording; record the run again to ask it"),
            1 => format!(
                "{asked} is one more than recorded: {name} was asked once; record the run again"
            ),
            _ => format!(
                "{asked} is one more than recorded: {name} was asked {recorded} times; record the run again"
            ),
        };
    };
    let mut lines = Vec::new();
    let (old, new) = (next.details(), asked.details());
    let find = |list: &[(String, &Value)], name: &str| {
        list.iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| (*value).clone())
    };
    for (name, value) in &new {
        compare(&mut lines, name, find(&old, name).as_ref(), Some(value));
    }
    for (name, value) in &old {
        if find(&new, name).is_none() {
            compare(&mut lines, name, Some(value), None);
        }
    }
    if lines.is_empty() {
        // What is left is no argument.
        compare(
            &mut lines,
            "request",
            Some(&next.request),
            Some(&asked.request),
        );
    }
    let mut sentence = format!(
        "this is not what {name} was asked next in the recording; record the run again, or ask as then:"
    );
    let more = lines.len().saturating_sub(LINES);
    for line in lines.iter().take(LINES) {
        let _ = write!(sentence, "\n  {line}");
    }
    if more > 0 {
        let _ = write!(sentence, "\n  and {more} more");
    }
    sentence
}

/// A line for each place where two values differ.
fn compare(lines: &mut Vec<String>, place: &str, recorded: Option<&Value>, asked: Option<&Value>) {
    match (recorded, asked) {
        (recorded, asked) if recorded == asked => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for (name, value) in new {
                compare(
                    lines,
                    &format!("{place}.{name}"),
                    old.get(name),
                    Some(value),
                );
            }
            for (name, value) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
                compare(lines, &format!("{place}.{name}"), Some(value), None);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            for index in 0..old.len().max(new.len()) {
                compare(
                    lines,
                    &format!("{place}[{index}]"),
                    old.get(index),
                    new.get(index),
                );
            }
        }
        (recorded, asked) => {
            let word = |value: Option<&Value>| {
                value.map_or_else(|| "nothing".to_owned(), |value| shown(place, value))
            };
            lines.push(format!(
                "{place}: {}, recorded {}",
                word(asked),
                word(recorded)
            ));
        }
    }
}

fn shown(place: &str, value: &Value) -> String {
    let bytes = value
        .as_str()
        .filter(|_| place == "body")
        .and_then(base64::decode);
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    short(text.unwrap_or_else(|| value.to_string()))
}

fn short(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(WIDTH) {
        text.truncate(end);
        text.push('…');
    }
    text
}
