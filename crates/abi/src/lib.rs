//! The wall between engine and host: names, operation codes and the two JSON messages that cross it. A crate
//! of its own, so that a change of the page's messages does not compile the engine again.
//!
//! The engine imports `wasi_snapshot_preview1` and, from the module `vivarium`, two functions:
//!
//! * `poll() -> i32` — cheap, called every few thousand bytecode instructions; answers a [`Poll`].
//! * `call(op: i32, ptr: i32, len: i32) -> i32` — may suspend the whole interpreter (JSPI). Answers the length of
//!   the reply in bytes (0: none), or −1 when the host cannot do it, the reply then being a sentence of which
//!   [`Op::Take`] also tells. A reply is collected by `call(Op::Take, buffer, length)`.
//!
//! and exports, beside `memory` and `_initialize`:
//!
//! * `vivarium_alloc(len: i32) -> i32`, `vivarium_free(ptr: i32, len: i32)`
//! * `vivarium_run(ptr: i32, len: i32)` — JSON of [`EngineRequest`] in; the answer is one [`Op::Done`].
//! * `vivarium_out_of_memory() -> i32` — after a trap: 1 when it came from a refused allocation.
//! * `vivarium_thread(id: i32)` — a thread's life, on a stack of its own; it returns after one [`Op::Leave`].
//! * `__stack_pointer` — a mutable global: the stack in linear memory of the thread that is running.
//!
//! The build calls `vivarium_init()` once and freezes the instance (Wizer), so it is not among the exports of
//! the shipped module.

use serde::{Deserialize, Serialize};

/// Name of the import module that is not WASI.
pub const IMPORT_MODULE: &str = "vivarium";

/// First argument of `vivarium.call`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Op {
    /// Copy the pending reply to the buffer; answers the bytes copied.
    Take = 0,
    /// The run has ended: JSON of [`EngineOutcome`].
    Done = 1,
    /// Let the event loop turn once, then go on.
    Yield = 2,
    /// Sleep: seconds as a little-endian `f64`.
    Sleep = 3,
    /// Wait until the rest of the standard library stands in the file system; −1 when it never will.
    Library = 4,
    /// A rich value: JSON object MIME type → text (base64 for binary types). No reply.
    Display = 5,
    /// Suspend this thread, and let another go on: its number and, if it is to begin, the address of the end of its
    /// stack (else 0), each a `u32`. Answers 0 when somebody has switched back. For the running thread: at
    /// once. A host that cannot suspend refuses.
    Switch = 6,
    /// This thread is over as soon as its export returns; the one that goes on then, as for [`Op::Switch`]. No reply.
    Leave = 7,
    /// Begin a call to the page: JSON of any request object. Does not wait; the reply is the call's number, a `u32`.
    CallStart = 16,
    /// Wait for calls to the page: seconds as `f64` (negative: without end), then a `u32` for each number. The reply
    /// is JSON, `[number, answer]` of one that has been answered, or nothing when the time is over first.
    CallWait = 17,
    /// Nobody waits for these calls any more: a `u32` for each number. No reply.
    CallCancel = 18,
}

impl Op {
    /// The operation with this code.
    pub const fn from_code(code: i32) -> Option<Self> {
        Some(match code {
            0 => Self::Take,
            1 => Self::Done,
            2 => Self::Yield,
            3 => Self::Sleep,
            4 => Self::Library,
            5 => Self::Display,
            6 => Self::Switch,
            7 => Self::Leave,
            16 => Self::CallStart,
            17 => Self::CallWait,
            18 => Self::CallCancel,
            _ => return None,
        })
    }
}

/// The number of the thread in which a run begins.
pub const MAIN_THREAD: u32 = 1;

/// Answer of `vivarium.poll`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Poll {
    /// Go on.
    Continue = 0,
    /// Raise `KeyboardInterrupt` (a stop or the deadline: the host knows which).
    Interrupt = 1,
    /// Call [`Op::Yield`], so that messages can arrive; at most every 50 ms.
    Yield = 2,
}

/// Argument of `vivarium_run`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EngineRequest {
    /// Python source text.
    pub code: String,
    /// Absolute path of the program's file, under which the host has stored `code`.
    pub path: String,
    /// `sys.argv[1:]`.
    pub argv: Vec<String>,
    /// Seed of `random`. Hashing has one seed, fixed in the image.
    pub seed: u64,
    /// Limit of the interpreter's memory in bytes.
    pub memory: u32,
    /// Go on with the names, modules and working directory of the run before, as one more cell of a session.
    #[serde(default)]
    pub session: bool,
    /// Instead of running `code`: hand it to this function of `_vivarium_tasks`, whose answer is `result.json`.
    #[serde(default)]
    pub task: Option<String>,
}

/// Payload of [`Op::Done`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EngineOutcome {
    /// The exception that ended the program.
    pub error: Option<PythonError>,
    /// Value of the last expression statement.
    pub result: Option<Value>,
    /// Exit code.
    pub exit_code: i32,
}

/// A Python exception as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PythonError {
    /// Class name, with its module unless that is `builtins` or `__main__`: `json.decoder.JSONDecodeError`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `str(exception)`.
    pub message: String,
    /// As Python prints it to stderr (which it also does), without frames of ours.
    pub traceback: String,
    /// Innermost line in the user's own file, counted from 1.
    pub line: Option<u32>,
    /// Column in that line, in characters counted from 1.
    pub column: Option<u32>,
}

/// A Python value as text, and as JSON where it has such a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Value {
    /// `repr(value)`.
    pub repr: String,
    /// `json.dumps(value)` where that works without losing anything, as JSON text.
    pub json: Option<String>,
}

/// Where the standard library's second file is mounted, read-only.
pub const LIBRARY_ROOT: &str = "/lib/python3.14";
/// The working directory of every run.
pub const HOME: &str = "/home/user";
