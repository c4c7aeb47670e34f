//! The limits of the next runs: in a few words, and unfolded as a form.

use crate::limits::{Chosen, Limit};
use crate::page::Page;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// A number that is out of range is taken back with a sentence; Defaults brings all back.
#[component]
pub fn Limits() -> impl IntoView {
    let page = Page::here();
    let refusal = RwSignal::new(String::new());
    let field = move |limit: Limit| {
        let set = move |event| {
            let field: HtmlInputElement = event_target(&event);
            let mut chosen = page.limits.get_untracked();
            let refused = chosen.set(limit, &field.value()).err();
            refusal.set(refused.unwrap_or_default());
            // What was refused still stands in the field.
            field.set_value(&chosen.get(limit).to_string());
            page.set_limits(chosen);
        };
        view! {
            <label>
                {limit.label()}
                <input
                    type="number"
                    inputmode="numeric"
                    min="1"
                    max=limit.most()
                    prop:value=move || page.limits.get().get(limit).to_string()
                    on:change=set
                />
            </label>
        }
    };
    view! {
        <details class="limits">
            <summary>"Limits: " {move || page.limits.get().summary()}</summary>
            <div class="fields">
                {Limit::ALL.map(field).collect_view()}
                <button
                    type="button"
                    class="quiet"
                    on:click=move |_| {
                        refusal.set(String::new());
                        page.set_limits(Chosen::default());
                    }
                >"Defaults"</button>
            </div>
            <p role="alert">{refusal}</p>
        </details>
    }
}
