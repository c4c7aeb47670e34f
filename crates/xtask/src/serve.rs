//! `./x serve`: a static file server for `dist/` on the loopback interface.

mod http;

use crate::cache::content_hash;
use crate::error::{Error, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{Method, Request};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A request's head may not be larger.
const HEAD_BYTES: u64 = 16 * 1024;

/// A file as it is sent.
#[derive(Debug)]
struct Representation {
    modified: Option<SystemTime>,
    media_type: &'static str,
    etag: String,
    plain: Vec<u8>,
    gzip: Option<Vec<u8>>,
}

/// Files below `root`, each read and compressed once as long as it does not change.
#[derive(Debug)]
struct Site {
    root: PathBuf,
    files: Mutex<HashMap<PathBuf, Arc<Representation>>>,
}

/// Serve `root` until the process ends.
pub(crate) fn serve(root: &Path, port: u16) -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| {
        Error::new(format!(
            "Port {port} cannot be used ({error}); choose another with --port."
        ))
    })?;
    let address = listener.local_addr().map_err(Error::io("127.0.0.1"))?;
    println!("\n  Vivarium is at http://{address}/   (Ctrl+C stops it)\n");
    accept(&listener, root);
    Ok(())
}

fn accept(listener: &TcpListener, root: &Path) {
    let site = Arc::new(Site {
        root: root.to_path_buf(),
        files: Mutex::default(),
    });
    for stream in listener.incoming().filter_map(io::Result::ok) {
        let site = Arc::clone(&site);
        // A browser that goes away in the middle is no error of ours.
        std::thread::spawn(move || drop(site.converse(stream)));
    }
}

impl Site {
    /// Answer requests on one connection until either side closes it.
    fn converse(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut writer = stream.try_clone()?;
        let mut reader = BufReader::new(stream);
        while let Some(head) = read_head(&mut reader)? {
            let Some(request) = http::parse(&head) else {
                return write_plain(&mut writer, "400 Bad Request", false);
            };
            self.answer(&mut writer, &request)?;
            // What follows another method's head may be a body, which is not read.
            if request.close || request.method == Method::Other {
                break;
            }
        }
        Ok(())
    }

    fn answer(&self, writer: &mut TcpStream, request: &Request) -> io::Result<()> {
        let with_body = match request.method {
            Method::Get => true,
            Method::Head => false,
            Method::Other => return write_plain(writer, "405 Method Not Allowed", true),
        };
        let found = http::file_for(&self.root, &request.path).and_then(|file| self.load(&file));
        let Some(file) = found else {
            return write_plain(writer, "404 Not Found", with_body);
        };
        let unchanged = request.if_none_match.as_deref() == Some(&file.etag);
        let gzip = file.gzip.as_ref().filter(|_| request.accepts_gzip);
        let body = gzip.unwrap_or(&file.plain);
        let status = if unchanged {
            "304 Not Modified"
        } else {
            "200 OK"
        };
        // Always asked again, so that a new build shows at once; the tag makes the question cheap.
        let mut head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {}\r\nETag: {}\r\nCache-Control: no-cache\r\nVary: Accept-Encoding\r\nAccess-Control-Allow-Origin: *\r\n",
            file.media_type, file.etag
        );
        if gzip.is_some() {
            head.push_str("Content-Encoding: gzip\r\n");
        }
        if !unchanged {
            let _ = write!(head, "Content-Length: {}\r\n", body.len());
        }
        head.push_str("\r\n");
        writer.write_all(head.as_bytes())?;
        if with_body && !unchanged {
            writer.write_all(body)?;
        }
        writer.flush()
    }

    fn load(&self, path: &Path) -> Option<Arc<Representation>> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let modified = metadata.modified().ok();
        let known = self
            .files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
            .cloned();
        if let Some(file) = known
            .filter(|file| file.modified == modified && file.plain.len() as u64 == metadata.len())
        {
            return Some(file);
        }
        let file = Arc::new(represent(path, modified).ok()?);
        self.files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_path_buf(), Arc::clone(&file));
        Some(file)
    }
}

fn represent(path: &Path, modified: Option<SystemTime>) -> io::Result<Representation> {
    let plain = fs::read(path)?;
    let media_type = http::media_type(path);
    let gzip = if http::compressible(media_type) {
        Some(gzip(&plain)?)
    } else {
        None
    };
    Ok(Representation {
        modified,
        media_type,
        etag: format!("\"{}\"", content_hash(&plain)),
        plain,
        gzip,
    })
}

/// Whether a static host sends this file compressed.
pub(crate) fn sent_compressed(file: &Path) -> bool {
    http::compressible(http::media_type(file))
}

/// As a static host sends it.
pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The next request's head without its empty line; `None` at the end of the connection.
fn read_head(reader: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut limited = reader.take(HEAD_BYTES);
    let mut head = Vec::new();
    loop {
        let start = head.len();
        if limited.read_until(b'\n', &mut head)? == 0 {
            return Ok(None);
        }
        if matches!(&head[start..], b"\r\n" | b"\n") && start > 0 {
            return Ok(Some(String::from_utf8_lossy(&head).into_owned()));
        }
    }
}

fn write_plain(writer: &mut TcpStream, status: &str, with_body: bool) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        status.len() + 1
    );
    writer.write_all(head.as_bytes())?;
    if with_body {
        writeln!(writer, "{status}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;

    /// Send one request to a server over a small site; the status line, the head, and the body.
    fn ask(request: &str) -> (String, String, Vec<u8>) {
        static SITES: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = SITES.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let root =
            std::env::temp_dir().join(format!("vivarium-serve-{}-{number}", std::process::id()));
        fs::create_dir_all(root.join("assets")).unwrap();
        fs::write(root.join("index.html"), "<p>".repeat(1000)).unwrap();
        fs::write(root.join("assets/engine.bin"), [0, 1, 2]).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let site = root.clone();
        std::thread::spawn(move || accept(&listener, &site));
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        fs::remove_dir_all(root).unwrap();
        let border = answer
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(answer[..border].to_vec()).unwrap();
        (
            head.lines().next().unwrap().to_owned(),
            head.clone(),
            answer[border + 4..].to_vec(),
        )
    }

    #[test]
    fn the_page_comes_compressed_to_those_who_ask() {
        let (status, head, body) =
            ask("GET / HTTP/1.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
        assert_eq!(status, "HTTP/1.1 200 OK");
        assert!(
            head.contains("Content-Encoding: gzip") && head.contains("text/html"),
            "{head}"
        );
        let mut text = String::new();
        GzDecoder::new(&body[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "<p>".repeat(1000));
    }

    #[test]
    fn others_come_as_they_are() {
        let (_, head, body) = ask(
            "GET /assets/engine.bin HTTP/1.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
        );
        assert!(!head.contains("Content-Encoding"), "{head}");
        assert_eq!(body, [0, 1, 2]);
    }

    #[test]
    fn head_has_the_length_and_no_body() {
        let (status, head, body) = ask("HEAD / HTTP/1.0\r\n\r\n");
        assert_eq!(status, "HTTP/1.1 200 OK");
        assert!(head.contains("Content-Length: 3000"), "{head}");
        assert_eq!(body, b"");
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let etag = format!("\"{}\"", content_hash("<p>".repeat(1000).as_bytes()));
        let (status, _, body) = ask(&format!("GET / HTTP/1.0\r\nIf-None-Match: {etag}\r\n\r\n"));
        assert_eq!(status, "HTTP/1.1 304 Not Modified");
        assert_eq!(body, b"");
    }

    #[test]
    fn what_is_not_there_or_outside_is_not_found() {
        for path in ["/missing", "/%2e%2e/Cargo.toml", "/assets"] {
            let (status, ..) = ask(&format!("GET {path} HTTP/1.0\r\n\r\n"));
            assert_eq!(status, "HTTP/1.1 404 Not Found", "{path}");
        }
    }

    #[test]
    fn two_requests_share_a_connection() {
        let (_, _, rest) =
            ask("GET /assets/engine.bin HTTP/1.1\r\n\r\nGET /missing HTTP/1.0\r\n\r\n");
        assert!(rest.starts_with(&[0, 1, 2]));
        assert!(String::from_utf8_lossy(&rest[3..]).contains("404 Not Found"));
    }
}
