//! What every component shares: the session, the program's text, the editor, and the way to the sandbox.

use crate::session::{Effect, Message, Session};
use crate::traceback::PROGRAM;
use crate::ui::editor::EditorHandle;
use crate::workspace::Workspace;
use leptos::prelude::*;
use vivarium_protocol::{Event, Limits, RunRequest};

/// What stands in the editor where the workspace could not be loaded.
const PLAIN: &str = "print(\"Hello\")\n";

/// The page's state and the way to change it; cheap to copy into event handlers.
#[derive(Clone, Copy)]
pub struct Page {
    /// The state machine; changed by [`Page::send`] alone.
    pub session: RwSignal<Session>,
    /// The file that is shown.
    pub path: RwSignal<String>,
    /// Its text, as the editor holds it; written by [`Page::edited`] and when another file is shown.
    pub code: RwSignal<String>,
    /// The next run goes on with the names of the one before.
    pub keep: RwSignal<bool>,
    /// The editor, for what must be told rather than derived.
    pub editor: EditorHandle,
    /// The user is composing a letter (an input method is open).
    pub composing: RwSignal<bool>,
    workspace: StoredValue<Option<Workspace>, LocalStorage>,
    perform: StoredValue<Box<dyn Fn(Effect)>, LocalStorage>,
}

impl Page {
    /// A page with the project that is open; `perform` carries out what the session wants done.
    pub fn new(perform: impl Fn(Effect) + 'static) -> Self {
        let page = Self {
            session: RwSignal::new(Session::default()),
            path: RwSignal::new(PROGRAM.to_owned()),
            code: RwSignal::new(PLAIN.to_owned()),
            keep: RwSignal::new(false),
            editor: EditorHandle::default(),
            composing: RwSignal::new(false),
            workspace: StoredValue::new_local(Workspace::here()),
            perform: StoredValue::new_local(Box::new(perform)),
        };
        page.with_workspace(|workspace| {
            page.path.set(workspace.shown());
            page.code.set(workspace.text());
            workspace.on("shown", move || page.take_file());
            workspace.on("project", move || {
                page.editor.forget();
                page.send(Message::Clear);
            });
        });
        page
    }

    /// The page that an ancestor provided.
    pub fn here() -> Self {
        expect_context()
    }

    /// Tells the session, and does what it answers.
    pub fn send(self, message: Message) {
        match &message {
            Message::Event(_, Event::Done { outcome, .. }) => {
                self.with_workspace(|workspace| workspace.ended(outcome));
            }
            Message::Event(_, Event::Answered { call, after_ns, .. }) => {
                self.with_workspace(|workspace| workspace.delivered(*call, *after_ns));
            }
            _ => {}
        }
        let effect = self
            .session
            .try_update(|session| session.update(message))
            .flatten();
        if let Some(Effect::Input(_, line)) = &effect {
            self.with_workspace(|workspace| workspace.entered(line.as_deref()));
        }
        if let Some(effect) = effect {
            self.perform.with_value(|perform| perform(effect));
        }
    }

    /// The editor holds another text now.
    pub fn edited(self, code: String) {
        self.with_workspace(|workspace| workspace.edited(&code));
        self.code.set(code);
        self.send(Message::Edited);
    }

    /// Runs the project.
    pub fn run(self) {
        if !self.session.with_untracked(Session::can_run) {
            return;
        }
        let mut request = RunRequest {
            filename: PROGRAM.to_owned(),
            limits: self.limits(),
            session: self.keep.get_untracked(),
            keep: true,
            ..RunRequest::default()
        };
        match self.with_workspace(|workspace| workspace.fill(&mut request)) {
            Some(None) => return,
            Some(Some(())) => {}
            None => request.code = self.code.get_untracked(),
        }
        self.send(Message::Run(request));
    }

    /// Runs lines in the console; answers whether they can be.
    pub fn cell(self, code: String) -> bool {
        if !self.session.with_untracked(Session::can_go_on) {
            return false;
        }
        let request = RunRequest {
            code,
            limits: self.limits(),
            session: true,
            ..RunRequest::default()
        };
        self.send(Message::Cell(request));
        true
    }

    /// Shows a line of a file, if there is such a file.
    pub fn go_to(self, path: &str, line: u32) {
        let there = self.with_workspace(|workspace| workspace.show(path));
        if there.unwrap_or(path == PROGRAM) {
            self.editor.go_to_line(line);
        }
    }

    fn take_file(self) {
        self.with_workspace(|workspace| {
            let (path, text) = (workspace.shown(), workspace.text());
            self.editor.show(&path, &text);
            self.path.set(path);
            self.code.set(text);
        });
    }

    fn limits(self) -> Limits {
        self.with_workspace(Workspace::limits).unwrap_or_default()
    }

    fn with_workspace<T>(self, with: impl FnOnce(&Workspace) -> T) -> Option<T> {
        // A copy of the reference, as what is called may ask for the workspace again.
        self.workspace.get_value().as_ref().map(with)
    }
}
