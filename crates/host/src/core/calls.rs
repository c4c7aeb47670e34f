//! Calls to the page: begun without waiting, answered in any order, each answer taken once.

use std::collections::BTreeMap;
use vivarium_protocol::CallId;

/// What a program is told at the limit; the outcome knows it by this.
pub const LIMIT: &str = "The limit of tool calls and requests is reached";
/// Largest request: it becomes one message to the page.
const REQUEST_BYTES: usize = 10_000_000;

/// Why a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Too many.
    #[error("{LIMIT}.")]
    Limit,
    /// Not what it must be.
    #[error("A call to the page must be JSON text of at most {REQUEST_BYTES} bytes.")]
    Malformed,
    /// Nothing to wait for.
    #[error("There is no such call, or its answer has been taken.")]
    Unknown,
    /// The browser cannot let a program wait.
    #[error(
        "This browser cannot let a program wait for the page. Chrome and Edge from 137, Firefox from 153 and Safari \
         from 27 can."
    )]
    CannotWait,
}

/// The calls of one run.
#[derive(Debug)]
pub struct Calls {
    made: CallId,
    left: u32,
    can_wait: bool,
    /// Those that somebody may still ask for, with the answer once it is there.
    open: BTreeMap<CallId, Option<String>>,
}

impl Calls {
    /// At most so many.
    pub const fn new(limit: u32, can_wait: bool) -> Self {
        Self {
            made: 0,
            left: limit,
            can_wait,
            open: BTreeMap::new(),
        }
    }

    /// Begin one: its number, and what to ask the page.
    pub fn start(&mut self, request: &[u8]) -> Result<(CallId, String), CallError> {
        if !self.can_wait {
            return Err(CallError::CannotWait);
        }
        let request = std::str::from_utf8(request).map_err(|_| CallError::Malformed)?;
        if request.len() > REQUEST_BYTES {
            return Err(CallError::Malformed);
        }
        self.left = self.left.checked_sub(1).ok_or(CallError::Limit)?;
        self.made += 1;
        self.open.insert(self.made, None);
        Ok((self.made, request.to_owned()))
    }

    /// The page's answer. One that nobody waits for any more is dropped.
    pub fn answer(&mut self, call: CallId, answer: String) {
        if let Some(open @ None) = self.open.get_mut(&call) {
            *open = Some(answer);
        }
    }

    /// Whether one of these has been answered.
    pub fn is_answered(&self, calls: &[CallId]) -> bool {
        calls
            .iter()
            .any(|call| matches!(self.open.get(call), Some(Some(_))))
    }

    /// Take the first answer among these calls: JSON `[number, answer]`.
    pub fn look(&mut self, calls: &[CallId]) -> Result<Option<String>, CallError> {
        if calls.iter().any(|call| !self.open.contains_key(call)) {
            return Err(CallError::Unknown);
        }
        for call in calls {
            if let Some(Some(answer)) = self.open.get(call) {
                let reply = format!("[{call},{answer}]");
                self.open.remove(call);
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    /// Forget some: those of which the page must hear, as it has not answered them.
    pub fn cancel(&mut self, calls: &[CallId]) -> Vec<CallId> {
        let mut calls = calls.to_vec();
        calls.retain(|call| self.open.remove(call) == Some(None));
        calls
    }

    /// The run is over: those that the page still works on.
    pub fn unanswered(&self) -> Vec<CallId> {
        let waiting = self.open.iter().filter(|(_, answer)| answer.is_none());
        waiting.map(|(call, _)| *call).collect()
    }
}

/// Numbers as the engine writes them; what is over at the end is none.
pub fn numbers(bytes: &[u8]) -> Vec<CallId> {
    let (numbers, _) = bytes.as_chunks();
    numbers
        .iter()
        .map(|bytes| CallId::from_le_bytes(*bytes))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn answers_come_in_any_order_and_are_taken_once() {
        let mut calls = Calls::new(2, true);
        assert_eq!(calls.start(b"{}").unwrap(), (1, "{}".into()));
        assert_eq!(calls.start(b"[]").unwrap().0, 2);
        assert_eq!(calls.start(b"{}"), Err(CallError::Limit));
        assert_eq!(calls.look(&[1, 2]), Ok(None));
        calls.answer(2, r#"{"ok":1}"#.into());
        calls.answer(2, "late".into());
        assert!(calls.is_answered(&[1, 2]));
        assert!(!calls.is_answered(&[1]));
        assert_eq!(calls.look(&[1, 2]), Ok(Some(r#"[2,{"ok":1}]"#.into())));
        assert_eq!(calls.look(&[2]), Err(CallError::Unknown));
        assert_eq!(calls.unanswered(), [1]);
        assert_eq!(calls.cancel(&[1, 2, 7]), [1]);
        assert_eq!(calls.look(&[1]), Err(CallError::Unknown));
    }

    #[test]
    fn what_is_no_text_and_what_cannot_wait_is_refused() {
        assert_eq!(
            Calls::new(1, true).start(b"\xff"),
            Err(CallError::Malformed)
        );
        assert_eq!(
            Calls::new(1, false).start(b"{}"),
            Err(CallError::CannotWait)
        );
    }

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(written in prop::collection::vec(any::<u32>(), 0..9), rest in 0..4_usize) {
            let mut bytes: Vec<u8> = written.iter().flat_map(|number| number.to_le_bytes()).collect();
            bytes.extend(std::iter::repeat_n(1, rest));
            prop_assert_eq!(numbers(&bytes), written);
        }
    }
}
