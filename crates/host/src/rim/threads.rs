//! A program's threads: WebAssembly stacks of one instance, of which all but one are suspended (JSPI).

use super::engine::{can_suspend, enter};
use crate::core::threads::{Next, Threads, Turn};
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

thread_local! {
    static INSTANCE: RefCell<Option<Instance>> = const { RefCell::new(None) };
    static THREADS: RefCell<Threads<Suspended>> = RefCell::default();
    /// Who goes on when the running thread has returned.
    static NEXT: Cell<Option<Next>> = const { Cell::new(None) };
}

/// What it takes to begin a thread and to exchange stacks.
#[derive(Clone)]
struct Instance {
    thread: Function,
    stack_pointer: JsValue,
    /// Ends the run with the error of a thread.
    fail: Function,
}

#[derive(Debug)]
struct Suspended {
    resume: Function,
    stack_pointer: JsValue,
}

/// The threads of the run that begins; a promise that is rejected when one of them traps. `fresh` forgets those of the run before.
pub(super) fn begin(exports: &Object, fresh: bool) -> Promise {
    if fresh {
        THREADS.take();
    }
    Promise::new(&mut |_, fail| {
        let export = |name: &str| Reflect::get(exports, &name.into()).unwrap_or_default();
        let thread = export("vivarium_thread").dyn_into().ok();
        INSTANCE.set(thread.map(|thread| Instance {
            thread,
            stack_pointer: export("__stack_pointer"),
            fail,
        }));
    })
}

/// Suspend the running thread and let another go on. `None` when that is not possible.
pub(super) fn switch(next: Next) -> Option<JsValue> {
    if !can_suspend() {
        return None;
    }
    if THREADS.with_borrow(|threads| threads.is_running(next)) {
        return Some(0.into());
    }
    let instance = INSTANCE.with_borrow(Clone::clone)?;
    let possible = THREADS.with_borrow(|threads| threads.can(next));
    let stack_pointer = possible.then(|| value(&instance.stack_pointer))?;
    let promise = Promise::new(&mut |resume, _| {
        let suspended = Suspended {
            resume,
            stack_pointer: stack_pointer.clone(),
        };
        THREADS.with_borrow_mut(|threads| threads.suspend(suspended));
    });
    // When this call has returned, the thread is suspended.
    spawn_local(go_on(instance, next));
    Some(promise.into())
}

/// The running thread is about to return.
pub(super) fn leave(next: Next) {
    NEXT.set(Some(next));
}

async fn go_on(instance: Instance, mut next: Next) {
    let set = |value: &JsValue| {
        let _ = Reflect::set(&instance.stack_pointer, &"value".into(), value);
    };
    loop {
        match THREADS.with_borrow_mut(|threads| threads.turn(next)) {
            Some(Turn::Resume(thread)) => {
                set(&thread.stack_pointer);
                let _ = thread.resume.call1(&JsValue::UNDEFINED, &0.into());
                return;
            }
            Some(Turn::Begin(id, stack)) => {
                set(&stack.into());
                let ended = match enter(&instance.thread, &[id.into()]) {
                    Ok(promise) => JsFuture::from(promise).await,
                    Err(error) => Err(error),
                };
                if let Err(error) = ended {
                    let _ = instance.fail.call1(&JsValue::UNDEFINED, &error);
                    return;
                }
            }
            None => {}
        }
        let Some(named) = NEXT.take() else {
            let lost = JsValue::from("no thread goes on");
            let _ = instance.fail.call1(&JsValue::UNDEFINED, &lost);
            return;
        };
        next = named;
    }
}

fn value(global: &JsValue) -> JsValue {
    Reflect::get(global, &"value".into()).unwrap_or_default()
}
