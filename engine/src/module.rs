//! `_vivarium`: what our Python modules may ask of the host.

#![expect(
    clippy::needless_pass_by_value,
    reason = "arguments come from Python as owned values"
)]

use crate::host;
pub(crate) use _vivarium::module_def;
use rustpython_vm::{PyResult, VirtualMachine};
use vivarium_protocol::abi::{Op, Poll};

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
    use vivarium_protocol::abi::Op;

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

    /// A value as JSON text where that loses nothing, else `None`.
    #[pyfunction]
    fn to_json(value: PyObjectRef, vm: &VirtualMachine) -> Option<String> {
        crate::json::text(&value, vm)
    }

    /// The characters that this many bytes of UTF-8 text hold.
    #[pyfunction]
    fn characters(text: PyBytesRef) -> usize {
        String::from_utf8_lossy(text.as_bytes()).chars().count()
    }
}
