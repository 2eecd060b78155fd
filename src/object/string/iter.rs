//! The iterator over a string's characters.

use super::Str;
use crate::memory::{Own, Ref, Slot};
use crate::object::iterator::{Cursor, is_sole};
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::{natives, opaque};

/// A position in a string. The string is let go at the end.
pub struct StrIterator {
    text: Slot,
    at: Cursor,
}

opaque!(StrIterator { text });

const SLOTS: Slots = Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY };
const METHODS: &[NativeDef] = natives![
    "__length_hint__(self, /)" => length_hint,
    "__reduce__(self, /)" => reduce,
    "__setstate__(self, state, /)" => set_state,
];

/// `str_iterator`.
pub static STR_ITERATOR: TypeDef = TypeDef { name: "str_iterator", slots: SLOTS, methods: METHODS, ..TypeDef::EMPTY };
/// `str_ascii_iterator`, which differs from the other in its name only.
pub static STR_ASCII_ITERATOR: TypeDef = TypeDef { name: "str_ascii_iterator", ..STR_ITERATOR };

/// `iter(text)`.
pub(super) fn iter(t: &Thread, text: &Ref) -> PyResult {
    let ascii = text.downcast::<Str>().is_some_and(Str::is_ascii);
    let class = if ascii { &STR_ASCII_ITERATOR } else { &STR_ITERATOR };
    t.opaque(class, StrIterator { text: Slot::new(text.clone()), at: Cursor::new(0) })
}

fn itself(_t: &Thread, iterator: &Ref) -> PyResult {
    Ok(iterator.clone())
}

/// The iterator's payload.
fn payload(iterator: &Ref) -> &StrIterator {
    iterator.opaque::<StrIterator>().expect("the type's own function")
}

fn next(t: &Thread, iterator: &Ref) -> PyResult<Option<Ref>> {
    let this = payload(iterator);
    let Some(text) = this.text.get() else { return Ok(None) };
    let text: Own<Str> = text.into_own().expect("only strings are iterated here");
    let character = |at: i64| ((at as usize) < text.len()).then(|| text.char_at(at as usize));
    match this.at.claim(1, is_sole(&t.base, iterator.value()), character) {
        Some(c) => t.str_char(c).map(Some),
        None => {
            drop(this.text.take());
            Ok(None)
        }
    }
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let this = payload(a.get(0));
    let length = this.text.get().and_then(|s| s.into_own::<Str>().ok()).map_or(0, |s| s.len());
    t.int(length.saturating_sub(this.at.index()) as i64)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = payload(a.get(0));
    let name = t.intern("iter");
    let iter = t.vm().builtins_dict().get_interned(&name).ok_or_else(|| t.attribute_error("iter"))?;
    match this.text.get() {
        Some(text) => {
            let args = t.tuple(vec![text])?;
            let at = t.int(this.at.at())?;
            t.tuple(vec![iter, args, at])
        }
        None => {
            let args = t.tuple(vec![t.empty_str()?])?;
            t.tuple(vec![iter, args])
        }
    }
}

fn set_state(t: &Thread, a: Args<'_>) -> PyResult {
    let this = payload(a.get(0));
    let at = t.to_index(a.get(1))?;
    if let Some(text) = this.text.get().and_then(|s| s.into_own::<Str>().ok()) {
        this.at.set(at.clamp(0, text.len() as i64));
    }
    Ok(t.none())
}
