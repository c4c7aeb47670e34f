//! Error numbers of WASI preview 1, as far as this system gives them.

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
#[expect(missing_docs, reason = "the names are POSIX's own")]
pub enum Errno {
    Badf = 8,
    Exist = 20,
    Fault = 21,
    Ilseq = 25,
    Intr = 27,
    Inval = 28,
    Io = 29,
    Isdir = 31,
    Mfile = 33,
    Nametoolong = 37,
    Noent = 44,
    Nospc = 51,
    Nosys = 52,
    Notdir = 54,
    Notempty = 55,
    Notsup = 58,
    Perm = 63,
    Rofs = 69,
    Spipe = 70,
}

/// What a call answers.
pub type Result<T, E = Errno> = std::result::Result<T, E>;

/// A result as the number that the engine gets.
pub fn code(result: Result<()>) -> u32 {
    result.map_or_else(|errno| errno as u32, |()| 0)
}
