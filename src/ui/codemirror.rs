//! The way to `editor/`, the module with `CodeMirror`: it is loaded by `static/boot.js` and takes the text area's place.

use crate::ui::area;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement};

#[wasm_bindgen]
extern "C" {
    /// Imports one of the page's modules.
    #[wasm_bindgen(js_namespace = vivarium, js_name = load, catch)]
    fn load_module(name: &str) -> Result<js_sys::Promise, JsValue>;

    /// `editor/editor.js`.
    pub type Module;

    #[wasm_bindgen(method, catch)]
    fn mount(this: &Module, place: &HtmlElement, start: &JsValue) -> Result<CodeMirror, JsValue>;

    /// What `mount` of that module answers.
    pub type CodeMirror;

    /// Shows another file, or another text of the same.
    #[wasm_bindgen(method)]
    pub fn show(this: &CodeMirror, path: &str, text: &str);

    /// Forgets what it keeps of other files.
    #[wasm_bindgen(method)]
    pub fn forget(this: &CodeMirror);

    /// Puts the caret on this line and brings it into view.
    #[wasm_bindgen(method, js_name = goToLine)]
    pub fn go_to_line(this: &CodeMirror, line: u32);

    /// Marks a line of a file as wrong; 0 is none.
    #[wasm_bindgen(method)]
    pub fn mark(this: &CodeMirror, path: &str, line: u32);
}

/// Loads the module.
pub async fn load() -> Result<Module, JsValue> {
    let module = load_module("editor")?;
    JsFuture::from(module).await.map(JsCast::unchecked_into)
}

/// Puts `CodeMirror` into `place` with all that the text area holds; `past` is what it held before, oldest first.
pub fn take_over(
    module: &Module,
    place: &HtmlElement,
    area: &HtmlTextAreaElement,
    path: &str,
    past: &[String],
    changed: impl Fn(String) + 'static,
) -> Result<CodeMirror, JsValue> {
    let selection = area::selection(area);
    let focused = leptos::prelude::document().active_element().as_ref() == Some(area.as_ref());
    let list = |items: &mut dyn Iterator<Item = JsValue>| items.collect::<js_sys::Array>().into();
    let changed = Closure::<dyn Fn(String)>::new(changed).into_js_value();
    let start = js_sys::Object::new();
    for (name, value) in [
        ("path", path.into()),
        ("text", area.value().into()),
        ("past", list(&mut past.iter().map(JsValue::from))),
        (
            "selection",
            list(
                &mut [selection.start, selection.end]
                    .into_iter()
                    .map(JsValue::from),
            ),
        ),
        ("scroll", area.scroll_top().into()),
        ("focused", focused.into()),
        ("describedBy", "editor-help".into()),
        ("changed", changed),
    ] {
        js_sys::Reflect::set(&start, &name.into(), &value)?;
    }
    module.mount(place, &start)
}
