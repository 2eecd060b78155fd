//! `slice`: what stands between the brackets of `a[start:stop:step]`.

use rcpy_primitives::int::{self as big, BigInt};

use super::boxed::Trace;
use super::kind;
use super::slots::Slots;
use super::tuple::compare_slices;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::bytecode::CompareOp;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::natives;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of slices. The slots are set at birth and never change.
pub struct Slice {
    start: Slot,
    stop: Slot,
    step: Slot,
}

// SAFETY: the kind is this payload's alone; every slot is visited.
unsafe impl Payload for Slice {
    const KIND: Kind = kind::SLICE;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.start.trace(visit);
        self.stop.trace(visit);
        self.step.trace(visit);
    }
}

impl Slice {
    fn part(slot: &Slot) -> &Ref {
        slot.peek().expect("set at birth")
    }

    /// `start`, which may be None.
    pub fn start(&self) -> &Ref {
        Slice::part(&self.start)
    }

    /// `stop`, which may be None.
    pub fn stop(&self) -> &Ref {
        Slice::part(&self.stop)
    }

    /// `step`, which may be None.
    pub fn step(&self) -> &Ref {
        Slice::part(&self.step)
    }

    fn parts(&self) -> [Ref; 3] {
        [self.start().clone(), self.stop().clone(), self.step().clone()]
    }

    /// Start, stop and step in a sequence of `len` items, for numbers of any size.
    pub fn big_indices(&self, t: &Thread, len: &BigInt) -> PyResult<[BigInt; 3]> {
        let number = |value: &Ref| -> PyResult<Option<BigInt>> {
            if value.value().is_none(t) {
                return Ok(None);
            }
            if !t.has_index(value) {
                return Err(t.type_error("slice indices must be integers or None or have an __index__ method"));
            }
            t.to_big_index(value).map(Some)
        };
        let step = number(self.step())?.unwrap_or(BigInt::from(1));
        if step.is_zero() {
            return Err(t.value_error("slice step cannot be zero"));
        }
        let backwards = big::is_negative(&step);
        let one = BigInt::from(1);
        let (lowest, highest) = if backwards { (BigInt::from(-1), len - &one) } else { (BigInt::from(0), len.clone()) };
        let place = |given: Option<BigInt>, default: &BigInt| match given {
            None => default.clone(),
            Some(i) if big::is_negative(&i) => (i + len).max(lowest.clone()),
            Some(i) => i.min(highest.clone()),
        };
        let start = place(number(self.start())?, if backwards { &highest } else { &lowest });
        let stop = place(number(self.stop())?, if backwards { &lowest } else { &highest });
        Ok([start, stop, step])
    }
}

impl Thread {
    /// A slice of these parts; None stands for what is left out.
    pub fn new_slice(&self, start: Ref, stop: Ref, step: Ref) -> PyResult {
        let body = Slice { start: Slot::new(start), stop: Slot::new(stop), step: Slot::new(step) };
        Ok(Object::allocate(&self.base, self.types().slice.as_ptr(), body)?)
    }
}

fn this(value: &Ref) -> &Slice {
    value.downcast().expect("checked by the type")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let first = a.get(1).clone();
    match a.opt(2) {
        None => t.new_slice(t.none(), first, t.none()),
        Some(stop) => t.new_slice(first, stop.clone(), a.opt(3).cloned().unwrap_or_else(|| t.none())),
    }
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let [start, stop, step] = this(value).parts();
    let mut text = super::string::StrBuilder::new(t);
    text.push_str("slice(")?;
    text.push_ref(&t.repr(&start)?)?;
    text.push_str(", ")?;
    text.push_ref(&t.repr(&stop)?)?;
    text.push_str(", ")?;
    text.push_ref(&t.repr(&step)?)?;
    text.push_str(")")?;
    text.finish()
}

fn hash(t: &Thread, value: &Ref) -> PyResult<i64> {
    // A tuple's hash without the last step, which mixes the length in.
    const P1: u64 = 11400714785074694791;
    const P2: u64 = 14029467366897019727;
    const P5: u64 = 2870177450012600261;
    let mut sum = P5;
    for part in this(value).parts() {
        sum = sum.wrapping_add((t.hash(&part)? as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    Ok(if sum == u64::MAX { 1546275796 } else { sum as i64 })
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<Slice>(), b.downcast::<Slice>()) else { return Ok(t.not_implemented()) };
    compare_slices(t, &x.parts(), &y.parts(), op)
}

fn indices(t: &Thread, a: Args<'_>) -> PyResult {
    let slice = t.this::<Slice>(&a);
    let len = t.to_big_index(a.get(1))?;
    if big::is_negative(&len) {
        return Err(t.value_error("length should not be negative"));
    }
    let [start, stop, step] = slice.big_indices(t, &len)?;
    t.tuple(vec![t.big_int(start)?, t.big_int(stop)?, t.big_int(step)?])
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let parts = t.tuple_from(&t.this::<Slice>(&a).parts())?;
    t.tuple(vec![t.class(&SLICE), parts])
}

fn get_start(_t: &Thread, value: &Ref) -> PyResult {
    Ok(this(value).start().clone())
}

fn get_stop(_t: &Thread, value: &Ref) -> PyResult {
    Ok(this(value).stop().clone())
}

fn get_step(_t: &Thread, value: &Ref) -> PyResult {
    Ok(this(value).step().clone())
}

/// `slice`.
pub static SLICE: TypeDef = TypeDef {
    name: "slice",
    kind: kind::SLICE,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        new: Some(&natives!["slice(cls, start, stop=None, step=None, /)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["indices(self, object, /)" => indices, "__reduce__(self, /)" => reduce],
    getset: &[
        GetSetDef { name: "start", get: get_start, set: READONLY_MEMBER },
        GetSetDef { name: "stop", get: get_stop, set: READONLY_MEMBER },
        GetSetDef { name: "step", get: get_step, set: READONLY_MEMBER },
    ],
    doc: "slice(stop)\nslice(start, stop[, step])\n\n\
          Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    ..TypeDef::EMPTY
};
