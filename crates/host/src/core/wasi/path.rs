//! Calls on paths.
#![expect(
    missing_docs,
    reason = "names and meanings are those of WASI preview 1"
)]

use super::fd::{RIGHT_READ, RIGHT_WRITE};
use super::{filestat, times};
use crate::core::descriptors::Descriptor;
use crate::core::errno::{Errno, Result};
use crate::core::files::{Kind, NodeId, ROOT};
use crate::core::memory::Memory;
use crate::core::native::Device;
use crate::core::process::Process;

/// Longest path.
const PATH_MAX: u32 = 4096;

const CREATE: u32 = 1;
const DIRECTORY: u32 = 2;
const EXCLUSIVE: u32 = 4;
const TRUNCATE: u32 = 8;

/// How `path_open` is to open.
#[derive(Debug, Clone, Copy)]
pub struct OpenMode {
    /// `oflags`.
    pub flags: u32,
    /// `fs_rights_base`.
    pub rights: u64,
    /// `fdflags`.
    pub descriptor_flags: u32,
}

impl Process {
    pub fn path_open(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        path: (u32, u32),
        mode: OpenMode,
        out: u32,
    ) -> Result<()> {
        let directory = self.descriptors.directory(fd)?;
        let path = path_at(memory, path)?;
        if directory == ROOT {
            let open = self.descriptors.all().map(Descriptor::is_device);
            if let Some(device) = Device::open(&path, &self.files, self.load, open)? {
                let fd = self.descriptors.open(Descriptor::Device(device))?;
                return memory.set_u32(out, fd);
            }
        }
        let now = self.clock.wall();
        let writes = mode.rights & RIGHT_WRITE != 0;
        let node = match self.files.resolve(directory, &path) {
            Ok(_) if mode.flags & (CREATE | EXCLUSIVE) == CREATE | EXCLUSIVE => {
                return Err(Errno::Exist);
            }
            Ok(node) => node,
            Err(Errno::Noent) if mode.flags & CREATE != 0 => {
                self.files.create_file(directory, &path, now)?
            }
            Err(error) => return Err(error),
        };
        let descriptor = match self.files.status(node)?.kind {
            Kind::Directory if mode.flags & (CREATE | TRUNCATE) != 0 => return Err(Errno::Isdir),
            Kind::Directory => Descriptor::Directory {
                node,
                listing: Vec::new(),
            },
            Kind::File if mode.flags & DIRECTORY != 0 => return Err(Errno::Notdir),
            Kind::File => {
                if writes && matches!(node, NodeId::Library(_)) {
                    return Err(Errno::Rofs);
                }
                if mode.flags & TRUNCATE != 0 {
                    self.files.truncate(node, 0, now)?;
                }
                Descriptor::File {
                    node,
                    at: 0,
                    append: mode.descriptor_flags & 1 != 0,
                    reads: mode.rights & RIGHT_READ != 0,
                    writes,
                }
            }
        };
        let fd = self.descriptors.open(descriptor)?;
        self.files.opened(node);
        memory.set_u32(out, fd)
    }

    pub fn path_create_directory(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        path: (u32, u32),
    ) -> Result<()> {
        let directory = self.descriptors.directory(fd)?;
        let path = path_at(memory, path)?;
        let now = self.clock.wall();
        self.files.create_directory(directory, &path, now).map(drop)
    }

    pub fn path_filestat_get(
        &self,
        memory: &impl Memory,
        fd: u32,
        path: (u32, u32),
        out: u32,
    ) -> Result<()> {
        let node = self.resolve(memory, fd, path)?;
        memory.write(out, &filestat(self.files.status(node)?))
    }

    pub fn path_filestat_set_times(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        path: (u32, u32),
        (accessed, modified): (u64, u64),
        flags: u32,
    ) -> Result<()> {
        let node = self.resolve(memory, fd, path)?;
        let (accessed, modified) = times(flags, accessed, modified, self.clock.wall());
        self.files.set_times(node, accessed, modified)
    }

    pub fn path_unlink_file(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        path: (u32, u32),
    ) -> Result<()> {
        let directory = self.descriptors.directory(fd)?;
        let path = path_at(memory, path)?;
        let now = self.clock.wall();
        self.files.unlink(directory, &path, now)
    }

    pub fn path_remove_directory(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        path: (u32, u32),
    ) -> Result<()> {
        let directory = self.descriptors.directory(fd)?;
        let path = path_at(memory, path)?;
        let now = self.clock.wall();
        self.files.remove_directory(directory, &path, now)
    }

    pub fn path_rename(
        &mut self,
        memory: &impl Memory,
        (fd, path): (u32, (u32, u32)),
        (new_fd, new_path): (u32, (u32, u32)),
    ) -> Result<()> {
        let from = self.descriptors.directory(fd)?;
        let to = self.descriptors.directory(new_fd)?;
        let (path, new_path) = (path_at(memory, path)?, path_at(memory, new_path)?);
        let now = self.clock.wall();
        self.files.rename(from, &path, to, &new_path, now)
    }

    /// There are no links: whatever exists is none.
    pub fn path_readlink(&self, memory: &impl Memory, fd: u32, path: (u32, u32)) -> Result<()> {
        self.resolve(memory, fd, path)?;
        Err(Errno::Inval)
    }

    fn resolve(&self, memory: &impl Memory, fd: u32, path: (u32, u32)) -> Result<NodeId> {
        let directory = self.descriptors.directory(fd)?;
        self.files.resolve(directory, &path_at(memory, path)?)
    }
}

fn path_at(memory: &impl Memory, (at, length): (u32, u32)) -> Result<String> {
    if length > PATH_MAX {
        return Err(Errno::Nametoolong);
    }
    let path = String::from_utf8(memory.bytes(at, length, PATH_MAX)?).map_err(|_| Errno::Ilseq)?;
    if path.contains('\0') {
        Err(Errno::Inval)
    } else {
        Ok(path)
    }
}
