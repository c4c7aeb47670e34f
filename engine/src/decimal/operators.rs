//! The functions in `Decimal`'s slots: each tries the short way, then calls the method of the Python code.

use super::_vivarium_decimal::{Number, Value};
use super::finite::Finite;
use super::library::{LIBRARY, new_decimal, now, operand};
use super::rounding::{self, Rounding};
use super::{finite, text};
use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyStr, PyStrRef, PyTypeRef},
    common::hash::PyHash,
    function::{Either, FuncArgs, PyComparisonValue},
    protocol::PyNumber,
    types::PyComparisonOp,
};

/// Put them there.
pub(super) fn take_slots(decimal: &PyTypeRef) {
    let slots = &decimal.slots;
    let number = &slots.as_number;
    number.add.store(Some(add));
    number.right_add.store(Some(add));
    number.subtract.store(Some(subtract));
    number.right_subtract.store(Some(subtract));
    number.multiply.store(Some(multiply));
    number.right_multiply.store(Some(multiply));
    number.true_divide.store(Some(true_divide));
    number.right_true_divide.store(Some(true_divide));
    number.floor_divide.store(Some(floor_divide));
    number.right_floor_divide.store(Some(floor_divide));
    number.remainder.store(Some(remainder));
    number.right_remainder.store(Some(remainder));
    number.power.store(Some(power));
    number.right_power.store(Some(power));
    number.negative.store(Some(negative));
    number.positive.store(Some(positive));
    number.absolute.store(Some(absolute));
    number.boolean.store(Some(boolean));
    number.int.store(Some(int));
    number.float.store(Some(float));
    slots.richcompare.store(Some(richcompare));
    slots.hash.store(Some(hash));
    slots.repr.store(Some(repr));
    slots.new.store(Some(new));
}

fn is_number(object: &PyObject) -> bool {
    object.downcast_ref::<Number>().is_some()
}

type Operation = fn(Finite, Finite, &rounding::Settings) -> finite::Result;

fn binary(
    left: &PyObject,
    right: &PyObject,
    operation: Operation,
    (method, reflected): (&str, &str),
    vm: &VirtualMachine,
) -> PyResult {
    let short = || {
        let (left, right) = (operand(left, vm)?, operand(right, vm)?);
        let now = now(None, vm)?;
        now.answer(operation(left, right, &now.settings)?, vm)
    };
    if let Some(value) = short() {
        return Ok(value);
    }
    if is_number(left) {
        vm.call_special_method(left, vm.ctx.intern_str(method), (right.to_owned(),))
    } else {
        vm.call_special_method(right, vm.ctx.intern_str(reflected), (left.to_owned(),))
    }
}

fn add(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    binary(left, right, Finite::plus, ("__add__", "__radd__"), vm)
}

fn subtract(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    binary(left, right, Finite::minus, ("__sub__", "__rsub__"), vm)
}

fn multiply(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    binary(left, right, Finite::times, ("__mul__", "__rmul__"), vm)
}

fn true_divide(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    let names = ("__truediv__", "__rtruediv__");
    binary(left, right, Finite::over, names, vm)
}

fn floor_divide(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    let names = ("__floordiv__", "__rfloordiv__");
    binary(left, right, Finite::floor_over, names, vm)
}

fn remainder(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    binary(left, right, Finite::modulo, ("__mod__", "__rmod__"), vm)
}

fn power(
    base: &PyObject,
    exponent: &PyObject,
    modulus: &PyObject,
    vm: &VirtualMachine,
) -> PyResult {
    if vm.is_none(modulus) {
        return binary(base, exponent, Finite::power, ("__pow__", "__rpow__"), vm);
    }
    let (number, other, method) = if is_number(exponent) && !is_number(base) {
        (exponent, base, "__rpow__")
    } else {
        (base, exponent, "__pow__")
    };
    let arguments = (other.to_owned(), modulus.to_owned());
    vm.call_special_method(number, vm.ctx.intern_str(method), arguments)
}

fn unary(number: &PyObject, sign: fn(bool) -> bool, method: &str, vm: &VirtualMachine) -> PyResult {
    let short = || {
        let value = operand(number, vm)?;
        let now = now(None, vm)?;
        let value = value.signed(sign(value.negative), &now.settings)?;
        now.answer(value, vm)
    };
    match short() {
        Some(value) => Ok(value),
        None => vm.call_special_method(number, vm.ctx.intern_str(method), ()),
    }
}

fn negative(number: PyNumber<'_>, vm: &VirtualMachine) -> PyResult {
    unary(number.obj, |negative| !negative, "__neg__", vm)
}

fn positive(number: PyNumber<'_>, vm: &VirtualMachine) -> PyResult {
    unary(number.obj, |negative| negative, "__pos__", vm)
}

fn absolute(number: PyNumber<'_>, vm: &VirtualMachine) -> PyResult {
    unary(number.obj, |_| false, "__abs__", vm)
}

fn boolean(number: PyNumber<'_>, vm: &VirtualMachine) -> PyResult<bool> {
    match operand(number.obj, vm) {
        Some(value) => Ok(value.coefficient != 0),
        None => vm
            .call_special_method(number.obj, vm.ctx.intern_str("__bool__"), ())?
            .try_to_bool(vm),
    }
}

fn int(number: PyNumber<'_>, vm: &VirtualMachine) -> PyResult {
    let value = operand(number.obj, vm).and_then(|value| value.rounded(Rounding::Down));
    match value {
        Some(integer) => Ok(vm.ctx.new_int(integer).into()),
        None => vm.call_special_method(number.obj, vm.ctx.intern_str("__int__"), ()),
    }
}

fn float(number: PyNumber<'_>, vm: &VirtualMachine) -> PyResult {
    let text = operand(number.obj, vm).and_then(Finite::text);
    match text.and_then(|text| text.parse::<f64>().ok()) {
        Some(value) => Ok(vm.ctx.new_float(value).into()),
        None => vm.call_special_method(number.obj, vm.ctx.intern_str("__float__"), ()),
    }
}

fn richcompare(
    left: &PyObject,
    right: &PyObject,
    op: PyComparisonOp,
    vm: &VirtualMachine,
) -> PyResult<Either<PyObjectRef, PyComparisonValue>> {
    let short = || operand(left, vm)?.compared(operand(right, vm)?);
    if let Some(ordering) = short() {
        return Ok(Either::B(op.eval_ord(ordering).into()));
    }
    let method = match op {
        PyComparisonOp::Lt => "__lt__",
        PyComparisonOp::Le => "__le__",
        PyComparisonOp::Gt => "__gt__",
        PyComparisonOp::Ge => "__ge__",
        PyComparisonOp::Eq => "__eq__",
        PyComparisonOp::Ne => "__ne__",
    };
    let method = vm.ctx.intern_str(method);
    vm.call_special_method(left, method, (right.to_owned(),))
        .map(Either::A)
}

fn hash(number: &PyObject, vm: &VirtualMachine) -> PyResult<PyHash> {
    if let Some(value) = operand(number, vm) {
        return Ok(value.hash());
    }
    let hash = vm.call_special_method(number, vm.ctx.intern_str("__hash__"), ())?;
    hash.try_index(vm)?.try_to_primitive(vm)
}

fn repr(number: &PyObject, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    if let Some(text) = operand(number, vm).and_then(Finite::text) {
        return Ok(vm.ctx.new_str(format!("Decimal('{text}')")));
    }
    vm.call_special_method(number, vm.ctx.intern_str("__repr__"), ())?
        .downcast()
        .map_err(|_| vm.new_type_error("__repr__ returned non-string"))
}

/// `Decimal(value)`; subclasses have a slot of their own.
fn new(cls: PyTypeRef, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    let short = || {
        let [value] = &*args.args else {
            return None;
        };
        let exact = LIBRARY.get()?.decimal.is(&cls) && args.kwargs.is_empty();
        if !exact {
            return None;
        }
        let finite = match value.downcast_ref::<PyStr>() {
            Some(text) => text::parsed(text.to_str()?)?,
            None => operand(value, vm)?,
        };
        new_decimal(Value::Short(finite))
    };
    if let Some(value) = short() {
        return Ok(value);
    }
    let constructor = cls.as_object().get_attr("__new__", vm)?;
    let mut args = args;
    args.args.insert(0, cls.into());
    constructor.call(args, vm)
}
