//! Reading zip archives from memory: stored and deflated files, nothing else, within limits.

use std::ops::Range;

/// More files are no package.
const MOST_FILES: usize = 20_000;
/// More bytes, unpacked, are no package for a page.
const MOST_BYTES: u64 = 256 << 20;

/// A file of the archive.
#[derive(Debug)]
pub struct Entry<'z> {
    /// Its name, as it stands there.
    pub name: &'z str,
    method: u16,
    crc: u32,
    size: usize,
    packed: &'z [u8],
}

impl Entry<'_> {
    /// Its content.
    pub fn unpack(&self) -> Result<Vec<u8>, String> {
        let bytes = match self.method {
            0 => self.packed.to_vec(),
            8 => miniz_oxide::inflate::decompress_to_vec_with_limit(self.packed, self.size)
                .map_err(|_| format!("{} in it is damaged", self.name))?,
            _ => return Err(format!("{} in it is packed in an unusual way", self.name)),
        };
        if bytes.len() != self.size || crc32fast::hash(&bytes) != self.crc {
            return Err(format!("{} in it is damaged", self.name));
        }
        Ok(bytes)
    }
}

/// All files of an archive, directories left out.
pub fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, String> {
    let end = end_of_directory(bytes).ok_or("it is no zip archive, or not all of it is here")?;
    let count = usize::from(u16_at(bytes, end + 10)?);
    let mut at = u32_at(bytes, end + 16)? as usize;
    if count == 0xffff || at == 0xffff_ffff || count > MOST_FILES {
        return Err("it holds too many files".into());
    }
    let mut entries = Vec::new();
    let mut total = 0;
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            return Err(DAMAGED.into());
        }
        let [name, extra, comment] = [28, 30, 32].map(|offset| u16_at(bytes, at + offset));
        let (name, extra, comment) = (
            usize::from(name?),
            usize::from(extra?),
            usize::from(comment?),
        );
        let text = std::str::from_utf8(slice(bytes, at + 46..at + 46 + name)?)
            .map_err(|_| "a name in it is no UTF-8")?;
        if u16_at(bytes, at + 8)? & 1 != 0 {
            return Err("it is encrypted".into());
        }
        let size = u32_at(bytes, at + 24)?;
        total += u64::from(size);
        if total > MOST_BYTES {
            return Err(format!("it holds more than {} MiB", MOST_BYTES >> 20));
        }
        let entry = Entry {
            name: text,
            method: u16_at(bytes, at + 10)?,
            crc: u32_at(bytes, at + 16)?,
            size: size as usize,
            packed: packed(
                bytes,
                u32_at(bytes, at + 42)? as usize,
                u32_at(bytes, at + 20)? as usize,
            )?,
        };
        if !text.ends_with('/') {
            entries.push(entry);
        }
        at += 46 + name + extra + comment;
    }
    Ok(entries)
}

const DAMAGED: &str = "it is damaged";

/// The bytes behind the header that stands at `at`.
fn packed(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], String> {
    if bytes.get(at..at.saturating_add(4)) != Some(b"PK\x03\x04") {
        return Err(DAMAGED.into());
    }
    let begin =
        at + 30 + usize::from(u16_at(bytes, at + 26)?) + usize::from(u16_at(bytes, at + 28)?);
    slice(bytes, begin..begin.saturating_add(length))
}

/// Where the last record stands: at the end, but for a comment.
fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    (last.saturating_sub(0xffff)..=last)
        .rev()
        .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))
}

fn slice(bytes: &[u8], range: Range<usize>) -> Result<&[u8], String> {
    bytes.get(range).ok_or_else(|| DAMAGED.into())
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, String> {
    let found = slice(bytes, at..at.saturating_add(2))?;
    Ok(u16::from_le_bytes([found[0], found[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, String> {
    let found = slice(bytes, at..at.saturating_add(4))?;
    Ok(u32::from_le_bytes([found[0], found[1], found[2], found[3]]))
}
