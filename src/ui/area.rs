//! The text area, which is the editor until `CodeMirror` has been loaded, and stays it where that fails.

use crate::editing::{self, Edit};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// Lines that are typed at once. Chromium types 300 lines in a fifth of a second, and the time grows with the square.
const MOST_TYPED: usize = 300;

/// Puts the caret on this line and brings it into view.
pub fn go_to_line(area: &HtmlTextAreaElement, line: u32) {
    let range = editing::line_range(&area.value(), line);
    focus(area);
    select(area, &range);
    let height = f64::from(area.scroll_height()) / editing::line_count(&area.value()) as f64;
    let top = height * f64::from(line.saturating_sub(1)) - f64::from(area.client_height()) / 3.0;
    area.set_scroll_top(top as i32);
    area.set_scroll_left(0);
}

/// Keys that know Python. Escape, then Tab leaves: no keyboard trap.
pub fn on_key(area: &HtmlTextAreaElement, leaving: StoredValue<bool>, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    let left = leaving.get_value();
    if event.key() != "Shift" {
        leaving.set_value(event.key() == "Escape");
    }
    if event.is_composing() || event.alt_key() || (event.key() == "Tab" && left) {
        return;
    }
    let (text, selection) = (area.value(), selection(area));
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
        apply(area, &edit);
    }
}

/// What is selected, in UTF-16 units.
pub fn selection(area: &HtmlTextAreaElement) -> Range<u32> {
    let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or(0);
    at(area.selection_start())..at(area.selection_end())
}

/// Makes an edit as if it had been typed, which is what keeps the browser's undo; a very long one directly.
fn apply(area: &HtmlTextAreaElement, edit: &Edit) {
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

fn select(area: &HtmlTextAreaElement, range: &Range<u32>) {
    // Refused only by input elements without text.
    let _selected = area.set_selection_range(range.start, range.end);
}

fn focus(area: &HtmlTextAreaElement) {
    // A detached element refuses the focus; then there is nothing to edit either.
    let _focused = area.focus();
}
