//! Calls to the page: begun without waiting, answered in any order, each answer taken once.

use std::collections::BTreeMap;
use vivarium_protocol::CallId;

/// What a program is told at the limit; the outcome knows it by this.
pub const LIMIT: &str = "The limit of tool calls and requests is reached";
/// Largest request: it becomes one message to the page.
const REQUEST_BYTES: usize = 10_000_000;

/// How requests begin that are about the program's own processes, or its debugger: they count as no calls of tools.
const UNCOUNTED: [&str; 2] = [r#"{"kind":"process""#, r#"{"kind":"debug""#];

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
    /// Those that somebody may still ask for.
    open: BTreeMap<CallId, Open>,
}

/// A call that somebody may still ask for; times are nanoseconds on the clock of a run on tape.
#[derive(Debug)]
struct Open {
    since: u64,
    /// From when on the program can have the answer, and the answer.
    answer: Option<(u64, String)>,
}

impl Calls {
    /// At most so many, those about processes and the debugger not counted.
    pub const fn new(limit: u32, can_wait: bool) -> Self {
        Self {
            made: 0,
            left: limit,
            can_wait,
            open: BTreeMap::new(),
        }
    }

    /// Begin one, at this time: its number, and what to ask the page.
    pub fn start(&mut self, request: &[u8], since: u64) -> Result<(CallId, String), CallError> {
        if !self.can_wait {
            return Err(CallError::CannotWait);
        }
        let request = std::str::from_utf8(request).map_err(|_| CallError::Malformed)?;
        if request.len() > REQUEST_BYTES {
            return Err(CallError::Malformed);
        }
        if !UNCOUNTED.iter().any(|start| request.starts_with(start)) {
            self.left = self.left.checked_sub(1).ok_or(CallError::Limit)?;
        }
        self.made += 1;
        self.open.insert(
            self.made,
            Open {
                since,
                answer: None,
            },
        );
        Ok((self.made, request.to_owned()))
    }

    /// When it began, if somebody waits for its answer.
    pub fn since(&self, call: CallId) -> Option<u64> {
        let open = self.open.get(&call)?;
        open.answer.is_none().then_some(open.since)
    }

    /// The page's answer, which the program can have from that time on. One that nobody waits for any more is dropped.
    pub fn answer(&mut self, call: CallId, at: u64, answer: String) {
        if let Some(open) = self.open.get_mut(&call) {
            open.answer.get_or_insert((at, answer));
        }
    }

    /// Whether all of these have been answered.
    pub fn are_answered(&self, calls: &[CallId]) -> bool {
        calls.iter().all(|call| self.at(*call).is_some())
    }

    /// When the program can have the first answer among these.
    pub fn earliest(&self, calls: &[CallId]) -> Option<u64> {
        calls.iter().filter_map(|call| self.at(*call)).min()
    }

    fn at(&self, call: CallId) -> Option<u64> {
        let (at, _) = self.open.get(&call)?.answer.as_ref()?;
        Some(*at)
    }

    /// Whether there are such calls.
    pub fn check(&self, calls: &[CallId]) -> Result<(), CallError> {
        let known = calls.iter().all(|call| self.open.contains_key(call));
        known.then_some(()).ok_or(CallError::Unknown)
    }

    /// Take the first answer among these calls that is there by now: JSON `[number, answer]`.
    pub fn take(&mut self, calls: &[CallId], now: u64) -> Option<String> {
        let here = |call: &&CallId| self.at(**call).is_some_and(|at| at <= now);
        let call = calls.iter().find(here)?;
        let (_, answer) = self.open.remove(call)?.answer?;
        Some(format!("[{call},{answer}]"))
    }

    /// Forget some: those of which the page must hear, as it has not answered them.
    pub fn cancel(&mut self, calls: &[CallId]) -> Vec<CallId> {
        let mut calls = calls.to_vec();
        calls.retain(|call| {
            let open = self.open.remove(call);
            open.is_some_and(|open| open.answer.is_none())
        });
        calls
    }

    /// The run is over: those that the page still works on.
    pub fn unanswered(&self) -> Vec<CallId> {
        let waiting = self.open.iter().filter(|(_, open)| open.answer.is_none());
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
        assert_eq!(calls.start(b"{}", 5).unwrap(), (1, "{}".into()));
        assert_eq!(calls.start(b"[]", 6).unwrap().0, 2);
        assert_eq!(calls.start(b"{}", 7), Err(CallError::Limit));
        assert_eq!(calls.take(&[1, 2], 10), None);
        assert_eq!((calls.since(2), calls.earliest(&[1, 2])), (Some(6), None));
        calls.answer(2, 9, r#"{"ok":1}"#.into());
        calls.answer(2, 0, "late".into());
        assert_eq!((calls.since(2), calls.earliest(&[1, 2])), (None, Some(9)));
        assert!(calls.are_answered(&[2]) && !calls.are_answered(&[1, 2]));
        assert_eq!(calls.take(&[1, 2], 8), None);
        assert_eq!(calls.take(&[1, 2], 9), Some(r#"[2,{"ok":1}]"#.into()));
        assert_eq!(calls.check(&[1, 2]), Err(CallError::Unknown));
        assert_eq!(calls.unanswered(), [1]);
        assert_eq!(calls.cancel(&[1, 2, 7]), [1]);
        assert_eq!(calls.check(&[1]), Err(CallError::Unknown));
    }

    #[test]
    fn requests_about_processes_and_of_the_debugger_are_no_calls_of_tools() {
        let mut calls = Calls::new(1, true);
        for number in 1..9 {
            let request: &[u8] = if number % 2 == 0 {
                br#"{"kind":"process","do":"cpus"}"#
            } else {
                br#"{"kind":"debug","what":"listen"}"#
            };
            assert_eq!(calls.start(request, 0).unwrap().0, number);
        }
        assert!(calls.start(br#"{"kind":"call"}"#, 0).is_ok());
        assert_eq!(calls.start(br#"{"kind":"http"}"#, 0), Err(CallError::Limit));
    }

    #[test]
    fn what_is_no_text_and_what_cannot_wait_is_refused() {
        assert_eq!(
            Calls::new(1, true).start(b"\xff", 0),
            Err(CallError::Malformed)
        );
        assert_eq!(
            Calls::new(1, false).start(b"{}", 0),
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
