//! The line in which the user answers the program.

use crate::page::Page;
use crate::session::{Activity, Message, Session};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// There from the program's first question to its end. Focus goes into it, and back where it was at the end.
#[component]
pub fn InputLine() -> impl IntoView {
    let page = Page::here();
    let asked = Memo::new(move |_| {
        page.session
            .with(|session| session.running().is_some_and(|running| running.asked))
    });
    view! {
        <Show when=move || asked.get()>
            <Form/>
        </Show>
    }
}

#[component]
fn Form() -> impl IntoView {
    let page = Page::here();
    let field = NodeRef::<html::Input>::new();
    let asking = Memo::new(move |_| page.session.with(is_asking));
    let before = document()
        .active_element()
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            focus(&field);
        }
    });
    let before = StoredValue::new_local(before);
    on_cleanup(move || {
        // The form is still focused, or the browser has just let go of it: not when the user has moved on.
        let moved_on = document()
            .active_element()
            .is_some_and(|now| now.tag_name() != "BODY" && !now.class_list().contains("answer"));
        if let (false, Some(before)) = (moved_on, before.with_value(Clone::clone)) {
            focus(&before);
        }
    });
    let send = move || {
        if let Some(field) = field.get_untracked() {
            page.send(Message::Line(Some(field.value())));
            field.set_value("");
        }
    };
    let end = move || page.send(Message::Line(None));
    let keys = move |event: KeyboardEvent| {
        if event.ctrl_key() && event.key().eq_ignore_ascii_case("d") {
            event.prevent_default();
            end();
        }
    };
    view! {
        <form
            class="input-line"
            class:asking=asking
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <label for="answer">"Input"</label>
            <input
                id="answer"
                class="answer"
                type="text"
                node_ref=field
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="send"
                aria-describedby="answer-help"
                on:keydown=keys
            />
            <button type="submit" class="quiet">"Send"</button>
            <button type="button" class="quiet" title="End of input (Ctrl+D)" on:click=move |_| {
                end();
                if let Some(field) = field.get_untracked() {
                    focus(&field);
                }
            }>"End"</button>
            <span id="answer-help" class="unseen">
                "The program waits for a line. Enter sends it, Control D ends the input."
            </span>
        </form>
    }
}

fn is_asking(session: &Session) -> bool {
    session
        .running()
        .is_some_and(|running| running.activity == Activity::Asking)
}

fn focus(element: &web_sys::HtmlElement) {
    // A detached element refuses the focus, which is then where the browser puts it.
    let _focused = element.focus();
}
