//! `compress`, `dropwhile`, `filterfalse`, `takewhile`.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{deprecated, taken_apart};
use crate::memory::Ref;
use crate::natives;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::long::Steps;
use crate::runtime::{Args, PyResult, Thread};

struct Compress {
    data: Ref,
    selectors: Ref,
}

crate::opaque!(Compress { data, selectors });

fn compress_new(t: &Thread, a: Args<'_>) -> PyResult {
    let (data, selectors) = (t.iter(a.get(1))?, t.iter(a.get(2))?);
    t.new_boxed(a.get(0), Compress { data, selectors })
}

fn compress_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Compress>(value);
    let mut steps = Steps::default();
    loop {
        let Some(item) = t.next_within(value, &this.data)? else { return Ok(None) };
        let Some(selector) = t.next_within(value, &this.selectors)? else { return Ok(None) };
        if t.truth(&selector)? {
            return Ok(Some(item));
        }
        steps.next(t)?;
    }
}

fn compress_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Compress>(a.get(0));
    taken_apart(t, a.get(0), vec![this.data.clone(), this.selectors.clone()], None)
}

/// `itertools.compress`.
pub static COMPRESS: TypeDef = TypeDef {
    name: "itertools.compress",
    slots: Slots {
        iter: Some(itself),
        next: Some(compress_next),
        new: Some(&natives!["compress(cls, data, selectors)" => compress_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => compress_reduce],
    doc: "Return data elements corresponding to true selector elements.",
    ..SUBCLASSABLE
};

/// The payload of the three types that ask a predicate.
struct ByPredicate {
    predicate: Ref,
    iterator: Ref,
    /// `dropwhile` has found its first item; `takewhile` its last.
    done: AtomicBool,
}

crate::opaque!(ByPredicate { predicate, iterator });

fn predicate_new(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.iter(a.get(2))?;
    t.new_boxed(a.get(0), ByPredicate { predicate: a.get(1).clone(), iterator, done: AtomicBool::new(false) })
}

impl ByPredicate {
    fn holds(&self, t: &Thread, item: &Ref) -> PyResult<bool> {
        t.truth(&t.call(&self.predicate, std::slice::from_ref(item))?)
    }
}

fn dropwhile_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<ByPredicate>(value);
    let mut steps = Steps::default();
    loop {
        let Some(item) = t.next_within(value, &this.iterator)? else { return Ok(None) };
        if this.done.load(Ordering::Relaxed) {
            return Ok(Some(item));
        }
        if !this.holds(t, &item)? {
            this.done.store(true, Ordering::Relaxed);
            return Ok(Some(item));
        }
        steps.next(t)?;
    }
}

fn while_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<ByPredicate>(a.get(0));
    let done = t.int(i64::from(this.done.load(Ordering::Relaxed)))?;
    taken_apart(t, a.get(0), vec![this.predicate.clone(), this.iterator.clone()], Some(done))
}

fn while_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let done = t.truth(a.get(1))?;
    state::<ByPredicate>(a.get(0)).done.store(done, Ordering::Relaxed);
    Ok(t.none())
}

/// `itertools.dropwhile`.
pub static DROPWHILE: TypeDef = TypeDef {
    name: "itertools.dropwhile",
    slots: Slots {
        iter: Some(itself),
        next: Some(dropwhile_next),
        new: Some(&natives!["dropwhile(cls, predicate, iterable, /)" => predicate_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => while_reduce,
        "__setstate__(self, state, /)" => while_setstate,
    ],
    doc: "Drop items from the iterable while predicate(item) is true.",
    ..SUBCLASSABLE
};

fn takewhile_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<ByPredicate>(value);
    if this.done.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let Some(item) = t.next_within(value, &this.iterator)? else { return Ok(None) };
    if this.holds(t, &item)? {
        return Ok(Some(item));
    }
    this.done.store(true, Ordering::Relaxed);
    Ok(None)
}

/// `itertools.takewhile`.
pub static TAKEWHILE: TypeDef = TypeDef {
    name: "itertools.takewhile",
    slots: Slots {
        iter: Some(itself),
        next: Some(takewhile_next),
        new: Some(&natives!["takewhile(cls, predicate, iterable, /)" => predicate_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => while_reduce,
        "__setstate__(self, state, /)" => while_setstate,
    ],
    doc: "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
    ..SUBCLASSABLE
};

fn filterfalse_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<ByPredicate>(value);
    let by_truth = this.predicate.value().is_none(t) || this.predicate.value().address() == t.types().bool.as_ptr();
    let mut steps = Steps::default();
    loop {
        let Some(item) = t.next_within(value, &this.iterator)? else { return Ok(None) };
        if !(if by_truth { t.truth(&item)? } else { this.holds(t, &item)? }) {
            return Ok(Some(item));
        }
        steps.next(t)?;
    }
}

fn filterfalse_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<ByPredicate>(a.get(0));
    taken_apart(t, a.get(0), vec![this.predicate.clone(), this.iterator.clone()], None)
}

/// `itertools.filterfalse`.
pub static FILTERFALSE: TypeDef = TypeDef {
    name: "itertools.filterfalse",
    slots: Slots {
        iter: Some(itself),
        next: Some(filterfalse_next),
        new: Some(&natives!["filterfalse(cls, function, iterable, /)" => predicate_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => filterfalse_reduce],
    doc: "Return those items of iterable for which function(item) is false.",
    ..SUBCLASSABLE
};
