//! Cuts a Python program into coloured stretches. It sees tokens, not meaning, and never fails.

/// What a stretch of a program is, as far as its colour goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Names, operators, white space.
    Plain,
    /// `# …`
    Comment,
    /// A string with its prefix and quotes; one that is not closed ends with its line, or with the program.
    String,
    /// A number, or `True`, `False` and `None`.
    Constant,
    /// A word of the language.
    Keyword,
    /// The name that `def` or `class` defines, and decorators.
    Definition,
}

impl Class {
    /// Its name in the style sheet.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Comment => "comment",
            Self::String => "string",
            Self::Constant => "constant",
            Self::Keyword => "keyword",
            Self::Definition => "definition",
        }
    }
}

const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Words of the language only at the beginning of a statement such as `match value:`.
const SOFT_KEYWORDS: &[&str] = &["match", "case", "type"];

/// The stretches of `program`, which they are when put together again; neighbours differ in class.
pub fn stretches(program: &str) -> Vec<(Class, &str)> {
    let mut stretches: Vec<(Class, &str)> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut defining = false;
    while at < program.len() {
        let (class, length) = token(&program[..at], &program[at..], defining);
        let text = &program[at..at + length];
        if !text.trim().is_empty() {
            defining = class == Class::Keyword && matches!(text, "def" | "class");
        }
        match stretches.last_mut() {
            Some((last, stretch)) if *last == class => *stretch = &program[start..at + length],
            _ => {
                start = at;
                stretches.push((class, text));
            }
        }
        at += length;
    }
    stretches
}

/// Class and length of the token at the beginning of `rest`.
fn token(before: &str, rest: &str, defining: bool) -> (Class, usize) {
    let first = rest.chars().next().unwrap_or_default();
    if first == '#' {
        return (Class::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if let Some(length) = string(rest) {
        return (Class::String, length);
    }
    if first.is_ascii_digit() {
        return (Class::Constant, number(rest));
    }
    if is_word(first) {
        let length = word(rest);
        return (
            word_class(before, &rest[..length], &rest[length..], defining),
            length,
        );
    }
    if first == '@' && starts_line(before) {
        let name = rest[1..].find(|c| !is_word(c) && c != '.');
        return (
            Class::Definition,
            name.map_or(rest.len(), |length| length + 1),
        );
    }
    (Class::Plain, first.len_utf8())
}

fn word_class(before: &str, word: &str, after: &str, defining: bool) -> Class {
    if KEYWORDS.contains(&word) {
        Class::Keyword
    } else if matches!(word, "True" | "False" | "None") {
        Class::Constant
    } else if defining {
        Class::Definition
    } else if SOFT_KEYWORDS.contains(&word) && starts_line(before) && opens(after) {
        Class::Keyword
    } else {
        Class::Plain
    }
}

/// Whether what follows a soft keyword can be a subject or a pattern, rather than an operator or a call's end.
fn opens(after: &str) -> bool {
    let line = after.lines().next().unwrap_or_default();
    let operand = line
        .strip_prefix(' ')
        .map(str::trim_start)
        .unwrap_or_default();
    operand.starts_with(|c| is_word(c) || "([{\"'-*".contains(c))
}

fn starts_line(before: &str) -> bool {
    before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim()
        .is_empty()
}

/// Length of the string literal at the beginning of `rest`, if there is one.
fn string(rest: &str) -> Option<usize> {
    let prefix = rest.find(['"', '\'']).filter(|length| *length <= 2)?;
    let known = |c: char| "rbuftRBUFT".contains(c);
    if !rest[..prefix].chars().all(known) {
        return None;
    }
    let quote = &rest[prefix..=prefix];
    let triple = quote.repeat(3);
    let (delimiter, one_line) = if rest[prefix..].starts_with(&triple) {
        (triple.as_str(), false)
    } else {
        (quote, true)
    };
    let mut at = prefix + delimiter.len();
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with(delimiter) {
            return Some(at + delimiter.len());
        }
        let mut characters = here.chars();
        match characters.next() {
            Some('\n') if one_line => return Some(at),
            Some('\\') => at += 1 + characters.next().map_or(0, char::len_utf8),
            Some(other) => at += other.len_utf8(),
            None => {}
        }
    }
    Some(rest.len())
}

fn number(rest: &str) -> usize {
    let mut last = '0';
    let hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
    let part_of = |c: char| {
        let exponent = !hexadecimal && matches!(last, 'e' | 'E') && matches!(c, '+' | '-');
        last = c;
        !(c.is_ascii_alphanumeric() || c == '_' || c == '.' || exponent)
    };
    rest.find(part_of).unwrap_or(rest.len())
}

fn word(rest: &str) -> usize {
    rest.find(|c| !is_word(c)).unwrap_or(rest.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The coloured stretches as `class:text`.
    #[track_caller]
    fn check(program: &str, expected: &[&str]) {
        let found: Vec<String> = stretches(program)
            .iter()
            .filter(|(class, _)| *class != Class::Plain)
            .map(|(class, text)| format!("{}:{text}", class.name()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words() {
        check(
            "@cache\ndef f(x): # why\n    return None",
            &[
                "definition:@cache",
                "keyword:def",
                "definition:f",
                "comment:# why",
                "keyword:return",
                "constant:None",
            ],
        );
        check("define = classy.def_", &[]);
        check(
            "match x:\n  case [1]: pass",
            &[
                "keyword:match",
                "keyword:case",
                "constant:1",
                "keyword:pass",
            ],
        );
        check("match = x\nmatch(x)\ntype.x\na @ b", &[]);
    }

    #[test]
    fn strings() {
        check("'a\\'b' + rb\"c#\"", &["string:'a\\'b'", "string:rb\"c#\""]);
        check("\"\"\"a\n\"b\" \"\"\" x", &["string:\"\"\"a\n\"b\" \"\"\""]);
        check("'open\nx = f'{y}'", &["string:'open", "string:f'{y}'"]);
        check("'''open\nto the end", &["string:'''open\nto the end"]);
        check("xf''", &["string:''"]);
    }

    #[test]
    fn numbers() {
        check(
            "1_000.5e-3+0xE-1",
            &["constant:1_000.5e-3", "constant:0xE", "constant:1"],
        );
        check("x1 = é2", &[]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_loss(text in "(\"\"\"|'|\"|#|\\\\|\n|def |match |f|é|🐍|0x|[a-z0-9 @.:]){0,40}") {
            let cut = stretches(&text);
            prop_assert_eq!(cut.iter().map(|(_, text)| *text).collect::<String>(), text.as_str());
            prop_assert!(cut.windows(2).all(|pair| pair[0].0 != pair[1].0));
        }
    }
}
