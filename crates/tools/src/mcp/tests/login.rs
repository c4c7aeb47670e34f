//! Servers that want to know who asks, and calls that wait for it.

use super::*;
use crate::machine::LoginStep;

const BACK: &str = "https://page.example/oauth.html";

impl Server {
    /// One whose users can log in, who is refused at once.
    fn wants_login() -> Self {
        let options = Options {
            can_log_in: true,
            ..Options::default()
        };
        let mut server = Self::new(options);
        server.client = Client::new("https://s.example/mcp", &[], options);
        server.call(1);
        server.refuse("server/discover");
        server
    }

    fn refuse(&mut self, method: &str) {
        let (exchange, _) = self.take(method);
        self.respond(exchange, 401, "text/plain", &[], "who are you?");
    }

    /// The answer to the oldest request, which is no JSON-RPC.
    fn say(&mut self, url: &str, value: &Value) {
        let fetch = self.fetches.remove(0);
        assert_eq!(fetch.url, url);
        self.respond(
            fetch.exchange,
            200,
            "application/json",
            &[],
            &value.to_string(),
        );
    }

    /// What the login wants of the page.
    fn wanted(&mut self) -> Option<LoginStep> {
        let at = self
            .effects
            .iter()
            .position(|effect| matches!(effect, Effect::Login(_)))?;
        let Effect::Login(step) = self.effects.remove(at) else {
            unreachable!("found above")
        };
        Some(step)
    }

    /// The user logs in.
    fn log_in(&mut self, token: &str) {
        assert_eq!(self.wanted(), Some(LoginStep::Begin));
        self.input(Input::Login {
            redirect: BACK.into(),
            random: "r".repeat(64),
        });
        let resource = json!({"resource": "https://s.example", "authorization_servers": ["https://i.example"]});
        self.say(
            "https://s.example/.well-known/oauth-protected-resource/mcp",
            &resource,
        );
        let server = json!({
            "issuer": "https://i.example", "authorization_endpoint": "https://i.example/in", "token_endpoint": "https://i.example/token",
            "registration_endpoint": "https://i.example/register", "code_challenge_methods_supported": ["S256"],
        });
        self.say(
            "https://i.example/.well-known/oauth-authorization-server",
            &server,
        );
        self.say("https://i.example/register", &json!({"client_id": "c"}));
        let Some(LoginStep::Visit(address)) = self.wanted() else {
            panic!("{:?}", self.effects)
        };
        let (_, state) = address.split_once("state=").unwrap();
        let state = state.split('&').next().unwrap();
        self.input(Input::Returned(Some(format!(
            "{BACK}?code=x&state={state}"
        ))));
        assert!(self.fetches[0].keyed, "no redirect may take a code along");
        self.say(
            "https://i.example/token",
            &json!({"access_token": token, "refresh_token": "again"}),
        );
    }

    fn connect(&mut self) {
        self.result(
            "server/discover",
            &json!({"supportedVersions": ["2026-07-28"]}),
        );
        self.result("tools/list", &json!({"tools": [{"name": "t"}]}));
    }
}

#[test]
fn a_call_waits_for_the_login_and_carries_the_token() {
    let mut server = Server::wants_login();
    server.call(2);
    assert_eq!(*server.client.status(), Status::Connecting);
    server.log_in("t1");
    assert_eq!(server.header("Authorization"), Some("Bearer t1"));
    assert!(server.fetches[0].keyed);
    server.connect();
    server.result("tools/call", &done("one"));
    server.result("tools/call", &done("two"));
    assert_eq!(server.answers(), [answer(1, "one"), answer(2, "two")]);
    assert_eq!(server.client.deadline(), None);
}

#[test]
fn a_token_that_expires_is_renewed_once_for_all_calls() {
    let mut server = Server::wants_login();
    server.log_in("t1");
    server.connect();
    server.call(2);
    server.refuse("tools/call");
    server.refuse("tools/call");
    server.say("https://i.example/token", &json!({"access_token": "t2"}));
    assert_eq!(server.header("Authorization"), Some("Bearer t2"));
    server.result("tools/call", &done("one"));
    server.result("tools/call", &done("two"));
    assert_eq!(server.answers(), [answer(1, "one"), answer(2, "two")]);
}

#[test]
fn a_token_that_is_refused_at_once_is_a_failure_and_no_circle() {
    let mut server = Server::wants_login();
    server.log_in("t1");
    server.refuse("server/discover");
    let failure = server.failure();
    assert_eq!(
        (failure.kind, failure.code),
        (FailureKind::PermissionError, Some(401))
    );
    assert_eq!((server.wanted(), server.fetches.len()), (None, 0));
    let mut list = Server::wants_login();
    list.log_in("t1");
    list.result(
        "server/discover",
        &json!({"supportedVersions": ["2026-07-28"]}),
    );
    list.refuse("tools/list");
    assert_eq!(list.failure().kind, FailureKind::PermissionError);
}

#[test]
fn whoever_does_not_log_in_is_told_so_and_may_try_again() {
    let mut server = Server::wants_login();
    server.wanted();
    server.input(Input::Login {
        redirect: BACK.into(),
        random: "r".repeat(64),
    });
    server.input(Input::Returned(None));
    let failure = server.failure();
    assert_eq!(failure.kind, FailureKind::PermissionError);
    assert!(
        failure.message.contains("nobody has logged in"),
        "{failure:?}"
    );
    server.fetches.clear();
    server.call(2);
    server.refuse("server/discover");
    server.log_in("t1");
    server.connect();
    server.result("tools/call", &done("two"));
    assert_eq!(server.answers(), [answer(2, "two")]);
}

#[test]
fn where_nobody_can_log_in_or_a_key_is_given_a_refusal_is_final() {
    for (can_log_in, headers) in [
        (false, vec![]),
        (true, vec![("authorization".to_owned(), "k".to_owned())]),
    ] {
        let options = Options {
            can_log_in,
            ..Options::default()
        };
        let mut server = Server::new(options);
        server.client = Client::new("https://s.example/mcp", &headers, options);
        server.call(1);
        server.refuse("server/discover");
        assert!(server.failure().message.contains("\"headers\""));
        assert_eq!(server.wanted(), None);
    }
}

#[test]
fn a_cancelled_call_and_a_closed_connection_end_in_the_middle_of_a_login() {
    let mut server = Server::wants_login();
    server.input(Input::Cancel(1));
    server.call(2);
    server.input(Input::Close);
    assert!(server.failure().message.contains("closed"));
    server.input(Input::Login {
        redirect: BACK.into(),
        random: "r".repeat(64),
    });
    server.input(Input::Returned(Some(BACK.into())));
    assert_eq!((server.answers(), server.fetches.len()), (vec![], 0));
}
