//! Names of packages and extras: compared without regard to case, and to `-`, `_` and `.`.

use serde::Serialize;
use std::fmt;

/// A name in its one comparable form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Name(String);

impl Name {
    /// The name that this text spells, if it is one.
    pub fn new(text: &str) -> Option<Self> {
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = text.as_bytes();
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        if !letter(bytes.first()) || !letter(bytes.last()) || !bytes.iter().all(plain) {
            return None;
        }
        let parts = text.split(['-', '_', '.']).filter(|part| !part.is_empty());
        Some(Self(
            parts.collect::<Vec<_>>().join("-").to_ascii_lowercase(),
        ))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for spelling in [
            "Zope.Interface",
            "zope-interface",
            "zope__interface",
            "zope._-interface",
        ] {
            assert_eq!(
                Name::new(spelling).as_ref().map(Name::as_str),
                Some("zope-interface")
            );
        }
        for other in ["", "-a", "a-", "a b", "a/b", "ä", ".."] {
            assert_eq!(Name::new(other), None, "{other}");
        }
    }
}
