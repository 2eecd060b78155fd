//! `islice`.

use std::sync::atomic::{AtomicI64, Ordering};

use super::{deprecated, taken_apart};
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::exception as ex;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

struct Islice {
    /// Empty when no more items will come.
    iterator: Slot,
    /// How many items were taken from the iterator.
    taken: AtomicI64,
    /// Index of the next item to give.
    next: AtomicI64,
    /// Index where it ends; -1 for never.
    stop: i64,
    step: i64,
}

crate::opaque!(Islice { iterator });

/// An argument as a number; -1 for what is none or does not fit.
fn number(t: &Thread, value: &Ref) -> PyResult<i64> {
    match t.to_index(value) {
        Ok(n) => Ok(n),
        Err(raised) if t.raised_is(&raised, &ex::TYPE_ERROR) || t.raised_is(&raised, &ex::OVERFLOW_ERROR) => Ok(-1),
        Err(raised) => Err(raised),
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let (iterable, start, stop, step) = match a.rest() {
        [iterable, stop] => (iterable, None, stop, None),
        [iterable, start, stop] => (iterable, Some(start), stop, None),
        [iterable, start, stop, step] => (iterable, Some(start), stop, Some(step)),
        args if args.len() < 2 => {
            return Err(t.type_error(format!("islice expected at least 2 arguments, got {}", args.len())));
        }
        args => return Err(t.type_error(format!("islice expected at most 4 arguments, got {}", args.len()))),
    };
    const RANGE: &str = "must be None or an integer: 0 <= x <= sys.maxsize.";
    let given = |v: Option<&Ref>| v.filter(|v| !v.value().is_none(t)).cloned();
    let start = given(start).map_or(Ok(0), |v| number(t, &v))?;
    let stop = match given(Some(stop)) {
        None => -1,
        Some(stop) => match number(t, &stop)? {
            -1 => return Err(t.value_error(format!("Stop argument for islice() {RANGE}"))),
            stop => stop,
        },
    };
    if start < 0 || stop < -1 {
        return Err(t.value_error(format!("Indices for islice() {RANGE}")));
    }
    let step = given(step).map_or(Ok(1), |v| number(t, &v))?;
    if step < 1 {
        return Err(t.value_error("Step for islice() must be a positive integer or None."));
    }
    let iterator = Slot::new(t.iter(iterable)?);
    let body = Islice { iterator, taken: AtomicI64::new(0), next: AtomicI64::new(start), stop, step };
    t.new_boxed(a.get(0), body)
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Islice>(value);
    let Some(iterator) = this.iterator.get() else { return Ok(None) };
    let wanted = this.next.load(Ordering::Relaxed);
    let mut taken = this.taken.load(Ordering::Relaxed);
    while taken < wanted {
        if t.next(&iterator)?.is_none() {
            drop(this.iterator.take());
            return Ok(None);
        }
        taken += 1;
        this.taken.store(taken, Ordering::Relaxed);
        t.poll_every(taken as usize)?;
    }
    let item = if this.stop != -1 && taken >= this.stop { None } else { t.next(&iterator)? };
    if item.is_none() {
        drop(this.iterator.take());
        return Ok(None);
    }
    this.taken.store(taken.saturating_add(1), Ordering::Relaxed);
    let mut next = wanted.checked_add(this.step).unwrap_or(i64::MAX);
    if this.stop != -1 && next > this.stop {
        next = this.stop;
    }
    this.next.store(next, Ordering::Relaxed);
    Ok(item)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Islice>(a.get(0));
    let zero = t.int(0)?;
    let Some(iterator) = this.iterator.get() else {
        let nothing = t.iter(&t.new_list()?)?;
        return taken_apart(t, a.get(0), vec![nothing, zero.clone()], Some(zero));
    };
    let stop = if this.stop == -1 { t.none() } else { t.int(this.stop)? };
    let (next, taken) = (t.int(this.next.load(Ordering::Relaxed))?, t.int(this.taken.load(Ordering::Relaxed))?);
    taken_apart(t, a.get(0), vec![iterator, next, stop, t.int(this.step)?], Some(taken))
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let taken = t.to_index(a.get(1))?.max(0);
    state::<Islice>(a.get(0)).taken.store(taken, Ordering::Relaxed);
    Ok(t.none())
}

/// `itertools.islice`.
pub static ISLICE: TypeDef = TypeDef {
    name: "itertools.islice",
    slots: Slots {
        iter: Some(itself),
        next: Some(next),
        new: Some(&natives!["islice(cls, /, *args)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => reduce,
        "__setstate__(self, state, /)" => setstate,
    ],
    doc: "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\n\
          Return an iterator whose next() method returns selected values from an\niterable.",
    ..SUBCLASSABLE
};
