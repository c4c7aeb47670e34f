//! The editor: a text area at once, and `CodeMirror` in its place as soon as that has been loaded.

use crate::editing;
use crate::page::Page;
use crate::session::Engine;
use crate::traceback::PROGRAM;
use crate::ui::area;
use crate::ui::codemirror::{self, CodeMirror, Module};
use crate::ui::keep::Keep;
use crate::ui::paint::{self, Paint};
use leptos::html;
use leptos::prelude::*;
use std::fmt::Write;

/// So many earlier texts of the text area are handed over for undo: `CodeMirror` comes within seconds.
const MOST_PAST: usize = 500;

/// The editor, for what must be told rather than derived: edits that undo knows, and jumps.
#[derive(Clone, Copy)]
pub struct EditorHandle {
    area: NodeRef<html::Textarea>,
    place: NodeRef<html::Div>,
    /// What the text area held before its last change, oldest first.
    past: StoredValue<Vec<String>>,
    taking_over: StoredValue<TakingOver, LocalStorage>,
    rich: StoredValue<Option<CodeMirror>, LocalStorage>,
    /// Whether `CodeMirror` has taken over.
    is_rich: RwSignal<bool>,
}

/// How far that has come.
enum TakingOver {
    /// Nothing is loaded; the next focus tries (again).
    Not,
    Loading,
    /// Loaded, but the user is in the middle of composing a letter.
    Waiting(Module),
}

impl Default for EditorHandle {
    fn default() -> Self {
        Self {
            area: NodeRef::new(),
            place: NodeRef::new(),
            past: StoredValue::new(Vec::new()),
            taking_over: StoredValue::new_local(TakingOver::Not),
            rich: StoredValue::new_local(None),
            is_rich: RwSignal::new(false),
        }
    }
}

impl EditorHandle {
    /// Puts the caret on this line and brings it into view.
    pub fn go_to_line(self, line: u32) {
        self.tell(
            |rich| rich.go_to_line(line),
            |area| area::go_to_line(area, line),
        );
    }

    /// Shows another file, or another text of the same.
    pub fn show(self, path: &str, text: &str) {
        self.tell(
            |rich| rich.show(path, text),
            |area| {
                area.set_value(text);
                self.past.update_value(Vec::clear);
            },
        );
    }

    /// Forgets what it keeps of other files: they are another project's.
    pub fn forget(self) {
        self.tell(CodeMirror::forget, |_| {});
    }

    fn tell(
        self,
        rich: impl FnOnce(&CodeMirror),
        plain: impl FnOnce(&web_sys::HtmlTextAreaElement),
    ) {
        let told = self.rich.with_value(|now| now.as_ref().map(rich)).is_some();
        if let (false, Some(area)) = (told, self.area.get_untracked()) {
            plain(&area);
        }
    }

    fn load(self, page: Page) {
        let begin = self.taking_over.try_update_value(|state| {
            let begin = matches!(state, TakingOver::Not);
            if begin {
                *state = TakingOver::Loading;
            }
            begin
        });
        if begin != Some(true) || self.is_rich.get_untracked() {
            return;
        }
        leptos::task::spawn_local(async move {
            match codemirror::load().await {
                Ok(module) => {
                    self.taking_over.set_value(TakingOver::Waiting(module));
                    if !page.composing.get_untracked() {
                        self.take_over(page);
                    }
                }
                Err(_) => self.taking_over.set_value(TakingOver::Not),
            }
        });
    }

    fn take_over(self, page: Page) {
        let (Some(area), Some(place)) = (self.area.get_untracked(), self.place.get_untracked())
        else {
            return;
        };
        let TakingOver::Waiting(module) = self
            .taking_over
            .try_update_value(|state| std::mem::replace(state, TakingOver::Loading))
            .unwrap_or(TakingOver::Loading)
        else {
            return;
        };
        let past = self
            .past
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        let changed = move |text| page.edited(text);
        // A browser without constructed style sheets refuses; the text area stays.
        if let Ok(rich) = codemirror::take_over(
            &module,
            &place,
            &area,
            &page.path.get_untracked(),
            &past,
            changed,
        ) {
            self.rich.set_value(Some(rich));
            self.is_rich.set(true);
        }
    }
}

/// The program and Reset.
#[component]
pub fn Editor() -> impl IntoView {
    let page = Page::here();
    let handle = page.editor;
    let marked = Memo::new(move |_| page.session.with(|session| session.marked_line));
    // The engine is what people wait for: the editor comes after it, unless somebody begins to write.
    Effect::new(move |_| {
        let loading =
            |session: &crate::session::Session| matches!(session.engine, Engine::Loading(_));
        if !page.session.with(loading) {
            handle.load(page);
        }
    });
    Effect::new(move |_| {
        let line = marked.get().unwrap_or(0);
        if handle.is_rich.get() {
            handle
                .rich
                .with_value(|rich| rich.as_ref().map(|rich| rich.mark(PROGRAM, line)));
        }
    });
    view! {
        <section class="pane editor" aria-labelledby="editor-title">
            <div class="pane-head">
                <h2 id="editor-title">{move || page.path.get()}</h2>
                <div id="file-bar"></div>
            </div>
            <div class="code" node_ref=handle.place>
                <Show when=move || !handle.is_rich.get()>
                    <TextArea marked/>
                </Show>
            </div>
            <Keep/>
            <p id="editor-help" class="unseen">
                "Tab indents and Shift Tab dedents; press Escape and then Tab to leave the editor. \
                 Control Enter runs the program, Control slash comments lines out."
            </p>
        </section>
    }
}

/// A text area that knows how Python is indented, with line numbers, colours and a mark on the wrong line.
#[component]
fn TextArea(
    /// The line to mark.
    marked: Memo<Option<u32>>,
) -> impl IntoView {
    let page = Page::here();
    let handle = page.editor;
    let area = handle.area;
    let lines = Memo::new(move |_| page.code.with(|code| editing::line_count(code)));
    let numbers = Memo::new(move |_| line_numbers(lines.get()));
    let scrolled = RwSignal::new((0, 0));
    let painted = Memo::new(move |_| page.code.with(|code| paint::is_painted(code)));
    let leaving = StoredValue::new(false);
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            // Safari's own attribute, which the view macro does not know; setting it cannot fail.
            let _set = area.set_attribute("autocorrect", "off");
        }
    });
    view! {
        <div
            class="plain-editor"
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
                    handle.past.update_value(|past| {
                        if past.len() < MOST_PAST {
                            past.push(page.code.get_untracked());
                        }
                    });
                    page.edited(event_target_value(&event));
                }
                on:scroll=move |_| {
                    if let Some(area) = area.get_untracked() {
                        scrolled.set((area.scroll_left(), area.scroll_top()));
                    }
                }
                on:focus=move |_| handle.load(page)
                on:blur=move |_| leaving.set_value(false)
                on:compositionstart=move |_| page.composing.set(true)
                on:compositionend=move |_| {
                    page.composing.set(false);
                    handle.take_over(page);
                }
                on:keydown=move |event| {
                    if let Some(area) = area.get_untracked() {
                        area::on_key(&area, leaving, &event);
                    }
                }
            ></textarea>
        </div>
    }
}

fn line_numbers(count: usize) -> String {
    let mut numbers = String::with_capacity(count * 4);
    for number in 1..=count {
        // Writing to a string cannot fail.
        let _written = writeln!(numbers, "{number}");
    }
    numbers
}
