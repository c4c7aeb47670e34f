//! One program from request to outcome.

use crate::boot;
use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef, compiler::Mode,
};
use vivarium_protocol::{
    PythonError,
    abi::{EngineOutcome, EngineRequest},
};

/// What the report may take beyond the program's limit.
const MEMORY_FOR_THE_END: usize = 16 << 20;

/// Run the program as `__main__`. What to say about its end is Python's work: `_vivarium_run`.
pub(crate) fn program(vm: &VirtualMachine, request: &EngineRequest) -> EngineOutcome {
    let exception = match begin(vm, request) {
        Ok(main) => main_module(vm, request, &main).err(),
        Err(exception) => Some(exception),
    };
    // What has to be said after memory ran out needs some.
    crate::MEMORY.set_limit(request.memory as usize + MEMORY_FOR_THE_END);
    end(vm, exception.clone()).unwrap_or_else(|reporting| {
        // The report itself failed: a `__str__` that raises again and again, a second interrupt, no memory.
        let mut text = String::new();
        for exception in exception.iter().chain([&reporting]) {
            // Writing to a string does not fail.
            let _ = vm.write_exception(&mut text, exception);
        }
        let class = exception
            .as_ref()
            .unwrap_or(&reporting)
            .class()
            .name()
            .to_string();
        EngineOutcome {
            error: Some(PythonError {
                kind: class,
                message: String::new(),
                traceback: text,
                line: None,
                column: None,
            }),
            result: None,
            exit_code: 1,
        }
    })
}

/// An outcome for what is wrong with us rather than with the program.
pub(crate) fn failure(sentence: &str) -> EngineOutcome {
    EngineOutcome {
        error: Some(PythonError {
            kind: "SystemError".into(),
            message: sentence.into(),
            traceback: format!("SystemError: {sentence}\n"),
            line: None,
            column: None,
        }),
        result: None,
        exit_code: 1,
    }
}

fn reporter(vm: &VirtualMachine, function: &'static str) -> PyResult {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    modules
        .get_item("_vivarium_run", vm)?
        .get_attr(function, vm)
}

fn begin(vm: &VirtualMachine, request: &EngineRequest) -> PyResult {
    let argv: Vec<PyObjectRef> = request
        .argv
        .iter()
        .map(|argument| vm.ctx.new_str(argument.as_str()).into())
        .collect();
    reporter(vm, "begin")?.call(
        (request.path.as_str(), vm.ctx.new_list(argv), request.seed),
        vm,
    )
}

fn main_module(vm: &VirtualMachine, request: &EngineRequest, main: &PyObjectRef) -> PyResult<()> {
    let source = request
        .code
        .strip_prefix('\u{feff}')
        .unwrap_or(&request.code);
    if let Some(at) = source.find('\0') {
        return Err(nul_error(vm, &request.path, &source[..at])?);
    }
    let code = vm
        .compile(source, Mode::BlockExpr, request.path.as_str())
        .map_err(|error| error.into_pyexception(vm, Some(source)))?;
    let dict = main.get_attr("__dict__", vm)?;
    let dict = dict
        .downcast()
        .map_err(|_| vm.new_system_error("__main__ has no dictionary"))?;
    vm.run_code_obj(code, boot::scope(vm, dict)?)?;
    Ok(())
}

/// As for a file on disk: the parser would not say where the byte is.
fn nul_error(vm: &VirtualMachine, path: &str, before: &str) -> PyResult<PyBaseExceptionRef> {
    let error = vm.ctx.exceptions.syntax_error.to_owned();
    let error = vm.new_exception_msg(error, "source code cannot contain null bytes".into());
    let line = before.rsplit('\n').next().unwrap_or_default();
    let object = error.as_object();
    object.set_attr("filename", vm.ctx.new_str(path), vm)?;
    object.set_attr("lineno", vm.ctx.new_int(before.split('\n').count()), vm)?;
    object.set_attr("offset", vm.ctx.new_int(line.chars().count() + 1), vm)?;
    object.set_attr("text", vm.ctx.new_str(line), vm)?;
    Ok(error)
}

fn end(vm: &VirtualMachine, exception: Option<PyBaseExceptionRef>) -> PyResult<EngineOutcome> {
    let exception = exception.map_or_else(|| vm.ctx.none(), Into::into);
    let report = reporter(vm, "end")?.call((exception,), vm)?;
    let text = report.str(vm)?;
    serde_json::from_slice(text.as_bytes()).map_err(|error| vm.new_system_error(error.to_string()))
}
