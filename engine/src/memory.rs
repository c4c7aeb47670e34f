//! The allocator: size classes for the many small objects of a Python program, and the run's memory limit.
//!
//! Blocks of up to 512 bytes come from one free list per 16 bytes of size and, when that is empty, from a chunk that
//! is cut from the front. They go back to their list and never to the system: a run is short, and its instance is
//! dropped after it. Larger blocks are the system allocator's.

#![expect(
    clippy::cast_ptr_alignment,
    reason = "every block is aligned to STEP, more than a pointer needs"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;

/// All sizes are rounded up to this, and every block is aligned to it.
const STEP: usize = 16;
/// Largest size that has a class.
const LARGEST: usize = 512;
/// What the classes take from the system at a time.
const CHUNK: usize = 64 * 1024;

/// The global allocator.
pub(crate) struct Memory {
    /// First free block of each class; each holds the address of the next.
    free: [Cell<*mut u8>; LARGEST / STEP],
    /// What is left of the chunk.
    next: Cell<*mut u8>,
    end: Cell<*mut u8>,
    /// Bytes taken from the system.
    used: Cell<usize>,
    /// What `used` may not exceed.
    limit: Cell<usize>,
    /// Whether the last request to the system was refused.
    refused: Cell<bool>,
    /// Whether large blocks are overwritten when they come back: until [`Memory::scrub`].
    scrubbing: Cell<bool>,
}

// SAFETY: the engine's target has one thread.
unsafe impl Sync for Memory {}

impl Memory {
    /// Nothing taken yet, without a limit.
    pub(crate) const fn new() -> Self {
        Self {
            free: [const { Cell::new(ptr::null_mut()) }; LARGEST / STEP],
            next: Cell::new(ptr::null_mut()),
            end: Cell::new(ptr::null_mut()),
            used: Cell::new(0),
            limit: Cell::new(usize::MAX),
            refused: Cell::new(false),
            scrubbing: Cell::new(true),
        }
    }

    /// Refuse what would take more than `bytes` from the system.
    pub(crate) fn set_limit(&self, bytes: usize) {
        self.limit.set(bytes);
    }

    /// Whether the last request was refused.
    pub(crate) fn refused(&self) -> bool {
        self.refused.get()
    }

    /// The class of a layout that has one.
    const fn class(layout: &Layout) -> Option<usize> {
        if layout.size() <= LARGEST && layout.align() <= STEP {
            Some(layout.size().saturating_sub(1) / STEP)
        } else {
            None
        }
    }

    fn take(&self, bytes: usize) -> bool {
        let used = self.used.get().saturating_add(bytes);
        let granted = used <= self.limit.get();
        if granted {
            self.used.set(used);
        }
        self.refused.set(!granted);
        granted
    }

    /// For the build, once: overwrite what is free, so that the image holds no remains of what was done to make it.
    /// The free blocks are forgotten: zeros cost nothing in a download, addresses would.
    pub(crate) fn scrub(&self) {
        for (class, list) in self.free.iter().enumerate() {
            let mut block = list.replace(ptr::null_mut());
            while !block.is_null() {
                // SAFETY: a free block has its class's size and begins with the address of its list's next one.
                unsafe {
                    let next = block.cast::<*mut u8>().read();
                    block.write_bytes(0, (class + 1) * STEP);
                    block = next;
                }
            }
        }
        self.scrubbing.set(false);
    }

    fn give_back(&self, bytes: usize) {
        self.used.set(self.used.get() - bytes);
    }

    /// Account for `bytes`, then ask the system; both may refuse.
    fn ask_system(&self, bytes: usize, ask: impl FnOnce() -> *mut u8) -> *mut u8 {
        if !self.take(bytes) {
            return ptr::null_mut();
        }
        let block = ask();
        if block.is_null() {
            self.give_back(bytes);
            self.refused.set(true);
        }
        block
    }

    /// A block of this class when its list is empty.
    #[cold]
    fn cut(&self, class: usize) -> *mut u8 {
        let size = (class + 1) * STEP;
        if (self.end.get() as usize) - (self.next.get() as usize) < size {
            // The rest of the old chunk is lost: less than one block of the largest class.
            // SAFETY: the layout's size is not zero and its alignment a power of two.
            let chunk = self.ask_system(CHUNK, || unsafe {
                System.alloc(Layout::from_size_align_unchecked(CHUNK, STEP))
            });
            if chunk.is_null() {
                return chunk;
            }
            self.next.set(chunk);
            self.end.set(chunk.wrapping_add(CHUNK));
        }
        let block = self.next.get();
        self.next.set(block.wrapping_add(size));
        block
    }
}

// SAFETY: blocks are disjoint pieces of chunks or the system's own; a layout has the same class each time it comes.
unsafe impl GlobalAlloc for Memory {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(class) = Self::class(&layout) else {
            // SAFETY: the caller's promise about the layout.
            return self.ask_system(layout.size(), || unsafe { System.alloc(layout) });
        };
        let block = self.free[class].get();
        if block.is_null() {
            return self.cut(class);
        }
        // SAFETY: a free block of any class is at least a pointer long and aligned, and holds its list's next one.
        self.free[class].set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(class) = Self::class(&layout) {
            // SAFETY: the caller gives the block up, and it has room for a pointer.
            unsafe { block.cast::<*mut u8>().write(self.free[class].get()) };
            self.free[class].set(block);
        } else {
            self.give_back(layout.size());
            // SAFETY: the system gave this block for this layout, and the caller gives it up.
            unsafe {
                if self.scrubbing.get() {
                    block.write_bytes(0, layout.size());
                }
                System.dealloc(block, layout);
            }
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if Self::class(&layout).is_none() {
            // SAFETY: the caller's promise about the layout.
            return self.ask_system(layout.size(), || unsafe { System.alloc_zeroed(layout) });
        }
        // SAFETY: the caller's promise about the layout; the block has its size.
        unsafe {
            let block = self.alloc(layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller's promise: not zero, and no overflow when rounded up.
        let wanted = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        match (Self::class(&layout), Self::class(&wanted)) {
            (Some(old), Some(new)) if old == new => block,
            (None, None) if !self.scrubbing.get() => {
                let more = new_size.saturating_sub(layout.size());
                // SAFETY: the system gave this block for this layout.
                let moved =
                    self.ask_system(more, || unsafe { System.realloc(block, layout, new_size) });
                if !moved.is_null() {
                    self.give_back(layout.size().saturating_sub(new_size));
                }
                moved
            }
            // SAFETY: both blocks are at least as long as what is copied, and they are different.
            _ => unsafe {
                let moved = self.alloc(wanted);
                if !moved.is_null() {
                    moved.copy_from_nonoverlapping(block, layout.size().min(new_size));
                    self.dealloc(block, layout);
                }
                moved
            },
        }
    }
}
