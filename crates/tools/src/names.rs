//! Names that Python can spell for names that others have chosen.

use std::collections::HashSet;

/// Words that are no names in Python.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// A name for each of `names`, in their order, none of them twice and none of `reserved`.
///
/// A name that is good as it is stays, wherever it stands in the list; of the others, the first come have the
/// shorter names: `a.b`, `a_b`, `a-b` → `a_b_2`, `a_b`, `a_b_3`.
pub(crate) fn python_names<'a>(
    names: impl IntoIterator<Item = &'a str>,
    reserved: &[&str],
) -> Vec<String> {
    let wanted: Vec<(&str, String)> = names
        .into_iter()
        .map(|name| (name, python_name(name)))
        .collect();
    let mut taken: HashSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    let mut found: Vec<Option<String>> = Vec::new();
    for (name, python) in &wanted {
        found.push((name == python && taken.insert(python.clone())).then(|| python.clone()));
    }
    let complete = wanted.into_iter().zip(found).map(|((_, python), found)| {
        found.unwrap_or_else(|| {
            let mut free = python.clone();
            let mut number = 1;
            while !taken.insert(free.clone()) {
                number += 1;
                free = format!("{}_{number}", python.trim_end_matches('_'));
            }
            free
        })
    });
    complete.collect()
}

/// Letters, digits and underscores of `name`, without underscores around them, which Python gives a meaning.
pub(crate) fn python_name(name: &str) -> String {
    let mut python = String::new();
    for c in name.chars() {
        if c.is_alphabetic() || c.is_ascii_digit() {
            python.push(c);
        } else if !python.is_empty() && !python.ends_with('_') {
            python.push('_');
        }
    }
    let trimmed = python.trim_end_matches('_').len();
    python.truncate(trimmed);
    if python.is_empty() {
        return "unnamed".into();
    }
    if python.starts_with(|c: char| c.is_ascii_digit()) {
        python.insert(0, '_');
    }
    if KEYWORDS.contains(&python.as_str()) {
        python.push('_');
    }
    python
}

/// Whether Python takes this as a name.
pub(crate) fn is_python_name(name: &str) -> bool {
    let good = |c: char| c.is_alphabetic() || c.is_ascii_digit() || c == '_';
    !name.is_empty()
        && name.chars().all(good)
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !KEYWORDS.contains(&name)
}

/// `list_items` → `ListItems`, for types.
pub(crate) fn class_name(name: &str) -> String {
    let mut class = String::new();
    for word in python_name(name).split('_') {
        let mut letters = word.chars();
        class.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        class.push_str(letters.as_str());
    }
    if is_python_name(&class) {
        class
    } else {
        format!("_{class}")
    }
}

/// What may have been meant by `wrong`: the nearest of `names`, if it is near enough.
pub(crate) fn closest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let near = 1 + wrong.chars().count() / 4;
    let distances = names.into_iter().map(|name| (distance(wrong, name), name));
    distances
        .filter(|(distance, _)| *distance <= near)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Number of letters to insert, delete or change.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().take(100).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.to_lowercase().chars().take(100).enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_made_spellable() {
        let names = [
            "get-user",
            "repos/list.all",
            "class",
            "搜索",
            "3d",
            "__init__",
            "",
            "日本 語",
            "getForecast",
            "x²",
            "None_",
        ];
        let python = names.map(python_name);
        assert_eq!(
            python,
            [
                "get_user",
                "repos_list_all",
                "class_",
                "搜索",
                "_3d",
                "init",
                "unnamed",
                "日本_語",
                "getForecast",
                "x",
                "None_"
            ]
        );
    }

    #[test]
    fn collisions_are_solved_in_favour_of_who_needs_no_change() {
        let names = |names: &[&str]| python_names(names.iter().copied(), &["search"]);
        assert_eq!(
            names(&["a.b", "a_b", "a-b", "a_b"]),
            ["a_b_2", "a_b", "a_b_3", "a_b_4"]
        );
        assert_eq!(
            names(&["search", "class", "class_"]),
            ["search_2", "class_2", "class_"]
        );
    }

    #[test]
    fn slips_of_the_pen_are_recognised() {
        assert_eq!(closest("qurey", ["limit", "query"]), Some("query"));
        assert_eq!(closest("Query", ["query"]), Some("query"));
        assert_eq!(closest("x", ["query", "limit"]), None);
    }

    #[test]
    fn classes_are_named_like_classes() {
        assert_eq!(class_name("list_items"), "ListItems");
        assert_eq!(class_name("3d-view"), "_3dView");
        assert_eq!(class_name("none"), "_None");
    }

    proptest! {
        #[test]
        fn every_name_is_spellable_and_none_is_there_twice(names in prop::collection::vec("[a-b_.é0-2 ]{0,3}|class|搜索", 0..12)) {
            let python = python_names(names.iter().map(String::as_str), &["a"]);
            prop_assert_eq!(python.len(), names.len());
            prop_assert!(python.iter().all(|name| is_python_name(name)));
            let different: HashSet<&String> = python.iter().collect();
            prop_assert_eq!(different.len(), names.len());
            prop_assert!(!different.contains(&"a".to_owned()));
        }
    }
}
