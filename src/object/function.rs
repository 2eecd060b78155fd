//! Functions written in Python.

use std::sync::atomic::{AtomicPtr, Ordering};

use super::boxed::Trace;
use super::buffer;
use super::code::{Code, Instance};
use super::dict::Dict;
pub use super::function_type::FUNCTION;
use super::kind;
use super::scope::Scope;
use crate::bytecode::code::flags;
use crate::config;
use crate::memory::refcount::OwnerId;
use crate::memory::{Header, Kind, Object, Own, Payload, Ref, Slot, Value, header};
use crate::runtime::{PyResult, Thread};

/// The payload of function objects.
pub struct Function {
    /// Instructions and constants for this function's namespaces.
    pub instance: AtomicPtr<Instance>,
    /// `__code__`, `__globals__` and `__builtins__`.
    pub scope: Scope,
    /// Tuple of cells, or empty.
    pub closure: Slot,
    /// Tuple, or empty.
    pub defaults: Slot,
    /// Dict, or empty.
    pub kwdefaults: Slot,
    /// `__name__`.
    pub name: Slot,
    /// `__qualname__`.
    pub qualname: Slot,
    /// `__doc__`; empty means the code's docstring.
    pub doc: Slot,
    /// `__annotations__`, a dict, made on demand.
    pub annotations: Slot,
    /// `__module__`.
    pub module: Slot,
    /// `__dict__`, made on demand.
    pub dict: Slot,
}

// SAFETY: the kind is this payload's alone; every slot is visited.
unsafe impl Payload for Function {
    const KIND: Kind = kind::FUNCTION;
    const TRACED: bool = true;
    const EDGES: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.scope.trace(visit);
        self.slots().into_iter().for_each(|slot| slot.trace(visit));
    }
    unsafe fn settle(&self, me: OwnerId) {
        // SAFETY: the caller's.
        unsafe { self.scope.settle(me) };
    }
    fn clear(&self) {
        // What it runs stays: a finaliser may still call the function.
        for slot in [&self.closure, &self.defaults, &self.kwdefaults, &self.annotations, &self.dict, &self.module] {
            drop(slot.take());
        }
    }
}

impl Function {
    fn slots(&self) -> [&Slot; 9] {
        [
            &self.closure,
            &self.defaults,
            &self.kwdefaults,
            &self.name,
            &self.qualname,
            &self.doc,
            &self.annotations,
            &self.module,
            &self.dict,
        ]
    }

    /// The code object's payload.
    #[inline(always)]
    pub fn code(&self) -> &Code {
        self.scope.code()
    }

    /// The globals' payload.
    #[inline(always)]
    pub fn globals(&self) -> &Dict {
        self.scope.globals()
    }

    /// What the interpreter runs.
    #[inline(always)]
    pub fn instance(&self) -> *const Instance {
        self.instance.load(Ordering::Acquire)
    }

    /// Replaces the code; the number of free variables has been checked.
    pub fn set_code(&self, t: &Thread, code: Ref) {
        let body = code.downcast::<Code>().expect("checked by the caller");
        let instance = body.instance(self.scope.globals.load().address(), self.scope.builtins.load().address());
        // Together, or of two threads one would leave its code and the other what runs.
        let old = buffer::locked(self, || {
            self.instance.store(instance.cast_mut(), Ordering::Release);
            self.scope.code.replace(code)
        });
        // Frames that run the old code know it by their function word only.
        t.vm().retire_code(old);
    }
}

impl Thread {
    /// Makes a function from a code object.
    pub fn new_function(&self, code: Ref, globals: Own<Dict>, builtins: Own<Dict>, qualname: Option<Ref>) -> PyResult {
        let body = code.downcast::<Code>().expect("a code object");
        let instance = body.instance(globals.as_ref().value().address(), builtins.as_ref().value().address());
        // A code object's own slots never change.
        let name = body.name.get_held();
        let qualname = qualname.or_else(|| body.qualname.get_held());
        let module = globals.get_name(self, &self.names().__name__);
        // Module and class bodies run once: they are counted, so that their functions go at once. So are lambdas and generator
        // expressions ("<lambda>", "<genexpr>").
        let deferred = config::DEFERRED
            && body.unit.flags & (flags::NESTED | flags::NAMESPACE) == 0
            && !body.unit.name.starts_with('<');
        let function = Function {
            instance: AtomicPtr::new(instance.cast_mut()),
            scope: Scope::from([code, globals.into_ref(), builtins.into_ref()]),
            closure: Slot::empty(),
            defaults: Slot::empty(),
            kwdefaults: Slot::empty(),
            name: Slot::from(name),
            qualname: Slot::from(qualname),
            doc: Slot::empty(),
            annotations: Slot::empty(),
            module: Slot::from(module),
            dict: Slot::empty(),
        };
        let flags = if deferred { header::DEFERRED } else { 0 };
        let ty: *mut Header = self.types().function.as_ptr();
        Ok(Object::allocate_as(&self.base, kind::FUNCTION, flags, ty, 0, function)?)
    }
}
