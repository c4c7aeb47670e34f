//! The shape of a worker's message, checked before it is read: a program that has taken a worker over may send anything.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// Whether a message has no objects but where an event has some. The reader describes in full what it did not
/// expect, and of objects that share objects there is no end to describe: the page would hang.
pub(crate) fn is_shaped(message: &JsValue) -> bool {
    every(message, |key, value| match key {
        "bundle" => every(value, |_, data| is_flat(data)),
        "outcome" => every(value, |key, value| match key {
            "error" | "result" => is_flat(value) || every(value, |_, part| is_flat(part)),
            "files" => every(value, |_, file| file.is_instance_of::<Uint8Array>()),
            _ => is_flat(value),
        }),
        _ => is_flat(value),
    })
}

fn is_flat(value: &JsValue) -> bool {
    !value.is_object()
}

/// Whether this is a plain object all of whose fields are right.
fn every(object: &JsValue, right: impl Fn(&str, &JsValue) -> bool) -> bool {
    is_plain(object)
        && Object::keys(object.unchecked_ref::<Object>())
            .iter()
            .all(|key| {
                let value = Reflect::get(object, &key).unwrap_or_default();
                key.as_string().is_some_and(|key| right(&key, &value))
            })
}

fn is_plain(value: &JsValue) -> bool {
    let Some(object) = value.dyn_ref::<Object>() else {
        return false;
    };
    let plain: JsValue = Object::get_prototype_of(&Object::new()).into();
    JsValue::from(Object::get_prototype_of(object)) == plain
}
