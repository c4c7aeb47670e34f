//! A stage for component tests: mounts components, records the effects, and acts as a user.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use vivarium::page::Page;
use vivarium::session::{Effect, Message};
use vivarium_protocol::{Event, Outcome, PythonError, Status, Stream, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit};

/// Components on a page of their own, taken away at the end of the test.
pub(crate) struct Stage {
    pub(crate) page: Page,
    root: HtmlElement,
    effects: Rc<RefCell<Vec<Effect>>>,
    _mounted: Box<dyn std::any::Any>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl Stage {
    /// Mounts what `view` makes.
    pub(crate) async fn with<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self
    where
        UnmountHandle<V::State>: 'static,
    {
        window()
            .local_storage()
            .ok()
            .flatten()
            .map(|storage| storage.clear());
        let root: HtmlElement = document()
            .create_element("div")
            .expect("an element")
            .unchecked_into();
        document()
            .body()
            .expect("a body")
            .append_child(&root)
            .expect("a child");
        let effects = Rc::new(RefCell::new(Vec::new()));
        let recorded = effects.clone();
        let made = Rc::new(RefCell::new(None));
        let page_made = made.clone();
        let mounted = mount_to(root.clone(), move || {
            let page = Page::new(move |effect| recorded.borrow_mut().push(effect));
            provide_context(page);
            page_made.replace(Some(page));
            view()
        });
        let page = made.take().expect("mounting makes the page");
        let stage = Self {
            page,
            root,
            effects,
            _mounted: Box::new(mounted),
        };
        stage.settle().await;
        stage
    }

    /// Lets everything that follows from the last change happen.
    pub(crate) async fn settle(&self) {
        for _ in 0..3 {
            leptos::task::tick().await;
        }
    }

    // ---- what happens ----

    pub(crate) fn send(&self, message: Message) {
        self.page.send(message);
    }

    /// Makes the engine ready and starts run 1.
    pub(crate) fn run_started(&self) {
        self.send(Message::Ready { can_suspend: true });
        self.page.run();
    }

    pub(crate) fn event(&self, event: Event) {
        self.send(Message::Event(1, event));
    }

    pub(crate) fn say(&self, stream: Stream, text: &str) {
        let text = text.to_owned();
        self.event(Event::Output {
            id: 1,
            stream,
            text,
        });
    }

    pub(crate) fn done(&self, outcome: Outcome) {
        self.event(Event::Done { id: 1, outcome });
    }

    // ---- what the user does ----

    /// Presses a key such as `Tab` or `Shift+Tab`; answers whether the page took it for itself.
    pub(crate) fn press(target: &HtmlElement, keys: &str) -> bool {
        let init = KeyboardEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_shift_key(keys.contains("Shift+"));
        init.set_ctrl_key(keys.contains("Control+"));
        init.set_key(keys.rsplit('+').next().unwrap_or_default());
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init)
            .expect("a key event");
        !target.dispatch_event(&event).expect("a dispatch")
    }

    pub(crate) async fn click(&self, selector: &str) {
        self.element(selector).click();
        self.settle().await;
    }

    /// Replaces the program.
    pub(crate) fn write(&self, program: &str) {
        let area = self.area();
        area.set_value(program);
        dispatch(&area, "input");
    }

    /// Fills a field in.
    pub(crate) async fn fill(&self, selector: &str, text: &str) {
        let field = self.element(selector);
        set(&field, "value", text);
        dispatch(&field, "input");
        self.settle().await;
    }

    /// Fills a field in and submits its form.
    pub(crate) async fn enter(&self, selector: &str, text: &str) {
        self.fill(selector, text).await;
        self.click("form [type=submit]").await;
    }

    // ---- what there is ----

    pub(crate) fn element(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).expect("a selector");
        found
            .unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
            .unchecked_into()
    }

    pub(crate) fn has(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.root
            .query_selector_all(selector)
            .expect("a selector")
            .length()
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.element(selector).text_content().unwrap_or_default()
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> String {
        self.element(selector)
            .get_attribute(name)
            .unwrap_or_default()
    }

    pub(crate) fn is_focused(&self, selector: &str) -> bool {
        document().active_element().as_ref() == Some(self.element(selector).as_ref())
    }

    pub(crate) fn area(&self) -> HtmlTextAreaElement {
        self.element(".code textarea").unchecked_into()
    }

    pub(crate) fn code(&self) -> String {
        self.page.code.get_untracked()
    }

    pub(crate) fn effects(&self) -> Vec<Effect> {
        self.effects.borrow().clone()
    }
}

fn set(target: &JsValue, property: &str, value: &str) {
    js_sys::Reflect::set(target, &property.into(), &value.into()).expect("a property");
}

fn dispatch(target: &HtmlElement, event: &str) {
    let event = web_sys::Event::new(event).expect("an event");
    target.dispatch_event(&event).expect("a dispatch");
}

/// Until the browser has drawn twice: layout is done and observers of it have been told.
pub(crate) async fn frame() {
    for _ in 0..2 {
        let drawn = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).expect("a frame");
        });
        JsFuture::from(drawn)
            .await
            .expect("frames are never refused");
    }
}

pub(crate) fn ended(status: Status) -> Outcome {
    Outcome {
        status,
        error: None,
        result: None,
        exit_code: 0,
        files: std::collections::BTreeMap::new(),
        duration_ms: 20.0,
        kept: false,
    }
}

pub(crate) fn failed_on_line(line: u32) -> Outcome {
    Outcome {
        error: Some(PythonError {
            kind: "ValueError".to_owned(),
            message: String::new(),
            traceback: "ValueError\n".to_owned(),
            line: Some(line),
            column: None,
        }),
        exit_code: 1,
        ..ended(Status::Error)
    }
}

pub(crate) fn with_result(repr: &str) -> Outcome {
    Outcome {
        result: Some(Value {
            repr: repr.to_owned(),
            json: None,
        }),
        ..ended(Status::Ok)
    }
}
