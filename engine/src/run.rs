//! One program from request to outcome.

use crate::boot;
use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDict},
    compiler::{CompileOpts, Mode},
};
use vivarium_abi::{EngineOutcome, EngineRequest, PythonError, Value};

/// What the report may take beyond the program's limit.
const MEMORY_FOR_THE_END: usize = 16 << 20;

/// What the request asks for: a task, or the program as `__main__`.
pub(crate) fn request(vm: &VirtualMachine, request: &EngineRequest) -> EngineOutcome {
    match &request.task {
        Some(name) => task(vm, request, name),
        None => program(vm, request),
    }
}

/// Run the program as `__main__`. What to say about its end is Python's work: `_vivarium_run`.
fn program(vm: &VirtualMachine, request: &EngineRequest) -> EngineOutcome {
    let exception = begin(vm, request)
        .and_then(|cell| main_module(vm, request, &cell))
        .err();
    // What has to be said after memory ran out needs some.
    crate::MEMORY.set_limit(request.memory as usize + MEMORY_FOR_THE_END);
    end(vm, exception.clone(), request.session).unwrap_or_else(|reporting| {
        // The report itself failed: a `__str__` that raises again and again, a second interrupt, no memory.
        let first = exception.as_ref().unwrap_or(&reporting);
        unreported(vm, first, exception.iter().chain([&reporting]))
    })
}

/// Call a function of `_vivarium_tasks` with a text; its answer as JSON.
fn task(vm: &VirtualMachine, request: &EngineRequest, name: &str) -> EngineOutcome {
    let answer = our_function(vm, "_vivarium_tasks", "run")
        .and_then(|run| run.call((name, request.code.as_str()), vm))
        .and_then(|answer| Ok(answer.str(vm)?.to_string()));
    match answer {
        Ok(json) => EngineOutcome {
            result: Some(Value {
                repr: String::new(),
                json: Some(json),
            }),
            ..EngineOutcome::default()
        },
        Err(exception) => unreported(vm, &exception, [&exception]),
    }
}

/// An outcome for exceptions that Python cannot report.
fn unreported<'a>(
    vm: &VirtualMachine,
    first: &PyBaseExceptionRef,
    all: impl IntoIterator<Item = &'a PyBaseExceptionRef>,
) -> EngineOutcome {
    let mut text = String::new();
    for exception in all {
        // Writing to a string does not fail.
        let _ = vm.write_exception(&mut text, exception);
    }
    EngineOutcome {
        error: Some(PythonError {
            kind: first.class().name().to_string(),
            message: String::new(),
            traceback: text,
            line: None,
            column: None,
        }),
        result: None,
        exit_code: 1,
    }
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

/// A function of one of our modules.
pub(crate) fn our_function(
    vm: &VirtualMachine,
    module: &'static str,
    function: &'static str,
) -> PyResult {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    modules.get_item(module, vm)?.get_attr(function, vm)
}

/// One program, or one cell of a session: where its names are, and what its code is called in tracebacks.
struct Cell {
    names: PyRef<PyDict>,
    file: String,
}

fn begin(vm: &VirtualMachine, request: &EngineRequest) -> PyResult<Cell> {
    let argv: Vec<PyObjectRef> = request
        .argv
        .iter()
        .map(|argument| vm.ctx.new_str(argument.as_str()).into())
        .collect();
    let begun = our_function(vm, "_vivarium_run", "begin")?.call(
        (
            request.path.as_str(),
            vm.ctx.new_list(argv),
            request.seed,
            request.session.then_some(request.code.as_str()),
        ),
        vm,
    )?;
    let names = begun.get_item(&0, vm)?;
    Ok(Cell {
        names: names
            .downcast()
            .map_err(|_| vm.new_system_error("__main__ has no dictionary"))?,
        file: begun.get_item(&1, vm)?.str(vm)?.to_string(),
    })
}

fn main_module(vm: &VirtualMachine, request: &EngineRequest, cell: &Cell) -> PyResult<()> {
    let source = request
        .code
        .strip_prefix('\u{feff}')
        .unwrap_or(&request.code);
    if let Some(at) = source.find('\0') {
        return Err(nul_error(vm, &cell.file, &source[..at])?);
    }
    let options = CompileOpts {
        allow_top_level_await: true,
        ..vm.compile_opts()
    };
    let code = vm
        .compile_with_opts(source, Mode::BlockExpr, cell.file.as_str(), options)
        .map_err(|error| error.into_pyexception(vm, Some(source)))?;
    let coroutine = vm.run_code_obj(code, boot::scope(vm, cell.names.clone())?)?;
    // Only a program that awaits outside of its functions returns something.
    if !vm.is_none(&coroutine) {
        our_function(vm, "_vivarium_run", "finish")?.call((coroutine, request.session), vm)?;
    }
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

fn end(
    vm: &VirtualMachine,
    exception: Option<PyBaseExceptionRef>,
    session: bool,
) -> PyResult<EngineOutcome> {
    let exception = exception.map_or_else(|| vm.ctx.none(), Into::into);
    let report = our_function(vm, "_vivarium_run", "end")?.call((exception, session), vm)?;
    let text = report.str(vm)?;
    serde_json::from_slice(text.as_bytes()).map_err(|error| vm.new_system_error(error.to_string()))
}
