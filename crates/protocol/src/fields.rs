//! Reading messages: all fields that any message has, then the message that its `type` names.
//!
//! serde's own way of reading tagged enums keeps every value in a buffer first, whose code would make up a fifth of
//! what a page downloads before it can run anything; and it would copy the library three times.

use super::{CallId, Command, Event, Outcome, RunId, RunRequest, Stream};
use serde::Deserialize;
use serde_bytes::ByteBuf;
use std::collections::BTreeMap;

/// Fields of every [`Command`].
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CommandFields {
    r#type: String,
    id: Option<RunId>,
    request: Option<Box<RunRequest>>,
    line: Option<String>,
    call: Option<CallId>,
    answer: Option<String>,
    #[serde(default)]
    after_ns: f64,
    held: Option<bool>,
    pack: Option<ByteBuf>,
    message: Option<String>,
}

/// Fields of every [`Event`].
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventFields {
    r#type: String,
    id: Option<RunId>,
    build: Option<String>,
    can_suspend: Option<bool>,
    message: Option<String>,
    stream: Option<Stream>,
    text: Option<String>,
    bundle: Option<BTreeMap<String, String>>,
    outcome: Option<Outcome>,
    call: Option<CallId>,
    request: Option<String>,
    #[serde(default)]
    after_ns: f64,
}

const UNKNOWN: &str = "a message of another build of Vivarium";

impl TryFrom<CommandFields> for Command {
    type Error = &'static str;

    fn try_from(fields: CommandFields) -> Result<Self, Self::Error> {
        let CommandFields {
            r#type,
            id,
            request,
            line,
            call,
            answer,
            after_ns,
            held,
            pack,
            message,
        } = fields;
        match (r#type.as_str(), id) {
            ("run", Some(id)) => request.map(|request| Self::Run { id, request }),
            ("stop", Some(id)) => Some(Self::Stop { id }),
            ("input", Some(id)) => Some(Self::Input { id, line }),
            ("answer", Some(id)) => call.zip(answer).map(|(call, answer)| Self::Answer {
                id,
                call,
                answer,
                after_ns,
            }),
            ("hold", Some(id)) => held.map(|held| Self::Hold { id, held }),
            ("library", _) => pack.map(|pack| Self::Library {
                pack: pack.into_vec(),
            }),
            ("libraryFailed", _) => message.map(|message| Self::LibraryFailed { message }),
            _ => None,
        }
        .ok_or(UNKNOWN)
    }
}

impl TryFrom<EventFields> for Event {
    type Error = &'static str;

    fn try_from(fields: EventFields) -> Result<Self, Self::Error> {
        let EventFields {
            r#type,
            id,
            build,
            can_suspend,
            message,
            stream,
            text,
            bundle,
            outcome,
            call,
            request,
            after_ns,
        } = fields;
        match (r#type.as_str(), id) {
            ("ready", _) => build
                .zip(can_suspend)
                .map(|(build, can_suspend)| Self::Ready { build, can_suspend }),
            ("failed", _) => message.map(|message| Self::Failed { message }),
            ("output", Some(id)) => {
                stream
                    .zip(text)
                    .map(|(stream, text)| Self::Output { id, stream, text })
            }
            ("display", Some(id)) => bundle.map(|bundle| Self::Display { id, bundle }),
            ("input", Some(id)) => Some(Self::Input { id }),
            ("call", Some(id)) => {
                call.zip(request)
                    .map(|(call, request)| Self::Call { id, call, request })
            }
            ("answered", Some(id)) => call.map(|call| Self::Answered { id, call, after_ns }),
            ("cancelCall", Some(id)) => call.map(|call| Self::CancelCall { id, call }),
            ("awaitingLibrary", Some(id)) => Some(Self::AwaitingLibrary { id }),
            ("done", Some(id)) => outcome.map(|outcome| Self::Done { id, outcome }),
            _ => None,
        }
        .ok_or(UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, PythonError, Status, Tape, Value};
    use serde::{Serialize, de::DeserializeOwned};
    use std::fmt::Debug;

    fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(
        messages: impl IntoIterator<Item = T>,
    ) {
        for message in messages {
            let json = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<T>(&json).unwrap(), message, "{json}");
        }
    }

    #[test]
    fn every_message_is_read_as_it_was_written() {
        let id = 7;
        let text = || String::from("text");
        let files = BTreeMap::from([(text(), ByteBuf::from(*b"\0\xff"))]);
        let request = RunRequest {
            code: text(),
            files: files.clone(),
            stdin: Some(text()),
            seed: Some(1),
            session: true,
            task: Some(text()),
            tape: Some(Tape::Replay),
            limits: Limits {
                time_ms: Some(1),
                ..Limits::default()
            },
            ..RunRequest::default()
        };
        let request = Box::new(request);
        check([
            Command::Run { id, request },
            Command::Stop { id },
            Command::Input {
                id,
                line: Some(text()),
            },
            Command::Input { id, line: None },
            Command::Answer {
                id,
                call: 2,
                answer: text(),
                after_ns: 0.0,
            },
            Command::Answer {
                id,
                call: 2,
                answer: text(),
                after_ns: 0.5,
            },
            Command::Hold { id: 1, held: true },
            Command::Library { pack: vec![1, 2] },
            Command::LibraryFailed { message: text() },
        ]);
        let error = PythonError {
            kind: text(),
            message: text(),
            traceback: text(),
            line: Some(1),
            column: None,
        };
        let outcome = Outcome {
            status: Status::OutOfMemory,
            error: Some(error),
            result: Some(Value {
                repr: text(),
                json: None,
            }),
            exit_code: 1,
            files,
            duration_ms: 0.5,
            kept: true,
        };
        check([
            Event::Ready {
                build: text(),
                can_suspend: true,
            },
            Event::Failed { message: text() },
            Event::Output {
                id,
                stream: Stream::Stderr,
                text: text(),
            },
            Event::Display {
                id,
                bundle: BTreeMap::from([(text(), text())]),
            },
            Event::Input { id },
            Event::Call {
                id,
                call: 2,
                request: text(),
            },
            Event::Answered {
                id,
                call: 2,
                after_ns: 5.0,
            },
            Event::CancelCall { id, call: 2 },
            Event::AwaitingLibrary { id },
            Event::Done { id, outcome },
        ]);
    }

    #[test]
    fn what_is_no_message_is_an_error() {
        for json in [
            r#"{"type":"dance"}"#,
            r#"{"type":"run","id":1}"#,
            r#"{"type":"stop"}"#,
            r#"{"id":1}"#,
        ] {
            assert!(serde_json::from_str::<Command>(json).is_err(), "{json}");
            assert!(serde_json::from_str::<Event>(json).is_err(), "{json}");
        }
    }
}
