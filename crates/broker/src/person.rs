//! What only a person can give: a login, and answers to a tool's own questions. The page's callbacks ask them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use js_sys::{Function, Promise};
use serde_json::{Map, Value, json};
use vivarium_tools::Input;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The page's callbacks; each answers a promise of a text.
pub(crate) struct Person {
    /// With a server's name and an address to log in at: the address that the user came back to.
    pub(crate) on_authorize: Option<Function>,
    /// With a server's name and JSON of questions by their keys: JSON of the answers.
    pub(crate) on_elicit: Option<Function>,
    /// Where users come back to.
    pub(crate) redirect: String,
}

impl Person {
    /// What a login begins with; nothing where the browser has no randomness.
    pub(crate) fn begin(&self) -> Input {
        let mut bytes = [0; 48];
        let crypto = web_sys::window().and_then(|window| window.crypto().ok());
        let filled =
            crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
        match filled {
            Some(_) => Input::Login {
                redirect: self.redirect.clone(),
                random: URL_SAFE_NO_PAD.encode(bytes),
            },
            None => Input::Returned(None),
        }
    }
}

/// Send the user to this address.
pub(crate) async fn visit(callback: Option<Function>, server: String, address: String) -> Input {
    Input::Returned(said(callback, &server, &address).await)
}

/// Put a tool's questions to the user; whoever does not answer cancels.
pub(crate) async fn elicit(
    callback: Option<Function>,
    server: String,
    id: u32,
    requests: Map<String, Value>,
) -> Input {
    let keys: Vec<String> = requests.keys().cloned().collect();
    let answer = said(callback, &server, &Value::Object(requests).to_string()).await;
    let responses = answer.and_then(|text| serde_json::from_str(&text).ok());
    let cancelled = || {
        keys.into_iter()
            .map(|key| (key, json!({"action": "cancel"})))
            .collect()
    };
    Input::Reply {
        id,
        responses: responses.unwrap_or_else(cancelled),
    }
}

/// What a callback answers; nothing if it throws, or answers no text.
async fn said(callback: Option<Function>, server: &str, text: &str) -> Option<String> {
    let called = callback?
        .call2(&JsValue::UNDEFINED, &server.into(), &text.into())
        .ok()?;
    JsFuture::from(Promise::resolve(&called))
        .await
        .ok()?
        .as_string()
}
