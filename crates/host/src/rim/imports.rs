//! What the engine imports. Calls that never wait go from its WebAssembly straight to ours; those that may wait go
//! through a JavaScript function that answers a number or, to suspend the engine, a promise.

use super::engine::web_assembly;
use super::memory::EngineMemory;
use super::worker::{LibraryState, current, library, scope_performance_now, with_process};
use super::{engine, page, threads, wait};
use crate::core::call_wait::CallWait;
use crate::core::errno::{Errno, Result, code};
use crate::core::memory::Memory as _;
use crate::core::process::{Answer, NO_THREAD, Process, Wait};
use js_sys::{Array, Object, Promise, Reflect, WebAssembly};
use std::cell::RefCell;
use std::future::Future;
use std::ops::ControlFlow;
use std::rc::Rc;
use vivarium_protocol::Event;
use vivarium_protocol::abi::{IMPORT_MODULE, Op};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

thread_local! {
    static MEMORY: RefCell<Option<Rc<EngineMemory>>> = const { RefCell::new(None) };
}

/// From now on calls work on this memory.
pub(super) fn use_memory(memory: EngineMemory) {
    MEMORY.set(Some(Rc::new(memory)));
}

/// Use the engine's memory.
pub(super) fn with_memory<T>(work: impl FnOnce(&EngineMemory) -> T) -> Option<T> {
    let memory = MEMORY.with_borrow(Clone::clone)?;
    Some(work(&memory))
}

/// Make a call on the process and the memory.
pub(super) fn make<T>(call: impl FnOnce(&mut Process, &EngineMemory) -> Result<T>) -> Result<T> {
    with_memory(|memory| with_process(|process| call(process, memory)))
        .flatten()
        .unwrap_or(Err(Errno::Io))
}

/// The import object for this engine.
pub(super) fn object(module: &WebAssembly::Module, can_suspend: bool) -> Object {
    let ours = wasm_bindgen::exports();
    let imports = Object::new();
    for import in WebAssembly::Module::imports(module) {
        let text = |key: &str| Reflect::get(&import, &key.into()).unwrap_or_default();
        let (from, name) = (text("module"), text("name"));
        let function = match (from.as_string().as_deref(), name.as_string().as_deref()) {
            (Some(IMPORT_MODULE), Some("call")) => suspending(&call_import(), can_suspend),
            (_, Some("fd_read")) => suspending(&fd_read_import(), can_suspend),
            (_, Some("poll_oneoff")) => suspending(&poll_oneoff_import(), can_suspend),
            _ => match Reflect::get(&ours, &name) {
                Ok(export) if export.is_function() => export,
                _ => unknown(),
            },
        };
        let module = match Reflect::get(&imports, &from) {
            Ok(module) if module.is_object() => module,
            _ => Object::new().into(),
        };
        let _ = Reflect::set(&module, &name, &function);
        let _ = Reflect::set(&imports, &from, &module);
    }
    imports
}

/// A function that may answer a promise.
fn suspending(function: &JsValue, can_suspend: bool) -> JsValue {
    if !can_suspend {
        return function.clone();
    }
    web_assembly("Suspending")
        .and_then(|constructor| Reflect::construct(&constructor, &Array::of1(function)).ok())
        .unwrap_or_else(|| function.clone())
}

/// For calls that this system does not have.
fn unknown() -> JsValue {
    Closure::<dyn Fn() -> u32>::new(|| Errno::Nosys as u32).into_js_value()
}

fn call_import() -> JsValue {
    Closure::<dyn Fn(i32, u32, u32) -> JsValue>::new(|op, at, length| {
        if Op::from_code(op) == Some(Op::Take) {
            let taken = make(|process, memory| {
                let reply = process.take_reply(length as usize);
                memory.write(at, &reply).map(|()| reply.len())
            });
            return taken.map_or(-1, |length| length as i32).into();
        }
        match make(|process, memory| Ok(process.call(op, &memory.bytes(at, length, u32::MAX)?))) {
            Ok(Answer::Now(value)) => value.into(),
            Ok(Answer::Display(bundle)) => {
                let id = current();
                with_process(|process| page::flush(id, process));
                page::send(&Event::Display { id, bundle });
                0.into()
            }
            Ok(Answer::Call(value, call, request)) => {
                let id = current();
                with_process(|process| page::flush(id, process));
                page::send(&Event::Call { id, call, request });
                value.into()
            }
            Ok(Answer::Cancel(calls)) => {
                let id = current();
                for call in calls {
                    page::send(&Event::CancelCall { id, call });
                }
                0.into()
            }
            Ok(Answer::Switch(next)) => threads::switch(next).unwrap_or_else(|| {
                with_process(|process| drop(process.refuse(NO_THREAD.into())));
                (-1).into()
            }),
            Ok(Answer::Leave(next)) => {
                threads::leave(next);
                0.into()
            }
            Ok(Answer::After(Wait::Library)) => await_library(),
            Ok(Answer::After(Wait::Calls(wait))) => await_calls(wait),
            Ok(Answer::After(wait)) => after(wait, || 0.into()),
            Err(_) => (-1).into(),
        }
    })
    .into_js_value()
}

fn fd_read_import() -> JsValue {
    Closure::<dyn Fn(u32, u32, u32, u32) -> JsValue>::new(|fd, buffers, count, out| {
        let read = move || make(|process, memory| process.fd_read(memory, fd, buffers, count, out));
        finish_after(read(), move || read().map(drop))
    })
    .into_js_value()
}

fn poll_oneoff_import() -> JsValue {
    Closure::<dyn Fn(u32, u32, u32, u32) -> JsValue>::new(|subscriptions, events, count, out| {
        let poll = move |slept| {
            make(|process, memory| {
                process.poll_oneoff(memory, (subscriptions, events), count, out, slept)
            })
        };
        finish_after(poll(false), move || poll(true).map(drop))
    })
    .into_js_value()
}

/// The answer of a call that may have to wait before it is made in earnest. A wait that is cut short because the
/// program must end is an interrupted call.
fn finish_after(
    first: Result<Option<Wait>>,
    again: impl FnOnce() -> Result<()> + 'static,
) -> JsValue {
    match first {
        Ok(Some(wait)) => after(wait, || {
            let cut = with_process(|process| process.run.must_wake(process.clock.steady_ms()));
            code(if cut == Some(false) {
                again()
            } else {
                Err(Errno::Intr)
            })
            .into()
        }),
        other => code(other.map(drop)).into(),
    }
}

/// Wait, then answer.
fn after(wait: Wait, answer: impl FnOnce() -> JsValue + 'static) -> JsValue {
    let id = current();
    with_process(|process| page::flush(id, process));
    if engine::can_suspend() {
        return promise(async move {
            match wait {
                Wait::Turn => wait::turn().await,
                Wait::Sleep(ns) => sleep(ns).await,
                Wait::Input | Wait::Library | Wait::Calls(..) => input(id).await,
            }
            answer()
        });
    }
    if let Wait::Sleep(ns) = wait {
        let (left, ns_to_wait) = with_process(|process| {
            let left = process.run.left_ms(process.clock.steady_ms());
            (left, process.clock.to_wait(ns))
        })
        .unwrap_or_default();
        wait::block((ns_to_wait as f64 / 1e6).min(left.max(0.0)));
        with_process(|process| process.clock.slept(ns));
    }
    answer()
}

async fn sleep(ns: u64) {
    let begin = |process: &mut Process| {
        process.clock.waits();
        process.clock.to_wait(ns)
    };
    let to_wait = with_process(begin).unwrap_or_default();
    if to_wait < ns {
        // A stop must arrive even in a program that does nothing but sleep.
        wait::turn().await;
    }
    let end = scope_performance_now() + to_wait as f64 / 1e6;
    loop {
        let now = scope_performance_now();
        let Some((left, wake)) =
            with_process(|process| (process.run.left_ms(now), process.run.must_wake(now)))
        else {
            return;
        };
        if now >= end || wake {
            break;
        }
        wait::until_woken(Some((end - now).min(left))).await;
    }
    with_process(|process| process.clock.slept(ns));
}

async fn input(id: u32) {
    page::send(&Event::Input { id });
    with_process(|process| process.run.pause());
    let waits = || {
        with_process(|process| {
            process.stdin.is_waiting() && !process.run.must_wake(scope_performance_now())
        })
    };
    while waits() == Some(true) {
        wait::until_woken(None).await;
    }
    with_process(|process| process.run.resume());
}

/// Wait for the answer to one of these calls. Its time counts, but for that in which the page asks a person.
fn await_calls(wait: CallWait) -> JsValue {
    let id = current();
    with_process(|process| page::flush(id, process));
    promise(async move {
        let length = loop {
            let now = scope_performance_now();
            let look = |process: &mut Process| {
                process.run.await_calls();
                let more = process.look_for_answer(&wait);
                (more, process.run.must_wake(now), process.run.left_ms(now))
            };
            match with_process(look) {
                Some((ControlFlow::Break(length), ..)) => break length,
                Some((ControlFlow::Continue(more), false, left)) => {
                    wait::until_woken(Some(more.min(left))).await;
                }
                _ => break 0,
            }
        };
        with_process(|process| process.run.resume());
        length.into()
    })
}

fn await_library() -> JsValue {
    let arrived = |library: LibraryState| {
        let refuse = |sentence: String| with_process(|process| drop(process.refuse(sentence)));
        match library {
            LibraryState::Here(library) => {
                with_process(|process| process.files.mount(library));
                return JsValue::from(0);
            }
            LibraryState::Missing(message) | LibraryState::Damaged(message) => refuse(message),
            LibraryState::Awaited => {
                refuse("The wait for the standard library was interrupted.".into())
            }
        };
        JsValue::from(-1)
    };
    let here = library();
    if !matches!(here, LibraryState::Awaited) || !engine::can_suspend() {
        return arrived(here);
    }
    let id = current();
    with_process(|process| page::flush(id, process));
    page::send(&Event::AwaitingLibrary { id });
    promise(async move {
        with_process(|process| process.run.pause());
        let must_wake = || with_process(|process| process.run.must_wake(scope_performance_now()));
        while matches!(library(), LibraryState::Awaited) && must_wake() == Some(false) {
            wait::until_woken(None).await;
        }
        with_process(|process| process.run.resume());
        arrived(library())
    })
}

fn promise(future: impl Future<Output = JsValue> + 'static) -> JsValue {
    let promise: Promise = wasm_bindgen_futures::future_to_promise(async move { Ok(future.await) });
    promise.into()
}
