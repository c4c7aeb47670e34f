//! Calls on descriptors.
#![expect(
    missing_docs,
    reason = "names and meanings are those of WASI preview 1"
)]

use super::{CHARACTER_DEVICE, UNKNOWN, filestat, filetype, times};
use crate::core::descriptors::{Descriptor, PREOPENED};
use crate::core::errno::{Errno, Result};
use crate::core::memory::Memory;
use crate::core::native::LONGEST;
use crate::core::process::{Process, Wait};
use vivarium_protocol::Stream;

/// Bits of `rights` that this system looks at.
pub(super) const RIGHT_READ: u64 = 1 << 1;
const RIGHT_SEEK: u64 = 1 << 2;
const RIGHT_TELL: u64 = 1 << 5;
pub(super) const RIGHT_WRITE: u64 = 1 << 6;
const ALL_RIGHTS: u64 = (1 << 30) - 1;
/// Most bytes in one read of standard input.
const STDIN_CHUNK: u32 = 64 << 10;

impl Process {
    pub fn fd_close(&mut self, fd: u32) -> Result<()> {
        let closed = self.descriptors.close(fd)?;
        self.release(&closed);
        Ok(())
    }

    pub fn fd_renumber(&mut self, from: u32, to: u32) -> Result<()> {
        if let Some(closed) = self.descriptors.renumber(from, to)? {
            self.release(&closed);
        }
        Ok(())
    }

    fn release(&mut self, closed: &Descriptor) {
        if let Descriptor::File { node, .. } | Descriptor::Directory { node, .. } = closed {
            self.files.closed(*node);
        }
    }

    pub fn fd_prestat_get(&self, memory: &impl Memory, fd: u32, out: u32) -> Result<()> {
        if fd != PREOPENED {
            return Err(Errno::Badf);
        }
        memory.write(out, &[0, 0, 0, 0, 1, 0, 0, 0])
    }

    pub fn fd_prestat_dir_name(
        &self,
        memory: &impl Memory,
        fd: u32,
        at: u32,
        length: u32,
    ) -> Result<()> {
        match (fd, length) {
            (PREOPENED, 1..) => memory.write(at, b"/"),
            (PREOPENED, 0) => Err(Errno::Nametoolong),
            _ => Err(Errno::Badf),
        }
    }

    pub fn fd_fdstat_get(&self, memory: &impl Memory, fd: u32, out: u32) -> Result<()> {
        let (kind, flags, rights) = match self.descriptors.get(fd)? {
            // Not a terminal: Python's `input` then reads through `sys.stdin`, which a stop can interrupt.
            Descriptor::Stdin => (UNKNOWN, 0, RIGHT_READ),
            Descriptor::Device(_) => (UNKNOWN, 0, RIGHT_READ | RIGHT_WRITE),
            // Without the right to seek the C library takes them for a terminal: Python then buffers by lines.
            Descriptor::Stdout | Descriptor::Stderr => (CHARACTER_DEVICE, 1, RIGHT_WRITE),
            Descriptor::Directory { .. } => {
                (filetype(crate::core::files::Kind::Directory), 0, ALL_RIGHTS)
            }
            Descriptor::File {
                append,
                reads,
                writes,
                ..
            } => {
                let mut rights = ALL_RIGHTS & !(RIGHT_READ | RIGHT_WRITE) | RIGHT_SEEK | RIGHT_TELL;
                rights |= if *reads { RIGHT_READ } else { 0 };
                rights |= if *writes { RIGHT_WRITE } else { 0 };
                (
                    filetype(crate::core::files::Kind::File),
                    u8::from(*append),
                    rights,
                )
            }
        };
        let mut stat = [0; 24];
        stat[0] = kind;
        stat[2] = flags;
        stat[8..16].copy_from_slice(&rights.to_le_bytes());
        stat[16..24].copy_from_slice(&ALL_RIGHTS.to_le_bytes());
        memory.write(out, &stat)
    }

    pub fn fd_fdstat_set_flags(&mut self, fd: u32, flags: u32) -> Result<()> {
        if let Descriptor::File { append, .. } = self.descriptors.get_mut(fd)? {
            *append = flags & 1 != 0;
        }
        Ok(())
    }

    pub fn fd_filestat_get(&self, memory: &impl Memory, fd: u32, out: u32) -> Result<()> {
        let stat = if let Some(node) = self.descriptors.node(fd)? {
            filestat(self.files.status(node)?)
        } else {
            let mut stat = [0; 64];
            let is_stream = matches!(fd, 1 | 2);
            stat[16] = if is_stream { CHARACTER_DEVICE } else { UNKNOWN };
            stat
        };
        memory.write(out, &stat)
    }

    pub fn fd_filestat_set_size(&mut self, fd: u32, size: u64) -> Result<()> {
        let Descriptor::File {
            node, writes: true, ..
        } = *self.descriptors.get(fd)?
        else {
            return Err(Errno::Inval);
        };
        let now = self.clock.wall();
        self.files.truncate(node, size, now)
    }

    pub fn fd_filestat_set_times(
        &mut self,
        fd: u32,
        accessed: u64,
        modified: u64,
        flags: u32,
    ) -> Result<()> {
        let node = self.descriptors.node(fd)?.ok_or(Errno::Inval)?;
        let (accessed, modified) = times(flags, accessed, modified, self.clock.wall());
        self.files.set_times(node, accessed, modified)
    }

    /// Answers a wait when the user has to be asked first; call it again after that.
    pub fn fd_read(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        buffers: u32,
        count: u32,
        out: u32,
    ) -> Result<Option<Wait>> {
        match self.descriptors.get_mut(fd)? {
            Descriptor::Stdin if self.stdin.is_waiting() => Ok(Some(Wait::Input)),
            Descriptor::Stdin => {
                // Into the first buffer that has room: readers come again for more.
                let buffers = memory.buffers(buffers, count)?;
                let first = buffers.into_iter().find(|(_, length)| *length > 0);
                let (at, length) = first.unwrap_or_default();
                let bytes = self.stdin.read(length.min(STDIN_CHUNK) as usize);
                memory.write(at, bytes)?;
                memory.set_u32(out, bytes.len() as u32)?;
                Ok(None)
            }
            Descriptor::File { at, .. } => {
                let at = *at;
                let read = self.read_at(memory, fd, buffers, count, at)?;
                if let Descriptor::File { at, .. } = self.descriptors.get_mut(fd)? {
                    *at += u64::from(read);
                }
                memory.set_u32(out, read)?;
                Ok(None)
            }
            Descriptor::Device(device) => {
                let mut read = 0;
                for (at, length) in memory.buffers(buffers, count)? {
                    let bytes = device.read(length as usize);
                    memory.write(at, bytes)?;
                    read += bytes.len() as u32;
                }
                memory.set_u32(out, read)?;
                Ok(None)
            }
            Descriptor::Directory { .. } => Err(Errno::Isdir),
            Descriptor::Stdout | Descriptor::Stderr => Err(Errno::Badf),
        }
    }

    pub fn fd_pread(
        &self,
        memory: &impl Memory,
        fd: u32,
        buffers: u32,
        count: u32,
        at: u64,
        out: u32,
    ) -> Result<()> {
        let read = self.read_at(memory, fd, buffers, count, at)?;
        memory.set_u32(out, read)
    }

    fn read_at(
        &self,
        memory: &impl Memory,
        fd: u32,
        buffers: u32,
        count: u32,
        at: u64,
    ) -> Result<u32> {
        let node = match self.descriptors.get(fd)? {
            Descriptor::File {
                node, reads: true, ..
            } => *node,
            Descriptor::File { .. } => return Err(Errno::Badf),
            Descriptor::Directory { .. } => return Err(Errno::Isdir),
            _ => return Err(Errno::Spipe),
        };
        let content = self.files.content(node)?;
        let mut rest = content
            .get(at.min(content.len() as u64) as usize..)
            .unwrap_or_default();
        let mut read = 0;
        for (to, length) in memory.buffers(buffers, count)? {
            let (part, after) = rest.split_at(rest.len().min(length as usize));
            memory.write(to, part)?;
            read += part.len() as u32;
            rest = after;
        }
        Ok(read)
    }

    pub fn fd_write(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        buffers: u32,
        count: u32,
        out: u32,
    ) -> Result<()> {
        let written = match *self.descriptors.get_mut(fd)? {
            Descriptor::Device(ref mut device) => {
                let mut request = Vec::new();
                for (from, length) in memory.buffers(buffers, count)? {
                    request.extend(memory.bytes(from, length, LONGEST as u32)?);
                }
                device.write(&request)?;
                request.len() as u32
            }
            Descriptor::Stdout => self.print(memory, Stream::Stdout, buffers, count)?,
            Descriptor::Stderr => self.print(memory, Stream::Stderr, buffers, count)?,
            Descriptor::File {
                node,
                at,
                append,
                writes: true,
                ..
            } => {
                let at = if append {
                    self.files.status(node)?.size
                } else {
                    at
                };
                let written = self.write_at(memory, fd, buffers, count, at)?;
                if let Descriptor::File { at: now_at, .. } = self.descriptors.get_mut(fd)? {
                    *now_at = at + u64::from(written);
                }
                written
            }
            _ => return Err(Errno::Badf),
        };
        memory.set_u32(out, written)
    }

    pub fn fd_pwrite(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        buffers: u32,
        count: u32,
        at: u64,
        out: u32,
    ) -> Result<()> {
        let written = self.write_at(memory, fd, buffers, count, at)?;
        memory.set_u32(out, written)
    }

    fn print(
        &mut self,
        memory: &impl Memory,
        stream: Stream,
        buffers: u32,
        count: u32,
    ) -> Result<u32> {
        let mut written: u32 = 0;
        for (from, length) in memory.buffers(buffers, count)? {
            written = written.checked_add(length).ok_or(Errno::Inval)?;
            if !self.output.is_full() {
                self.output
                    .write(stream, &memory.bytes(from, length, u32::MAX)?);
            }
        }
        Ok(written)
    }

    fn write_at(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        buffers: u32,
        count: u32,
        at: u64,
    ) -> Result<u32> {
        let Descriptor::File {
            node, writes: true, ..
        } = *self.descriptors.get(fd)?
        else {
            return Err(Errno::Badf);
        };
        let now = self.clock.wall();
        let mut written: u32 = 0;
        for (from, length) in memory.buffers(buffers, count)? {
            // Room first: a refused write should not cost a copy.
            self.files
                .require_room(node, at + u64::from(written), u64::from(length))?;
            let bytes = memory.bytes(from, length, u32::MAX)?;
            self.files
                .write(node, at + u64::from(written), &bytes, now)?;
            written += length;
        }
        Ok(written)
    }

    pub fn fd_seek(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        offset: i64,
        whence: u32,
        out: u32,
    ) -> Result<()> {
        let size = match self.descriptors.get(fd)? {
            Descriptor::File { node, .. } => self.files.status(*node)?.size,
            Descriptor::Directory { .. } => return Err(Errno::Isdir),
            _ => return Err(Errno::Spipe),
        };
        let Descriptor::File { at, .. } = self.descriptors.get_mut(fd)? else {
            return Err(Errno::Spipe);
        };
        let base = match whence {
            0 => 0,
            1 => *at,
            2 => size,
            _ => return Err(Errno::Inval),
        };
        *at = base.checked_add_signed(offset).ok_or(Errno::Inval)?;
        memory.set_u64(out, *at)
    }

    pub fn fd_tell(&mut self, memory: &impl Memory, fd: u32, out: u32) -> Result<()> {
        self.fd_seek(memory, fd, 0, 1, out)
    }

    pub fn fd_allocate(&mut self, fd: u32, at: u64, length: u64) -> Result<()> {
        let Descriptor::File {
            node, writes: true, ..
        } = *self.descriptors.get(fd)?
        else {
            return Err(Errno::Badf);
        };
        let (size, now) = (self.files.status(node)?.size, self.clock.wall());
        let end = at.checked_add(length).ok_or(Errno::Inval)?;
        self.files.truncate(node, size.max(end), now)
    }

    /// For calls that have nothing to do here (`fd_sync`, `fd_advise`, …) but need a descriptor.
    pub fn fd_exists(&self, fd: u32) -> Result<()> {
        self.descriptors.get(fd).map(drop)
    }

    pub fn fd_readdir(
        &mut self,
        memory: &impl Memory,
        fd: u32,
        to: u32,
        length: u32,
        cookie: u64,
        out: u32,
    ) -> Result<()> {
        let directory = self.descriptors.directory(fd)?;
        if cookie == 0 {
            let all = self.files.list(directory)?;
            if let Descriptor::Directory { listing, .. } = self.descriptors.get_mut(fd)? {
                *listing = all;
            }
        }
        let Descriptor::Directory { listing, .. } = self.descriptors.get(fd)? else {
            return Err(Errno::Notdir);
        };
        let mut entries = Vec::new();
        for (index, (name, node)) in listing
            .iter()
            .enumerate()
            .skip(cookie.min(listing.len() as u64) as usize)
        {
            if entries.len() >= length as usize {
                break;
            }
            // What was removed since is not listed.
            let Ok(status) = self.files.status(*node) else {
                continue;
            };
            entries.extend((index as u64 + 1).to_le_bytes());
            entries.extend(status.inode.to_le_bytes());
            entries.extend((name.len() as u32).to_le_bytes());
            entries.extend(u32::from(filetype(status.kind)).to_le_bytes());
            entries.extend(name.as_bytes());
        }
        // A cut last entry tells the caller that there is more.
        entries.truncate(length as usize);
        memory.write(to, &entries)?;
        memory.set_u32(out, entries.len() as u32)
    }
}
