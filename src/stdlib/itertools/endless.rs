//! `count`, `cycle`, `repeat`.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

use super::{deprecated, remember, state_parts, taken_apart};
use crate::bytecode::BinaryOp;
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::list::List;
use crate::object::number::complex_value;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// Counts with exact ints while they fit 64 bits, then (or from the start) with whatever objects `+` works on.
struct Count {
    next: AtomicI64,
    by: i64,
    /// The next number as an object; empty while `next` counts.
    object: Slot,
    step: Ref,
}

crate::opaque!(Count { object, step });

fn is_number(t: &Thread, value: &Ref) -> bool {
    let slots = t.type_of(value).slots();
    slots.int.is_some() || slots.float.is_some() || slots.index.is_some() || complex_value(value).is_some()
}

fn count_new(t: &Thread, a: Args<'_>) -> PyResult {
    let (start, step) = (a.opt(1), a.opt(2));
    if [start, step].into_iter().flatten().any(|n| !is_number(t, n)) {
        return Err(t.type_error("a number is required"));
    }
    let start = start.map_or_else(|| t.int(0), |n| Ok(n.clone()))?;
    let step = step.map_or_else(|| t.int(1), |n| Ok(n.clone()))?;
    let body = match (start.value().as_exact_int(), step.value().as_exact_int()) {
        (Some(next), Some(by)) => Count { next: AtomicI64::new(next), by, object: Slot::empty(), step },
        _ => Count { next: AtomicI64::new(0), by: 0, object: Slot::new(start), step },
    };
    t.new_boxed(a.get(0), body)
}

fn count_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Count>(value);
    // Each number goes to one of the threads that count.
    while this.object.load().is_null() {
        let n = this.next.load(Ordering::Relaxed);
        let number = t.int(n)?;
        match n.checked_add(this.by) {
            Some(next) => {
                if this.next.compare_exchange(n, next, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
                    return Ok(Some(number));
                }
            }
            // From here on the numbers are objects. Nobody changes `next` any more, so all threads come to the same one.
            None => drop(this.object.replace_if(None, number)),
        }
    }
    loop {
        let object = this.object.get().expect("never emptied");
        let next = t.binary(BinaryOp::Add, &object, &this.step)?;
        if let Ok(object) = this.object.replace_if(Some(&object), next) {
            return Ok(object);
        }
    }
}

fn count_repr(t: &Thread, value: &Ref) -> PyResult {
    let this = state::<Count>(value);
    let next = match this.object.get() {
        Some(object) => object,
        None => t.int(this.next.load(Ordering::Relaxed))?,
    };
    let next = t.repr_text(&next)?;
    if t.as_i64(&this.step) == Some(1) {
        return t.string(format!("count({next})"));
    }
    t.string(format!("count({next}, {})", t.repr_text(&this.step)?))
}

fn count_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Count>(a.get(0));
    let args = match this.object.get() {
        Some(object) => vec![object, this.step.clone()],
        None => {
            let next = t.int(this.next.load(Ordering::Relaxed))?;
            if this.by == 1 { vec![next] } else { vec![next, this.step.clone()] }
        }
    };
    taken_apart(t, a.get(0), args, None)
}

/// `itertools.count`.
pub static COUNT: TypeDef = TypeDef {
    name: "itertools.count",
    slots: Slots {
        repr: Some(count_repr),
        iter: Some(itself),
        next: Some(count_next),
        new: Some(&natives!["count(cls, start=0, step=1)" => count_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => count_reduce],
    doc: "Return a count object whose .__next__() method returns consecutive values.",
    ..SUBCLASSABLE
};

struct Cycle {
    /// Empty when it is exhausted.
    iterator: Slot,
    saved: Mutex<Vec<Ref>>,
    index: AtomicUsize,
    /// Have all items been saved before the iterator gave its last? So it is in a copy.
    is_complete: AtomicBool,
}

crate::opaque!(Cycle { iterator, saved });

fn cycle_new(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = Slot::new(t.iter(a.get(1))?);
    let (saved, index, is_complete) = (Mutex::default(), AtomicUsize::new(0), AtomicBool::new(false));
    t.new_boxed(a.get(0), Cycle { iterator, saved, index, is_complete })
}

fn cycle_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Cycle>(value);
    if let Some(iterator) = this.iterator.get() {
        if let Some(item) = t.next(&iterator)? {
            if !this.is_complete.load(Ordering::Relaxed) {
                remember(t, &this.saved, item.clone())?;
            }
            return Ok(Some(item));
        }
        drop(this.iterator.take());
    }
    let saved = this.saved.lock();
    let index = this.index.load(Ordering::Relaxed);
    let Some(item) = saved.get(index) else { return Ok(None) };
    this.index.store(if index + 1 < saved.len() { index + 1 } else { 0 }, Ordering::Relaxed);
    Ok(Some(item.clone()))
}

fn cycle_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Cycle>(a.get(0));
    let saved = this.saved.lock().clone();
    let (iterator, is_complete) = match this.iterator.get() {
        Some(iterator) => (iterator, this.is_complete.load(Ordering::Relaxed)),
        None => {
            let index = this.index.load(Ordering::Relaxed).min(saved.len());
            (t.iter(&t.list(saved[index..].to_vec())?)?, true)
        }
    };
    let state = t.pair(t.list(saved)?, t.bool(is_complete))?;
    taken_apart(t, a.get(0), vec![iterator], Some(state))
}

fn cycle_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let [saved, is_complete] = state_parts(t, a.get(1))? else {
        return Err(t.type_error("__setstate__() takes a tuple of a list and a number"));
    };
    let Some(saved) = saved.downcast::<List>() else {
        return Err(t.type_error("__setstate__() takes a tuple of a list and a number"));
    };
    let is_complete = t.truth(is_complete)?;
    let this = state::<Cycle>(a.get(0));
    let old = std::mem::replace(&mut *this.saved.lock(), saved.snapshot());
    // Dropping runs code, which must not find the lock held.
    drop(old);
    this.is_complete.store(is_complete, Ordering::Relaxed);
    this.index.store(0, Ordering::Relaxed);
    Ok(t.none())
}

/// `itertools.cycle`.
pub static CYCLE: TypeDef = TypeDef {
    name: "itertools.cycle",
    slots: Slots {
        iter: Some(itself),
        next: Some(cycle_next),
        new: Some(&natives!["cycle(cls, iterable, /)" => cycle_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => cycle_reduce,
        "__setstate__(self, state, /)" => cycle_setstate,
    ],
    doc: "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
    ..SUBCLASSABLE
};

struct Repeat {
    object: Ref,
    /// How often the object is still to come; -1 for ever.
    left: AtomicI64,
}

crate::opaque!(Repeat { object });

fn repeat_new(t: &Thread, a: Args<'_>) -> PyResult {
    let left = match a.opt(2) {
        Some(times) => t.to_index(times)?.max(0),
        None => -1,
    };
    t.new_boxed(a.get(0), Repeat { object: a.get(1).clone(), left: AtomicI64::new(left) })
}

fn repeat_next(_t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Repeat>(value);
    match this.left.load(Ordering::Relaxed) {
        0 => return Ok(None),
        left if left > 0 => this.left.store(left - 1, Ordering::Relaxed),
        _ => {}
    }
    Ok(Some(this.object.clone()))
}

fn repeat_repr(t: &Thread, value: &Ref) -> PyResult {
    let this = state::<Repeat>(value);
    let object = t.repr_text(&this.object)?;
    match this.left.load(Ordering::Relaxed) {
        -1 => t.string(format!("repeat({object})")),
        left => t.string(format!("repeat({object}, {left})")),
    }
}

fn repeat_length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    match t.this_opaque::<Repeat>(&a).left.load(Ordering::Relaxed) {
        -1 => Err(t.type_error("len() of unsized object")),
        left => t.int(left),
    }
}

fn repeat_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Repeat>(a.get(0));
    let mut args = vec![this.object.clone()];
    match this.left.load(Ordering::Relaxed) {
        -1 => {}
        left => args.push(t.int(left)?),
    }
    taken_apart(t, a.get(0), args, None)
}

/// `itertools.repeat`.
pub static REPEAT: TypeDef = TypeDef {
    name: "itertools.repeat",
    slots: Slots {
        repr: Some(repeat_repr),
        iter: Some(itself),
        next: Some(repeat_next),
        new: Some(&natives!["repeat(cls, object, times=None)" => repeat_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__length_hint__(self, /)" => repeat_length_hint, "__reduce__(self, /)" => repeat_reduce],
    doc: "repeat(object [,times]) -> create an iterator which returns the object\n\
          for the specified number of times.  If not specified, returns the object\nendlessly.",
    ..SUBCLASSABLE
};
