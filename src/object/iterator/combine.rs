//! `zip`, `map`, `filter`.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{SUBCLASSABLE, itself, state};
use crate::memory::Ref;
use crate::natives;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::long::Steps;
use crate::runtime::{Args, PyResult, Raised, Thread};

fn iterators(t: &Thread, iterables: &[Ref]) -> PyResult<Box<[Ref]>> {
    iterables.iter().map(|iterable| t.iter(iterable)).collect()
}

/// The payload of `zip`.
struct Zip {
    iterators: Box<[Ref]>,
    strict: AtomicBool,
}

crate::opaque!(Zip { iterators });

fn zip_new(t: &Thread, a: Args<'_>) -> PyResult {
    let strict = a.opt(1).map_or(Ok(false), |s| t.truth(s))?;
    let iterators = iterators(t, a.rest())?;
    t.new_boxed(a.get(0), Zip { iterators, strict: AtomicBool::new(strict) })
}

/// Pairs are by far the commonest.
fn zip_next_pair(t: &Thread, value: &Ref) -> PyResult<Option<Result<(Ref, Ref), Ref>>> {
    let this = state::<Zip>(value);
    let [first, second] = &*this.iterators else {
        return Ok(zip_next(t, value)?.map(Err));
    };
    let Some(a) = t.next_within(value, first)? else { return zip_end(t, this, 0).map(|_| None) };
    let Some(b) = t.next_within(value, second)? else { return zip_end(t, this, 1).map(|_| None) };
    Ok(Some(Ok((a, b))))
}

fn zip_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Zip>(value);
    if this.iterators.len() == 2 {
        return match zip_next_pair(t, value)? {
            Some(Ok((a, b))) => t.pair(a, b).map(Some),
            other => Ok(other.and_then(Result::err)),
        };
    }
    if this.iterators.is_empty() {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(this.iterators.len());
    for (i, iterator) in this.iterators.iter().enumerate() {
        match t.next_within(value, iterator)? {
            Some(item) => items.push(item),
            None => return zip_end(t, this, i),
        }
    }
    t.tuple(items).map(Some)
}

/// Iterator `i` is the first that is exhausted: with `strict` all others must be too.
fn zip_end(t: &Thread, zip: &Zip, i: usize) -> PyResult<Option<Ref>> {
    if !zip.strict.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let differs = |place: usize, how: &str| -> Raised {
        let others = if place == 1 { "argument 1".to_owned() } else { format!("arguments 1-{place}") };
        t.value_error(format!("zip() argument {} is {how} than {others}", place + 1))
    };
    if i != 0 {
        return Err(differs(i, "shorter"));
    }
    for (place, iterator) in zip.iterators.iter().enumerate().skip(1) {
        if t.next(iterator)?.is_some() {
            return Err(differs(place, "longer"));
        }
    }
    Ok(None)
}

fn zip_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<Zip>(&a);
    let class = t.type_ref(a.get(0));
    let args = t.tuple_from(&this.iterators)?;
    if this.strict.load(Ordering::Relaxed) {
        return t.tuple(vec![class, args, t.bool(true)]);
    }
    t.tuple(vec![class, args])
}

fn zip_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let strict = t.truth(a.get(1))?;
    t.this_opaque::<Zip>(&a).strict.store(strict, Ordering::Relaxed);
    Ok(t.none())
}

/// `zip`.
pub static ZIP: TypeDef = TypeDef {
    name: "zip",
    slots: Slots {
        iter: Some(itself),
        next: Some(zip_next),
        next_pair: Some(zip_next_pair),
        new: Some(&natives!["zip(cls, /, *args, strict=False)" => zip_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => zip_reduce, "__setstate__(self, state, /)" => zip_setstate],
    doc: "The zip object yields n-length tuples, where n is the number of iterables\n\
          passed as positional arguments to zip().  The i-th element in every tuple\n\
          comes from the i-th iterable argument to zip().  This continues until the\n\
          shortest argument is exhausted.\n\n\
          If strict is true and one of the arguments is exhausted before the others,\n\
          raise a ValueError.\n\n\
          \x20  >>> list(zip('abcdefg', range(3), range(4)))\n\
          \x20  [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    ..SUBCLASSABLE
};

/// The payload of `map`.
struct Map {
    function: Ref,
    iterators: Box<[Ref]>,
}

crate::opaque!(Map { function, iterators });

fn map_new(t: &Thread, a: Args<'_>) -> PyResult {
    let [function, iterables @ ..] = a.rest() else {
        return Err(t.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(t.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators(t, iterables)?;
    t.new_boxed(a.get(0), Map { function: function.clone(), iterators })
}

fn map_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Map>(value);
    if let [iterator] = &*this.iterators {
        let Some(item) = t.next_within(value, iterator)? else { return Ok(None) };
        return t.call(&this.function, std::slice::from_ref(&item)).map(Some);
    }
    let mut items = Vec::with_capacity(this.iterators.len());
    for iterator in &this.iterators {
        match t.next_within(value, iterator)? {
            Some(item) => items.push(item),
            None => return Ok(None),
        }
    }
    t.call(&this.function, &items).map(Some)
}

fn map_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<Map>(&a);
    let mut args = vec![this.function.clone()];
    args.extend_from_slice(&this.iterators);
    t.tuple(vec![t.type_ref(a.get(0)), t.tuple(args)?])
}

/// `map`.
pub static MAP: TypeDef = TypeDef {
    name: "map",
    slots: Slots {
        iter: Some(itself),
        next: Some(map_next),
        new: Some(&natives!["map(cls, /, *args)" => map_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => map_reduce],
    doc: "Make an iterator that computes the function using arguments from\n\
          each of the iterables.  Stops when the shortest iterable is exhausted.",
    ..SUBCLASSABLE
};

/// The payload of `filter`.
struct Filter {
    function: Ref,
    iterator: Ref,
}

crate::opaque!(Filter { function, iterator });

fn filter_new(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.iter(a.get(2))?;
    t.new_boxed(a.get(0), Filter { function: a.get(1).clone(), iterator })
}

fn filter_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Filter>(value);
    let by_truth = this.function.value().is_none(t) || this.function.value().address() == t.types().bool.as_ptr();
    let mut steps = Steps::default();
    while let Some(item) = t.next_within(value, &this.iterator)? {
        let keep =
            if by_truth { t.truth(&item)? } else { t.truth(&t.call(&this.function, std::slice::from_ref(&item))?)? };
        if keep {
            return Ok(Some(item));
        }
        steps.next(t)?;
    }
    Ok(None)
}

fn filter_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<Filter>(&a);
    let args = t.tuple(vec![this.function.clone(), this.iterator.clone()])?;
    t.tuple(vec![t.type_ref(a.get(0)), args])
}

/// `filter`.
pub static FILTER: TypeDef = TypeDef {
    name: "filter",
    slots: Slots {
        iter: Some(itself),
        next: Some(filter_next),
        new: Some(&natives!["filter(cls, function, iterable, /)" => filter_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => filter_reduce],
    doc: "Return an iterator yielding those items of iterable for which function(item)\n\
          is true. If function is None, return the items that are true.",
    ..SUBCLASSABLE
};
