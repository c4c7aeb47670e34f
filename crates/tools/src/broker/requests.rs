//! What a program asked for, from the question to the server: who must be connected, whether it is allowed, what is sent.

use super::{Action, Broker, Key, Open};
use crate::catalogue::Bound;
use crate::failure::{Failure, FailureKind};
use crate::grants::{Decision, Policy, QuestionId, Verdict, Wanted};
use crate::machine::{Call, CallId, Connection, Input, Status};
use crate::request::{Answer, CallRequest, HttpRequest, MAX_LIMIT, Request};
use crate::server::Headers;
use crate::tokens;
use crate::url;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What goes on when a person has answered.
#[derive(Debug)]
pub(super) enum Held {
    Request(Request),
    Call(usize, Bound),
    Send(HttpRequest),
}

impl Broker {
    /// A person has answered a question.
    pub fn decide(&mut self, now: u64, question: QuestionId, decision: Decision) -> Vec<Action> {
        self.now = now;
        let (settled, again) = self.grants.decide(question, decision);
        if let Some(again) = again {
            self.ask_person(again.id);
        }
        for (key, allowed) in settled {
            match self.held.remove(&key) {
                // What else it needs is looked at again.
                Some(Held::Request(request)) => self.take(key, request),
                Some(Held::Call(at, bound)) if allowed => self.call(key, at, bound),
                Some(Held::Send(request)) if allowed => self.send(key, request),
                Some(Held::Call(_, bound)) => {
                    let arguments = Value::Object(bound.arguments);
                    self.refuse_write(key, &bound.server, &bound.tool, arguments);
                }
                Some(Held::Send(request)) => self.refuse_send(key, &request),
                None => {}
            }
        }
        std::mem::take(&mut self.actions)
    }

    pub(super) fn take(&mut self, key: Key, request: Request) {
        if let Request::Http(request) = request {
            return self.reach(key, request);
        }
        match &request {
            Request::Read { stream, timeout_ms } => return self.read(key, stream, *timeout_ms),
            Request::Close { stream } => return self.close_stream(key, stream),
            _ => {}
        }
        let mut needed = match self.catalogue.needed(&request) {
            Ok(names) => names,
            Err(failure) => return self.answer(key, &Err(failure)),
        };
        let everywhere = matches!(request, Request::Search { server: None, .. });
        for name in std::mem::take(&mut needed) {
            let server = name.clone();
            match self.verdict(key, Wanted::Server { server }) {
                Verdict::Allowed => needed.push(name),
                Verdict::Asked(question) => {
                    self.held.insert(key, Held::Request(request));
                    return self.ask_person(question);
                }
                Verdict::Refused if everywhere => {}
                Verdict::Refused => return self.answer(key, &Err(refused_server(&name))),
            }
        }
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
    pub(super) fn go_on(&mut self, key: Key, request: &Request) {
        let looks = matches!(request, Request::Search { .. } | Request::Describe { .. });
        let answer = match request {
            Request::Call(call) => return self.bind(key, call),
            Request::Search {
                query,
                server: None,
                limit,
            } => self.unreachable(request).or_else(|| {
                let all = Request::Search {
                    query: query.clone(),
                    server: None,
                    limit: MAX_LIMIT,
                };
                let answer = self.catalogue.answer(&all)?;
                Some(answer.map(|found| self.without_refused(&found, *limit)))
            }),
            request => self
                .unreachable(request)
                .or_else(|| self.catalogue.answer(request)),
        };
        let Some(answer) = answer else { return };
        if let (true, Ok(found)) = (looks, &answer) {
            let tokens = tokens::estimate(&found.to_string());
            self.actions.push(Action::Looked(key, tokens));
        }
        self.answer(key, &answer);
    }

    /// Of what was found, that which the program may use.
    fn without_refused(&self, found: &Value, limit: usize) -> Value {
        let may_use = |tool: &&Value| {
            let server = tool["server"].as_str().unwrap_or_default().to_owned();
            !self.grants.refuses(&Wanted::Server { server })
        };
        let found = found.as_array().into_iter().flatten();
        found.filter(may_use).take(limit).cloned().collect()
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

    fn bind(&mut self, key: Key, call: &CallRequest) {
        if let Some(Err(failure)) = self.unreachable(&Request::Call(call.clone())) {
            let failure = Failure {
                tool: Some(call.tool.clone()),
                ..failure
            };
            return self.answer(key, &Err(failure));
        }
        let bound = match self.catalogue.bind(call) {
            Ok(bound) => bound,
            Err(failure) => return self.answer(key, &Err(failure)),
        };
        let of_server = |(name, _): &(String, Connection)| *name == bound.server;
        let Some(at) = self.connections.iter().position(of_server) else {
            let failure = Failure::new(FailureKind::ConnectionError, NO_CONNECTION)
                .of(&bound.server, &bound.tool);
            return self.answer(key, &Err(failure));
        };
        if !bound.read_only {
            let (server, tool) = (bound.server.clone(), bound.tool.clone());
            match self.verdict(key, Wanted::Write { server, tool }) {
                Verdict::Allowed => {}
                Verdict::Refused => {
                    let arguments = Value::Object(bound.arguments);
                    return self.refuse_write(key, &bound.server, &bound.tool, arguments);
                }
                Verdict::Asked(question) => {
                    self.held.insert(key, Held::Call(at, bound));
                    return self.ask_person(question);
                }
            }
        }
        self.call(key, at, bound);
    }

    fn call(&mut self, key: Key, at: usize, bound: Bound) {
        let Bound {
            server,
            tool,
            arguments,
            read_only,
            timeout_ms,
        } = bound;
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

    /// A program's own request: is it allowed?
    fn reach(&mut self, key: Key, request: HttpRequest) {
        let Some(origin) = url::origin(&request.url) else {
            let sentence = format!(
                "{:?} is no address that a program can ask: it must begin with https:// or http://",
                request.url
            );
            return self.answer(key, &Err(Failure::new(FailureKind::ValueError, sentence)));
        };
        let place = Wanted::Origin {
            origin: origin.clone(),
        };
        let verdict = if self.grants.policy() == Policy::Everything {
            self.verdict(key, place)
        } else if self.headers(&origin).is_some() {
            Verdict::Allowed
        } else {
            Verdict::Refused
        };
        let verdict = match verdict {
            Verdict::Asked(question) => {
                self.held.insert(key, Held::Request(Request::Http(request)));
                return self.ask_person(question);
            }
            Verdict::Allowed if reads(&request.method) => Verdict::Allowed,
            Verdict::Allowed => {
                let (server, tool) = (origin, request.method.clone());
                self.verdict(key, Wanted::Write { server, tool })
            }
            Verdict::Refused => {
                return self.answer(key, &Err(not_granted(&origin, "This program may not ask")));
            }
        };
        match verdict {
            Verdict::Allowed => self.send(key, request),
            Verdict::Refused => self.refuse_send(key, &request),
            Verdict::Asked(question) => {
                self.held.insert(key, Held::Send(request));
                self.ask_person(question);
            }
        }
    }

    fn send(&mut self, key: Key, mut request: HttpRequest) {
        let origin = url::origin(&request.url).unwrap_or_default();
        let headers = self.headers(&origin).cloned().unwrap_or_default();
        let given = |name: &str| {
            headers
                .0
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        request.headers.retain(|(name, _)| !given(name));
        request.headers.extend(headers.0.iter().cloned());
        request.keyed = !headers.0.is_empty();
        let (read_only, method) = (reads(&request.method), request.method.clone());
        let shown = json!({"url": request.url});
        self.open(key, &origin, &method, shown, read_only, None);
        self.actions.push(Action::Send(key, request));
    }

    /// What is sent along to an origin of the configuration.
    fn headers(&self, origin: &str) -> Option<&Headers> {
        let granted = self.origins.iter().find(|(granted, _)| granted == origin);
        granted.map(|(_, headers)| headers)
    }

    /// Whether a program may be handed what came from there.
    pub(super) fn is_granted(&self, origin: &str) -> bool {
        match self.grants.policy() {
            Policy::Configured | Policy::Writes => self.headers(origin).is_some(),
            Policy::Everything => self.grants.allows(&Wanted::Origin {
                origin: origin.to_owned(),
            }),
        }
    }

    fn verdict(&mut self, key: Key, wanted: Wanted) -> Verdict {
        if self.by_person.contains(&key) {
            return Verdict::Allowed;
        }
        self.grants.ask(key, wanted)
    }

    fn refuse_write(&mut self, key: Key, server: &str, tool: &str, arguments: Value) {
        self.open(key, server, tool, arguments, false, None);
        let sentence = format!(
            "{tool} may change something, and this was not allowed. Run the program again and allow it when the page asks"
        );
        let failure = Failure::new(FailureKind::PermissionError, sentence).of(server, tool);
        self.end(key, &Err(failure));
    }

    fn refuse_send(&mut self, key: Key, request: &HttpRequest) {
        let origin = url::origin(&request.url).unwrap_or_default();
        self.refuse_write(key, &origin, &request.method, json!({"url": request.url}));
    }

    /// Show the question, or how many wait for its answer now.
    fn ask_person(&mut self, id: QuestionId) {
        let Some(question) = self.grants.open(id) else {
            return;
        };
        let arguments = question
            .keys
            .first()
            .and_then(|key| match self.held.get(key) {
                Some(Held::Call(_, bound)) => Some(Value::Object(bound.arguments.clone())),
                Some(Held::Send(request) | Held::Request(Request::Http(request))) => {
                    Some(json!({"url": request.url}))
                }
                _ => None,
            });
        let question = json!({"id": id, "wanted": question.wanted, "keys": question.keys, "arguments": arguments});
        self.actions.push(Action::Ask(question));
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
}

/// Whether a method changes nothing.
fn reads(method: &str) -> bool {
    ["GET", "HEAD", "OPTIONS"].contains(&method)
}

const NO_CONNECTION: &str = "a page cannot start this server: it is a program on a computer. The tools panel shows the \
    line that makes it reachable";

pub(super) fn not_granted(origin: &str, what: &str) -> Failure {
    let message = format!(
        "{what} {origin}, which is not granted. Name the origin in the page's tools to grant it"
    );
    Failure {
        server: Some(origin.to_owned()),
        ..Failure::new(FailureKind::PermissionError, message)
    }
}

fn refused_server(server: &str) -> Failure {
    let message =
        format!("the use of {server} is not allowed. Tick it in the page's tools to allow it");
    Failure {
        server: Some(server.to_owned()),
        ..Failure::new(FailureKind::PermissionError, message)
    }
}
