//! The memory of the engine instance.

use crate::core::errno::{Errno, Result};
use crate::core::memory::Memory;
use js_sys::{Uint8Array, WebAssembly};
use std::cell::RefCell;

/// A view of the memory, made again whenever the memory has grown.
#[derive(Debug)]
pub(super) struct EngineMemory {
    memory: WebAssembly::Memory,
    view: RefCell<Uint8Array>,
}

impl EngineMemory {
    pub(super) fn new(memory: WebAssembly::Memory) -> Self {
        let view = Uint8Array::new(&memory.buffer()).into();
        Self { memory, view }
    }

    /// The bytes of a stretch of the memory, shared with it.
    fn slice(&self, at: u32, length: usize) -> Result<Uint8Array> {
        let end = u64::from(at) + length as u64;
        let mut view = self.view.borrow_mut();
        // A view is detached, hence empty, once the memory has grown.
        if end > u64::from(view.length()) {
            *view = Uint8Array::new(&self.memory.buffer());
            if end > u64::from(view.length()) {
                return Err(Errno::Fault);
            }
        }
        Ok(view.subarray(at, end as u32))
    }
}

impl Memory for EngineMemory {
    fn read(&self, at: u32, into: &mut [u8]) -> Result<()> {
        self.slice(at, into.len())?.copy_to(into);
        Ok(())
    }

    fn write(&self, at: u32, bytes: &[u8]) -> Result<()> {
        self.slice(at, bytes.len())?.copy_from(bytes);
        Ok(())
    }

    fn size(&self) -> u64 {
        u64::from(Uint8Array::new(&self.memory.buffer()).length())
    }
}
