//! What the targets share: a process that belongs to nobody, and a memory of a few kilobytes.

use std::cell::RefCell;
use vivarium_host::core::clock::Source;
use vivarium_host::core::errno::{Errno, Result};
use vivarium_host::core::memory::Memory;
use vivarium_host::core::process::{Process, System};
use vivarium_protocol::Limits;

/// Bytes that its files may have.
pub const FILE_BYTES: u32 = 1 << 16;

/// A process with small limits.
pub fn process() -> Process {
    let system = System {
        time: Source {
            wall: || 1_000.0,
            steady: || 0.0,
        },
        random: |bytes| bytes.fill(7),
        can_suspend: true,
        load: |_| None,
    };
    let limits = Limits {
        file_bytes: Some(FILE_BYTES),
        output_bytes: Some(1_000),
        ..Limits::default()
    };
    Process::idle(system, &limits, None)
}

/// The engine's memory.
pub struct Bytes(pub RefCell<Vec<u8>>);

impl Memory for Bytes {
    fn read(&self, at: u32, into: &mut [u8]) -> Result<()> {
        let bytes = self.0.borrow();
        let at = at as usize;
        let from = bytes.get(at..at + into.len()).ok_or(Errno::Fault)?;
        into.copy_from_slice(from);
        Ok(())
    }

    fn write(&self, at: u32, bytes: &[u8]) -> Result<()> {
        let mut memory = self.0.borrow_mut();
        let at = at as usize;
        let into = memory.get_mut(at..at + bytes.len()).ok_or(Errno::Fault)?;
        into.copy_from_slice(bytes);
        Ok(())
    }

    fn size(&self) -> u64 {
        self.0.borrow().len() as u64
    }
}
