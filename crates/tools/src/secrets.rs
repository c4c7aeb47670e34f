//! Placeholders for keys in a configuration: `${NAME}`, `${NAME:-default}`, `${env:NAME}`, `${input:name}`.

use crate::server::{Command, Document, Headers, Server, ServerKind};
use std::collections::{BTreeMap, BTreeSet};

/// A value that is asked for, and kept out of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The name between the braces, without `env:` or `input:`.
    pub name: String,
    /// What the file says about it.
    pub description: Option<String>,
    /// The servers that need it.
    pub servers: Vec<String>,
}

/// A stretch of a text.
enum Piece<'a> {
    Plain(&'a str),
    Placeholder {
        name: &'a str,
        default: Option<&'a str>,
    },
}

fn pieces(mut text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while let Some(start) = text.find("${") {
        let Some(length) = text[start..].find('}') else {
            break;
        };
        let inside = &text[start + 2..start + length];
        let (name, default) = match inside.split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (inside, None),
        };
        let name = name
            .strip_prefix("env:")
            .or_else(|| name.strip_prefix("input:"))
            .unwrap_or(name);
        let is_name = |c: char| c.is_alphanumeric() || "_-.".contains(c);
        let end = start + length + 1;
        if name.is_empty() || !name.chars().all(is_name) {
            pieces.push(Piece::Plain(&text[..end]));
        } else {
            pieces.push(Piece::Plain(&text[..start]));
            pieces.push(Piece::Placeholder { name, default });
        }
        text = &text[end..];
    }
    pieces.push(Piece::Plain(text));
    pieces
}

/// All that has to be asked for, in the order of the file. What a command needs is its shell's business.
pub(crate) fn of(servers: &[Server], descriptions: &BTreeMap<String, String>) -> Vec<Secret> {
    let mut secrets: Vec<Secret> = Vec::new();
    for server in servers {
        for text in texts(server) {
            for piece in pieces(text) {
                let Piece::Placeholder {
                    name,
                    default: None,
                } = piece
                else {
                    continue;
                };
                if let Some(known) = secrets.iter_mut().find(|secret| secret.name == name) {
                    if !known.servers.contains(&server.name) {
                        known.servers.push(server.name.clone());
                    }
                } else {
                    secrets.push(Secret {
                        name: name.to_owned(),
                        description: descriptions.get(name).cloned(),
                        servers: vec![server.name.clone()],
                    });
                }
            }
        }
    }
    secrets
}

fn texts(server: &Server) -> Vec<&str> {
    match &server.kind {
        ServerKind::Mcp { url, headers }
        | ServerKind::Origin {
            origin: url,
            headers,
        } => [vec![url.as_str()], of_headers(headers)].concat(),
        ServerKind::OpenApi {
            document,
            server,
            headers,
        } => {
            let document = match document {
                Document::Url(url) => Some(url.as_str()),
                Document::Inline(_) => None,
            };
            let addresses = document.into_iter().chain(server.as_deref()).collect();
            [addresses, of_headers(headers)].concat()
        }
        ServerKind::Command(_) => Vec::new(),
    }
}

fn of_headers(headers: &Headers) -> Vec<&str> {
    headers.0.iter().map(|(_, value)| value.as_str()).collect()
}

/// The server with its placeholders replaced; names without a value are added to `missing`.
pub(crate) fn fill(
    server: &Server,
    values: &BTreeMap<String, String>,
    missing: &mut BTreeSet<String>,
) -> Server {
    let mut text = |text: &str| -> String {
        let mut filled = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Plain(text) => filled.push_str(text),
                Piece::Placeholder { name, default } => {
                    match values.get(name).map(String::as_str).or(default) {
                        Some(value) => filled.push_str(value.trim()),
                        None => {
                            missing.insert(name.to_owned());
                        }
                    }
                }
            }
        }
        filled
    };
    let with = |headers: &Headers, text: &mut dyn FnMut(&str) -> String| {
        Headers(
            headers
                .0
                .iter()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
        )
    };
    let kind = match &server.kind {
        ServerKind::Mcp { url, headers } => ServerKind::Mcp {
            url: text(url),
            headers: with(headers, &mut text),
        },
        ServerKind::Origin { origin, headers } => ServerKind::Origin {
            origin: text(origin),
            headers: with(headers, &mut text),
        },
        ServerKind::OpenApi {
            document,
            server,
            headers,
        } => ServerKind::OpenApi {
            document: match document {
                Document::Url(url) => Document::Url(text(url)),
                Document::Inline(value) => Document::Inline(value.clone()),
            },
            server: server.as_deref().map(&mut text),
            headers: with(headers, &mut text),
        },
        ServerKind::Command(Command { words, env }) => ServerKind::Command(Command {
            words: words.clone(),
            env: env.clone(),
        }),
    };
    Server {
        name: server.name.clone(),
        kind,
    }
}

/// Whether something in a text is to be filled in.
pub(crate) fn has_placeholder(text: &str) -> bool {
    let is = |piece: &Piece<'_>| matches!(piece, Piece::Placeholder { .. });
    pieces(text).iter().any(is)
}

/// A word for a shell in which placeholders are variables.
pub(crate) fn for_shell(text: &str) -> String {
    if !has_placeholder(text) {
        return quoted(text);
    }
    let pieces = pieces(text);
    let escape = |text: &str| -> String {
        let special = |c: char| "\"\\$`".contains(c);
        text.chars()
            .flat_map(|c| special(c).then_some('\\').into_iter().chain([c]))
            .collect()
    };
    let words: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Plain(text) => escape(text),
            Piece::Placeholder {
                name,
                default: None,
            } => format!("${{{name}}}"),
            Piece::Placeholder {
                name,
                default: Some(default),
            } => {
                format!("${{{name}:-{}}}", escape(default))
            }
        })
        .collect();
    format!("\"{words}\"")
}

/// A word that the shell takes as it is.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@%+=:,./-_".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}
