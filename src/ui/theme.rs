//! The switch between light and dark. Until it is used, the system decides.

use crate::storage;
use crate::ui::icons::HalfMoon;
use leptos::prelude::*;

/// Switches to the other theme and remembers it.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let dark = RwSignal::new(is_dark());
    let switch = move |_| {
        let theme = if dark.get_untracked() {
            "light"
        } else {
            "dark"
        };
        if let Some(root) = document().document_element() {
            // Setting a plain attribute of an element that is there cannot fail.
            let _set = root.set_attribute("data-theme", theme);
        }
        storage::save(storage::THEME, theme);
        dark.set(theme == "dark");
    };
    let next = move || {
        if dark.get() {
            "Light theme"
        } else {
            "Dark theme"
        }
    };
    view! {
        <button type="button" class="quiet square" aria-label=next title=next on:click=switch>
            <HalfMoon/>
        </button>
    }
}

/// What is shown now: the user's choice (`static/boot.js` has put it on the root element), else the system's.
fn is_dark() -> bool {
    let chosen = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"));
    chosen.map_or_else(system_is_dark, |theme| theme == "dark")
}

fn system_is_dark() -> bool {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
