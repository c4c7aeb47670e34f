//! The part of HTTP that a static file server needs, as functions from bytes to values.

use std::path::{Component, Path, PathBuf};

/// What is read of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// The path in the request line, without the query, percent-decoded.
    pub(crate) path: String,
    pub(crate) accepts_gzip: bool,
    pub(crate) if_none_match: Option<String>,
    pub(crate) close: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Head,
    Other,
}

/// Read a request's head (everything before the empty line); `None` when it is no HTTP/1 request.
pub(crate) fn parse(head: &str) -> Option<Request> {
    let mut lines = head.lines();
    let mut words = lines.next()?.split(' ');
    let method = match words.next()? {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        _ => Method::Other,
    };
    let target = words.next()?;
    let version = words.next()?;
    if !version.starts_with("HTTP/1.") || !target.starts_with('/') {
        return None;
    }
    let path = percent_decode(target.split(['?', '#']).next()?)?;
    let mut request = Request {
        method,
        path,
        accepts_gzip: false,
        if_none_match: None,
        close: version == "HTTP/1.0",
    };
    for line in lines {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => {
                request.accepts_gzip = value
                    .split(',')
                    .any(|coding| coding.trim().split(';').next() == Some("gzip"));
            }
            "if-none-match" => request.if_none_match = Some(value.to_owned()),
            "connection" => request.close = value.eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    Some(request)
}

/// The file below `root` that a path names: `None` for anything that tries to leave it.
pub(crate) fn file_for(root: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.strip_prefix('/')?);
    let stays_inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !stays_inside || path.contains(['\0', '\\']) {
        return None;
    }
    let file = root.join(relative);
    Some(if path.ends_with('/') {
        file.join("index.html")
    } else {
        file
    })
}

/// The media type of a file, by its name.
pub(crate) fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest" | "map") => "application/json; charset=utf-8",
        Some("txt" | "py" | "ts" | "md") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Whether gzip is worth its time for this media type.
pub(crate) fn compressible(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || ["application/json", "application/wasm", "image/svg+xml"]
            .iter()
            .any(|kind| media_type.starts_with(kind))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_request_is_read() {
        let head = "GET /a%20b/?q=1 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br;q=1, gzip\r\nIf-None-Match: \"e\"\r\n";
        let request = parse(head).unwrap();
        assert_eq!(request.path, "/a b/");
        assert_eq!(request.method, Method::Get);
        assert!(request.accepts_gzip);
        assert_eq!(request.if_none_match.as_deref(), Some("\"e\""));
        assert!(!request.close);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for head in [
            "",
            "GET",
            "GET /",
            "GET x HTTP/1.1",
            "GET /%zz HTTP/1.1",
            "GET /%f HTTP/1.1",
            "GET /%ff HTTP/1.1",
            "\u{16}\u{3}",
        ] {
            assert_eq!(parse(head), None, "{head:?}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_root() {
        let root = Path::new("/srv");
        for path in [
            "/../etc/passwd",
            "/a/../../b",
            "//etc/passwd",
            "/a\0b",
            "/..\\b",
            "",
            "a",
            "/./a/..",
        ] {
            assert_eq!(file_for(root, path), None, "{path:?}");
        }
        assert_eq!(file_for(root, "/").unwrap(), Path::new("/srv/index.html"));
        assert_eq!(file_for(root, "/a/b.js").unwrap(), Path::new("/srv/a/b.js"));
        assert_eq!(
            file_for(root, "/a/").unwrap(),
            Path::new("/srv/a/index.html")
        );
    }
}
