//! Reading a cassette, which anybody may have written: field by field.

use super::{Cassette, Logged, Recorded, VERSION};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Why a text is no cassette that can be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CassetteError {
    /// Not JSON.
    #[error("This cassette is not JSON: {0}.")]
    Json(String),
    /// Of another version.
    #[error(
        "This cassette is of version {0}, and this page plays version {VERSION}: record the run again."
    )]
    Version(Value),
    /// A field is not what it must be.
    #[error("This cassette is damaged: {place} must be {what}.")]
    Field {
        /// Where.
        place: String,
        /// What belongs there.
        what: &'static str,
    },
}

type Result<T> = std::result::Result<T, CassetteError>;

const TEXT: &str = "a text";
const INDEX: &str = "a whole number from 0 on, of something that is there";
/// Largest number that JavaScript has exactly.
const MOST: u64 = 1 << 53;

impl Cassette {
    /// From JSON text.
    pub(super) fn read(text: &str) -> Result<Self> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| CassetteError::Json(error.to_string()))?;
        let mut top = Fields::of(value, "it")?;
        match top.take("version") {
            Some(version) if version == VERSION => {}
            Some(version @ Value::Number(_)) => return Err(CassetteError::Version(version)),
            _ => return Err(field("its version", "a number")),
        }
        let answers = top.list("answers", |value, place| match &value {
            Value::String(text) if is_answer(text) => Ok(text.clone()),
            _ => Err(field(place, r#"the text {"ok": …} or {"error": …}"#)),
        })?;
        let calls = top.list("calls", |value, place| {
            let mut call = Fields::of(value, place)?;
            Ok(Recorded {
                request: call.text("request")?,
                answer: call.index("answer", answers.len())?,
                ns: call.number("ns")?,
            })
        })?;
        let mut logged = BTreeSet::new();
        let log = top.list("log", |value, place| {
            let mut entry = Fields::of(value, place)?;
            let call = entry.index("call", calls.len())?;
            let call = call.filter(|call| calls[*call].answer.is_some() && logged.insert(*call));
            let arguments = entry.text("arguments")?;
            if serde_json::from_str::<Value>(&arguments).is_err() {
                return Err(field(&format!("{place}.arguments"), "JSON"));
            }
            Ok(Logged {
                call: call.ok_or_else(|| {
                    field(
                        &format!("{place}.call"),
                        "the number of another answered call",
                    )
                })?,
                server: entry.text("server")?,
                tool: entry.text("tool")?,
                arguments,
                read_only: match entry.take("readOnly") {
                    Some(Value::Bool(read_only)) => read_only,
                    _ => return Err(field(&format!("{place}.readOnly"), "true or false")),
                },
                ms: entry.required("ms")?,
            })
        })?;
        Ok(Self {
            version: VERSION,
            seed: top.required("seed")?,
            now: top.required("now")?,
            stdin: top.optional_text("stdin")?,
            inputs: top.list("inputs", |value, place| match value {
                Value::Null => Ok(None),
                Value::String(line) => Ok(Some(line)),
                _ => Err(field(place, "a text, or null for the end of input")),
            })?,
            calls,
            answers,
            log,
        })
    }
}

/// Whether this is what a program can be answered, written as [`crate::answer_json`] writes it.
fn is_answer(text: &str) -> bool {
    let starts = text.starts_with(r#"{"ok":"#) || text.starts_with(r#"{"error":"#);
    starts && serde_json::from_str::<Map<String, Value>>(text).is_ok_and(|fields| fields.len() == 1)
}

fn field(place: &str, what: &'static str) -> CassetteError {
    CassetteError::Field {
        place: place.to_owned(),
        what,
    }
}

struct Fields {
    fields: Map<String, Value>,
    place: String,
}

impl Fields {
    fn of(value: Value, place: &str) -> Result<Self> {
        match value {
            Value::Object(fields) => Ok(Self {
                fields,
                place: place.to_owned(),
            }),
            _ => Err(field(place, "an object")),
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name).filter(|value| !value.is_null())
    }

    fn wrong<T>(&self, name: &str, what: &'static str) -> Result<T> {
        Err(field(&format!("{}.{name}", self.place), what))
    }

    fn text(&mut self, name: &str) -> Result<String> {
        match self.optional_text(name)? {
            Some(text) => Ok(text),
            None => self.wrong(name, TEXT),
        }
    }

    fn optional_text(&mut self, name: &str) -> Result<Option<String>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => self.wrong(name, TEXT),
        }
    }

    fn number(&mut self, name: &str) -> Result<Option<u64>> {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        match value.as_u64().filter(|number| *number <= MOST) {
            Some(number) => Ok(Some(number)),
            None => self.wrong(name, "a whole number from 0 to 2^53"),
        }
    }

    fn required(&mut self, name: &str) -> Result<u64> {
        match self.number(name)? {
            Some(number) => Ok(number),
            None => self.wrong(name, "a whole number from 0 to 2^53"),
        }
    }

    /// A place in a list of so many.
    fn index(&mut self, name: &str, length: usize) -> Result<Option<usize>> {
        let Some(number) = self.number(name)? else {
            return Ok(None);
        };
        match usize::try_from(number).ok().filter(|index| *index < length) {
            Some(index) => Ok(Some(index)),
            None => self.wrong(name, INDEX),
        }
    }

    fn list<T>(
        &mut self,
        name: &str,
        mut item: impl FnMut(Value, &str) -> Result<T>,
    ) -> Result<Vec<T>> {
        let Some(Value::Array(items)) = self.take(name) else {
            return self.wrong(name, "a list");
        };
        let items = items.into_iter().enumerate();
        items
            .map(|(index, value)| item(value, &format!("{name}[{index}]")))
            .collect()
    }
}
