//! `range`: an arithmetic progression of integers.
//!
//! Nearly every range fits 64 bits and is kept as such: then every one of its members, and the number behind the last one,
//! fits too. Others hold big integers and have an iterator type of their own. The interpreter's loop steps through
//! [`RangeIterator`] itself.

mod big;
mod iter;

use rcpy_primitives::hash::TupleHash;
use rcpy_primitives::int::BigInt;

use self::big::BigRange;
use super::kind;
use super::number::IntValue;
use super::slice::Slice;
use super::slots::Slots;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::bytecode::CompareOp;
use crate::memory::{Kind, Object, Payload, Ref, Value};
use crate::natives;
use crate::object::class::flags;
use crate::object::sequence::Bounds;
use crate::runtime::{Args, PyResult, Thread};

pub use big::LONG_RANGE_ITERATOR;
pub use iter::{RANGE_ITERATOR, RangeIterator};

/// A range within 64 bits. `start + len * step` does not overflow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SmallRange {
    /// The first member, if there is one.
    pub start: i64,
    /// Where it ends.
    pub stop: i64,
    /// From one member to the next; not 0.
    pub step: i64,
    /// How many members.
    pub len: i64,
}

impl SmallRange {
    /// The range, if its length and the number behind its last member fit.
    fn new(start: i64, stop: i64, step: i64) -> Option<SmallRange> {
        let (low, high, by) = if step > 0 { (start, stop, step) } else { (stop, start, step.checked_neg()?) };
        let len = if low < high { (i128::from(high) - i128::from(low) - 1) / i128::from(by) + 1 } else { 0 };
        let len = i64::try_from(len).ok()?;
        start.checked_add(len.checked_mul(step)?)?;
        Some(SmallRange { start, stop, step, len })
    }

    /// Member `i`, which is below the length.
    #[inline]
    pub fn get(self, i: i64) -> i64 {
        self.start + i * self.step
    }

    /// The index of a member.
    fn index(self, n: i64) -> Option<i64> {
        let offset = i128::from(n) - i128::from(self.start);
        let step = i128::from(self.step);
        let i = offset / step;
        (offset % step == 0 && (0..i128::from(self.len)).contains(&i)).then_some(i as i64)
    }
}

/// The payload of ranges; constant.
pub enum Range {
    /// Within 64 bits.
    Small(SmallRange),
    /// Beyond.
    Big(Box<BigRange>),
}

// SAFETY: the kind is this payload's alone; there are no references.
unsafe impl Payload for Range {
    const KIND: Kind = kind::RANGE;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

impl Range {
    /// A range of any size; the step is not 0.
    fn of(start: BigInt, stop: BigInt, step: BigInt) -> Range {
        use rcpy_primitives::int::to_i64;
        if let (Some(a), Some(b), Some(c)) = (to_i64(&start), to_i64(&stop), to_i64(&step))
            && let Some(small) = SmallRange::new(a, b, c)
        {
            return Range::Small(small);
        }
        Range::Big(Box::new(BigRange::new(start, stop, step)))
    }

    /// The numbers as big integers.
    fn to_big(&self) -> BigRange {
        match self {
            Range::Small(r) => BigRange::new(r.start.into(), r.stop.into(), r.step.into()),
            Range::Big(r) => (**r).clone(),
        }
    }

    /// Start, stop and step as `int` objects.
    fn parts(&self, t: &Thread) -> PyResult<[Ref; 3]> {
        match self {
            Range::Small(r) => Ok([t.int(r.start)?, t.int(r.stop)?, t.int(r.step)?]),
            Range::Big(r) => Ok([t.big_int(r.start.clone())?, t.big_int(r.stop.clone())?, t.big_int(r.step.clone())?]),
        }
    }
}

impl Thread {
    /// A range object.
    fn new_range(&self, range: Range) -> PyResult {
        Ok(Object::allocate(&self.base, self.types().range.as_ptr(), range)?)
    }
}

fn this(value: &Ref) -> &Range {
    value.downcast().expect("checked by the type")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let args = a.rest();
    if a.kwargs().is_some() {
        return Err(t.type_error("range() takes no keyword arguments"));
    }
    match args.len() {
        0 => return Err(t.type_error("range expected at least 1 argument, got 0")),
        1..=3 => {}
        n => return Err(t.type_error(format!("range expected at most 3 arguments, got {n}"))),
    }
    // The common case: exact ints within 64 bits.
    let mut small = [0, 0, 1];
    let mut all_small = true;
    let place = usize::from(args.len() > 1);
    for (i, arg) in args.iter().enumerate() {
        let slot = if place == 1 { i } else { 1 };
        match arg.value().as_exact_int() {
            Some(n) => small[slot] = n,
            None => all_small = false,
        }
    }
    if !all_small {
        return new_big(t, args);
    }
    let [start, stop, step] = small;
    if step == 0 {
        return Err(t.value_error("range() arg 3 must not be zero"));
    }
    match SmallRange::new(start, stop, step) {
        Some(range) => t.new_range(Range::Small(range)),
        None => t.new_range(Range::of(start.into(), stop.into(), step.into())),
    }
}

fn new_big(t: &Thread, args: &[Ref]) -> PyResult {
    let numbers = args.iter().map(|arg| t.to_big_index(arg)).collect::<PyResult<Vec<_>>>()?;
    let mut numbers = numbers.into_iter();
    let first = numbers.next().expect("at least one argument");
    let (start, stop) = match numbers.next() {
        None => (BigInt::from(0), first),
        Some(stop) => (first, stop),
    };
    let step = numbers.next().unwrap_or(BigInt::from(1));
    if step.is_zero() {
        return Err(t.value_error("range() arg 3 must not be zero"));
    }
    t.new_range(Range::of(start, stop, step))
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let text = match this(value) {
        Range::Small(SmallRange { start, stop, step: 1, .. }) => format!("range({start}, {stop})"),
        Range::Small(SmallRange { start, stop, step, .. }) => format!("range({start}, {stop}, {step})"),
        range @ Range::Big(body) => {
            let [start, stop, step] = range.parts(t)?;
            let (start, stop) = (t.repr_text(&start)?, t.repr_text(&stop)?);
            if body.step == BigInt::from(1) {
                format!("range({start}, {stop})")
            } else {
                format!("range({start}, {stop}, {})", t.repr_text(&step)?)
            }
        }
    };
    t.string(text)
}

fn len(t: &Thread, value: &Ref) -> PyResult<usize> {
    let len = match this(value) {
        Range::Small(r) => Some(r.len as usize),
        Range::Big(r) => rcpy_primitives::int::to_i64(&r.len).map(|n| n as usize),
    };
    len.ok_or_else(|| t.overflow_error("Python int too large to convert to C ssize_t"))
}

fn truth(_t: &Thread, value: &Ref) -> PyResult<bool> {
    Ok(match this(value) {
        Range::Small(r) => r.len != 0,
        Range::Big(r) => !r.len.is_zero(),
    })
}

fn iterate(t: &Thread, value: &Ref) -> PyResult {
    match this(value) {
        Range::Small(r) => iter::make(t, r.start, r.step, r.len),
        Range::Big(r) => big::iterate(t, r, false),
    }
}

fn reversed(t: &Thread, a: Args<'_>) -> PyResult {
    match this(a.get(0)) {
        Range::Small(r) => match r.step.checked_neg() {
            Some(step) if r.len != 0 => iter::make(t, r.get(r.len - 1), step, r.len),
            Some(step) => iter::make(t, r.start, step, 0),
            None => big::iterate(t, &this(a.get(0)).to_big(), true),
        },
        Range::Big(r) => big::iterate(t, r, true),
    }
}

fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    let range = this(value);
    if let Some(slice) = key.downcast::<Slice>() {
        return part(t, range, slice);
    }
    if let Range::Small(r) = range
        && let Some(i) = key.value().as_exact_int()
    {
        let i = if i < 0 { i.checked_add(r.len).unwrap_or(-1) } else { i };
        if (0..r.len).contains(&i) {
            return t.int(r.get(i));
        }
        return Err(t.index_error("range object index out of range"));
    }
    if !t.has_index(key) {
        let name = t.type_name(key);
        return Err(t.type_error(format!("range indices must be integers or slices, not {name}")));
    }
    let i = t.to_big_index(key)?;
    match range.to_big().get(i) {
        Some(n) => t.big_int(n),
        None => Err(t.index_error("range object index out of range")),
    }
}

fn part(t: &Thread, range: &Range, slice: &Slice) -> PyResult {
    if let Range::Small(r) = range
        && [slice.start(), slice.stop(), slice.step()]
            .iter()
            .all(|v| v.value().is_none(t) || v.value().as_exact_int().is_some())
    {
        let Bounds { start, stop, step } = t.slice_bounds(slice)?;
        let places = Bounds { start, stop, step }.indices(r.len as usize);
        let made = r
            .step
            .checked_mul(places.step)
            .and_then(|by| Some((r.start.checked_add(places.start.checked_mul(r.step)?)?, by)))
            .and_then(|(first, by)| Some((first, r.start.checked_add(places.stop.checked_mul(r.step)?)?, by)))
            .and_then(|(first, last, by)| SmallRange::new(first, last, by));
        if let Some(made) = made {
            return t.new_range(Range::Small(made));
        }
    }
    let r = range.to_big();
    let [start, stop, step] = slice.big_indices(t, &r.len)?;
    let (start, stop) = (&r.start + start * &r.step, &r.start + stop * &r.step);
    t.new_range(Range::of(start, stop, step * &r.step))
}

/// The index of a member; `None` for ints that are none.
fn position(range: &Range, n: IntValue<'_>) -> Option<BigInt> {
    match (range, n) {
        (Range::Small(r), IntValue::Small(n)) => r.index(n).map(BigInt::from),
        (Range::Small(_), IntValue::Big(_)) => None,
        (Range::Big(r), n) => r.index(&n.to_big()),
    }
}

/// An int that is compared by value alone: of the exact type, or a bool.
fn plain_int<'a>(t: &Thread, item: &'a Ref) -> Option<IntValue<'a>> {
    let plain = item.value().kind().0 & Kind::SUBCLASS == 0;
    t.int_value(item).filter(|_| plain)
}

fn contains(t: &Thread, value: &Ref, item: &Ref) -> PyResult<bool> {
    if let Some(n) = plain_int(t, item) {
        return Ok(match (this(value), n) {
            (Range::Small(r), IntValue::Small(n)) => r.index(n).is_some(),
            (range, n) => position(range, n).is_some(),
        });
    }
    let mut found = false;
    search(t, value, item, |_| {
        found = true;
        false
    })?;
    Ok(found)
}

/// Compares the members with an item one by one; `hit` gets the indices of equal ones and says whether to go on.
fn search(t: &Thread, value: &Ref, item: &Ref, mut hit: impl FnMut(i64) -> bool) -> PyResult<()> {
    let iterator = iterate(t, value)?;
    let mut i = 0i64;
    while let Some(member) = t.next(&iterator)? {
        if t.equal(&member, item)? && !hit(i) {
            return Ok(());
        }
        t.poll_every(i as usize)?;
        i += 1;
    }
    Ok(())
}

fn index(t: &Thread, a: Args<'_>) -> PyResult {
    let (value, item) = (a.get(0), a.get(1));
    if let Some(n) = plain_int(t, item) {
        return match position(this(value), n) {
            Some(i) => t.big_int(i),
            None => {
                let text = t.repr_text(item)?;
                Err(t.value_error(format!("{text} is not in range")))
            }
        };
    }
    let mut place = None;
    search(t, value, item, |i| {
        place = Some(i);
        false
    })?;
    match place {
        Some(i) => t.int(i),
        None => Err(t.value_error("sequence.index(x): x not in sequence")),
    }
}

fn count(t: &Thread, a: Args<'_>) -> PyResult {
    let (value, item) = (a.get(0), a.get(1));
    if let Some(n) = plain_int(t, item) {
        return t.int(i64::from(position(this(value), n).is_some()));
    }
    let mut hits = 0;
    search(t, value, item, |_| {
        hits += 1;
        true
    })?;
    t.int(hits)
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<Range>(), b.downcast::<Range>()) else { return Ok(t.not_implemented()) };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(t.not_implemented());
    }
    let equal = match (x, y) {
        (Range::Small(x), Range::Small(y)) => {
            x.len == y.len && (x.len == 0 || (x.start == y.start && (x.len == 1 || x.step == y.step)))
        }
        // Ranges with the same members are of the same form, save for the stop.
        (x, y) => {
            let (x, y) = (x.to_big(), y.to_big());
            let one = BigInt::from(1);
            x.len == y.len && (x.len.is_zero() || (x.start == y.start && (x.len == one || x.step == y.step)))
        }
    };
    Ok(t.bool(equal == (op == CompareOp::Eq)))
}

fn hash(t: &Thread, value: &Ref) -> PyResult<i64> {
    use rcpy_primitives::hash;
    let r = this(value).to_big();
    let none = t.hash(&t.none())?;
    let mut sum = TupleHash::new();
    sum.add(hash::int(&r.len));
    sum.add(if r.len.is_zero() { none } else { hash::int(&r.start) });
    sum.add(if r.len <= BigInt::from(1) { none } else { hash::int(&r.step) });
    Ok(sum.finish())
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let parts = t.tuple(this(a.get(0)).parts(t)?.into())?;
    t.tuple(vec![t.class(&RANGE), parts])
}

fn get_start(t: &Thread, value: &Ref) -> PyResult {
    let [start, _, _] = this(value).parts(t)?;
    Ok(start)
}

fn get_stop(t: &Thread, value: &Ref) -> PyResult {
    let [_, stop, _] = this(value).parts(t)?;
    Ok(stop)
}

fn get_step(t: &Thread, value: &Ref) -> PyResult {
    let [_, _, step] = this(value).parts(t)?;
    Ok(step)
}

/// `range`.
pub static RANGE: TypeDef = TypeDef {
    name: "range",
    kind: kind::RANGE,
    flags: flags::SEQUENCE,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        iter: Some(iterate),
        bool: Some(truth),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(getitem),
        contains: Some(contains),
        new: Some(&natives!["range(cls, /, *args, **kwargs)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "count(self, value, /)" => count,
        "index(self, value, /)" => index,
        "__reduce__(self, /)" => reduce,
        "__reversed__(self, /)" => reversed,
    ],
    getset: &[
        GetSetDef { name: "start", get: get_start, set: READONLY_MEMBER },
        GetSetDef { name: "stop", get: get_stop, set: READONLY_MEMBER },
        GetSetDef { name: "step", get: get_step, set: READONLY_MEMBER },
    ],
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n\
          Return an object that produces a sequence of integers from start (inclusive)\n\
          to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n\
          start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n\
          These are exactly the valid indices for a list of 4 elements.\n\
          When step is given, it specifies the increment (or decrement).",
    ..TypeDef::EMPTY
};

#[cfg(test)]
mod tests {
    use super::SmallRange;

    #[test]
    fn lengths_and_limits() {
        assert_eq!(SmallRange::new(0, 10, 3).map(|r| r.len), Some(4));
        assert_eq!(SmallRange::new(10, 0, -3).map(|r| r.len), Some(4));
        assert_eq!(SmallRange::new(0, 0, 1).map(|r| r.len), Some(0));
        assert_eq!(SmallRange::new(0, i64::MAX, 1).map(|r| r.len), Some(i64::MAX));
        assert_eq!(SmallRange::new(i64::MIN, i64::MAX, 1), None);
        assert_eq!(SmallRange::new(0, i64::MAX, i64::MAX - 1), None);
        assert_eq!(SmallRange::new(0, 10, i64::MIN), None);
        let r = SmallRange::new(1, 20, 4).expect("fits");
        assert_eq!(
            (r.index(1), r.index(17), r.index(21), r.index(2), r.index(i64::MIN)),
            (Some(0), Some(4), None, None, None)
        );
    }
}
