//! `Boxed`: the payload of every native type that has no kind of its own.
//!
//! Iterators, views, locks, files, deques and the like are Rust structs that implement `Opaque`; a `Boxed` object holds
//! one. Only the types that the interpreter loop or the core containers look into have kinds of their own.

use std::any::Any;

use super::kind;
use crate::memory::{Kind, Payload, Ref, Value, ledger};

/// A native payload. References inside are `Ref`s or `Slot`s, interior mutability is the payload's business: it must be
/// fit for use by several threads at once (a `Mutex`, an atomic, or a `Slot` under the object's lock).
pub trait Opaque: Any + Send + Sync {
    /// Calls back with every reference held, so that the collector sees the edges.
    fn trace(&self, visit: &mut dyn FnMut(Value));
    /// Drops the references that can close a cycle; the payload stays valid.
    fn clear(&self) {}
}

/// See the module's documentation.
pub struct Boxed(pub Box<dyn Opaque>);

// SAFETY: the kind is this payload's alone; `Opaque::trace` visits what it holds.
unsafe impl Payload for Boxed {
    const KIND: Kind = kind::BOXED;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.0.trace(visit);
    }
    fn clear(&self) {
        self.0.clear();
    }
}

impl crate::runtime::Thread {
    /// Makes an object of a boxed native type.
    pub fn opaque(&self, def: &'static super::typedef::TypeDef, value: impl Opaque) -> crate::runtime::PyResult {
        self.new_object(&self.class(def), Boxed(Box::new(value)))
    }
}

impl Ref {
    /// The native payload, if the object holds one of type `T` (in a type of its own or in a subclass).
    pub fn opaque<T: Opaque>(&self) -> Option<&T> {
        let boxed = self.downcast::<Boxed>()?;
        (&*boxed.0 as &dyn Any).downcast_ref::<T>()
    }
}

/// Implements `Opaque` for a struct from the list of its fields that hold references.
#[macro_export]
macro_rules! opaque {
    ($name:ty { $($field:ident),* }) => {
        impl $crate::object::boxed::Opaque for $name {
            fn trace(&self, _visit: &mut dyn FnMut($crate::memory::Value)) {
                $( $crate::object::boxed::Trace::trace(&self.$field, _visit); )*
            }
        }
    };
}

/// What can stand in the field list of `opaque!`.
pub trait Trace {
    /// Calls back with every reference held.
    fn trace(&self, visit: &mut dyn FnMut(Value));
}

impl Trace for Ref {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        ledger::held(self.value(), visit);
    }
}

impl Trace for crate::memory::Slot {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        let value = self.load();
        if !value.is_null() {
            visit(value);
        }
    }
}

impl Trace for crate::memory::Edge {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.load());
    }
}

impl<T: Payload> Trace for crate::memory::Own<T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        ledger::held(self.as_ref().value(), visit);
    }
}

impl<T: Trace> Trace for Option<T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        if let Some(inner) = self {
            inner.trace(visit);
        }
    }
}

impl<T: Trace> Trace for [T] {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.iter().for_each(|x| x.trace(visit));
    }
}

impl<T: Trace> Trace for Vec<T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.as_slice().trace(visit);
    }
}

impl<T: Trace> Trace for Box<[T]> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        (**self).trace(visit);
    }
}

/// A locked payload is traced at a stop, when no thread is inside the lock.
impl<R: lock_api::RawMutex, T: Trace> Trace for lock_api::Mutex<R, T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        if let Some(inner) = self.try_lock() {
            inner.trace(visit);
        }
    }
}
