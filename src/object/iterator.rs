//! Iterators that belong to no container: `iter()` over the old sequence protocol and over a callable, `enumerate`, `zip`,
//! `map`, `filter`, `reversed`.

mod combine;
mod count;
mod cursor;
mod sequence;

use super::boxed::{Boxed, Opaque};
use super::list::ListIterator;
use super::range::RangeIterator;
use super::tuple::TupleIterator;
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

/// How many items an iterator of a range, list or tuple has left; 0 for any other. Runs no Python code.
pub fn known_left(iterator: &Ref) -> usize {
    if let Some(range) = iterator.downcast::<RangeIterator>() {
        usize::try_from(range.left()).unwrap_or(0)
    } else if let Some(list) = iterator.downcast::<ListIterator>() {
        list.left()
    } else if let Some(tuple) = iterator.downcast::<TupleIterator>() {
        tuple.left()
    } else {
        0
    }
}

impl Thread {
    /// An instance of a boxed type or of a subclass of it.
    pub fn new_boxed(&self, class: &Ref, value: impl Opaque) -> PyResult {
        self.new_object(class, Boxed(Box::new(value)))
    }
}
