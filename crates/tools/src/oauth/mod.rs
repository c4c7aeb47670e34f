//! Logging in to a server that wants to know who asks: OAuth 2.1 with PKCE, as MCP has it. No IO of its own.
//!
//! Where the server's authorisation is found out, this page registers as a client, the user is sent there and comes back
//! with a code, the code becomes a token; and a token that is no longer good is renewed.

mod metadata;
mod pkce;

use crate::url;
use metadata::{Challenge, Resource, Server};
use serde_json::{Value, json};

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Answered by [`Login::begin`].
    Begin,
    /// Answered by [`Login::answered`].
    Ask(Question),
    /// The user goes there; answered by [`Login::returned`].
    Visit(String),
    /// There is a token.
    Done,
    /// There is none, for this reason.
    Failed(String),
}

/// A request that is to be sent.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) method: &'static str,
    pub(crate) url: String,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: Option<String>,
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

/// One server's login.
#[derive(Default)]
pub(crate) struct Login {
    /// The address of the MCP server.
    resource: String,
    stage: Stage,
    challenge: Challenge,
    redirect: String,
    verifier: String,
    state: String,
    scope: Option<String>,
    server: Option<Server>,
    client: Option<Client>,
    access: Option<String>,
    refresh: Option<String>,
}

/// As what this page is known to the authorisation server.
struct Client {
    id: String,
    secret: Option<String>,
    redirect: String,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
enum Stage {
    #[default]
    Idle,
    /// The next addresses at which the server may say who lets its users in.
    Resource(Vec<String>),
    /// The same of that other server's own description; which one it must be.
    Server(Vec<String>, String),
    Register,
    Visiting,
    Token,
    Refresh,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login")
            .field("resource", &self.resource)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

impl Login {
    pub(crate) fn new(resource: &str) -> Self {
        Self {
            resource: resource.to_owned(),
            ..Self::default()
        }
    }

    /// What the server wants to see as `Authorization`.
    pub(crate) fn authorization(&self) -> Option<String> {
        self.access.as_ref().map(|token| format!("Bearer {token}"))
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.stage != Stage::Idle
    }

    /// Nobody waits for it any more.
    pub(crate) fn give_up(&mut self) {
        self.stage = Stage::Idle;
    }

    /// The server has refused, with this header: a token is renewed, or the user must log in.
    pub(crate) fn refused(&mut self, challenge: Option<&str>) -> Step {
        self.challenge = Challenge::read(challenge.unwrap_or_default());
        self.access = None;
        if let Some(token) = self.refresh.take() {
            let fields = [("grant_type", "refresh_token"), ("refresh_token", &token)];
            return self.token(Stage::Refresh, &fields);
        }
        // Somebody waits for what comes next; only a second refusal comes before that.
        self.stage = Stage::Visiting;
        Step::Begin
    }

    /// The user may be sent away, and comes back to `redirect`; `random` are at least 43 characters that nobody can guess.
    pub(crate) fn begin(&mut self, redirect: &str, random: &str) -> Step {
        redirect.clone_into(&mut self.redirect);
        random.clone_into(&mut self.verifier);
        self.state = pkce::state(random);
        if self.server.is_some() {
            return self.register();
        }
        let mut places = metadata::resource_places(&self.resource);
        if let Some(named) = self.challenge.resource_metadata.clone() {
            places.retain(|place| *place != named);
            places.insert(0, named);
        }
        self.ask_next(places, Stage::Resource)
    }

    /// A question is answered: with a status and a body, or not at all.
    pub(crate) fn answered(&mut self, answer: Option<(u16, &[u8])>) -> Step {
        let value: Option<Value> = answer.and_then(|(_, body)| serde_json::from_slice(body).ok());
        let good = answer
            .filter(|(status, _)| (200..300).contains(status))
            .and(value.as_ref());
        match std::mem::take(&mut self.stage) {
            Stage::Resource(left) => match good.and_then(|value| Resource::read(value, &self.resource)) {
                Some(found) => {
                    self.scope = self.challenge.scope.clone().or(found.scopes);
                    let places = metadata::server_places(&found.server);
                    self.ask_next(places, |left| Stage::Server(left, found.server))
                }
                None if left.is_empty() => self.fail(
                    "the server wants its users to log in, and does not say where (no metadata of the protected resource can \
                     be read); give it a key as \"Authorization\" in its \"headers\"",
                ),
                None => self.ask_next(left, Stage::Resource),
            },
            Stage::Server(left, issuer) => match good.map(|value| Server::read(value, &issuer)) {
                Some(Ok(server)) => {
                    self.server = Some(server);
                    self.register()
                }
                Some(Err(why)) if left.is_empty() => self.fail(&format!("users cannot log in at {issuer}: {why}")),
                None if left.is_empty() => self.fail(&format!(
                    "users log in at {issuer}, whose description cannot be read; it must let pages of other origins read it (CORS)"
                )),
                _ => self.ask_next(left, |left| Stage::Server(left, issuer)),
            },
            Stage::Register => self.registered(good, value.as_ref()),
            Stage::Token => self.got_token(good, value.as_ref()),
            Stage::Refresh if good.is_some() => self.got_token(good, None),
            Stage::Refresh => {
                self.stage = Stage::Visiting;
                Step::Begin
            }
            Stage::Idle | Stage::Visiting => Step::Failed(STRAY.into()),
        }
    }

    /// The user has come back to this address; or has not, and will not.
    pub(crate) fn returned(&mut self, address: Option<&str>) -> Step {
        let Some(address) = address else {
            return self.fail("nobody has logged in, and the server wants to know who asks (401)");
        };
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let of = |name: &str| {
            query
                .split('&')
                .find_map(|pair| url::decode(pair.strip_prefix(name)?.strip_prefix('=')?))
        };
        let issuer = self
            .server
            .as_ref()
            .map(|server| server.issuer.clone())
            .unwrap_or_default();
        if !address.starts_with(&self.redirect) || of("state").as_ref() != Some(&self.state) {
            return self
                .fail("the answer to the login is not one to this page's question; try again");
        }
        if of("iss").is_some_and(|named| !metadata::same(&named, &issuer)) {
            return self.fail("the answer to the login comes from another server than was asked");
        }
        if let Some(error) = of("error") {
            let more = of("error_description")
                .map(|text| format!(": {text}"))
                .unwrap_or_default();
            return self.fail(&format!("{issuer} did not let the user in ({error}{more})"));
        }
        let Some(code) = of("code") else {
            return self.fail("the answer to the login holds no code");
        };
        let (redirect, verifier) = (self.redirect.clone(), self.verifier.clone());
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", &redirect),
            ("code_verifier", &verifier),
        ];
        self.token(Stage::Token, &fields)
    }

    fn ask_next(
        &mut self,
        mut places: Vec<String>,
        stage: impl FnOnce(Vec<String>) -> Stage,
    ) -> Step {
        if places.is_empty() {
            return self.fail(STRAY);
        }
        let url = places.remove(0);
        self.stage = stage(places);
        Step::Ask(Question {
            method: "GET",
            url,
            content_type: None,
            body: None,
        })
    }

    /// Make this page known, unless it is.
    fn register(&mut self) -> Step {
        if self
            .client
            .as_ref()
            .is_some_and(|client| client.redirect == self.redirect)
        {
            return self.visit();
        }
        let Some(server) = &self.server else {
            return self.fail(STRAY);
        };
        let Some(url) = server.registration.clone() else {
            let issuer = server.issuer.clone();
            return self.fail(&format!(
                "{issuer} takes no pages that it does not know (it offers no registration of clients); give the server a key \
                 as \"Authorization\" in its \"headers\""
            ));
        };
        self.stage = Stage::Register;
        let mut body = json!({
            "client_name": "Vivarium",
            "redirect_uris": [self.redirect],
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        });
        if let Some(scope) = &self.scope {
            body["scope"] = scope.as_str().into();
        }
        Step::Ask(Question {
            method: "POST",
            url,
            content_type: Some("application/json"),
            body: Some(body.to_string()),
        })
    }

    fn registered(&mut self, good: Option<&Value>, value: Option<&Value>) -> Step {
        let text = |name: &str| good?.get(name)?.as_str().map(str::to_owned);
        match text("client_id") {
            Some(id) => {
                self.client = Some(Client {
                    id,
                    secret: text("client_secret"),
                    redirect: self.redirect.clone(),
                });
                self.visit()
            }
            None => self.fail(&format!(
                "the page cannot register where users log in{}",
                reason(value)
            )),
        }
    }

    fn visit(&mut self) -> Step {
        let (Some(server), Some(client)) = (&self.server, &self.client) else {
            return self.fail(STRAY);
        };
        let challenge = pkce::challenge(&self.verifier);
        let mut fields = vec![
            ("response_type", "code"),
            ("client_id", &client.id),
            ("redirect_uri", &self.redirect),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("state", &self.state),
            ("resource", &self.resource),
        ];
        fields.extend(self.scope.as_deref().map(|scope| ("scope", scope)));
        let joint = if server.authorization.contains('?') {
            '&'
        } else {
            '?'
        };
        let address = format!("{}{joint}{}", server.authorization, form(&fields));
        self.stage = Stage::Visiting;
        Step::Visit(address)
    }

    fn token(&mut self, stage: Stage, fields: &[(&str, &str)]) -> Step {
        let (Some(server), Some(client)) = (&self.server, &self.client) else {
            return self.fail(STRAY);
        };
        let mut fields = fields.to_vec();
        fields.extend([
            ("client_id", client.id.as_str()),
            ("resource", &self.resource),
        ]);
        fields.extend(
            client
                .secret
                .as_deref()
                .map(|secret| ("client_secret", secret)),
        );
        let question = Question {
            method: "POST",
            url: server.token.clone(),
            content_type: Some("application/x-www-form-urlencoded"),
            body: Some(form(&fields)),
        };
        self.stage = stage;
        Step::Ask(question)
    }

    fn got_token(&mut self, good: Option<&Value>, value: Option<&Value>) -> Step {
        let text = |name: &str| good?.get(name)?.as_str().map(str::to_owned);
        let bearer = text("token_type").is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        // What goes into a header must be a line.
        let plain =
            |token: &String| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
        match text("access_token").filter(plain) {
            Some(token) if bearer => {
                self.access = Some(token);
                self.refresh = text("refresh_token");
                Step::Done
            }
            _ => self.fail(&format!("the login ended without a token{}", reason(value))),
        }
    }

    fn fail(&mut self, why: &str) -> Step {
        self.stage = Stage::Idle;
        Step::Failed(why.to_owned())
    }
}

const STRAY: &str = "the login was broken off; try again";

/// What the server says of an error.
fn reason(value: Option<&Value>) -> String {
    let text = |name: &str| value?.get(name)?.as_str();
    match text("error_description").or(text("error")) {
        Some(why) => format!(" ({why})"),
        None => String::new(),
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name}={}", url::encode(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
