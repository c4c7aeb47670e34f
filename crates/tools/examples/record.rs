//! Drives a connection over real sockets and writes down what was said, for `tests/replay.rs`:
//! `cargo run -p vivarium-tools --example record -- CONFIG.json TRANSCRIPT [TOOL ARGUMENTS]…`
//!
//! Calls run one after the other; `+` before a tool's name starts it together with the one before, `-` in place of a
//! tool cancels the last call at its first sign of progress.

#[path = "../tests/transcript/mod.rs"]
mod transcript;

use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use transcript::Line;
use vivarium_tools::{Config, Connection, Effect, Fetch, Input, Options};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [config, transcript, calls @ ..] = arguments.as_slice() else {
        return Err("CONFIG.json TRANSCRIPT [TOOL ARGUMENTS]… are expected".into());
    };
    let config = Config::parse(&std::fs::read_to_string(config)?)?;
    let servers = config
        .fill(&std::env::vars().collect())
        .map_err(|missing| missing.join(", "))?;
    let options = Options {
        can_ask: true,
        ..Options::default()
    };
    let connection = servers
        .first()
        .and_then(|server| Connection::new(server, options))
        .ok_or("no server")?;
    let (sender, inputs) = channel();
    let mut driver = Driver {
        connection,
        start: Instant::now(),
        sender,
        inputs,
        lines: Vec::new(),
        open: 0,
    };
    driver.feed(Line::Refresh);
    driver.settle(None);
    let mut id = 0;
    for (at, pair) in calls.chunks(2).enumerate() {
        let [tool, arguments] = pair else {
            return Err("each tool needs arguments".into());
        };
        if tool == "-" {
            continue;
        }
        id += 1;
        driver.open += 1;
        let name = tool.trim_start_matches('+').to_owned();
        driver.feed(Line::Call {
            id,
            tool: name,
            arguments: serde_json::from_str(arguments)?,
        });
        let next = calls
            .get(2 * at + 2)
            .map(String::as_str)
            .unwrap_or_default();
        if !next.starts_with('+') {
            driver.settle((next == "-").then_some(id));
        }
    }
    driver.feed(Line::Close);
    println!(
        "{:?}; {} tools",
        driver.connection.status(),
        driver.connection.tools().len()
    );
    let lines: Vec<String> = driver
        .lines
        .iter()
        .map(serde_json::to_string)
        .collect::<std::result::Result<_, _>>()?;
    std::fs::write(transcript, lines.join("\n") + "\n")?;
    Ok(())
}

struct Driver {
    connection: Connection,
    start: Instant,
    sender: Sender<Line>,
    inputs: Receiver<Line>,
    lines: Vec<Line>,
    /// Calls without an answer.
    open: usize,
}

impl Driver {
    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn feed(&mut self, line: Line) {
        let Some(input) = line.input() else {
            return;
        };
        self.lines.push(line);
        self.input(input);
    }

    fn input(&mut self, input: Input) {
        for effect in self.connection.input(self.now(), input) {
            if let Effect::Fetch(fetch) = &effect {
                let (fetch, sender) = (fetch.clone(), self.sender.clone());
                std::thread::spawn(move || {
                    if let Err(error) = exchange(&fetch, &sender) {
                        let _ = sender.send(Line::Failed {
                            exchange: fetch.exchange,
                            message: error.to_string(),
                        });
                    }
                });
            }
            if let Effect::Ask { id, requests } = &effect {
                let answer = serde_json::json!({"action": "accept", "content": {"quantity": 3}});
                let responses = requests
                    .keys()
                    .map(|key| (key.clone(), answer.clone()))
                    .collect();
                self.sender
                    .send(Line::Reply { id: *id, responses })
                    .unwrap_or_default();
            }
            let line = Line::from(effect);
            match &line {
                Line::Value { id, value } => {
                    println!("{id}: {}", serde_json::to_string(value).unwrap_or_default());
                }
                Line::Error { id, error } => println!("{id}: {error:?}"),
                _ => {}
            }
            if matches!(line, Line::Value { .. } | Line::Error { .. }) {
                self.open -= 1;
            }
            self.lines.push(line);
        }
    }

    /// Until every call has its answer and nothing is under way.
    fn settle(&mut self, mut cancel: Option<u32>) {
        while self.open > 0 || self.connection.deadline().is_some() {
            let wait = self
                .connection
                .deadline()
                .map_or(1000, |time| time.saturating_sub(self.now()));
            match self.inputs.recv_timeout(Duration::from_millis(wait)) {
                Ok(line) => self.feed(line),
                Err(_) => self.input(Input::Tick),
            }
            let progress = |line: &Line| matches!(line, Line::Progress { .. });
            if let Some(id) = cancel.filter(|_| self.lines.last().is_some_and(progress)) {
                cancel = None;
                self.open -= 1;
                self.feed(Line::Cancel { id });
            }
        }
    }
}

/// One HTTP/1.1 exchange on a connection of its own.
fn exchange(fetch: &Fetch, sender: &Sender<Line>) -> Result<()> {
    let rest = fetch
        .url
        .strip_prefix("http://")
        .ok_or("only http:// is spoken here")?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut stream = TcpStream::connect(host)?;
    let body = fetch.body.as_deref().unwrap_or_default();
    let path = if path.is_empty() { "/" } else { path };
    let mut head = format!(
        "{} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n",
        fetch.method
    );
    for (name, value) in &fetch.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len())?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let chunked = headers
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let kept = |name: &str| ["content-type", "mcp-session-id", "www-authenticate"].contains(&name);
    headers.retain(|(name, _)| kept(name));
    let exchange = fetch.exchange;
    sender.send(Line::Response {
        exchange,
        status,
        headers,
    })?;
    let send = |bytes: &[u8]| -> Result<()> {
        let text = String::from_utf8(bytes.to_vec())?;
        Ok(sender.send(Line::Chunk { exchange, text })?)
    };
    if chunked {
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16)?;
            let mut bytes = vec![0; length + 2];
            reader.read_exact(&mut bytes)?;
            if length == 0 {
                break;
            }
            send(&bytes[..length])?;
        }
    } else {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        if !bytes.is_empty() {
            send(&bytes)?;
        }
    }
    Ok(sender.send(Line::End { exchange })?)
}
