//! Logins step by step, against a server by hand.

use super::*;
use proptest::prelude::*;

const RANDOM: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL";
const PAGE: &str = "https://page.example/oauth.html";

/// The address of a question, and its body.
fn asked(step: Step) -> (String, String) {
    match step {
        Step::Ask(question) => (question.url, question.body.unwrap_or_default()),
        other => panic!("{other:?}"),
    }
}

fn failed(step: Step) -> String {
    match step {
        Step::Failed(why) => why,
        other => panic!("{other:?}"),
    }
}

fn answer(login: &mut Login, value: &Value) -> Step {
    login.answered(Some((200, value.to_string().as_bytes())))
}

fn resource() -> Value {
    json!({"resource": "https://s.example/mcp", "authorization_servers": ["https://i.example/t"], "scopes_supported": ["a", "b"]})
}

fn server() -> Value {
    json!({
        "issuer": "https://i.example/t", "authorization_endpoint": "https://i.example/t/in?x=1", "token_endpoint": "https://i.example/t/token",
        "registration_endpoint": "https://i.example/t/register", "code_challenge_methods_supported": ["S256"],
    })
}

/// One that has been refused, up to the question for the server's description.
fn begun() -> Login {
    let mut login = Login::new("https://s.example/mcp");
    assert_eq!(login.refused(None), Step::Begin);
    asked(login.begin(PAGE, RANDOM));
    login
}

/// One whose user has been sent away, and where to.
fn visiting() -> (Login, String) {
    let mut login = begun();
    answer(&mut login, &resource());
    answer(&mut login, &server());
    match answer(&mut login, &json!({"client_id": "c 1"})) {
        Step::Visit(address) => (login, address),
        other => panic!("{other:?}"),
    }
}

fn field(address: &str, name: &str) -> String {
    let of = |pair: &str| url::decode(pair.strip_prefix(name)?.strip_prefix('=')?);
    address
        .split(['?', '&'])
        .find_map(of)
        .unwrap_or_else(|| panic!("{name} in {address}"))
}

fn back(address: &str, more: &str) -> String {
    format!(
        "{PAGE}?code=the%20code&state={}{more}",
        field(address, "state")
    )
}

/// One with a token that can be renewed.
fn done() -> Login {
    let (mut login, address) = visiting();
    login.returned(Some(&back(&address, "")));
    let tokens = json!({"access_token": "t1", "token_type": "bearer", "refresh_token": "r1"});
    assert_eq!(answer(&mut login, &tokens), Step::Done);
    login
}

#[test]
fn a_user_logs_in_and_the_token_is_renewed() {
    let mut login = Login::new("https://s.example/mcp");
    assert_eq!(login.authorization(), None);
    let named = "Bearer scope=\"a\", resource_metadata=\"https://s.example/here\"";
    assert_eq!(login.refused(Some(named)), Step::Begin);
    assert_eq!(asked(login.begin(PAGE, RANDOM)).0, "https://s.example/here");
    let next = login.answered(Some((404, b"no")));
    assert_eq!(
        asked(next).0,
        "https://s.example/.well-known/oauth-protected-resource/mcp"
    );
    let next = answer(&mut login, &resource());
    assert_eq!(
        asked(next).0,
        "https://i.example/.well-known/oauth-authorization-server/t"
    );
    let next = login.answered(None);
    assert_eq!(
        asked(next).0,
        "https://i.example/.well-known/openid-configuration/t"
    );
    let (address, body) = asked(answer(&mut login, &server()));
    assert_eq!(address, "https://i.example/t/register");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (&body["redirect_uris"][0], &body["scope"]),
        (&json!(PAGE), &json!("a"))
    );
    let Step::Visit(address) = answer(
        &mut login,
        &json!({"client_id": "c 1", "client_secret": "s"}),
    ) else {
        panic!()
    };
    assert!(address.starts_with("https://i.example/t/in?x=1&response_type=code&client_id=c%201&"));
    for (name, value) in [
        ("redirect_uri", PAGE),
        ("resource", "https://s.example/mcp"),
        ("scope", "a"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(field(&address, name), value);
    }
    assert_eq!(field(&address, "code_challenge"), pkce::challenge(RANDOM));
    assert!(!address.contains(RANDOM));
    let (address, body) =
        asked(login.returned(Some(&back(&address, "&iss=https%3A%2F%2Fi.example%2Ft"))));
    assert_eq!(address, "https://i.example/t/token");
    let sent = format!("?{body}");
    for (name, value) in [
        ("code", "the code"),
        ("code_verifier", RANDOM),
        ("client_secret", "s"),
        ("resource", "https://s.example/mcp"),
    ] {
        assert_eq!(field(&sent, name), value);
    }
    let tokens = json!({"access_token": "t1", "token_type": "Bearer", "refresh_token": "r1"});
    assert_eq!(answer(&mut login, &tokens), Step::Done);
    assert_eq!(login.authorization().as_deref(), Some("Bearer t1"));
    assert!(!login.is_under_way());

    let (_, body) = asked(login.refused(None));
    assert!(body.starts_with("grant_type=refresh_token&refresh_token=r1&client_id=c%201"));
    assert_eq!(login.authorization(), None);
    assert_eq!(
        answer(
            &mut login,
            &json!({"access_token": "t2", "refresh_token": "r2"})
        ),
        Step::Done
    );
    assert_eq!(login.authorization().as_deref(), Some("Bearer t2"));
}

#[test]
fn where_a_token_is_not_renewed_the_user_logs_in_again_without_registering() {
    let mut login = done();
    asked(login.refused(None));
    assert_eq!(
        login.answered(Some((400, b"{\"error\": \"invalid_grant\"}"))),
        Step::Begin
    );
    assert!(matches!(login.begin(PAGE, RANDOM), Step::Visit(_)));
    let mut moved = done();
    asked(moved.refused(None));
    moved.answered(None);
    let (address, _) = asked(moved.begin("https://other.example/oauth.html", RANDOM));
    assert_eq!(address, "https://i.example/t/register");
}

#[test]
fn an_answer_to_another_question_is_refused() {
    for (change, words) in [
        ("", "not one to this page's question"),
        (
            "https://evil.example/?code=c&state=STATE",
            "not one to this page's question",
        ),
        ("PAGE?code=c&state=wrong", "not one to this page's question"),
        (
            "PAGE?code=c&state=STATE&iss=https%3A%2F%2Fevil.example",
            "another server",
        ),
        ("PAGE?state=STATE", "no code"),
        (
            "PAGE?state=STATE&error=access_denied&error_description=Not+you",
            "(access_denied: Not you)",
        ),
    ] {
        let (mut login, address) = visiting();
        let address = change
            .replace("PAGE", PAGE)
            .replace("STATE", &field(&address, "state"));
        let why = failed(login.returned(Some(&address)));
        assert!(why.contains(words), "{words}: {why}");
        assert!(!login.is_under_way());
    }
    assert!(failed(visiting().0.returned(None)).contains("nobody has logged in"));
}

#[test]
fn what_is_missing_is_named() {
    let mut login = begun();
    asked(login.answered(None));
    assert!(failed(login.answered(None)).contains("does not say where"));

    let mut login = begun();
    let evil =
        json!({"resource": "https://evil.example", "authorization_servers": ["https://i.example"]});
    asked(answer(&mut login, &evil));
    assert!(failed(answer(&mut login, &evil)).contains("does not say where"));

    let mut login = begun();
    asked(answer(&mut login, &resource()));
    asked(login.answered(Some((500, b"{}"))));
    asked(login.answered(None));
    assert!(failed(login.answered(None)).contains("whose description cannot be read"));

    for (name, new, words) in [
        ("registration_endpoint", Value::Null, "no registration"),
        ("code_challenge_methods_supported", Value::Null, "PKCE"),
        ("issuer", "https://evil.example".into(), "another server"),
    ] {
        let mut login = begun();
        asked(answer(&mut login, &resource()));
        let mut server = server();
        server[name] = new;
        let mut step = answer(&mut login, &server);
        while matches!(step, Step::Ask(_)) {
            step = answer(&mut login, &server);
        }
        let why = failed(step);
        assert!(why.contains(words), "{words}: {why}");
    }

    let mut login = begun();
    asked(answer(&mut login, &resource()));
    asked(answer(&mut login, &server()));
    let refused = json!({"error": "invalid_redirect_uri", "error_description": "not there"});
    assert!(
        failed(login.answered(Some((400, refused.to_string().as_bytes())))).contains("(not there)")
    );

    for tokens in [
        json!({"access_token": "a\r\nX: y"}),
        json!({"access_token": "a", "token_type": "mac"}),
        json!({"error": "invalid_grant"}),
    ] {
        let (mut login, address) = visiting();
        asked(login.returned(Some(&back(&address, ""))));
        assert!(failed(answer(&mut login, &tokens)).contains("without a token"));
        assert_eq!(login.authorization(), None);
    }
}

proptest! {
    #[test]
    fn no_answer_makes_it_panic_or_run_for_ever(
        answers in proptest::collection::vec((any::<bool>(), any::<u16>(), 0..6_usize, "[ -~]{0,40}"), 0..30), header in "[ -~]{0,60}",
    ) {
        let mut login = Login::new("https://s.example/mcp");
        let values = [resource(), server(), json!({"client_id": "c"}), json!({"access_token": "t"}), json!([]), json!({"resource": 5, "issuer": {}})];
        let mut step = login.refused(Some(&header));
        for (known, status, at, text) in answers {
            let body = if known { values[at].to_string() } else { text.clone() };
            step = match step {
                Step::Begin => login.begin(PAGE, RANDOM),
                Step::Ask(_) => login.answered(Some((if known { 200 } else { status }, body.as_bytes()))),
                Step::Visit(address) if known => login.returned(Some(&back(&address, ""))),
                Step::Visit(_) => login.returned(Some(&text)),
                Step::Done => login.refused(None),
                Step::Failed(_) => {
                    prop_assert!(!login.is_under_way());
                    break;
                }
            };
        }
    }
}
