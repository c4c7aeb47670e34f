//! The little that is asked of addresses here; the browser resolves and checks them in full.

/// Whether `text` can be fetched; else what to write instead.
pub(crate) fn check(text: &str) -> Result<(), &'static str> {
    let Some((_, rest)) = split(text) else {
        return Err("an address begins with https:// or http://");
    };
    let authority = authority(rest);
    if authority.is_empty() {
        return Err("this address names no server");
    }
    if authority.contains('@') {
        return Err(
            "a name and password cannot stand in an address; put them into \"headers\" as \"Authorization\"",
        );
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("an address holds no spaces");
    }
    Ok(())
}

/// Whether `text` is a path on the page's own server.
pub(crate) fn is_relative(text: &str) -> bool {
    text.starts_with("./") || text.starts_with('/') && !text.starts_with("//")
}

/// `https://api.example.com:8443` of any address below it, in the form that browsers give it (names beyond
/// ASCII are left as they are); `None` when it is no address of a server.
pub fn origin(text: &str) -> Option<String> {
    let (scheme, rest) = split(text)?;
    let authority = authority(rest).to_ascii_lowercase();
    let default = if scheme == "https" { ":443" } else { ":80" };
    let host = authority.strip_suffix(default).unwrap_or(&authority);
    let plain = !host.is_empty() && !host.contains(|c: char| "@\\ %".contains(c) || c.is_control());
    plain.then(|| format!("{scheme}://{host}"))
}

/// `reference` as seen from the document at `base`: for the `servers` of an OpenAPI document.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    if split(reference).is_some() {
        return reference.to_owned();
    }
    let Some((scheme, rest)) = split(base) else {
        return reference.to_owned();
    };
    let authority = authority(rest);
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    if reference.starts_with('/') {
        return format!("{scheme}://{authority}{reference}");
    }
    let path = &rest[authority.len()..];
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let reference = reference.strip_prefix("./").unwrap_or(reference);
    format!("{scheme}://{authority}{folder}/{reference}")
}

/// `text` with everything but letters, digits and `-._~` as `%XX`.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value & 15)]);
            encoded.extend(['%', digit(byte >> 4), digit(byte)]);
        }
    }
    encoded
}

/// The reverse of it in a query, where a plus is a space; `None` for what is not UTF-8.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let digit = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            (b'+', ..) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

fn split(text: &str) -> Option<(&'static str, &str)> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        let rest = text[scheme.len()..].strip_prefix("://")?;
        head.eq_ignore_ascii_case(scheme).then_some((scheme, rest))
    })
}

fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(origin(text).as_deref(), expected, "{text}");
        };
        check(
            "HTTPS://API.Example.com:443/v1?x#y",
            Some("https://api.example.com"),
        );
        check("http://localhost:3001/mcp", Some("http://localhost:3001"));
        check("http://[::1]:80", Some("http://[::1]"));
        check(
            "https://good.example\\@evil.example",
            Some("https://good.example"),
        );
        check("https://user:key@example.com", None);
        check("ftp://example.com", None);
        check("example.com", None);
        check("https://", None);
        check("é", None);
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in ["", "a b", "é+%&=", "100%"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(decode("a+b%2").as_deref(), Some("a b%2"));
        assert_eq!(decode("%ff"), None);
    }

    #[test]
    fn references_are_resolved_against_their_document() {
        let check = |reference: &str, expected: &str| {
            assert_eq!(
                resolve("https://a.example/v1/openapi.json?x=/", reference),
                expected
            );
        };
        check("/api", "https://a.example/api");
        check("api", "https://a.example/v1/api");
        check("./api", "https://a.example/v1/api");
        check("//b.example", "https://b.example");
        check("http://b.example/x", "http://b.example/x");
    }
}
