//! The way to `editor/project.js`, which holds the files that the user works on and keeps them in the browser.
//!
//! It is a script of its own so that the page can read the project while the app still arrives.

use vivarium_protocol::{Limits, Outcome, RunRequest, Status, Tape};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = vivarium, catch)]
    fn workspace() -> Result<Workspace, JsValue>;

    /// The project that is open.
    #[wasm_bindgen(extends = web_sys::EventTarget, extends = js_sys::Object)]
    #[derive(Clone)]
    pub type Workspace;

    /// The name of the file that is shown.
    #[wasm_bindgen(method, getter)]
    pub fn shown(this: &Workspace) -> String;

    /// Its text.
    #[wasm_bindgen(method, getter)]
    pub fn text(this: &Workspace) -> String;

    /// Shows another file; answers whether there is such a text.
    #[wasm_bindgen(method)]
    pub fn show(this: &Workspace, path: &str) -> bool;

    /// The file that is shown has another text now.
    #[wasm_bindgen(method)]
    pub fn edited(this: &Workspace, text: &str);

    /// Seconds, MiB of memory, KB of output and MB of files that a run may use up.
    #[wasm_bindgen(method, getter, js_name = limits)]
    fn numbers(this: &Workspace) -> Vec<u32>;

    #[wasm_bindgen(method)]
    fn setting(this: &Workspace, name: &str) -> String;

    #[wasm_bindgen(method)]
    fn request(this: &Workspace) -> Option<Request>;

    #[wasm_bindgen(method)]
    fn ran(this: &Workspace, files: &js_sys::Array, error: Option<&str>, message: &str, kept: bool);

    type Request;

    #[wasm_bindgen(method, getter)]
    fn code(this: &Request) -> String;

    #[wasm_bindgen(method, getter)]
    fn files(this: &Request) -> js_sys::Array;

    #[wasm_bindgen(method, getter)]
    fn cassette(this: &Request) -> Option<Cassette>;

    /// A recorded run has the answer of a call now, so many nanoseconds after it asked.
    #[wasm_bindgen(method)]
    pub fn delivered(this: &Workspace, call: u32, ns: f64);

    /// The program was told this line.
    #[wasm_bindgen(method)]
    pub fn entered(this: &Workspace, line: Option<&str>);

    /// The recording that the run replays, or that is made of it.
    type Cassette;

    #[wasm_bindgen(method, getter)]
    fn record(this: &Cassette) -> Option<bool>;

    #[wasm_bindgen(method, getter)]
    fn seed(this: &Cassette) -> f64;

    #[wasm_bindgen(method, getter)]
    fn now(this: &Cassette) -> f64;

    #[wasm_bindgen(method, getter)]
    fn stdin(this: &Cassette) -> Option<String>;
}

impl Workspace {
    /// The one that `static/boot.js` opened; `None` where that went wrong, and then nothing is kept.
    pub fn here() -> Option<Self> {
        workspace().ok()
    }

    /// The limits of the next run.
    pub fn limits(&self) -> Limits {
        let numbers = self.numbers();
        let limit = |at: usize, unit| numbers.get(at).map(|number| number * unit);
        Limits {
            time_ms: limit(0, 1_000),
            memory_mb: limit(1, 1),
            output_bytes: limit(2, 1_000),
            file_bytes: limit(3, 1_000_000),
            ..Limits::default()
        }
    }

    /// Calls back whenever `what` has changed.
    pub fn on(&self, what: &str, call: impl Fn() + 'static) {
        let call = Closure::<dyn Fn()>::new(call).into_js_value();
        // Refused only for what is no function.
        let _added = self.add_event_listener_with_callback(what, call.unchecked_ref());
    }

    /// Writes program, standard input, files and what is replayed into a request; `None` while packages are looked for, after
    /// which Run is pressed again.
    pub fn fill(&self, request: &mut RunRequest) -> Option<()> {
        request.stdin = Some(self.setting("stdin")).filter(|text| !text.is_empty());
        let program = self.request()?;
        request.code = program.code();
        if let Some(cassette) = program.cassette() {
            let recorded = cassette.record().is_some();
            request.tape = Some(if recorded { Tape::Record } else { Tape::Replay });
            // They depend on no earlier run.
            request.session = false;
            request.seed = Some(cassette.seed() as u64);
            request.now = Some(cassette.now());
            request.stdin = cassette.stdin().or(request.stdin.take());
        }
        for file in program.files() {
            let pair: js_sys::Array = file.unchecked_into();
            let bytes: js_sys::Uint8Array = pair.get(1).unchecked_into();
            let path = pair.get(0).as_string().unwrap_or_default();
            request
                .files
                .insert(path, serde_bytes::ByteBuf::from(bytes.to_vec()));
        }
        Some(())
    }

    /// Hands over what a run wrote, and what ended it.
    pub fn ended(&self, outcome: &Outcome) {
        let files = outcome.files.iter().map(|(path, bytes)| {
            js_sys::Array::of2(&path.into(), &js_sys::Uint8Array::from(bytes.as_slice()))
        });
        let error = outcome.error.as_ref();
        let kind = match outcome.status {
            Status::Error => error.map(|error| error.kind.as_str()),
            // No class of Python's begins so.
            Status::Crashed => Some("!crash"),
            _ => None,
        };
        self.ran(
            &files.collect(),
            kind,
            error.map_or("", |error| &error.message),
            outcome.kept,
        );
    }
}
