//! The class that pages use: programs' requests in, answers and records out.

use crate::doctor::diagnose;
use crate::fetch::{Body, Outgoing, headers, redirected, send};
use crate::person::{self, Person};
use crate::request::{BROKEN, REDIRECTED, next_piece, respond};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Object};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use vivarium_tools::{
    Action, Author, Broker, Config, Decision, ExchangeId, Fetch, HttpRequest, Input, Key,
    LoginStep, Options, Policy, QuestionId,
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, RequestMode};

/// The tools of a page.
#[wasm_bindgen]
pub struct Tools(Rc<Inner>);

struct Inner {
    broker: RefCell<Broker>,
    /// Who waits for an answer.
    waiting: RefCell<BTreeMap<Key, Function>>,
    on_record: Function,
    on_change: Function,
    person: Person,
    /// Hears what people are asked, and how much programs were told about tools.
    guard: RefCell<Option<Guard>>,
    exchanges: RefCell<BTreeMap<(usize, ExchangeId), AbortController>>,
    requests: RefCell<BTreeMap<Key, AbortController>>,
    streams: RefCell<BTreeMap<Key, (Rc<Body>, AbortController)>>,
    timer: RefCell<Option<Timeout>>,
    pending: RefCell<VecDeque<Action>>,
    busy: Cell<bool>,
}

struct Guard {
    on_question: Function,
    on_look: Function,
}

#[wasm_bindgen]
impl Tools {
    /// From a configuration as JSON, and values for its placeholders: an object name → text. `on_record` hears the key
    /// and the JSON of each call that has ended, `on_change` that servers or tools have changed. `on_authorize` lets the
    /// user log in and come back to `redirect`, `on_elicit` answer a tool's questions: see [`Person`].
    #[wasm_bindgen(constructor)]
    pub fn new(
        config: &str,
        secrets: &Object,
        on_record: Function,
        on_change: Function,
        on_authorize: Option<Function>,
        on_elicit: Option<Function>,
        redirect: String,
    ) -> Result<Self, JsError> {
        let config = Config::parse(config)?;
        let values: BTreeMap<String, String> = Object::entries(secrets)
            .iter()
            .filter_map(|entry| {
                let entry: js_sys::Array = entry.into();
                Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
            })
            .collect();
        let servers = config.fill(&values).map_err(|missing| {
            JsError::new(&format!(
                "The tools need values for {}: give them as secrets.",
                missing.join(", ")
            ))
        })?;
        let options = Options {
            can_log_in: on_authorize.is_some(),
            can_ask: on_elicit.is_some(),
            ..Options::default()
        };
        Ok(Self(Rc::new(Inner {
            broker: RefCell::new(Broker::new(&servers, options)),
            person: Person {
                on_authorize,
                on_elicit,
                redirect,
            },
            waiting: RefCell::default(),
            on_record,
            on_change,
            guard: RefCell::default(),
            exchanges: RefCell::default(),
            requests: RefCell::default(),
            streams: RefCell::default(),
            timer: RefCell::default(),
            pending: RefCell::default(),
            busy: Cell::default(),
        })))
    }

    /// From now on people are asked: about each call that may change something or, with `allowed`, also about the first use
    /// of each server and origin; those that it names have leave, the others of the configuration have not.
    /// `on_question` hears `{id, wanted, keys, arguments}` as JSON, or the number of a question that is settled;
    /// `on_look` hears the key of a request about tools and the tokens of its answer.
    pub fn guard(&self, allowed: Option<Vec<String>>, on_question: Function, on_look: Function) {
        let policy = match allowed {
            Some(_) => Policy::Everything,
            None => Policy::Writes,
        };
        let allowed = allowed.unwrap_or_default();
        self.0.broker.borrow_mut().guard(policy, &allowed);
        self.0.guard.replace(Some(Guard {
            on_question,
            on_look,
        }));
    }

    /// A run begins: of a person's own program, or of the one that a stranger made.
    pub fn begin(&self, stranger: Option<String>) {
        let author = stranger.map_or(Author::Own, Author::Stranger);
        self.0.update(|broker, _| broker.begin(author));
    }

    /// The answer to a question: a number of times, `always`, `never`, or `no` for the first that waits.
    pub fn decide(&self, question: QuestionId, answer: &str) {
        let decision = match answer {
            "always" => Decision::Always,
            "never" => Decision::Deny,
            times => times.parse().map_or(Decision::DenyOnce, Decision::Times),
        };
        self.0
            .update(|broker, now| broker.decide(now, question, decision));
    }

    /// As [`Self::ask`], for a person, who is not asked in turn.
    #[wasm_bindgen(js_name = askForPerson)]
    pub fn ask_for_person(&self, key: Key, request: &str, on_answer: Function) {
        self.0.waiting.borrow_mut().insert(key, on_answer);
        self.0
            .update(|broker, now| broker.ask_for_person(now, key, request));
    }

    /// A program's request; `on_answer` hears JSON, once, unless it is cancelled.
    pub fn ask(&self, key: Key, request: &str, on_answer: Function) {
        self.0.waiting.borrow_mut().insert(key, on_answer);
        self.0.update(|broker, now| broker.ask(now, key, request));
    }

    /// The program no longer waits.
    pub fn cancel(&self, key: Key) {
        self.0.waiting.borrow_mut().remove(&key);
        self.0.update(|broker, now| broker.cancel(now, key));
    }

    /// Connect to all servers.
    pub fn connect(&self) {
        self.0.update(Broker::connect);
    }

    /// Servers with their states and tools, as JSON.
    pub fn describe(&self) -> String {
        self.0.broker.borrow().describe().to_string()
    }

    /// Let go of all connections.
    pub fn close(&self) {
        self.0.update(Broker::close);
    }
}

impl Inner {
    /// Let the broker decide, then do what it decided.
    fn update(self: &Rc<Self>, decide: impl FnOnce(&mut Broker, u64) -> Vec<Action>) {
        let actions = decide(&mut self.broker.borrow_mut(), now());
        self.pending.borrow_mut().extend(actions);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let next = self.pending.borrow_mut().pop_front();
            let Some(action) = next else { break };
            self.perform(action);
        }
        self.busy.set(false);
        self.set_timer();
    }

    fn set_timer(self: &Rc<Self>) {
        let deadline = self.broker.borrow().deadline();
        self.timer.replace(deadline.map(|deadline| {
            let weak = Rc::downgrade(self);
            let ms = u32::try_from(deadline.saturating_sub(now())).unwrap_or(u32::MAX);
            Timeout::new(ms.saturating_add(1), move || {
                if let Some(inner) = weak.upgrade() {
                    inner.update(Broker::tick);
                }
            })
        }));
    }

    fn perform(self: &Rc<Self>, action: Action) {
        match action {
            Action::Fetch(connection, fetch) => {
                let Ok(controller) = AbortController::new() else {
                    return;
                };
                let id = (connection, fetch.exchange);
                self.exchanges.borrow_mut().insert(id, controller.clone());
                spawn_local(self.clone().exchange(connection, fetch, controller));
            }
            Action::Abort(connection, exchange) => {
                let controller = self.exchanges.borrow_mut().remove(&(connection, exchange));
                if let Some(controller) = controller {
                    controller.abort();
                }
            }
            Action::Login(connection, LoginStep::Begin) => {
                self.tell(connection, self.person.begin());
            }
            Action::Login(connection, LoginStep::Visit(address)) => {
                let callback = self.person.on_authorize.clone();
                let asked = person::visit(callback, self.server(connection), address);
                self.clone().tell_later(connection, asked);
            }
            Action::Elicit(connection, id, requests) => {
                let callback = self.person.on_elicit.clone();
                let asked = person::elicit(callback, self.server(connection), id, requests);
                self.clone().tell_later(connection, asked);
            }
            Action::Send(key, request) => {
                let Ok(controller) = AbortController::new() else {
                    return;
                };
                self.requests.borrow_mut().insert(key, controller.clone());
                spawn_local(self.clone().request(key, request, controller));
            }
            Action::Read(key, stream, timeout_ms) => {
                spawn_local(self.clone().read(key, stream, timeout_ms));
            }
            Action::Withdraw(key) => {
                let request = self.requests.borrow_mut().remove(&key);
                let stream = self.streams.borrow_mut().remove(&key);
                for controller in request
                    .into_iter()
                    .chain(stream.map(|(_, controller)| controller))
                {
                    controller.abort();
                }
            }
            // What a callback throws is the page's own affair; the browser has already reported it.
            Action::Answer(key, answer) => {
                let waiting = self.waiting.borrow_mut().remove(&key);
                if let Some(waiting) = waiting {
                    let _ = waiting.call1(&JsValue::UNDEFINED, &answer.into());
                }
            }
            Action::Record(key, record) => {
                let record = serde_json::to_string(&record).unwrap_or_default();
                let _ = self
                    .on_record
                    .call2(&JsValue::UNDEFINED, &key.into(), &record.into());
            }
            Action::Ask(question) => {
                self.inform(|guard| &guard.on_question, &[question.to_string().into()]);
            }
            Action::Unasked(question) => {
                self.inform(|guard| &guard.on_question, &[question.into()]);
            }
            Action::Looked(key, tokens) => {
                self.inform(|guard| &guard.on_look, &[key.into(), tokens.into()]);
            }
            Action::Changed => {
                let _ = self.on_change.call0(&JsValue::UNDEFINED);
            }
        }
    }

    fn server(&self, connection: usize) -> String {
        self.broker.borrow().server(connection).to_owned()
    }

    fn tell(self: &Rc<Self>, connection: usize, input: Input) {
        self.update(|broker, now| broker.exchange(now, connection, input));
    }

    fn tell_later(self: Rc<Self>, connection: usize, input: impl Future<Output = Input> + 'static) {
        spawn_local(async move { self.tell(connection, input.await) });
    }

    fn inform(&self, who: impl Fn(&Guard) -> &Function, what: &[JsValue]) {
        let function = self.guard.borrow().as_ref().map(|guard| who(guard).clone());
        if let Some(function) = function {
            let what: js_sys::Array = what.iter().collect();
            let _ = function.apply(&JsValue::UNDEFINED, &what);
        }
    }

    /// One exchange of a connection, from the request to the last byte.
    async fn exchange(
        self: Rc<Self>,
        connection: usize,
        fetch: Fetch,
        controller: AbortController,
    ) {
        let exchange = fetch.exchange;
        let feed = |input| self.update(|broker, now| broker.exchange(now, connection, input));
        let wanted = || {
            self.exchanges
                .borrow()
                .contains_key(&(connection, exchange))
        };
        let outgoing = Outgoing {
            method: &fetch.method,
            url: &fetch.url,
            headers: &fetch.headers,
            body: fetch.body.as_deref().map(JsValue::from),
            follow: !fetch.keyed,
        };
        match send(&outgoing, RequestMode::Cors, &controller.signal()).await {
            Ok(response) if redirected(&response) => feed(Input::Failed {
                exchange,
                message: REDIRECTED.into(),
            }),
            Ok(response) => {
                feed(Input::Response {
                    exchange,
                    status: response.status(),
                    headers: headers(&response),
                });
                let body = Body::of(&response);
                loop {
                    let next = body.next().await;
                    if !wanted() {
                        break;
                    }
                    let last = !matches!(next, Ok(Some(_)));
                    feed(match next {
                        Ok(Some(chunk)) => Input::Chunk {
                            exchange,
                            bytes: chunk.to_vec(),
                        },
                        Ok(None) => Input::End { exchange },
                        Err(_) => Input::Failed {
                            exchange,
                            message: BROKEN.into(),
                        },
                    });
                    if last {
                        break;
                    }
                }
            }
            Err(_) if wanted() => {
                let message = diagnose(&outgoing).await;
                if wanted() {
                    feed(Input::Failed { exchange, message });
                }
            }
            Err(_) => {}
        }
        self.exchanges.borrow_mut().remove(&(connection, exchange));
    }

    /// A program's own request.
    async fn request(self: Rc<Self>, key: Key, request: HttpRequest, controller: AbortController) {
        let outcome = respond(&request, &controller).await;
        if self.requests.borrow_mut().remove(&key).is_none() {
            // Withdrawn.
            return;
        }
        let outcome = outcome.map(|(response, stream)| {
            if let Some(body) = stream {
                let stream = (Rc::new(body), controller);
                self.streams.borrow_mut().insert(key, stream);
            }
            response
        });
        self.update(|broker, now| broker.responded(now, key, outcome));
    }

    /// The next piece of a stream.
    async fn read(self: Rc<Self>, key: Key, stream: Key, timeout_ms: Option<u32>) {
        let known = self.streams.borrow().get(&stream).cloned();
        let piece = match known {
            Some((body, controller)) => next_piece(&body, &controller, timeout_ms).await,
            None => Ok(None),
        };
        if !matches!(piece, Ok(Some(_))) {
            self.streams.borrow_mut().remove(&stream);
        }
        self.update(|broker, now| broker.arrived(now, key, stream, piece));
    }
}

/// Milliseconds on a clock that never goes back.
fn now() -> u64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0, |performance| performance.now() as u64)
}
