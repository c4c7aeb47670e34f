//! Answers that arrive piece by piece: a program is told the headers, and then asks for one piece after the other, so that
//! nothing is fetched that nobody reads. A stream has a name that no other program can guess.

use super::{Action, Broker, Key};
use crate::failure::{Failure, FailureKind};
use crate::request::HttpResponse;
use serde_json::{Value, json};

impl Broker {
    /// A piece of a stream is there, in base64, or its end, or it broke: the answer to [`Action::Read`].
    pub fn arrived(
        &mut self,
        now: u64,
        key: Key,
        stream: Key,
        piece: Result<Option<String>, Failure>,
    ) -> Vec<Action> {
        self.now = now;
        if !matches!(piece, Ok(Some(_))) {
            self.streams.retain(|_, known| *known != stream);
        }
        self.answer(key, &piece.map(|piece| json!(piece)));
        std::mem::take(&mut self.actions)
    }

    /// The program may read on in what has begun to arrive.
    pub(super) fn begin_stream(&mut self, key: Key, response: &HttpResponse) {
        if let Some(name) = &response.stream {
            self.streams.insert(name.clone(), key);
        }
    }

    pub(super) fn read(&mut self, key: Key, name: &str, timeout_ms: Option<u32>) {
        if let Some(stream) = self.streams.get(name) {
            self.actions.push(Action::Read(key, *stream, timeout_ms));
        } else {
            let sentence = "this response has been read to its end, or is closed";
            self.answer(key, &Err(Failure::new(FailureKind::ValueError, sentence)));
        }
    }

    pub(super) fn close_stream(&mut self, key: Key, name: &str) {
        if let Some(stream) = self.streams.remove(name) {
            self.actions.push(Action::Withdraw(stream));
        }
        self.answer(key, &Ok(Value::Null));
    }

    /// The program that asked for it has ended.
    pub(super) fn drop_stream(&mut self, key: Key) {
        if self.streams.values().any(|stream| *stream == key) {
            self.streams.retain(|_, stream| *stream != key);
            self.actions.push(Action::Withdraw(key));
        }
    }
}

#[cfg(test)]
#[path = "streams_tests.rs"]
mod tests;
