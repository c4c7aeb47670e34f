//! A row of keys that a phone's keyboard hides behind others. The style sheet shows it only where fingers point.

use crate::page::Page;
use leptos::prelude::*;

/// What a key shows, what it is called, what it types.
const KEYS: [(&str, &str, &str); 9] = [
    ("⇥", "Tab", "\t"),
    (":", "Colon", ":"),
    ("(", "Round bracket", "("),
    ("[", "Square bracket", "["),
    ("{", "Curly bracket", "{"),
    ("\"", "Double quote", "\""),
    ("'", "Single quote", "'"),
    ("=", "Equals sign", "="),
    ("_", "Underscore", "_"),
];

/// The focus stays in the editor, so that the keyboard does not go away.
#[component]
pub fn TouchKeys() -> impl IntoView {
    let page = Page::here();
    let key = |(shown, name, typed): (&'static str, &'static str, &'static str)| {
        view! {
            <button
                type="button"
                aria-label=name
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| page.editor.type_at_caret(typed)
            >{shown}</button>
        }
    };
    view! {
        <div class="touch-keys" role="group" aria-label="Keys for Python">
            {KEYS.map(key).into_iter().collect_view()}
        </div>
    }
}
