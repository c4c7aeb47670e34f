//! Server-sent events out of bytes in any cut.

/// One event; a type of its own is not kept, as MCP has only one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) data: String,
}

/// Collects bytes into events.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    line: Vec<u8>,
    /// The last byte was a carriage return, whose line feed is no line of its own.
    after_return: bool,
    started: bool,
    data: Option<String>,
    /// The id of the event at hand, which counts once the event is complete.
    id: Option<String>,
    last_id: Option<String>,
    retry_ms: Option<u32>,
}

impl Parser {
    /// The events that are complete with these bytes.
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' | b'\r' => {
                    self.after_return = byte == b'\r';
                    events.extend(self.end_of_line());
                }
                _ => {
                    self.after_return = false;
                    self.line.push(byte);
                }
            }
        }
        events
    }

    /// From which event on a broken stream can be continued.
    pub(crate) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// How long the server wants to be left alone before that.
    pub(crate) fn retry_ms(&self) -> Option<u32> {
        self.retry_ms
    }

    fn end_of_line(&mut self) -> Option<Event> {
        let bytes = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&bytes);
        let line = if self.started {
            &*line
        } else {
            line.strip_prefix('\u{feff}').unwrap_or(&line)
        };
        self.started = true;
        if line.is_empty() {
            if let Some(id) = self.id.take() {
                self.last_id = Some(id).filter(|id| !id.is_empty());
            }
            return self
                .data
                .take()
                .filter(|data| !data.is_empty())
                .map(|data| Event { data });
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry_ms = value.parse().ok();
            }
            // Comments (an empty name), `event` and what is yet to be invented.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(parser: &mut Parser, text: &str) -> Vec<String> {
        parser
            .feed(text.as_bytes())
            .into_iter()
            .map(|event| event.data)
            .collect()
    }

    #[test]
    fn what_servers_send_is_read() {
        let mut parser = Parser::default();
        let priming = "\u{feff}: hello\r\nid: 1\r\nretry: 250\r\ndata:\r\n\r\n";
        assert_eq!(
            events(&mut parser, priming),
            Vec::<String>::new(),
            "an empty event is none"
        );
        assert_eq!(parser.last_id(), Some("1"));
        assert_eq!(parser.retry_ms(), Some(250));
        let rest = "event: message\rid:2\rdata: {\"a\":\rdata: 1}\r\r: ping\n\ndata:x\nunknown: y\nalone\n\nid: 3\ndata: cut";
        assert_eq!(events(&mut parser, rest), ["{\"a\":\n1}", "x"]);
        assert_eq!(
            parser.last_id(),
            Some("2"),
            "the third event is not complete"
        );
    }

    #[test]
    fn an_empty_id_takes_the_last_one_back_and_a_wrong_retry_is_none() {
        let mut parser = Parser::default();
        parser.feed(b"id: 1\nretry: soon\n\nid\n\n");
        assert_eq!((parser.last_id(), parser.retry_ms()), (None, None));
    }

    proptest! {
        #[test]
        fn the_cut_of_the_bytes_changes_nothing(
            text in "(data|id|retry|event|:|: ?[a-z0-9é]{0,4}|\r\n|\n|\r|\u{feff}){0,40}",
            bytes in prop::collection::vec(any::<u8>(), 0..8),
            cuts in prop::collection::vec(0_usize..200, 0..6),
        ) {
            let all = [text.as_bytes(), &bytes, b"\n\ndata: end\n\n"].concat();
            let mut whole = Parser::default();
            let expected = whole.feed(&all);
            let mut pieces = Parser::default();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(all.len())).chain([0, all.len()]).collect();
            cuts.sort_unstable();
            let events: Vec<Event> = cuts.windows(2).flat_map(|cut| pieces.feed(&all[cut[0]..cut[1]])).collect();
            prop_assert!(events.last().is_some_and(|event| event.data == "end"));
            prop_assert_eq!(events, expected);
            prop_assert_eq!(pieces.last_id(), whole.last_id());
            prop_assert_eq!(pieces.retry_ms(), whole.retry_ms());
        }
    }
}
