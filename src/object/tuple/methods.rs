//! The types `tuple` and `tuple_iterator`.

use super::{Tuple, TupleIterator};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::class::flags;
use crate::object::dict::quick_equal;
use crate::object::iterator::{Cursor, is_sole};
use crate::object::kind;
use crate::object::slice::Slice;
use crate::object::slots::{Slots, mask};
use crate::object::string::StrBuilder;
use crate::object::typedef::TypeDef;
use crate::runtime::long::STRIDE;
use crate::runtime::{Args, PyResult, Thread};

fn this(value: &Ref) -> &Tuple {
    value.downcast().expect("checked by the type")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let class = a.get(0);
    if class.value().address() == t.types().tuple.as_ptr() {
        return match a.opt(1) {
            Some(items) => t.to_tuple(items),
            None => Ok(t.empty_tuple()),
        };
    }
    let items = a.opt(1).map(|items| t.to_tuple(items)).transpose()?;
    let body = Tuple::external(t, items.as_ref().map_or(&[], |items| this(items).items()))?;
    t.new_object(class, body)
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let items = this(value).items();
    if items.is_empty() {
        return t.str("()");
    }
    let Some(_guard) = t.repr_enter(value)? else { return t.str("(...)") };
    let mut text = StrBuilder::new(t);
    text.push_str("(")?;
    for (i, item) in items.iter().enumerate() {
        if i != 0 {
            text.push_str(", ")?;
        }
        text.push_ref(&t.repr(item)?)?;
        t.poll_every(i)?;
    }
    text.push_str(if items.len() == 1 { ",)" } else { ")" })?;
    text.finish()
}

/// The hash of a sequence of items.
pub fn hash_items(t: &Thread, items: &[Ref]) -> PyResult<i64> {
    hash_lanes(t, items).map(|(hash, _)| hash)
}

/// The hash of a sequence of items, and whether it will always be the same: each item's hash is mixed into an accumulator by
/// multiplication and rotation (the constants are those of xxHash, as in CPython).
fn hash_lanes(t: &Thread, items: &[Ref]) -> PyResult<(i64, bool)> {
    const P1: u64 = 11400714785074694791;
    const P2: u64 = 14029467366897019727;
    const P5: u64 = 2870177450012600261;
    let mut sum = P5;
    let mut is_fixed = true;
    for item in items {
        let lane = match item.downcast::<Tuple>() {
            Some(tuple) if hashes_as_tuple(t, item) => {
                let (hash, fixed) = hash_tuple(t, tuple)?;
                is_fixed &= fixed;
                hash
            }
            _ => {
                is_fixed &= matches!(
                    item.value().kind(),
                    kind::STR | kind::INT | kind::FLOAT | kind::BOOL | kind::NONE | kind::BYTES
                );
                crate::object::dict::hash_key(t, item)?
            }
        };
        sum = sum.wrapping_add((lane as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    sum = sum.wrapping_add(items.len() as u64 ^ (P5 ^ 3527539));
    Ok((if sum == u64::MAX { 1546275796 } else { sum as i64 }, is_fixed))
}

/// Is it a tuple, or an instance of a subclass that hashes as tuples do?
#[inline]
fn hashes_as_tuple(t: &Thread, value: &Ref) -> bool {
    type Hash = fn(&Thread, &Ref) -> PyResult<i64>;
    value.kind() == Some(kind::TUPLE) || {
        let slots = t.type_of(value).slots();
        !slots.unhashable && slots.hash.is_some_and(|slot| std::ptr::fn_addr_eq(slot, hash as Hash))
    }
}

/// The hash of a tuple, and whether it will always be the same. Such hashes are kept.
fn hash_tuple(t: &Thread, tuple: &Tuple) -> PyResult<(i64, bool)> {
    if let Some(hash) = tuple.kept_hash() {
        return Ok((hash, true));
    }
    // CPython sets no limit here but the stack's.
    if !t.has_native_stack() {
        return Err(t.recursion_error(" while hashing an object"));
    }
    let (hash, is_fixed) = hash_lanes(t, tuple.items())?;
    if is_fixed {
        tuple.keep_hash(hash);
    }
    Ok((hash, is_fixed))
}

fn hash(t: &Thread, value: &Ref) -> PyResult<i64> {
    hash_tuple(t, this(value)).map(|(hash, _)| hash)
}

/// Does the class of an object of this layout compare as tuples do?
///
/// # Safety
/// A live object.
pub unsafe fn compares_as_tuple(object: *mut crate::memory::Header) -> bool {
    type Compare = fn(&Thread, &Ref, &Ref, CompareOp) -> PyResult;
    // SAFETY: the caller's; every object's type is one.
    let class = unsafe { crate::memory::Object::<crate::object::class::Type>::body_of((*object).type_pointer()) };
    class.slots().compare.is_some_and(|slot| std::ptr::fn_addr_eq(slot, compare as Compare))
}

fn iterate(t: &Thread, value: &Ref) -> PyResult {
    let body = TupleIterator { tuple: Slot::new(value.clone()), index: Cursor::new(0) };
    Ok(Object::allocate(t, t.types().tuple_iterator.as_ptr(), body)?)
}

fn truth(_t: &Thread, value: &Ref) -> PyResult<bool> {
    Ok(!this(value).is_empty())
}

fn len(_t: &Thread, value: &Ref) -> PyResult<usize> {
    Ok(this(value).len())
}

fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    let items = this(value).items();
    if let Some(slice) = key.downcast::<Slice>() {
        let places = t.slice_bounds(slice)?.indices(items.len());
        if places.step == 1 && places.count == items.len() && value.downcast_exact::<Tuple>().is_some() {
            return Ok(value.clone());
        }
        let mut places = places.iter();
        return Tuple::build(t, places.len(), || items[places.next().expect("as many as counted")].clone());
    }
    let i = t.item_index(key, "tuple")?;
    let i = if i < 0 { i.saturating_add(items.len() as i64) } else { i };
    match usize::try_from(i).ok().and_then(|i| items.get(i)) {
        Some(item) => Ok(item.clone()),
        None => Err(t.index_error("tuple index out of range")),
    }
}

fn same_or_equal(t: &Thread, a: &Ref, b: &Ref) -> PyResult<bool> {
    if a.is(b) {
        return Ok(true);
    }
    match quick_equal(a.value(), b.value()) {
        Some(equal) => Ok(equal),
        None => t.equal(a, b),
    }
}

fn find(t: &Thread, items: &[Ref], item: &Ref) -> PyResult<Option<usize>> {
    for (chunk, some) in items.chunks(STRIDE).enumerate() {
        if chunk != 0 {
            t.poll()?;
        }
        for (i, candidate) in some.iter().enumerate() {
            if same_or_equal(t, candidate, item)? {
                return Ok(Some(chunk * STRIDE + i));
            }
        }
    }
    Ok(None)
}

fn contains(t: &Thread, value: &Ref, item: &Ref) -> PyResult<bool> {
    Ok(find(t, this(value).items(), item)?.is_some())
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let is_tuple = |v: &Ref| v.downcast::<Tuple>().is_some();
    match op {
        BinaryOp::Add => {
            let (Some(x), Some(y)) = (a.downcast::<Tuple>(), b.downcast::<Tuple>()) else {
                return Ok(t.not_implemented());
            };
            for (whole, other) in [(a, y), (b, x)] {
                if other.is_empty() && whole.downcast_exact::<Tuple>().is_some() {
                    return Ok(whole.clone());
                }
            }
            let count = x.len().checked_add(y.len()).ok_or_else(|| t.memory_error())?;
            let mut items = x.items().iter().chain(y.items());
            Tuple::build(t, count, || items.next().expect("as many as counted").clone())
        }
        BinaryOp::Mul => {
            let Some((tuple, times)) = t.repetition(a, b, is_tuple)? else { return Ok(t.not_implemented()) };
            let items = this(tuple).items();
            if times == 1 && tuple.downcast_exact::<Tuple>().is_some() {
                return Ok(tuple.clone());
            }
            let count = items.len().checked_mul(times).ok_or_else(|| t.memory_error())?;
            let mut items = items.iter().cycle();
            Tuple::build(t, count, || items.next().expect("not empty").clone())
        }
        _ => Ok(t.not_implemented()),
    }
}

/// Compares two sequences that do not change, as tuples are compared.
pub fn compare_slices(t: &Thread, x: &[Ref], y: &[Ref], op: CompareOp) -> PyResult {
    for (chunk, (x, y)) in x.chunks(STRIDE).zip(y.chunks(STRIDE)).enumerate() {
        if chunk != 0 {
            t.poll()?;
        }
        for (p, q) in x.iter().zip(y) {
            if !same_or_equal(t, p, q)? {
                return match op {
                    CompareOp::Eq => Ok(t.bool(false)),
                    CompareOp::Ne => Ok(t.bool(true)),
                    _ => t.compare(p, q, op),
                };
            }
        }
    }
    let order = x.len().cmp(&y.len());
    Ok(t.bool(match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }))
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<Tuple>(), b.downcast::<Tuple>()) else { return Ok(t.not_implemented()) };
    compare_slices(t, x.items(), y.items(), op)
}

fn index(t: &Thread, a: Args<'_>) -> PyResult {
    let items = t.this::<Tuple>(&a).items();
    let start = t.position_in(a.opt(2), 0, items.len())?.min(items.len());
    let stop = t.position_in(a.opt(3), items.len(), items.len())?.min(items.len());
    match find(t, &items[start..stop.max(start)], a.get(1))? {
        Some(i) => t.int((start + i) as i64),
        None => Err(t.value_error("tuple.index(x): x not in tuple")),
    }
}

fn count(t: &Thread, a: Args<'_>) -> PyResult {
    let mut found = 0;
    for item in t.this::<Tuple>(&a).items() {
        found += i64::from(same_or_equal(t, item, a.get(1))?);
    }
    t.int(found)
}

fn getnewargs(t: &Thread, a: Args<'_>) -> PyResult {
    let copy = t.tuple_from(t.this::<Tuple>(&a).items())?;
    t.tuple(vec![copy])
}

fn sizeof(t: &Thread, a: Args<'_>) -> PyResult {
    // What CPython reports for a tuple of this length.
    t.int((24 + 8 * t.this::<Tuple>(&a).len()) as i64)
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

/// `tuple`.
pub static TUPLE: TypeDef = TypeDef {
    name: "tuple",
    kind: kind::TUPLE,
    flags: flags::BASE | flags::SEQUENCE | flags::MATCH_SELF,
    size: size_of::<Object<Tuple>>(),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        iter: Some(iterate),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        bool: Some(truth),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(getitem),
        contains: Some(contains),
        new: Some(&natives!["tuple(cls, iterable=(), /)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "index(self, value, start=0, stop=9223372036854775807, /)" => index,
        "count(self, value, /)" => count,
        "__getnewargs__(self, /)" => getnewargs,
        "__sizeof__(self, /)" => sizeof,
        "@class __class_getitem__(cls, object, /)" => class_getitem,
    ],
    doc: "A sequence that cannot be changed.",
    ..TypeDef::EMPTY
};

fn iterator(value: &Ref) -> &TupleIterator {
    value.downcast().expect("checked by the type")
}

fn iterator_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    Ok(iterator(value).next(is_sole(&t.base, value.value())))
}

fn iterator_itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(iterator(a.get(0)).left() as i64)
}

fn iterator_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = iterator(a.get(0));
    let builtin = crate::object::sequence::builtin(t, "iter")?;
    let index = iterator.index.at();
    match iterator.tuple.get() {
        Some(tuple) if index >= 0 => {
            let args = t.tuple(vec![tuple])?;
            let index = t.int(index)?;
            t.tuple(vec![builtin, args, index])
        }
        _ => t.tuple(vec![builtin, t.tuple(vec![t.empty_tuple()])?]),
    }
}

fn iterator_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = iterator(a.get(0));
    let index = t.to_index(a.get(1))?;
    if let Some(tuple) = iterator.tuple.get()
        && iterator.index.at() >= 0
    {
        iterator.index.set(index.clamp(0, this(&tuple).len() as i64));
    }
    Ok(t.none())
}

/// `tuple_iterator`.
pub static TUPLE_ITERATOR: TypeDef = TypeDef {
    name: "tuple_iterator",
    kind: kind::TUPLE_ITERATOR,
    slots: Slots { iter: Some(iterator_itself), next: Some(iterator_next), ..Slots::EMPTY },
    methods: natives![
        "__length_hint__(self, /)" => length_hint,
        "__reduce__(self, /)" => iterator_reduce,
        "__setstate__(self, object, /)" => iterator_setstate,
    ],
    ..TypeDef::EMPTY
};
