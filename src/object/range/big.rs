//! Ranges beyond 64 bits.

use rcpy_primitives::int::{self as int, BigInt};

use crate::memory::Ref;
use crate::natives;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// A range with numbers of any size.
#[derive(Clone)]
pub struct BigRange {
    /// The first member, if there is one.
    pub start: BigInt,
    /// Where it ends.
    pub stop: BigInt,
    /// From one member to the next; not 0.
    pub step: BigInt,
    /// How many members.
    pub len: BigInt,
}

impl BigRange {
    /// Takes the length of the range; the step is not 0.
    pub fn new(start: BigInt, stop: BigInt, step: BigInt) -> BigRange {
        let one = BigInt::from(1);
        let len = if int::is_negative(&step) {
            if stop < start { (&start - &stop - &one) / -step.clone() + &one } else { BigInt::from(0) }
        } else if start < stop {
            (&stop - &start - &one) / &step + &one
        } else {
            BigInt::from(0)
        };
        BigRange { start, stop, step, len }
    }

    /// Member `i`, a negative index counting from the end.
    pub fn get(&self, i: BigInt) -> Option<BigInt> {
        let i = if int::is_negative(&i) { i + &self.len } else { i };
        (!int::is_negative(&i) && i < self.len).then(|| &self.start + i * &self.step)
    }

    /// The index of a member.
    pub fn index(&self, n: &BigInt) -> Option<BigInt> {
        let (i, rest) = int::divmod(&(n - &self.start), &self.step).ok()?;
        (rest.is_zero() && !int::is_negative(&i) && i < self.len).then_some(i)
    }
}

/// The payload of `longrange_iterator`: the next number, the step, how many are left.
struct BigIterator {
    step: BigInt,
    state: Mutex<(BigInt, BigInt)>,
}

crate::opaque!(BigIterator {});

/// An iterator over a range, or over its members from the last to the first.
pub fn iterate(t: &Thread, r: &BigRange, backwards: bool) -> PyResult {
    let (first, step) = if backwards {
        (&r.start + (&r.len - BigInt::from(1)) * &r.step, -r.step.clone())
    } else {
        (r.start.clone(), r.step.clone())
    };
    t.opaque(&LONG_RANGE_ITERATOR, BigIterator { step, state: Mutex::new((first, r.len.clone())) })
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = value.opaque::<BigIterator>().expect("checked by the type");
    let number = {
        let mut state = iterator.state.lock();
        if state.1.is_zero() {
            return Ok(None);
        }
        let number = state.0.clone();
        state.0 = &number + &iterator.step;
        state.1 -= BigInt::from(1);
        number
    };
    t.big_int(number).map(Some)
}

fn itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let left = t.this_opaque::<BigIterator>(&a).state.lock().1.clone();
    t.big_int(left)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<BigIterator>(&a);
    let (start, left) = iterator.state.lock().clone();
    let stop = &start + left * &iterator.step;
    let parts = [t.big_int(start)?, t.big_int(stop)?, t.big_int(iterator.step.clone())?];
    let range = t.call(&t.class(&super::RANGE), &parts)?;
    t.tuple(vec![crate::object::sequence::builtin(t, "iter")?, t.tuple(vec![range])?])
}

/// `longrange_iterator`.
pub static LONG_RANGE_ITERATOR: TypeDef = TypeDef {
    name: "longrange_iterator",
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives!["__length_hint__(self, /)" => length_hint, "__reduce__(self, /)" => reduce],
    ..TypeDef::EMPTY
};
