//! Questions about a program, answered by an interpreter of its own beside the one that runs programs.
//!
//! Scripts ask by `vivarium.ask(task, text)`. The interpreter starts with the first question, keeps what it has imported
//! for the next ones, and goes when nobody has asked for a while.

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use vivarium_client::{Assets, Sandbox};
use vivarium_protocol::{Event, Limits, RunRequest};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// What the page knows of its tools, as `editor/toolbox.js` tells: a promise of JSON.
    #[wasm_bindgen(js_namespace = vivarium, catch)]
    fn look(request: &str) -> Result<js_sys::Promise, JsValue>;
}

/// How long the interpreter waits for the next question before its memory is given back.
const IDLE: Duration = Duration::from_mins(2);

/// What one answer may take.
const LIMITS: Limits = Limits {
    time_ms: Some(10_000),
    memory_mb: None,
    output_bytes: None,
    file_bytes: None,
    tool_calls: Some(1_000),
    displays: None,
};

/// The answer where the page cannot tell.
const UNKNOWN: &str =
    r#"{"error":{"type":"ConnectionError","message":"the tools are not connected"}}"#;

/// Lets scripts ask.
pub fn offer() {
    let Ok(assets) = Assets::in_page() else {
        // The page says so where it matters.
        return;
    };
    let sandbox = Rc::new(Sandbox::new(&assets, LIMITS));
    let idle = Rc::new(RefCell::new(None::<TimeoutHandle>));
    let ask = Closure::<dyn Fn(String, String) -> js_sys::Promise>::new(
        move |task: String, text: String| {
            let ending = sandbox.clone();
            let later = set_timeout_with_handle(move || ending.close(), IDLE).ok();
            if let Some(earlier) = idle.replace(later) {
                earlier.clear();
            }
            answer(&sandbox, &task, &text)
        },
    );
    set("ask", &ask.into_js_value());
}

/// Gives scripts a function by the name of `vivarium.…`.
pub fn set(name: &str, function: &JsValue) {
    if let Ok(place) = js_sys::Reflect::get(&js_sys::global(), &"vivarium".into()) {
        // Refused only by what is no object.
        let _set = js_sys::Reflect::set(&place, &name.into(), function);
    }
}

/// A promise of the answer as JSON, or of `null`.
pub fn answer(sandbox: &Rc<Sandbox>, task: &str, text: &str) -> js_sys::Promise {
    js_sys::Promise::new(&mut |resolve, _| {
        let request = RunRequest {
            code: text.to_owned(),
            task: Some(task.to_owned()),
            limits: LIMITS,
            session: true,
            ..RunRequest::default()
        };
        let asked = sandbox.clone();
        sandbox.run(request, move |event| match event {
            Event::Done { outcome, .. } => {
                let json = outcome.result.and_then(|result| result.json);
                let answer = json.map_or(JsValue::NULL, JsValue::from);
                // A call of the promise's own function.
                let _called = resolve.call1(&JsValue::UNDEFINED, &answer);
            }
            Event::Call { id, call, request } => {
                let sandbox = asked.clone();
                leptos::task::spawn_local(async move {
                    let told = match look(&request) {
                        Ok(promise) => JsFuture::from(promise).await,
                        Err(error) => Err(error),
                    };
                    let told = told.ok().and_then(|told| told.as_string());
                    sandbox.answer(id, call, told.unwrap_or_else(|| UNKNOWN.into()), 0.0);
                });
            }
            _ => {}
        });
    })
}
