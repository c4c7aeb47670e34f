//! As much of WebAssembly's binary format as the build must read: imports and exports.

use crate::error::{Error, Result};

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const HEADER: &[u8; 8] = b"\0asm\x01\0\0\0";

/// `module.name` of every import, sorted.
pub(super) fn imports(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (id, content) in sections(module)? {
        if id != IMPORTS {
            continue;
        }
        let mut reader = Reader(content);
        for _ in 0..reader.number()? {
            let (from, name) = (reader.name()?, reader.name()?);
            if reader.byte()? != 0 {
                return Err(Error::new(format!(
                    "The engine imports {from}.{name}, which is no function."
                )));
            }
            reader.number()?;
            names.push(format!("{from}.{name}"));
        }
    }
    names.sort();
    Ok(names)
}

/// The module without the exports that `kept` does not name. Dependencies written for C export all they have.
pub(super) fn keep_exports(module: &[u8], kept: &[&str]) -> Result<Vec<u8>> {
    let mut out = HEADER.to_vec();
    for (id, content) in sections(module)? {
        let rewritten;
        let content = if id == EXPORTS {
            rewritten = filtered_exports(content, kept)?;
            &rewritten
        } else {
            content
        };
        out.push(id);
        write_number(&mut out, content.len() as u64);
        out.extend_from_slice(content);
    }
    Ok(out)
}

fn filtered_exports(content: &[u8], kept: &[&str]) -> Result<Vec<u8>> {
    let mut reader = Reader(content);
    let (mut count, mut entries) = (0, Vec::new());
    for _ in 0..reader.number()? {
        let start = reader.0;
        let name = reader.name()?;
        reader.byte()?;
        reader.number()?;
        if kept.contains(&name) {
            count += 1;
            entries.extend_from_slice(&start[..start.len() - reader.0.len()]);
        }
    }
    let mut out = Vec::new();
    write_number(&mut out, count);
    out.extend(entries);
    Ok(out)
}

fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let body = module
        .strip_prefix(HEADER)
        .ok_or_else(|| Error::new("The engine is no WebAssembly module."))?;
    let mut reader = Reader(body);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let length = reader.number()?;
        sections.push((id, reader.take(length)?));
    }
    Ok(sections)
}

fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: u64) -> Result<&'a [u8]> {
        let (head, tail) = usize::try_from(length)
            .ok()
            .and_then(|length| self.0.split_at_checked(length))
            .ok_or_else(|| Error::new("The engine's module ends in the middle."))?;
        self.0 = tail;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Result<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Error::new(
            "The engine's module holds a number that is too long.",
        ))
    }

    fn name(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?)
            .map_err(|_| Error::new("The engine's module holds a name that is no text."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports `m.f`, exports it as `a` and as `b`.
    const MODULE: &[u8] = &[
        0, 97, 115, 109, 1, 0, 0, 0, // header
        1, 4, 1, 0x60, 0, 0, // types: () -> ()
        2, 7, 1, 1, b'm', 1, b'f', 0, 0, // imports
        7, 9, 2, 1, b'a', 0, 0, 1, b'b', 0, 0, // exports
    ];

    #[test]
    fn imports_are_listed() {
        assert_eq!(imports(MODULE).unwrap(), ["m.f"]);
    }

    #[test]
    fn other_exports_go() {
        let kept = keep_exports(MODULE, &["b"]).unwrap();
        assert_eq!(kept.len(), MODULE.len() - 4);
        assert!(kept.ends_with(&[7, 5, 1, 1, b'b', 0, 0]));
    }

    #[test]
    fn a_module_cut_short_is_an_error() {
        for length in 0..MODULE.len() {
            let whole_sections = [8, 14, 23];
            assert_eq!(
                imports(&MODULE[..length]).is_ok(),
                whole_sections.contains(&length),
                "{length}"
            );
        }
    }
}
