//! Waiting: by suspending the engine where the browser can, else by blocking the worker.

use js_sys::{Atomics, Function, Int32Array, Object, Promise, Reflect, WebAssembly};
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, WorkerGlobalScope};

/// Longest single timer; browsers take longer ones for zero.
const LONGEST_MS: f64 = 1e9;

thread_local! {
    /// Ends the wait that is under way.
    static WAKE: Cell<Option<Function>> = const { Cell::new(None) };
    static TURNS: RefCell<Option<Turns>> = const { RefCell::new(None) };
}

/// Wait until [`wake`] is called, or so many milliseconds have passed. Only one wait is under way at a time: the
/// engine has one thread.
pub(super) async fn until_woken(most_ms: Option<f64>) {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(ms) = most_ms {
            // The cast takes what is negative for zero.
            let ms = ms.min(LONGEST_MS).ceil() as u32 as i32;
            timer = scope()
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms)
                .ok();
        }
        WAKE.set(Some(resolve));
    });
    // It is only ever resolved.
    let _ = JsFuture::from(promise).await;
    WAKE.take();
    if let Some(timer) = timer {
        scope().clear_timeout_with_handle(timer);
    }
}

/// Let the wait that is under way, if any, look again at what it waits for.
pub(super) fn wake() {
    if let Some(resolve) = WAKE.take() {
        let _ = resolve.call0(&JsValue::UNDEFINED);
    }
}

/// Let the event loop turn once. A message to oneself is quicker than a timer, which browsers delay.
pub(super) async fn turn() {
    let promise = TURNS.with_borrow_mut(|turns| {
        if turns.is_none() {
            *turns = Turns::new().ok();
        }
        Promise::new(&mut |resolve, _| match turns {
            Some(turns) => turns.next(resolve),
            None => drop(resolve.call0(&JsValue::UNDEFINED)),
        })
    });
    let _ = JsFuture::from(promise).await;
}

/// A channel to oneself.
struct Turns {
    channel: MessageChannel,
    resolve: std::rc::Rc<Cell<Option<Function>>>,
    _on_message: Closure<dyn Fn()>,
}

impl Turns {
    fn new() -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let resolve = std::rc::Rc::new(Cell::new(None::<Function>));
        let on_message = {
            let resolve = resolve.clone();
            Closure::new(move || {
                if let Some(resolve) = resolve.take() {
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                }
            })
        };
        channel
            .port1()
            .set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Ok(Self {
            channel,
            resolve,
            _on_message: on_message,
        })
    }

    fn next(&self, resolve: Function) {
        self.resolve.set(Some(resolve));
        let _ = self.channel.port2().post_message(&JsValue::NULL);
    }
}

/// Block the worker: only for browsers that cannot suspend.
pub(super) fn block(ms: f64) {
    let size = Object::new();
    for (key, value) in [
        ("initial", 1.into()),
        ("maximum", 1.into()),
        ("shared", JsValue::TRUE),
    ] {
        let _ = Reflect::set(&size, &key.into(), &value);
    }
    if let Ok(memory) = WebAssembly::Memory::new(&size) {
        let _ = Atomics::wait_with_timeout(&Int32Array::new(&memory.buffer()), 0, 0, ms);
    }
}

pub(super) fn scope() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}
