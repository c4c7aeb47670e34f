//! What the host calls: `alloc` for a request's place, `call` for the place of its answer, which begins with its length.
#![expect(unsafe_code, reason = "exports without name mangling")]
#![expect(unreachable_pub, reason = "exported to the host, not to Rust")]

use std::cell::RefCell;

thread_local! {
    static REQUEST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    REQUEST.with_borrow_mut(|request| {
        *request = vec![0; length];
        request.as_mut_ptr()
    })
}

/// Works on what stands at the place that `alloc` answered last.
#[unsafe(no_mangle)]
pub extern "C" fn call(_place: usize, _length: usize) -> *const u8 {
    let answer = crate::answer(&REQUEST.take());
    ANSWER.with_borrow_mut(|whole| {
        *whole = (answer.len() as u32).to_le_bytes().into();
        whole.extend(answer);
        whole.as_ptr()
    })
}
