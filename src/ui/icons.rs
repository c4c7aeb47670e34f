//! The page's drawings, all our own: they are seen beside words, so they are hidden from screen readers.

use leptos::prelude::*;

/// The mark: a glass box, in it a stem that is also a python, and a leaf. `static/icon.svg` is the same drawing.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect class="mark-glass" x="4" y="3" width="24" height="24" rx="6"/>
            <path class="mark-soil" d="M4.8 21h22.4v.5a5.5 5.5 0 0 1-5.5 5.5H10.3a5.5 5.5 0 0 1-5.5-5.5z"/>
            <path class="mark-python" d="M11 22c0-3.6 10-3.4 10-7.2 0-3.4-7.6-2.6-7.6-6"/>
            <path class="mark-leaf" d="M13.2 9.6c-3.4.4-5.2-1-5.4-3.8 3.4-.5 5.3.9 5.4 3.8z"/>
            <path class="mark-leaf" d="M14 9c.2-2.9 2-4.4 5.3-4.1-.1 3-2 4.5-5.3 4.1z"/>
            <path class="mark-foot" d="M8 29.5h16"/>
        </svg>
    }
}

/// A triangle.
#[component]
pub fn Play() -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d="M4.5 2.6v10.8a.6.6 0 0 0 .9.5l8.8-5.4a.6.6 0 0 0 0-1L5.4 2.1a.6.6 0 0 0-.9.5z"/>
        </svg>
    }
}

/// A square.
#[component]
pub fn Square() -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <rect x="3" y="3" width="10" height="10" rx="1.5"/>
        </svg>
    }
}
