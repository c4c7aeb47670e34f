//! Makes the probes by which `vivarium_tools::Doctor` finds out why a request failed. No key goes with them.

use crate::fetch::{Outgoing, send};
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use vivarium_tools::{Doctor, Heard, Patient, Probe, Step};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestMode, Window};

/// How long a report of the page's own policy is waited for.
const REPORT_MS: i32 = 50;
/// How long a probe may take.
const PATIENCE_MS: u32 = 5_000;

/// What was wrong, in one sentence with the way out, and lines of code where a server must be told something.
pub(crate) async fn diagnose(outgoing: &Outgoing<'_>) -> String {
    let Some(window) = web_sys::window() else {
        return String::new();
    };
    let patient = Patient {
        page: window.location().origin().unwrap_or_default(),
        method: outgoing.method.to_owned(),
        url: outgoing.url.to_owned(),
        headers: outgoing
            .headers
            .iter()
            .map(|(name, _)| name.clone())
            .collect(),
        // No other client asks for both kinds of answers.
        is_mcp: outgoing
            .headers
            .iter()
            .any(|(name, value)| name == "Accept" && value.ends_with("text/event-stream")),
        local_access: local_access(&window).await,
    };
    let (mut doctor, mut step) = Doctor::new(patient);
    loop {
        match step {
            Step::Verdict(verdict) => return verdict,
            Step::Probe(probe) => step = doctor.heard(make(&probe, outgoing.url, &window).await),
        }
    }
}

async fn make(probe: &Probe, url: &str, window: &Window) -> Heard {
    let Ok(controller) = AbortController::new() else {
        return Heard::Nothing;
    };
    let late = Rc::new(Cell::new(false));
    let timer = {
        let (late, controller) = (late.clone(), controller.clone());
        gloo_timers::callback::Timeout::new(PATIENCE_MS, move || {
            late.set(true);
            controller.abort();
        })
    };
    let policy = Watch::new(window);
    let (mode, names) = match probe {
        Probe::Blind => (RequestMode::NoCors, &[][..]),
        Probe::Cors(names) => (RequestMode::Cors, names.as_slice()),
    };
    let value = |name: &str| {
        let json = name.eq_ignore_ascii_case("content-type");
        (if json { "application/json" } else { "probe" }).to_owned()
    };
    let headers: Vec<_> = names
        .iter()
        .map(|name| (name.clone(), value(name)))
        .collect();
    let outgoing = Outgoing {
        method: "GET",
        url,
        headers: &headers,
        body: None,
        follow: true,
    };
    let answered = send(&outgoing, mode, &controller.signal()).await.is_ok();
    if !answered {
        policy.wait(window).await;
    }
    drop(timer);
    // Whatever it would say, and be it an endless stream: nobody reads it.
    controller.abort();
    if answered {
        Heard::Answer
    } else if late.get() {
        Heard::Silence
    } else if policy.reported.get() {
        Heard::Policy
    } else {
        Heard::Nothing
    }
}

/// Sees whether the page's own policy forbids a request.
struct Watch {
    reported: Rc<Cell<bool>>,
    document: Option<web_sys::Document>,
    listener: Closure<dyn FnMut()>,
}

const VIOLATION: &str = "securitypolicyviolation";

impl Watch {
    fn new(window: &Window) -> Self {
        let reported = Rc::new(Cell::new(false));
        let seen = reported.clone();
        let listener = Closure::<dyn FnMut()>::new(move || seen.set(true));
        let document = window.document();
        if let Some(document) = &document {
            // It only listens: where that is not possible, one cause is not named.
            let _ = document.add_event_listener_with_callback(
                VIOLATION,
                listener.as_ref().unchecked_ref::<Function>(),
            );
        }
        Self {
            reported,
            document,
            listener,
        }
    }

    /// The browser reports it in a task of its own, soon after the request has failed.
    async fn wait(&self, window: &Window) {
        let pause = Promise::new(&mut |done, _| {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, REPORT_MS);
        });
        let _ = JsFuture::from(pause).await;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(document) = &self.document {
            let _ = document.remove_event_listener_with_callback(
                VIOLATION,
                self.listener.as_ref().unchecked_ref::<Function>(),
            );
        }
    }
}

/// Whether the browser lets this page reach the user's own machine: `granted`, `prompt`, `denied`; `None` where it does
/// not ask. The permission has had two names.
async fn local_access(window: &Window) -> Option<String> {
    for name in ["loopback-network", "local-network-access"] {
        if let Some(state) = permission(window, name).await {
            return Some(state);
        }
    }
    None
}

async fn permission(window: &Window, name: &str) -> Option<String> {
    let permissions = Reflect::get(&window.navigator(), &"permissions".into()).ok()?;
    let query: Function = Reflect::get(&permissions, &"query".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"name".into(), &JsValue::from(name)).ok()?;
    let asked: Promise = query
        .call1(&permissions, &descriptor)
        .ok()?
        .dyn_into()
        .ok()?;
    let status = JsFuture::from(asked).await.ok()?;
    Reflect::get(&status, &"state".into()).ok()?.as_string()
}
