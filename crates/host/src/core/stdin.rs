//! Standard input: given up front, or line by line from the user.

/// What the program can read.
#[derive(Debug, Default)]
pub struct Stdin {
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Stdin {
    /// All of it, if it is given; else it must be asked for, unless nobody can be (`asks`).
    pub fn new(given: Option<String>, asks: bool) -> Self {
        Self {
            ended: given.is_some() || !asks,
            ready: given.unwrap_or_default().into_bytes(),
            at: 0,
        }
    }

    /// Whether a read must wait for the user.
    pub fn is_waiting(&self) -> bool {
        self.at == self.ready.len() && !self.ended
    }

    /// The user's answer: a line without its newline, or the end.
    pub fn answer(&mut self, line: Option<&str>) {
        match line {
            Some(line) => {
                self.ready.drain(..std::mem::take(&mut self.at));
                self.ready.extend_from_slice(line.as_bytes());
                self.ready.push(b'\n');
            }
            None => self.ended = true,
        }
    }

    /// At most a line and at most `most` bytes; none at the end. As on a terminal: a reader that buffers gets no more
    /// than it asked for, and leaves the next line to other readers.
    pub fn read(&mut self, most: usize) -> &[u8] {
        let rest = &self.ready[self.at..];
        let line = rest.iter().position(|byte| *byte == b'\n');
        let length = line.map_or(rest.len(), |newline| newline + 1).min(most);
        let from = self.at;
        self.at += length;
        &self.ready[from..self.at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_piece_by_piece_until_the_end() {
        let mut stdin = Stdin::new(None, true);
        assert!(stdin.is_waiting());
        stdin.answer(Some("hello"));
        assert_eq!(stdin.read(3), b"hel");
        assert!(!stdin.is_waiting());
        assert_eq!(stdin.read(100), b"lo\n");
        assert!(stdin.is_waiting());
        stdin.answer(None);
        assert!(!stdin.is_waiting());
        assert_eq!(stdin.read(100), b"");
    }

    #[test]
    fn given_input_comes_by_lines_and_ends_by_itself() {
        let mut stdin = Stdin::new(Some("a\nb".into()), true);
        assert!(!stdin.is_waiting());
        assert_eq!(stdin.read(100), b"a\n");
        assert_eq!(stdin.read(100), b"b");
        assert!(!stdin.is_waiting());
    }
}
