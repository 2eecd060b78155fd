//! `deque`: the type, its operators and iterators; the methods are in `deque_methods`.
//!
//! The items are in a ring buffer under the deque's own lock, inside which no Python code runs and nothing is dropped. `changes`
//! counts additions and removals: iterators and searches, which call back between looks, notice them.

use std::collections::VecDeque;

use super::deque_methods;
use super::state;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref, Slot, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque, Trace};
use crate::object::class::flags;
use crate::object::iterator::{Cursor, itself};
use crate::object::slots::{Slots, mask};
use crate::object::string::StrBuilder;
use crate::object::tuple::compare_slices;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;
use crate::thread::state as thread_state;

/// The payload.
pub struct Deque(Mutex<Inner>);

/// What the lock guards.
pub struct Inner {
    /// The items.
    pub items: VecDeque<Ref>,
    /// Additions and removals so far.
    pub changes: u64,
    /// Most items; more push others out at the other end.
    pub maxlen: Option<usize>,
    /// Bytes told to the heap.
    charged: usize,
}

impl Opaque for Deque {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        // At a stop no thread is inside the lock.
        if let Some(inner) = self.0.try_lock() {
            inner.items.iter().for_each(|item| item.trace(visit));
        }
    }
    fn clear(&self) {
        drop(self.take_all());
    }
}

impl Drop for Deque {
    fn drop(&mut self) {
        discharge(self.0.get_mut().charged);
    }
}

/// Tells the heap of memory that was given up.
fn discharge(bytes: usize) {
    if bytes != 0
        && let Some(t) = thread_state::current()
    {
        t.heap().discharge(bytes);
    }
}

impl Inner {
    /// Makes room for `more` items.
    fn reserve(&mut self, t: &Thread, more: usize) -> PyResult<()> {
        let needed = self.items.len() + more;
        if needed <= self.items.capacity() {
            return Ok(());
        }
        let wanted = needed.max(self.items.capacity() * 2).max(8);
        let bytes = (wanted - self.items.capacity()) * size_of::<Ref>();
        t.heap().charge(bytes)?;
        if self.items.try_reserve_exact(wanted - self.items.len()).is_err() {
            t.heap().discharge(bytes);
            return Err(t.memory_error());
        }
        self.charged += bytes;
        Ok(())
    }

    /// Adds an item at an end; gives what was pushed out.
    #[inline]
    pub fn push(&mut self, t: &Thread, item: Ref, right: bool) -> PyResult<Option<Ref>> {
        self.changes += 1;
        let full = self.maxlen == Some(self.items.len());
        if full && self.items.is_empty() {
            return Ok(Some(item));
        }
        let out = match (full, right) {
            (false, _) => {
                self.reserve(t, 1)?;
                None
            }
            (true, true) => self.items.pop_front(),
            (true, false) => self.items.pop_back(),
        };
        if right {
            self.items.push_back(item);
        } else {
            self.items.push_front(item);
        }
        Ok(out)
    }

    /// The place that an index means, if there is one: negative indices count from the end.
    fn place(&self, i: i64) -> Option<usize> {
        let len = self.items.len();
        let place = if i < 0 { (i as usize).wrapping_add(len) } else { i as usize };
        (place < len).then_some(place)
    }
}

impl Deque {
    /// An empty deque.
    pub fn new(maxlen: Option<usize>) -> Deque {
        Deque(Mutex::new(Inner { items: VecDeque::new(), changes: 0, maxlen, charged: 0 }))
    }

    /// Runs `f`, which calls no Python code and drops no reference, with the lock.
    #[inline]
    pub fn locked<R>(&self, f: impl FnOnce(&mut Inner) -> R) -> R {
        f(&mut self.0.lock())
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.locked(|inner| inner.items.len())
    }

    /// Are there no items?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy of the items.
    pub fn snapshot(&self) -> Vec<Ref> {
        self.locked(|inner| inner.items.iter().cloned().collect())
    }

    /// Removes all items.
    pub fn take_all(&self) -> VecDeque<Ref> {
        let (items, charged) = self.locked(|inner| {
            inner.changes += 1;
            (std::mem::take(&mut inner.items), std::mem::take(&mut inner.charged))
        });
        discharge(charged);
        items
    }

    /// The limit.
    pub fn maxlen(&self) -> Option<usize> {
        self.locked(|inner| inner.maxlen)
    }

    /// Adds an item at an end.
    #[inline]
    pub fn push(&self, t: &Thread, item: Ref, right: bool) -> PyResult<()> {
        let out = self.locked(|inner| inner.push(t, item, right))?;
        drop(out);
        Ok(())
    }

    /// The item at a place and the count of changes.
    fn at(&self, i: usize) -> (Option<Ref>, u64, usize) {
        self.locked(|inner| (inner.items.get(i).cloned(), inner.changes, inner.items.len()))
    }

    /// The place of the first item in `range` that is equal to `item`; an error if the deque changes meanwhile.
    pub fn find(&self, t: &Thread, item: &Ref, range: std::ops::Range<usize>) -> PyResult<Option<usize>> {
        let found = self.search(t, item, range, |_, i| i)?;
        found.ok_or_else(|| t.runtime_error("deque mutated during iteration"))
    }

    /// Calls `f` with the place of the first item in `range` that is equal to `item`, before the deque can change. `None`: it has changed
    /// since the search began.
    pub fn search<R>(
        &self,
        t: &Thread,
        item: &Ref,
        range: std::ops::Range<usize>,
        f: impl FnOnce(&mut Inner, usize) -> R,
    ) -> PyResult<Option<Option<R>>> {
        let before = self.locked(|inner| inner.changes);
        for i in range {
            let (Some(candidate), ..) = self.at(i) else { break };
            let same = t.equal(&candidate, item)?;
            if same {
                return Ok(self.locked(|inner| (inner.changes == before).then(|| f(inner, i))).map(Some));
            }
            if self.locked(|inner| inner.changes) != before {
                return Ok(None);
            }
            t.poll_every(i)?;
        }
        Ok(Some(None))
    }
}

pub(super) fn deque(value: &Ref) -> &Deque {
    state(value)
}

fn is_deque(value: &Ref) -> bool {
    value.opaque::<Deque>().is_some()
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_boxed(a.get(0), Deque::new(None))
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let this = deque(a.get(0));
    let maxlen = match a.opt_not_none(t, 2) {
        None => None,
        Some(value) if !t.has_index(value) => return Err(t.type_error("an integer is required")),
        Some(value) => {
            let n = t.to_index(value)?;
            Some(usize::try_from(n).map_err(|_| t.value_error("maxlen must be non-negative"))?)
        }
    };
    let old = this.take_all();
    this.locked(|inner| inner.maxlen = maxlen);
    drop(old);
    if let Some(iterable) = a.opt(1) {
        deque_methods::extend_with(t, a.get(0), iterable, true)?;
    }
    Ok(t.none())
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let this = deque(value);
    let Some(_guard) = t.repr_enter(value)? else { return t.str("[...]") };
    let name = t.type_of(value).name.get();
    let mut text = StrBuilder::new(t);
    match &name {
        Some(name) => text.push_ref(name)?,
        None => text.push_str("deque")?,
    }
    text.push_str("([")?;
    for (i, item) in this.snapshot().iter().enumerate() {
        if i != 0 {
            text.push_str(", ")?;
        }
        text.push_ref(&t.repr(item)?)?;
    }
    match this.maxlen() {
        Some(n) => text.push_str(&format!("], maxlen={n})"))?,
        None => text.push_str("])")?,
    }
    text.finish()
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.opaque::<Deque>(), b.opaque::<Deque>()) else { return Ok(t.not_implemented()) };
    if matches!(op, CompareOp::Eq | CompareOp::Ne) && x.len() != y.len() {
        return Ok(t.bool(op == CompareOp::Ne));
    }
    let _depth = t.enter(" in comparison")?;
    compare_slices(t, &x.snapshot(), &y.snapshot(), op)
}

/// The number that an index is; which place it means is told with the lock held.
fn number(t: &Thread, key: &Ref) -> PyResult<i64> {
    if !t.has_index(key) {
        let name = t.type_name(key);
        return Err(t.type_error(format!("sequence index must be integer, not '{name}'")));
    }
    t.item_index(key, "deque")
}

fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    let i = number(t, key)?;
    let item = deque(value).locked(|inner| inner.items.get(inner.place(i)?).cloned());
    item.ok_or_else(|| t.index_error("deque index out of range"))
}

fn setitem(t: &Thread, value: &Ref, key: &Ref, item: Option<&Ref>) -> PyResult<()> {
    let i = number(t, key)?;
    let mut new = item.cloned();
    let old = deque(value).locked(|inner| {
        let place = inner.place(i)?;
        match new.take() {
            Some(new) => Some(std::mem::replace(&mut inner.items[place], new)),
            None => {
                inner.changes += 1;
                inner.items.remove(place)
            }
        }
    });
    old.map(drop).ok_or_else(|| t.index_error("deque index out of range"))
}

fn contains(t: &Thread, value: &Ref, item: &Ref) -> PyResult<bool> {
    // To wherever the end is by then.
    Ok(deque(value).find(t, item, 0..usize::MAX)?.is_some())
}

/// A deque with these items and the limit (and class) of another.
pub(super) fn like(t: &Thread, model: &Ref, items: Vec<Ref>) -> PyResult {
    let maxlen = deque(model).maxlen();
    let exact = t.type_of(model).def.is_some();
    let class = t.class(&DEQUE);
    if exact {
        let made = t.new_boxed(&class, Deque::new(maxlen))?;
        for (i, item) in items.into_iter().enumerate() {
            deque(&made).push(t, item, true)?;
            t.poll_every(i)?;
        }
        return Ok(made);
    }
    let items = t.list(items)?;
    match maxlen {
        None => t.call(&t.type_ref(model), &[items]),
        Some(n) => t.call(&t.type_ref(model), &[items, t.int(n as i64)?]),
    }
}

/// The items of a repeated deque; of what a limit pushes out only little is made.
fn repeated(t: &Thread, this: &Deque, times: usize) -> PyResult<Vec<Ref>> {
    let items = this.snapshot();
    let total = items.len().checked_mul(times).ok_or_else(|| t.memory_error())?;
    let kept = this.maxlen().map_or(total, |n| n.min(total));
    t.alloc_limit(kept.checked_mul(8).ok_or_else(|| t.memory_error())?)?;
    let mut out = Vec::with_capacity(kept);
    out.extend(
        items.iter().cycle().skip(if items.is_empty() { 0 } else { (total - kept) % items.len() }).take(kept).cloned(),
    );
    Ok(out)
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Add if is_deque(a) => {
            let Some(other) = b.opaque::<Deque>() else {
                let name = t.type_name(b);
                return Err(t.type_error(format!("can only concatenate deque (not \"{name}\") to deque")));
            };
            let mut items = deque(a).snapshot();
            items.extend(other.snapshot());
            like(t, a, items)
        }
        BinaryOp::Mul => match t.repetition(a, b, is_deque)? {
            Some((sequence, times)) => like(t, sequence, repeated(t, deque(sequence), times)?),
            None => Ok(t.not_implemented()),
        },
        _ => Ok(t.not_implemented()),
    }
}

fn inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Add => deque_methods::extend_with(t, a, b, true)?,
        BinaryOp::Mul => {
            let Some((_, times)) = t.repetition(a, b, is_deque)? else { return Ok(t.not_implemented()) };
            let items = repeated(t, deque(a), times)?;
            let old = deque(a).take_all();
            for item in items {
                deque(a).push(t, item, true)?;
            }
            drop(old);
        }
        _ => return Ok(t.not_implemented()),
    }
    Ok(a.clone())
}

/// `collections.deque`.
pub static DEQUE: TypeDef = TypeDef {
    name: "collections.deque",
    flags: flags::BASE | flags::SEQUENCE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        unhashable: true,
        compare: Some(compare),
        iter: Some(|t, value| walk(t, value, &DEQUE_ITERATOR)),
        len: Some(|_, value| Ok(deque(value).len())),
        bool: Some(|_, value| Ok(!deque(value).is_empty())),
        getitem: Some(getitem),
        setitem: Some(setitem),
        contains: Some(contains),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        inplace: Some(inplace),
        inplace_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        new: Some(&natives!["deque(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["deque(self, iterable=(), maxlen=None)" => init][0]),
        ..Slots::EMPTY
    },
    methods: deque_methods::METHODS,
    getset: &[GetSetDef {
        name: "maxlen",
        get: |t, value| match deque(value).maxlen() {
            Some(n) => t.int(n as i64),
            None => Ok(t.none()),
        },
        set: None,
    }],
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    ..TypeDef::EMPTY
};

/// Walks over a deque; the slot is empty when it is exhausted.
struct Walk {
    deque: Slot,
    next: Cursor,
    changes: u64,
    back: bool,
}

crate::opaque!(Walk { deque });

/// An iterator over a deque.
pub(super) fn walk(t: &Thread, value: &Ref, def: &'static TypeDef) -> PyResult {
    let changes = deque(value).locked(|inner| inner.changes);
    let back = std::ptr::eq(def, &DEQUE_REVERSE_ITERATOR);
    t.opaque(def, Walk { deque: Slot::new(value.clone()), next: Cursor::new(0), changes, back })
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let walk = state::<Walk>(value);
    let Some(owner) = walk.deque.get() else { return Ok(None) };
    let (item, changes) = deque(&owner).locked(|inner| {
        // The deque's lock makes one step of both.
        let at = walk.next.at();
        let i = at as usize;
        let place = if walk.back { inner.items.len().checked_sub(i + 1) } else { Some(i) };
        let item = place.and_then(|place| inner.items.get(place).cloned());
        if item.is_some() && inner.changes == walk.changes {
            walk.next.set(at + 1);
        }
        (item, inner.changes)
    });
    if changes != walk.changes {
        drop(walk.deque.take());
        return Err(t.runtime_error("deque mutated during iteration"));
    }
    match item {
        Some(item) => Ok(Some(item)),
        None => {
            drop(walk.deque.take());
            Ok(None)
        }
    }
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let walk = t.this_opaque::<Walk>(&a);
    let len = walk.deque.get().map_or(0, |owner| deque(&owner).len());
    t.int(len.saturating_sub(walk.next.index()) as i64)
}

fn walk_new(t: &Thread, a: Args<'_>) -> PyResult {
    if !is_deque(a.get(1)) {
        return Err(t.type_error(format!("a deque is required, not '{}'", t.type_name(a.get(1)))));
    }
    let reverse = a.get(0).is(&t.class(&DEQUE_REVERSE_ITERATOR));
    let made = walk(t, a.get(1), if reverse { &DEQUE_REVERSE_ITERATOR } else { &DEQUE_ITERATOR })?;
    let skipped = a.opt(2).map_or(Ok(0), |n| t.to_index(n))?.max(0);
    state::<Walk>(&made).next.set(skipped);
    Ok(made)
}

fn walk_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let walk = t.this_opaque::<Walk>(&a);
    let owner = match walk.deque.get() {
        Some(owner) => owner,
        None => t.new_boxed(&t.class(&DEQUE), Deque::new(None))?,
    };
    let args = t.pair(owner, t.int(walk.next.at())?)?;
    t.pair(t.type_ref(a.get(0)), args)
}

const WALK: TypeDef = TypeDef {
    slots: Slots {
        iter: Some(itself),
        next: Some(next),
        new: Some(&natives!["_deque_iterator(cls, deque, index=0, /)" => walk_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__length_hint__(self)" => length_hint, "__reduce__(self)" => walk_reduce],
    ..TypeDef::EMPTY
};

/// `_collections._deque_iterator`.
pub static DEQUE_ITERATOR: TypeDef = TypeDef { name: "_collections._deque_iterator", ..WALK };

/// `_collections._deque_reverse_iterator`.
pub static DEQUE_REVERSE_ITERATOR: TypeDef = TypeDef { name: "_collections._deque_reverse_iterator", ..WALK };
