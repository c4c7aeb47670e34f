//! The page as a whole.

use crate::language;
use crate::page::Page;
use crate::sandbox;
use crate::ui::controls::Controls;
use crate::ui::editor::Editor;
use crate::ui::header::Header;
use crate::ui::output::Output;
use leptos::ev;
use leptos::prelude::*;

/// The app. It begins to prepare the sandbox as soon as it is mounted.
#[component]
pub fn App() -> impl IntoView {
    let sandbox = sandbox::Connection::default();
    let page = Page::new(move |effect| sandbox.perform(effect));
    provide_context(page);
    sandbox.open(page);
    language::offer();
    let shortcuts = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing()
        {
            event.prevent_default();
            page.run();
        }
    });
    on_cleanup(move || shortcuts.remove());
    view! {
        <Header/>
        <main class="panes">
            <Editor/>
            <Output/>
        </main>
        <Controls/>
    }
}
