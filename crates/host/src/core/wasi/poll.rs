//! `poll_oneoff`: sleeping, and asking which descriptors are ready (all are: reading may wait, but never fails).

use crate::core::errno::{Errno, Result};
use crate::core::memory::Memory;
use crate::core::process::{Process, Wait};

const SUBSCRIPTION: u32 = 48;
const EVENT: u32 = 32;
/// Most subscriptions in one call.
const MOST: u32 = 1024;

struct Subscription {
    user_data: [u8; 8],
    kind: u8,
    /// Errno of the event.
    errno: u16,
    /// Nanoseconds to wait; 0 for a descriptor.
    wait: u64,
}

impl Process {
    /// Without `slept`, answers how long to sleep first; call it again with `slept` after that.
    pub fn poll_oneoff(
        &mut self,
        memory: &impl Memory,
        (subscriptions, events): (u32, u32),
        count: u32,
        out: u32,
        slept: bool,
    ) -> Result<Option<Wait>> {
        if count == 0 || count > MOST {
            return Err(Errno::Inval);
        }
        let asked = (0..count)
            .map(|index| self.subscription(memory, subscriptions + index * SUBSCRIPTION))
            .collect::<Result<Vec<_>>>()?;
        let soonest = asked.iter().map(|one| one.wait).min().unwrap_or(0);
        if soonest > 0 && !slept {
            return Ok(Some(Wait::Sleep(soonest)));
        }
        let mut stored = 0;
        for one in asked.iter().filter(|one| one.wait <= soonest) {
            let mut event = [0; EVENT as usize];
            event[..8].copy_from_slice(&one.user_data);
            event[8..10].copy_from_slice(&one.errno.to_le_bytes());
            event[10] = one.kind;
            event[16] = u8::from(one.kind != 0);
            memory.write(events + stored * EVENT, &event)?;
            stored += 1;
        }
        memory.set_u32(out, stored)?;
        Ok(None)
    }

    fn subscription(&mut self, memory: &impl Memory, at: u32) -> Result<Subscription> {
        let mut bytes = [0; SUBSCRIPTION as usize];
        memory.read(at, &mut bytes)?;
        let number = |at: usize, length: usize| {
            let mut number = [0; 8];
            number[..length].copy_from_slice(&bytes[at..at + length]);
            u64::from_le_bytes(number)
        };
        let mut one = Subscription {
            user_data: number(0, 8).to_le_bytes(),
            kind: bytes[8],
            errno: 0,
            wait: 0,
        };
        match one.kind {
            0 => {
                let (clock, timeout, absolute) =
                    (number(16, 4), number(24, 8), number(40, 2) & 1 != 0);
                let now = match (absolute, clock) {
                    (false, _) => 0,
                    (true, 0) => self.clock.wall(),
                    (true, _) => self.clock.monotonic(),
                };
                one.wait = timeout.saturating_sub(now);
            }
            1 | 2 => {
                if let Err(error) = self.descriptors.get(number(16, 4) as u32) {
                    one.errno = error as u16;
                }
            }
            _ => return Err(Errno::Inval),
        }
        Ok(one)
    }
}
