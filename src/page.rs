//! What every component shares: the session, the program's text, the editor, and the way to the sandbox.

use crate::examples::{self, Example};
use crate::limits::Chosen;
use crate::session::{Effect, Message, Session};
use crate::storage;
use crate::traceback::PROGRAM;
use crate::ui::editor::EditorHandle;
use leptos::prelude::*;
use vivarium_protocol::RunRequest;

/// The page's state and the way to change it; cheap to copy into event handlers.
#[derive(Clone, Copy)]
pub struct Page {
    /// The state machine; changed by [`Page::send`] alone.
    pub session: RwSignal<Session>,
    /// The program, as the editor holds it; written by the editor alone.
    pub code: RwSignal<String>,
    /// The example that Reset brings back.
    pub example: RwSignal<Example>,
    /// All of standard input, for browsers in which a program cannot wait.
    pub stdin: RwSignal<String>,
    /// The limits of the next runs.
    pub limits: RwSignal<Chosen>,
    /// The text area, for what must be told rather than derived.
    pub editor: EditorHandle,
    perform: StoredValue<Box<dyn Fn(Effect)>, LocalStorage>,
}

impl Page {
    /// A page with the remembered program; `perform` carries out what the session wants done.
    pub fn new(perform: impl Fn(Effect) + 'static) -> Self {
        let example = examples::named(&storage::load(storage::EXAMPLE).unwrap_or_default());
        let code = storage::load(storage::DRAFT).unwrap_or_else(|| example.code.to_owned());
        Self {
            session: RwSignal::new(Session::default()),
            code: RwSignal::new(code),
            example: RwSignal::new(example),
            stdin: RwSignal::new(String::new()),
            limits: RwSignal::new(Chosen::read(
                &storage::load(storage::LIMITS).unwrap_or_default(),
            )),
            editor: EditorHandle::default(),
            perform: StoredValue::new_local(Box::new(perform)),
        }
    }

    /// The page that an ancestor provided.
    pub fn here() -> Self {
        expect_context()
    }

    /// Tells the session, and does what it answers.
    pub fn send(self, message: Message) {
        let effect = self
            .session
            .try_update(|session| session.update(message))
            .flatten();
        if let Some(effect) = effect {
            self.perform.with_value(|perform| perform(effect));
        }
    }

    /// Runs the program that stands in the editor.
    pub fn run(self) {
        if !self.session.with_untracked(Session::can_run) {
            return;
        }
        let code = self.code.get_untracked();
        storage::save(storage::DRAFT, &code);
        let stdin = self.stdin.get_untracked();
        self.send(Message::Run(RunRequest {
            code,
            filename: PROGRAM.to_owned(),
            stdin: (!stdin.is_empty()).then_some(stdin),
            limits: self.limits.get_untracked().limits(),
            ..RunRequest::default()
        }));
    }

    /// Puts an example in the editor, as an edit that can be undone.
    pub fn open(self, example: Example) {
        storage::save(storage::EXAMPLE, example.name);
        self.example.set(example);
        self.editor.replace_all(example.code);
    }
}
