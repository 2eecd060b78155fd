//! Calls from native code.

use crate::memory::Ref;
use crate::object::class::Type;
use crate::object::function::Function;
use crate::object::kind;
use crate::object::method::BoundMethod;
use crate::object::native::Native;
use crate::runtime::native::CallArgs;
use crate::runtime::{PyResult, Thread};

impl Thread {
    /// `callable(*args)`.
    #[inline]
    pub fn call(&self, callable: &Ref, args: &[Ref]) -> PyResult {
        self.call_kw(callable, CallArgs::positional(args))
    }

    /// `callable` with positional and keyword arguments.
    pub fn call_kw(&self, callable: &Ref, args: CallArgs<'_>) -> PyResult {
        match callable.value().kind().layout() {
            kind::FUNCTION => {
                // SAFETY: the kind says so.
                let function = unsafe { callable.cast_unchecked::<Function>() };
                (self.vm().interpreter.call)(self, callable, function, args)
            }
            kind::NATIVE => {
                // SAFETY: the kind says so.
                let native = unsafe { callable.cast_unchecked::<Native>() };
                let _depth = self.enter("")?;
                native.call(self, args)
            }
            kind::BOUND_METHOD => {
                // SAFETY: the kind says so.
                let method = unsafe { callable.cast_unchecked::<BoundMethod>() };
                let function = method.function();
                // Methods of methods of methods: each level has an argument more.
                let is_nested = function.value().kind().layout() == kind::BOUND_METHOD;
                let _depth = if is_nested { Some(self.enter("")?) } else { None };
                let mut values = Vec::with_capacity(args.values.len() + 1);
                values.push(method.object());
                values.extend_from_slice(args.values);
                self.call_kw(&function, CallArgs { values: &values, names: args.names })
            }
            kind::TYPE => {
                let _depth = self.enter("")?;
                let class = callable.downcast::<Type>().expect("the kind says so");
                crate::object::class_call::call(self, callable, class, args)
            }
            _ => match self.type_of(callable).slots().call {
                Some(call) => {
                    let _depth = self.enter("")?;
                    call(self, callable, args)
                }
                None => Err(self.type_error(format!("'{}' object is not callable", self.type_name(callable)))),
            },
        }
    }

    /// Can the object be called?
    pub fn is_callable(&self, value: &Ref) -> bool {
        matches!(value.value().kind().layout(), kind::FUNCTION | kind::NATIVE | kind::BOUND_METHOD | kind::TYPE)
            || self.type_of(value).slots().call.is_some()
    }
}
