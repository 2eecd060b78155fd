//! `_queue`: `SimpleQueue`, an unbounded queue between threads.
//!
//! Items are under the queue's own lock. A thread that waits for one does so outside of the Vm, with the lock as the condition's
//! mutex, and takes the item only when it is back; it wakes now and then to see whether signals are due.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::memory::sync::{Condvar, Mutex};
use crate::memory::{Object, Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque};
use crate::object::class::flags;
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::module::ModuleDef;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// `queue.Empty`.
pub static EMPTY: TypeDef = TypeDef {
    name: "_queue.Empty",
    base: Some(&ex::EXCEPTION),
    kind: kind::EXCEPTION,
    flags: flags::BASE | flags::HAS_DICT | flags::EXCEPTION,
    size: size_of::<Object<ex::Exception>>(),
    attributes: ex::ATTRIBUTES_OFFSET,
    doc: "Exception raised by Queue.get(block=0)/get_nowait().",
    ..TypeDef::EMPTY
};

struct SimpleQueue {
    items: Mutex<VecDeque<Ref>>,
    filled: Condvar,
}

impl Opaque for SimpleQueue {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        // At a stop no thread that touches items is inside the lock.
        if let Some(items) = self.items.try_lock() {
            items.iter().for_each(|item| crate::object::boxed::Trace::trace(item, visit));
        }
    }
    fn clear(&self) {
        let items = std::mem::take(&mut *self.items.lock());
        drop(items);
    }
}

/// How long a waiting thread sleeps before it looks for signals.
const NAP: Duration = Duration::from_millis(50);

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let queue = SimpleQueue { items: Mutex::new(VecDeque::new()), filled: Condvar::new() };
    t.new_object(a.get(0), Boxed(Box::new(queue)))
}

fn put(t: &Thread, a: Args<'_>) -> PyResult {
    let queue = t.this_opaque::<SimpleQueue>(&a);
    let item = a.get(1).clone();
    let full = {
        let mut items = queue.items.lock();
        let room = items.len() < items.capacity()
            || (t.heap().charge(items.len().max(8) * 8).is_ok_and(|()| {
                t.heap().discharge(items.len().max(8) * 8);
                true
            }) && items.try_reserve(1).is_ok());
        if room {
            items.push_back(item);
            None
        } else {
            Some(item)
        }
    };
    if full.is_some() {
        return Err(t.memory_error());
    }
    queue.filled.notify_one();
    Ok(t.none())
}

/// The end of the wait that arguments describe: `Some(None)` waits for ever, `None` not at all.
fn deadline(t: &Thread, block: Option<&Ref>, timeout: Option<&Ref>) -> PyResult<Option<Option<Instant>>> {
    if !block.map_or(Ok(true), |b| t.truth(b))? {
        return Ok(None);
    }
    let Some(timeout) = timeout else { return Ok(Some(None)) };
    let seconds = t.as_f64(timeout)?;
    if seconds < 0.0 {
        return Err(t.value_error("'timeout' must be a non-negative number"));
    }
    let wait = Duration::try_from_secs_f64(seconds).map_err(|_| t.overflow_error("timeout value is too large"))?;
    Ok(Some(Instant::now().checked_add(wait)))
}

fn take(t: &Thread, queue: &SimpleQueue, deadline: Option<Option<Instant>>) -> PyResult {
    loop {
        let item = queue.items.lock().pop_front();
        if let Some(item) = item {
            return Ok(item);
        }
        let nap = match deadline {
            None => return Err(t.error_with(&EMPTY, Vec::new())),
            Some(None) => NAP,
            Some(Some(end)) => match end.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => left.min(NAP),
                _ => return Err(t.error_with(&EMPTY, Vec::new())),
            },
        };
        t.blocking(|| {
            let mut items = queue.items.lock();
            if items.is_empty() {
                queue.filled.wait_for(&mut items, nap);
            }
        });
        t.poll()?;
    }
}

fn get(t: &Thread, a: Args<'_>) -> PyResult {
    let deadline = deadline(t, a.opt(1), a.opt_not_none(t, 2))?;
    take(t, t.this_opaque::<SimpleQueue>(&a), deadline)
}

fn get_nowait(t: &Thread, a: Args<'_>) -> PyResult {
    take(t, t.this_opaque::<SimpleQueue>(&a), None)
}

fn qsize(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(t.this_opaque::<SimpleQueue>(&a).items.lock().len() as i64)
}

fn empty(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(t.this_opaque::<SimpleQueue>(&a).items.lock().is_empty()))
}

static SIMPLE_QUEUE: TypeDef = TypeDef {
    name: "_queue.SimpleQueue",
    flags: flags::BASE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots { new: Some(&natives!["SimpleQueue(cls)" => new][0]), ..Slots::EMPTY },
    methods: natives![
        "put(self, item, block=True, timeout=None)" => put,
        "put_nowait(self, item)" => put,
        "get(self, block=True, timeout=None)" => get,
        "get_nowait(self)" => get_nowait,
        "qsize(self)" => qsize,
        "empty(self)" => empty,
        "@class __class_getitem__(cls, object, /)" => |t, a| t.generic_alias(a.get(0), a.get(1)),
    ],
    ..TypeDef::EMPTY
};

/// `_queue`.
pub static MODULE: ModuleDef =
    ModuleDef { name: "_queue", doc: "Queues between threads.", types: &[&SIMPLE_QUEUE, &EMPTY], ..ModuleDef::EMPTY };
