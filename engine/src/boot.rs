//! Builds the interpreter that the image holds.

use crate::{decimal, module};
use rustpython_vm::{
    Interpreter, PyObjectRef, PyRef, PyResult, Settings, VirtualMachine, builtins::PyDict,
    compiler::Mode, scope::Scope,
};
use vivarium_abi::{HOME, LIBRARY_ROOT};

/// Where the build mounts `engine/python/image`, our modules inside the image.
const SOURCES: &str = "/image";
/// Their names in the order in which they begin, one a line. A file, so that one more does not compile the engine again.
const ORDER: &str = "order.txt";

/// An interpreter with our modules in place, standing in the home directory.
pub(crate) fn interpreter() -> Interpreter {
    let mut settings = Settings::default();
    settings.hash_seed = Some(0);
    settings.import_site = false;
    settings.install_signal_handlers = false;
    settings.write_bytecode = false;
    settings.user_site_directory = false;
    settings.path_list = vec![LIBRARY_ROOT.into()];
    settings.utf8_mode = 1;
    let builder = Interpreter::builder(settings);
    let mut modules = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
    modules.push(module::module_def(&builder.ctx));
    modules.push(decimal::module_def(&builder.ctx));
    let interpreter = builder.add_native_modules(&modules).build();
    interpreter.enter(|vm| {
        if let Err(exception) = prepare(vm) {
            vm.print_exception(&exception);
            panic!("the image cannot be prepared");
        }
    });
    interpreter
}

fn prepare(vm: &VirtualMachine) -> PyResult<()> {
    let read = |file: &str| {
        std::fs::read_to_string(format!("{SOURCES}/{file}"))
            .map_err(|error| vm.new_os_error(error.to_string()))
    };
    for name in read(ORDER)?.lines() {
        let module = define(vm, name, &read(&format!("{name}.py"))?)?;
        if let Ok(prepare) = module.get_attr("prepare", vm) {
            prepare.call((HOME, LIBRARY_ROOT), vm)?;
        }
    }
    // Last: from here on there is a host, and an import of what is not in the image waits for the library.
    vm.import("_vivarium_library", 0)?
        .get_attr("seal", vm)?
        .call((), vm)?;
    rustpython_vm::signal::set_interrupt_hook(module::look);
    Ok(())
}

/// Run `source` as the module `name`. Its file is a name in angle brackets: tracebacks leave such frames out.
fn define(vm: &VirtualMachine, name: &str, source: &str) -> PyResult<PyObjectRef> {
    let code = vm
        .compile(source, Mode::Exec, format!("<{name}>"))
        .map_err(|error| error.into_pyexception(vm, Some(source)))?;
    let globals = vm.ctx.new_dict();
    let module = vm.new_module(name, globals.clone(), None);
    let modules = vm.sys_module.get_attr("modules", vm)?;
    modules.set_item(name, module.clone().into(), vm)?;
    vm.run_code_obj(code, scope(vm, globals)?)?;
    Ok(module.into())
}

/// A module's own scope.
pub(crate) fn scope(vm: &VirtualMachine, globals: PyRef<PyDict>) -> PyResult<Scope> {
    globals.set_item("__builtins__", vm.builtins.clone().into(), vm)?;
    Ok(Scope::with_builtins(None, globals, vm))
}

/// Overwrite what earlier calls left on the stack, so that it is not in the image.
#[inline(never)]
pub(crate) fn scrub_stack() {
    let here = 0u8;
    let top = &raw const here as usize;
    // The stack lies at the bottom of memory and grows down; this function's own frame is near `top`.
    let length = top.saturating_sub(OWN_FRAME);
    // SAFETY: nothing below the running function's frame is in use. The pointer is not null but one past it.
    unsafe { std::ptr::without_provenance_mut::<u8>(1).write_bytes(0, length) };
}

/// More than [`scrub_stack`] itself needs.
const OWN_FRAME: usize = 1024;
