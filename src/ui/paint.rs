//! The colours under the editor's text area, whose own letters are transparent while they are there.

use crate::highlight::{self, Class};
use crate::page::Page;
use leptos::prelude::*;

/// Longer programs stay black and white: every key would paint them anew.
const MOST: usize = 60_000;

/// Whether this program is painted.
pub fn is_painted(code: &str) -> bool {
    code.len() <= MOST
}

/// The program in colours, exactly below the letters of the text area.
#[component]
pub fn Paint(
    /// How far the text area is scrolled, to the right and down.
    scrolled: RwSignal<(i32, i32)>,
) -> impl IntoView {
    let page = Page::here();
    let shift = move || {
        let (x, y) = scrolled.get();
        format!("translate({}px, {}px)", -x, -y)
    };
    let stretches = move || {
        page.code.with(|code| {
            let painted = if is_painted(code) { code } else { "" };
            let stretches = highlight::stretches(painted).into_iter();
            stretches
                .map(|(class, text)| stretch(class, text))
                .collect_view()
        })
    };
    view! {
        <div class="paint" aria-hidden="true">
            <pre style:transform=shift>{stretches}</pre>
        </div>
    }
}

fn stretch(class: Class, text: &str) -> impl IntoView + use<> {
    view! { <span class=class.name()>{text.to_owned()}</span> }
}
