//! Why a request failed. A browser tells scripts only that it did; what it was is found out here, as far as can be.

use crate::fetch::{Outgoing, send};
use vivarium_tools::origin;
use web_sys::{AbortController, RequestMode};

/// One sentence with the way out.
pub(crate) async fn diagnose(outgoing: &Outgoing<'_>) -> String {
    let page = web_sys::window().map(|window| window.location());
    let here = page
        .as_ref()
        .and_then(|location| location.origin().ok())
        .unwrap_or_default();
    let secure = page
        .and_then(|location| location.protocol().ok())
        .as_deref()
        == Some("https:");
    let there = origin(outgoing.url).unwrap_or_else(|| outgoing.url.to_owned());
    let loopback = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|host| there.starts_with(host));
    if secure && there.starts_with("http://") && !loopback {
        return format!(
            "this page came by https, and browsers let it ask no server by plain http: {there} must be reached by https"
        );
    }
    if is_up(outgoing.url).await {
        let names: Vec<&str> = outgoing
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let names = names.join(", ");
        return format!(
            "{there} is up, but refuses pages of {here} (CORS): it must answer OPTIONS and {method} requests with \
             Access-Control-Allow-Origin: {here}, Access-Control-Allow-Methods: {method}, \
             Access-Control-Allow-Headers: {names} and Access-Control-Expose-Headers: Mcp-Session-Id",
            method = outgoing.method,
        );
    }
    if loopback && secure {
        return format!(
            "nothing answers at {there}: start the server, and allow this page to reach devices on your network if the \
             browser asks"
        );
    }
    format!(
        "nothing answers at {there}: the server is down, its name is wrong, or the network is away"
    )
}

/// Whether anything answers there at all. Without CORS the browser tells that much, and shows nothing of the answer.
async fn is_up(url: &str) -> bool {
    let Ok(controller) = AbortController::new() else {
        return false;
    };
    let signal = controller.signal();
    let timer = gloo_timers::callback::Timeout::new(5_000, move || controller.abort());
    let probe = Outgoing {
        method: "GET",
        url,
        headers: &[],
        body: None,
    };
    let answered = send(&probe, RequestMode::NoCors, &signal).await.is_ok();
    drop(timer);
    answered
}
