//! What a program tells a terminal between its letters: where the cursor goes, what is erased, which colours follow.

/// A stretch of output, or what it does to what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'text> {
    /// Text with newlines, and with the colours that it sets.
    Text(&'text str),
    /// `\r`: to the start of the line.
    LineStart,
    /// So many lines up.
    Up(usize),
    /// So many lines down, where there are some.
    Down(usize),
    /// The line's rest is erased.
    Erase,
}

const ESCAPE: char = '\u{1b}';

/// What `text` does, in order. Sequences that no log can follow are left out.
pub fn steps(text: &str) -> impl Iterator<Item = Step<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let end = plain_end(rest);
            if end > 0 {
                let (text, after) = rest.split_at(end);
                rest = after;
                return Some(Step::Text(text));
            }
            if let Some(after) = rest.strip_prefix('\r') {
                rest = after;
                return Some(Step::LineStart);
            }
            let sequence = sequence(rest)?;
            rest = &rest[sequence.len()..];
            let count = || {
                let number = sequence.get(2..sequence.len() - 1);
                number.and_then(|it| it.parse().ok()).unwrap_or(1)
            };
            match sequence.chars().last() {
                Some('A') => return Some(Step::Up(count())),
                Some('B') => return Some(Step::Down(count())),
                Some('K') => return Some(Step::Erase),
                _ => {}
            }
        }
    })
}

/// Where the next thing begins that is no text; colours are part of the text that they colour.
fn plain_end(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find(['\r', ESCAPE]) {
        match sequence(&text[from + at..]) {
            Some(colour) if colour.ends_with('m') => from += at + colour.len(),
            _ => return from + at,
        }
    }
    text.len()
}

/// The control sequence at the beginning of `text`, or what is left of it: a terminal shows none of it.
fn sequence(text: &str) -> Option<&str> {
    let body = text.strip_prefix(ESCAPE)?;
    let Some(arguments) = body.strip_prefix('[') else {
        return Some(&text[..text.ceil_char_boundary(2.min(text.len()))]);
    };
    let end = arguments.find(|letter: char| !matches!(letter, '0'..='?' | ' '..='/'));
    Some(end.map_or(text, |end| &text[..text.ceil_char_boundary(end + 3)]))
}

/// The text without colours.
pub fn plain(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while let Some(colour) = sequence(rest) {
            rest = &rest[colour.len()..];
        }
        let end = rest.find(ESCAPE).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        rest = after;
        (!text.is_empty()).then_some(text)
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_told_from_text() {
        let all = |text| steps(text).collect::<Vec<_>>();
        assert_eq!(
            all("a\rb\x1b[2Ac\x1b[K\x1b[5Bd"),
            [
                Step::Text("a"),
                Step::LineStart,
                Step::Text("b"),
                Step::Up(2),
                Step::Text("c"),
                Step::Erase,
                Step::Down(5),
                Step::Text("d")
            ]
        );
        assert_eq!(
            all("\x1b[1;31mred\x1b[0m"),
            [Step::Text("\x1b[1;31mred\x1b[0m")]
        );
        assert_eq!(
            all("\x1b[?25lx\x1b[H\x1b7y\x1b[38;5"),
            [Step::Text("x"), Step::Text("y")]
        );
        assert_eq!(all("\x1b"), []);
        assert_eq!(all("\x1bé!"), [Step::Text("!")]);
    }

    #[test]
    fn copied_text_has_no_colours() {
        let text: String = plain("a\x1b[1;31mred\x1b[0mb\x1b").collect();
        assert_eq!(text, "aredb");
    }
}
