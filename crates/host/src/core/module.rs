//! What the host wants to know of the engine's binary before it is compiled.

/// How many of a module's own globals can change; `None` where it is no module.
///
/// An instance that has come back from every call can be made pristine again by restoring its memory, if the only
/// other thing that changes is the stack pointer, which every call leaves as it found it.
pub fn mutable_globals(wasm: &[u8]) -> Option<usize> {
    count(&mut section(wasm, GLOBALS)?)
}

/// The most pages that a module's own memory may grow to; `None` where it has no such bound, no memory, or more than one.
pub fn memory_pages(wasm: &[u8]) -> Option<u32> {
    let mut section = section(wasm, MEMORIES)?;
    let memory = &mut section;
    if number(memory)? != 1 {
        return None;
    }
    let (BOUNDED, after) = memory.split_first()? else {
        return None;
    };
    *memory = after;
    number(memory)?;
    number(memory)
}

/// The first section of this number.
fn section(wasm: &[u8], wanted: u8) -> Option<&[u8]> {
    let mut rest = wasm.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let Some((id, after)) = rest.split_first() {
        rest = after;
        let length = number(&mut rest)? as usize;
        let (section, after) = rest.split_at_checked(length)?;
        if *id == wanted {
            return Some(section);
        }
        rest = after;
    }
    Some(&[0])
}

/// Numbers of sections.
const MEMORIES: u8 = 5;
const GLOBALS: u8 = 6;
/// Flags of a memory that is not shared and says how far it may grow.
const BOUNDED: &u8 = &1;

fn count(section: &mut &[u8]) -> Option<usize> {
    let globals = number(section)?;
    let mut mutable = 0;
    for _ in 0..globals {
        let [_kind, is_mutable, after @ ..] = *section else {
            return None;
        };
        mutable += usize::from(*is_mutable);
        // An initial value that is no plain `i32.const … end` is not understood here: then nothing is known.
        let [I32_CONST, value @ ..] = after else {
            return None;
        };
        *section = value;
        number(section)?;
        *section = section.strip_prefix(&[END])?;
    }
    Some(mutable)
}

const I32_CONST: u8 = 0x41;
const END: u8 = 0x0b;

/// A LEB128 number, of which only the length matters where it is signed.
fn number(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for shift in (0..35).step_by(7) {
        let (byte, after) = bytes.split_first()?;
        *bytes = after;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [&b"\0asm\x01\0\0\0"[..], &sections.concat()].concat()
    }

    #[test]
    fn mutable_globals_are_counted() {
        assert_eq!(mutable_globals(&module(&[])), Some(0));
        let memory = &[5, 3, 1, 0, 1][..];
        // (global (mut i32) (i32.const 1048576)) (global i32 (i32.const 5))
        let globals = &[
            6, 13, 2, 0x7f, 1, 0x41, 0x80, 0x80, 0xc0, 0, 0x0b, 0x7f, 0, 0x41, 5, 0x0b,
        ];
        let mut globals = globals.to_vec();
        globals[1] = globals.len() as u8 - 2;
        assert_eq!(mutable_globals(&module(&[memory, &globals])), Some(1));
        globals[12] = 1;
        assert_eq!(mutable_globals(&module(&[memory, &globals])), Some(2));
    }

    #[test]
    fn what_is_not_understood_is_not_counted() {
        assert_eq!(mutable_globals(b"<!doctype html>"), None);
        assert_eq!(mutable_globals(&module(&[&[6, 200]])), None);
        let float = &[6, 12, 1, 0x7c, 1, 0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b];
        assert_eq!(mutable_globals(&module(&[float])), None);
    }
}
