//! `enumerate`.

use rcpy_primitives::int::BigInt;

use super::{Cursor, SUBCLASSABLE, is_sole, itself, state};
use crate::memory::Ref;
use crate::natives;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// The payload of `enumerate`.
struct Enumerate {
    iterator: Ref,
    /// The next number, while it is below `i64::MAX`.
    next: Cursor,
    /// The next number beyond.
    big: Mutex<Option<BigInt>>,
}

crate::opaque!(Enumerate { iterator });

/// `iterable` and `start`, by place or by name, with the messages that `enumerate` has for itself.
fn arguments(t: &Thread, a: Args<'_>) -> PyResult<(Ref, Option<Ref>)> {
    let (mut iterable, mut start) = match a.rest() {
        [] => (None, None),
        [iterable] => (Some(iterable.clone()), None),
        [iterable, start] => (Some(iterable.clone()), Some(start.clone())),
        args => {
            let given = args.len() + a.kwargs().map_or(0, |k| k.len());
            return Err(t.type_error(format!("enumerate() takes at most 2 arguments ({given} given)")));
        }
    };
    for (name, value) in a.kwargs().map(|k| k.entries()).unwrap_or_default() {
        let text = t.str_of(&name).into_owned();
        match text.as_str() {
            "iterable" if iterable.is_none() => iterable = Some(value),
            "start" if start.is_none() => start = Some(value),
            _ => return Err(t.type_error(format!("'{text}' is an invalid keyword argument for enumerate()"))),
        }
    }
    match iterable {
        Some(iterable) => Ok((iterable, start)),
        None => Err(t.type_error("enumerate() missing required argument 'iterable'")),
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let (iterable, start) = arguments(t, a)?;
    let start = match start {
        None => t.int(0)?,
        Some(start) => t.index_object(&start)?,
    };
    let iterator = t.iter(&iterable)?;
    let (next, big) = match t.as_i64(&start) {
        Some(n) => (n, None),
        None => (i64::MAX, Some(t.to_big_index(&start)?)),
    };
    t.new_boxed(a.get(0), Enumerate { iterator, next: Cursor::new(next), big: Mutex::new(big) })
}

impl Enumerate {
    /// The number as it stands.
    fn number(&self, t: &Thread) -> PyResult {
        let n = self.next.at();
        if n < i64::MAX {
            return t.int(n);
        }
        let n = self.big.lock().clone();
        t.big_int(n.unwrap_or_else(|| BigInt::from(i64::MAX)))
    }

    /// Takes the number as it stands.
    #[inline]
    fn take(&self, t: &Thread, sole: bool) -> PyResult {
        if let Some(n) = self.next.claim(1, sole, |n| (n < i64::MAX).then_some(n)) {
            return t.int(n);
        }
        let n = {
            let mut big = self.big.lock();
            let n = big.take().unwrap_or_else(|| BigInt::from(i64::MAX));
            *big = Some(&n + BigInt::from(1));
            n
        };
        t.big_int(n)
    }
}

fn next_pair(t: &Thread, value: &Ref) -> PyResult<Option<Result<(Ref, Ref), Ref>>> {
    let this = state::<Enumerate>(value);
    let Some(item) = t.next_within(value, &this.iterator)? else { return Ok(None) };
    let number = this.take(t, is_sole(&t.base, value.value()))?;
    Ok(Some(Ok((number, item))))
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    match next_pair(t, value)? {
        Some(Ok((number, item))) => t.pair(number, item).map(Some),
        other => Ok(other.and_then(Result::err)),
    }
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<Enumerate>(&a);
    let args = t.tuple(vec![this.iterator.clone(), this.number(t)?])?;
    t.tuple(vec![t.type_ref(a.get(0)), args])
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

/// `enumerate`.
pub static ENUMERATE: TypeDef = TypeDef {
    name: "enumerate",
    slots: Slots {
        iter: Some(itself),
        next: Some(next),
        next_pair: Some(next_pair),
        new: Some(&natives!["enumerate(cls, *args, **kwargs)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => reduce,
        "@class __class_getitem__(cls, item, /)" => class_getitem,
    ],
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\n\
          The enumerate object yields pairs containing a count (from start, which\n\
          defaults to zero) and a value yielded by the iterable argument.\n\n\
          enumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    ..SUBCLASSABLE
};
