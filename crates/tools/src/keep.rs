//! A configuration as it can be kept: the keys that stand in it are taken out, and asked for as placeholders later.

use crate::config::{Config, ConfigError};
use crate::secrets;
use crate::server::{Document, Headers, Server, ServerKind};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Headers whose values are no keys.
const HARMLESS: &[&str] = &["accept", "accept-language", "content-type", "user-agent"];

impl Config {
    /// The same with a placeholder for each value of a header, a query or an environment that may be a key; and what stood
    /// there, by the placeholder's name.
    pub fn kept(self) -> Result<(Self, BTreeMap<String, String>), ConfigError> {
        let mut values = BTreeMap::new();
        let mut kept = self;
        for server in &mut kept.servers {
            without_keys(server, &mut values);
        }
        // What has become a placeholder is a secret as any other.
        let mut read = Self::parse(&kept.to_text())?;
        for secret in &mut read.secrets {
            let described = kept.secrets.iter().find(|known| known.name == secret.name);
            secret.description = described.and_then(|known| known.description.clone());
        }
        read.warnings = kept.warnings;
        Ok((read, values))
    }

    /// As JSON, a line for each thing.
    pub fn to_text(&self) -> String {
        let mut servers = Map::new();
        let mut net = Vec::new();
        for server in &self.servers {
            match &server.kind {
                ServerKind::Origin { origin, headers } if headers.0.is_empty() => {
                    net.push(json!(origin));
                }
                ServerKind::Origin { origin, headers } => {
                    net.push(json!({"origin": origin, "headers": object(&headers.0)}));
                }
                kind => drop(servers.insert(server.name.clone(), entry(kind))),
            }
        }
        let mut root = json!({"mcpServers": servers});
        if !net.is_empty() {
            root["net"] = net.into();
        }
        serde_json::to_string_pretty(&root).unwrap_or_default()
    }
}

fn entry(kind: &ServerKind) -> Value {
    let (mut entry, headers) = match kind {
        ServerKind::Mcp { url, headers } => (json!({"url": url}), &headers.0),
        ServerKind::Origin { origin, headers } => (json!({"origin": origin}), &headers.0),
        ServerKind::OpenApi {
            document,
            server,
            headers,
        } => {
            let document = match document {
                Document::Url(url) => json!(url),
                Document::Inline(document) => document.clone(),
            };
            let mut entry = json!({"openapi": document});
            if let Some(server) = server {
                entry["server"] = server.as_str().into();
            }
            (entry, &headers.0)
        }
        ServerKind::Command(command) => {
            let (program, arguments) = command
                .words
                .split_first()
                .map_or(("", &[][..]), |(program, rest)| (program, rest));
            let mut entry = json!({"command": program, "args": arguments});
            if !command.env.is_empty() {
                entry["env"] = object(&command.env);
            }
            return entry;
        }
    };
    if !headers.is_empty() {
        entry["headers"] = object(headers);
    }
    entry
}

fn object(pairs: &[(String, String)]) -> Value {
    pairs
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect::<Map<_, _>>()
        .into()
}

fn without_keys(server: &mut Server, values: &mut BTreeMap<String, String>) {
    let name = plain(&server.name);
    let mut hide = |what: &str, value: &mut String| {
        if value.is_empty() || secrets::has_placeholder(value) {
            return;
        }
        let placeholder = format!("{name}.{}", plain(what));
        let kept = std::mem::replace(value, format!("${{{placeholder}}}"));
        values.insert(placeholder, kept);
    };
    let mut hide_query = |url: &mut String| {
        if let Some((before, query)) = url.split_once('?') {
            let (before, mut query) = (before.to_owned(), query.to_owned());
            hide("query", &mut query);
            *url = format!("{before}?{query}");
        }
    };
    match &mut server.kind {
        ServerKind::Mcp { url, headers } => {
            hide_query(url);
            hide_headers(headers, &mut hide);
        }
        ServerKind::OpenApi {
            document, headers, ..
        } => {
            if let Document::Url(url) = document {
                hide_query(url);
            }
            hide_headers(headers, &mut hide);
        }
        ServerKind::Origin { headers, .. } => hide_headers(headers, &mut hide),
        ServerKind::Command(command) => {
            // The shell has it, not the page.
            for (name, value) in &mut command.env {
                if !secrets::has_placeholder(value) {
                    *value = format!("${{{name}}}");
                }
            }
        }
    }
}

fn hide_headers(headers: &mut Headers, hide: &mut impl FnMut(&str, &mut String)) {
    for (name, value) in &mut headers.0 {
        if !HARMLESS.contains(&name.to_ascii_lowercase().as_str()) {
            hide(name, value);
        }
    }
}

/// As part of a placeholder's name.
fn plain(name: &str) -> String {
    let letter = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '_'
        }
    };
    name.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = r#"{
        // keys as people paste them
        "mcpServers": {
            "my shop": {"url": "https://shop.example/mcp?key=k1", "headers": {"Authorization": "Bearer k2", "Accept": "a/b"}},
            "hub": {"url": "https://hub.example/mcp", "headers": {"Authorization": "Bearer ${HUB}"}},
            "pets": {"openapi": "https://pets.example/openapi.json", "server": "https://pets.example/v1"},
            "files": {"command": "npx", "args": ["-y", "files"], "env": {"TOKEN": "k3"}}
        },
        "net": ["https://a.example", {"origin": "https://b.example", "headers": {"X-Key": "k4"}}]
    }"#;

    #[test]
    fn no_key_is_kept_and_all_come_back() {
        let whole = Config::parse(TEXT).unwrap();
        let (kept, mut values) = whole.clone().kept().unwrap();
        let text = kept.to_text();
        for key in ["k1", "k2", "k3", "k4"] {
            assert!(!text.contains(key), "{key} in {text}");
        }
        assert!(
            text.contains("\"Accept\": \"a/b\"") && text.contains("Bearer ${HUB}"),
            "{text}"
        );
        let names: Vec<&str> = kept
            .secrets
            .iter()
            .map(|secret| secret.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "my_shop.query",
                "my_shop.Authorization",
                "HUB",
                "https___b_example.X_Key"
            ]
        );
        values.insert("HUB".into(), "h".into());
        let given = BTreeMap::from([("HUB".to_owned(), "h".to_owned())]);
        let connected = |servers: Vec<Server>| -> Vec<Server> {
            servers
                .into_iter()
                .filter(|server| !matches!(server.kind, ServerKind::Command(_)))
                .collect()
        };
        assert_eq!(
            connected(kept.fill(&values).unwrap()),
            connected(whole.fill(&given).unwrap())
        );
        let (again, none) = Config::parse(&text).unwrap().kept().unwrap();
        assert_eq!(
            (again.to_text(), none),
            (text, BTreeMap::new()),
            "keeping it again changes nothing"
        );
    }

    proptest! {
        #[test]
        fn what_stood_in_a_header_is_never_kept(name in "[A-Za-z -]{1,8}", value in "[a-z]{12}") {
            let text = json!({"mcpServers": {name: {"url": "https://x.example", "headers": {"X-Y": value}}}}).to_string();
            if let Ok(config) = Config::parse(&text) {
                let (kept, values) = config.kept().unwrap();
                prop_assert!(!kept.to_text().contains(&value));
                prop_assert_eq!(values.into_values().collect::<Vec<_>>(), [value]);
            }
        }
    }
}
