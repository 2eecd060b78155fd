//! `product`, `permutations`, `combinations`, `combinations_with_replacement`.
//!
//! All four keep the items of their inputs and a vector of indices into them; a step changes the indices and builds a tuple.

use super::{deprecated, taken_apart};
use crate::memory::Ref;
use crate::natives;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// Where an iteration stands.
#[derive(Clone, Default)]
struct Indices {
    places: Vec<usize>,
    /// For permutations: how many steps each place has left.
    cycles: Vec<usize>,
    started: bool,
    finished: bool,
}

/// The size argument `r` as a number.
fn length(t: &Thread, value: &Ref) -> PyResult<usize> {
    usize::try_from(t.to_index(value)?).map_err(|_| t.value_error("r must be non-negative"))
}

/// The indices 0, 1, 2, … (or all 0), after asking whether the heap has room for them.
fn ascending(t: &Thread, n: usize) -> PyResult<Vec<usize>> {
    t.alloc_limit(n.saturating_mul(3 * size_of::<usize>()))?;
    Ok((0..n).collect())
}

/// The indices in a state, of which there must be `n`.
fn saved_places(t: &Thread, state: &Ref, n: usize) -> PyResult<Vec<i64>> {
    match state.downcast::<Tuple>().map(Tuple::items) {
        Some(places) if places.len() == n => places.iter().map(|place| t.to_index(place)).collect(),
        _ => Err(t.value_error("invalid arguments")),
    }
}

/// A place from a state, brought into `0..count`.
fn within(place: i64, count: usize) -> usize {
    place.clamp(0, count as i64 - 1) as usize
}

fn tuple_of_places(t: &Thread, places: &[usize]) -> PyResult {
    t.tuple(places.iter().map(|place| t.int_from_usize(*place)).collect::<PyResult<_>>()?)
}

struct Product {
    pools: Box<[Box<[Ref]>]>,
    indices: Mutex<Indices>,
}

crate::opaque!(Product { pools });

fn product_new(t: &Thread, a: Args<'_>) -> PyResult {
    let repeat = match a.opt(1) {
        None => 1,
        Some(repeat) => {
            usize::try_from(t.to_index(repeat)?).map_err(|_| t.value_error("repeat argument cannot be negative"))?
        }
    };
    let iterables = if repeat == 0 { &[] } else { a.rest() };
    let places = iterables.len().checked_mul(repeat).ok_or_else(|| t.memory_error())?;
    let mut places = ascending(t, places)?;
    places.fill(0);
    let pools = iterables.iter().map(|i| t.collect(i).map(Vec::into_boxed_slice)).collect::<PyResult<Box<_>>>()?;
    t.new_boxed(a.get(0), Product { pools, indices: Mutex::new(Indices { places, ..Indices::default() }) })
}

fn product_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Product>(value);
    let mut indices = this.indices.lock();
    let indices = &mut *indices;
    if indices.finished {
        return Ok(None);
    }
    let pool = |i: usize| &this.pools[i % this.pools.len()];
    if !indices.started {
        indices.started = true;
        if this.pools.iter().any(|pool| pool.is_empty()) {
            indices.finished = true;
            return Ok(None);
        }
    } else {
        let mut i = indices.places.len();
        loop {
            if i == 0 {
                indices.finished = true;
                return Ok(None);
            }
            i -= 1;
            indices.places[i] += 1;
            if indices.places[i] < pool(i).len() {
                break;
            }
            indices.places[i] = 0;
        }
    }
    let mut places = indices.places.iter().enumerate();
    Tuple::build(t, indices.places.len(), || {
        let (i, place) = places.next().expect("as many as counted");
        pool(i)[*place].clone()
    })
    .map(Some)
}

fn product_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Product>(a.get(0));
    let indices = this.indices.lock().clone();
    if indices.finished {
        return taken_apart(t, a.get(0), vec![t.empty_tuple()], None);
    }
    let pools = this.pools.iter().map(|pool| t.tuple_from(pool)).collect::<PyResult<Vec<Ref>>>()?;
    let pools = pools.iter().cycle().take(indices.places.len()).cloned().collect();
    let state = if indices.started { Some(tuple_of_places(t, &indices.places)?) } else { None };
    taken_apart(t, a.get(0), pools, state)
}

fn product_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let this = state::<Product>(a.get(0));
    let count = this.indices.lock().places.len();
    let saved = saved_places(t, a.get(1), count)?;
    let mut indices = this.indices.lock();
    if this.pools.iter().any(|pool| pool.is_empty()) {
        indices.finished = true;
        return Ok(t.none());
    }
    for (i, place) in saved.into_iter().enumerate() {
        indices.places[i] = within(place, this.pools[i % this.pools.len()].len());
    }
    indices.started = true;
    Ok(t.none())
}

/// `itertools.product`.
pub static PRODUCT: TypeDef = TypeDef {
    name: "itertools.product",
    slots: Slots {
        iter: Some(itself),
        next: Some(product_next),
        new: Some(&natives!["product(cls, /, *iterables, repeat=1)" => product_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => product_reduce,
        "__setstate__(self, state, /)" => product_setstate,
    ],
    doc: "Cartesian product of input iterables.  Equivalent to nested for-loops.",
    ..SUBCLASSABLE
};

/// The payload of the other three.
struct Selection {
    pool: Box<[Ref]>,
    /// How many items are selected.
    r: usize,
    indices: Mutex<Indices>,
}

crate::opaque!(Selection { pool });

impl Selection {
    /// Takes the next step and builds its tuple of `r` items; `advance` changes the indices and says whether there is a step.
    fn step(&self, t: &Thread, advance: fn(&mut Indices, usize) -> bool) -> PyResult<Option<Ref>> {
        let mut indices = self.indices.lock();
        let indices = &mut *indices;
        if indices.finished {
            return Ok(None);
        }
        if !indices.started {
            indices.started = true;
        } else if !advance(indices, self.pool.len()) {
            indices.finished = true;
            return Ok(None);
        }
        // Permutations keep an index for each item of the pool, and a cycle for each place.
        let count = if indices.cycles.is_empty() { indices.places.len() } else { indices.cycles.len() };
        let mut places = indices.places.iter();
        Tuple::build(t, count, || self.pool[*places.next().expect("as many as counted")].clone()).map(Some)
    }
}

/// `__reduce__` of the three types; `saved` makes a state of the indices.
fn selection_reduce(t: &Thread, value: &Ref, saved: fn(&Thread, &Selection, &Indices) -> PyResult) -> PyResult {
    let this = state::<Selection>(value);
    let indices = this.indices.lock().clone();
    let is_over = indices.started && indices.finished;
    let pool = if is_over { t.empty_tuple() } else { t.tuple_from(&this.pool)? };
    let state = if indices.started && !is_over { Some(saved(t, this, &indices)?) } else { None };
    taken_apart(t, value, vec![pool, t.int_from_usize(this.r)?], state)
}

/// `__setstate__` of both kinds of combinations; place `i` can be less than what `limit` gives for `i`, `r` and the size of the pool.
fn selection_setstate(t: &Thread, a: &Args<'_>, limit: fn(usize, usize, usize) -> usize) -> PyResult {
    deprecated(t)?;
    let this = state::<Selection>(a.get(0));
    let saved = saved_places(t, a.get(1), this.r)?;
    let mut indices = this.indices.lock();
    if indices.finished {
        return Ok(t.none());
    }
    let (n, r) = (this.pool.len(), this.r);
    indices.places = saved.into_iter().enumerate().map(|(i, place)| within(place, limit(i, r, n))).collect();
    indices.started = true;
    Ok(t.none())
}

fn combinations_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    selection_reduce(t, a.get(0), |t, _, indices| tuple_of_places(t, &indices.places))
}

fn combinations_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    selection_setstate(t, &a, |i, r, n| i + n - r + 1)
}

fn replacement_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    selection_setstate(t, &a, |_, _, n| n)
}

fn combinations_new(t: &Thread, a: Args<'_>) -> PyResult {
    let pool = t.collect(a.get(1))?.into_boxed_slice();
    let r = length(t, a.get(2))?;
    let indices = if r > pool.len() {
        Indices { finished: true, ..Indices::default() }
    } else {
        Indices { places: ascending(t, r)?, ..Indices::default() }
    };
    t.new_boxed(a.get(0), Selection { pool, r, indices: Mutex::new(indices) })
}

/// The rightmost index that can still grow does, those behind it follow closely.
fn next_combination(indices: &mut Indices, n: usize) -> bool {
    let places = &mut indices.places;
    let r = places.len();
    let Some(i) = (0..r).rev().find(|i| places[*i] != i + n - r) else { return false };
    places[i] += 1;
    for j in i + 1..r {
        places[j] = places[j - 1] + 1;
    }
    true
}

fn combinations_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    state::<Selection>(value).step(t, next_combination)
}

/// `itertools.combinations`.
pub static COMBINATIONS: TypeDef = TypeDef {
    name: "itertools.combinations",
    slots: Slots {
        iter: Some(itself),
        next: Some(combinations_next),
        new: Some(&natives!["combinations(cls, iterable, r)" => combinations_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => combinations_reduce,
        "__setstate__(self, state, /)" => combinations_setstate,
    ],
    doc: "Return successive r-length combinations of elements in the iterable.\n\n\
          combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)",
    ..SUBCLASSABLE
};

fn replacement_new(t: &Thread, a: Args<'_>) -> PyResult {
    let pool = t.collect(a.get(1))?.into_boxed_slice();
    let r = length(t, a.get(2))?;
    let mut indices = Indices { finished: pool.is_empty() && r > 0, ..Indices::default() };
    if !indices.finished {
        indices.places = ascending(t, r)?;
        indices.places.fill(0);
    }
    t.new_boxed(a.get(0), Selection { pool, r, indices: Mutex::new(indices) })
}

/// The rightmost index that can still grow does, those behind it become equal to it.
fn next_with_replacement(indices: &mut Indices, n: usize) -> bool {
    let places = &mut indices.places;
    let Some(i) = (0..places.len()).rev().find(|i| places[*i] != n - 1) else { return false };
    let next = places[i] + 1;
    places[i..].fill(next);
    true
}

fn replacement_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    state::<Selection>(value).step(t, next_with_replacement)
}

/// `itertools.combinations_with_replacement`.
pub static COMBINATIONS_WITH_REPLACEMENT: TypeDef = TypeDef {
    name: "itertools.combinations_with_replacement",
    slots: Slots {
        iter: Some(itself),
        next: Some(replacement_next),
        new: Some(&natives!["combinations_with_replacement(cls, iterable, r)" => replacement_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => combinations_reduce,
        "__setstate__(self, state, /)" => replacement_setstate,
    ],
    doc: "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.",
    ..SUBCLASSABLE
};

fn permutations_new(t: &Thread, a: Args<'_>) -> PyResult {
    let pool = t.collect(a.get(1))?.into_boxed_slice();
    let n = pool.len();
    let r = match a.opt_not_none(t, 2) {
        None => n,
        Some(r) if t.is_int(r) => length(t, r)?,
        Some(_) => return Err(t.type_error("Expected int as r")),
    };
    let indices = if r > n {
        Indices { finished: true, ..Indices::default() }
    } else if r == 0 {
        // One empty permutation, whatever the pool.
        Indices::default()
    } else {
        Indices { places: ascending(t, n)?, cycles: (0..r).map(|i| n - i).collect(), ..Indices::default() }
    };
    t.new_boxed(a.get(0), Selection { pool, r, indices: Mutex::new(indices) })
}

/// The rightmost place whose cycle has steps left takes the next unused item; those behind it start over.
fn next_permutation(indices: &mut Indices, n: usize) -> bool {
    let Indices { places, cycles, .. } = indices;
    for i in (0..cycles.len()).rev() {
        cycles[i] -= 1;
        if cycles[i] != 0 {
            places.swap(i, n - cycles[i]);
            return true;
        }
        places[i..].rotate_left(1);
        cycles[i] = n - i;
    }
    false
}

fn permutations_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    state::<Selection>(value).step(t, next_permutation)
}

fn permutations_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    selection_reduce(t, a.get(0), |t, this, indices| {
        let places = if this.r == 0 { ascending(t, this.pool.len())? } else { indices.places.clone() };
        t.pair(tuple_of_places(t, &places)?, tuple_of_places(t, &indices.cycles)?)
    })
}

fn permutations_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let this = state::<Selection>(a.get(0));
    let (n, r) = (this.pool.len(), this.r);
    let Some([places, cycles]) = a.get(1).downcast::<Tuple>().map(Tuple::items) else {
        return Err(t.value_error("invalid arguments"));
    };
    let (places, cycles) = (saved_places(t, places, n)?, saved_places(t, cycles, r)?);
    let mut indices = this.indices.lock();
    if indices.finished {
        return Ok(t.none());
    }
    if r > 0 {
        indices.places = places.into_iter().map(|place| within(place, n)).collect();
        indices.cycles =
            cycles.into_iter().enumerate().map(|(i, left)| within(left.saturating_sub(1), n - i) + 1).collect();
    }
    indices.started = true;
    Ok(t.none())
}

/// `itertools.permutations`.
pub static PERMUTATIONS: TypeDef = TypeDef {
    name: "itertools.permutations",
    slots: Slots {
        iter: Some(itself),
        next: Some(permutations_next),
        new: Some(&natives!["permutations(cls, iterable, r=None)" => permutations_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => permutations_reduce,
        "__setstate__(self, state, /)" => permutations_setstate,
    ],
    doc: "Return successive r-length permutations of elements in the iterable.\n\n\
          permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
    ..SUBCLASSABLE
};
