//! The top of the page: the name, the place of the project's bar, the theme.

use crate::ui::icons::Mark;
use crate::ui::theme::ThemeSwitch;
use leptos::prelude::*;

/// The name, the project and the theme switch. `editor/panels.js` fills the project's place.
#[component]
pub fn Header() -> impl IntoView {
    view! {
        <header class="top">
            <h1><Mark/>"Vivarium"</h1>
            <p class="motto">"Python in a glass box, here in your browser"</p>
            <div id="project-bar"></div>
            <ThemeSwitch/>
        </header>
        <div id="link-bar" aria-live="polite"></div>
    }
}
