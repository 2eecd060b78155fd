//! Weak references: the table that finds them from the object they refer to.
//!
//! An object that is weakly referenced bears the header flag `WEAKLY_REFERENCED`, and the table maps its address to the
//! addresses of the objects that refer to it: `ref`s and proxies, whose payload is a [`Weak`]. Neither side counts the other.
//! Every change of either side is made under the lock of the table's shard:
//!
//! - a `Weak` gives a new reference to its object by `try_inc` under the lock, so an object whose count has reached zero is not
//!   found any more even before its destructor comes to [`clear_for`];
//! - a `Weak` that is destroyed takes itself out before its block is freed, so every address in the table is that of a
//!   `Weak` whose payload is whole; it may be dying, which `try_inc` tells.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use parking_lot::Mutex;
use rustc_hash::FxHashMap;

use super::boxed::{Opaque, Trace};
use super::class::flags;
use crate::memory::refcount::RefCount;
use crate::memory::{Header, Ref, Slot, Value, header};
use crate::runtime::{PyResult, Thread};
use crate::thread::state::current_id;

/// Locks of the table. Different objects rarely share one.
const SHARDS: usize = 16;

/// Addresses of the weak references to the object at an address, the oldest first.
type Shard = Mutex<FxHashMap<usize, Vec<usize>>>;

/// All weak references of a Vm.
pub struct Table {
    shards: Arc<[Shard; SHARDS]>,
}

/// Which of the three kinds of weak reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `weakref.ref`
    Reference,
    /// `weakref.proxy` of an object that cannot be called
    Proxy,
    /// `weakref.proxy` of an object that can
    CallableProxy,
}

/// The payload of `ref` and of the proxies.
pub struct Weak {
    shards: Arc<[Shard; SHARDS]>,
    /// Address of the object; 0 once it is dead. Written under the shard's lock.
    target: AtomicUsize,
    /// Address of the object that this is the payload of; 0 before it is in the table.
    own: AtomicUsize,
    /// What it is.
    pub form: Form,
    /// Called with the weak reference when the object dies.
    pub callback: Slot,
    /// The object's hash once it was asked for; -1 before, which no hash is.
    pub hash: AtomicI64,
}

impl Opaque for Weak {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.callback.trace(visit);
    }
    fn clear(&self) {
        drop(self.callback.take());
    }
}

impl Drop for Weak {
    fn drop(&mut self) {
        let own = *self.own.get_mut();
        if own == 0 {
            return;
        }
        // The target may be cleared while we wait for the lock, but it never changes to another one.
        let target = self.target.load(Ordering::Acquire);
        if target == 0 {
            return;
        }
        let mut shard = shard_of(&self.shards, target).lock();
        if self.target.load(Ordering::Acquire) == target
            && let Some(all) = shard.get_mut(&target)
        {
            all.retain(|weak| *weak != own);
            if all.is_empty() {
                shard.remove(&target);
            }
        }
    }
}

fn shard_of(shards: &[Shard; SHARDS], address: usize) -> &Shard {
    // Objects are 16-byte aligned, and neighbours should not share a lock.
    &shards[(address >> 4) % SHARDS]
}

/// A new reference to an object that may be dying.
///
/// # Safety
/// The block is that of an object whose destructor has not freed it: the caller holds the lock under which it would take
/// itself out of the table.
unsafe fn revive(address: usize) -> Option<Ref> {
    let object = address as *mut Header;
    // SAFETY: the caller's; the count decides whether the object is alive.
    unsafe { (*object).count.try_inc(current_id()).then(|| Ref::adopt(Value::of(object))) }
}

impl Table {
    /// An empty table.
    pub fn new() -> Table {
        Table { shards: Arc::new(std::array::from_fn(|_| Shard::default())) }
    }

    /// The payload of a weak reference to `object`, to be [`Table::add`]ed once it is part of an object.
    pub fn weak(&self, object: &Ref, form: Form, callback: Option<Ref>) -> Weak {
        Weak {
            shards: self.shards.clone(),
            target: AtomicUsize::new(object.value().address() as usize),
            own: AtomicUsize::new(0),
            form,
            callback: Slot::from(callback),
            hash: AtomicI64::new(-1),
        }
    }

    /// Enters a weak reference to `object` that was just made.
    pub fn add(&self, object: &Ref, weak: &Ref) {
        let header = object.header().expect("weakly referenced objects are no words");
        let body = weak.opaque::<Weak>().expect("a weak reference");
        header.count.publish();
        // Whichever thread the object dies on looks for the weak reference.
        weak.header().expect("it is no word").count.publish();
        header.set(header::WEAKLY_REFERENCED);
        let (target, own) = (object.value().address() as usize, weak.value().address() as usize);
        body.own.store(own, Ordering::Release);
        shard_of(&self.shards, target).lock().entry(target).or_default().push(own);
    }

    /// Live weak references to an object, the oldest first.
    pub fn all(&self, object: &Ref) -> Vec<Ref> {
        if !object.header().is_some_and(|h| h.has(header::WEAKLY_REFERENCED)) {
            return Vec::new();
        }
        let target = object.value().address() as usize;
        let shard = shard_of(&self.shards, target).lock();
        // SAFETY: the lock is held, and what is in the table has not been destroyed.
        shard.get(&target).into_iter().flatten().filter_map(|weak| unsafe { revive(*weak) }).collect()
    }

    /// `__weakref__`: the oldest weak reference to an object, or None.
    pub fn first(&self, t: &Thread, object: &Ref) -> PyResult {
        Ok(self.all(object).into_iter().next().unwrap_or_else(|| t.none()))
    }

    /// What is wrong with the table; the auditor asks, at a stop.
    pub fn check(&self) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for (number, shard) in self.shards.iter().enumerate() {
            for (&target, all) in shard.lock().iter() {
                // SAFETY: addresses in the table are those of blocks, whose headers can always be read.
                let object = unsafe { &*(target as *const Header) };
                let problem = if (target >> 4) % SHARDS != number {
                    Some("a weakly referenced object is entered in the wrong place")
                } else if object.kind() == crate::memory::Kind::FREE {
                    Some("a freed object is still weakly referenced")
                } else if !object.has(header::WEAKLY_REFERENCED) {
                    Some("a weakly referenced object does not know of it")
                } else {
                    None
                };
                found.extend(problem.map(|problem| (target, problem)));
                for &weak in all {
                    // SAFETY: as above; a block in use of this kind has the payload.
                    let leads_back = unsafe {
                        let weak = weak as *mut Header;
                        (*weak).kind().layout() == super::kind::BOXED && {
                            let body = crate::memory::Object::<super::boxed::Boxed>::body_of(weak);
                            let body = (&*body.0 as &dyn std::any::Any).downcast_ref::<Weak>();
                            body.is_some_and(|body| body.target.load(Ordering::Acquire) == target)
                        }
                    };
                    if !leads_back {
                        found.push((weak, "what is entered as a weak reference does not lead to its object"));
                    }
                }
            }
        }
        found
    }

    /// Makes all weak references to a dying object dead. Gives those whose callbacks are to be called, in the order of the
    /// calls: the youngest first.
    pub fn detach(&self, object: &Header) -> Vec<Ref> {
        let target = std::ptr::from_ref(object) as usize;
        let mut with_callbacks = Vec::new();
        // Dropped after the lock: the last reference to one that lost the race with its own death.
        let mut others = Vec::new();
        {
            let mut shard = shard_of(&self.shards, target).lock();
            for weak in shard.remove(&target).into_iter().flatten().rev() {
                // SAFETY: it is in the table, so its payload is whole (it may be dying); the lock is held.
                unsafe {
                    let body = crate::memory::Object::<super::boxed::Boxed>::body_of(weak as *mut Header);
                    if let Some(body) = (&*body.0 as &dyn std::any::Any).downcast_ref::<Weak>() {
                        let alive = revive(weak);
                        // The last look at one that is dying: its destructor waits for the lock no more.
                        body.target.store(0, Ordering::Release);
                        if let Some(weak) = alive {
                            if body.callback.load().is_null() { others.push(weak) } else { with_callbacks.push(weak) }
                        }
                    }
                }
            }
            // Nobody adds weak references to a dying object.
            object.unset(header::WEAKLY_REFERENCED);
        }
        drop(others);
        with_callbacks
    }
}

impl Default for Table {
    fn default() -> Self {
        Table::new()
    }
}

/// Calls the callbacks of dead weak references; what they raise is reported.
pub fn call_back(t: &Thread, weak: Vec<Ref>) {
    for weak in weak {
        let Some(callback) = weak.opaque::<Weak>().and_then(|body| body.callback.take()) else { continue };
        if let Err(raised) = t.call(&callback, std::slice::from_ref(&weak)) {
            crate::runtime::report::unraisable(t, raised, "", Some(&callback));
        }
    }
}

/// Makes all weak references to a dying object dead and calls their callbacks. The finaliser of objects calls this before
/// the payload is dropped.
pub fn clear_for(t: &Thread, object: &Header) {
    call_back(t, t.vm().weakrefs.detach(object));
}

impl Weak {
    /// The object, if it is alive.
    pub fn get(&self) -> Option<Ref> {
        let target = self.target.load(Ordering::Acquire);
        if target == 0 {
            return None;
        }
        let _shard = shard_of(&self.shards, target).lock();
        if self.target.load(Ordering::Acquire) == 0 {
            return None;
        }
        // SAFETY: the lock is held, and the destructor of the object clears `target` under it before the block is freed.
        unsafe { revive(target) }
    }

    /// The address of the object, 0 once it is dead.
    pub fn address(&self) -> usize {
        self.target.load(Ordering::Acquire)
    }
}

/// Checks that an object can be weakly referenced.
pub fn check_referable(t: &Thread, object: &Ref) -> PyResult<()> {
    if object.value().is_pointer() && t.type_of(object).has(flags::HAS_WEAKREF) {
        return Ok(());
    }
    Err(t.type_error(format!("cannot create weak reference to '{}' object", t.type_name(object))))
}
