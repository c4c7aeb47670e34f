//! Paths as programs write them: the tree of files stays a tree, within its quota.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use vivarium_fuzz::FILE_BYTES;
use vivarium_host::core::files::{Files, NodeId, ROOT};

#[derive(Debug, Arbitrary)]
enum Step<'a> {
    Provide(&'a str, &'a [u8]),
    Directory(&'a str),
    Write(&'a str, u16, &'a [u8]),
    Resize(&'a str, u32),
    Rename(&'a str, &'a str),
    Unlink(&'a str),
    RemoveDirectory(&'a str),
    List(&'a str),
}

fuzz_target!(|steps: Vec<Step<'_>>| {
    let mut files = Files::new(u64::from(FILE_BYTES));
    for step in steps {
        // A refusal is as good as success.
        let _ = match step {
            Step::Provide(path, data) => files.provide(path, data, 1),
            Step::Directory(path) => files.create_directory(ROOT, path, 1).map(drop),
            Step::Write(path, at, data) => files
                .resolve(ROOT, path)
                .and_then(|node| files.write(node, at.into(), data, 1)),
            Step::Resize(path, size) => files
                .resolve(ROOT, path)
                .and_then(|node| files.truncate(node, size.into(), 1)),
            Step::Rename(from, to) => files.rename(ROOT, from, ROOT, to, 1),
            Step::Unlink(path) => files.unlink(ROOT, path, 1),
            Step::RemoveDirectory(path) => files.remove_directory(ROOT, path, 1),
            Step::List(path) => files
                .resolve(ROOT, path)
                .and_then(|node| files.list(node))
                .map(drop),
        };
    }
    let total = size(&files, ROOT, 0);
    assert!(total <= u64::from(FILE_BYTES), "{total} bytes");
    for path in files.changed().keys() {
        assert!(!path.split('/').any(|part| part == ".."), "{path:?}");
    }
});

/// Bytes of all files below; fails when a directory stands below itself.
fn size(files: &Files, node: NodeId, depth: usize) -> u64 {
    assert!(depth < 10_000);
    let Ok(entries) = files.list(node) else {
        return files
            .content(node)
            .map_or(0, |content| content.len() as u64);
    };
    let below = entries.into_iter().skip(2);
    below.map(|(_, node)| size(files, node, depth + 1)).sum()
}
