//! The iterators over `bytes` and `bytearray`.

use super::Bytes;
use crate::memory::{Ref, Slot};
use crate::object::bytearray::ByteArray;
use crate::object::iterator::{Cursor, is_sole};
use crate::object::kind;
use crate::object::sequence::builtin;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::{natives, opaque};

/// A position in an array of bytes. The array is let go at the end.
pub struct BytesIterator {
    array: Slot,
    at: Cursor,
}

opaque!(BytesIterator { array });

const METHODS: &[NativeDef] = natives![
    "__length_hint__(self, /)" => length_hint,
    "__reduce__(self, /)" => reduce,
    "__setstate__(self, state, /)" => setstate,
];

const SLOTS: Slots = Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY };

/// The description of `bytes_iterator`.
pub static BYTES_ITERATOR: TypeDef =
    TypeDef { name: "bytes_iterator", slots: SLOTS, methods: METHODS, ..TypeDef::EMPTY };

/// The description of `bytearray_iterator`.
pub static BYTEARRAY_ITERATOR: TypeDef =
    TypeDef { name: "bytearray_iterator", slots: SLOTS, methods: METHODS, ..TypeDef::EMPTY };

/// `iter(array)`.
pub fn iter(t: &Thread, array: &Ref) -> PyResult {
    let def = if array.value().kind().layout() == kind::BYTES { &BYTES_ITERATOR } else { &BYTEARRAY_ITERATOR };
    t.opaque(def, BytesIterator { array: Slot::new(array.clone()), at: Cursor::new(0) })
}

fn itself(_t: &Thread, iterator: &Ref) -> PyResult {
    Ok(iterator.clone())
}

/// The byte at `at`, if there are so many.
fn byte_at(array: &Ref, at: usize) -> Option<u8> {
    match array.downcast::<Bytes>() {
        Some(bytes) => bytes.as_slice().get(at).copied(),
        None => array.downcast::<ByteArray>()?.get(at),
    }
}

fn next(t: &Thread, iterator: &Ref) -> PyResult<Option<Ref>> {
    let this = iterator.opaque::<BytesIterator>().expect("the type's own function");
    let Some(array) = this.array.get() else { return Ok(None) };
    match this.at.claim(1, is_sole(&t.base, iterator.value()), |at| byte_at(&array, at as usize)) {
        Some(byte) => t.int(i64::from(byte)).map(Some),
        None => {
            drop(this.array.take());
            Ok(None)
        }
    }
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<BytesIterator>(&a);
    let length = this.array.get().map_or(Ok(0), |array| t.len(&array))?;
    t.int(length.saturating_sub(this.at.index()) as i64)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<BytesIterator>(&a);
    let builtin = builtin(t, "iter")?;
    match this.array.get() {
        Some(array) => t.tuple(vec![builtin, t.tuple(vec![array])?, t.int(this.at.at())?]),
        None => t.pair(builtin, t.tuple(vec![t.empty_tuple()])?),
    }
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<BytesIterator>(&a);
    let at = t.to_index(a.get(1))?;
    if let Some(array) = this.array.get() {
        this.at.set(at.clamp(0, t.len(&array)? as i64));
    }
    Ok(t.none())
}
