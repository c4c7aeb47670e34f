//! The engine's exports: RustPython behind six functions of plain numbers (see `vivarium_abi`).
//!
//! The build calls [`vivarium_init`] once and freezes the memory it leaves (Wizer); the shipped module starts
//! from that image, so a run begins with an interpreter that already stands.

mod boot;
mod decimal;
mod host;
mod json;
mod memory;
mod module;
mod run;
mod threads;

use rustpython_vm::Interpreter;
use std::cell::RefCell;
use vivarium_abi::{EngineOutcome, EngineRequest, Op};

#[global_allocator]
static MEMORY: memory::Memory = memory::Memory::new();

thread_local! {
    static INTERPRETER: RefCell<Option<Interpreter>> = const { RefCell::new(None) };
}

/// Build the interpreter and import what a first program needs. Called by the build, never in the page.
#[unsafe(no_mangle)]
pub extern "C" fn vivarium_init() {
    INTERPRETER.set(Some(boot::interpreter()));
    MEMORY.scrub();
    boot::scrub_stack();
}

/// Memory for a message to the engine.
#[unsafe(no_mangle)]
pub extern "C" fn vivarium_alloc(len: usize) -> *mut u8 {
    Box::into_raw(vec![0u8; len].into_boxed_slice()).cast()
}

/// Give back memory of [`vivarium_alloc`].
///
/// # Safety
/// `ptr` and `len` are those of one call of [`vivarium_alloc`], given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vivarium_free(ptr: *mut u8, len: usize) {
    // SAFETY: the caller's promise, above.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(ptr, len)) });
}

/// Run one program; its end is one `Op::Done`.
///
/// # Safety
/// `ptr` and `len` name a message from [`vivarium_alloc`] that stays there until this returns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vivarium_run(ptr: *const u8, len: usize) {
    // SAFETY: the caller's promise, above.
    let message = unsafe { std::slice::from_raw_parts(ptr, len) };
    let outcome = match serde_json::from_slice::<EngineRequest>(message) {
        Ok(request) => {
            MEMORY.set_limit(request.memory as usize);
            INTERPRETER.with_borrow(|interpreter| match interpreter {
                Some(interpreter) => interpreter.enter(|vm| run::request(vm, &request)),
                None => run::failure(
                    "the engine's image holds no interpreter; build it again with ./x build",
                ),
            })
        }
        Err(error) => run::failure(&format!("the request cannot be read ({error})")),
    };
    finish(&outcome);
}

/// A thread's life, from its first instruction to its last, on the stack that the host has put in place.
#[unsafe(no_mangle)]
pub extern "C" fn vivarium_thread(id: u32) {
    INTERPRETER.with_borrow(|interpreter| {
        if let Some(interpreter) = interpreter {
            let next = interpreter.enter(|vm| threads::live(vm, id));
            threads::leave(id, next);
        }
    });
}

/// After a trap: whether it came from memory that was refused.
#[unsafe(no_mangle)]
pub extern "C" fn vivarium_out_of_memory() -> i32 {
    MEMORY.refused().into()
}

fn finish(outcome: &EngineOutcome) {
    let message = serde_json::to_vec(outcome).unwrap_or_default();
    // There is nobody to tell of a refusal.
    let _ = host::call(Op::Done, &message);
}
