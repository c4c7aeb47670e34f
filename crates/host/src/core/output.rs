//! Standard output and error on their way to the page: whole characters, few messages, a limit.

use vivarium_protocol::Stream;

/// Messages go out in windows of this length …
pub const WINDOW_MS: f64 = 16.0;
/// … and at most so many in each. More than one, so that what a program prints just before it hangs is seen.
const BURST: u32 = 4;
/// Most messages that go out at once, where nothing else is to follow: a page needs a hundredth of a second for them.
const PIECES: usize = 256;
/// What a change of the stream costs of the limit beside the text: each is a message of its own, and a program that
/// writes to both in turn could else keep the page busy with a million of them.
const CHANGE_COST: usize = 256;

/// Output that was written and not yet sent.
#[derive(Debug)]
pub struct Output {
    pending: Vec<(Stream, String)>,
    /// Begun characters of stdout and stderr.
    tails: [Vec<u8>; 2],
    left: usize,
    limit: usize,
    full: bool,
    window: f64,
    sent: u32,
}

impl Output {
    /// At most `limit` bytes.
    pub const fn new(limit: usize) -> Self {
        Self {
            pending: Vec::new(),
            tails: [Vec::new(), Vec::new()],
            left: limit,
            limit,
            full: false,
            window: f64::NEG_INFINITY,
            sent: 0,
        }
    }

    /// Whether more would be dropped anyway.
    pub const fn is_full(&self) -> bool {
        self.full
    }

    /// Whether there is something to send.
    pub const fn is_waiting(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Take what the program wrote.
    pub fn write(&mut self, stream: Stream, bytes: &[u8]) {
        if self.full {
            return;
        }
        let changes = self.pending.last().is_some_and(|(last, _)| *last != stream);
        self.left = self
            .left
            .saturating_sub(if changes { CHANGE_COST } else { 0 });
        let kept = &bytes[..bytes.len().min(self.left)];
        self.left -= kept.len();
        self.decode(stream, kept);
        if kept.len() < bytes.len() {
            self.full = true;
            self.tails = Default::default();
            let limit = self.limit;
            self.push(
                Stream::Stderr,
                &format!("\n[More than {limit} bytes of output: the rest is not shown.]\n"),
            );
        }
    }

    /// The program has ended: what was begun will not be completed.
    pub fn finish(&mut self) {
        for stream in [Stream::Stdout, Stream::Stderr] {
            if !std::mem::take(&mut self.tails[stream as usize]).is_empty() {
                self.push(stream, "\u{fffd}");
            }
        }
    }

    /// Whether to send now rather than to collect more.
    pub fn is_due(&mut self, now: f64) -> bool {
        if self.pending.is_empty() {
            return false;
        }
        if now - self.window >= WINDOW_MS {
            self.window = now;
            self.sent = 0;
        }
        self.sent += 1;
        self.sent <= BURST
    }

    /// Everything to send, in the order written.
    pub fn take(&mut self) -> Vec<(Stream, String)> {
        std::mem::take(&mut self.pending)
    }

    /// As much of it as a page takes without a long frame.
    pub fn take_some(&mut self) -> Vec<(Stream, String)> {
        let most = self.pending.len().min(PIECES);
        self.pending.drain(..most).collect()
    }

    fn decode(&mut self, stream: Stream, bytes: &[u8]) {
        let mut tail = std::mem::take(&mut self.tails[stream as usize]);
        let joined;
        let bytes = if tail.is_empty() {
            bytes
        } else {
            tail.extend_from_slice(bytes);
            joined = tail;
            &joined
        };
        let mut rest = bytes;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => return self.push(stream, text),
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.push(stream, std::str::from_utf8(valid).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        self.tails[stream as usize] = after.to_vec();
                        return;
                    };
                    self.push(stream, "\u{fffd}");
                    rest = &after[length..];
                }
            }
        }
    }

    fn push(&mut self, stream: Stream, text: &str) {
        match self.pending.last_mut() {
            Some((last, pending)) if *last == stream => pending.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pending.push((stream, text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(output: &mut Output) -> String {
        output.take().into_iter().map(|(_, text)| text).collect()
    }

    proptest! {
        #[test]
        fn text_survives_any_cutting(text in "\\PC{0,40}", cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
            let mut output = Output::new(1000);
            let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
            cuts.extend([0, text.len()]);
            cuts.sort_unstable();
            for pair in cuts.windows(2) {
                output.write(Stream::Stdout, &text.as_bytes()[pair[0]..pair[1]]);
            }
            output.finish();
            prop_assert_eq!(written(&mut output), text);
        }

        #[test]
        fn bytes_that_are_no_text_become_replacement_characters(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut output = Output::new(1000);
            output.write(Stream::Stderr, &bytes);
            output.finish();
            let shown = written(&mut output);
            prop_assert_eq!(shown.is_empty(), bytes.is_empty());
            prop_assert_eq!(shown.contains('\u{fffd}'), String::from_utf8(bytes).is_err());
        }
    }

    #[test]
    fn streams_keep_their_order() {
        let mut output = Output::new(1000);
        output.write(Stream::Stdout, b"a");
        output.write(Stream::Stdout, b"b");
        output.write(Stream::Stderr, b"c");
        output.write(Stream::Stdout, b"d");
        let expected = [
            (Stream::Stdout, "ab"),
            (Stream::Stderr, "c"),
            (Stream::Stdout, "d"),
        ];
        assert_eq!(
            output.take(),
            expected.map(|(stream, text)| (stream, text.to_owned()))
        );
    }

    #[test]
    fn what_is_over_the_limit_is_dropped_with_one_note() {
        let mut output = Output::new(3);
        output.write(Stream::Stdout, b"ab");
        output.write(Stream::Stdout, "cä".as_bytes());
        output.write(Stream::Stdout, b"more");
        assert!(output.is_full());
        let shown = written(&mut output);
        assert_eq!(
            shown,
            "abc\n[More than 3 bytes of output: the rest is not shown.]\n"
        );
    }

    #[test]
    fn a_flood_of_both_streams_is_bounded() {
        let mut output = Output::new(1_000_000);
        while !output.is_full() {
            output.write(Stream::Stdout, b"a");
            output.write(Stream::Stderr, b"b");
        }
        let mut messages = 0;
        loop {
            let some = output.take_some().len();
            assert!(some <= PIECES);
            if some == 0 {
                break;
            }
            messages += some;
        }
        assert!(messages > PIECES && messages <= 1_000_000 / CHANGE_COST + 1);
    }

    #[test]
    fn a_flood_becomes_few_messages() {
        let mut output = Output::new(1_000_000);
        let mut messages = 0;
        for step in 0..10_000 {
            output.write(Stream::Stdout, b"line\n");
            if output.is_due(f64::from(step) / 100.0) {
                output.take();
                messages += 1;
            }
        }
        assert_eq!(messages, BURST as usize * 7, "100 ms are seven windows");
    }
}
