//! Arguments, environment, clocks, random.
#![expect(
    missing_docs,
    reason = "names and meanings are those of WASI preview 1"
)]

use crate::core::errno::{Errno, Result};
use crate::core::memory::Memory;
use crate::core::process::Process;

/// The engine's own arguments; those of the program travel in its request.
const ARGUMENTS: [&str; 1] = ["python"];

impl Process {
    pub fn args_sizes_get(&self, memory: &impl Memory, count: u32, size: u32) -> Result<()> {
        strings_sizes(memory, &ARGUMENTS, count, size)
    }

    pub fn args_get(&self, memory: &impl Memory, pointers: u32, buffer: u32) -> Result<()> {
        strings(memory, &ARGUMENTS, pointers, buffer)
    }

    pub fn environ_sizes_get(&self, memory: &impl Memory, count: u32, size: u32) -> Result<()> {
        strings_sizes(memory, &self.environment, count, size)
    }

    pub fn environ_get(&self, memory: &impl Memory, pointers: u32, buffer: u32) -> Result<()> {
        strings(memory, &self.environment, pointers, buffer)
    }

    pub fn clock_res_get(&self, memory: &impl Memory, clock: u32, out: u32) -> Result<()> {
        match clock {
            0..=3 => memory.set_u64(out, 1_000),
            _ => Err(Errno::Inval),
        }
    }

    pub fn clock_time_get(&mut self, memory: &impl Memory, clock: u32, out: u32) -> Result<()> {
        let time = match clock {
            0 => self.clock.wall(),
            // Processor time is the time that passes: nothing else runs in this worker.
            1..=3 => self.clock.monotonic(),
            _ => return Err(Errno::Inval),
        };
        memory.set_u64(out, time)
    }

    pub fn random_get(&mut self, memory: &impl Memory, at: u32, length: u32) -> Result<()> {
        let mut chunk = [0; 1024];
        let mut done = 0;
        while done < length {
            let part = &mut chunk[..(length - done).min(1024) as usize];
            self.random.fill(part);
            memory.write(at.checked_add(done).ok_or(Errno::Fault)?, part)?;
            done += part.len() as u32;
        }
        Ok(())
    }
}

fn strings_sizes(
    memory: &impl Memory,
    strings: &[impl AsRef<str>],
    count: u32,
    size: u32,
) -> Result<()> {
    memory.set_u32(count, strings.len() as u32)?;
    let bytes: usize = strings.iter().map(|string| string.as_ref().len() + 1).sum();
    memory.set_u32(size, bytes as u32)
}

fn strings(
    memory: &impl Memory,
    strings: &[impl AsRef<str>],
    mut pointers: u32,
    mut buffer: u32,
) -> Result<()> {
    for string in strings {
        let string = string.as_ref();
        memory.set_u32(pointers, buffer)?;
        memory.write(buffer, string.as_bytes())?;
        memory.write(buffer + string.len() as u32, &[0])?;
        pointers += 4;
        buffer += string.len() as u32 + 1;
    }
    Ok(())
}
