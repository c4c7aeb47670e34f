//! Random bytes: the browser's, or repeatable ones from a seed.

/// Where random bytes come from.
#[derive(Debug, Clone, Copy)]
pub enum Random {
    /// The browser.
    System(fn(&mut [u8])),
    /// A `SplitMix64` generator: not for secrets, but the same on every run.
    Seeded(u64),
}

impl Random {
    /// Fill `bytes`.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        match self {
            Self::System(fill) => fill(bytes),
            Self::Seeded(state) => {
                for chunk in bytes.chunks_mut(8) {
                    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                    let mut word = *state;
                    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                    word ^= word >> 31;
                    chunk.copy_from_slice(&word.to_le_bytes()[..chunk.len()]);
                }
            }
        }
    }

    /// One number.
    pub fn number(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }
}
