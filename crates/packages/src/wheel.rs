//! What is in a wheel, and where it belongs.

use crate::compiled;
use crate::error::Error;
use crate::name::Name;
use crate::sha256;
use crate::zip::{self, Entry};
use std::collections::BTreeMap;

/// Path below the directory of packages → content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Whether these are the bytes that the index announced.
pub fn verify(filename: &str, wanted: &str, bytes: &[u8]) -> Result<(), Error> {
    if wanted.is_empty() {
        return Err(wrong(
            filename,
            "the index tells no SHA-256 of it, by which it could be checked",
        ));
    }
    if sha256(bytes) == wanted {
        return Ok(());
    }
    Err(Error::Hash {
        filename: filename.to_owned(),
    })
}

/// The text of its metadata.
pub fn metadata(filename: &str, bytes: &[u8]) -> Result<String, Error> {
    let entries = zip::entries(bytes).map_err(|reason| wrong(filename, &reason))?;
    let info = info(filename, &entries)?;
    let path = format!("{info}/METADATA");
    let entry = entries.iter().find(|entry| entry.name == path);
    let entry = entry.ok_or_else(|| wrong(filename, "it has no METADATA"))?;
    let bytes = entry.unpack().map_err(|reason| wrong(filename, &reason))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// All files, where they belong below the directory of packages.
pub fn unpack(filename: &str, bytes: &[u8]) -> Result<Files, Error> {
    let refuse = |reason: String| wrong(filename, &reason);
    let entries = zip::entries(bytes).map_err(refuse)?;
    let info = info(filename, &entries)?;
    let data = format!("{}.data/", info.trim_end_matches(".dist-info"));
    let mut files = Files::new();
    let mut listed = BTreeMap::new();
    for entry in &entries {
        if !is_below(entry.name) {
            return Err(refuse(format!(
                "{:?} in it would lie elsewhere",
                entry.name
            )));
        }
        let path = match entry.name.strip_prefix(&data) {
            None => entry.name,
            Some(rest) => match rest.split_once('/') {
                Some(("purelib" | "platlib", path)) => path,
                // Scripts, headers and other data have no place here.
                _ => continue,
            },
        };
        if compiled::is_compiled(path) {
            continue;
        }
        let content = entry.unpack().map_err(refuse)?;
        if path == format!("{info}/WHEEL") {
            check_format(&content).map_err(refuse)?;
        }
        if path == format!("{info}/RECORD") {
            listed = hashes(&content);
        }
        if files.insert(path.to_owned(), content).is_some() {
            return Err(refuse(format!("it has {path} twice")));
        }
    }
    if !files.contains_key(&format!("{info}/WHEEL"))
        || !files.contains_key(&format!("{info}/RECORD"))
    {
        return Err(refuse(format!("it has no {info}/WHEEL, or no RECORD")));
    }
    for (path, hash) in listed {
        // What RECORD calls by its place in the archive may have moved.
        let placed = path
            .strip_prefix(&data)
            .and_then(|rest| rest.split_once('/'));
        let content = files.get(placed.map_or(path.as_str(), |(_, path)| path));
        if content.is_some_and(|content| base64(&digest(content)) != hash) {
            return Err(refuse(format!("{path} in it is not what its RECORD says")));
        }
    }
    Ok(files)
}

/// The one directory that describes the package.
fn info<'z>(filename: &str, entries: &[Entry<'z>]) -> Result<&'z str, Error> {
    let mut found = entries
        .iter()
        .filter_map(|entry| entry.name.split_once('/'))
        .map(|(top, _)| top)
        .filter(|top| top.ends_with(".dist-info"))
        .collect::<Vec<_>>();
    found.dedup();
    found.sort_unstable();
    found.dedup();
    let [info] = found.as_slice() else {
        return Err(wrong(
            filename,
            "it has no .dist-info directory, or more than one",
        ));
    };
    let of = info.split('-').next().and_then(Name::new);
    if of.is_none() || of != filename.split('-').next().and_then(Name::new) {
        return Err(wrong(filename, "its name is not that of the package in it"));
    }
    Ok(info)
}

fn wrong(filename: &str, reason: &str) -> Error {
    Error::Wheel {
        filename: filename.to_owned(),
        reason: reason.to_owned(),
    }
}

/// Whether a path leads below the place where it begins.
fn is_below(path: &str) -> bool {
    !path.contains(['\\', '\0', ':', '\n'])
        && path
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && part.len() <= 255)
}

fn check_format(text: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(text);
    let version = text
        .lines()
        .find_map(|line| line.strip_prefix("Wheel-Version:"));
    match version.map(str::trim) {
        Some(version) if version.starts_with("1.") => Ok(()),
        Some(version) => Err(format!("it is a wheel of format {version}, and 1 is known")),
        None => Err("it does not tell its format".into()),
    }
}

/// Path → SHA-256 in URL-safe base64, for the lines of a RECORD that have one.
fn hashes(record: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(record);
    let read = |line: &str| {
        let (rest, _size) = line.rsplit_once(',')?;
        let (path, hash) = rest.rsplit_once(',')?;
        let path = path.trim_matches('"').replace("\"\"", "\"");
        Some((path, hash.strip_prefix("sha256=")?.to_owned()))
    };
    text.lines().filter_map(read).collect()
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

/// URL-safe, without padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().chain([&0, &0]).take(3);
        let bits = group.fold(0, |bits, byte| (bits << 8) | usize::from(*byte));
        for place in 0..=chunk.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * place)) & 63]));
        }
    }
    text
}
