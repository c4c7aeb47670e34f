//! The settings that the browser remembers for the user (programs: `editor/project/store.js`). Storage may be blocked or full: then nothing is remembered.

/// The limits of runs.
pub const LIMITS: &str = "vivarium:limits";
/// `light` or `dark`; absent while the system decides. `static/boot.js` reads it too.
pub const THEME: &str = "vivarium:theme";

/// What was remembered under this key.
pub fn load(key: &str) -> Option<String> {
    store()?.get_item(key).ok()?
}

/// Remembers a value, as well as the browser lets us.
pub fn save(key: &str, value: &str) {
    // A refusal (quota, private window) is no failure of the page: the text is still in the editor.
    let _refused = store().map(|store| store.set_item(key, value));
}

/// Reading the property itself throws where storage is blocked.
fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
