//! Markers: under which circumstances a requirement holds (`python_version < "3.11" and extra == "cli"`).

use crate::name::Name;
use pep440_rs::{Version, VersionSpecifier};
use std::collections::BTreeSet;
use std::str::FromStr;

/// Brackets in brackets.
const DEEPEST: u32 = 32;

/// What the interpreter says of itself, by the names that markers use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment(Vec<(&'static str, String)>);

impl Environment {
    /// That of the engine, which `tests/browser/packages.test.mjs` asks. It calls itself an alpha of 3.14, in which `>=3.14`
    /// would not hold; the language is that of 3.14.
    pub fn engine() -> Self {
        Self::of(&[
            ("implementation_name", "rustpython"),
            ("implementation_version", "0.6.0"),
            ("os_name", "posix"),
            ("platform_machine", ""),
            ("platform_python_implementation", "RustPython"),
            ("platform_release", ""),
            ("platform_system", "wasi"),
            ("platform_version", ""),
            ("python_full_version", "3.14.0"),
            ("python_version", "3.14"),
            ("sys_platform", "wasi"),
        ])
    }

    fn of(values: &[(&'static str, &str)]) -> Self {
        Self(
            values
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        )
    }

    /// All of it.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    fn get(&self, name: &str) -> &str {
        self.values()
            .find_map(|(known, value)| (known == name).then_some(value))
            .unwrap_or_default()
    }

    /// Version of the language, in full.
    pub fn python(&self) -> &str {
        self.get("python_full_version")
    }
}

const VARIABLES: [&str; 11] = [
    "implementation_name",
    "implementation_version",
    "os_name",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "platform_version",
    "python_full_version",
    "python_version",
    "sys_platform",
];

/// A circumstance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// All of them.
    And(Vec<Marker>),
    /// At least one of them.
    Or(Vec<Marker>),
    /// A comparison.
    Compare(Value, String, Value),
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A variable of the environment.
    Variable(&'static str),
    /// The extras that were asked for.
    Extra,
    /// In quotes.
    Text(String),
}

impl Marker {
    /// Whether it holds, for a package that was asked for with these extras.
    pub fn holds(&self, environment: &Environment, extras: &BTreeSet<Name>) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.holds(environment, extras)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(environment, extras)),
            Self::Compare(Value::Extra, operator, Value::Text(name))
            | Self::Compare(Value::Text(name), operator, Value::Extra) => {
                let asked = Name::new(name).is_some_and(|name| extras.contains(&name));
                asked == (operator == "==")
            }
            Self::Compare(left, operator, right) => compare(environment, left, operator, right),
        }
    }
}

fn compare(environment: &Environment, left: &Value, operator: &str, right: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::Variable(name) => environment.get(name).to_owned(),
        Value::Extra => String::new(),
        Value::Text(text) => text.clone(),
    };
    let is_version = |value: &Value| matches!(value, Value::Variable(name) if name.ends_with("version") && *name != "platform_version");
    let (left_text, right_text) = (text(left), text(right));
    let versions = if is_version(left) {
        as_versions(&left_text, operator, &right_text)
    } else if is_version(right) {
        as_versions(&right_text, turned(operator), &left_text)
    } else {
        None
    };
    versions.unwrap_or_else(|| match operator {
        "==" | "===" => left_text == right_text,
        "!=" => left_text != right_text,
        "<" => left_text < right_text,
        "<=" => left_text <= right_text,
        ">" => left_text > right_text,
        ">=" => left_text >= right_text,
        "in" => right_text.contains(&left_text),
        "not in" => !right_text.contains(&left_text),
        _ => false,
    })
}

fn as_versions(version: &str, operator: &str, range: &str) -> Option<bool> {
    let version = Version::from_str(version).ok()?;
    let range = VersionSpecifier::from_str(&format!("{operator}{range}")).ok()?;
    Some(range.contains(&version))
}

/// The operator with its sides exchanged.
fn turned(operator: &str) -> &str {
    match operator {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        same => same,
    }
}

impl FromStr for Marker {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut reader = Reader { rest: text };
        let marker = reader.any(0)?;
        reader.skip_spaces();
        if reader.rest.is_empty() {
            Ok(marker)
        } else {
            Err(format!("its marker goes on with {:?}", reader.rest))
        }
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, token: &str) -> bool {
        self.skip_spaces();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A word, not merely the beginning of one.
    fn takes_word(&mut self, word: &str) -> bool {
        self.skip_spaces();
        match self.rest.strip_prefix(word) {
            Some(rest)
                if !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_') =>
            {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn any(&mut self, depth: u32) -> Result<Marker, String> {
        let mut parts = vec![self.all(depth)?];
        while self.takes_word("or") {
            parts.push(self.all(depth)?);
        }
        Ok(one_or(parts, Marker::Or))
    }

    fn all(&mut self, depth: u32) -> Result<Marker, String> {
        let mut parts = vec![self.part(depth)?];
        while self.takes_word("and") {
            parts.push(self.part(depth)?);
        }
        Ok(one_or(parts, Marker::And))
    }

    fn part(&mut self, depth: u32) -> Result<Marker, String> {
        if self.takes("(") {
            if depth == DEEPEST {
                return Err("its marker has too many brackets".into());
            }
            let inner = self.any(depth + 1)?;
            return if self.takes(")") {
                Ok(inner)
            } else {
                Err("a ( of its marker is not closed".into())
            };
        }
        let left = self.value()?;
        let operator = self.operator()?;
        let right = self.value()?;
        Ok(Marker::Compare(left, operator, right))
    }

    fn operator(&mut self) -> Result<String, String> {
        for operator in ["===", "==", "~=", "!=", "<=", ">=", "<", ">"] {
            if self.takes(operator) {
                return Ok(operator.into());
            }
        }
        if self.takes_word("in") {
            return Ok("in".into());
        }
        if self.takes_word("not") && self.takes_word("in") {
            return Ok("not in".into());
        }
        Err("its marker compares nothing".into())
    }

    fn value(&mut self) -> Result<Value, String> {
        self.skip_spaces();
        for quote in ['"', '\''] {
            if let Some(inner) = self.rest.strip_prefix(quote) {
                let (text, rest) = inner
                    .split_once(quote)
                    .ok_or("a quote of its marker is not closed")?;
                self.rest = rest;
                return Ok(Value::Text(text.into()));
            }
        }
        if self.takes_word("extra") {
            return Ok(Value::Extra);
        }
        // What older metadata calls them.
        for (old, name) in [("os.name", "os_name"), ("sys.platform", "sys_platform")] {
            if self.takes_word(old) {
                return Ok(Value::Variable(name));
            }
        }
        VARIABLES
            .into_iter()
            .find(|name| self.takes_word(name))
            .map(Value::Variable)
            .ok_or_else(|| "its marker names something unknown".into())
    }
}

fn one_or(mut parts: Vec<Marker>, many: impl FnOnce(Vec<Marker>) -> Marker) -> Marker {
    if parts.len() == 1
        && let Some(part) = parts.pop()
    {
        return part;
    }
    many(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, extras: &[&str]) -> bool {
        let extras = extras.iter().filter_map(|extra| Name::new(extra)).collect();
        Marker::from_str(text)
            .expect(text)
            .holds(&Environment::engine(), &extras)
    }

    #[test]
    fn circumstances_are_compared() {
        for text in [
            "python_version >= '3.9'",
            "\"3.9\" < python_version",
            "python_version < '3.9' or python_version > '3.13'",
            "(python_version > '3' and sys_platform != 'win32')",
            "sys_platform == \"wasi\" and os_name == 'posix'",
            "python_full_version >= '3.14.0a1'",
            "python_version not in '2.7, 3.4'",
            "'3.1' in python_version",
            "implementation_name != 'cpython'",
            "python_version == '3.*'",
            "sys.platform != 'win32'",
        ] {
            assert!(holds(text, &[]), "{text}");
        }
        for text in [
            "python_version < '3.11'",
            "'3.15' <= python_version",
            "platform_system == 'Windows'",
            "platform_python_implementation == 'CPython'",
            "extra == 'cli'",
            "python_version ~= '2.7'",
        ] {
            assert!(!holds(text, &[]), "{text}");
        }
        assert!(holds("extra == 'C_L-I'", &["c.l.i"]));
        assert!(holds("extra == 'a' and python_version > '3'", &["b", "a"]));
    }

    #[test]
    fn what_is_none_says_why() {
        for (text, part) in [
            ("", "unknown"),
            ("python_version", "compares nothing"),
            ("python_version > '3", "not closed"),
            ("(python_version > '3'", "not closed"),
            ("python_version > '3' also", "goes on"),
            ("pythonversion > '3'", "unknown"),
        ] {
            let error = Marker::from_str(text).expect_err(text);
            assert!(error.contains(part), "{text}: {error}");
        }
        let deep = "(".repeat(100_000);
        assert!(Marker::from_str(&deep).is_err());
    }
}
