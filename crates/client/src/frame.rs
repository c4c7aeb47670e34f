//! The sandbox frame, seen from the page: an invisible `<iframe>` at an opaque origin that holds the workers.

use crate::supervisor::WorkerId;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlIFrameElement, MessageChannel, MessageEvent, MessagePort};

const SCRIPT: &str = include_str!("frame.js");

/// The source expression that a page's `script-src` must contain where the page has a Content-Security-Policy:
/// a frame made from text inherits the policy of its page.
pub const FRAME_SCRIPT_HASH: &str = "sha256-GdrYIz043cAxxziwjlLusRcsFPcqx6DceGk7uxq9+F8=";

/// How long the frame may take to answer; only a policy that forbids its script keeps it silent.
const HELLO_MS: u32 = 10_000;

const REFUSED: &str = "The sandbox could not start: this page's Content-Security-Policy forbids it. Allow Vivarium's \
    frame script and blob: workers (see the README), or ask the page's author to.";

/// What the frame reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Report {
    /// No worker can be started here.
    Broken(String),
    /// A worker failed outside of any program.
    Died(WorkerId, String),
}

/// The frame, or its silent death when it is dropped.
pub(crate) struct Frame {
    element: HtmlIFrameElement,
    port: MessagePort,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_load: Closure<dyn FnMut()>,
    _hello: Rc<RefCell<Option<Timeout>>>,
}

impl Frame {
    /// Put the frame into the page. Messages wait in its port until it listens.
    pub(crate) fn new(on_report: impl Fn(Report) + 'static) -> Result<Self, JsValue> {
        let document = web_sys::window()
            .and_then(|window| window.document())
            .ok_or("no document")?;
        let element: HtmlIFrameElement = document.create_element("iframe")?.unchecked_into();
        element.set_attribute("sandbox", "allow-scripts")?;
        element.set_attribute("aria-hidden", "true")?;
        element.set_hidden(true);
        element.set_srcdoc(&format!(
            "<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"default-src \
             'none'; script-src '{FRAME_SCRIPT_HASH}' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'\">\
             <script>{SCRIPT}</script>"
        ));

        let channel = MessageChannel::new()?;
        let on_report = Rc::new(on_report);
        let hello = Rc::new(RefCell::new(None));
        let on_load = {
            let (element, far_port) = (element.clone(), channel.port2());
            let (hello, on_report) = (hello.clone(), on_report.clone());
            Closure::once(move || {
                let silent =
                    Timeout::new(HELLO_MS, move || on_report(Report::Broken(REFUSED.into())));
                hello.replace(Some(silent));
                if let Some(window) = element.content_window() {
                    let _ = window.post_message_with_transfer(
                        &JsValue::NULL,
                        "*",
                        &Array::of1(&far_port),
                    );
                }
            })
        };
        element.set_onload(Some(on_load.as_ref().unchecked_ref()));
        let on_message = {
            let hello = hello.clone();
            Closure::new(move |message: MessageEvent| {
                let data = message.data();
                let text = |key: &str| {
                    let value = Reflect::get(&data, &key.into()).ok();
                    value
                        .and_then(|value| value.as_string())
                        .unwrap_or_default()
                };
                match text("type").as_str() {
                    "broken" => on_report(Report::Broken(broken(&text("message")))),
                    "died" => {
                        let worker = Reflect::get(&data, &"worker".into()).ok();
                        let worker = worker
                            .and_then(|worker| worker.as_f64())
                            .unwrap_or_default();
                        on_report(Report::Died(worker as WorkerId, died(&text("message"))));
                    }
                    _ => drop(hello.take()),
                }
            })
        };
        let port = channel.port1();
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let parent = document
            .body()
            .map(JsCast::unchecked_into)
            .or_else(|| document.document_element())
            .ok_or("an empty document")?;
        parent.append_child(&element)?;
        Ok(Self {
            element,
            port,
            _on_message: on_message,
            _on_load: on_load,
            _hello: hello,
        })
    }

    /// The worker's script and module have arrived.
    pub(crate) fn host(&self, script: &Uint8Array, wasm: &Uint8Array) {
        let buffers = Array::of2(&script.buffer(), &wasm.buffer());
        self.post("host", &[("script", script), ("wasm", wasm)], &buffers);
    }

    /// The packed engine has arrived.
    pub(crate) fn engine(&self, bytes: &Uint8Array) {
        self.post("engine", &[("bytes", bytes)], &Array::of1(&bytes.buffer()));
    }

    /// Start a worker that talks through this port, as soon as its script is there.
    pub(crate) fn start(&self, worker: WorkerId, port: &MessagePort) {
        self.post("start", &[("worker", &worker.into())], &Array::of1(port));
    }

    /// Terminate a worker.
    pub(crate) fn end(&self, worker: WorkerId) {
        self.post("end", &[("worker", &worker.into())], &Array::new());
    }

    fn post(&self, kind: &str, fields: &[(&str, &JsValue)], transfer: &Array) {
        let message = Object::new();
        let _ = Reflect::set(&message, &"type".into(), &kind.into());
        for (key, value) in fields {
            let _ = Reflect::set(&message, &(*key).into(), value);
        }
        // Only what cannot be cloned would fail, and all this can.
        let _ = self.port.post_message_with_transferable(&message, transfer);
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.port.close();
        self.element.remove();
    }
}

fn broken(reason: &str) -> String {
    format!(
        "The sandbox could not start: Vivarium's files on this server are damaged ({reason}). Upload all of dist/ again."
    )
}

fn died(reason: &str) -> String {
    if reason.is_empty() {
        return REFUSED.into();
    }
    format!("The interpreter's worker failed ({reason}). The next run starts a new one.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_admits_the_frame_script_and_nothing_else() {
        let digest = Sha256::digest(SCRIPT);
        let hash = base64::engine::general_purpose::STANDARD.encode(digest);
        assert_eq!(
            FRAME_SCRIPT_HASH,
            format!("sha256-{hash}"),
            "frame.js changed: update the hash"
        );
    }
}
