//! Calls of tools: sent, repeated after a session has expired, continued with the user's input, given up.

use super::headers;
use super::trouble::Trouble;
use super::{Client, Era, Purpose, result, rpc};
use crate::failure::{Failure, FailureKind};
use crate::machine::{Call, CallId, Effect, ExchangeId, Status};
use serde_json::{Map, Value, json};

/// How often one call may ask the user for more.
const MAX_QUESTIONS: u8 = 20;

/// A call that has no answer yet.
#[derive(Debug)]
pub(super) struct Pending {
    call: Call,
    /// Where it is under way; `None` while it waits for the connection or the user.
    exchange: Option<ExchangeId>,
    /// Over which connection it was sent.
    connection: u32,
    /// It met an expired session once: a second time is a failure.
    repeated: bool,
    questions: u8,
    /// What goes with it the next time: `inputResponses` and `requestState`.
    more: Map<String, Value>,
    asking: bool,
}

impl Pending {
    pub(super) fn sent(&mut self, exchange: ExchangeId, connection: u32) {
        self.exchange = Some(exchange);
        self.connection = connection;
    }

    /// It was not run, and is sent again later.
    pub(super) fn park(&mut self) {
        self.exchange = None;
    }
}

impl Client {
    pub(super) fn call(&mut self, call: Call) {
        let id = call.id;
        self.calls.insert(
            id,
            Pending {
                call,
                exchange: None,
                connection: 0,
                repeated: false,
                questions: 0,
                more: Map::new(),
                asking: false,
            },
        );
        match self.status {
            Status::Ready { .. } => {
                self.send_call(id);
                if self.tools_expire.is_some_and(|time| time <= self.now) {
                    self.tools_expire = None;
                    self.list();
                }
            }
            Status::Connecting => {}
            Status::Idle | Status::Failed { .. } => self.connect(),
        }
    }

    /// Send what waited for the connection.
    pub(super) fn send_waiting(&mut self) {
        for id in self.parked() {
            self.send_call(id);
        }
    }

    /// The calls that are not under way, nor wait for the user's answers.
    pub(super) fn parked(&self) -> Vec<CallId> {
        let waiting = self
            .calls
            .iter()
            .filter(|(_, pending)| pending.exchange.is_none() && !pending.asking);
        waiting.map(|(id, _)| *id).collect()
    }

    fn send_call(&mut self, id: CallId) {
        let Some(pending) = self.calls.get_mut(&id) else {
            return;
        };
        let name = pending.call.tool.clone();
        let arguments = pending.call.arguments.clone();
        let patience = pending.call.timeout_ms.unwrap_or(self.options.call_ms);
        let mut params = std::mem::take(&mut pending.more);
        params.insert("name".into(), Value::String(name.clone()));
        params.insert("arguments".into(), Value::Object(arguments.clone()));
        let token = self.last_exchange + 1;
        let more = if let Some(Era::Modern) = self.era {
            let schema = self
                .tools
                .iter()
                .find(|tool| tool.name == name)
                .map(|tool| &tool.input_schema);
            let (all, mut more) = headers::modern(
                "tools/call",
                Some(&name),
                params,
                self.options.can_ask,
                Some(token),
            );
            params = all;
            more.extend(
                schema
                    .map(|schema| headers::of_arguments(schema, &arguments))
                    .unwrap_or_default(),
            );
            more
        } else {
            params.insert("_meta".into(), json!({"progressToken": token}));
            Vec::new()
        };
        let exchange = self.request(Purpose::Call(id), patience, "tools/call", params, more);
        if let Some(pending) = self.calls.get_mut(&id) {
            pending.sent(exchange, self.connections);
        }
    }

    pub(super) fn called(&mut self, id: CallId, outcome: Result<Map<String, Value>, Trouble>) {
        let Some(pending) = self.calls.get_mut(&id) else {
            return;
        };
        let expired = |trouble: &Trouble| {
            self.session.is_some() && trouble.is_expired_session()
                || trouble.is_unsupported_version()
        };
        let outcome = match outcome {
            Err(trouble) if !pending.repeated && expired(&trouble) => {
                // The server did not run it: it is sent again over a new connection, which other calls share.
                pending.repeated = true;
                pending.exchange = None;
                if pending.connection == self.connections {
                    if trouble.is_unsupported_version() {
                        self.era = None;
                    }
                    self.connect();
                } else if matches!(self.status, Status::Ready { .. }) {
                    self.send_call(id);
                }
                return;
            }
            Err(trouble) => Err(trouble.failure()),
            Ok(result)
                if result
                    .get("resultType")
                    .is_some_and(|kind| kind == "input_required") =>
            {
                return self.ask(id, result);
            }
            Ok(result) => {
                let schema = self
                    .tools
                    .iter()
                    .find(|tool| tool.name == pending.call.tool);
                result::read(result, schema.and_then(|tool| tool.output_schema.as_ref()))
            }
        };
        self.calls.remove(&id);
        self.effects.push(Effect::Answer { id, outcome });
    }

    fn ask(&mut self, id: CallId, mut result: Map<String, Value>) {
        let Some(pending) = self.calls.get_mut(&id) else {
            return;
        };
        pending.questions += 1;
        pending.exchange = None;
        pending.more.clear();
        if let Some(state) = result.remove("requestState") {
            pending.more.insert("requestState".into(), state);
        }
        let requests = match result.remove("inputRequests") {
            Some(Value::Object(requests)) => requests,
            _ => Map::new(),
        };
        if pending.questions > MAX_QUESTIONS || !(self.options.can_ask || requests.is_empty()) {
            let message = "the tool asks for input from a person, and nobody can answer here; give it all it needs as arguments";
            let failure = Failure {
                data: Some(Box::new(Value::Object(requests))),
                ..Failure::new(FailureKind::ToolError, message)
            };
            self.calls.remove(&id);
            self.effects.push(Effect::Answer {
                id,
                outcome: Err(failure),
            });
        } else if requests.is_empty() {
            // Nothing is wanted but to come back with the state.
            self.send_call(id);
        } else {
            pending.asking = true;
            self.effects.push(Effect::Ask { id, requests });
        }
    }

    pub(super) fn reply(&mut self, id: CallId, responses: Map<String, Value>) {
        let Some(pending) = self.calls.get_mut(&id).filter(|pending| pending.asking) else {
            return;
        };
        pending.asking = false;
        pending
            .more
            .insert("inputResponses".into(), Value::Object(responses));
        if matches!(self.status, Status::Ready { .. }) {
            self.send_call(id);
        }
    }

    pub(super) fn cancel(&mut self, id: CallId) {
        let Some(pending) = self.calls.remove(&id) else {
            return;
        };
        if let Some(exchange) = pending.exchange
            && let Some(sent) = self.exchanges.remove(&exchange)
        {
            self.effects.push(Effect::Abort(exchange));
            self.tell_cancelled(sent.rpc);
        }
    }

    /// A modern server sees it from the closed stream.
    pub(super) fn tell_cancelled(&mut self, rpc: u32) {
        if self.era == Some(Era::Legacy) {
            let params = [("requestId".to_owned(), Value::from(rpc))]
                .into_iter()
                .collect();
            self.notice(rpc::notification("notifications/cancelled", params));
        }
    }
}
