//! What a program has printed, kept as chunks that a page can show piece by piece, within a bound.

use crate::terminal::{self, Step};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// A chunk is closed at the first line end after this many bytes.
const CHUNK_BYTES: usize = 8 * 1024;
/// A single line longer than this is cut into several chunks.
const LINE_BYTES: usize = 64 * 1024;
/// Beyond this much text the oldest chunks go.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Beyond this many chunks the oldest go (stdout and stderr in turn make many small ones).
const MAX_CHUNKS: usize = 40_000;

/// Where a stretch of text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The program's standard output.
    Stdout,
    /// The program's standard error.
    Stderr,
    /// What the user typed for `input()`.
    Echo,
    /// `repr` of the last expression.
    Result,
    /// A sentence of ours about how the run ended.
    Notice,
}

/// What sets a whole chunk apart from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Standard output and the answers typed in between.
    Plain,
    /// Standard error.
    Error,
    /// The value of the last expression.
    Result,
    /// A sentence of ours.
    Notice,
    /// A value that is more than text.
    Display,
}

impl From<Kind> for Tone {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Stdout | Kind::Echo => Self::Plain,
            Kind::Stderr => Self::Error,
            Kind::Result => Self::Result,
            Kind::Notice => Self::Notice,
        }
    }
}

/// Text from one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Where it comes from.
    pub kind: Kind,
    /// The text, with its newlines.
    pub text: String,
}

/// The forms of a value that the program displayed: MIME type → data. Shown by `editor/rich.js`.
pub type Bundle = Arc<BTreeMap<String, String>>;

/// A block of output: only the last one of a transcript still grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Its number, counted from the first of the page.
    pub id: u64,
    /// What sets it apart.
    pub tone: Tone,
    /// Its text in the order written; neighbours differ in kind.
    pub spans: Vec<Span>,
    /// The value, when its tone is [`Tone::Display`]; the text is then what it comes to as text.
    pub bundle: Option<Bundle>,
    bytes: usize,
    /// The cursor is at the start of its line: the next text writes over it, as on a terminal.
    rewind: bool,
    /// So many lines above the last one.
    up: usize,
}

impl Chunk {
    fn at_line_start(&self) -> bool {
        self.spans
            .last()
            .is_none_or(|span| span.text.ends_with('\n'))
    }

    fn accepts(&self, tone: Tone) -> bool {
        let full = self.bytes >= CHUNK_BYTES && self.at_line_start();
        self.tone == tone && !full && self.bytes < LINE_BYTES
    }

    /// Appends the start of `text` and answers the rest, for which there is no room here.
    fn fill<'text>(&mut self, kind: Kind, text: &'text str) -> &'text str {
        let (head, tail) = text.split_at(self.cut(text));
        for step in terminal::steps(head) {
            match step {
                Step::Text(text) => self.append(kind, text),
                Step::LineStart => self.rewind = true,
                Step::Up(lines) => self.up += lines,
                Step::Down(lines) => self.up = self.up.saturating_sub(lines),
                // What a rewound line holds goes when it is written, or now.
                Step::Erase => {
                    if std::mem::take(&mut self.rewind) {
                        self.write("", true);
                    }
                }
            }
        }
        tail
    }

    /// How much of `text` fits.
    fn cut(&self, text: &str) -> usize {
        let least = CHUNK_BYTES.saturating_sub(self.bytes);
        let most = LINE_BYTES - self.bytes;
        let end = text.floor_char_boundary(most.min(text.len()));
        let from = text.ceil_char_boundary(least.min(end)).min(end);
        match text[from..end].find('\n') {
            Some(newline) => from + newline + 1,
            // A character that does not fit at all still has to go somewhere.
            None if end == 0 => text.ceil_char_boundary(1),
            None => end,
        }
    }

    fn append(&mut self, kind: Kind, text: &str) {
        if self.spans.last().is_none_or(|span| span.kind != kind) {
            self.spans.push(Span {
                kind,
                text: String::new(),
            });
            (self.rewind, self.up) = (false, 0);
        }
        // Most text: nothing is written over.
        if self.up == 0 && !self.rewind {
            return self.write(text, false);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 && self.up > 0 {
                self.up -= 1;
                self.rewind = true;
            } else if index > 0 {
                self.rewind = false;
                self.write("\n", false);
            }
            if !line.is_empty() {
                let rewind = std::mem::take(&mut self.rewind);
                self.write(line, rewind);
            }
        }
    }

    /// Writes at the end of the line where the cursor is, or in its place.
    fn write(&mut self, text: &str, in_place: bool) {
        let Some(span) = self.spans.last_mut() else {
            return;
        };
        let all = &mut span.text;
        let mut end = all.len();
        for _ in 0..self.up {
            end = all[..end].rfind('\n').unwrap_or(end);
        }
        let start = if in_place {
            all[..end].rfind('\n').map_or(0, |newline| newline + 1)
        } else {
            end
        };
        self.bytes = self.bytes + text.len() - (end - start);
        all.replace_range(start..end, text);
    }
}

/// All output since the last clearing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transcript {
    chunks: VecDeque<Chunk>,
    next_id: u64,
    bytes: usize,
    dropped: usize,
}

impl Transcript {
    /// Appends text.
    pub fn push(&mut self, kind: Kind, mut text: &str) {
        while !text.is_empty() {
            let tone = Tone::from(kind);
            if !self.chunks.back().is_some_and(|last| last.accepts(tone)) {
                self.open(tone, None);
            }
            let Some(last) = self.chunks.back_mut() else {
                return;
            };
            let before = last.bytes;
            text = last.fill(kind, text);
            self.bytes = self.bytes + last.bytes - before;
        }
        self.shrink();
    }

    /// Appends text that begins a line.
    pub fn push_line(&mut self, kind: Kind, text: &str) {
        let last = self.chunks.back();
        if last.is_some_and(|last| last.tone == Tone::from(kind) && !last.at_line_start()) {
            self.push(kind, "\n");
        }
        self.push(kind, text);
    }

    /// Appends a value that is more than text.
    pub fn push_display(&mut self, bundle: BTreeMap<String, String>) {
        let text = bundle.get("text/plain").map(|text| format!("{text}\n"));
        let bytes = bundle.values().map(String::len).sum();
        self.bytes += bytes;
        self.open(Tone::Display, Some(Arc::new(bundle)));
        if let Some(last) = self.chunks.back_mut() {
            last.bytes = bytes;
            let kind = Kind::Stdout;
            last.spans.extend(text.map(|text| Span { kind, text }));
        }
        self.shrink();
    }

    /// Forgets everything; numbers go on, so that no chunk is taken for an old one.
    pub fn clear(&mut self) {
        *self = Self {
            next_id: self.next_id,
            ..Self::default()
        };
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Bytes that were dropped from the beginning to stay within the bound.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Bytes that are kept.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The numbers of all chunks, oldest first.
    pub fn ids(&self) -> std::ops::Range<u64> {
        self.chunks.front().map_or(self.next_id, |first| first.id)..self.next_id
    }

    /// The chunk with this number, unless it was dropped.
    pub fn chunk(&self, id: u64) -> Option<&Chunk> {
        let first = self.chunks.front()?.id;
        self.chunks
            .get(usize::try_from(id.checked_sub(first)?).ok()?)
    }

    /// Whether this chunk will not change any more.
    pub fn is_closed(&self, id: u64) -> bool {
        id + 1 < self.next_id
    }

    /// Everything as one text, as the copy button takes it: each chunk begins on a line of its own.
    pub fn text(&self) -> String {
        let mut all = String::with_capacity(self.bytes);
        let mut tone = None;
        for chunk in &self.chunks {
            if tone.replace(chunk.tone) != Some(chunk.tone)
                && !all.is_empty()
                && !all.ends_with('\n')
            {
                all.push('\n');
            }
            for span in &chunk.spans {
                all.extend(terminal::plain(&span.text));
            }
        }
        all
    }

    /// Whether the newest output is a displayed value with this text.
    pub fn ends_with_display(&self, text: &str) -> bool {
        self.chunks.back().is_some_and(|last| {
            last.bundle
                .as_ref()
                .is_some_and(|bundle| bundle.get("text/plain").is_some_and(|plain| plain == text))
        })
    }

    /// Whether the newest text holds `needle`.
    pub fn ends_with_line(&self, needle: &str) -> bool {
        self.chunks.back().is_some_and(|last| {
            last.spans
                .iter()
                .any(|span| span.text.trim_end().ends_with(needle))
        })
    }

    fn open(&mut self, tone: Tone, bundle: Option<Bundle>) {
        self.chunks.push_back(Chunk {
            id: self.next_id,
            tone,
            spans: Vec::new(),
            bundle,
            bytes: 0,
            rewind: false,
            up: 0,
        });
        self.next_id += 1;
    }

    fn shrink(&mut self) {
        while self.chunks.len() > 1 && (self.bytes > MAX_BYTES || self.chunks.len() > MAX_CHUNKS) {
            if let Some(first) = self.chunks.pop_front() {
                self.bytes -= first.bytes;
                self.dropped += first.bytes;
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(pieces: &[(Kind, &str)]) -> Transcript {
        let mut transcript = Transcript::default();
        for (kind, text) in pieces {
            transcript.push(*kind, text);
        }
        transcript
    }

    #[test]
    fn prompt_and_answer_share_a_line() {
        let transcript = of(&[
            (Kind::Stdout, "Name? "),
            (Kind::Echo, "Ada\n"),
            (Kind::Stdout, "Hello Ada\n"),
        ]);
        assert_eq!(transcript.ids(), 0..1);
        assert_eq!(transcript.text(), "Name? Ada\nHello Ada\n");
    }

    #[test]
    fn streams_are_blocks_of_their_own() {
        let transcript = of(&[
            (Kind::Stdout, "1"),
            (Kind::Stderr, "oops\n"),
            (Kind::Stdout, "2\n"),
        ]);
        assert_eq!(transcript.ids(), 0..3);
        assert_eq!(transcript.text(), "1\noops\n2\n");
    }

    #[test]
    fn carriage_return_writes_over_the_line() {
        let transcript = of(&[
            (Kind::Stdout, "start\n 10%\r"),
            (Kind::Stdout, " 20%\r"),
            (Kind::Stdout, "\ndone\r\n"),
        ]);
        assert_eq!(transcript.text(), "start\n 20%\ndone\n");
    }

    #[test]
    fn progress_bars_that_are_drawn_again_do_not_grow_the_output() {
        let mut transcript = of(&[(Kind::Stderr, "outer 0\ninner 0")]);
        for step in 1..1_000 {
            transcript.push(Kind::Stderr, &format!("\r\x1b[Kinner {step}"));
            transcript.push(Kind::Stderr, &format!("\x1b[A\router {step}\n"));
        }
        assert_eq!(transcript.text(), "outer 999\ninner 999");
        assert_eq!(transcript.bytes(), "outer 999\ninner 999".len());
        transcript.push(Kind::Stderr, "\x1b[9B\r\x1b[2K\x1b[1;31mred\x1b[0m\n");
        assert_eq!(transcript.text(), "outer 999\nred\n");
    }

    #[test]
    fn a_flood_drops_the_oldest_and_tells_how_much() {
        let mut transcript = Transcript::default();
        for number in 0..100_000 {
            transcript.push(
                Kind::Stdout,
                &format!("{number:08}: the quick brown fox jumps over the lazy dog\n"),
            );
        }
        assert!(transcript.bytes() <= MAX_BYTES);
        assert_eq!(transcript.bytes() + transcript.dropped(), 100_000 * 54);
        assert!(
            transcript
                .text()
                .ends_with("00099999: the quick brown fox jumps over the lazy dog\n")
        );
    }

    #[test]
    fn many_small_blocks_are_bounded_too() {
        let mut transcript = Transcript::default();
        for _ in 0..MAX_CHUNKS {
            transcript.push(Kind::Stdout, "o\n");
            transcript.push(Kind::Stderr, "e\n");
        }
        assert_eq!(transcript.ids().count(), MAX_CHUNKS);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_however_text_is_cut(
            text in "([a-zé🐍 ]{0,40}\n?){0,200}",
            step in 1_usize..3_000,
            repeat in 1_usize..20,
        ) {
            let whole = text.repeat(repeat);
            let mut transcript = Transcript::default();
            let mut rest = whole.as_str();
            while !rest.is_empty() {
                let (head, tail) = rest.split_at(rest.ceil_char_boundary(step.min(rest.len())));
                transcript.push(Kind::Stdout, head);
                rest = tail;
            }
            prop_assert_eq!(transcript.text(), whole.clone());
            prop_assert_eq!(transcript.bytes(), whole.len());
            for id in transcript.ids() {
                prop_assert!(transcript.chunk(id).is_some_and(|chunk| chunk.bytes <= LINE_BYTES));
            }
        }
    }
}
