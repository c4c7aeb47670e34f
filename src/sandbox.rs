//! Joins the session to the client's sandbox.

use crate::language;
use crate::page::Page;
use crate::session::{Effect, Message, Progress};
use leptos::prelude::*;
use std::rc::Rc;
use vivarium_client::{Assets, AssetsError, Notice, Sandbox};
use vivarium_protocol::{CallId, Event, Limits, RunId, Stream};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Passes a request on to `editor/toolbox.js`; `reply` hears run, call, and the answer as JSON (of a replay also after
    /// how many nanoseconds), or before it whether a person is asked.
    #[wasm_bindgen(js_namespace = vivarium, js_name = call)]
    fn pass_on(run: RunId, call: CallId, request: &str, reply: &JsValue);

    #[wasm_bindgen(js_namespace = vivarium)]
    fn withdraw(run: RunId, call: CallId);
}

/// The page's one sandbox; cheap to copy.
#[derive(Clone, Copy)]
pub struct Connection(StoredValue<Option<Open>, LocalStorage>);

struct Open {
    page: Page,
    sandbox: Result<Rc<Sandbox>, AssetsError>,
    /// The newest run: its number here and its number in the sandbox.
    run: Option<(RunId, RunId)>,
    /// What the page's tools answer by.
    reply: JsValue,
}

impl Default for Connection {
    fn default() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl Connection {
    /// Begins to prepare the sandbox; what it says goes to the page.
    pub fn open(self, page: Page) {
        let sandbox = Assets::in_page().map(|assets| {
            let sandbox = Rc::new(Sandbox::new(&assets, Limits::default()));
            sandbox.on_notice(move |notice| {
                page.send(match notice {
                    Notice::Progress { received, total } => {
                        Message::Progress(Progress { received, total })
                    }
                    Notice::Ready { can_suspend } => Message::Ready { can_suspend },
                    Notice::Failed(message) => Message::Failed(message),
                });
            });
            sandbox
        });
        let reply = move |run, call, answer, ns| self.reply(run, call, &answer, ns);
        let reply = Closure::<dyn Fn(RunId, CallId, JsValue, f64)>::new(reply).into_js_value();
        if let Ok(sandbox) = sandbox.clone() {
            let cell = Closure::<dyn Fn(String) -> bool>::new(move |code| page.cell(code));
            language::set("cell", &cell.into_js_value());
            // Asks the interpreter that holds the names of the last run.
            let within = Closure::<dyn Fn(String, String) -> js_sys::Promise>::new(
                move |task: String, text: String| language::answer(&sandbox, &task, &text),
            );
            language::set("within", &within.into_js_value());
        }
        let run = None;
        self.0.set_value(Some(Open {
            page,
            sandbox,
            run,
            reply,
        }));
        self.perform(Effect::Prepare);
    }

    fn reply(self, run: RunId, call: CallId, answer: &JsValue, after_ns: f64) {
        self.0.with_value(|open| {
            if let Some(open) = open
                && let (Ok(sandbox), Some(theirs)) = (&open.sandbox, open.theirs(run))
            {
                match answer.as_string() {
                    // Only a replay says how long its call takes; else it is no number.
                    Some(answer) => sandbox.answer(theirs, call, answer, after_ns.max(0.0)),
                    // A process that the program started has printed: whether to stderr, and the text.
                    None if answer.is_array() => {
                        let part: &js_sys::Array = answer.unchecked_ref();
                        let stream = if part.get(0).is_truthy() {
                            Stream::Stderr
                        } else {
                            Stream::Stdout
                        };
                        let text = part.get(1).as_string().unwrap_or_default();
                        let output = Event::Output {
                            id: run,
                            stream,
                            text,
                        };
                        open.page.send(Message::Event(run, output));
                    }
                    None => sandbox.hold(theirs, answer.is_truthy()),
                }
            }
        });
    }

    /// Carries out what the session wants done.
    pub fn perform(self, effect: Effect) {
        let run = self
            .0
            .with_value(|open| open.as_ref().and_then(|open| open.perform(effect)));
        if run.is_some() {
            self.0.update_value(|open| {
                if let Some(open) = open {
                    open.run = run;
                }
            });
        }
    }
}

impl Open {
    /// Answers the run that was started, if one was.
    fn perform(&self, effect: Effect) -> Option<(RunId, RunId)> {
        let page = self.page;
        let sandbox = match &self.sandbox {
            Ok(sandbox) => sandbox,
            Err(error) => {
                page.send(Message::Failed(error.to_string()));
                return None;
            }
        };
        match effect {
            Effect::Prepare => sandbox.prepare(),
            Effect::Run(id, request) => {
                let theirs =
                    sandbox.run(*request, move |event| page.send(Message::Event(id, event)));
                return Some((id, theirs));
            }
            Effect::Stop(id) => {
                if let Some(theirs) = self.theirs(id) {
                    sandbox.stop(theirs);
                }
            }
            Effect::Ask(id, call, request) => pass_on(id, call, &request, &self.reply),
            Effect::Withdraw(id, call) => withdraw(id, call),
            Effect::Input(id, line) => {
                if let Some(theirs) = self.theirs(id) {
                    sandbox.input(theirs, line);
                }
            }
        }
        None
    }

    fn theirs(&self, id: RunId) -> Option<RunId> {
        self.run
            .and_then(|(ours, theirs)| (ours == id).then_some(theirs))
    }
}
