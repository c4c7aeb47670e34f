//! A program's threads: one is running, the others are suspended. Which one goes on is the engine's decision.

use std::collections::BTreeMap;
use vivarium_protocol::abi::MAIN_THREAD;

/// A thread that is to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    id: u32,
    /// Where its stack in linear memory begins, from which it grows down; 0 if the thread has begun.
    stack: u32,
}

impl Next {
    /// What [`vivarium_protocol::abi::Op::Switch`] and `Leave` carry.
    pub fn parse(payload: &[u8]) -> Option<Self> {
        let (id, stack) = payload.split_at_checked(4)?;
        Some(Self {
            id: u32::from_le_bytes(id.try_into().ok()?),
            stack: u32::from_le_bytes(stack.try_into().ok()?),
        })
    }
}

/// How a thread goes on.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn<S> {
    /// It begins, with its number, on this stack.
    Begin(u32, u32),
    /// It goes on where it was suspended.
    Resume(S),
}

/// The threads of one instance; `S` is what it takes to resume one.
#[derive(Debug)]
pub struct Threads<S> {
    running: u32,
    suspended: BTreeMap<u32, S>,
}

impl<S> Default for Threads<S> {
    fn default() -> Self {
        Self {
            running: MAIN_THREAD,
            suspended: BTreeMap::new(),
        }
    }
}

impl<S> Threads<S> {
    /// Whether it is this one that runs already.
    pub fn is_running(&self, next: Next) -> bool {
        next.id == self.running && next.stack == 0
    }

    /// Whether this thread can go on: one that begins is not there yet, any other is suspended.
    pub fn can(&self, next: Next) -> bool {
        let there = next.id == self.running || self.suspended.contains_key(&next.id);
        if next.stack == 0 {
            there && next.id != self.running
        } else {
            !there && next.id != MAIN_THREAD
        }
    }

    /// The running thread has been suspended.
    pub fn suspend(&mut self, state: S) {
        self.suspended.insert(self.running, state);
    }

    /// This one runs now. `None` when it cannot.
    pub fn turn(&mut self, next: Next) -> Option<Turn<S>> {
        let turn = if next.stack == 0 {
            Turn::Resume(self.suspended.remove(&next.id)?)
        } else {
            Turn::Begin(next.id, next.stack)
        };
        self.running = next.id;
        Some(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(id: u32, stack: u32) -> Next {
        let payload = [id.to_le_bytes(), stack.to_le_bytes()].concat();
        Next::parse(&payload).unwrap()
    }

    #[test]
    fn threads_begin_once_and_are_resumed_where_they_were() {
        let mut threads = Threads::default();
        assert!(threads.can(next(2, 4096)));
        threads.suspend("main");
        assert_eq!(threads.turn(next(2, 4096)), Some(Turn::Begin(2, 4096)));
        assert!(!threads.can(next(2, 4096)), "it has begun");
        threads.suspend("two");
        assert_eq!(threads.turn(next(1, 0)), Some(Turn::Resume("main")));
        assert!(threads.can(next(2, 0)));
        assert_eq!(threads.turn(next(1, 0)), None, "it is running");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let threads = Threads::<()>::default();
        assert!(!threads.can(next(1, 0)), "the running one");
        assert!(threads.is_running(next(1, 0)));
        assert!(!threads.can(next(1, 4096)), "the first one has begun");
        assert!(!threads.can(next(7, 0)), "one that is not there");
        assert_eq!(Next::parse(&[1, 2, 3]), None);
        assert_eq!(Next::parse(&[0; 9]), None);
    }
}
