//! Why a request failed: a browser tells scripts only that it did. Found out by a few requests that carry no keys.

use crate::url;

/// What is wanted to be known next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Make this request, and tell [`Doctor::heard`] what came of it.
    Probe(Probe),
    /// What it was, with the way out.
    Verdict(String),
}

/// A GET of the same address, without a key, which is given up as soon as anything is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Probe {
    /// Without CORS: shows nothing but whether somebody answers.
    Blind,
    /// With CORS, and with these headers, whatever their values.
    Cors(Vec<String>),
}

/// What came of a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Something the page may see, or may at least know of.
    Answer,
    /// The browser says no, and not why.
    Nothing,
    /// Somebody took the request and says nothing.
    Silence,
    /// The page's own policy forbids it (the event `securitypolicyviolation`).
    Policy,
}

/// The request that failed, and from where it was made.
#[derive(Debug, Clone, Default)]
pub struct Patient {
    /// Origin of the page; `null` for a file.
    pub page: String,
    /// Of the request.
    pub method: String,
    /// Of the request.
    pub url: String,
    /// The names of its headers.
    pub headers: Vec<String>,
    /// Whether it was meant for an MCP server.
    pub is_mcp: bool,
    /// `denied`, `prompt` or `granted`, where the browser asks before pages reach the user's own machine and network.
    pub local_access: Option<String>,
}

/// Finds out.
#[derive(Debug)]
pub struct Doctor {
    patient: Patient,
    there: String,
    /// Headers for which the server has to be asked first.
    special: Vec<String>,
    refused: Vec<String>,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    IsUp,
    IsReadable,
    TakesAll,
    /// Which header is refused, one by one.
    Takes(usize),
}

impl Doctor {
    /// Begin.
    pub fn new(patient: Patient) -> (Self, Step) {
        let there = url::origin(&patient.url).unwrap_or_else(|| patient.url.clone());
        let simple = ["accept", "accept-language", "content-language"];
        let mut special = patient.headers.clone();
        special.retain(|name| !simple.contains(&name.to_ascii_lowercase().as_str()));
        let doctor = Self {
            patient,
            there,
            special,
            refused: Vec::new(),
            stage: Stage::IsUp,
        };
        let mixed = doctor.patient.page.starts_with("https:")
            && doctor.there.starts_with("http:")
            && !is_loopback(&doctor.there);
        let step = if mixed {
            Step::Verdict(format!(
                "this page came by https, and browsers let it ask no server by plain http: {} must be reached by https",
                doctor.there
            ))
        } else {
            Step::Probe(Probe::Blind)
        };
        (doctor, step)
    }

    /// Go on with what came of the last probe.
    pub fn heard(&mut self, heard: Heard) -> Step {
        if heard == Heard::Policy {
            return Step::Verdict(format!(
                "this page's own Content-Security-Policy forbids it: add {} to its connect-src",
                self.there
            ));
        }
        match self.stage {
            Stage::IsUp => match heard {
                Heard::Answer => {
                    self.stage = Stage::IsReadable;
                    Step::Probe(Probe::Cors(Vec::new()))
                }
                Heard::Silence => Step::Verdict(format!(
                    "{} takes the connection, but answers nothing: it is busy, or hangs",
                    self.there
                )),
                _ => Step::Verdict(self.down()),
            },
            Stage::IsReadable if heard == Heard::Nothing => Step::Verdict(self.unreadable()),
            Stage::IsReadable if self.special.is_empty() => Step::Verdict(self.method()),
            Stage::IsReadable => {
                self.stage = Stage::TakesAll;
                Step::Probe(Probe::Cors(self.special.clone()))
            }
            Stage::TakesAll if heard != Heard::Nothing => Step::Verdict(self.method()),
            Stage::TakesAll => self.ask_for(0),
            Stage::Takes(at) => {
                if heard == Heard::Nothing {
                    self.refused.push(self.special[at].clone());
                }
                self.ask_for(at + 1)
            }
        }
    }

    fn ask_for(&mut self, at: usize) -> Step {
        match self.special.get(at) {
            Some(name) => {
                self.stage = Stage::Takes(at);
                Step::Probe(Probe::Cors(vec![name.clone()]))
            }
            None => Step::Verdict(self.preflight()),
        }
    }

    /// Nothing answers at all.
    fn down(&self) -> String {
        let there = &self.there;
        let access = self.patient.local_access.as_deref();
        let from_outside = !is_loopback(&self.patient.page);
        if is_local(there) && (access == Some("denied") || access == Some("prompt") && from_outside)
        {
            return format!(
                "the browser keeps this page from {there}, which is on your own machine or network: allow \"Local network \
                 access\" (or \"Apps on device\") for this page in the site settings beside its address, and try again; \
                 if it is allowed already, the server is not running"
            );
        }
        if is_loopback(there) {
            return format!(
                "nothing answers at {there}: start the server, and see that this is its port"
            );
        }
        format!(
            "nothing answers at {there}: the server is down, its name is wrong, or the network is away"
        )
    }

    /// Somebody is there, whose answers the page may not read.
    fn unreadable(&self) -> String {
        let mut headers = vec![format!("Access-Control-Allow-Origin: {}", self.origin())];
        headers.extend(self.wanted());
        let sentence = format!(
            "{} is up, but does not let pages of {} read its answers (CORS): every answer must have {}",
            self.there,
            self.patient.page,
            headers.join(", ")
        );
        self.with_lines(&sentence)
    }

    /// Simple requests are answered; what asks first is not.
    fn preflight(&self) -> String {
        let (there, page) = (&self.there, &self.patient.page);
        let only =
            |name: &str| self.refused.len() == 1 && self.refused[0].eq_ignore_ascii_case(name);
        let why = if self.refused.len() == self.special.len() {
            "it refuses the OPTIONS request (the preflight) that browsers send first".to_owned()
        } else if only("authorization") {
            "its preflight answer does not name Authorization, which \"*\" does not include"
                .to_owned()
        } else if self.refused.is_empty() {
            "it does not take all of the headers at once".to_owned()
        } else {
            format!(
                "its preflight answer does not allow {}",
                self.refused.join(", ")
            )
        };
        let sentence = format!(
            "{there} is up, but {why}: it must answer OPTIONS requests of {page} with status 204, \
             Access-Control-Allow-Origin: {}, {}",
            self.origin(),
            self.wanted().join(", ")
        );
        self.with_lines(&sentence)
    }

    /// All probes are answered: what is left is the method, or an answer that lacks the headers of the others.
    fn method(&self) -> String {
        let (there, method) = (&self.there, &self.patient.method);
        if !["GET", "HEAD", "POST"].contains(&method.as_str()) {
            let sentence = format!(
                "{there} is up, but its preflight answer does not allow {method}: OPTIONS requests must be answered with \
                 Access-Control-Allow-Methods: {method}"
            );
            return self.with_lines(&sentence);
        }
        format!(
            "{there} is up and allows this page, but its answer to {method} cannot be read: the connection broke, it \
             redirected, or this answer lacks Access-Control-Allow-Origin: {} (often one of an error)",
            self.origin()
        )
    }

    fn origin(&self) -> &str {
        // A file has no origin that could be named.
        if self.patient.page == "null" {
            "*"
        } else {
            &self.patient.page
        }
    }

    /// Beside the origin, the headers that a preflight's answer needs, and those that show what must be read.
    fn wanted(&self) -> Vec<String> {
        let mut wanted = Vec::new();
        if !self.special.is_empty() {
            wanted.push(format!(
                "Access-Control-Allow-Headers: {}",
                self.special.join(", ")
            ));
        }
        if !["GET", "HEAD", "POST"].contains(&self.patient.method.as_str()) {
            wanted.push(format!(
                "Access-Control-Allow-Methods: {}",
                self.patient.method
            ));
        }
        if self.patient.is_mcp {
            wanted.push(EXPOSE.to_owned());
        }
        wanted
    }

    fn with_lines(&self, sentence: &str) -> String {
        format!("{sentence}.\n{}", lines(self.origin(), self.patient.is_mcp))
    }
}

const EXPOSE: &str = "Access-Control-Expose-Headers: Mcp-Session-Id";

/// What to add to a server, in the common ways to write one.
fn lines(origin: &str, is_mcp: bool) -> String {
    let starlette = "from starlette.middleware.cors import CORSMiddleware";
    if !is_mcp {
        return format!(
            "For a server in FastAPI:
  {starlette}
  app.add_middleware(CORSMiddleware, allow_origins=[\"{origin}\"], allow_methods=[\"*\"], allow_headers=[\"*\"])
For a server in Express:
  import cors from \"cors\";
  app.use(cors({{ origin: \"{origin}\" }}));"
        );
    }
    format!(
        "For a server in FastMCP:
  from starlette.middleware import Middleware; {starlette}
  mcp.run(\"http\", allowed_origins=[\"{origin}\"], middleware=[Middleware(CORSMiddleware, allow_origins=[\"{origin}\"], \
         allow_methods=[\"*\"], allow_headers=[\"*\"], expose_headers=[\"Mcp-Session-Id\"])])
For a server with the TypeScript SDK and Express:
  import cors from \"cors\";
  app.use(cors({{ origin: \"{origin}\", exposedHeaders: [\"Mcp-Session-Id\"] }}));
For a server with rmcp and axum:
  use tower_http::cors::{{AllowHeaders, Any, CorsLayer}};
  let app = app.layer(CorsLayer::new().allow_origin(Any).allow_methods(Any).allow_headers(AllowHeaders::mirror_request()).expose_headers(Any));"
    )
}

/// What to say of a server that gave out a session and then wants to see it: its page never saw it.
pub(crate) fn hidden_session(status: i64) -> String {
    format!(
        "the server greets this page and then refuses it ({status}), because browsers hide the session that it gave out: its \
         answers must have {EXPOSE}.
In FastMCP: CORSMiddleware, …, expose_headers=[\"Mcp-Session-Id\"]
With the TypeScript SDK and Express: cors({{ …, exposedHeaders: [\"Mcp-Session-Id\"] }})
With rmcp and axum: CorsLayer::new()….expose_headers([HeaderName::from_static(\"mcp-session-id\")])"
    )
}

fn host(origin: &str) -> &str {
    let (_, rest) = origin.split_once("://").unwrap_or_default();
    if let Some((host, _)) = rest.split_once(']') {
        return host.trim_start_matches('[');
    }
    rest.split(':').next().unwrap_or_default()
}

/// The machine itself.
pub(crate) fn is_loopback(origin: &str) -> bool {
    let host = host(origin);
    host == "localhost" || host.ends_with(".localhost") || host == "::1" || host.starts_with("127.")
}

/// The machine itself, or its network.
fn is_local(origin: &str) -> bool {
    let host = host(origin);
    let private = host
        .parse::<std::net::Ipv4Addr>()
        .is_ok_and(|address| address.is_private() || address.is_link_local());
    private || host.rsplit('.').next() == Some("local") || is_loopback(origin)
}

#[cfg(test)]
#[path = "doctor_tests.rs"]
mod tests;
