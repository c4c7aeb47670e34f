//! The tree against a much simpler one: a map from path to content.

use super::errno::Errno;
use super::files::{Files, Kind, NodeId, ROOT};
use super::library::Library;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Debug, Clone)]
enum Step {
    Write(String, Vec<u8>),
    Directory(String),
    Unlink(String),
    RemoveDirectory(String),
    Rename(String, String),
    Truncate(String, u64),
}

/// Few names, so that steps meet.
fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..4)
        .prop_map(|parts| format!("/{}", parts.join("/")))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (path(), prop::collection::vec(any::<u8>(), 0..20))
            .prop_map(|(path, data)| Step::Write(path, data)),
        path().prop_map(Step::Directory),
        path().prop_map(Step::Unlink),
        path().prop_map(Step::RemoveDirectory),
        (path(), path()).prop_map(|(from, to)| Step::Rename(from, to)),
        (path(), 0..40_u64).prop_map(|(path, size)| Step::Truncate(path, size)),
    ]
}

/// `Some` is a file, `None` a directory.
type Model = BTreeMap<String, Option<Vec<u8>>>;

fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(above, _)| above)
}

fn apply_to_model(model: &mut Model, step: &Step) -> bool {
    let is_directory =
        |model: &Model, path: &str| path.is_empty() || model.get(path) == Some(&None);
    let is_empty = |model: &Model, path: &str| !model.keys().any(|other| above(other) == path);
    match step {
        Step::Write(path, data) => {
            if !is_directory(model, above(path)) || model.get(path) == Some(&None) {
                return false;
            }
            let file = model
                .entry(path.clone())
                .or_insert_with(|| Some(Vec::new()));
            let content = file.get_or_insert_default();
            if content.len() < data.len() {
                content.resize(data.len(), 0);
            }
            content[..data.len()].copy_from_slice(data);
        }
        Step::Directory(path) => {
            if !is_directory(model, above(path)) || model.contains_key(path) {
                return false;
            }
            model.insert(path.clone(), None);
        }
        Step::Unlink(path) => {
            return matches!(model.get(path), Some(Some(_))) && model.remove(path).is_some();
        }
        Step::RemoveDirectory(path) => {
            if model.get(path) != Some(&None) || !is_empty(model, path) {
                return false;
            }
            model.remove(path);
        }
        Step::Rename(from, to) => {
            let into_itself = to.starts_with(&format!("{from}/"));
            if !model.contains_key(from)
                || !is_directory(model, above(to))
                || (into_itself && model[from].is_none())
            {
                return false;
            }
            if from == to {
                return true;
            }
            match (&model[from], model.get(to)) {
                (_, None) | (Some(_), Some(Some(_))) => {}
                (None, Some(None)) if is_empty(model, to) => {}
                _ => return false,
            }
            model.remove(to);
            let below = format!("{from}/");
            let moved: Vec<_> = model
                .keys()
                .filter(|path| *path == from || path.starts_with(&below))
                .cloned()
                .collect();
            for path in moved {
                if let Some(content) = model.remove(&path) {
                    model.insert(format!("{to}{}", &path[from.len()..]), content);
                }
            }
        }
        Step::Truncate(path, size) => match model.get_mut(path) {
            Some(Some(content)) => content.resize(*size as usize, 0),
            _ => return false,
        },
    }
    true
}

fn apply(files: &mut Files, step: &Step) -> Result<(), Errno> {
    match step {
        Step::Write(path, data) => {
            let node = match files.resolve(ROOT, path) {
                Ok(node) => node,
                Err(_) => files.create_file(ROOT, path, 1)?,
            };
            files.write(node, 0, data, 1)
        }
        Step::Directory(path) => files.create_directory(ROOT, path, 1).map(drop),
        Step::Unlink(path) => files.unlink(ROOT, path, 1),
        Step::RemoveDirectory(path) => files.remove_directory(ROOT, path, 1),
        Step::Rename(from, to) => files.rename(ROOT, from, ROOT, to, 1),
        Step::Truncate(path, size) => {
            let node = files.resolve(ROOT, path)?;
            files.truncate(node, *size, 1)
        }
    }
}

/// Everything in the tree but the directories that are always there.
fn contents(files: &Files) -> Model {
    let mut found = Model::new();
    let mut open = vec![(String::new(), ROOT)];
    while let Some((path, node)) = open.pop() {
        for (name, child) in files.list(node).unwrap().into_iter().skip(2) {
            let path = format!("{path}/{name}");
            if ["/home", "/tmp", "/lib"].contains(&path.as_str()) {
                continue;
            }
            if files.status(child).unwrap().kind == Kind::Directory {
                found.insert(path.clone(), None);
                open.push((path, child));
            } else {
                found.insert(path, Some(files.content(child).unwrap().to_vec()));
            }
        }
    }
    found
}

proptest! {
    #[test]
    fn the_tree_does_what_a_simple_one_does(steps in prop::collection::vec(step(), 0..60)) {
        let (mut files, mut model) = (Files::new(1 << 30), Model::new());
        for step in &steps {
            prop_assert_eq!(apply(&mut files, step).is_ok(), apply_to_model(&mut model, step), "{:?}", step);
            prop_assert_eq!(contents(&files), model.clone(), "after {:?}", step);
        }
    }

    #[test]
    fn the_quota_holds_and_is_given_back(steps in prop::collection::vec(step(), 0..60)) {
        let mut files = Files::new(2_000);
        for step in &steps {
            let _ = apply(&mut files, step);
            let bytes: usize = contents(&files).values().flatten().map(Vec::len).sum();
            prop_assert!(bytes <= 2_000);
        }
        let mut all: Vec<_> = contents(&files).into_iter().collect();
        all.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        for (path, content) in all {
            let removed = if content.is_some() { files.unlink(ROOT, &path, 1) } else { files.remove_directory(ROOT, &path, 1) };
            prop_assert_eq!(removed, Ok(()));
        }
        let node = files.create_file(ROOT, "/all", 1).unwrap();
        prop_assert_eq!(files.write(node, 0, &[0; 2_000 - 256], 1), Ok(()), "everything is free again");
    }

    #[test]
    fn no_path_leads_out(parts in prop::collection::vec(prop::sample::select(vec!["..", ".", "", "home", "user"]), 0..12)) {
        let files = Files::new(1_000);
        if let Ok(node) = files.resolve(ROOT, &parts.join("/")) {
            prop_assert!(matches!(node, NodeId::Own(_)));
            prop_assert!(files.status(node).is_ok());
        }
    }
}

#[test]
fn an_unlinked_file_lives_until_it_is_closed() {
    let mut files = Files::new(1_000);
    let node = files.create_file(ROOT, "/tmp/a", 1).unwrap();
    files.opened(node);
    files.write(node, 0, &[1; 500], 1).unwrap();
    files.unlink(ROOT, "/tmp/a", 1).unwrap();
    assert_eq!(files.resolve(ROOT, "/tmp/a"), Err(Errno::Noent));
    assert_eq!(files.content(node).unwrap(), [1; 500]);
    files.closed(node);
    let other = files.create_file(ROOT, "/tmp/b", 1).unwrap();
    assert_eq!(
        files.write(other, 0, &[1; 744], 1),
        Ok(()),
        "the room is free again"
    );
}

#[test]
fn the_library_is_there_and_cannot_be_changed() {
    let archive =
        vivarium_pack::build_archive([("json/__init__.py", &b"import re"[..]), ("re.py", b"")]);
    let library = Library::unpack(&vivarium_pack::encode(
        &archive,
        vivarium_pack::Quality::Quick,
    ))
    .unwrap();
    let mut files = Files::new(1_000);
    let before = files
        .resolve(ROOT, "/lib/python3.14")
        .and_then(|node| files.status(node))
        .unwrap();
    files.mount(Rc::new(library));
    let root = files.resolve(ROOT, "/lib/python3.14").unwrap();
    assert_ne!(
        files.status(root).unwrap().modified,
        before.modified,
        "path caches must notice"
    );
    let names: Vec<_> = files
        .list(root)
        .unwrap()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, [".", "..", "json", "re.py"]);
    let module = files.resolve(root, "json/__init__.py").unwrap();
    assert_eq!(files.content(module).unwrap(), b"import re");
    assert_eq!(
        files
            .resolve(root, "json/../../python3.14/re.py")
            .map(|node| files.status(node).unwrap().size),
        Ok(0)
    );
    assert_eq!(files.write(module, 0, b"x", 1), Err(Errno::Rofs));
    assert_eq!(files.unlink(root, "re.py", 1), Err(Errno::Rofs));
    assert_eq!(files.create_file(root, "new.py", 1), Err(Errno::Rofs));
    assert_eq!(files.rename(ROOT, "/tmp", root, "tmp", 1), Err(Errno::Rofs));
    assert!(files.changed().is_empty());
}

#[test]
fn only_what_the_program_made_or_changed_is_returned() {
    let mut files = Files::new(10_000);
    files.provide("/home/user/given.txt", b"given", 1).unwrap();
    files.provide("/home/user/edited.txt", b"given", 1).unwrap();
    let edited = files.resolve(ROOT, "/home/user/edited.txt").unwrap();
    files.write(edited, 5, b"!", 1).unwrap();
    files
        .create_directory(ROOT, "/home/user/__pycache__", 1)
        .unwrap();
    for path in ["/tmp/scratch", "/home/user/__pycache__/m.pyc", "/data"] {
        files.create_file(ROOT, path, 1).unwrap();
    }
    files
        .rename(
            ROOT,
            "/home/user/given.txt",
            ROOT,
            "/home/user/moved.txt",
            1,
        )
        .unwrap();
    let names: Vec<_> = files.changed().into_keys().collect();
    assert_eq!(names, ["/data", "edited.txt", "moved.txt"]);
}

#[test]
fn packages_are_not_the_programs_own() {
    let mut files = Files::new(1_000);
    let package = "/lib/site-packages/a/__init__.py";
    files.provide(package, &vec![0; 50_000], 1).unwrap();
    files.provide("/home/user/own.txt", &[0; 400], 1).unwrap();
    let beyond = "/lib/site-packages/../../home/user/more.txt";
    assert_eq!(files.provide(beyond, b"", 1), Err(Errno::Inval));
    files.go_on(1_000);
    // As a session's next cell gives it again.
    files.provide(package, &vec![0; 50_000], 1).unwrap();
    let own = files.resolve(ROOT, "/home/user/own.txt").unwrap();
    assert_eq!(files.write(own, 400, &[0; 900], 1), Err(Errno::Nospc));
    assert!(files.changed().is_empty());
    let node = files.resolve(ROOT, package).unwrap();
    files.write(node, 0, b"x", 1).unwrap();
    let changed: Vec<_> = files.changed().into_keys().collect();
    assert_eq!(changed, [package]);
}
