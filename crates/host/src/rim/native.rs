//! Instances of native modules: compiled and called at once, in the same worker.

use crate::core::native::{LONGEST, Native};
use js_sys::{Function, Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};

/// A module's exports: `alloc(length)` answers the place of a request, `call(place, length)` that of its answer, which
/// begins with its length.
#[derive(Debug)]
struct Module {
    memory: WebAssembly::Memory,
    alloc: Function,
    call: Function,
}

/// An instance of the module; none where these bytes are no such module. Without imports it can only calculate.
pub(super) fn load(bytes: &[u8]) -> Option<Box<dyn Native>> {
    let module = WebAssembly::Module::new(&Uint8Array::from(bytes)).ok()?;
    let instance = WebAssembly::Instance::new(&module, &Object::new()).ok()?;
    let exports = instance.exports();
    let export = |name: &str| Reflect::get(&exports, &name.into()).ok();
    Some(Box::new(Module {
        memory: export("memory")?.dyn_into().ok()?,
        alloc: export("alloc")?.dyn_into().ok()?,
        call: export("call")?.dyn_into().ok()?,
    }))
}

impl Module {
    fn try_call(&self, request: &[u8]) -> Result<Option<Vec<u8>>, JsValue> {
        let length = JsValue::from(request.len() as u32);
        let at = self.alloc.call1(&JsValue::UNDEFINED, &length)?;
        let Some(place) = self.slice(&at, request.len() as u32) else {
            return Ok(None);
        };
        place.copy_from(request);
        let answer = self.call.call2(&JsValue::UNDEFINED, &at, &length)?;
        let read = || {
            let mut head = [0; 4];
            self.slice(&answer, 4)?.copy_to(&mut head);
            let length = u32::from_le_bytes(head);
            let whole = self.slice(&answer, length.checked_add(4)?)?;
            (length as usize <= LONGEST).then(|| whole.subarray(4, whole.length()).to_vec())
        };
        Ok(read())
    }

    /// A stretch of the module's memory.
    fn slice(&self, at: &JsValue, length: u32) -> Option<Uint8Array> {
        let at = at.as_f64()? as i64 as u32;
        let all = Uint8Array::new(&self.memory.buffer());
        let end = at.checked_add(length)?;
        (end <= all.length()).then(|| all.subarray(at, end))
    }
}

impl Native for Module {
    fn call(&mut self, request: &[u8]) -> Option<Vec<u8>> {
        self.try_call(request).ok().flatten()
    }
}
