//! Configurations and texts as people see them, before there are any connections.

#![expect(unreachable_pub, reason = "exported to scripts, not to Rust")]

use js_sys::{Object, Reflect};
use serde_json::json;
use vivarium_tools::{Config, ServerKind, estimate_tokens};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The port that a bridge for a program is told to listen on.
const BRIDGE_PORT: u16 = 8000;

/// What a configuration says, as JSON: `{servers: [{name, kind, address, bridge?}], secrets: [{name, description, servers}],
/// warnings, text, values}`. `text` is the same configuration as it can be kept: every key in it is a placeholder, and what
/// stood there is in `values`. Throws `{line, column, path, message, sentence}`.
#[wasm_bindgen(js_name = readConfig)]
pub fn read_config(text: &str, origin: &str) -> Result<String, JsValue> {
    let (config, values) = Config::parse(text)
        .and_then(Config::kept)
        .map_err(|error| {
            let thrown = Object::new();
            for (name, value) in [
                ("line", JsValue::from(error.line)),
                ("column", error.column.into()),
                ("path", error.path.as_str().into()),
                ("message", error.message.as_str().into()),
                ("sentence", error.to_string().into()),
            ] {
                let _ = Reflect::set(&thrown, &name.into(), &value);
            }
            JsValue::from(thrown)
        })?;
    let server = |server: &vivarium_tools::Server| {
        let (kind, address) = match &server.kind {
            ServerKind::Mcp { url, .. } => ("mcp", Some(url.clone())),
            ServerKind::OpenApi { document, .. } => ("openapi", document.url().map(str::to_owned)),
            ServerKind::Origin { origin, .. } => ("origin", Some(origin.clone())),
            ServerKind::Command(_) => ("command", None),
        };
        let bridge = match &server.kind {
            ServerKind::Command(command) => Some(command.bridge(origin, BRIDGE_PORT)),
            _ => None,
        };
        json!({"name": server.name, "kind": kind, "address": address, "bridge": bridge})
    };
    let secret = |secret: &vivarium_tools::Secret| json!({"name": secret.name, "description": secret.description, "servers": secret.servers});
    let read = json!({
        "servers": config.servers.iter().map(server).collect::<Vec<_>>(),
        "secrets": config.secrets.iter().map(secret).collect::<Vec<_>>(),
        "warnings": config.warnings,
        "text": config.to_text(),
        "values": values,
    });
    Ok(read.to_string())
}

/// How many tokens of a model's context a text takes, about.
#[wasm_bindgen(js_name = estimateTokens)]
pub fn tokens_of(text: &str) -> usize {
    estimate_tokens(text)
}
