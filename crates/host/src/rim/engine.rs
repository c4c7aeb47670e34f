//! The engine: unpacking, compiling, instances, and what their traps mean.
#![expect(
    unreachable_pub,
    reason = "exported to the worker's script, not to Rust"
)]

use super::memory::EngineMemory;
use super::{imports, threads};
use crate::core::memory::Memory as _;
use crate::core::module::mutable_globals;
use crate::core::run::End;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array, WebAssembly};
use std::cell::{Cell, RefCell};
use vivarium_pack::{PackError, Unpacker};
use vivarium_protocol::abi::EngineRequest;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultController, Response, ResponseInit};

/// Why there is no interpreter.
#[derive(Debug, thiserror::Error)]
pub(super) enum EngineError {
    #[error(
        "The interpreter cannot be unpacked: {0}. Run again; if that does not help, upload all of dist/ again."
    )]
    Pack(#[from] PackError),
    #[error(
        "This browser cannot compile the interpreter ({0}). A current Chrome, Edge, Firefox or Safari can."
    )]
    Compile(String),
    #[error(
        "This browser cannot start the interpreter ({0}). Close other tabs to free memory, then run again."
    )]
    Instantiate(String),
}

/// The compiled engine.
pub(super) struct Engine {
    module: WebAssembly::Module,
    /// Checksum of the packed bytes.
    pub(super) build: String,
    /// Whether an instance is pristine once its memory is.
    restorable: bool,
    imports: Object,
    /// The memory of an instance before any run.
    image: RefCell<Option<Uint8Array>>,
    /// How many there were.
    instances: Cell<u32>,
}

/// One interpreter, for one run.
pub(super) struct Instance {
    exports: Object,
    memory: WebAssembly::Memory,
}

impl Engine {
    /// Unpack and compile, unless another worker has done so.
    pub(super) async fn load(engine: JsValue) -> Result<Self, EngineError> {
        let field = |key: &str| Reflect::get(&engine, &key.into()).unwrap_or_default();
        let compiled = if let Ok(module) = field("module").dyn_into() {
            Compiled {
                module,
                build: field("build").as_string().unwrap_or_default(),
                restorable: field("restorable").is_truthy(),
            }
        } else {
            unpack(field("bytes").unchecked_into()).await?
        };
        Ok(Self {
            imports: imports::object(&compiled.module, can_suspend()),
            module: compiled.module,
            build: compiled.build,
            restorable: compiled.restorable,
            image: RefCell::default(),
            instances: Cell::default(),
        })
    }

    /// A pristine interpreter. Its memory becomes the one that calls work on.
    pub(super) async fn instantiate(&self) -> Result<Instance, EngineError> {
        let failed = |error: JsValue| EngineError::Instantiate(text(&error));
        let instance = JsFuture::from(WebAssembly::instantiate_module(&self.module, &self.imports))
            .await
            .map_err(failed)?;
        let exports = Reflect::get(&instance, &"exports".into()).map_err(failed)?;
        let exports: Object = exports.unchecked_into();
        let memory = Reflect::get(&exports, &"memory".into()).map_err(failed)?;
        let memory: WebAssembly::Memory = memory.unchecked_into();
        imports::use_memory(EngineMemory::new(memory.clone()));
        let instance = Instance { exports, memory };
        // Engines that the build has not initialised bring these.
        for name in ["_initialize", "vivarium_init"] {
            if let Some(initialise) = instance.export(name) {
                let initialised = enter(&initialise, &[]).map_err(failed)?;
                JsFuture::from(initialised).await.map_err(failed)?;
            }
        }
        // Not of the first instance: the first output would wait for the copy.
        if self.restorable && self.instances.replace(self.instances.get() + 1) > 0 {
            let image = || Uint8Array::new(&instance.memory.buffer()).slice(0, u32::MAX);
            self.image.borrow_mut().get_or_insert_with(image);
        }
        Ok(instance)
    }

    /// Make an instance pristine that came back from its run, unless it has grown: a tenth of the time of a new one.
    pub(super) fn restore(&self, instance: Instance) -> Option<Instance> {
        let image = self.image.borrow();
        let image = image.as_ref()?;
        let memory = Uint8Array::new(&instance.memory.buffer());
        if memory.length() != image.length() {
            return None;
        }
        memory.set(image, 0);
        Some(instance)
    }
}

/// What the compiler makes of the download, for every worker.
struct Compiled {
    module: WebAssembly::Module,
    build: String,
    restorable: bool,
}

/// Unpack and compile piece by piece: the browser compiles while the next piece is unpacked, and the whole is never
/// in this module's memory, which cannot shrink.
async fn unpack(pack: Uint8Array) -> Result<Compiled, EngineError> {
    let packed = pack.to_vec();
    // The pack's own checksum.
    let checksum = packed.get(4..8).and_then(|bytes| bytes.try_into().ok());
    let build = format!("{:08x}", u32::from_le_bytes(checksum.unwrap_or_default()));
    let mut unpacker = Unpacker::new(packed)?;
    let mut piece = unpacker.piece(PIECE)?;
    let restorable = mutable_globals(&piece) == Some(1);
    let pull = Closure::<dyn FnMut(ReadableStreamDefaultController) -> Result<(), JsValue>>::new(
        move |stream: ReadableStreamDefaultController| {
            if piece.is_empty() {
                return stream.close();
            }
            stream.enqueue_with_chunk(&Uint8Array::from(piece.as_slice()))?;
            piece = unpacker.piece(PIECE).map_err(|error| error.to_string())?;
            Ok(())
        },
    );
    let compiled = async {
        let source = Object::new();
        Reflect::set(&source, &"pull".into(), pull.as_ref())?;
        let stream = ReadableStream::new_with_underlying_source(&source)?;
        let kind = ResponseInit::new();
        let headers = Object::new();
        Reflect::set(&headers, &"content-type".into(), &"application/wasm".into())?;
        kind.set_headers(&headers);
        let response = Response::new_with_opt_readable_stream_and_init(Some(&stream), &kind)?;
        JsFuture::from(WebAssembly::compile_streaming(&Promise::resolve(
            &JsValue::from(response),
        )))
        .await
    };
    let module = compiled
        .await
        .map_err(|error| EngineError::Compile(text(&error)))?;
    Ok(Compiled {
        module: module.unchecked_into(),
        build,
        restorable,
    })
}

/// Bytes at a time; the first such piece has all but the code and the data.
const PIECE: usize = 1 << 20;

/// Compile the packed engine for other workers: what [`Engine::load`] takes.
#[wasm_bindgen]
pub async fn compile(packed: Uint8Array) -> Result<JsValue, JsValue> {
    let compiled = unpack(packed).await.map_err(|error| error.to_string())?;
    let engine = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&engine, &key.into(), value);
    set("module", &compiled.module)?;
    set("build", &compiled.build.into())?;
    set("restorable", &compiled.restorable.into())?;
    Ok(engine.into())
}

impl Instance {
    fn export(&self, name: &str) -> Option<Function> {
        Reflect::get(&self.exports, &name.into())
            .ok()?
            .dyn_into()
            .ok()
    }

    /// Run a program to its end, whatever that is.
    pub(super) async fn run(&self, request: &EngineRequest) -> End {
        match self.try_run(request).await {
            Ok(()) => End::Returned,
            Err(error) => self.explain(&error),
        }
    }

    async fn try_run(&self, request: &EngineRequest) -> Result<(), JsValue> {
        let json = serde_json::to_vec(request).map_err(|error| JsValue::from(error.to_string()))?;
        let export = |name: &str| {
            self.export(name)
                .ok_or_else(|| JsValue::from(format!("no export {name}")))
        };
        let length = json.len() as u32;
        let at = export("vivarium_alloc")?.call1(&JsValue::UNDEFINED, &length.into())?;
        let address = at.as_f64().unwrap_or_default() as i64 as u32;
        imports::with_memory(|memory| memory.write(address, &json))
            .ok_or("no place for the program")?
            .map_err(|_| "no place for the program")?;
        drop(json);
        let failed = threads::begin(&self.exports, !request.session);
        let ended = enter(&export("vivarium_run")?, &[at, length.into()])?;
        // Whichever comes first: the end of the first thread, or the trap of another.
        JsFuture::from(Promise::race(&Array::of2(&ended, &failed))).await?;
        Ok(())
    }

    /// What a trap means. The instance must not be used again.
    fn explain(&self, error: &JsValue) -> End {
        let name = Reflect::get(error, &"name".into())
            .ok()
            .and_then(|name| name.as_string());
        // Chromium and Safari, then Firefox.
        if let Some("RangeError" | "InternalError") = name.as_deref() {
            return End::StackOverflow;
        }
        let out_of_memory = self
            .export("vivarium_out_of_memory")
            .and_then(|ask| ask.call0(&JsValue::UNDEFINED).ok())
            .is_some_and(|answer| answer.as_f64() == Some(1.0));
        if out_of_memory {
            End::OutOfMemory
        } else {
            End::Trap(text(error))
        }
    }
}

/// Call an export so that it can suspend.
pub(super) fn enter(export: &Function, arguments: &[JsValue]) -> Result<Promise, JsValue> {
    let arguments = arguments.iter().collect();
    let Some(promising) = web_assembly("promising") else {
        let result = export.apply(&JsValue::UNDEFINED, &arguments)?;
        return Ok(Promise::resolve(&result));
    };
    let export: Function = promising
        .call1(&JsValue::UNDEFINED, export)?
        .unchecked_into();
    let promise = export.apply(&JsValue::UNDEFINED, &arguments)?;
    Ok(promise.unchecked_into())
}

/// Whether the browser can switch stacks (JSPI).
pub(super) fn can_suspend() -> bool {
    thread_local!(static CAN: bool = web_assembly("promising").is_some() && web_assembly("Suspending").is_some());
    CAN.with(|can| *can)
}

/// A function of the `WebAssembly` namespace.
pub(super) fn web_assembly(name: &str) -> Option<Function> {
    let namespace = Reflect::get(&js_sys::global(), &"WebAssembly".into()).ok()?;
    Reflect::get(&namespace, &name.into()).ok()?.dyn_into().ok()
}

/// An error's own words.
fn text(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string());
    message
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "no reason given".into())
}
