//! Keep state: runs that go on with each other's names, as in a console.

use crate::page::Page;
use leptos::prelude::*;

/// A choice for this visit only: a program that works with what an earlier one left may not work alone.
#[component]
pub fn Keep() -> impl IntoView {
    let page = Page::here();
    view! {
        <div class="keep">
            <label>
                <input
                    type="checkbox"
                    aria-describedby="keep-note"
                    prop:checked=page.keep
                    on:change=move |event| page.keep.set(event_target_checked(&event))
                />
                "Keep state"
            </label>
            <span id="keep-note" class="note">
                {move || {
                    if page.keep.get() {
                        "the next run goes on with the names of the one before"
                    } else {
                        "each run begins afresh"
                    }
                }}
            </span>
        </div>
    }
}
