//! `accumulate`, `batched`, `pairwise`.

use super::islice::ISLICE;
use super::join::CHAIN;
use super::{deprecated, taken_apart};
use crate::bytecode::BinaryOp;
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

struct Accumulate {
    iterator: Ref,
    /// None for `+`.
    function: Ref,
    /// The last total; empty before the first.
    total: Slot,
    /// What comes before the first item.
    initial: Slot,
}

crate::opaque!(Accumulate { iterator, function, total, initial });

fn accumulate_new(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.iter(a.get(1))?;
    let body = Accumulate {
        iterator,
        function: a.opt(2).cloned().unwrap_or_else(|| t.none()),
        total: Slot::empty(),
        initial: Slot::from(a.opt_not_none(t, 3).cloned()),
    };
    t.new_boxed(a.get(0), body)
}

fn accumulate_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Accumulate>(value);
    if let Some(initial) = this.initial.take() {
        drop(this.total.replace(initial.clone()));
        return Ok(Some(initial));
    }
    let Some(item) = t.next_within(value, &this.iterator)? else { return Ok(None) };
    let total = match this.total.get() {
        None => item,
        Some(total) if this.function.value().is_none(t) => t.binary(BinaryOp::Add, &total, &item)?,
        Some(total) => t.call(&this.function, &[total, item])?,
    };
    drop(this.total.replace(total.clone()));
    Ok(Some(total))
}

fn accumulate_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Accumulate>(a.get(0));
    let preceded_by = |first: Ref| t.call(&t.class(&CHAIN), &[t.list(vec![first])?, this.iterator.clone()]);
    if let Some(initial) = this.initial.get() {
        return taken_apart(t, a.get(0), vec![preceded_by(initial)?, this.function.clone()], Some(t.none()));
    }
    let total = this.total.get();
    if let Some(total) = total.as_ref().filter(|total| total.value().is_none(t)) {
        // A state of None would be no state: the total comes as a first item, which is left out.
        deprecated(t)?;
        let again = t.call(&t.type_ref(a.get(0)), &[preceded_by(total.clone())?, this.function.clone()])?;
        return t.pair(t.class(&ISLICE), t.tuple(vec![again, t.int(1)?, t.none()])?);
    }
    let args = vec![this.iterator.clone(), this.function.clone()];
    taken_apart(t, a.get(0), args, Some(total.unwrap_or_else(|| t.none())))
}

fn accumulate_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    drop(state::<Accumulate>(a.get(0)).total.replace(a.get(1).clone()));
    Ok(t.none())
}

/// `itertools.accumulate`.
pub static ACCUMULATE: TypeDef = TypeDef {
    name: "itertools.accumulate",
    slots: Slots {
        iter: Some(itself),
        next: Some(accumulate_next),
        new: Some(&natives!["accumulate(cls, iterable, func=None, *, initial=None)" => accumulate_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => accumulate_reduce,
        "__setstate__(self, state, /)" => accumulate_setstate,
    ],
    doc: "Return series of accumulated sums.",
    ..SUBCLASSABLE
};

struct Batched {
    /// Empty when it is exhausted.
    iterator: Slot,
    size: usize,
    strict: bool,
}

crate::opaque!(Batched { iterator });

fn batched_new(t: &Thread, a: Args<'_>) -> PyResult {
    let size = match usize::try_from(t.to_index(a.get(2))?) {
        Ok(size) if size >= 1 => size,
        _ => return Err(t.value_error("n must be at least one")),
    };
    let strict = a.opt(3).map_or(Ok(false), |s| t.truth(s))?;
    let iterator = Slot::new(t.iter(a.get(1))?);
    t.new_boxed(a.get(0), Batched { iterator, size, strict })
}

fn batched_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Batched>(value);
    let Some(iterator) = this.iterator.get() else { return Ok(None) };
    let mut items = Vec::new();
    while items.len() < this.size {
        let Some(item) = t.next(&iterator)? else { break };
        if items.len() == items.capacity() {
            t.alloc_limit(items.len().saturating_mul(2 * size_of::<Ref>()))?;
        }
        items.push(item);
        t.poll_every(items.len())?;
    }
    if items.len() == this.size {
        return t.tuple(items).map(Some);
    }
    drop(this.iterator.take());
    if items.is_empty() {
        return Ok(None);
    }
    if this.strict {
        return Err(t.value_error("batched(): incomplete batch"));
    }
    t.tuple(items).map(Some)
}

/// `itertools.batched`.
pub static BATCHED: TypeDef = TypeDef {
    name: "itertools.batched",
    slots: Slots {
        iter: Some(itself),
        next: Some(batched_next),
        new: Some(&natives!["batched(cls, iterable, n, *, strict=False)" => batched_new][0]),
        ..Slots::EMPTY
    },
    doc: "Batch data into tuples of length n. The last batch may be shorter than n.",
    ..SUBCLASSABLE
};

struct Pairwise {
    iterator: Ref,
    /// The item before the next one.
    last: Slot,
}

crate::opaque!(Pairwise { iterator, last });

fn pairwise_new(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.iter(a.get(1))?;
    t.new_boxed(a.get(0), Pairwise { iterator, last: Slot::empty() })
}

fn pairwise_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Pairwise>(value);
    let last = match this.last.get() {
        Some(last) => last,
        None => {
            let Some(first) = t.next_within(value, &this.iterator)? else { return Ok(None) };
            drop(this.last.replace(first.clone()));
            first
        }
    };
    match t.next_within(value, &this.iterator)? {
        Some(item) => {
            drop(this.last.replace(item.clone()));
            t.pair(last, item).map(Some)
        }
        None => {
            drop(this.last.take());
            Ok(None)
        }
    }
}

/// `itertools.pairwise`.
pub static PAIRWISE: TypeDef = TypeDef {
    name: "itertools.pairwise",
    slots: Slots {
        iter: Some(itself),
        next: Some(pairwise_next),
        new: Some(&natives!["pairwise(cls, iterable, /)" => pairwise_new][0]),
        ..Slots::EMPTY
    },
    doc: "Return an iterator of overlapping pairs taken from the input iterator.",
    ..SUBCLASSABLE
};
