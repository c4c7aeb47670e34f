//! Threads that take turns: each has a stack and a machine of its own, and one goes on at a time.
//!
//! The host suspends one WebAssembly stack and goes on with another (JSPI). Which one is decided in Python, by
//! `_vivarium_turns`; here is what belongs to a stack.

use crate::{host, run};
use rustpython_vm::vm::thread;
use rustpython_vm::{PyResult, VirtualMachine};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, TryReserveError};
use vivarium_abi::{MAIN_THREAD, Op};

/// Bytes of a thread's stack in linear memory: those of the first one (build.rs).
const STACK: usize = 256 * 1024;
/// How much of it is left when `RecursionError` is raised: what RustPython keeps of the first one.
const MARGIN: usize = 32 * 1024;
/// Looks between two turns, each after some hundred jumps and calls: about as long as CPython's switch interval. Counted
/// and not measured, so that a program with a fixed seed and clock does the same every time.
const LOOKS: u32 = 50;

thread_local! {
    static STACKS: RefCell<Stacks> = const { RefCell::new(Stacks::new()) };
    /// Whether turns are taken, and how many looks are left of this one.
    static TURNS: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Multiples of 16 bytes, for a stack must begin at one.
struct Stack(Vec<u128>);

impl Stack {
    fn new() -> Result<Self, TryReserveError> {
        let mut memory = Vec::new();
        memory.try_reserve_exact(STACK / size_of::<u128>())?;
        Ok(Self(memory))
    }

    fn base(&self) -> usize {
        self.0.as_ptr().addr()
    }
}

struct Stacks {
    /// Of threads that have begun and not ended.
    used: BTreeMap<u32, Stack>,
    /// Of threads that have ended.
    free: Vec<Stack>,
}

impl Stacks {
    const fn new() -> Self {
        Self {
            used: BTreeMap::new(),
            free: Vec::new(),
        }
    }

    /// The message that has a thread go on, or begin.
    fn message(&mut self, id: u32) -> Result<[u8; 8], TryReserveError> {
        let mut top = 0;
        if id != MAIN_THREAD && !self.used.contains_key(&id) {
            let stack = match self.free.pop() {
                Some(stack) => stack,
                None => Stack::new()?,
            };
            top = stack.base() + STACK;
            self.used.insert(id, stack);
        }
        let mut message = [0; 8];
        message[..4].copy_from_slice(&id.to_le_bytes());
        message[4..].copy_from_slice(&(top as u32).to_le_bytes());
        Ok(message)
    }
}

/// Whether there are threads that take turns.
pub(crate) fn take_turns(on: bool) {
    TURNS.set(on.then_some(LOOKS));
}

/// Called now and then while Python code runs: when this thread's turn is over, let another go on.
pub(crate) fn turn(vm: &VirtualMachine) -> PyResult<()> {
    match TURNS.get() {
        None => Ok(()),
        Some(looks @ 1..) => {
            TURNS.set(Some(looks - 1));
            Ok(())
        }
        Some(0) if !thread::may_switch() => Ok(()),
        Some(0) => {
            TURNS.set(Some(LOOKS));
            run::our_function(vm, "_vivarium_turns", "turn")?
                .call((), vm)
                .map(drop)
        }
    }
}

/// Suspend this thread and let another go on, until somebody switches back.
pub(crate) fn switch(id: u32, vm: &VirtualMachine) -> PyResult<()> {
    let message = STACKS
        .with_borrow_mut(|stacks| stacks.message(id))
        .map_err(|_| vm.new_runtime_error("can't start new thread"))?;
    let suspended = thread::suspend();
    let refused = host::call(Op::Switch, &message);
    thread::resume(suspended);
    refused
        .map(drop)
        .map_err(|sentence| vm.new_runtime_error(sentence))
}

/// Run a thread to its end; the one that goes on then. `vm` is the first thread's machine.
pub(crate) fn live(vm: &VirtualMachine, id: u32) -> u32 {
    let base = STACKS.with_borrow(|stacks| stacks.used.get(&id).map(Stack::base));
    let machine = vm.for_stack(base.unwrap_or_default() + MARGIN);
    let next = thread::enter_vm(&machine, || {
        run::our_function(&machine, "_vivarium_turns", "live")?
            .call((id,), &machine)?
            .try_into_value(&machine)
    });
    // Only what is wrong with us raises here; the first thread can at least end the program.
    next.unwrap_or_else(|exception| {
        vm.print_exception(&exception);
        MAIN_THREAD
    })
}

/// Tell the host which thread goes on when this one has returned.
pub(crate) fn leave(id: u32, next: u32) {
    let message = STACKS.with_borrow_mut(|stacks| {
        // Nobody uses it before this thread has returned.
        let own = stacks.used.remove(&id);
        stacks.free.extend(own);
        // There is at least the stack that has just been left.
        stacks.message(next).unwrap_or_default()
    });
    // A host that has begun a thread knows how to end it.
    let _ = host::call(Op::Leave, &message);
}
