//! The status line: what the page is doing, how the last run ended, how much has been downloaded.

use crate::page::Page;
use crate::session::{Activity, Engine, Phase, Session};
use crate::wording;
use leptos::prelude::*;
use vivarium_protocol::Status;

/// State in words, a light beside it, and the download as a bar.
#[component]
pub fn StatusLine() -> impl IntoView {
    let page = Page::here();
    let words = Memo::new(move |_| page.session.with(wording::status));
    let light = Memo::new(move |_| page.session.with(light));
    let download = Memo::new(move |_| {
        page.session.with(|session| match session.engine {
            Engine::Loading(progress) => Some(progress),
            Engine::Ready { .. } | Engine::Failed(_) => None,
        })
    });
    let loading = move || download.get().is_some();
    // Announced in words when it changes for good, not with each byte: the sentence itself is no live region
    // while the download goes on.
    view! {
        <div class="status">
            <span class="light" data-state=light aria-hidden="true"></span>
            <p role="status" aria-live=move || if loading() { "off" } else { "polite" }>{words}</p>
            <Show when=loading>
                <progress
                    aria-label="Download of Python"
                    max=move || download.get().and_then(|progress| progress.total).map(|total| total.to_string())
                    value=move || download.get().filter(|it| it.total.is_some()).map(|it| it.received.to_string())
                ></progress>
            </Show>
        </div>
    }
}

/// Which light is on, as the style sheet names them.
fn light(session: &Session) -> &'static str {
    match (&session.phase, &session.engine, &session.ending) {
        (Phase::Running(running), _, _) if running.activity == Activity::Asking => "asking",
        (Phase::Queued(_) | Phase::Running(_), _, _) | (Phase::Idle, Engine::Loading(_), None) => {
            "busy"
        }
        (Phase::Idle, Engine::Failed(_), _) => "bad",
        (Phase::Idle, _, Some(ending)) => match ending.status {
            Status::Ok => "good",
            Status::Stopped => "idle",
            Status::Error
            | Status::Timeout
            | Status::OutOfMemory
            | Status::Limit
            | Status::Crashed => "bad",
        },
        (Phase::Idle, Engine::Ready { .. }, None) => "idle",
    }
}
