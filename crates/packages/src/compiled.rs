//! What is known of packages with compiled code: whose Python part runs alone, and what to use instead of others.

use crate::name::Name;

/// Their makers wrote every compiled part a second time in Python, which takes over where the compiled one is missing.
const RUN_WITHOUT: &[&str] = &[
    "frozenlist",
    "markupsafe",
    "msgpack",
    "multidict",
    "propcache",
    "pyyaml",
    "wrapt",
    "zope-interface",
];

/// What does the same here, or some of it.
const INSTEAD: &[(&str, &str)] = &[
    (
        "cryptography",
        "hashlib, hmac and secrets of the standard library are there",
    ),
    (
        "lxml",
        "xml.etree of the standard library, or beautifulsoup4 with html.parser, are pure Python",
    ),
    (
        "matplotlib",
        "pygal is pure Python and draws SVG; show it with vivarium.display",
    ),
    (
        "numpy",
        "lists, array, statistics and fractions of the standard library, or sympy and mpmath, are pure Python",
    ),
    ("orjson", "json of the standard library does the same"),
    (
        "pandas",
        "csv and statistics of the standard library, with dataclasses for rows, are pure Python",
    ),
    (
        "pillow",
        "show SVG with vivarium.display, or write PNG by zlib and struct of the standard library",
    ),
    ("psutil", "a browser shows programs nothing of the machine"),
    (
        "pydantic",
        "attrs with cattrs, or the standard library's dataclasses, are pure Python",
    ),
    (
        "pydantic-core",
        "attrs with cattrs, or the standard library's dataclasses, are pure Python (of pydantic, version 1: pydantic<2)",
    ),
    ("regex", "re of the standard library does most of it"),
    ("scipy", "sympy and mpmath are pure Python"),
    ("ujson", "json of the standard library does the same"),
];

/// Whether its Python part runs without the compiled one.
pub fn runs_without(name: &Name) -> bool {
    RUN_WITHOUT.contains(&name.as_str())
}

/// Whether a file is compiled code.
pub fn is_compiled(path: &str) -> bool {
    [".so", ".pyd", ".dll", ".dylib"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// What to use instead, as the rest of a sentence's paragraph; empty where nothing is known.
pub fn advice(name: &str) -> String {
    INSTEAD
        .iter()
        .find(|(known, _)| *known == name)
        .map_or_else(String::new, |(_, advice)| format!(" Instead: {advice}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_names() {
        for name in RUN_WITHOUT
            .iter()
            .chain(INSTEAD.iter().map(|(name, _)| name))
        {
            assert_eq!(Name::new(name).as_ref().map(Name::as_str), Some(*name));
        }
        assert_eq!(advice("attrs"), "");
        assert!(advice("numpy").starts_with(" Instead: lists"));
    }
}
