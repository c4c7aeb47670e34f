//! The editor: a text area that knows how Python is indented, with line numbers and a mark on the wrong line.

use crate::editing::{self, Edit};
use crate::page::Page;
use crate::session::Message;
use crate::storage;
use crate::traceback::PROGRAM;
use crate::ui::limits::Limits;
use crate::ui::paint::{self, Paint};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::fmt::Write;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// How long after the last key the draft is remembered.
const AUTOSAVE: Duration = Duration::from_millis(400);

/// Lines that are typed at once. Chromium types 300 lines in a fifth of a second, and the time grows with the square.
const MOST_TYPED: usize = 300;

/// The text area, for what must be told rather than derived: edits that the browser's undo knows, and jumps.
#[derive(Clone, Copy, Default)]
pub struct EditorHandle {
    area: NodeRef<html::Textarea>,
}

impl EditorHandle {
    /// Puts the caret on this line and brings it into view.
    pub fn go_to_line(self, line: u32) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let range = editing::line_range(&area.value(), line);
        focus(&area);
        select(&area, &range);
        let height = f64::from(area.scroll_height()) / editing::line_count(&area.value()) as f64;
        let top =
            height * f64::from(line.saturating_sub(1)) - f64::from(area.client_height()) / 3.0;
        area.set_scroll_top(top as i32);
        area.set_scroll_left(0);
    }

    /// Replaces the program, so that the browser's undo brings the old one back.
    pub fn replace_all(self, text: &str) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let end = area.value().encode_utf16().count() as u32;
        apply(
            &area,
            &Edit {
                range: 0..end,
                text: text.to_owned(),
                selection: 0..0,
            },
        );
        area.set_scroll_top(0);
    }
}

/// The program, its line numbers, and Reset.
#[component]
pub fn Editor() -> impl IntoView {
    let page = Page::here();
    let area = page.editor.area;
    let lines = Memo::new(move |_| page.code.with(|code| editing::line_count(code)));
    let numbers = Memo::new(move |_| line_numbers(lines.get()));
    let marked = Memo::new(move |_| page.session.with(|session| session.marked_line));
    let scrolled = RwSignal::new((0, 0));
    let painted = Memo::new(move |_| page.code.with(|code| paint::is_painted(code)));
    let leaving = StoredValue::new(false);
    let changed = Memo::new(move |_| page.code.with(|code| code != page.example.get().code));
    let save = autosave();
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            // Safari's own attribute, which the view macro does not know; setting it cannot fail.
            let _set = area.set_attribute("autocorrect", "off");
        }
    });
    view! {
        <section class="pane editor" aria-labelledby="editor-title">
            <div class="pane-head">
                <h2 id="editor-title">{PROGRAM}</h2>
                <button
                    type="button"
                    class="quiet"
                    title="Bring the example back; Undo takes it away again"
                    disabled=move || !changed.get()
                    on:click=move |_| page.open(page.example.get_untracked())
                >"Reset"</button>
            </div>
            <div
                class="code"
                class:painted=painted
                style:--scrolled=move || format!("{}px", scrolled.get().1)
                style:--digits=move || lines.get().to_string().len().to_string()
            >
                <Show when=move || marked.get().is_some()>
                    <div
                        class="marked"
                        style:--line-number=move || marked.get().unwrap_or(1).to_string()
                        aria-hidden="true"
                    ></div>
                </Show>
                <pre class="gutter" aria-hidden="true"><span>{numbers}</span></pre>
                <Paint scrolled/>
                <textarea
                    node_ref=area
                    aria-labelledby="editor-title"
                    aria-describedby="editor-help"
                    aria-invalid=move || marked.get().is_some().to_string()
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    wrap="off"
                    prop:value=page.code.get_untracked()
                    on:input=move |event| {
                        let code = event_target_value(&event);
                        save(&code);
                        page.code.set(code);
                        page.send(Message::Edited);
                    }
                    on:scroll=move |_| {
                        if let Some(area) = area.get_untracked() {
                            scrolled.set((area.scroll_left(), area.scroll_top()));
                        }
                    }
                    on:blur=move |_| leaving.set_value(false)
                    on:keydown=move |event| on_key(page.editor, leaving, &event)
                ></textarea>
            </div>
            <Limits/>
            <p id="editor-help" class="unseen">
                "Tab indents and Shift Tab dedents; press Escape and then Tab to leave the editor. \
                 Control Enter runs the program, Control slash comments lines out."
            </p>
        </section>
    }
}

/// Escape, then Tab leaves: no keyboard trap.
fn on_key(editor: EditorHandle, leaving: StoredValue<bool>, event: &KeyboardEvent) {
    let Some(area) = editor.area.get_untracked() else {
        return;
    };
    let command = event.ctrl_key() || event.meta_key();
    let left = leaving.get_value();
    if event.key() != "Shift" {
        leaving.set_value(event.key() == "Escape");
    }
    if event.is_composing() || event.alt_key() || (event.key() == "Tab" && left) {
        return;
    }
    let (text, selection) = (area.value(), selection(&area));
    let edit = match (event.key().as_str(), command, event.shift_key()) {
        ("Tab", false, false) => Some(editing::indent(&text, selection)),
        ("Tab", false, true) => Some(editing::dedent(&text, selection)),
        ("Enter", false, false) => Some(editing::newline(&text, selection)),
        ("Backspace", false, false) => editing::backspace(&text, selection),
        ("/", true, _) => Some(editing::toggle_comment(&text, selection)),
        _ => None,
    };
    if let Some(edit) = edit {
        event.prevent_default();
        apply(&area, &edit);
    }
}

/// Makes an edit as if it had been typed, which is what keeps the browser's undo; a very long one directly.
fn apply(area: &web_sys::HtmlTextAreaElement, edit: &Edit) {
    focus(area);
    if edit.range.is_empty() && edit.text.is_empty() {
        return select(area, &edit.selection);
    }
    select(area, &edit.range);
    let brief = edit.text.lines().nth(MOST_TYPED).is_none();
    if !(brief && type_text(&edit.text)) && area.set_range_text(&edit.text).is_ok() {
        // A new event of a known type can be made and dispatched.
        let _dispatched =
            web_sys::Event::new("input").and_then(|event| area.dispatch_event(&event));
    }
    select(area, &edit.selection);
}

/// Replaces the selection by the one command that the browser's undo knows of; answers whether it obeyed.
fn type_text(text: &str) -> bool {
    let command = if text.is_empty() {
        "delete"
    } else {
        "insertText"
    };
    document()
        .dyn_into::<web_sys::HtmlDocument>()
        .is_ok_and(|document| {
            document
                .exec_command_with_show_ui_and_value(command, false, text)
                .unwrap_or(false)
        })
}

fn selection(area: &web_sys::HtmlTextAreaElement) -> std::ops::Range<u32> {
    let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or(0);
    at(area.selection_start())..at(area.selection_end())
}

fn select(area: &web_sys::HtmlTextAreaElement, range: &std::ops::Range<u32>) {
    // Refused only by input elements without text.
    let _selected = area.set_selection_range(range.start, range.end);
}

fn focus(area: &web_sys::HtmlTextAreaElement) {
    // A detached element refuses the focus; then there is nothing to edit either.
    let _focused = area.focus();
}

fn line_numbers(count: usize) -> String {
    let mut numbers = String::with_capacity(count * 4);
    for number in 1..=count {
        // Writing to a string cannot fail.
        let _written = writeln!(numbers, "{number}");
    }
    numbers
}

/// Remembers the draft a little after the last key.
fn autosave() -> impl Fn(&str) + Copy {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    move |code: &str| {
        let code = code.to_owned();
        let next =
            set_timeout_with_handle(move || storage::save(storage::DRAFT, &code), AUTOSAVE).ok();
        let last = pending
            .try_update_value(|pending| std::mem::replace(pending, next))
            .flatten();
        if let Some(last) = last {
            last.clear();
        }
    }
}
