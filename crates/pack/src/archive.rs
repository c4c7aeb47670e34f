//! Many small files in one run of bytes, so that one compression sees them all.
//!
//! `VAR1`, the number of files, then for each file its path's length, the path (UTF-8, relative, `/` between
//! parts) and its content's length; then all contents in the same order. Numbers are little-endian `u32`.

use crate::PackError;

const MAGIC: &[u8; 4] = b"VAR1";

/// One file of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Relative path, `/` between parts, no `.` or `..`.
    pub path: &'a str,
    /// Where the content begins in the archive, for those who keep the archive and not the slices.
    pub start: usize,
    /// The content.
    pub data: &'a [u8],
}

/// The files of an archive, in its order, borrowed from its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> Archive<'a> {
    /// Read the table of contents. Nothing is copied.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, PackError> {
        let mut table = bytes.strip_prefix(MAGIC).ok_or(PackError::Foreign)?;
        let count = take_number(&mut table)?;
        let mut heads = Vec::new();
        for _ in 0..count {
            let length = take_number(&mut table)?;
            let path = take(&mut table, length)?;
            let path =
                std::str::from_utf8(path).map_err(|_| PackError::Damaged("a path is no text"))?;
            if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
                return Err(PackError::Damaged("a path leads outside"));
            }
            heads.push((path, take_number(&mut table)?));
        }
        let mut start = bytes.len() - table.len();
        let mut entries = Vec::with_capacity(heads.len());
        for (path, length) in heads {
            entries.push(Entry {
                path,
                start,
                data: take(&mut table, length)?,
            });
            start += length;
        }
        if !table.is_empty() {
            return Err(PackError::Damaged("bytes left over"));
        }
        Ok(Self { entries })
    }

    /// The files, in the archive's order.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }
}

fn take<'a>(from: &mut &'a [u8], length: usize) -> Result<&'a [u8], PackError> {
    let (head, tail) = from
        .split_at_checked(length)
        .ok_or(PackError::Damaged("cut short"))?;
    *from = tail;
    Ok(head)
}

fn take_number(from: &mut &[u8]) -> Result<usize, PackError> {
    let bytes = take(from, 4)?;
    Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
}

/// The archive of these files, in this order.
#[cfg(feature = "encode")]
pub fn build<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let files: Vec<_> = files.into_iter().collect();
    let number = |n: usize| (n as u32).to_le_bytes();
    let mut archive = MAGIC.to_vec();
    archive.extend(number(files.len()));
    for (path, data) in &files {
        archive.extend(number(path.len()));
        archive.extend(path.as_bytes());
        archive.extend(number(data.len()));
    }
    for (_, data) in &files {
        archive.extend_from_slice(data);
    }
    archive
}
