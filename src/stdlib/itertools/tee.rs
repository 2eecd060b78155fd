//! `tee`.
//!
//! Items read from the source are kept in blocks that form a list: every iterator points into the block where it stands, so a
//! block is freed when the last iterator has left it. The objects' own destruction is iterative, so a long list is harmless.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::{deprecated, state_parts, taken_apart};
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::class::flags;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::list::List;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// Items a block.
const BLOCK: usize = 57;

struct Block {
    source: Ref,
    items: Mutex<Vec<Ref>>,
    /// The block behind this one.
    next: Slot,
    /// Is an item being read?
    reading: AtomicBool,
}

crate::opaque!(Block { source, items, next });

fn new_block(t: &Thread, source: Ref) -> PyResult {
    let block = Block { source, items: Mutex::default(), next: Slot::empty(), reading: AtomicBool::new(false) };
    t.opaque(&TEE_BLOCK, block)
}

/// A block as `__reduce__` gives it: only a full one has another behind it.
fn block_new(t: &Thread, a: Args<'_>) -> PyResult {
    let invalid = || t.value_error("Invalid arguments");
    let Some(items) = a.get(2).downcast_exact::<List>().map(List::snapshot) else {
        return Err(t.type_error(format!("_tee_dataobject() argument 2 must be list, not {}", t.type_name(a.get(2)))));
    };
    let next = a.opt_not_none(t, 3);
    if items.len() > BLOCK || next.is_some_and(|next| items.len() < BLOCK || next.opaque::<Block>().is_none()) {
        return Err(invalid());
    }
    let body = Block {
        source: a.get(1).clone(),
        items: Mutex::new(items),
        next: Slot::from(next.cloned()),
        reading: AtomicBool::new(false),
    };
    t.opaque(&TEE_BLOCK, body)
}

fn block_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Block>(a.get(0));
    let items = this.items.lock().clone();
    let next = this.next.get().unwrap_or_else(|| t.none());
    taken_apart(t, a.get(0), vec![this.source.clone(), t.list(items)?, next], None)
}

/// `itertools._tee_dataobject`.
pub static TEE_BLOCK: TypeDef = TypeDef {
    name: "itertools._tee_dataobject",
    slots: Slots {
        new: Some(&natives!["_tee_dataobject(cls, it, values, next=None, /)" => block_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => block_reduce],
    doc: "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.",
    ..TypeDef::EMPTY
};

impl Block {
    /// Item `i`, read from the source if no iterator has done so yet.
    fn item(&self, t: &Thread, i: usize) -> PyResult<Option<Ref>> {
        if let Some(item) = self.items.lock().get(i) {
            return Ok(Some(item.clone()));
        }
        if self.reading.swap(true, Ordering::AcqRel) {
            return Err(t.runtime_error("cannot re-enter the tee iterator"));
        }
        let result = t.next(&self.source);
        self.reading.store(false, Ordering::Release);
        let Some(item) = result? else { return Ok(None) };
        self.items.lock().push(item.clone());
        Ok(Some(item))
    }

    /// The block behind this one.
    fn follow(&self, t: &Thread) -> PyResult {
        if let Some(next) = self.next.get() {
            return Ok(next);
        }
        let block = new_block(t, self.source.clone())?;
        drop(self.next.replace(block.clone()));
        Ok(block)
    }
}

struct Tee {
    block: Slot,
    index: AtomicUsize,
}

crate::opaque!(Tee { block });

fn from_iterable(t: &Thread, class: &Ref, iterable: &Ref) -> PyResult {
    let iterator = t.iter(iterable)?;
    if iterator.opaque::<Tee>().is_some() {
        return copy_of(t, &iterator);
    }
    let block = Slot::new(new_block(t, iterator)?);
    t.new_boxed(class, Tee { block, index: AtomicUsize::new(0) })
}

fn copy_of(t: &Thread, tee: &Ref) -> PyResult {
    let this = state::<Tee>(tee);
    let body = Tee { block: Slot::from(this.block.get()), index: AtomicUsize::new(this.index.load(Ordering::Relaxed)) };
    t.new_boxed(&t.class(&TEE), body)
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    from_iterable(t, a.get(0), a.get(1))
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Tee>(value);
    let Some(mut block) = this.block.get() else { return Ok(None) };
    let mut index = this.index.load(Ordering::Relaxed);
    if index >= BLOCK {
        block = state::<Block>(&block).follow(t)?;
        drop(this.block.replace(block.clone()));
        index = 0;
        this.index.store(0, Ordering::Relaxed);
    }
    let item = state::<Block>(&block).item(t, index)?;
    if item.is_some() {
        this.index.store(index + 1, Ordering::Relaxed);
    }
    Ok(item)
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    copy_of(t, a.get(0))
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Tee>(a.get(0));
    let block = this.block.get().unwrap_or_else(|| t.none());
    let state = t.pair(block, t.int_from_usize(this.index.load(Ordering::Relaxed))?)?;
    taken_apart(t, a.get(0), vec![t.empty_tuple()], Some(state))
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let [block, index] = state_parts(t, a.get(1))? else {
        return Err(t.type_error("__setstate__() takes a tuple of 2 items"));
    };
    let Some(body) = block.opaque::<Block>() else {
        let found = t.type_name(block);
        return Err(t.type_error(format!("__setstate__() argument 1 must be itertools._tee_dataobject, not {found}")));
    };
    // A place beyond what has been read would be read too early.
    let index = usize::try_from(t.to_index(index)?).ok().filter(|index| *index <= body.items.lock().len());
    let Some(index) = index else { return Err(t.value_error("Index out of range")) };
    let this = state::<Tee>(a.get(0));
    drop(this.block.replace(block.clone()));
    this.index.store(index, Ordering::Relaxed);
    Ok(t.none())
}

/// `itertools._tee`.
pub static TEE: TypeDef = TypeDef {
    name: "itertools._tee",
    slots: Slots {
        iter: Some(itself),
        next: Some(next),
        new: Some(&natives!["_tee(cls, iterable, /)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__copy__(self, /)" => copy,
        "__reduce__(self, /)" => reduce,
        "__setstate__(self, state, /)" => setstate,
    ],
    doc: "Iterator wrapped to make it copyable.",
    flags: flags::BASE | flags::HAS_WEAKREF,
    ..SUBCLASSABLE
};

/// `itertools.tee(iterable, n=2)`.
pub fn tee(t: &Thread, a: Args<'_>) -> PyResult {
    let Ok(n) = usize::try_from(a.opt(1).map_or(Ok(2), |n| t.to_index(n))?) else {
        return Err(t.value_error("n must be >= 0"));
    };
    t.alloc_limit(n.saturating_mul(128))?;
    if n == 0 {
        return Ok(t.empty_tuple());
    }
    let iterator = t.iter(a.get(0))?;
    let copier = t.getattr_opt(&iterator, "__copy__")?;
    let (first, copier) = match copier {
        Some(copier) => (iterator, copier),
        None => {
            let first = from_iterable(t, &t.class(&TEE), &iterator)?;
            let copier = t.getattr(&first, "__copy__")?;
            (first, copier)
        }
    };
    let mut all = vec![first];
    for _ in 1..n {
        all.push(t.call(&copier, &[])?);
    }
    t.tuple(all)
}
