//! The top of the page: the name, and the place of the project's bar.

use crate::ui::icons::Mark;
use leptos::prelude::*;

/// The name and the project, whose place `editor/panels.js` fills.
#[component]
pub fn Header() -> impl IntoView {
    view! {
        <header class="top">
            <h1><Mark/>"Vivarium"</h1>
            <p class="motto">"Python in a glass box, here in your browser"</p>
            <div id="project-bar"></div>
        </header>
        <div id="link-bar" aria-live="polite"></div>
    }
}
