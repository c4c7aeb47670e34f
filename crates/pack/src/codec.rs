//! One compressed blob: a 20-byte header, then a brotli stream.
//!
//! | bytes | what |
//! |---|---|
//! | 0..4 | `VPK1` |
//! | 4..8 | CRC-32 of everything after byte 8 |
//! | 8..12 | unpacked size |
//! | 12..16 | packed size |
//! | 16..20 | zero, for later |
//!
//! Numbers are little-endian. The checksum is over the packed bytes: they are a quarter of the unpacked ones, and
//! the start of a page waits for it.

use crate::{MAX_UNPACKED, PackError};
use std::io::{Cursor, Read};

const MAGIC: &[u8; 4] = b"VPK1";
const HEADER: usize = 20;

/// A pack that is unpacked piece by piece, in little memory.
pub struct Unpacker {
    stream: brotli_decompressor::Decompressor<Cursor<Vec<u8>>>,
    left: usize,
}

impl Unpacker {
    /// Check what [`encode`](crate::encode) made, and begin.
    pub fn new(pack: Vec<u8>) -> Result<Self, PackError> {
        let size = check(&pack)?;
        let mut body = Cursor::new(pack);
        body.set_position(HEADER as u64);
        Ok(Self {
            stream: brotli_decompressor::Decompressor::new(body, 64 << 10),
            left: size,
        })
    }

    /// The next `most` bytes, or what is left of them; none at the end.
    pub fn piece(&mut self, most: usize) -> Result<Vec<u8>, PackError> {
        let mut piece = vec![0; most.min(self.left)];
        self.stream
            .read_exact(&mut piece)
            .map_err(|_| PackError::Damaged("broken compression"))?;
        self.left -= piece.len();
        Ok(piece)
    }
}

/// Unpack everything at once. Memory is bounded by [`MAX_UNPACKED`].
pub fn decode(pack: &[u8]) -> Result<Vec<u8>, PackError> {
    Unpacker::new(pack.to_vec())?.piece(MAX_UNPACKED)
}

/// The unpacked size of a pack that is whole.
fn check(pack: &[u8]) -> Result<usize, PackError> {
    if !pack.starts_with(MAGIC) {
        return Err(PackError::Foreign);
    }
    let word = |at: usize| {
        pack.get(at..at + 4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    };
    let short = PackError::Truncated {
        have: pack.len(),
        want: HEADER,
    };
    let checksum = word(4).ok_or(short.clone())?;
    let size = word(8).ok_or(short.clone())? as usize;
    let packed = word(12).ok_or(short.clone())? as usize;
    let body = pack.get(HEADER..).ok_or(short)?;
    if body.len() < packed {
        return Err(PackError::Truncated {
            have: pack.len(),
            want: packed.saturating_add(HEADER),
        });
    }
    if size > MAX_UNPACKED {
        return Err(PackError::Damaged("impossible size"));
    }
    if body.len() > packed || crc32fast::hash(&pack[8..]) != checksum {
        return Err(PackError::Damaged("wrong checksum"));
    }
    Ok(size)
}

/// Takes the compression's dictionary out of a compiled reader: nothing that [`encode`] made refers to it.
///
/// Answers how many copies of it were there.
#[cfg(feature = "encode")]
pub fn blank_dictionary(module: &mut [u8]) -> usize {
    let words = &brotli_decompressor::dictionary::kBrotliDictionary;
    let mut copies = 0;
    while let Some(at) = module.windows(words.len()).position(|part| part == words) {
        module[at..at + words.len()].fill(0);
        copies += 1;
    }
    copies
}

/// How hard to try.
#[cfg(feature = "encode")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// A second or two; for development.
    Quick,
    /// As small as it goes: minutes.
    Small,
}

/// Pack.
///
/// # Panics
/// When `raw` has more than [`MAX_UNPACKED`] bytes.
#[cfg(feature = "encode")]
pub fn encode(raw: &[u8], quality: Quality) -> Vec<u8> {
    assert!(
        raw.len() <= MAX_UNPACKED,
        "{} bytes are more than a pack may hold",
        raw.len()
    );
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: match quality {
            Quality::Quick => 4,
            Quality::Small => 11,
        },
        // The reader needs as much memory as the window; only the engine is much larger than this one.
        lgwin: if raw.len() > 12 << 20 { 24 } else { 22 },
        size_hint: raw.len(),
        // Of 4.8 MB it would save 280 bytes, and cost every reader its own 58 KB (gzip).
        use_dictionary: false,
        ..Default::default()
    };
    let mut pack = Vec::with_capacity(raw.len() / 3);
    pack.extend_from_slice(MAGIC);
    pack.resize(HEADER, 0);
    brotli::BrotliCompress(&mut &raw[..], &mut pack, &parameters)
        .expect("writing to memory does not fail");
    let packed = (pack.len() - HEADER) as u32;
    pack[8..12].copy_from_slice(&(raw.len() as u32).to_le_bytes());
    pack[12..16].copy_from_slice(&packed.to_le_bytes());
    let checksum = crc32fast::hash(&pack[8..]);
    pack[4..8].copy_from_slice(&checksum.to_le_bytes());
    pack
}
