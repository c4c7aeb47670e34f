//! `_vivarium_decimal`: the short way of `decimal`, in front of the library's Python.
//!
//! `Decimal` stays the library's class with all of its methods. Its base [`Number`] keeps the value of a common
//! number as plain integers, and [`install`] puts functions of ours into the type's slots, which operators and
//! `str` ask before they would call the methods. A function of ours that does not know the answer, or would have
//! to raise a signal or a flag, calls the method: results, flags and errors are those of the Python code.

mod finite;
mod library;
mod operators;
mod rounding;
mod text;
mod wide;

pub(crate) use _vivarium_decimal::module_def;

#[rustpython_vm::pymodule]
mod _vivarium_decimal {
    use super::finite::Finite;
    use super::library::{LIBRARY, Library, Names, integer, new_decimal, now, operand};
    use super::operators::take_slots;
    use super::rounding::{Rounding, Settings};
    use super::text;
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        builtins::{PyStr, PyTypeRef},
        function::{FuncArgs, OptionalArg, PySetterValue},
        pyclass,
    };
    use std::cell::{Cell, RefCell};

    /// A value as the Python code sees it.
    #[derive(Debug, Default)]
    pub(crate) struct Parts {
        sign: Option<PyObjectRef>,
        int: Option<PyObjectRef>,
        exp: Option<PyObjectRef>,
        special: Option<PyObjectRef>,
    }

    #[derive(Debug)]
    pub(crate) enum Value {
        Short(Finite),
        Long(Box<Parts>),
    }

    impl Parts {
        fn short(&self, vm: &VirtualMachine) -> Option<Finite> {
            let special = self.special.as_ref()?;
            let int = self.int.as_ref()?.downcast_ref::<PyStr>()?.to_str()?;
            if !special.is(&vm.ctx.false_value) {
                return None;
            }
            Finite::new(
                integer(self.sign.as_ref()?, vm)? != 0,
                text::coefficient(int)?,
                integer(self.exp.as_ref()?, vm)?,
            )
        }

        /// The short form where there is one.
        fn value(self: Box<Self>, vm: &VirtualMachine) -> Value {
            self.short(vm).map_or(Value::Long(self), Value::Short)
        }
    }

    /// The base of `Decimal`: its four attributes, kept as plain integers where they fit.
    #[pyattr]
    #[pyclass(name = "Number", module = "_vivarium_decimal")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct Number(pub(super) RefCell<Value>);

    #[derive(FromArgs)]
    struct QuantizeArgs {
        #[pyarg(any)]
        exp: PyObjectRef,
        #[pyarg(any, default)]
        rounding: Option<PyObjectRef>,
        #[pyarg(any, default)]
        context: Option<PyObjectRef>,
    }

    #[pyclass(flags(BASETYPE))]
    impl Number {
        pub(crate) fn short(&self) -> Option<Finite> {
            match *self.0.borrow() {
                Value::Short(finite) => Some(finite),
                Value::Long(_) => None,
            }
        }

        fn part(
            &self,
            name: &str,
            short: impl FnOnce(Finite) -> PyObjectRef,
            long: impl FnOnce(&Parts) -> &Option<PyObjectRef>,
            vm: &VirtualMachine,
        ) -> PyResult {
            match &*self.0.borrow() {
                Value::Short(finite) => Ok(short(*finite)),
                Value::Long(parts) => long(parts)
                    .clone()
                    .ok_or_else(|| vm.new_attribute_error(name.to_owned())),
            }
        }

        /// The Python code sets attributes of new numbers only; `_is_special` comes last.
        fn set_part(
            &self,
            value: PySetterValue,
            place: impl FnOnce(&mut Parts) -> &mut Option<PyObjectRef>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            match (&mut *self.0.borrow_mut(), value) {
                (Value::Long(parts), PySetterValue::Assign(value)) => {
                    *place(parts) = Some(value);
                    Ok(())
                }
                _ => Err(vm.new_attribute_error("a Decimal does not change".to_owned())),
            }
        }

        #[pygetset(name = "_sign")]
        fn sign(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            let short = |of: Finite| vm.ctx.new_int(i32::from(of.negative)).into();
            zelf.part("_sign", short, |parts| &parts.sign, vm)
        }

        #[pygetset(name = "_sign", setter)]
        fn set_sign(zelf: &Py<Self>, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
            zelf.set_part(value, |parts| &mut parts.sign, vm)
        }

        #[pygetset(name = "_int")]
        fn int(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            let short = |of: Finite| vm.ctx.new_str(of.coefficient.to_string()).into();
            zelf.part("_int", short, |parts| &parts.int, vm)
        }

        #[pygetset(name = "_int", setter)]
        fn set_int(zelf: &Py<Self>, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
            zelf.set_part(value, |parts| &mut parts.int, vm)
        }

        #[pygetset(name = "_exp")]
        fn exp(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            let short = |of: Finite| vm.ctx.new_int(of.exponent).into();
            zelf.part("_exp", short, |parts| &parts.exp, vm)
        }

        #[pygetset(name = "_exp", setter)]
        fn set_exp(zelf: &Py<Self>, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
            zelf.set_part(value, |parts| &mut parts.exp, vm)
        }

        #[pygetset(name = "_is_special")]
        fn special(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            let short = |_| vm.ctx.new_bool(false).into();
            zelf.part("_is_special", short, |parts| &parts.special, vm)
        }

        #[pygetset(name = "_is_special", setter)]
        fn set_special(zelf: &Py<Self>, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
            zelf.set_part(value, |parts| &mut parts.special, vm)?;
            let short = match &*zelf.0.borrow() {
                Value::Long(parts) => parts.short(vm),
                Value::Short(_) => None,
            };
            if let Some(finite) = short {
                zelf.0.replace(Value::Short(finite));
            }
            Ok(())
        }

        #[pymethod]
        fn quantize(zelf: &Py<Self>, args: QuantizeArgs, vm: &VirtualMachine) -> PyResult {
            let short = || {
                let now = now(args.context.as_deref(), vm)?;
                let exponent = operand(&args.exp, vm)?.exponent();
                let rounding = match &args.rounding {
                    Some(name) => Rounding::named(name.downcast_ref::<PyStr>()?.to_str()?)?,
                    None => now.settings.rounding,
                };
                let result = zelf.short()?.quantized(exponent, rounding, &now.settings)?;
                now.answer(result, vm)
            };
            if let Some(value) = short() {
                return Ok(value);
            }
            let arguments = (args.exp.clone(), args.rounding, args.context);
            vm.call_method(zelf.as_object(), "_long_quantize", arguments)
        }

        #[pymethod]
        fn __round__(
            zelf: &Py<Self>,
            places: OptionalArg<PyObjectRef>,
            vm: &VirtualMachine,
        ) -> PyResult {
            let short = || {
                let places = places.as_option().filter(|places| !vm.is_none(places));
                let Some(places) = places else {
                    let integer = zelf.short()?.rounded(Rounding::HalfEven)?;
                    return Some(vm.ctx.new_int(integer).into());
                };
                let now = now(None, vm)?;
                let (rounding, value) = (now.settings.rounding, zelf.short()?);
                let exponent = -integer(places, vm).filter(|places| places.abs() < 100)?;
                now.answer(value.quantized(exponent, rounding, &now.settings)?, vm)
            };
            if let Some(value) = short() {
                return Ok(value);
            }
            let places = places.unwrap_or_none(vm);
            vm.call_method(zelf.as_object(), "_long___round__", (places,))
        }

        #[pymethod]
        fn __floor__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            whole(zelf, Rounding::Floor, "_long___floor__", vm)
        }

        #[pymethod]
        fn __ceil__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            whole(zelf, Rounding::Ceiling, "_long___ceil__", vm)
        }

        #[pymethod]
        fn __trunc__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            whole(zelf, Rounding::Down, "_long___trunc__", vm)
        }

        /// `str` asks for this method, not for the slot.
        #[pymethod]
        fn __str__(zelf: &Py<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            let plain = args.args.is_empty() && args.kwargs.is_empty();
            match zelf.short().filter(|_| plain).and_then(Finite::text) {
                Some(text) => Ok(vm.ctx.new_str(text).into()),
                None => vm.call_method(zelf.as_object(), "_long___str__", args),
            }
        }

        #[pymethod]
        fn __format__(zelf: &Py<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            let short = || {
                let [specifier] = &*args.args else {
                    return None;
                };
                let specifier = specifier.downcast_ref::<PyStr>()?.to_str()?;
                if !args.kwargs.is_empty() || specifier.is_empty() {
                    return None;
                }
                let rounding = now(None, vm)?.settings.rounding;
                zelf.short()?.formatted(specifier, rounding)
            };
            match short() {
                Some(text) => Ok(vm.ctx.new_str(text).into()),
                None => vm.call_method(zelf.as_object(), "_long___format__", args),
            }
        }

        #[pymethod]
        fn copy_abs(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            with_sign(zelf, |_| false, "_long_copy_abs", vm)
        }

        #[pymethod]
        fn copy_negate(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            with_sign(zelf, |negative| !negative, "_long_copy_negate", vm)
        }

        /// Round to what a context allows.
        #[pymethod]
        fn _fix(zelf: &Py<Self>, context: PyObjectRef, vm: &VirtualMachine) -> PyResult {
            let short = || {
                let now = now(Some(&context), vm)?;
                now.answer(zelf.short()?.fixed(&now.settings)?, vm)
            };
            if let Some(value) = short() {
                return Ok(value);
            }
            vm.call_method(zelf.as_object(), "_long__fix", (context,))
        }
    }

    /// Methods that the class loses to [`Number`]; they stay reachable as `_long_…`.
    const METHODS: &[&str] = &[
        "quantize",
        "__round__",
        "__floor__",
        "__ceil__",
        "__trunc__",
        "__str__",
        "__format__",
        "copy_abs",
        "copy_negate",
        "_fix",
    ];

    fn whole(
        number: &Py<Number>,
        rounding: Rounding,
        long: &'static str,
        vm: &VirtualMachine,
    ) -> PyResult {
        match number.short().and_then(|value| value.rounded(rounding)) {
            Some(integer) => Ok(vm.ctx.new_int(integer).into()),
            None => vm.call_method(number.as_object(), long, ()),
        }
    }

    fn with_sign(
        number: &Py<Number>,
        sign: fn(bool) -> bool,
        long: &'static str,
        vm: &VirtualMachine,
    ) -> PyResult {
        let short = || {
            let value = number.short()?;
            let negative = sign(value.negative);
            new_decimal(Value::Short(Finite { negative, ..value }))
        };
        match short() {
            Some(value) => Ok(value),
            None => vm.call_method(number.as_object(), long, ()),
        }
    }

    /// The base of `Context`: what it says of results, until an attribute of it is set.
    #[pyattr]
    #[pyclass(name = "Settings", module = "_vivarium_decimal")]
    #[derive(Debug, Default, PyPayload)]
    pub(crate) struct Kept(pub(super) Cell<Option<Settings>>);

    #[pyclass(flags(BASETYPE, HAS_DICT))]
    impl Kept {
        #[pyslot]
        fn slot_new(cls: PyTypeRef, _args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            Self::default().into_ref_with_type(vm, cls).map(Into::into)
        }

        /// An attribute is about to change.
        #[pymethod]
        fn _forget(zelf: &Py<Self>) {
            zelf.0.set(None);
        }
    }

    /// Take over the operators of a `Decimal` class.
    #[pyfunction]
    fn install(
        decimal: PyTypeRef,
        context: PyTypeRef,
        current: PyObjectRef,
        rounded: PyObjectRef,
        inexact: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        for name in METHODS {
            let method = decimal.as_object().get_attr(*name, vm)?;
            let long = vm.ctx.intern_str(format!("_long_{name}"));
            decimal.as_object().set_attr(long, method, vm)?;
            decimal.as_object().del_attr(vm.ctx.intern_str(*name), vm)?;
        }
        take_slots(&decimal);
        LIBRARY.set(Some(Box::leak(Box::new(Library {
            decimal,
            context,
            current,
            rounded,
            inexact,
            names: Names::new(vm),
        }))));
        Ok(())
    }

    /// A number of a class whose `__new__` will set its attributes.
    #[pyfunction]
    fn empty(cls: PyTypeRef, vm: &VirtualMachine) -> PyResult<PyRef<Number>> {
        Number(RefCell::new(Value::Long(Box::default()))).into_ref_with_type(vm, cls)
    }

    /// `_dec_from_triple`.
    #[pyfunction]
    fn from_triple(
        sign: PyObjectRef,
        coefficient: PyObjectRef,
        exponent: PyObjectRef,
        special: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult {
        let special = special.unwrap_or_else(|| vm.ctx.new_bool(false).into());
        let parts = Box::new(Parts {
            sign: Some(sign),
            int: Some(coefficient),
            exp: Some(exponent),
            special: Some(special),
        });
        new_decimal(parts.value(vm))
            .ok_or_else(|| vm.new_runtime_error("decimal is not yet imported"))
    }
}
