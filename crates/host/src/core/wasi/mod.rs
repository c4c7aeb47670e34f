//! The calls of WASI preview 1, without the browser: numbers and memory in, errno out.

mod environment;
mod fd;
mod path;
mod poll;
#[cfg(test)]
mod tests;

pub use path::OpenMode;

use super::files::{Kind, Status};

/// `filetype` as WASI counts.
const fn filetype(kind: Kind) -> u8 {
    match kind {
        Kind::Directory => 3,
        Kind::File => 4,
    }
}
/// A pipe, for one.
const UNKNOWN: u8 = 0;
const CHARACTER_DEVICE: u8 = 2;

/// `filestat` as it lies in memory.
fn filestat(status: Status) -> [u8; 64] {
    let mut stat = [0; 64];
    let mut put = |at: usize, value: u64| stat[at..at + 8].copy_from_slice(&value.to_le_bytes());
    put(0, 1);
    put(8, status.inode);
    put(16, u64::from(filetype(status.kind)));
    put(24, 1);
    put(32, status.size);
    put(40, status.accessed);
    put(48, status.modified);
    put(56, status.modified);
    stat
}

/// Which times to set, from `fstflags`: accessed, then modified.
fn times(flags: u32, accessed: u64, modified: u64, now: u64) -> (Option<u64>, Option<u64>) {
    let choose = |set: u32, set_now: u32, value| {
        if flags & set_now != 0 {
            Some(now)
        } else {
            (flags & set != 0).then_some(value)
        }
    };
    (choose(1, 2, accessed), choose(4, 8, modified))
}
