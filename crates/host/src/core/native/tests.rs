//! Devices over a module of the test's own.

use super::*;

/// Turns requests around; traps at an empty one.
#[derive(Debug)]
struct Mirror;

impl Native for Mirror {
    fn call(&mut self, request: &[u8]) -> Option<Vec<u8>> {
        (!request.is_empty()).then(|| request.iter().rev().copied().collect())
    }
}

const MEMORY: &[u8] = b"\0asm\x01\0\0\0\x05\x04\x01\x01\x01\x10";

fn files(module: &[u8]) -> Files {
    let mut files = Files::new(1 << 20);
    let path = format!("{SITE_PACKAGES}/a/b.wasm");
    files.provide(&path, module, 0).unwrap();
    files
}

fn open(path: &str, files: &Files) -> Result<Option<Device>> {
    Device::open(
        path,
        files,
        |_| Some(Box::new(Mirror)),
        [false, true].into_iter(),
    )
}

const DEVICE: &str = "dev/vivarium/a/b.wasm";

#[test]
fn a_write_is_a_request_and_reads_are_its_answer() {
    let mut device = open(DEVICE, &files(MEMORY)).unwrap().unwrap();
    device.write(b"abc").unwrap();
    assert_eq!(device.read(2), b"cb");
    assert_eq!(device.read(usize::MAX), b"a");
    assert_eq!(device.read(2), b"");
    device.write(b"xy").unwrap();
    assert_eq!(device.read(9), b"yx");
}

#[test]
fn after_a_trap_there_are_no_more_answers() {
    let mut device = open(DEVICE, &files(MEMORY)).unwrap().unwrap();
    device.write(b"abc").unwrap();
    assert_eq!(device.write(b""), Err(Errno::Io));
    assert_eq!(device.read(9), b"");
    assert_eq!(device.write(b"abc"), Err(Errno::Io));
}

#[test]
fn only_what_the_page_has_given_is_a_module() {
    let mut files = files(MEMORY);
    assert!(open("home/user/x", &files).unwrap().is_none());
    let missing = open("dev/vivarium/a/c.wasm", &files);
    assert_eq!(missing.unwrap_err(), Errno::Noent);
    let node = files
        .resolve(ROOT, &format!("{SITE_PACKAGES}/a/b.wasm"))
        .unwrap();
    files.write(node, 0, MEMORY, 0).unwrap();
    assert_eq!(open(DEVICE, &files).unwrap_err(), Errno::Perm);
    // The program's own file, and a path that leads to it.
    files.provide("/home/user/own.wasm", MEMORY, 0).unwrap();
    let own = open("dev/vivarium/../../home/user/own.wasm", &files);
    assert_eq!(own.unwrap_err(), Errno::Perm);
}

#[test]
fn memory_must_be_bounded_and_instances_few() {
    let unbounded = b"\0asm\x01\0\0\0\x05\x03\x01\0\x01";
    let large = b"\0asm\x01\0\0\0\x05\x05\x01\x01\x01\x81\x10";
    for module in [
        &unbounded[..],
        large,
        b"\0asm\x01\0\0\0",
        b"<!doctype html>",
    ] {
        let refused = open(DEVICE, &files(module));
        assert_eq!(refused.unwrap_err(), Errno::Notsup, "{module:?}");
    }
    let load: Load = |_| Some(Box::new(Mirror));
    let many = Device::open(DEVICE, &files(MEMORY), load, [true; MOST].into_iter());
    assert_eq!(many.unwrap_err(), Errno::Mfile);
}
