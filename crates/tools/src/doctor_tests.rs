//! The doctor against servers of every kind.

use super::*;
use proptest::prelude::*;

/// A server, as far as a browser lets a page see it.
#[derive(Debug, Clone)]
struct Server {
    heard: Heard,
    allows_origin: bool,
    preflights: bool,
    allows: Vec<String>,
}

impl Server {
    fn answer(&self, probe: &Probe) -> Heard {
        match probe {
            Probe::Blind => self.heard,
            Probe::Cors(_) if !self.allows_origin => Heard::Nothing,
            Probe::Cors(headers) => {
                let allowed = headers.iter().all(|name| self.allows.contains(name));
                let simple = headers.is_empty();
                if simple || self.preflights && allowed {
                    Heard::Answer
                } else {
                    Heard::Nothing
                }
            }
        }
    }
}

fn up() -> Server {
    Server {
        heard: Heard::Answer,
        allows_origin: true,
        preflights: true,
        allows: vec!["Content-Type".into(), "Authorization".into()],
    }
}

fn patient(page: &str, url: &str) -> Patient {
    Patient {
        page: page.into(),
        method: "POST".into(),
        url: url.into(),
        headers: ["Accept", "Content-Type", "Authorization"]
            .map(String::from)
            .into(),
        is_mcp: true,
        local_access: None,
    }
}

fn verdict(patient: Patient, server: &Server) -> String {
    let (mut doctor, mut step) = Doctor::new(patient);
    for _ in 0..50 {
        match step {
            Step::Probe(probe) => step = doctor.heard(server.answer(&probe)),
            Step::Verdict(sentence) => return sentence,
        }
    }
    panic!("no verdict");
}

/// The verdict about a server on the internet, for a page there.
fn about(server: &Server) -> String {
    verdict(
        patient("https://page.example", "https://api.example/mcp"),
        server,
    )
}

fn assert_says(verdict: &str, parts: &[&str]) {
    for part in parts {
        assert!(verdict.contains(part), "{part:?} is missing in {verdict:?}");
    }
}

#[test]
fn each_cause_has_its_own_verdict() {
    let dead = Server {
        heard: Heard::Nothing,
        ..up()
    };
    assert_says(
        &about(&dead),
        &["nothing answers at https://api.example", "network is away"],
    );
    assert_says(
        &about(&Server {
            heard: Heard::Silence,
            ..up()
        }),
        &["answers nothing"],
    );
    assert_says(
        &about(&Server {
            heard: Heard::Policy,
            ..up()
        }),
        &["Content-Security-Policy", "connect-src"],
    );
    let closed = about(&Server {
        allows_origin: false,
        ..up()
    });
    assert_says(
        &closed,
        &[
            "Access-Control-Allow-Origin: https://page.example",
            "Access-Control-Allow-Headers: Content-Type, Authorization",
            "Access-Control-Expose-Headers: Mcp-Session-Id",
            "FastMCP",
            "TypeScript SDK",
            "rmcp",
        ],
    );
    assert_says(
        &about(&Server {
            preflights: false,
            ..up()
        }),
        &["refuses the OPTIONS request", "status 204"],
    );
    let star = Server {
        allows: vec!["Content-Type".into()],
        ..up()
    };
    assert_says(
        &about(&star),
        &["does not name Authorization", "\"*\" does not include"],
    );
    assert_says(&about(&up()), &["its answer to POST cannot be read"]);
}

#[test]
fn a_method_is_named_where_it_is_the_cause() {
    let patient = Patient {
        method: "DELETE".into(),
        is_mcp: false,
        ..patient("https://page.example", "https://api.example/x")
    };
    let said = verdict(patient, &up());
    assert_says(
        &said,
        &["Access-Control-Allow-Methods: DELETE", "FastAPI", "Express"],
    );
    assert!(!said.contains("Mcp-Session-Id"));
}

#[test]
fn plain_http_is_mixed_content_except_on_the_machine_itself() {
    let dead = Server {
        heard: Heard::Nothing,
        ..up()
    };
    let of = |page: &str, url: &str| verdict(patient(page, url), &dead);
    assert_says(
        &of("https://page.example", "http://api.example/mcp"),
        &["by https"],
    );
    assert_says(
        &of("http://page.example", "http://api.example/mcp"),
        &["nothing answers"],
    );
    for local in [
        "http://localhost:1/mcp",
        "http://127.0.0.1:1/mcp",
        "http://[::1]:1/mcp",
    ] {
        assert_says(&of("https://page.example", local), &["start the server"]);
    }
}

#[test]
fn what_the_browser_asks_the_user_for_is_named() {
    let dead = Server {
        heard: Heard::Nothing,
        ..up()
    };
    let of = |page: &str, url: &str, access: Option<&str>| {
        let patient = Patient {
            local_access: access.map(str::to_owned),
            ..patient(page, url)
        };
        verdict(patient, &dead).contains("Local network")
    };
    let (outside, inside) = ("https://page.example", "http://localhost:8080");
    assert!(of(outside, "http://localhost:1", Some("denied")));
    assert!(of(outside, "http://localhost:1", Some("prompt")));
    assert!(of(outside, "https://192.168.1.5", Some("prompt")));
    assert!(!of(outside, "http://localhost:1", Some("granted")));
    assert!(!of(outside, "http://localhost:1", None));
    assert!(!of(inside, "http://localhost:1", Some("prompt")));
    assert!(!of(outside, "https://api.example", Some("denied")));
}

#[test]
fn a_page_from_a_file_is_allowed_with_a_star() {
    let closed = Server {
        allows_origin: false,
        ..up()
    };
    let said = verdict(patient("null", "https://api.example/mcp"), &closed);
    assert_says(
        &said,
        &["Access-Control-Allow-Origin: *", "allow_origins=[\"*\"]"],
    );
}

proptest! {
    #[test]
    fn there_is_always_a_verdict_and_refused_headers_are_in_it(
        up in any::<bool>(), allows_origin in any::<bool>(), preflights in any::<bool>(),
        headers in proptest::collection::btree_set("[A-Z][a-z]{1,8}", 0..12), allowed in any::<u16>(),
        page in "https?://[a-z]{1,5}|null|", url in "https?://[a-z.\\[\\]:0-9]{0,12}/|[ -~]{0,9}",
    ) {
        let headers: Vec<String> = headers.into_iter().collect();
        let allows: Vec<String> = headers.iter().enumerate().filter(|(at, _)| allowed >> at & 1 == 1).map(|(_, name)| name.clone()).collect();
        let server = Server { heard: if up { Heard::Answer } else { Heard::Nothing }, allows_origin, preflights, allows: allows.clone() };
        let mixed = page.starts_with("https:") && url.starts_with("http:");
        let said = verdict(Patient { page, url, headers: headers.clone(), method: "GET".into(), ..Patient::default() }, &server);
        if up && allows_origin && preflights && !mixed {
            let special: Vec<_> = headers.iter().filter(|name| *name != "Accept").collect();
            for name in special.iter().filter(|name| !allows.contains(name)) {
                prop_assert!(said.contains(name.as_str()), "{said}");
            }
        }
    }
}
