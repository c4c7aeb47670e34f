//! The engine's memory, as far as the system calls need it.

use super::errno::{Errno, Result};

/// Bytes at addresses that the engine names; every access is checked against the memory's size.
pub trait Memory {
    /// Fill `into` from `at`.
    fn read(&self, at: u32, into: &mut [u8]) -> Result<()>;
    /// Store `bytes` at `at`.
    fn write(&self, at: u32, bytes: &[u8]) -> Result<()>;

    /// How many bytes there are.
    fn size(&self) -> u64;

    /// A little-endian number.
    fn u32(&self, at: u32) -> Result<u32> {
        let mut bytes = [0; 4];
        self.read(at, &mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    /// Store a little-endian number.
    fn set_u32(&self, at: u32, value: u32) -> Result<()> {
        self.write(at, &value.to_le_bytes())
    }

    /// Store a little-endian number.
    fn set_u64(&self, at: u32, value: u64) -> Result<()> {
        self.write(at, &value.to_le_bytes())
    }

    /// `length` bytes from `at`. `most` bounds what a hostile length can make the host allocate.
    fn bytes(&self, at: u32, length: u32, most: u32) -> Result<Vec<u8>> {
        if length > most {
            return Err(Errno::Inval);
        }
        if u64::from(at) + u64::from(length) > self.size() {
            return Err(Errno::Fault);
        }
        let mut bytes = vec![0; length as usize];
        self.read(at, &mut bytes)?;
        Ok(bytes)
    }

    /// The buffers of a scattered read or write: address and length of each.
    fn buffers(&self, at: u32, count: u32) -> Result<Vec<(u32, u32)>> {
        let table = self.bytes(at, count.checked_mul(8).ok_or(Errno::Inval)?, 8 * 1024)?;
        let number = |bytes: [u8; 4]| u32::from_le_bytes(bytes);
        let (pairs, _) = table.as_chunks::<8>();
        Ok(pairs
            .iter()
            .map(|&[a, b, c, d, e, f, g, h]| (number([a, b, c, d]), number([e, f, g, h])))
            .collect())
    }
}

/// A memory for tests.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Plain(pub(crate) std::cell::RefCell<Vec<u8>>);

#[cfg(test)]
impl Plain {
    pub(crate) fn new(size: usize) -> Self {
        Self(vec![0; size].into())
    }
}

#[cfg(test)]
impl Memory for Plain {
    fn read(&self, at: u32, into: &mut [u8]) -> Result<()> {
        let memory = self.0.borrow();
        let from = at as usize..(at as usize + into.len());
        into.copy_from_slice(memory.get(from).ok_or(Errno::Fault)?);
        Ok(())
    }

    fn write(&self, at: u32, bytes: &[u8]) -> Result<()> {
        let mut memory = self.0.borrow_mut();
        let to = at as usize..(at as usize + bytes.len());
        memory
            .get_mut(to)
            .ok_or(Errno::Fault)?
            .copy_from_slice(bytes);
        Ok(())
    }

    fn size(&self) -> u64 {
        self.0.borrow().len() as u64
    }
}
