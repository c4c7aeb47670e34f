//! The limits of a run as the user sets them: four whole numbers, each in a unit that people use.

use std::fmt;
use vivarium_protocol::Limits;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Seconds that a program may run, waiting for input not counted.
    Time,
    /// Memory of the interpreter.
    Memory,
    /// What a program prints.
    Output,
    /// What it writes to files.
    Files,
}

impl Limit {
    /// All, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Time, Self::Memory, Self::Output, Self::Files];

    /// What the field is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Time => "Time in seconds",
            Self::Memory => "Memory in MB",
            Self::Output => "Output in KB",
            Self::Files => "Files in MB",
        }
    }

    /// Where the user has set nothing: the defaults of the protocol.
    pub const fn default(self) -> u32 {
        match self {
            Self::Time => 30,
            Self::Memory => 256,
            Self::Output => 1_000,
            Self::Files => 64,
        }
    }

    /// The largest number that makes sense: an hour, half of what a 32-bit interpreter can have, what the output
    /// keeps, a tab's share of memory.
    pub const fn most(self) -> u32 {
        match self {
            Self::Time => 3_600,
            Self::Memory => 2_048,
            Self::Output => 4_000,
            Self::Files => 500,
        }
    }
}

/// All limits of the next runs. Written down as its numbers with spaces between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen([u32; Limit::ALL.len()]);

impl Default for Chosen {
    fn default() -> Self {
        Self(Limit::ALL.map(Limit::default))
    }
}

impl Chosen {
    /// What was written down; numbers that are missing or out of range are the defaults.
    pub fn read(text: &str) -> Self {
        let mut chosen = Self::default();
        for (limit, number) in Limit::ALL.into_iter().zip(text.split_whitespace()) {
            // What cannot be read leaves the default in place.
            let _unreadable = chosen.set(limit, number);
        }
        chosen
    }

    /// The number of one limit.
    pub const fn get(self, limit: Limit) -> u32 {
        self.0[limit as usize]
    }

    /// Set one from what was typed; what cannot be is a sentence, and nothing changes.
    pub fn set(&mut self, limit: Limit, typed: &str) -> Result<(), String> {
        match typed.trim().parse() {
            Ok(number) if (1..=limit.most()).contains(&number) => {
                self.0[limit as usize] = number;
                Ok(())
            }
            _ => Err(format!(
                "{} must be a whole number from 1 to {}; it stays {}.",
                limit.label(),
                limit.most(),
                self.get(limit)
            )),
        }
    }

    /// As the sandbox takes them.
    pub fn limits(self) -> Limits {
        Limits {
            time_ms: Some(self.get(Limit::Time) * 1_000),
            memory_mb: Some(self.get(Limit::Memory)),
            output_bytes: Some(self.get(Limit::Output) * 1_000),
            file_bytes: Some(self.get(Limit::Files) * 1_000_000),
            ..Limits::default()
        }
    }

    /// In a few words, for the closed form.
    pub fn summary(self) -> String {
        let [time, memory, output, files] = self.0;
        format!("{time} s, {memory} MB memory, {output} KB output, {files} MB files")
    }
}

impl fmt::Display for Chosen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [time, memory, output, files] = self.0;
        write!(out, "{time} {memory} {output} {files}")
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_out_of_range_change_nothing_and_say_why() {
        let mut chosen = Chosen::default();
        for typed in ["", "0", "-3", "1.5", "3601", "99999999999", "ten"] {
            let sentence = chosen.set(Limit::Time, typed).unwrap_err();
            assert!(
                sentence.contains("from 1 to 3600; it stays 30."),
                "{sentence}"
            );
        }
        assert_eq!(chosen, Chosen::default());
        chosen.set(Limit::Time, " 5 ").unwrap();
        assert_eq!(chosen.limits().time_ms, Some(5_000));
        assert_eq!(chosen.limits().file_bytes, Some(64_000_000));
    }

    proptest! {
        #[test]
        fn what_is_written_down_is_read_again(numbers in prop::array::uniform4(1u32..500)) {
            let mut chosen = Chosen::default();
            for (limit, number) in Limit::ALL.into_iter().zip(numbers) {
                chosen.set(limit, &number.to_string()).unwrap();
            }
            prop_assert_eq!(Chosen::read(&chosen.to_string()), chosen);
        }

        #[test]
        fn whatever_was_written_down_is_within_bounds(text in ".*") {
            let chosen = Chosen::read(&text);
            for limit in Limit::ALL {
                prop_assert!((1..=limit.most()).contains(&chosen.get(limit)));
            }
        }
    }
}
