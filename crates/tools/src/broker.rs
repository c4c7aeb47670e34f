//! Between programs and servers: takes what programs ask, connects where that is still to be done, checks what is
//! granted, and answers each request **exactly once**, unless it is cancelled. No IO of its own.

mod requests;
mod streams;

use crate::catalogue::Catalogue;
use crate::failure::Failure;
use crate::grants::{Author, Grants, Policy, QuestionId, Wanted};
use crate::machine::{
    CallId, Connection, Effect, ExchangeId, Fetch, Input, LoginStep, Options, Status, ToolResult,
};
use crate::request::{Answer, HttpRequest, HttpResponse, Request, answer_json};
use crate::server::{Headers, Server, ServerKind};
use crate::url;
use requests::{Held, not_granted};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Number of a request, chosen by whoever passes it on; no two at the same time are equal.
pub type Key = u32;

/// What the owner is to do, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Send this for a connection, and feed what comes of it to [`Broker::exchange`].
    Fetch(usize, Fetch),
    /// Give up that exchange.
    Abort(usize, ExchangeId),
    /// Help with a login, and tell [`Broker::exchange`].
    Login(usize, LoginStep),
    /// Ask the user for what this call of a connection wants, and tell [`Broker::exchange`].
    Elicit(usize, CallId, Map<String, Value>),
    /// Send this for a program, and tell [`Broker::responded`].
    Send(Key, HttpRequest),
    /// Tell [`Broker::arrived`] the next piece of a stream: the request that is to hear of it, the one that began the stream, and
    /// how many milliseconds it may take.
    Read(Key, Key, Option<u32>),
    /// Give up that request, or the stream that it began.
    Withdraw(Key),
    /// Hand this JSON to the program.
    Answer(Key, String),
    /// For the log: a call has ended.
    Record(Key, Record),
    /// For the meter: a program was told about tools, in so many tokens.
    Looked(Key, usize),
    /// Ask a person, or show how many requests wait by now: `{id, wanted, keys, arguments}`.
    Ask(Value),
    /// Nobody waits for the answer to that question any more.
    Unasked(QuestionId),
    /// Servers or their tools have changed.
    Changed,
}

/// One call, for people to see: what was asked of whom, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The server's name, or an origin.
    pub server: String,
    /// The tool's name, or an HTTP method.
    pub tool: String,
    /// Its arguments; of a plain request its address.
    pub arguments: Value,
    /// Whether the tool says that it changes nothing.
    pub read_only: bool,
    /// Whether it worked.
    pub ok: bool,
    /// The value, or the failure.
    pub outcome: Value,
    /// Size of the outcome as JSON.
    pub bytes: usize,
    /// Milliseconds from the request to the answer.
    pub duration_ms: u64,
}

/// A call or request under way.
#[derive(Debug)]
struct Open {
    server: String,
    tool: String,
    arguments: Value,
    read_only: bool,
    since: u64,
    /// The connection it went to, and its number there.
    call: Option<(usize, CallId)>,
}

/// All connections of a page's tools.
#[derive(Debug)]
pub struct Broker {
    catalogue: Catalogue,
    connections: Vec<(String, Connection)>,
    origins: Vec<(String, Headers)>,
    /// Requests that wait until these servers are connected, or have failed to.
    waiting: Vec<(Key, Request, BTreeSet<usize>)>,
    open: BTreeMap<Key, Open>,
    calls: BTreeMap<CallId, Key>,
    calls_made: CallId,
    grants: Grants,
    /// Streams by their names, and the requests that began them.
    streams: BTreeMap<String, Key>,
    /// Requests that wait for a person.
    held: BTreeMap<Key, Held>,
    /// Requests that a person made, who is not asked about them.
    by_person: BTreeSet<Key>,
    now: u64,
    actions: Vec<Action>,
}

impl Broker {
    /// For servers whose placeholders are filled.
    pub fn new(servers: &[Server], options: Options) -> Self {
        let connections = servers
            .iter()
            .filter_map(|server| Some((server.name.clone(), Connection::new(server, options)?)))
            .collect();
        let origins = servers
            .iter()
            .filter_map(|server| match &server.kind {
                ServerKind::Origin { origin, headers } => Some((origin.clone(), headers.clone())),
                _ => None,
            })
            .collect();
        Self {
            catalogue: Catalogue::new(servers),
            connections,
            origins,
            waiting: Vec::new(),
            open: BTreeMap::new(),
            calls: BTreeMap::new(),
            calls_made: 0,
            grants: Grants::new(Policy::Configured),
            streams: BTreeMap::new(),
            held: BTreeMap::new(),
            by_person: BTreeSet::new(),
            now: 0,
            actions: Vec::new(),
        }
    }

    /// Ask people from now on. Where everything is asked about, these servers and origins of the configuration have leave
    /// (by their names), and the others have not.
    pub fn guard(&mut self, policy: Policy, allowed: &[String]) {
        self.grants = Grants::new(policy);
        if policy != Policy::Everything {
            return;
        }
        let servers = self
            .catalogue
            .names()
            .map(|server| Wanted::Server { server });
        let origins = self.origins.iter().map(|(origin, _)| Wanted::Origin {
            origin: origin.clone(),
        });
        let places: Vec<Wanted> = servers.chain(origins).collect();
        for place in places {
            let (Wanted::Server { server: name } | Wanted::Origin { origin: name }) = &place else {
                continue;
            };
            let allowed = allowed.contains(name);
            self.grants.place(place, allowed);
        }
    }

    /// A run begins: permissions that were given for the one before, and its streams, have ended.
    pub fn begin(&mut self, author: Author) -> Vec<Action> {
        self.grants.begin(author);
        let streams = std::mem::take(&mut self.streams);
        streams.into_values().map(Action::Withdraw).collect()
    }

    /// A person asks, not a program: what it changes is what that person wants.
    pub fn ask_for_person(&mut self, now: u64, key: Key, text: &str) -> Vec<Action> {
        self.by_person.insert(key);
        self.ask(now, key, text)
    }

    /// A program asks.
    pub fn ask(&mut self, now: u64, key: Key, text: &str) -> Vec<Action> {
        self.now = now;
        match Request::parse(text) {
            Ok(request) => self.take(key, request),
            Err(failure) => self.answer(key, &Err(failure)),
        }
        std::mem::take(&mut self.actions)
    }

    /// The program no longer waits.
    pub fn cancel(&mut self, now: u64, key: Key) -> Vec<Action> {
        self.now = now;
        self.waiting.retain(|(waiting, ..)| *waiting != key);
        self.by_person.remove(&key);
        self.drop_stream(key);
        if self.held.remove(&key).is_some()
            && let Some(question) = self.grants.cancel(key)
        {
            self.actions.push(Action::Unasked(question));
        }
        if let Some(open) = self.open.remove(&key) {
            match open.call {
                Some((at, call)) => {
                    self.calls.remove(&call);
                    self.feed(at, Input::Cancel(call));
                }
                None => self.actions.push(Action::Withdraw(key)),
            }
        }
        std::mem::take(&mut self.actions)
    }

    /// Something has come of an exchange.
    pub fn exchange(&mut self, now: u64, connection: usize, input: Input) -> Vec<Action> {
        self.now = now;
        self.feed(connection, input);
        std::mem::take(&mut self.actions)
    }

    /// A program's own request has been answered, or has failed.
    pub fn responded(
        &mut self,
        now: u64,
        key: Key,
        outcome: Result<HttpResponse, Failure>,
    ) -> Vec<Action> {
        self.now = now;
        let outcome = outcome.and_then(|response| {
            // The browser follows redirects by itself: what came from elsewhere is not handed on.
            match url::origin(&response.url) {
                Some(origin) if !self.is_granted(&origin) => {
                    self.actions.push(Action::Withdraw(key));
                    Err(not_granted(&origin, "The server redirected to"))
                }
                _ => {
                    self.begin_stream(key, &response);
                    Ok(json!(response))
                }
            }
        });
        self.end(key, &outcome);
        std::mem::take(&mut self.actions)
    }

    /// Connect to every server that has not been tried yet, for a list of tools to show.
    pub fn connect(&mut self, now: u64) -> Vec<Action> {
        self.now = now;
        for at in 0..self.connections.len() {
            let (name, connection) = &self.connections[at];
            let server = name.clone();
            if *connection.status() == Status::Idle
                && !self.grants.refuses(&Wanted::Server { server })
            {
                self.feed(at, Input::Refresh);
            }
        }
        std::mem::take(&mut self.actions)
    }

    /// The name of the server that a connection leads to.
    pub fn server(&self, connection: usize) -> &str {
        &self.connections[connection].0
    }

    /// When [`Broker::tick`] is wanted.
    pub fn deadline(&self) -> Option<u64> {
        let connections = self.connections.iter();
        connections
            .filter_map(|(_, connection)| connection.deadline())
            .min()
    }

    /// That time has come.
    pub fn tick(&mut self, now: u64) -> Vec<Action> {
        self.now = now;
        for at in 0..self.connections.len() {
            let deadline = self.connections[at].1.deadline();
            if deadline.is_some_and(|deadline| deadline <= now) {
                self.feed(at, Input::Tick);
            }
        }
        std::mem::take(&mut self.actions)
    }

    /// Servers with their states and tools: for people.
    pub fn describe(&self) -> Value {
        self.catalogue.describe()
    }

    /// No connection is needed any more.
    pub fn close(&mut self, now: u64) -> Vec<Action> {
        self.now = now;
        for at in 0..self.connections.len() {
            self.feed(at, Input::Close);
        }
        std::mem::take(&mut self.actions)
    }

    /// Let a connection take an input, and pass on what it wants done.
    fn feed(&mut self, at: usize, input: Input) {
        let now = self.now;
        let Some((_, connection)) = self.connections.get_mut(at) else {
            return;
        };
        for effect in connection.input(now, input) {
            match effect {
                Effect::Fetch(fetch) => self.actions.push(Action::Fetch(at, fetch)),
                Effect::Abort(exchange) => self.actions.push(Action::Abort(at, exchange)),
                Effect::Answer { id, outcome } => self.answered(id, outcome),
                Effect::Ask { id, requests } => {
                    self.actions.push(Action::Elicit(at, id, requests));
                }
                Effect::Login(step) => self.actions.push(Action::Login(at, step)),
                // Nobody is shown how far it is.
                Effect::Progress { .. } => {}
                Effect::Tools => {
                    let (name, connection) = &self.connections[at];
                    self.catalogue.set_tools(name, connection.tools());
                    self.actions.push(Action::Changed);
                }
                Effect::Status(status) => self.stands(at, &status),
            }
        }
    }

    fn stands(&mut self, at: usize, status: &Status) {
        self.catalogue.set_status(&self.connections[at].0, status);
        self.actions.push(Action::Changed);
        if !matches!(status, Status::Ready { .. } | Status::Failed { .. }) {
            return;
        }
        for (_, _, missing) in &mut self.waiting {
            missing.remove(&at);
        }
        while let Some(next) = self
            .waiting
            .iter()
            .position(|(_, _, missing)| missing.is_empty())
        {
            let (key, request, _) = self.waiting.remove(next);
            self.go_on(key, &request);
        }
    }

    fn answered(&mut self, id: CallId, outcome: Result<ToolResult, Failure>) {
        let Some(key) = self.calls.remove(&id) else {
            return;
        };
        if let (Some(open), Ok(result)) = (self.open.get(&key), &outcome) {
            self.catalogue.observe(&open.server, &open.tool, result);
        }
        let outcome = outcome.map(|result| json!(result)).map_err(|failure| {
            let of = self.open.get(&key);
            of.map_or_else(
                || failure.clone(),
                |open| failure.clone().of(&open.server, &open.tool),
            )
        });
        self.end(key, &outcome);
    }

    /// What was open has ended.
    fn end(&mut self, key: Key, outcome: &Answer) {
        let Some(open) = self.open.remove(&key) else {
            return;
        };
        let (ok, value) = match outcome {
            Ok(value) => (true, value.clone()),
            Err(failure) => (false, json!(failure)),
        };
        let text = answer_json(outcome);
        self.actions.push(Action::Record(
            key,
            Record {
                server: open.server,
                tool: open.tool,
                arguments: open.arguments,
                read_only: open.read_only,
                ok,
                outcome: value,
                bytes: text.len(),
                duration_ms: self.now.saturating_sub(open.since),
            },
        ));
        self.by_person.remove(&key);
        self.actions.push(Action::Answer(key, text));
    }

    fn answer(&mut self, key: Key, answer: &Answer) {
        self.by_person.remove(&key);
        self.actions.push(Action::Answer(key, answer_json(answer)));
    }
}

#[cfg(test)]
#[path = "broker_tests.rs"]
mod tests;
