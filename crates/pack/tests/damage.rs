//! What was made is read back; what was damaged is an error, never a panic and never other bytes.
#![cfg(feature = "encode")]

use vivarium_pack::{Archive, PackError, Quality, build_archive, decode};

fn encode(raw: &[u8]) -> Vec<u8> {
    vivarium_pack::encode(raw, Quality::Quick)
}

/// A small generator, so that failures repeat (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| (self.next() % 7) as u8 * 31).collect()
    }
}

#[test]
fn what_is_packed_is_unpacked() {
    let mut random = Random(1);
    for length in [0, 1, 2, 100, 65_536, 300_000] {
        let raw = random.bytes(length);
        assert_eq!(decode(&encode(&raw)), Ok(raw), "{length} bytes");
    }
}

#[test]
fn the_dictionary_is_not_needed() {
    let words = &brotli_decompressor::dictionary::kBrotliDictionary[120_000..];
    let pack = vivarium_pack::encode(words, Quality::Small);
    // With it, each word of 24 letters would be a few bits.
    assert!(pack.len() > words.len() / 4, "{} bytes", pack.len());

    let mut module = [
        b"code",
        &brotli_decompressor::dictionary::kBrotliDictionary[..],
        b"more",
    ]
    .concat();
    assert_eq!(vivarium_pack::blank_dictionary(&mut module), 1);
    assert_eq!(module, [b"code", &vec![0; 122_784][..], b"more"].concat());
    assert_eq!(vivarium_pack::blank_dictionary(&mut module), 0);
}

#[test]
fn every_truncation_is_an_error() {
    let pack = encode(&Random(2).bytes(2_000));
    for length in 0..pack.len() {
        assert!(decode(&pack[..length]).is_err(), "cut to {length}");
    }
}

#[test]
fn every_changed_byte_is_an_error() {
    let pack = encode(&Random(3).bytes(2_000));
    for at in 0..pack.len() {
        let mut changed = pack.clone();
        changed[at] ^= 0x20;
        assert!(decode(&changed).is_err(), "changed byte {at}");
    }
}

#[test]
fn a_page_instead_of_a_pack_is_named() {
    assert_eq!(
        decode(b"<!doctype html><title>404</title>"),
        Err(PackError::Foreign)
    );
    assert_eq!(Archive::parse(b""), Err(PackError::Foreign));
}

#[test]
fn an_archive_gives_back_its_files() {
    let files = [
        ("a.py", &b"print(1)"[..]),
        ("b/c.txt", b""),
        ("b/\u{e9}.bin", &[0, 255]),
    ];
    let bytes = build_archive(files);
    let archive = Archive::parse(&bytes).expect("parses");
    for (entry, (path, data)) in archive.entries().iter().zip(files) {
        assert_eq!((entry.path, entry.data), (path, data));
        assert_eq!(&bytes[entry.start..entry.start + data.len()], data);
    }
    assert_eq!(archive.entries().len(), files.len());
}

#[test]
fn a_damaged_archive_is_no_panic() {
    let good = build_archive([("a.py", &b"print(1)"[..]), ("b/c.txt", b"x")]);
    for length in 0..good.len() {
        assert!(Archive::parse(&good[..length]).is_err(), "cut to {length}");
    }
    let mut random = Random(4);
    for _ in 0..20_000 {
        let mut bad = good.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(bad.len());
            bad[at] = random.next() as u8;
        }
        if let Ok(archive) = Archive::parse(&bad) {
            let content: usize = archive.entries().iter().map(|entry| entry.data.len()).sum();
            assert!(content < bad.len());
        }
    }
}

#[test]
fn paths_stay_inside() {
    for path in ["../x", "/etc/passwd", "a/../b", "a//b", ""] {
        let bytes = build_archive([(path, &b""[..])]);
        assert!(
            matches!(Archive::parse(&bytes), Err(PackError::Damaged(_))),
            "{path:?}"
        );
    }
}
