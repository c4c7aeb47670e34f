//! Python values as JSON, when the way back would give the same value.

use rustpython_vm::{
    AsObject, PyObject, VirtualMachine,
    builtins::{PyDict, PyFloat, PyInt, PyList, PyStr},
};

/// Deeper values are no result that anyone reads as JSON.
const MAX_DEPTH: usize = 100;

/// JSON text of `value`, or `None` when JSON has no such value (a tuple, a NaN, a key that is no string, …).
pub(crate) fn text(value: &PyObject, vm: &VirtualMachine) -> Option<String> {
    let mut out = String::new();
    write(value, &mut out, 0, vm).then_some(out)
}

fn write(value: &PyObject, out: &mut String, depth: usize, vm: &VirtualMachine) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    if vm.is_none(value) {
        out.push_str("null");
    } else if value.is(&vm.ctx.true_value) {
        out.push_str("true");
    } else if value.is(&vm.ctx.false_value) {
        out.push_str("false");
    } else if let Some(int) = value.downcast_ref_if_exact::<PyInt>(vm) {
        out.push_str(&int.as_bigint().to_string());
    } else if let Some(float) = value.downcast_ref_if_exact::<PyFloat>(vm) {
        let Some(number) = serde_json::Number::from_f64(float.to_f64()) else {
            return false;
        };
        out.push_str(&number.to_string());
    } else if let Some(string) = value.downcast_ref_if_exact::<PyStr>(vm) {
        return write_string(string, out);
    } else if let Some(list) = value.downcast_ref_if_exact::<PyList>(vm) {
        out.push('[');
        for (index, item) in list.borrow_vec().iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            if !write(item, out, depth + 1, vm) {
                return false;
            }
        }
        out.push(']');
    } else if let Some(dict) = value.downcast_ref_if_exact::<PyDict>(vm) {
        out.push('{');
        for (index, (key, item)) in dict.into_iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            let Some(key) = key.downcast_ref_if_exact::<PyStr>(vm) else {
                return false;
            };
            if !write_string(key, out) {
                return false;
            }
            out.push(':');
            if !write(&item, out, depth + 1, vm) {
                return false;
            }
        }
        out.push('}');
    } else {
        return false;
    }
    true
}

/// A string with lone surrogates has no JSON form.
fn write_string(string: &PyStr, out: &mut String) -> bool {
    let quoted = string
        .to_str()
        .and_then(|text| serde_json::to_string(text).ok());
    quoted.is_some_and(|quoted| {
        out.push_str(&quoted);
        true
    })
}
