//! The client of one MCP server over streamable HTTP, in both eras of the protocol.
//!
//! Modern servers (2026-07-28) take each request by itself. Older ones want `initialize` first and may give out a
//! session. A browser does not say why a request failed, and an old server may refuse the modern headers before
//! any answer is seen; so whatever goes wrong with the first question, the old way is tried next.

mod call;
mod connect;
mod exchange;
mod headers;
mod login;
mod result;
mod rpc;
mod sse;
mod trouble;

use crate::failure::Failure;
use crate::machine::{CallId, Effect, ExchangeId, Input, Options, Status, Tool};
use crate::oauth::Login;
use call::Pending;
use exchange::{Exchange, Purpose};
use rpc::Message;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use trouble::Trouble;

/// Which way of speaking a server understands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Era {
    /// `initialize`, then perhaps a session.
    Legacy,
    /// Each request by itself.
    Modern,
}

/// The client of one server.
#[derive(Debug)]
pub struct Client {
    url: String,
    headers: Vec<(String, String)>,
    options: Options,
    status: Status,
    /// `None` until it has been found out.
    era: Option<Era>,
    protocol: String,
    session: Option<String>,
    /// How often it has connected: what an older connection says no longer counts.
    connections: u32,
    title: String,
    instructions: Option<String>,
    tools: Vec<Tool>,
    /// When the server wants them to be listed anew.
    tools_expire: Option<u64>,
    exchanges: BTreeMap<ExchangeId, Exchange>,
    calls: BTreeMap<CallId, Pending>,
    last_exchange: ExchangeId,
    /// `None` where the configuration says who asks, or nobody can be asked.
    login: Option<Box<Login>>,
    /// The last refusal was answered by a login, and nothing has been answered since.
    fresh_token: bool,
    now: u64,
    effects: Vec<Effect>,
}

impl Client {
    pub(crate) fn new(url: &str, headers: &[(String, String)], options: Options) -> Self {
        let known = |(name, _): &(String, String)| name.eq_ignore_ascii_case("authorization");
        let can_log_in = options.can_log_in && !headers.iter().any(known);
        Self {
            login: can_log_in.then(|| Box::new(Login::new(url))),
            fresh_token: false,
            url: url.into(),
            headers: headers.into(),
            options,
            status: Status::Idle,
            era: None,
            protocol: String::new(),
            session: None,
            connections: 0,
            title: String::new(),
            instructions: None,
            tools: Vec::new(),
            tools_expire: None,
            exchanges: BTreeMap::new(),
            calls: BTreeMap::new(),
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
            Input::Refresh => self.refresh(),
            Input::Call(call) => self.call(call),
            Input::Cancel(id) => self.cancel(id),
            Input::Reply { id, responses } => self.reply(id, responses),
            Input::Login { redirect, random } => self.begin_login(&redirect, &random),
            Input::Returned(address) => self.returned(address.as_deref()),
            Input::Response {
                exchange,
                status,
                headers,
            } => self.response(exchange, status, &headers),
            Input::Chunk { exchange, bytes } => self.chunk(exchange, &bytes),
            Input::End { exchange } => self.end(exchange),
            Input::Failed { exchange, message } => self.broken(exchange, Trouble::Network(message)),
            Input::Tick => self.tick(),
            Input::Close => self.close(),
        }
        std::mem::take(&mut self.effects)
    }

    fn set_status(&mut self, status: Status) {
        if self.status != status {
            self.status = status.clone();
            self.effects.push(Effect::Status(status));
        }
    }

    fn messages(&mut self, id: ExchangeId, messages: Vec<Message>) {
        for message in messages {
            match message {
                Message::Response { id: rpc, outcome } => {
                    let answers = self.exchanges.get(&id).is_some_and(|exchange| match rpc {
                        Some(rpc) => exchange.rpc == rpc,
                        // An error before the server could read the id.
                        None => outcome.is_err(),
                    });
                    if answers {
                        let status = self
                            .exchanges
                            .get(&id)
                            .map_or(0, |exchange| exchange.status);
                        self.finish(id, outcome.map_err(|error| Trouble::Rpc { error, status }));
                    }
                }
                Message::Request { id, method } => self.notice(rpc::answer(&id, &method)),
                Message::Notification { method, params } => self.notified(id, &method, &params),
            }
        }
    }

    fn notified(&mut self, id: ExchangeId, method: &str, params: &Map<String, Value>) {
        match method {
            "notifications/tools/list_changed" => self.list(),
            "notifications/progress" => {
                let Some(exchange) = self.exchanges.get_mut(&id) else {
                    return;
                };
                let number = |name: &str| params.get(name).and_then(Value::as_f64);
                let (Purpose::Call(call), Some(progress)) = (&exchange.purpose, number("progress"))
                else {
                    return;
                };
                exchange.deadline = self.now + u64::from(exchange.patience);
                self.effects.push(Effect::Progress {
                    id: *call,
                    progress,
                    total: number("total"),
                    message: params
                        .get("message")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                });
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        for id in std::mem::take(&mut self.exchanges).into_keys() {
            self.effects.push(Effect::Abort(id));
        }
        self.fail_all(&Failure::new(
            crate::FailureKind::ConnectionError,
            "the connection was closed",
        ));
        if let Some(login) = &mut self.login {
            login.give_up();
        }
        if self.session.is_some() {
            self.send(
                Purpose::Notice,
                0,
                self.options.connect_ms,
                "DELETE",
                None,
                Vec::new(),
            );
            self.session = None;
        }
        self.set_status(Status::Idle);
    }

    /// Answer every call that is still open.
    fn fail_all(&mut self, failure: &Failure) {
        for id in std::mem::take(&mut self.calls).into_keys() {
            self.effects.push(Effect::Answer {
                id,
                outcome: Err(failure.clone()),
            });
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
