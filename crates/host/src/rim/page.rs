//! The way to the page: events out.

use crate::core::process::Process;
use serde::Serialize;
use std::cell::RefCell;
use vivarium_protocol::{Event, RunId, Stream};
use web_sys::MessagePort;

thread_local! {
    static PORT: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
}

/// From now on events go through this port.
pub(super) fn connect(port: MessagePort) {
    PORT.set(Some(port));
}

/// Send an event as a plain object.
pub(super) fn send(event: &Event) {
    let plain = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    PORT.with_borrow(|port| {
        if let (Some(port), Ok(message)) = (port, event.serialize(&plain)) {
            // Plain data can always be cloned.
            let _ = port.post_message(&message);
        }
    });
}

/// Send the output that waits.
pub(super) fn flush(id: RunId, process: &mut Process) {
    send_output(id, process.output.take());
}

/// Send some of it, with the rest to follow; whether there was any.
pub(super) fn flush_some(id: RunId, process: &mut Process) -> bool {
    let some = process.output.take_some();
    let any = !some.is_empty();
    send_output(id, some);
    any
}

fn send_output(id: RunId, pieces: Vec<(Stream, String)>) {
    for (stream, text) in pieces {
        send(&Event::Output { id, stream, text });
    }
}
