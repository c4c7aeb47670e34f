//! The class behind `vivarium.js`: plain objects in, plain objects out. What is idiomatic in JavaScript
//! (promises, callbacks, signals, checking of options) is written there, in JavaScript.

use crate::{Assets, Notice, Sandbox};
use js_sys::{Error, Function};
use serde::Serialize;
use vivarium_protocol::{CallId, Event, RunId, RunRequest};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

/// A [`Sandbox`] for JavaScript.
#[wasm_bindgen]
pub struct Client(Sandbox);

#[wasm_bindgen]
impl Client {
    /// A sandbox whose files are named by `assets`, relative to `base`.
    #[wasm_bindgen(constructor)]
    pub fn new(assets: JsValue, base: &str, limits: JsValue) -> Result<Self, JsError> {
        let assets = Assets::at(assets, base)?;
        let limits = serde_wasm_bindgen::from_value(limits)?;
        Ok(Self(Sandbox::new(&assets, limits)))
    }

    /// Start downloading. Calls back once: with nothing when an interpreter is ready, else with an `Error`.
    pub fn prepare(&self, on_settled: Function) {
        self.0.on_notice(move |notice| {
            let answer = match notice {
                Notice::Progress { .. } => return,
                Notice::Ready { .. } => JsValue::UNDEFINED,
                Notice::Failed(message) => Error::new(&message).into(),
            };
            // What a callback throws is the page's own affair; the browser has already reported it.
            let _ = on_settled.call1(&JsValue::UNDEFINED, &answer);
        });
        self.0.prepare();
    }

    /// Run a program; `on_event` gets the events of the protocol.
    pub fn run(&self, request: JsValue, on_event: Function) -> Result<RunId, JsError> {
        let request: RunRequest = serde_wasm_bindgen::from_value(request)?;
        let plain = serde_wasm_bindgen::Serializer::new()
            .serialize_maps_as_objects(true)
            .serialize_missing_as_null(true);
        Ok(self.0.run(request, move |event: Event| {
            if let Ok(event) = event.serialize(&plain) {
                let _ = on_event.call1(&JsValue::UNDEFINED, &event);
            }
        }))
    }

    /// Stop a run.
    pub fn stop(&self, id: RunId) {
        self.0.stop(id);
    }

    /// Answer an `input` event; nothing or null is the end of input.
    pub fn input(&self, id: RunId, line: Option<String>) {
        self.0.input(id, line);
    }

    /// Answer a `call` event with JSON; in a replay, with the nanoseconds that it took (`Infinity`: it never ends).
    pub fn answer(&self, id: RunId, call: CallId, answer: String, after_ns: f64) {
        self.0.answer(id, call, answer, after_ns);
    }

    /// A person is asked before a call is answered, or has answered.
    pub fn hold(&self, id: RunId, held: bool) {
        self.0.hold(id, held);
    }

    /// End every run and the worker.
    pub fn close(&self) {
        self.0.close();
    }
}
