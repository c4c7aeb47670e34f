//! Wheels, pages, requirements and programs as an enemy would write them: an answer or a sentence, never a panic.

use crate::support::{wheel, zip};
use proptest::prelude::*;
use vivarium_packages::wheel::unpack;
use vivarium_packages::{Environment, Known, Name, Requirement, script};

const FILE: &str = "a-1-py3-none-any.whl";

fn refusal(files: &[(&str, &[u8])]) -> String {
    unpack(FILE, &zip(files))
        .expect_err("a refusal")
        .to_string()
}

/// What a wheel must have, and these files.
fn with<'f>(files: &[(&'f str, &'f [u8])]) -> Vec<(&'f str, &'f [u8])> {
    let mut all: Vec<(&str, &[u8])> = vec![
        ("a-1.dist-info/METADATA", b"Name: a\nVersion: 1\n"),
        ("a-1.dist-info/WHEEL", b"Wheel-Version: 1.0\n"),
    ];
    if !files.iter().any(|(name, _)| name.ends_with("RECORD")) {
        all.push(("a-1.dist-info/RECORD", b""));
    }
    all.extend(files);
    all
}

#[test]
fn files_lie_where_they_belong() {
    let files = with(&[
        ("a/__init__.py", b""),
        ("a-1.data/purelib/b.py", b"b"),
        ("a-1.data/scripts/run", b"no"),
        ("a/_fast.cpython-314-x86_64-linux-gnu.so", b"no"),
    ]);
    let unpacked = unpack(FILE, &zip(&files)).expect("a wheel");
    let paths: Vec<&str> = unpacked.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "a-1.dist-info/METADATA",
            "a-1.dist-info/RECORD",
            "a-1.dist-info/WHEEL",
            "a/__init__.py",
            "b.py"
        ]
    );
}

#[test]
fn no_file_lies_elsewhere() {
    for path in [
        "../x",
        "/etc/x",
        "a/../../x",
        "a//b",
        "a\\..\\b",
        "C:x",
        "a/./b",
        "a-1.data/purelib/../../x",
        "x\0",
    ] {
        let sentence = refusal(&with(&[(path, b"")]));
        assert!(
            sentence.contains("would lie elsewhere"),
            "{path}: {sentence}"
        );
    }
}

#[test]
fn what_is_no_wheel_says_why() {
    let sentence = |bytes: &[u8]| unpack(FILE, bytes).expect_err("a refusal").to_string();
    assert!(sentence(b"").contains("no zip archive"));
    let whole = wheel("a", "1", &[]);
    assert!(unpack(FILE, &whole).is_ok());
    assert!(sentence(&whole[..whole.len() / 2]).contains("not all of it is here"));
    assert!(refusal(&[("a.py", b"")]).contains("no .dist-info"));
    assert!(refusal(&with(&[("b-1.dist-info/METADATA", b"")])).contains("more than one"));
    assert!(
        refusal(&with(&[("a.py", b"1"), ("a-1.data/purelib/a.py", b"2")])).contains("a.py twice")
    );
    let other = unpack("b-1-py3-none-any.whl", &whole)
        .expect_err("a refusal")
        .to_string();
    assert!(other.contains("not that of the package in it"), "{other}");
    let record = b"a.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n";
    assert!(
        unpack(
            FILE,
            &zip(&with(&[("a.py", b""), ("a-1.dist-info/RECORD", record)]))
        )
        .is_ok()
    );
    assert!(
        refusal(&with(&[("a.py", b"x"), ("a-1.dist-info/RECORD", record)]))
            .contains("not what its RECORD says")
    );
    let mut future = with(&[]);
    future[1].1 = b"Wheel-Version: 2.0\n";
    assert!(refusal(&future).contains("format 2.0"));
}

#[test]
fn a_size_that_lies_is_noticed() {
    let bytes = zip(&with(&[("a.py", b"long enough to be cut")]));
    let at = bytes
        .windows(4)
        .rposition(|it| it == b"PK\x01\x02")
        .expect("an entry");
    for size in [0u32, 5, 1 << 20, 300 << 20, u32::MAX] {
        let mut lying = bytes.clone();
        lying[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
        assert!(unpack(FILE, &lying).is_err(), "{size}");
    }
}

#[test]
fn a_file_is_what_the_index_announces() {
    let bytes = wheel("a", "1", &[]);
    let mut known = Known::new(Environment::engine());
    let mut candidate = known.give(FILE, &bytes).expect("a wheel");
    candidate.sha256 = "00".repeat(32);
    assert!(
        known
            .add_wheel(&candidate, &bytes)
            .expect_err("a refusal")
            .to_string()
            .contains("SHA-256 differs")
    );
    candidate.sha256 = String::new();
    assert!(
        known
            .add_wheel(&candidate, &bytes)
            .expect_err("a refusal")
            .to_string()
            .contains("tells no SHA-256")
    );
    candidate.metadata = Some("00".repeat(32));
    assert!(
        known
            .add_metadata(&candidate, b"Name: a\nVersion: 1\n")
            .is_err()
    );
}

proptest! {
    #[test]
    fn bytes_are_no_trouble(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(unpack(FILE, &bytes).is_err());
    }

    #[test]
    fn damage_is_no_trouble(at in 0usize..4096, byte: u8, cut in 0usize..4096) {
        let mut bytes = wheel("a", "1", &["b>=1"]);
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = unpack(FILE, &bytes);
        let _ = unpack(FILE, &bytes[..cut % length]);
    }

    #[test]
    fn paths_stay_below(path in "[a-c./\\\\:]{0,12}") {
        if let Ok(files) = unpack(FILE, &zip(&with(&[(path.as_str(), b"")]))) {
            for path in files.keys() {
                prop_assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".." && !part.is_empty()));
            }
        }
    }

    #[test]
    fn texts_are_no_trouble(text in any::<String>()) {
        let _ = text.parse::<Requirement>();
        let _ = script::read(&format!("# /// script\n# {text}\n# ///\n"), "3.14.0");
        let _ = vivarium_packages::metadata::read(&text);
        let _ = vivarium_packages::tags::read(&text, 14);
        if let Some(name) = Name::new(&text) {
            prop_assert_eq!(Name::new(name.as_str()), Some(name.clone()));
        }
    }

    #[test]
    fn requirements_are_no_trouble(text in "a(\\[[a,]{0,4}\\])?[ <>=!~0-9.a*,();'\"]{0,20}(; ?[a-z_ <>=!~'\"()0-9.]{0,40})?") {
        if let Ok(requirement) = text.parse::<Requirement>() {
            let again: Requirement = requirement.short().parse().expect("what it writes, it reads");
            prop_assert_eq!(again.versions.to_string(), requirement.versions.to_string());
            let _ = requirement.applies(&Environment::engine(), &requirement.extras);
        }
    }

    #[test]
    fn pages_are_no_trouble(text in "[\\[\\]{}\",:a-z0-9]{0,60}") {
        let mut known = Known::new(Environment::engine());
        let _ = known.add_page(&Name::new("a").expect("a name"), "", &text);
    }
}
