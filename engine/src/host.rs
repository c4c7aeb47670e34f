//! The two functions that the engine imports besides WASI, made safe.

use vivarium_abi::{Op, Poll};

mod raw {
    #[link(wasm_import_module = "vivarium")]
    unsafe extern "C" {
        pub(super) safe fn poll() -> i32;
        pub(super) fn call(op: i32, ptr: *const u8, len: usize) -> i32;
    }
}

/// What the host wants of a program that goes on and on.
pub(crate) fn poll() -> Poll {
    match raw::poll() {
        1 => Poll::Interrupt,
        2 => Poll::Yield,
        _ => Poll::Continue,
    }
}

/// Ask the host; it may suspend the whole interpreter. An `Err` is the host's sentence.
pub(crate) fn call(op: Op, message: &[u8]) -> Result<Vec<u8>, String> {
    // SAFETY: the host reads `message` before it answers, and keeps nothing of it.
    let answer = unsafe { raw::call(op as i32, message.as_ptr(), message.len()) };
    if answer == 0 {
        return Ok(Vec::new());
    }
    // A refusal's sentence has an unknown length: it is cut after this many bytes.
    let room = usize::try_from(answer).unwrap_or(1000);
    let mut reply = vec![0u8; room];
    // SAFETY: the host writes at most `len` bytes to the buffer, which are there.
    let taken = unsafe {
        raw::call(
            Op::Take as i32,
            reply.as_mut_ptr().cast_const(),
            reply.len(),
        )
    };
    reply.truncate(usize::try_from(taken).unwrap_or(0));
    if answer < 0 {
        Err(String::from_utf8_lossy(&reply).into_owned())
    } else {
        Ok(reply)
    }
}
