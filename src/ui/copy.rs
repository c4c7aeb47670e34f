//! A button that copies a text, and says whether it could.

use leptos::prelude::*;
use std::time::Duration;

/// Says so for two seconds, then stands as before.
#[component]
pub fn CopyButton(
    /// What it says.
    label: &'static str,
    /// Whether there is nothing to copy.
    #[prop(into)]
    disabled: Signal<bool>,
    /// The text, asked for when the button is pressed.
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let said = RwSignal::new(label);
    let copy = move |_| {
        let text = text();
        leptos::task::spawn_local(async move {
            said.set(if copy_text(&text).await {
                "Copied"
            } else {
                "Not allowed here"
            });
            set_timeout(move || said.set(label), Duration::from_secs(2));
        });
    };
    view! {
        <button type="button" class="quiet" disabled=disabled on:click=copy>
            <span aria-live="polite">{said}</span>
        </button>
    }
}

/// The clipboard is missing on pages without https and may be refused.
async fn copy_text(text: &str) -> bool {
    let navigator = window().navigator();
    let there =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| !it.is_undefined());
    there
        && wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
}
