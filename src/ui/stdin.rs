//! Standard input given beforehand, for browsers in which a program cannot wait for an answer.

use crate::page::Page;
use crate::session::Engine;
use leptos::prelude::*;

/// Shown only where the engine said that it cannot suspend.
#[component]
pub fn Stdin() -> impl IntoView {
    let page = Page::here();
    let needed = Memo::new(move |_| {
        page.session
            .with(|session| matches!(session.engine, Engine::Ready { can_suspend: false }))
    });
    view! {
        <Show when=move || needed.get()>
            <label class="stdin">
                <span class="label">
                    "Lines for input(), one below the other: in this browser a program cannot wait for them"
                </span>
                <textarea
                    rows="2"
                    spellcheck="false"
                    autocapitalize="off"
                    prop:value=page.stdin
                    on:input=move |event| page.set_stdin(event_target_value(&event))
                ></textarea>
            </label>
        </Show>
    }
}
