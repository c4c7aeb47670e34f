//! Finding out how a server speaks, and what tools it has.

use super::headers::{self, LEGACY_VERSIONS, MODERN_VERSION};
use super::trouble::Trouble;
use super::{Client, Era, Purpose};
use crate::doctor;
use crate::machine::{Effect, Status, Tool};
use serde_json::{Map, Value, json};

/// A server that never stops turning pages is cut short.
const MAX_PAGES: usize = 200;

type Outcome = Result<Map<String, Value>, Trouble>;

impl Client {
    pub(super) fn refresh(&mut self) {
        match self.status {
            Status::Ready { .. } => self.list(),
            Status::Connecting => {}
            Status::Idle | Status::Failed { .. } => self.connect(),
        }
    }

    pub(super) fn connect(&mut self) {
        self.set_status(Status::Connecting);
        self.session = None;
        self.connections += 1;
        if let Some(Era::Legacy) = self.era {
            self.initialize();
        } else {
            self.protocol = MODERN_VERSION.into();
            let (params, more) = headers::modern(
                "server/discover",
                None,
                Map::new(),
                self.options.can_ask,
                None,
            );
            self.request(
                Purpose::Discover,
                self.options.connect_ms,
                "server/discover",
                params,
                more,
            );
        }
    }

    pub(super) fn discovered(&mut self, outcome: Outcome) {
        let modern = |versions: Option<&Value>| {
            let versions = versions.and_then(Value::as_array);
            versions
                .is_some_and(|versions| versions.iter().any(|version| version == MODERN_VERSION))
        };
        match outcome {
            Ok(result) if modern(result.get("supportedVersions")) => {
                self.era = Some(Era::Modern);
                self.introduce(&result);
                self.list();
            }
            Err(trouble) if trouble.is_refusal() => self.fail(trouble),
            _ => self.initialize(),
        }
    }

    fn initialize(&mut self) {
        self.protocol = String::new();
        let params = json!({
            "protocolVersion": LEGACY_VERSIONS[0],
            "capabilities": {},
            "clientInfo": headers::client_info(),
        });
        let Value::Object(params) = params else {
            unreachable!("written above")
        };
        self.request(
            Purpose::Initialize,
            self.options.connect_ms,
            "initialize",
            params,
            Vec::new(),
        );
    }

    pub(super) fn initialized(&mut self, outcome: Outcome) {
        let result = match outcome {
            Ok(result) => result,
            Err(trouble) => {
                self.era = None;
                return self.fail(trouble);
            }
        };
        let version = result
            .get("protocolVersion")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !LEGACY_VERSIONS.contains(&version) {
            let message = format!(
                "the server speaks MCP {version:?}, which is none of {MODERN_VERSION}, {}",
                LEGACY_VERSIONS.join(", ")
            );
            return self.fail(Trouble::Unusable(message));
        }
        self.era = Some(Era::Legacy);
        version.clone_into(&mut self.protocol);
        self.introduce(&result);
        let body = super::rpc::notification("notifications/initialized", Map::new());
        self.send(
            Purpose::Initialized,
            0,
            self.options.connect_ms,
            "POST",
            Some(body),
            Vec::new(),
        );
    }

    pub(super) fn greeted(&mut self, outcome: Outcome) {
        match outcome {
            Ok(_) => self.list(),
            Err(trouble) => self.fail(trouble),
        }
    }

    fn introduce(&mut self, result: &Map<String, Value>) {
        let meta = result
            .get("_meta")
            .and_then(|meta| meta.get("io.modelcontextprotocol/serverInfo"));
        let info = result.get("serverInfo").or(meta);
        let text = |name: &str| {
            info.and_then(|info| info.get(name))
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let name = if text("title").is_empty() {
            text("name")
        } else {
            text("title")
        };
        let title = format!("{name} {}", text("version"));
        title.trim().clone_into(&mut self.title);
        self.instructions = result
            .get("instructions")
            .and_then(Value::as_str)
            .map(str::to_owned);
    }

    /// Ask for the first page of tools, unless that is under way.
    pub(super) fn list(&mut self) {
        let under_way = |purpose: &Purpose| matches!(purpose, Purpose::List { .. });
        if !self
            .exchanges
            .values()
            .any(|exchange| under_way(&exchange.purpose))
        {
            self.list_page(None, Vec::new(), 0);
        }
    }

    fn list_page(&mut self, cursor: Option<Value>, found: Vec<Tool>, pages: usize) {
        let params: Map<String, Value> = cursor
            .map(|cursor| ("cursor".to_owned(), cursor))
            .into_iter()
            .collect();
        let (params, more) = match self.era {
            Some(Era::Modern) => {
                headers::modern("tools/list", None, params, self.options.can_ask, None)
            }
            _ => (params, Vec::new()),
        };
        self.request(
            Purpose::List { found, pages },
            self.options.connect_ms,
            "tools/list",
            params,
            more,
        );
    }

    pub(super) fn listed(&mut self, outcome: Outcome, mut found: Vec<Tool>, pages: usize) {
        const METHOD_NOT_FOUND: i64 = -32601;
        let mut result = match outcome {
            Ok(result) => result,
            // A server of resources or prompts only.
            Err(Trouble::Rpc { error, .. }) if error.code == METHOD_NOT_FOUND => Map::new(),
            // What is known stays good enough.
            Err(_) if matches!(self.status, Status::Ready { .. }) => return,
            Err(trouble) => return self.fail(trouble),
        };
        if let Some(Value::Array(items)) = result.remove("tools") {
            found.extend(items.into_iter().filter_map(tool));
        }
        found.truncate(self.options.tools);
        let next = result
            .remove("nextCursor")
            .filter(|cursor| cursor.as_str().is_some_and(|text| !text.is_empty()));
        if next.is_some() && found.len() < self.options.tools && pages < MAX_PAGES {
            return self.list_page(next, found, pages + 1);
        }
        let lifetime = result
            .get("ttlMs")
            .and_then(Value::as_u64)
            .filter(|ms| *ms > 0);
        self.tools_expire = lifetime.map(|ms| self.now.saturating_add(ms));
        if self.tools != found {
            self.tools = found;
            self.effects.push(Effect::Tools);
        }
        self.set_status(Status::Ready {
            protocol: format!("MCP {}", self.protocol),
            title: self.title.clone(),
            instructions: self.instructions.clone(),
        });
        self.send_waiting();
    }

    /// The connection cannot be made.
    pub(super) fn fail(&mut self, trouble: Trouble) {
        let hidden =
            self.era == Some(Era::Legacy) && self.session.is_none() && trouble.is_missing_session();
        let mut failure = trouble.failure();
        if hidden {
            failure.message = doctor::hidden_session(failure.code.unwrap_or_default());
        }
        self.era = None;
        self.set_status(Status::Failed {
            message: failure.message.clone(),
            kind: failure.kind,
        });
        self.fail_all(&failure);
    }
}

fn tool(value: Value) -> Option<Tool> {
    let Value::Object(mut fields) = value else {
        return None;
    };
    let mut text = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    };
    let (name, title, description) = (text("name")?, text("title"), text("description"));
    let mut object = |name: &str| fields.remove(name).filter(Value::is_object);
    Some(Tool {
        name,
        title,
        description,
        input_schema: object("inputSchema").unwrap_or_else(|| json!({"type": "object"})),
        output_schema: object("outputSchema"),
        annotations: object("annotations"),
    })
}
