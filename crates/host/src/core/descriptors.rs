//! File descriptors: the three streams, the root directory at 3, and what the program opens.

use super::errno::{Errno, Result};
use super::files::{NodeId, ROOT};
use super::native::Device;

/// Most descriptors at once.
const MOST: usize = 1024;

/// The descriptor of `/`, which the engine finds open when it starts.
pub const PREOPENED: u32 = 3;

/// What a descriptor stands for.
#[derive(Debug)]
pub enum Descriptor {
    /// 0.
    Stdin,
    /// 1.
    Stdout,
    /// 2.
    Stderr,
    /// An open directory.
    Directory {
        /// Which.
        node: NodeId,
        /// Its entries when it was last read from the start: a directory that changes is still listed whole.
        listing: Vec<(String, NodeId)>,
    },
    /// An open file.
    File {
        /// Which.
        node: NodeId,
        /// Where the next read or write takes place.
        at: u64,
        /// Writes go to the end.
        append: bool,
        /// May be read.
        reads: bool,
        /// May be written.
        writes: bool,
    },
    /// A native module of a package.
    Device(Device),
}

/// The descriptors of one run.
#[derive(Debug)]
pub struct Descriptors(Vec<Option<Descriptor>>);

impl Descriptors {
    /// Those that are open from the start.
    pub fn new() -> Self {
        Self(vec![
            Some(Descriptor::Stdin),
            Some(Descriptor::Stdout),
            Some(Descriptor::Stderr),
            Some(Descriptor::Directory {
                node: ROOT,
                listing: Vec::new(),
            }),
        ])
    }

    /// What `fd` stands for.
    pub fn get(&self, fd: u32) -> Result<&Descriptor> {
        self.0
            .get(fd as usize)
            .and_then(Option::as_ref)
            .ok_or(Errno::Badf)
    }

    /// What `fd` stands for, to change it.
    pub fn get_mut(&mut self, fd: u32) -> Result<&mut Descriptor> {
        self.0
            .get_mut(fd as usize)
            .and_then(Option::as_mut)
            .ok_or(Errno::Badf)
    }

    /// The directory that `fd` stands for.
    pub fn directory(&self, fd: u32) -> Result<NodeId> {
        match self.get(fd)? {
            Descriptor::Directory { node, .. } => Ok(*node),
            _ => Err(Errno::Notdir),
        }
    }

    /// The file or directory that `fd` stands for; `None` for a stream.
    pub fn node(&self, fd: u32) -> Result<Option<NodeId>> {
        Ok(match self.get(fd)? {
            Descriptor::Directory { node, .. } | Descriptor::File { node, .. } => Some(*node),
            _ => None,
        })
    }

    /// All that are open.
    pub fn all(&self) -> impl Iterator<Item = &Descriptor> {
        self.0.iter().flatten()
    }

    /// The lowest free number for `descriptor`.
    pub fn open(&mut self, descriptor: Descriptor) -> Result<u32> {
        if let Some(free) = self.0.iter().position(Option::is_none) {
            self.0[free] = Some(descriptor);
            return Ok(free as u32);
        }
        if self.0.len() >= MOST {
            return Err(Errno::Mfile);
        }
        self.0.push(Some(descriptor));
        Ok(self.0.len() as u32 - 1)
    }

    /// Free a number.
    pub fn close(&mut self, fd: u32) -> Result<Descriptor> {
        self.0
            .get_mut(fd as usize)
            .and_then(Option::take)
            .ok_or(Errno::Badf)
    }

    /// Move `from` to the open number `to`; answers what `to` stood for.
    pub fn renumber(&mut self, from: u32, to: u32) -> Result<Option<Descriptor>> {
        self.get(from)?;
        self.get(to)?;
        if from == to {
            return Ok(None);
        }
        let moved = self.0[from as usize].take();
        Ok(std::mem::replace(&mut self.0[to as usize], moved))
    }
}

impl Default for Descriptors {
    fn default() -> Self {
        Self::new()
    }
}
