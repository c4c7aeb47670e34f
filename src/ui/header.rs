//! The top of the page: the name, the examples, the theme.

use crate::examples::{self, EXAMPLES};
use crate::page::Page;
use crate::ui::icons::Mark;
use crate::ui::theme::ThemeSwitch;
use leptos::prelude::*;

/// The name, the menu of examples and the theme switch.
#[component]
pub fn Header() -> impl IntoView {
    let page = Page::here();
    let options = EXAMPLES
        .into_iter()
        .map(|example| {
            let chosen = move || page.example.get() == example;
            view! { <option selected=chosen>{example.name}</option> }
        })
        .collect_view();
    view! {
        <header class="top">
            <h1><Mark/>"Vivarium"</h1>
            <p class="motto">"Python in a glass box, here in your browser"</p>
            <label class="examples">
                <span class="label">"Example"</span>
                <select
                    prop:value=move || page.example.get().name
                    on:change=move |event| page.open(examples::named(&event_target_value(&event)))
                >
                    {options}
                </select>
            </label>
            <ThemeSwitch/>
        </header>
    }
}
