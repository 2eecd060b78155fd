//! Iterators that belong to no container: `iter()` over the old sequence protocol and over a callable, `enumerate`, `zip`,
//! `map`, `filter`, `reversed`.

mod combine;
mod count;
mod cursor;
mod sequence;

use super::boxed::{Boxed, Opaque};
use super::typedef::TypeDef;
use crate::memory::{Object, Ref};
use crate::runtime::{PyResult, Thread};

pub use combine::{FILTER, MAP, ZIP};
pub use count::ENUMERATE;
pub use cursor::{Cursor, is_sole};
pub use sequence::{CALLABLE_ITERATOR, REVERSED, SEQUENCE_ITERATOR, callable_iterator, sequence_iterator};

/// What the descriptions of boxed types that can be subclassed have in common.
pub const SUBCLASSABLE: TypeDef =
    TypeDef { flags: super::class::flags::BASE, size: size_of::<Object<Boxed>>(), ..TypeDef::EMPTY };

/// `__iter__` of every iterator.
pub fn itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

/// The native payload of an iterator in its own functions.
pub fn state<T: Opaque>(value: &Ref) -> &T {
    value.opaque::<T>().expect("checked by the type")
}

impl Thread {
    /// An instance of a boxed type or of a subclass of it.
    pub fn new_boxed(&self, class: &Ref, value: impl Opaque) -> PyResult {
        self.new_object(class, Boxed(Box::new(value)))
    }
}
