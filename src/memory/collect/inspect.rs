//! What the module `gc` shows of the heap: lists of objects, referrers, referents, a census; and freezing.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{FROZEN, GENERATIONS, is_tracked, trace};
use crate::memory::Object;
use crate::memory::header::Header;
use crate::memory::refcount::RefCount;
use crate::memory::reference::Ref;
use crate::memory::word::Value;
use crate::object::class::Type;
use crate::runtime::{PyResult, Thread};

/// The live objects that the collector looks at, for which `wanted` holds.
fn objects_where(t: &Thread, mut wanted: impl FnMut(*mut Header) -> bool) -> Vec<Ref> {
    t.with_world_stopped(|| {
        let mut found = Vec::new();
        t.heap().for_each_object(|object| {
            // SAFETY: the walk passes live blocks; objects with count zero are being destroyed and must not be looked into.
            unsafe {
                let header = &*object;
                if trace::has_references(t.heap(), header.kind())
                    && (header.is_immortal() || header.count.count() > 0)
                    && wanted(object)
                {
                    found.push(Ref::copy_of(Value::of(object)));
                }
            }
        });
        found
    })
}

/// `gc.get_objects(generation)`.
pub fn get_objects(t: &Thread, generation: Option<usize>) -> PyResult {
    let objects = objects_where(t, |object| {
        // SAFETY: a live object.
        let own = unsafe { (*object).generation() };
        is_tracked(t, object) && generation.is_none_or(|g| usize::from(own) == g)
    });
    t.list(objects)
}

/// `gc.get_referrers(*objects)`.
pub fn get_referrers(t: &Thread, objects: &[Ref]) -> PyResult {
    let referrers = objects_where(t, |object| {
        let mut refers = false;
        // SAFETY: a live object, at a stop.
        unsafe {
            trace::references(t.heap(), t.hooks, object, &mut |value| {
                refers |= value.is_pointer() && objects.iter().any(|o| o.value().same(value));
            });
        }
        refers
    });
    t.list(referrers)
}

/// `gc.get_referents(*objects)`.
pub fn get_referents(t: &Thread, objects: &[Ref]) -> PyResult {
    let mut referents = Vec::new();
    for object in objects {
        let Some(header) = object.value().pointer() else { continue };
        t.with_world_stopped(|| {
            // SAFETY: the caller's reference keeps the object alive; its references keep what they refer to.
            unsafe {
                trace::references(t.heap(), t.hooks, header.as_ptr(), &mut |value| {
                    if !value.is_null() {
                        referents.push(Ref::copy_of(value));
                    }
                });
            }
        });
    }
    t.list(referents)
}

/// How many live objects of each type there are.
pub fn census(t: &Thread) -> BTreeMap<String, usize> {
    let mut counts: FxHashMap<*mut Header, usize> = FxHashMap::default();
    t.with_world_stopped(|| {
        t.heap().for_each_object(|object| {
            // SAFETY: a block in use, at a stop.
            *counts.entry(unsafe { (*object).type_pointer() }).or_default() += 1;
        });
    });
    let mut named = BTreeMap::new();
    for (class, count) in counts {
        if !class.is_null() {
            // SAFETY: objects keep their classes alive.
            *named.entry(t.class_name(unsafe { Object::<Type>::body_of(class) })).or_default() += count;
        }
    }
    named
}

/// `gc.freeze()`: all objects become part of a generation that is never collected.
pub fn freeze(t: &Thread) {
    set_gc(t, |_| true, FROZEN);
}

/// `gc.unfreeze()`.
pub fn unfreeze(t: &Thread) {
    set_gc(t, |gc| gc == FROZEN, GENERATIONS as u8 - 1);
}

/// `gc.get_freeze_count()`.
pub fn frozen(t: &Thread) -> usize {
    let mut count = 0;
    t.heap().for_each_object(|object| {
        // SAFETY: a block in use.
        unsafe {
            let frozen = (*object).generation() == FROZEN;
            count += usize::from(frozen && trace::has_references(t.heap(), (*object).kind()));
        }
    });
    count
}

fn set_gc(t: &Thread, which: impl Fn(u8) -> bool, to: u8) {
    t.with_world_stopped(|| {
        t.heap().for_each_object(|object| {
            // SAFETY: a block in use, at a stop.
            let header = unsafe { &*object };
            if which(header.generation()) {
                header.set_generation(to);
            }
        });
    });
}
