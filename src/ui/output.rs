//! The output panel: what the program printed, with links to the lines that a traceback names.

use crate::page::Page;
use crate::session::{Message, Phase};
use crate::traceback::{self, Piece};
use crate::transcript::{Bundle, Kind, Span, Tone, Transcript};
use crate::ui::copy::CopyButton;
use crate::ui::icons::Mark;
use crate::ui::input_line::InputLine;
use crate::wording;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Passes a place and a value on to `editor/rich.js`, as pairs of MIME type and data.
    #[wasm_bindgen(js_namespace = vivarium)]
    fn display(place: &web_sys::Element, pairs: &js_sys::Array);

    /// Has `editor/rich.js` show the colours in a place.
    #[wasm_bindgen(js_namespace = vivarium)]
    fn colours(place: &web_sys::Element);

    /// Has `editor/console.js` show what the frame that a traceback names here holds.
    #[wasm_bindgen(js_namespace = vivarium)]
    fn variables(button: &web_sys::Element, path: &str, line: u32);
}

/// A run that prints more bytes than this is not read aloud as it goes: nobody could listen to it.
const READ_ALOUD: usize = 32 * 1024;
/// So many chunks share an element, which the browser skips while it is out of sight.
const GROUP: u64 = 64;
/// So near to the end (in pixels) counts as being there.
const NEAR: i32 = 12;

/// The log, the input line and the buttons that concern them.
#[component]
pub fn Output() -> impl IntoView {
    let page = Page::here();
    let groups = Memo::new(move |_| {
        let ids = page.session.with(|session| session.transcript.ids());
        ids.start / GROUP..ids.end.div_ceil(GROUP)
    });
    let empty = Memo::new(move |_| page.session.with(|session| session.transcript.is_empty()));
    let flood = Memo::new(move |_| {
        page.session
            .with(|session| session.transcript.bytes() > READ_ALOUD)
    });
    let waiting = Memo::new(move |_| page.session.with(|session| session.phase != Phase::Idle));
    let scroller = NodeRef::<html::Div>::new();
    let content = NodeRef::<html::Div>::new();
    let follow = stick_to_end(scroller, content);
    view! {
        <section class="pane output" aria-labelledby="output-title">
            <div class="pane-head">
                <h2 id="output-title">"Output"</h2>
                <CopyButton
                    label="Copy"
                    disabled=empty
                    text=move || page.session.with_untracked(|session| session.transcript.text())
                />
                <button
                    type="button"
                    class="quiet"
                    disabled=empty
                    on:click=move |_| page.send(Message::Clear)
                >"Clear"</button>
            </div>
            <div
                class="log-scroller"
                node_ref=scroller
                tabindex="0"
                role="group"
                aria-label="What the program printed"
                on:scroll=move |_| follow()
            >
                <div
                    class="log"
                    node_ref=content
                    role="log"
                    aria-live=move || if flood.get() { "off" } else { "polite" }
                    aria-labelledby="output-title"
                >
                    <DroppedNote/>
                    <For each=move || groups.get() key=|group| *group let:group>
                        <GroupView group/>
                    </For>
                </div>
                <Show when=move || empty.get() && !waiting.get()>
                    <p class="empty"><Mark/>"What the program prints appears here."</p>
                </Show>
            </div>
            <div id="hint-bar" aria-live="polite"></div>
            <div id="written-bar"></div>
            <InputLine/>
        </section>
    }
}

#[component]
fn GroupView(group: u64) -> impl IntoView {
    let page = Page::here();
    let (first, end) = (group * GROUP, (group + 1) * GROUP);
    let ids = Memo::new(move |_| {
        read(page, end - 1, |transcript| {
            let ids = transcript.ids();
            ids.start.max(first)..ids.end.min(end)
        })
    });
    view! {
        <div class="group">
            <For each=move || ids.get() key=|id| *id let:id>
                <ChunkView id/>
            </For>
        </div>
    }
}

/// Only the last chunk still grows: once this one is closed it is read without subscribing, so that a long log costs
/// nothing to keep.
fn read<T>(page: Page, id: u64, read: impl Fn(&Transcript) -> T) -> T {
    let closed = page
        .session
        .with_untracked(|session| session.transcript.is_closed(id));
    if closed {
        page.session
            .with_untracked(|session| read(&session.transcript))
    } else {
        page.session.with(|session| read(&session.transcript))
    }
}

#[component]
fn ChunkView(id: u64) -> impl IntoView {
    let page = Page::here();
    let chunk = Memo::new(move |_| read(page, id, |transcript| transcript.chunk(id).cloned()));
    let tone = chunk.with_untracked(|chunk| chunk.as_ref().map(|chunk| chunk.tone));
    let Some(tone) = tone else {
        return ().into_any();
    };
    let bundle =
        chunk.with_untracked(|chunk| chunk.as_ref().and_then(|chunk| chunk.bundle.clone()));
    let spans = move || {
        chunk.with(|chunk| {
            let spans = chunk
                .as_ref()
                .map(|chunk| chunk.spans.as_slice())
                .unwrap_or_default();
            spans
                .iter()
                .map(|span| span_view(page, span))
                .collect_view()
        })
    };
    let (class, label) = match tone {
        Tone::Plain => ("chunk plain", None),
        Tone::Display => ("chunk rich", None),
        Tone::Error => ("chunk stderr", Some("error output: ")),
        Tone::Result => ("chunk result", Some("value of the last expression: ")),
        Tone::Notice => ("chunk notice", Some("note: ")),
    };
    let label = label.map(|label| view! { <span class="unseen">{label}</span> });
    let place = view! { <div class=class>{label}{spans}</div> };
    match bundle {
        Some(bundle) => place.directive(show, bundle).into_any(),
        None => place.into_any(),
    }
}

/// Has the value shown in place of its text, which stays where no script comes.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a directive is given its element"
)]
fn show(place: web_sys::Element, bundle: Bundle) {
    let pairs = bundle
        .iter()
        .map(|(mime, data)| js_sys::Array::of2(&mime.into(), &data.into()));
    display(&place, &pairs.collect());
}

/// Has the colours shown that the text sets.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a directive is given its element"
)]
fn colour(place: web_sys::Element) {
    colours(&place);
}

fn span_view(page: Page, span: &Span) -> AnyView {
    if span.text.contains('\u{1b}') {
        return view! { <span use:colour>{span.text.clone()}</span> }.into_any();
    }
    match span.kind {
        Kind::Stdout | Kind::Result | Kind::Notice => span.text.clone().into_any(),
        Kind::Echo => view! { <span class="echo">{span.text.clone()}</span> }.into_any(),
        Kind::Stderr => traceback::pieces(&span.text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned().into_any(),
                Piece::Place { text, path, line } => place_view(page, text, path, line),
            })
            .collect_view()
            .into_any(),
    }
}

/// A button in the clothes of a link: it moves the caret, it leads to no address.
fn place_view(page: Page, text: &str, path: &str, line: u32) -> AnyView {
    let title = format!("Go to line {line} of {path}");
    let path = path.to_owned();
    let shown = path.clone();
    view! {
        <button type="button" class="place" title=title on:click=move |_| page.go_to(&path, line)>
            {text.to_owned()}
        </button>
        <button
            type="button"
            class="inside"
            title="Variables here"
            aria-label="Variables here"
            on:click=move |event| variables(&event_target(&event), &shown, line)
        ></button>
    }
    .into_any()
}

#[component]
fn DroppedNote() -> impl IntoView {
    let page = Page::here();
    let dropped = Memo::new(move |_| page.session.with(|session| session.transcript.dropped()));
    view! {
        <Show when=move || dropped.get() != 0>
            <p class="dropped">{move || format!("{} of older output are not kept", wording::bytes(dropped.get()))}</p>
        </Show>
    }
}

/// Keeps the end of the log in view while it grows, unless the user has scrolled away from it. Answers what the
/// scroller must call when it is scrolled.
fn stick_to_end(scroller: NodeRef<html::Div>, content: NodeRef<html::Div>) -> impl Fn() {
    let at_end = StoredValue::new(true);
    let observed = StoredValue::new_local(None);
    Effect::new(move |_| {
        let (Some(scroller), Some(content)) = (scroller.get(), content.get()) else {
            return;
        };
        let grown = Closure::<dyn FnMut()>::new(move || {
            if at_end.get_value() {
                scroller.set_scroll_top(scroller.scroll_height());
            }
        });
        // Without an observer (a very old browser) the log merely does not follow.
        if let Ok(observer) = web_sys::ResizeObserver::new(grown.as_ref().unchecked_ref()) {
            observer.observe(&content);
            observed.set_value(Some((observer, grown)));
        }
    });
    on_cleanup(move || {
        observed.update_value(|observed| {
            if let Some((observer, _)) = observed.take() {
                observer.disconnect();
            }
        });
    });
    move || {
        if let Some(scroller) = scroller.get_untracked() {
            let below = scroller.scroll_height() - scroller.scroll_top() - scroller.client_height();
            at_end.set_value(below <= NEAR);
        }
    }
}
