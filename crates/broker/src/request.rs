//! Programs' own requests: the whole answer at once, or its pieces.

use crate::doctor::diagnose;
use crate::fetch::{Body, Outgoing, headers, redirected, send};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use std::cell::Cell;
use std::rc::Rc;
use vivarium_tools::{Failure, FailureKind, HttpRequest, HttpResponse};
use web_sys::{AbortController, RequestMode};

/// Most bytes of one answer to a program's own request.
const BODY_BYTES: usize = 16 << 20;
pub(crate) const BROKEN: &str = "the connection broke before the answer was complete; try again";
pub(crate) const REDIRECTED: &str = "the server redirects, and the headers of the configuration go to no other address than the one \
    written there: write the address that it redirects to, often the same with a slash at its end, or without";
/// Milliseconds for a program's own request that names no time.
const HTTP_MS: u32 = 60_000;

/// Make a request; of a stream, the answer's headers and its body to come.
pub(crate) async fn respond(
    request: &HttpRequest,
    controller: &AbortController,
) -> Result<(HttpResponse, Option<Body>), Failure> {
    let ms = request.timeout_ms.unwrap_or(HTTP_MS);
    let late = || {
        format!(
            "no complete answer from {} within {} s",
            request.url,
            f64::from(ms) / 1e3
        )
    };
    let deadline = Deadline::new(ms, controller);
    let outcome = arrive(request, controller).await;
    outcome.map_err(|failure| deadline.blame(failure, late))
}

/// The next piece of a stream in base64; nothing at its end.
pub(crate) async fn next_piece(
    body: &Body,
    controller: &AbortController,
    most_ms: Option<u32>,
) -> Result<Option<String>, Failure> {
    let deadline = most_ms.map(|ms| Deadline::new(ms, controller));
    let piece = body.next().await.map_err(|_| match deadline {
        Some(deadline) => deadline.blame(broken(BROKEN), || {
            "the server sent nothing more in time".into()
        }),
        None => broken(BROKEN),
    })?;
    Ok(piece.map(|piece| BASE64.encode(piece.to_vec())))
}

async fn arrive(
    request: &HttpRequest,
    controller: &AbortController,
) -> Result<(HttpResponse, Option<Body>), Failure> {
    let body = match &request.body {
        Some(text) => {
            let bytes = BASE64.decode(text).map_err(|_| {
                Failure::new(
                    FailureKind::ValueError,
                    "the body of a request must be base64",
                )
            })?;
            Some(Uint8Array::from(bytes.as_slice()).into())
        }
        None => None,
    };
    let outgoing = Outgoing {
        method: &request.method,
        url: &request.url,
        headers: &request.headers,
        body,
        follow: !request.keyed,
    };
    let Ok(response) = send(&outgoing, RequestMode::Cors, &controller.signal()).await else {
        // Too late or withdrawn: then there is nothing to find out, and the program is not to wait for it.
        let why = if controller.signal().aborted() {
            String::new()
        } else {
            diagnose(&outgoing).await
        };
        return Err(broken(why));
    };
    if redirected(&response) {
        return Err(broken(REDIRECTED));
    }
    let mut answer = HttpResponse {
        status: response.status(),
        reason: response.status_text(),
        url: response.url(),
        headers: headers(&response),
        ..HttpResponse::default()
    };
    let pieces = Body::of(&response);
    if request.stream {
        answer.stream = Some(unguessable());
        return Ok((answer, Some(pieces)));
    }
    let mut body = Vec::new();
    while let Some(piece) = pieces.next().await.map_err(|_| broken(BROKEN))? {
        if body.len() + piece.length() as usize > BODY_BYTES {
            controller.abort();
            return Err(broken(format!(
                "the answer is larger than {BODY_BYTES} bytes"
            )));
        }
        body.extend(piece.to_vec());
    }
    answer.body = BASE64.encode(body);
    Ok((answer, None))
}

fn broken(message: impl Into<String>) -> Failure {
    Failure::new(FailureKind::ConnectionError, message)
}

/// Gives a request up after its time, unless it is dropped before.
struct Deadline {
    late: Rc<Cell<bool>>,
    _timer: Timeout,
}

impl Deadline {
    fn new(ms: u32, controller: &AbortController) -> Self {
        let late = Rc::new(Cell::new(false));
        let (rings, controller) = (late.clone(), controller.clone());
        let timer = Timeout::new(ms, move || {
            rings.set(true);
            controller.abort();
        });
        Self {
            late,
            _timer: timer,
        }
    }

    /// The failure, or, where it came of this, that it is too late.
    fn blame(&self, failure: Failure, sentence: impl FnOnce() -> String) -> Failure {
        if self.late.get() {
            Failure::new(FailureKind::TimeoutError, sentence())
        } else {
            failure
        }
    }
}

/// A name that no program can guess.
fn unguessable() -> String {
    let mut bytes = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    BASE64.encode(bytes)
}
