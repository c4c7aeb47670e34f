//! The app: a page with an editor, a run of Python in the sandbox, and its output.
//!
//! [`session`] is the state machine, [`transcript`], [`terminal`], [`traceback`], [`editing`], [`highlight`] and [`wording`] are pure;
//! [`page`] joins them to the components in [`ui`], [`sandbox`] and [`language`] to the client, [`workspace`] to the user's files.

pub mod app;
pub mod editing;
pub mod highlight;
pub mod language;
pub mod page;
pub mod sandbox;
pub mod session;
pub mod terminal;
pub mod traceback;
pub mod transcript;
pub mod ui;
pub mod wording;
pub mod workspace;

pub use app::App;
