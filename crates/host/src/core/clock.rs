//! What time it is for the program: the real time, or a virtual one that makes runs repeatable.

/// Where real time comes from: milliseconds since 1970, and on a clock that never goes back.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Since 1970.
    pub wall: fn() -> f64,
    /// Since any moment.
    pub steady: fn() -> f64,
}

/// How far a virtual clock advances each time it is read, so that loops that wait for it end.
const TICK_NS: u64 = 1_000;

/// The program's clocks.
#[derive(Debug)]
pub struct Clock {
    source: Source,
    /// Wall time when the steady clock showed zero: finer than the browser's wall clock, and it never jumps.
    wall_offset: f64,
    begin: f64,
    /// Nanoseconds since 1970 at the start, and passed since; `None` is real time.
    virtual_time: Option<(u64, u64)>,
    /// Virtual time that passes as long as a wait really takes.
    paced: bool,
    /// When such a wait began, in real time.
    waits_since: Option<f64>,
}

impl Clock {
    /// Clocks that start now, or, virtually, at `start` in milliseconds since 1970.
    pub fn new(source: Source, start: Option<f64>) -> Self {
        let begin = (source.steady)();
        Self {
            source,
            begin,
            wall_offset: (source.wall)() - begin,
            virtual_time: start.map(|start| (nanoseconds(start), 0)),
            paced: false,
            waits_since: None,
        }
    }

    /// From now on waits take real time.
    pub const fn pace(&mut self) {
        self.paced = true;
    }

    /// Milliseconds on the real steady clock, for limits.
    pub fn steady_ms(&self) -> f64 {
        (self.source.steady)()
    }

    /// The program's wall clock, nanoseconds since 1970.
    pub fn wall(&mut self) -> u64 {
        match &mut self.virtual_time {
            Some((start, passed)) => {
                *passed += TICK_NS;
                *start + *passed
            }
            None => nanoseconds(self.wall_offset + (self.source.steady)()),
        }
    }

    /// The program's monotonic clock, nanoseconds since it began.
    pub fn monotonic(&mut self) -> u64 {
        match &mut self.virtual_time {
            Some((_, passed)) => {
                *passed += TICK_NS;
                *passed
            }
            None => nanoseconds((self.source.steady)() - self.begin),
        }
    }

    /// Whether time passes by itself.
    pub const fn is_virtual(&self) -> bool {
        self.virtual_time.is_some()
    }

    /// How much of a sleep has to be waited for: all in real time, nothing in virtual time that is not paced.
    pub const fn to_wait(&self, ns: u64) -> u64 {
        if self.virtual_time.is_some() && !self.paced {
            0
        } else {
            ns
        }
    }

    /// A wait begins.
    pub fn waits(&mut self) {
        self.waits_since = self.paced.then(self.source.steady);
    }

    /// Virtual nanoseconds since the program began, with those of a wait that has not ended.
    pub fn passed(&self) -> u64 {
        let passed = self.virtual_time.map_or(0, |(_, passed)| passed);
        let waited = self
            .waits_since
            .map_or(0.0, |since| (self.source.steady)() - since);
        passed.saturating_add(nanoseconds(waited))
    }

    /// The program has slept.
    pub fn slept(&mut self, ns: u64) {
        self.waits_since = None;
        if let Some((_, passed)) = &mut self.virtual_time {
            *passed = passed.saturating_add(ns);
        }
    }

    /// It has waited until that much had passed.
    pub fn waited_until(&mut self, ns: u64) {
        self.waits_since = None;
        if let Some((_, passed)) = &mut self.virtual_time {
            *passed = ns.max(*passed);
        }
    }
}

fn nanoseconds(ms: f64) -> u64 {
    (ms * 1e6) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleeping_takes_time_on_one_clock_only() {
        let source = Source {
            wall: || 5_000.0,
            steady: || 100.0,
        };
        let mut real = Clock::new(source, None);
        assert_eq!(real.to_wait(3_000_000), 3_000_000);
        real.slept(3_000_000);
        assert_eq!(real.wall(), 5_000_000_000);
        let mut given = Clock::new(source, Some(0.0));
        assert_eq!(given.to_wait(3_000_000), 0);
        given.slept(3_000_000);
        assert_eq!(given.wall(), 3_000_000 + TICK_NS);
    }
}
