//! TypeScript's view of the messages, generated into `bindings/protocol.d.ts`.

use super::{
    Command, Event, Limits, Outcome, PythonError, RunRequest, Status, Stream, Tape, Value,
};
use std::path::Path;
use ts_rs::{Config, TS};

/// `UPDATE=1 cargo test -p vivarium-protocol` writes the file anew.
#[test]
fn the_checked_in_types_are_current() {
    let config = Config::default();
    let mut text = String::from(
        "// The messages between page and worker. Generated: UPDATE=1 cargo test -p vivarium-protocol\n",
    );
    for declaration in [
        Command::decl(&config),
        RunRequest::decl(&config),
        Tape::decl(&config),
        Limits::decl(&config),
        Event::decl(&config),
        Stream::decl(&config),
        Outcome::decl(&config),
        Status::decl(&config),
        PythonError::decl(&config),
        Value::decl(&config),
    ] {
        text += "\nexport ";
        text += &declaration;
        text += "\n";
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("bindings/protocol.d.ts");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        text, checked_in,
        "stale: UPDATE=1 cargo test -p vivarium-protocol"
    );
}

#[test]
fn the_types_of_the_module_know_every_status() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client/js/vivarium.d.ts");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(&format!("export {}", Status::decl(&Config::default()))));
}
