//! A sandbox: carries out what its supervisor decides.

use crate::message::is_shaped;
use crate::page::{Library, News, Page, WorkerKey};
use crate::supervisor::{Effect, Supervisor, Timer, WorkerId};
use crate::{Assets, Notice};
use gloo_timers::callback::Timeout;
use js_sys::{Object, Reflect};
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};
use vivarium_protocol::{CallId, Command, Event, Limits, RunId, RunRequest};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};

/// Runs Python programs, one after the other, each on a pristine interpreter.
pub struct Sandbox(Rc<Inner>);

struct Inner {
    page: Rc<Page>,
    limits: Limits,
    supervisor: RefCell<Supervisor>,
    /// Effects that are still to be carried out: a handler may call the sandbox again meanwhile.
    pending: RefCell<VecDeque<Effect>>,
    busy: Cell<bool>,
    runs: Cell<RunId>,
    handlers: RefCell<BTreeMap<RunId, OnEvent>>,
    on_notice: RefCell<OnNotice>,
    links: RefCell<BTreeMap<WorkerId, Link>>,
    timers: RefCell<BTreeMap<Timer, Timeout>>,
    /// Keeps the page telling.
    news: RefCell<Option<Rc<OnNews>>>,
}

type OnEvent = Box<dyn FnMut(Event)>;
type OnNotice = Rc<dyn Fn(Notice)>;
type OnNews = dyn Fn(&News);

/// A worker and the way to it.
struct Link {
    key: WorkerKey,
    port: MessagePort,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Sandbox {
    /// A sandbox; nothing is downloaded before [`prepare`](Self::prepare) or [`run`](Self::run). `limits` hold where
    /// a run sets none.
    pub fn new(assets: &Assets, limits: Limits) -> Self {
        let inner = Rc::new(Inner {
            page: Page::of(assets),
            limits,
            supervisor: RefCell::default(),
            pending: RefCell::default(),
            busy: Cell::default(),
            runs: Cell::default(),
            handlers: RefCell::default(),
            on_notice: RefCell::new(Rc::new(|_| {})),
            links: RefCell::default(),
            timers: RefCell::default(),
            news: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        let news: Rc<OnNews> = Rc::new(move |news| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(news);
            }
        });
        inner.page.listen(&news);
        inner.news.replace(Some(news));
        Self(inner)
    }

    /// Hear of downloads, readiness and failures, instead of any earlier listener.
    pub fn on_notice(&self, listener: impl Fn(Notice) + 'static) {
        self.0.on_notice.replace(Rc::new(listener));
    }

    /// Start downloading and make an interpreter ready.
    pub fn prepare(&self) {
        self.0.update(|supervisor, _| supervisor.prepare());
    }

    /// Run a program when those before it have ended. `on_event` hears any number of events and then, exactly once,
    /// [`Event::Done`].
    pub fn run(&self, mut request: RunRequest, on_event: impl FnMut(Event) + 'static) -> RunId {
        let id = self.0.runs.get() + 1;
        self.0.runs.set(id);
        request.limits = request.limits.or(self.0.limits);
        self.0.handlers.borrow_mut().insert(id, Box::new(on_event));
        self.0
            .update(|supervisor, now| supervisor.run(id, request, now));
        id
    }

    /// Stop a run: a `KeyboardInterrupt` first; the worker's end if it does not help within half a second.
    pub fn stop(&self, id: RunId) {
        self.0.update(|supervisor, now| supervisor.stop(id, now));
    }

    /// Answer [`Event::Input`]: a line without its newline, or `None` for the end of input.
    pub fn input(&self, id: RunId, line: Option<String>) {
        self.0
            .update(|supervisor, now| supervisor.input(id, line, now));
    }

    /// Answer [`Event::Call`] with JSON; in a replay, with the nanoseconds that it took.
    pub fn answer(&self, id: RunId, call: CallId, answer: String, after_ns: f64) {
        self.0
            .update(|supervisor, _| supervisor.answer(id, call, answer, after_ns));
    }

    /// A person is asked before a call is answered, or has answered: that time is not the run's.
    pub fn hold(&self, id: RunId, held: bool) {
        self.0
            .update(|supervisor, now| supervisor.hold(id, held, now));
    }

    /// End every run and let go of the worker. A later run starts another.
    pub fn close(&self) {
        self.0.update(|supervisor, _| supervisor.close());
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.close();
    }
}

impl Inner {
    /// Let the supervisor decide, then do what it decided.
    fn update(self: &Rc<Self>, decide: impl FnOnce(&mut Supervisor, f64)) {
        let effects = {
            let mut supervisor = self.supervisor.borrow_mut();
            decide(&mut supervisor, now());
            supervisor.take_effects()
        };
        self.pending.borrow_mut().extend(effects);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let next = self.pending.borrow_mut().pop_front();
            let Some(effect) = next else { break };
            self.perform(effect);
        }
        self.busy.set(false);
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Start(worker) => self.start(worker),
            Effect::Send(worker, command) => {
                if matches!(command, Command::Run { .. }) {
                    self.page.retry_library();
                }
                if let Some(link) = self.links.borrow().get(&worker) {
                    post(&link.port, &command);
                }
            }
            Effect::End(worker) => {
                if let Some(link) = self.links.borrow_mut().remove(&worker) {
                    link.port.set_onmessage(None);
                    link.port.close();
                    self.page.end_worker(link.key);
                }
            }
            Effect::Deliver(id, event) => {
                let handler = self.handlers.borrow_mut().remove(&id);
                if let Some(mut handler) = handler {
                    let last = matches!(event, Event::Done { .. });
                    handler(event);
                    if !last {
                        self.handlers.borrow_mut().insert(id, handler);
                    }
                }
            }
            Effect::Tell(notice) => {
                let listener = self.on_notice.borrow().clone();
                listener(notice);
            }
            Effect::Set(timer, ms) => {
                let weak = Rc::downgrade(self);
                let timeout = Timeout::new(ms.ceil() as u32, move || {
                    if let Some(inner) = weak.upgrade() {
                        inner.update(|supervisor, now| supervisor.timer(timer, now));
                    }
                });
                self.timers.borrow_mut().insert(timer, timeout);
            }
            Effect::Clear(timer) => drop(self.timers.borrow_mut().remove(&timer)),
            Effect::Refetch(message) => {
                let news = self.news.borrow().clone();
                self.page.refetch(&message, news.as_ref());
            }
        }
    }

    fn start(self: &Rc<Self>, worker: WorkerId) {
        let (key, port) = match self.page.start_worker() {
            Ok(started) => started,
            Err(message) => return self.update(|supervisor, _| supervisor.fail(&message)),
        };
        let on_message = listen(Rc::downgrade(self), worker);
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let link = Link {
            key,
            port,
            _on_message: on_message,
        };
        send_library(&link.port, &self.page.library());
        self.links.borrow_mut().insert(worker, link);
    }

    fn hear(self: &Rc<Self>, news: &News) {
        match news {
            News::Progress { received, total } => {
                let (received, total) = (*received, *total);
                let listener = self.on_notice.borrow().clone();
                listener(Notice::Progress { received, total });
            }
            News::Failed(message) => self.update(|supervisor, _| supervisor.fail(message)),
            News::Died(key, message) => {
                let links = self.links.borrow();
                let dead = links
                    .iter()
                    .find(|(_, link)| link.key == *key)
                    .map(|(id, _)| *id);
                drop(links);
                if let Some(worker) = dead {
                    self.update(|supervisor, now| supervisor.died(worker, message, now));
                }
            }
            News::Library => {
                let library = self.page.library();
                for link in self.links.borrow().values() {
                    send_library(&link.port, &library);
                }
                self.update(Supervisor::library_settled);
            }
        }
    }
}

/// Hand a worker's messages to the supervisor.
fn listen(inner: Weak<Inner>, worker: WorkerId) -> Closure<dyn FnMut(MessageEvent)> {
    Closure::new(move |message: MessageEvent| {
        // A message that is no event can only come from a worker of another build, to which nothing listens,
        // or from one that a program has taken over.
        let data = message.data();
        if let Some(inner) = inner.upgrade()
            && is_shaped(&data)
            && let Ok(event) = serde_wasm_bindgen::from_value::<Event>(data)
        {
            inner.update(|supervisor, now| supervisor.event(worker, event, now));
        }
    })
}

fn post(port: &MessagePort, command: &Command) {
    let plain = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true)
        .serialize_large_number_types_as_bigints(true);
    if let Ok(message) = command.serialize(&plain) {
        // Plain data can always be cloned.
        let _ = port.post_message(&message);
    }
}

/// [`Command::Library`] without a detour of its megabytes through this module's memory.
fn send_library(port: &MessagePort, library: &Library) {
    match library {
        Library::Absent => {}
        Library::Here(bytes) => {
            let message = Object::new();
            let set = |key: &str, value: &JsValue| Reflect::set(&message, &key.into(), value);
            let _ = set("type", &"library".into());
            let _ = set("pack", bytes);
            let _ = port.post_message(&message);
        }
        Library::Failed(message) => post(
            port,
            &Command::LibraryFailed {
                message: message.clone(),
            },
        ),
    }
}

/// Milliseconds on a clock that never goes back.
fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}
