//! Finds, in what Python prints, the places that name a line of the user's files.

/// The file under which the program runs.
pub const PROGRAM: &str = "main.py";

/// The folder of the project's files.
const HOME: &str = "/home/user/";

/// A stretch of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'text> {
    /// Ordinary text.
    Text(&'text str),
    /// `File "/home/user/….py", line N`.
    Place {
        /// As it was printed.
        text: &'text str,
        /// The file's name in the project.
        path: &'text str,
        /// The line, counted from 1.
        line: u32,
    },
}

/// Cuts `text` into its pieces; put together again they are `text`.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    const OPENING: &str = "File \"";
    let mut pieces = Vec::new();
    let mut shown = 0;
    for (start, _) in text.match_indices(OPENING) {
        let Some((length, path, line)) = place(&text[start + OPENING.len()..]) else {
            continue;
        };
        let end = start + OPENING.len() + length;
        if start > shown {
            pieces.push(Piece::Text(&text[shown..start]));
        }
        pieces.push(Piece::Place {
            text: &text[start..end],
            path,
            line,
        });
        shown = end;
    }
    if shown < text.len() {
        pieces.push(Piece::Text(&text[shown..]));
    }
    pieces
}

/// Length, file and line number of `….py", line N` at the beginning of `text`.
fn place(text: &str) -> Option<(usize, &str, u32)> {
    let (printed, rest) = text.lines().next()?.split_once('"')?;
    let path = printed.strip_prefix(HOME).unwrap_or(printed);
    if path.starts_with(['/', '<']) || path.strip_suffix(".py").is_none() {
        return None;
    }
    let number = rest.strip_prefix(", line ")?;
    let digits = number
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(number.len());
    let line = number[..digits].parse().ok()?;
    Some((printed.len() + "\", line ".len() + digits, path, line))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<u32> {
        pieces(text)
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(_) => None,
                Piece::Place { line, .. } => Some(*line),
            })
            .collect()
    }

    #[test]
    fn only_lines_of_the_users_files_are_places() {
        let text = "Traceback (most recent call last):\n  \
            File \"/home/user/main.py\", line 12, in <module>\n    f()\n  \
            File \"/lib/python3.14/json/decoder.py\", line 345, in decode\n  \
            File \"main.py\", line 3\n  File \"/home/user/a/b.py\", line 4\n  File \"main.py\", line \n  \
            File \"<string>\", line 5\n  File \"";
        assert_eq!(lines(text), [12, 3, 4]);
        let Some(Piece::Place { text, path, .. }) = pieces(text).into_iter().nth(1) else {
            panic!("the second piece is a place");
        };
        assert_eq!(
            (text, path),
            ("File \"/home/user/main.py\", line 12", "main.py")
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(File \"|main\\.py\"?|, line [0-9]{0,12}|/|\n|é|[a-z ]{0,5}){0,30}") {
            let whole: String = pieces(&text)
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Place { text, .. } => *text,
                })
                .collect();
            prop_assert_eq!(whole, text);
        }
    }
}
