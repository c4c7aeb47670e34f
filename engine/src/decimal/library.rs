//! What the short way knows of the Python code: its classes, the current context, the flags.

use super::_vivarium_decimal::{Kept, Number, Value};
use super::finite::Finite;
use super::rounding::{Loss, Rounding, Settings};
use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDict, PyInt, PyStr, PyStrInterned, PyTypeRef},
};
use std::cell::{Cell, RefCell};

/// What `install` was told.
pub(super) struct Library {
    pub(super) decimal: PyTypeRef,
    pub(super) context: PyTypeRef,
    pub(super) current: PyObjectRef,
    pub(super) rounded: PyObjectRef,
    pub(super) inexact: PyObjectRef,
    pub(super) names: Names,
}

pub(super) struct Names {
    precision: &'static PyStrInterned,
    rounding: &'static PyStrInterned,
    least: &'static PyStrInterned,
    greatest: &'static PyStrInterned,
    clamp: &'static PyStrInterned,
    flags: &'static PyStrInterned,
    traps: &'static PyStrInterned,
}

impl Names {
    pub(super) fn new(vm: &VirtualMachine) -> Self {
        let name = |name: &str| vm.ctx.intern_str(name);
        Self {
            precision: name("prec"),
            rounding: name("rounding"),
            least: name("Emin"),
            greatest: name("Emax"),
            clamp: name("clamp"),
            flags: name("flags"),
            traps: name("traps"),
        }
    }
}

thread_local! {
    /// Never freed: there is one, or one more for every time a program imports the library anew.
    pub(super) static LIBRARY: Cell<Option<&'static Library>> = const { Cell::new(None) };
}

pub(super) fn integer(object: &PyObject, vm: &VirtualMachine) -> Option<i64> {
    let int = object.downcast_ref::<PyInt>()?;
    int.try_to_primitive(vm).ok()
}

pub(super) fn new_decimal(value: Value) -> Option<PyObjectRef> {
    let class = LIBRARY.get()?.decimal.clone();
    Some(PyRef::new_ref(Number(RefCell::new(value)), class, None).into())
}

/// An operand of the class itself, or an int.
pub(super) fn operand(object: &PyObject, vm: &VirtualMachine) -> Option<Finite> {
    if let Some(number) = object.downcast_ref::<Number>() {
        return number.short();
    }
    let int = object.downcast_ref::<PyInt>()?;
    Finite::integer(int.try_to_primitive::<i128>(vm).ok()?)
}

/// The context of one operation.
pub(super) struct Now {
    library: &'static Library,
    context: PyObjectRef,
    pub(super) settings: Settings,
}

/// This context, or the current one, if it is of the library's own class.
pub(super) fn now(given: Option<&PyObject>, vm: &VirtualMachine) -> Option<Now> {
    let library = LIBRARY.get()?;
    let context = match given.filter(|given| !vm.is_none(given)) {
        Some(given) => given.to_owned(),
        None => library.current.call((), vm).ok()?,
    };
    if !context.class().is(&library.context) {
        return None;
    }
    let kept = &context.downcast_ref::<Kept>()?.0;
    if kept.get().is_none() {
        kept.set(read(&context, &library.names, vm));
    }
    let settings = kept.get()?;
    Some(Now {
        library,
        context,
        settings,
    })
}

fn read(context: &PyObject, names: &Names, vm: &VirtualMachine) -> Option<Settings> {
    let number = |name| integer(&*context.get_attr(name, vm).ok()?, vm);
    let rounding = context.get_attr(names.rounding, vm).ok()?;
    Some(Settings {
        precision: number(names.precision)?,
        rounding: Rounding::named(rounding.downcast_ref::<PyStr>()?.to_str()?)?,
        least: number(names.least)?,
        greatest: number(names.greatest)?,
        clamp: number(names.clamp)? != 0,
    })
}

impl Now {
    /// The result as an object, unless a signal would have to be raised or its flag set.
    pub(super) fn answer(
        &self,
        (value, loss): (Finite, Loss),
        vm: &VirtualMachine,
    ) -> Option<PyObjectRef> {
        if loss != Loss::Nothing && !self.heard(loss, vm)? {
            return None;
        }
        new_decimal(Value::Short(value))
    }

    /// Whether the signals of a loss change nothing: their flags are set, and they are not trapped.
    fn heard(&self, loss: Loss, vm: &VirtualMachine) -> Option<bool> {
        let names = &self.library.names;
        let flags = self.context.get_attr(names.flags, vm).ok()?;
        let traps = self.context.get_attr(names.traps, vm).ok()?;
        let flags = flags.downcast_ref_if_exact::<PyDict>(vm)?;
        let traps = traps.downcast_ref_if_exact::<PyDict>(vm)?;
        let set = |of: &Py<PyDict>, signal: &PyObjectRef| {
            let value = of.get_item_opt(&**signal, vm).ok()??;
            value.try_to_bool(vm).ok()
        };
        let quiet = |signal| Some(set(flags, signal)? && !set(traps, signal)?);
        let (rounded, inexact) = (&self.library.rounded, &self.library.inexact);
        Some(quiet(rounded)? && (loss == Loss::Zeros || quiet(inexact)?))
    }
}
