//! Native modules of packages: WebAssembly that imports nothing, reached through a device file.
//!
//! `/dev/vivarium/a/b.wasm` stands for the module in the package file `a/b.wasm`, if the page put that file there. Each
//! write is a request; what is read after it is the answer. Whoever opens the device has an instance of their own.

use super::descriptors::Descriptor;
use super::errno::{Errno, Result};
use super::files::{Files, ROOT};
use super::module::memory_pages;
use std::fmt::Debug;
use vivarium_protocol::SITE_PACKAGES;

/// Where the devices are, seen from the root.
const DEVICES: &str = "dev/vivarium/";
/// Most memory that a module may ask for, in pages of 64 KiB.
const PAGES: u32 = 2048;
/// Most instances at once.
const MOST: usize = 4;
/// Longest request and answer.
pub const LONGEST: usize = 64 << 20;

/// An instance of a module.
pub trait Native: Debug {
    /// The answer to a request; none when it trapped or answered nonsense, after which it must not be used again.
    fn call(&mut self, request: &[u8]) -> Option<Vec<u8>>;
}

/// Makes an instance; none of what is no module without imports.
pub type Load = fn(&[u8]) -> Option<Box<dyn Native>>;

/// An open device.
#[derive(Debug)]
pub struct Device {
    /// None after it has failed.
    native: Option<Box<dyn Native>>,
    answer: Vec<u8>,
    read: usize,
}

impl Device {
    /// The device of this path from the root; none if the path is no device's.
    pub fn open(
        path: &str,
        files: &Files,
        load: Load,
        open: impl Iterator<Item = bool>,
    ) -> Result<Option<Self>> {
        let Some(name) = path.trim_start_matches('/').strip_prefix(DEVICES) else {
            return Ok(None);
        };
        let node = files.resolve(ROOT, &format!("{SITE_PACKAGES}/{name}"))?;
        if !files.is_given(node) {
            return Err(Errno::Perm);
        }
        if open.filter(|is_device| *is_device).count() >= MOST {
            return Err(Errno::Mfile);
        }
        let module = files.content(node)?;
        if memory_pages(module).is_none_or(|pages| pages > PAGES) {
            return Err(Errno::Notsup);
        }
        let native = load(module).ok_or(Errno::Notsup)?;
        Ok(Some(Self {
            native: Some(native),
            answer: Vec::new(),
            read: 0,
        }))
    }

    /// Make a request.
    pub fn write(&mut self, request: &[u8]) -> Result<()> {
        (self.answer, self.read) = (Vec::new(), 0);
        if request.len() > LONGEST {
            return Err(Errno::Inval);
        }
        let answer = self
            .native
            .as_mut()
            .and_then(|native| native.call(request))
            .filter(|answer| answer.len() <= LONGEST);
        let Some(answer) = answer else {
            self.native = None;
            return Err(Errno::Io);
        };
        self.answer = answer;
        Ok(())
    }

    /// The next of the answer, at most so many bytes.
    pub fn read(&mut self, most: usize) -> &[u8] {
        let from = self.read;
        self.read = self.answer.len().min(from.saturating_add(most));
        &self.answer[from..self.read]
    }
}

impl Descriptor {
    /// Whether it is a native module.
    pub const fn is_device(&self) -> bool {
        matches!(self, Self::Device(_))
    }
}

#[cfg(test)]
mod tests;
