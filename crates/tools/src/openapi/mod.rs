//! The client of one HTTP interface that an OpenAPI document describes: each operation is a tool.

mod arguments;
mod document;
mod operation;

use crate::failure::{Failure, FailureKind};
use crate::machine::{Call, CallId, Effect, ExchangeId, Fetch, Input, Options, Status, Tool};
use crate::server;
use crate::url;
use document::Document;
use operation::Operation;
use serde_json::Value;
use std::collections::BTreeMap;

/// The client of one interface.
#[derive(Debug)]
pub struct Client {
    source: server::Document,
    /// Base of all requests, from the configuration.
    server: Option<String>,
    headers: Vec<(String, String)>,
    options: Options,
    status: Status,
    base: String,
    tools: Vec<Tool>,
    operations: Vec<Operation>,
    exchanges: BTreeMap<ExchangeId, Exchange>,
    waiting: Vec<Call>,
    last_exchange: ExchangeId,
    now: u64,
    effects: Vec<Effect>,
}

#[derive(Debug)]
struct Exchange {
    /// `None`: the document.
    call: Option<CallId>,
    url: String,
    patience: u32,
    deadline: u64,
    status: u16,
    mime: String,
    body: Vec<u8>,
}

impl Client {
    pub(crate) fn new(
        source: &server::Document,
        server: Option<&str>,
        headers: &[(String, String)],
        options: Options,
    ) -> Self {
        Self {
            source: source.clone(),
            server: server.map(str::to_owned),
            headers: headers.into(),
            options,
            status: Status::Idle,
            base: String::new(),
            tools: Vec::new(),
            operations: Vec::new(),
            exchanges: BTreeMap::new(),
            waiting: Vec::new(),
            last_exchange: 0,
            now: 0,
            effects: Vec::new(),
        }
    }

    pub(crate) fn tools(&self) -> &[Tool] {
        &self.tools
    }

    pub(crate) fn status(&self) -> &Status {
        &self.status
    }

    pub(crate) fn deadline(&self) -> Option<u64> {
        self.exchanges
            .values()
            .map(|exchange| exchange.deadline)
            .min()
    }

    pub(crate) fn input(&mut self, now: u64, input: Input) -> Vec<Effect> {
        self.now = now;
        match input {
            Input::Refresh => self.connect(),
            Input::Call(call) if matches!(self.status, Status::Ready { .. }) => self.call(&call),
            Input::Call(call) => {
                self.waiting.push(call);
                self.connect();
            }
            Input::Cancel(id) => self.cancel(id),
            Input::Response {
                exchange,
                status,
                headers,
            } => {
                if let Some(exchange) = self.exchanges.get_mut(&exchange) {
                    let mime = headers
                        .into_iter()
                        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
                    exchange.status = status;
                    exchange.mime = mime
                        .map(|(_, value)| value.to_ascii_lowercase())
                        .unwrap_or_default();
                }
            }
            Input::Chunk {
                exchange: id,
                bytes,
            } => {
                let limit = self.options.reply_bytes;
                if let Some(exchange) = self.exchanges.get_mut(&id) {
                    exchange.body.extend(bytes);
                    if exchange.body.len() > limit {
                        self.give_up(
                            id,
                            FailureKind::ConnectionError,
                            &format!(
                                "the server's answer is larger than {} MB; ask for less",
                                limit >> 20
                            ),
                        );
                    }
                }
            }
            Input::End { exchange } => self.end(exchange),
            Input::Failed { exchange, message } => {
                if let Some(exchange) = self.exchanges.remove(&exchange) {
                    self.fail(
                        &exchange,
                        Failure::new(FailureKind::ConnectionError, message),
                    );
                }
            }
            Input::Tick => {
                let due: Vec<(ExchangeId, u32)> = self
                    .exchanges
                    .iter()
                    .filter(|(_, exchange)| exchange.deadline <= now)
                    .map(|(id, exchange)| (*id, exchange.patience))
                    .collect();
                for (id, patience) in due {
                    let seconds = f64::from(patience) / 1000.0;
                    self.give_up(
                        id,
                        FailureKind::TimeoutError,
                        &format!("the server did not answer within {seconds} s"),
                    );
                }
            }
            Input::Close => self.close(),
            Input::Reply { .. } | Input::Login { .. } | Input::Returned(_) => {}
        }
        std::mem::take(&mut self.effects)
    }

    fn set_status(&mut self, status: Status) {
        if self.status != status {
            self.status = status.clone();
            self.effects.push(Effect::Status(status));
        }
    }

    fn connect(&mut self) {
        if self.status == Status::Connecting {
            return;
        }
        self.set_status(Status::Connecting);
        match self.source.clone() {
            server::Document::Inline(value) => self.read(&value, None),
            server::Document::Url(url) => {
                let configured = self.server.as_deref().and_then(url::origin);
                let same = configured.is_none_or(|origin| url::origin(&url) == Some(origin));
                let mut headers = if same {
                    self.headers.clone()
                } else {
                    Vec::new()
                };
                headers.push(("Accept".into(), "application/json".into()));
                self.send(None, self.options.connect_ms, "GET", url, headers, None);
            }
        }
    }

    fn read(&mut self, value: &Value, source: Option<&str>) {
        let read = Document::read(value, self.options.tools).and_then(|document| {
            let base = document::base(&document, self.server.as_deref(), source)?;
            // Keys go where the configuration says, not where a document does.
            let foreign = source.is_some_and(|source| url::origin(source) != url::origin(&base) && !url::is_relative(&base));
            if foreign && self.server.is_none() && !self.headers.is_empty() {
                return Err(format!("the document sends its requests to {base}; to send the headers there as well, add \"server\": \"{base}\" beside \"openapi\""));
            }
            Ok((document, base))
        });
        match read {
            Ok((document, base)) => {
                self.base = base;
                self.operations = document.operations;
                if self.tools != document.tools {
                    self.tools = document.tools;
                    self.effects.push(Effect::Tools);
                }
                self.set_status(Status::Ready {
                    protocol: document.protocol,
                    title: document.title,
                    instructions: document.description,
                });
                for call in std::mem::take(&mut self.waiting) {
                    self.call(&call);
                }
            }
            Err(message) => self.unusable(&Failure::new(FailureKind::ConnectionError, message)),
        }
    }

    fn call(&mut self, call: &Call) {
        let operation = self
            .tools
            .iter()
            .position(|tool| tool.name == call.tool)
            .and_then(|at| self.operations.get(at));
        let prepared = match operation {
            Some(operation) => operation
                .prepare(&self.base, &call.arguments)
                .map(|prepared| (operation.method.clone(), prepared)),
            None => Err(Failure::new(
                FailureKind::ToolError,
                "there is no such tool any more",
            )),
        };
        match prepared {
            Ok((method, prepared)) => {
                let patience = call.timeout_ms.unwrap_or(self.options.call_ms);
                let mut headers = prepared.headers;
                headers.retain(|(name, _)| {
                    !self
                        .headers
                        .iter()
                        .any(|(configured, _)| configured.eq_ignore_ascii_case(name))
                });
                headers.extend(self.headers.iter().cloned());
                self.send(
                    Some(call.id),
                    patience,
                    &method,
                    prepared.url,
                    headers,
                    prepared.body,
                );
            }
            Err(failure) => self.effects.push(Effect::Answer {
                id: call.id,
                outcome: Err(failure),
            }),
        }
    }

    fn send(
        &mut self,
        call: Option<CallId>,
        patience: u32,
        method: &str,
        url: String,
        headers: Vec<(String, String)>,
        body: Option<String>,
    ) {
        self.last_exchange += 1;
        let exchange = self.last_exchange;
        let deadline = self.now + u64::from(patience);
        self.exchanges.insert(
            exchange,
            Exchange {
                call,
                url: url.clone(),
                patience,
                deadline,
                status: 0,
                mime: String::new(),
                body: Vec::new(),
            },
        );
        self.effects.push(Effect::Fetch(Fetch {
            exchange,
            method: method.into(),
            url,
            headers,
            body,
            keyed: !self.headers.is_empty(),
        }));
    }

    fn end(&mut self, id: ExchangeId) {
        let Some(exchange) = self.exchanges.remove(&id) else {
            return;
        };
        let outcome = operation::result(
            exchange.status,
            &exchange.mime,
            &exchange.url,
            &exchange.body,
        );
        if let Some(id) = exchange.call {
            self.effects.push(Effect::Answer { id, outcome });
            return;
        }
        match (outcome, serde_json::from_slice::<Value>(&exchange.body)) {
            (Err(failure), _) => self.unusable(&failure),
            (Ok(_), Ok(document)) => self.read(&document, Some(&exchange.url)),
            (Ok(_), Err(_)) => {
                let yaml = exchange.body.starts_with(b"openapi:") || exchange.mime.contains("yaml");
                let message = if yaml {
                    "the OpenAPI document is YAML, which pages do not read: give the address of its JSON form, or convert it \
                     (npx -y js-yaml openapi.yaml > openapi.json)"
                } else {
                    "the OpenAPI document is not JSON; give the address of its JSON form, often …/openapi.json"
                };
                self.unusable(&Failure::new(FailureKind::ConnectionError, message));
            }
        }
    }

    fn give_up(&mut self, id: ExchangeId, kind: FailureKind, message: &str) {
        if let Some(exchange) = self.exchanges.remove(&id) {
            self.effects.push(Effect::Abort(id));
            self.fail(&exchange, Failure::new(kind, message));
        }
    }

    fn fail(&mut self, exchange: &Exchange, failure: Failure) {
        match exchange.call {
            Some(id) => self.effects.push(Effect::Answer {
                id,
                outcome: Err(failure),
            }),
            None => self.unusable(&failure),
        }
    }

    fn unusable(&mut self, failure: &Failure) {
        self.set_status(Status::Failed {
            message: failure.message.clone(),
            kind: failure.kind,
        });
        for call in std::mem::take(&mut self.waiting) {
            self.effects.push(Effect::Answer {
                id: call.id,
                outcome: Err(failure.clone()),
            });
        }
    }

    fn cancel(&mut self, id: CallId) {
        self.waiting.retain(|call| call.id != id);
        let exchange = self
            .exchanges
            .iter()
            .find(|(_, exchange)| exchange.call == Some(id))
            .map(|(id, _)| *id);
        if let Some(exchange) = exchange {
            self.exchanges.remove(&exchange);
            self.effects.push(Effect::Abort(exchange));
        }
    }

    fn close(&mut self) {
        let closed = Failure::new(FailureKind::ConnectionError, "the connection was closed");
        for (id, exchange) in std::mem::take(&mut self.exchanges) {
            self.effects.push(Effect::Abort(id));
            if let Some(id) = exchange.call {
                self.effects.push(Effect::Answer {
                    id,
                    outcome: Err(closed.clone()),
                });
            }
        }
        for call in std::mem::take(&mut self.waiting) {
            self.effects.push(Effect::Answer {
                id: call.id,
                outcome: Err(closed.clone()),
            });
        }
        self.set_status(Status::Idle);
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
