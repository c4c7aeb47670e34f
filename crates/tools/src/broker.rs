//! Between programs and servers: takes what programs ask, connects where that is still to be done, checks what is
//! granted, and answers each request **exactly once**, unless it is cancelled. No IO of its own.

use crate::catalogue::{Bound, Catalogue};
use crate::failure::{Failure, FailureKind};
use crate::machine::{
    Call, CallId, Connection, Effect, ExchangeId, Fetch, Input, LoginStep, Options, Status,
    ToolResult,
};
use crate::request::{Answer, CallRequest, HttpRequest, HttpResponse, Request, answer_json};
use crate::server::{Headers, Server, ServerKind};
use crate::url;
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
    /// Give up that request.
    Withdraw(Key),
    /// Hand this JSON to the program.
    Answer(Key, String),
    /// For the log: a call has ended.
    Record(Key, Record),
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
            now: 0,
            actions: Vec::new(),
        }
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
                Some(origin) if self.headers(&origin).is_none() => {
                    Err(not_granted(&origin, "The server redirected to"))
                }
                _ => Ok(json!(response)),
            }
        });
        self.end(key, &outcome);
        std::mem::take(&mut self.actions)
    }

    /// Connect to every server that has not been tried yet, for a list of tools to show.
    pub fn connect(&mut self, now: u64) -> Vec<Action> {
        self.now = now;
        for at in 0..self.connections.len() {
            if *self.connections[at].1.status() == Status::Idle {
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
        let of = |(name, connection): &(String, Connection)| json!({"name": name, "status": connection.status(), "tools": connection.tools()});
        self.connections.iter().map(of).collect()
    }

    /// No connection is needed any more.
    pub fn close(&mut self, now: u64) -> Vec<Action> {
        self.now = now;
        for at in 0..self.connections.len() {
            self.feed(at, Input::Close);
        }
        std::mem::take(&mut self.actions)
    }

    fn take(&mut self, key: Key, request: Request) {
        if let Request::Http(request) = request {
            return self.send(key, request);
        }
        let needed = match self.catalogue.needed(&request) {
            Ok(names) => names,
            Err(failure) => return self.answer(key, &Err(failure)),
        };
        let missing: BTreeSet<usize> = (0..self.connections.len())
            .filter(|at| {
                let (name, connection) = &self.connections[*at];
                needed.contains(name) && !matches!(connection.status(), Status::Ready { .. })
            })
            .collect();
        if missing.is_empty() {
            return self.go_on(key, &request);
        }
        // Before connecting: a connection may fail at once.
        self.waiting.push((key, request, missing.clone()));
        for at in missing {
            if *self.connections[at].1.status() != Status::Connecting {
                self.feed(at, Input::Refresh);
            }
        }
    }

    /// All that the request needs is known, as far as it can be.
    fn go_on(&mut self, key: Key, request: &Request) {
        match request {
            Request::Call(call) => self.call(key, call),
            request => {
                if let Some(answer) = self
                    .unreachable(request)
                    .or_else(|| self.catalogue.answer(request))
                {
                    self.answer(key, &answer);
                }
            }
        }
    }

    /// The failure of a request that names one server, if that one could not be reached.
    fn unreachable(&self, request: &Request) -> Option<Answer> {
        let failed = |connection: &Connection| matches!(connection.status(), Status::Failed { .. });
        if matches!(request, Request::Search { server: None, .. })
            && !self
                .connections
                .iter()
                .all(|(_, connection)| failed(connection))
        {
            // The others have tools all the same.
            return None;
        }
        let needed = self.catalogue.needed(request).ok()?;
        self.connections
            .iter()
            .find_map(|(name, connection)| match connection.status() {
                Status::Failed { message, kind } if needed.contains(name) => Some(Err(Failure {
                    server: Some(name.clone()),
                    ..Failure::new(*kind, message.clone())
                })),
                _ => None,
            })
    }

    fn call(&mut self, key: Key, call: &CallRequest) {
        if let Some(Err(failure)) = self.unreachable(&Request::Call(call.clone())) {
            let failure = Failure {
                tool: Some(call.tool.clone()),
                ..failure
            };
            return self.answer(key, &Err(failure));
        }
        let Bound {
            server,
            tool,
            arguments,
            read_only,
            timeout_ms,
        } = match self.catalogue.bind(call) {
            Ok(bound) => bound,
            Err(failure) => return self.answer(key, &Err(failure)),
        };
        let Some(at) = self
            .connections
            .iter()
            .position(|(name, _)| *name == server)
        else {
            let failure =
                Failure::new(FailureKind::ConnectionError, NO_CONNECTION).of(&server, &tool);
            return self.answer(key, &Err(failure));
        };
        self.calls_made = self.calls_made.wrapping_add(1);
        let id = self.calls_made;
        self.calls.insert(id, key);
        let shown = Value::Object(arguments.clone());
        self.open(key, &server, &tool, shown, read_only, Some((at, id)));
        self.feed(
            at,
            Input::Call(Call {
                id,
                tool,
                arguments,
                timeout_ms,
            }),
        );
    }

    fn send(&mut self, key: Key, mut request: HttpRequest) {
        let Some(origin) = url::origin(&request.url) else {
            let sentence = format!(
                "{:?} is no address that a program can ask: it must begin with https:// or http://",
                request.url
            );
            return self.answer(key, &Err(Failure::new(FailureKind::ValueError, sentence)));
        };
        let Some(headers) = self.headers(&origin) else {
            return self.answer(key, &Err(not_granted(&origin, "This program may not ask")));
        };
        let given = |name: &str| {
            headers
                .0
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        request.headers.retain(|(name, _)| !given(name));
        request.headers.extend(headers.0.iter().cloned());
        request.keyed = !headers.0.is_empty();
        let read_only = ["GET", "HEAD", "OPTIONS"].contains(&request.method.as_str());
        let method = request.method.clone();
        self.open(
            key,
            &origin,
            &method,
            json!({"url": request.url}),
            read_only,
            None,
        );
        self.actions.push(Action::Send(key, request));
    }

    /// What is sent along to a granted origin.
    fn headers(&self, origin: &str) -> Option<&Headers> {
        let granted = self.origins.iter().find(|(granted, _)| granted == origin);
        granted.map(|(_, headers)| headers)
    }

    fn open(
        &mut self,
        key: Key,
        server: &str,
        tool: &str,
        arguments: Value,
        read_only: bool,
        call: Option<(usize, CallId)>,
    ) {
        let (server, tool, since) = (server.to_owned(), tool.to_owned(), self.now);
        self.open.insert(
            key,
            Open {
                server,
                tool,
                arguments,
                read_only,
                since,
                call,
            },
        );
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
        self.actions.push(Action::Answer(key, text));
    }

    fn answer(&mut self, key: Key, answer: &Answer) {
        self.actions.push(Action::Answer(key, answer_json(answer)));
    }
}

const NO_CONNECTION: &str = "a page cannot start this server: it is a program on a computer. The tools panel shows the \
    line that makes it reachable";

fn not_granted(origin: &str, what: &str) -> Failure {
    let message = format!(
        "{what} {origin}, which is not granted. Name the origin in the page's tools to grant it"
    );
    Failure {
        server: Some(origin.to_owned()),
        ..Failure::new(FailureKind::PermissionError, message)
    }
}

#[cfg(test)]
#[path = "broker_tests.rs"]
mod tests;
