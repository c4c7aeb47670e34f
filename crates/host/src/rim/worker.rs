//! The worker: takes commands, one run at a time, and keeps an instance ready for the next.
#![expect(
    unreachable_pub,
    reason = "exported to the worker's script, not to Rust"
)]

use super::engine::{self, Engine, Instance};
use super::{native, page, wait};
use crate::core::library::Library;
use crate::core::output::WINDOW_MS;
use crate::core::process::{Kept, Process, System};
use crate::core::run::{End, sentence};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;
use vivarium_protocol::{Command, Event, Outcome, RunId, RunRequest, Status};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, MessagePort};

/// The library's second file.
#[derive(Debug, Clone)]
pub(super) enum LibraryState {
    /// On its way.
    Awaited,
    /// Unpacked.
    Here(Rc<Library>),
    /// It could not be fetched, in one sentence; the page tries again with the next run.
    Missing(String),
    /// What came is unusable, in one sentence.
    Damaged(String),
}

thread_local! {
    static ENGINE: RefCell<Option<Rc<Engine>>> = const { RefCell::new(None) };
    /// The instance that the next run takes.
    static NEXT: RefCell<Option<Instance>> = const { RefCell::new(None) };
    /// What the last run left, if it was one of a session or was to be kept: the next goes on with it, or takes its place.
    static KEPT: RefCell<Option<(Instance, Kept)>> = const { RefCell::new(None) };
    /// A run that came before its instance.
    static EARLY: RefCell<Option<(RunId, Box<RunRequest>)>> = const { RefCell::new(None) };
    static LIBRARY: RefCell<LibraryState> = const { RefCell::new(LibraryState::Awaited) };
    /// The run under way.
    static CURRENT: Cell<Option<RunId>> = const { Cell::new(None) };
    /// Its process, whenever no call is using it.
    static PROCESS: Cell<Option<Box<Process>>> = const { Cell::new(None) };
}

/// Take commands from this port.
#[wasm_bindgen]
pub fn start(port: MessagePort) {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|message: MessageEvent| {
        // What is no command comes from a page of another build; nothing can be answered.
        if let Ok(command) = serde_wasm_bindgen::from_value(message.data()) {
            obey(command);
        }
    });
    port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    page::connect(port);
}

/// Take the engine: the packed bytes, or the module that another worker compiled.
#[wasm_bindgen]
pub fn load(engine: JsValue) {
    spawn_local(async move {
        match Engine::load(engine).await {
            Ok(engine) => {
                let engine = Rc::new(engine);
                ENGINE.set(Some(engine.clone()));
                prepare(&engine, None).await;
            }
            Err(error) => page::send(&Event::Failed {
                message: error.to_string(),
            }),
        }
    });
}

/// Have an instance for the next run: the restored one, or a new one.
async fn prepare(engine: &Rc<Engine>, restored: Option<Instance>) {
    PROCESS.set(Some(Box::new(idle())));
    let instance = match restored {
        Some(instance) => Ok(instance),
        None => engine.instantiate().await,
    };
    match instance {
        Ok(instance) => NEXT.set(Some(instance)),
        Err(error) => {
            return page::send(&Event::Failed {
                message: error.to_string(),
            });
        }
    }
    thread_local!(static TOLD: Cell<bool> = const { Cell::new(false) });
    if !TOLD.replace(true) {
        page::send(&Event::Ready {
            build: engine.build.clone(),
            can_suspend: engine::can_suspend(),
        });
    }
    if let Some((id, request)) = EARLY.take() {
        obey(Command::Run { id, request });
    }
}

fn obey(command: Command) {
    match command {
        Command::Run { id, request } => match (KEPT.take(), NEXT.take()) {
            (Some((instance, kept)), _) if request.session => {
                spawn_local(run(id, request, instance, Some(kept)));
            }
            (Some((instance, _)), _) => {
                EARLY.set(Some((id, request)));
                spawn_local(replace(Some(instance)));
            }
            (None, Some(instance)) => spawn_local(run(id, request, instance, None)),
            (None, None) => EARLY.set(Some((id, request))),
        },
        Command::Stop { id } if CURRENT.get() == Some(id) => {
            with_process(|process| process.run.stop());
            wait::wake();
        }
        Command::Input { id, line } if CURRENT.get() == Some(id) => {
            with_process(|process| process.stdin.answer(line.as_deref()));
            wait::wake();
        }
        Command::Answer {
            id,
            call,
            answer,
            after_ns,
        } if CURRENT.get() == Some(id) => {
            let took = with_process(|process| process.answered(call, answer, after_ns as u64));
            if let Some(after_ns) = took.flatten().map(|ns| ns as f64) {
                page::send(&Event::Answered { id, call, after_ns });
            }
            wait::wake();
        }
        Command::Hold { id, held } if CURRENT.get() == Some(id) => {
            with_process(|process| process.run.hold(held));
            wait::wake();
        }
        Command::Stop { .. }
        | Command::Input { .. }
        | Command::Answer { .. }
        | Command::Hold { .. } => {}
        Command::Library { pack } => {
            LIBRARY.set(match Library::unpack(&pack) {
                Ok(library) => LibraryState::Here(Rc::new(library)),
                Err(error) => LibraryState::Damaged(format!(
                    "The standard library cannot be unpacked: {error}. Reload the page; if that does not help, upload \
                     all of dist/ again."
                )),
            });
            wait::wake();
        }
        Command::LibraryFailed { message } => {
            LIBRARY.set(LibraryState::Missing(message));
            wait::wake();
        }
    }
}

async fn run(id: RunId, request: Box<RunRequest>, instance: Instance, kept: Option<Kept>) {
    CURRENT.set(Some(id));
    let keep = request.session || request.keep;
    let mut whole = true;
    let mut kept_now = None;
    let mut outcome = match begin(id, *request, kept).await {
        Ok(request) => {
            let end = instance.run(&request).await;
            whole = end == End::Returned;
            match PROCESS.take() {
                Some(mut process) => {
                    process.output.finish();
                    while page::flush_some(id, &mut process) && process.output.is_waiting() {
                        wait::until_woken(Some(WINDOW_MS)).await;
                    }
                    for call in process.calls.unanswered() {
                        page::send(&Event::CancelCall { id, call });
                    }
                    let (outcome, kept) = process.finish(&end);
                    kept_now = (keep && whole).then_some(kept);
                    outcome
                }
                // A trap struck while a call was using it.
                None => lost(),
            }
        }
        Err(refused) => refused,
    };
    CURRENT.set(None);
    outcome.kept = kept_now.is_some();
    let engine = ENGINE.with_borrow(Clone::clone);
    if let (Status::Crashed, Some(error), Some(engine)) =
        (outcome.status, &mut outcome.error, &engine)
    {
        // So that a report says which engine it is about.
        let _ = write!(error.message, " (Engine {}.)", engine.build);
    }
    if let Some(kept) = kept_now {
        KEPT.set(Some((instance, kept)));
        page::send(&Event::Done { id, outcome });
        return;
    }
    page::send(&Event::Done { id, outcome });
    replace(whole.then_some(instance)).await;
}

/// Make this instance pristine, or make a new one.
async fn replace(instance: Option<Instance>) {
    if let Some(engine) = ENGINE.with_borrow(Clone::clone) {
        let restored = instance.and_then(|instance| engine.restore(instance));
        prepare(&engine, restored).await;
    }
}

/// Put the process in its place.
async fn begin(
    id: RunId,
    request: RunRequest,
    kept: Option<Kept>,
) -> Result<vivarium_protocol::abi::EngineRequest, Outcome> {
    if matches!(library(), LibraryState::Missing(_)) {
        LIBRARY.set(LibraryState::Awaited);
    }
    if !engine::can_suspend() && matches!(library(), LibraryState::Awaited) {
        page::send(&Event::AwaitingLibrary { id });
        while matches!(library(), LibraryState::Awaited) {
            wait::until_woken(None).await;
        }
    }
    let mounted = match library() {
        LibraryState::Here(library) => Some(library),
        _ => None,
    };
    let (process, request) =
        Process::new(request, system(), mounted, kept).map_err(|error| Outcome {
            status: Status::Error,
            error: Some(sentence("ValueError", error.to_string())),
            result: None,
            exit_code: 1,
            files: BTreeMap::new(),
            duration_ms: 0.0,
            kept: false,
        })?;
    PROCESS.set(Some(Box::new(process)));
    Ok(request)
}

fn lost() -> Outcome {
    let system = system();
    Process::idle(system, &vivarium_protocol::Limits::default(), None)
        .finish(&End::StackOverflow)
        .0
}

/// The library as far as it is there.
pub(super) fn library() -> LibraryState {
    LIBRARY.with_borrow(Clone::clone)
}

/// The run under way.
pub(super) fn current() -> RunId {
    CURRENT.get().unwrap_or_default()
}

/// Use the process; `None` when there is none, as after a trap in the middle of a call.
pub(super) fn with_process<T>(work: impl FnOnce(&mut Process) -> T) -> Option<T> {
    let mut process = PROCESS.take()?;
    let result = work(&mut process);
    PROCESS.set(Some(process));
    Some(result)
}

fn idle() -> Process {
    Process::idle(system(), &vivarium_protocol::Limits::default(), None)
}

fn system() -> System {
    System {
        time: crate::core::clock::Source {
            wall: js_sys::Date::now,
            steady: || scope_performance_now(),
        },
        random: |bytes| {
            if let Ok(crypto) = wait::scope().crypto() {
                let _ = crypto.get_random_values_with_u8_array(bytes);
            }
        },
        can_suspend: engine::can_suspend(),
        load: native::load,
    }
}

/// The steady clock.
pub(super) fn scope_performance_now() -> f64 {
    thread_local!(static PERFORMANCE: Option<web_sys::Performance> = wait::scope().performance());
    PERFORMANCE.with(|performance| performance.as_ref().map_or(0.0, web_sys::Performance::now))
}
