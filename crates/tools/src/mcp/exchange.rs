//! HTTP exchanges of a client: sent, collected, taken up again when a stream breaks, settled.

use super::trouble::Trouble;
use super::{Client, Era, headers, rpc, sse};
use crate::machine::{CallId, Effect, ExchangeId, Fetch, Tool};
use crate::oauth::Login;
use serde_json::{Map, Value};

/// How long the end of an answered stream is waited for before it is cut.
const DRAIN_MS: u64 = 5_000;
/// How often a broken stream is taken up again.
const MAX_RESUMES: u8 = 5;
/// How long is waited before that, when the server does not say.
const RESUME_MS: u32 = 1_000;

/// A request that is under way.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) purpose: Purpose,
    /// Id of its JSON-RPC request, which outlives the exchange when a stream is taken up again.
    pub(super) rpc: u32,
    /// Milliseconds it is given at a time.
    pub(super) patience: u32,
    pub(super) deadline: u64,
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) body: Body,
    pub(super) received: usize,
    pub(super) resumes: u8,
    /// What came as `WWW-Authenticate`.
    pub(super) refusal: Option<String>,
}

impl Exchange {
    pub(super) fn new(purpose: Purpose, rpc: u32, patience: u32, now: u64) -> Self {
        Self {
            purpose,
            rpc,
            patience,
            deadline: now + u64::from(patience),
            status: 0,
            content_type: String::new(),
            body: Body::Whole(Vec::new()),
            received: 0,
            resumes: 0,
            refusal: None,
        }
    }
}

#[derive(Debug)]
pub(super) enum Body {
    /// Still collected; JSON, or whatever it is.
    Whole(Vec<u8>),
    Events(sse::Parser),
    /// Nothing in it is wanted any more.
    Ignored,
    /// A stream that broke and is taken up again at its deadline.
    Broken {
        last_id: String,
    },
}

#[derive(Debug)]
pub(super) enum Purpose {
    Discover,
    Initialize,
    Initialized,
    List {
        found: Vec<Tool>,
        pages: usize,
    },
    Call(CallId),
    /// Something about a login.
    Login,
    /// Its answer matters to nobody.
    Notice,
}

impl Client {
    /// Post a JSON-RPC request whose id is the exchange's own.
    pub(super) fn request(
        &mut self,
        purpose: Purpose,
        patience: u32,
        method: &str,
        params: Map<String, Value>,
        more: Vec<(String, String)>,
    ) -> ExchangeId {
        let rpc = self.last_exchange + 1;
        let body = rpc::request(rpc, method, params);
        self.send(purpose, rpc, patience, "POST", Some(body), more)
    }

    pub(super) fn send(
        &mut self,
        purpose: Purpose,
        rpc: u32,
        patience: u32,
        method: &str,
        body: Option<String>,
        mut more: Vec<(String, String)>,
    ) -> ExchangeId {
        self.last_exchange += 1;
        let exchange = self.last_exchange;
        let authorization = self.login.as_deref().and_then(Login::authorization);
        let keyed = authorization.is_some() || !self.headers.is_empty();
        more.extend(authorization.map(|value| ("Authorization".into(), value)));
        let headers = headers::all(
            &self.headers,
            body.is_some(),
            self.session.as_deref(),
            &self.protocol,
            more,
        );
        let sent = Exchange::new(purpose, rpc, patience, self.now);
        self.exchanges.insert(exchange, sent);
        self.effects.push(Effect::Fetch(Fetch {
            exchange,
            method: method.into(),
            url: self.url.clone(),
            headers,
            body,
            keyed,
        }));
        exchange
    }

    /// Post something whose answer matters to nobody.
    pub(super) fn notice(&mut self, body: String) {
        self.send(
            Purpose::Notice,
            0,
            self.options.connect_ms,
            "POST",
            Some(body),
            Vec::new(),
        );
    }

    pub(super) fn response(&mut self, id: ExchangeId, status: u16, headers: &[(String, String)]) {
        let Some(exchange) = self.exchanges.get_mut(&id) else {
            return;
        };
        let header = |name: &str| {
            headers
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.as_str())
        };
        exchange.status = status;
        exchange.content_type = header("content-type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        exchange.refusal = header("www-authenticate").map(str::to_owned);
        exchange.body = match exchange.purpose {
            Purpose::Login => Body::Whole(Vec::new()),
            Purpose::Initialized | Purpose::Notice => Body::Ignored,
            _ if status < 300 && exchange.content_type.starts_with("text/event-stream") => {
                Body::Events(sse::Parser::default())
            }
            _ => Body::Whole(Vec::new()),
        };
        if matches!(exchange.purpose, Purpose::Initialize) && status < 300 {
            self.session = header("mcp-session-id").map(str::to_owned);
        }
    }

    pub(super) fn chunk(&mut self, id: ExchangeId, bytes: &[u8]) {
        let limit = self.options.reply_bytes;
        let Some(exchange) = self.exchanges.get_mut(&id) else {
            return;
        };
        if matches!(exchange.body, Body::Ignored) {
            return;
        }
        exchange.received = exchange.received.saturating_add(bytes.len());
        if exchange.received > limit {
            self.effects.push(Effect::Abort(id));
            self.finish(id, Err(Trouble::TooBig(limit)));
            return;
        }
        let events = match &mut exchange.body {
            Body::Whole(body) => return body.extend_from_slice(bytes),
            Body::Events(parser) => parser.feed(bytes),
            Body::Ignored | Body::Broken { .. } => return,
        };
        for event in events {
            if let Some(messages) = rpc::parse(event.data.as_bytes()) {
                self.messages(id, messages);
            }
        }
    }

    pub(super) fn end(&mut self, id: ExchangeId) {
        if let Some(Purpose::Login) = self.exchanges.get(&id).map(|exchange| &exchange.purpose) {
            let exchange = self.exchanges.remove(&id);
            return exchange.map_or((), |exchange| self.end_login(&exchange));
        }
        let Some(exchange) = self.exchanges.get_mut(&id) else {
            return;
        };
        match &mut exchange.body {
            Body::Ignored => {
                let trouble = (exchange.status >= 400)
                    .then(|| Trouble::http(exchange.status, &exchange.content_type, &[]));
                self.finish(id, trouble.map_or(Ok(Map::new()), Err));
            }
            Body::Whole(body) => {
                let body = std::mem::take(body);
                let trouble = Trouble::http(exchange.status, &exchange.content_type, &body);
                if let Some(messages) = rpc::parse(&body) {
                    self.messages(id, messages);
                }
                self.finish(id, Err(trouble));
            }
            Body::Events(_) | Body::Broken { .. } => self.broken(id, Trouble::NoAnswer),
        }
    }

    /// Take up a broken stream again if the server offered that; else that was it.
    pub(super) fn broken(&mut self, id: ExchangeId, trouble: Trouble) {
        let Some(exchange) = self.exchanges.get_mut(&id) else {
            return;
        };
        if let Body::Events(parser) = &exchange.body
            && let Some(last_id) = parser.last_id()
            && exchange.resumes < MAX_RESUMES
            && self.era == Some(Era::Legacy)
        {
            let pause = parser
                .retry_ms()
                .unwrap_or(RESUME_MS)
                .min(exchange.patience);
            exchange.body = Body::Broken {
                last_id: last_id.to_owned(),
            };
            exchange.deadline = self.now + u64::from(pause);
            return;
        }
        self.finish(id, Err(trouble));
    }

    /// What an exchange was for is settled; only its stream may still be open.
    pub(super) fn finish(&mut self, id: ExchangeId, outcome: Result<Map<String, Value>, Trouble>) {
        let Some(exchange) = self.exchanges.get_mut(&id) else {
            return;
        };
        let purpose = std::mem::replace(&mut exchange.purpose, Purpose::Notice);
        let refusal = exchange.refusal.take();
        let answered = matches!(outcome, Ok(_) | Err(Trouble::Rpc { .. }));
        if answered && matches!(exchange.body, Body::Events(_)) {
            exchange.body = Body::Ignored;
            exchange.deadline = self.now + DRAIN_MS;
        } else {
            self.exchanges.remove(&id);
        }
        match &outcome {
            Err(trouble) if trouble.is_login() => {
                if self.logs_in(&purpose, refusal.as_deref()) {
                    return;
                }
            }
            // Not what anybody may ask: a server that refuses the rest would be logged in to for ever.
            Ok(_) if matches!(purpose, Purpose::Call(_) | Purpose::List { .. }) => {
                self.fresh_token = false;
            }
            _ => {}
        }
        match purpose {
            Purpose::Discover => self.discovered(outcome),
            Purpose::Initialize => self.initialized(outcome),
            Purpose::Initialized => self.greeted(outcome),
            Purpose::List { found, pages } => self.listed(outcome, found, pages),
            Purpose::Call(call) => self.called(call, outcome),
            Purpose::Login => self.login_answered(None),
            Purpose::Notice => {}
        }
    }

    pub(super) fn tick(&mut self) {
        let due: Vec<ExchangeId> = self
            .exchanges
            .iter()
            .filter(|(_, exchange)| exchange.deadline <= self.now)
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            let Some(exchange) = self.exchanges.get_mut(&id) else {
                continue;
            };
            if let Body::Broken { last_id } = &mut exchange.body {
                let last_id = std::mem::take(last_id);
                if let Some(broken) = self.exchanges.remove(&id) {
                    self.resume(broken, last_id);
                }
                continue;
            }
            let (rpc, patience) = (exchange.rpc, exchange.patience);
            let is_call = matches!(exchange.purpose, Purpose::Call(_));
            self.effects.push(Effect::Abort(id));
            self.finish(id, Err(Trouble::Timeout(patience)));
            if is_call {
                self.tell_cancelled(rpc);
            }
        }
    }

    pub(super) fn resume(&mut self, broken: Exchange, last_id: String) {
        let more = vec![("Last-Event-ID".into(), last_id)];
        if let Purpose::Call(call) = broken.purpose {
            let id = self.send(
                Purpose::Call(call),
                broken.rpc,
                broken.patience,
                "GET",
                None,
                more,
            );
            if let Some(pending) = self.calls.get_mut(&call) {
                pending.sent(id, self.connections);
            }
        } else {
            self.send(
                broken.purpose,
                broken.rpc,
                broken.patience,
                "GET",
                None,
                more,
            );
        }
        if let Some(exchange) = self.exchanges.get_mut(&self.last_exchange) {
            exchange.resumes = broken.resumes + 1;
            exchange.received = broken.received;
        }
    }
}
