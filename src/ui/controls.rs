//! The bar at the foot of the page, in reach of a thumb: Run, Stop and the status.

use crate::page::Page;
use crate::session::{Message, Session};
use crate::ui::icons::{Play, Square};
use crate::ui::status::StatusLine;
use leptos::prelude::*;

/// Run, Stop and the status line.
#[component]
pub fn Controls() -> impl IntoView {
    let page = Page::here();
    let can_run = Memo::new(move |_| page.session.with(Session::can_run));
    let can_stop = Memo::new(move |_| page.session.with(Session::can_stop));
    // `aria-disabled` rather than `disabled`, so that the button keeps the focus while the program runs.
    view! {
        <footer class="controls">
            <button
                type="button"
                class="run"
                aria-disabled=move || (!can_run.get()).to_string()
                aria-keyshortcuts="Control+Enter Meta+Enter"
                on:click=move |_| page.run()
            >
                <Play/>
                "Run"
                <kbd aria-hidden="true">{run_keys()}</kbd>
            </button>
            <button
                type="button"
                class="stop"
                aria-disabled=move || (!can_stop.get()).to_string()
                on:click=move |_| page.send(Message::Stop)
            >
                <Square/>
                "Stop"
            </button>
            <StatusLine/>
        </footer>
    }
}

fn run_keys() -> &'static str {
    let agent = window().navigator().user_agent().unwrap_or_default();
    if agent.contains("Macintosh") {
        "⌘ ⏎"
    } else {
        "Ctrl ⏎"
    }
}
