//! `lock` and `RLock`.
//!
//! A lock is free or taken, by nobody in particular: any thread may let go of it. Waiting happens outside of the gate. The main
//! thread wakes now and then, so that a signal's handler runs while it waits. The mutex and the condition keep nothing outside
//! themselves, so that the child of a fork can use a lock that threads were waiting for which it does not have.

use std::time::{Duration, Instant};

use super::TIMEOUT_MAX;
use crate::memory::sync::{Condvar, Mutex};
use crate::memory::{Object, Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque};
use crate::object::class::flags;
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// How long the main thread sleeps before it looks for signals.
const SLICE: Duration = Duration::from_millis(20);

/// Waits outside of the gate until `take` succeeds or the time is over; says whether it did.
///
/// # Errors
/// What a signal's handler raises.
pub(super) fn wait<S>(
    t: &Thread,
    state: &Mutex<S>,
    changed: &Condvar,
    until: Option<Instant>,
    mut take: impl FnMut(&mut S) -> bool,
) -> PyResult<bool> {
    let slice = t.is_main().then_some(SLICE);
    t.poll_signals()?;
    loop {
        let done = t.blocking(|| {
            let mut guard = state.lock();
            let wake = slice.map(|s| Instant::now() + s);
            loop {
                if take(&mut guard) {
                    return Some(true);
                }
                let limit = match (until, wake) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                match limit {
                    None => changed.wait(&mut guard),
                    Some(limit) => {
                        if changed.wait_for(&mut guard, limit.saturating_duration_since(Instant::now())) {
                            if take(&mut guard) {
                                return Some(true);
                            }
                            return until.is_some_and(|u| Instant::now() >= u).then_some(false);
                        }
                    }
                }
            }
        });
        if let Some(done) = done {
            return Ok(done);
        }
        t.poll()?;
    }
}

/// Reads `acquire`'s arguments: none: do not wait; else until when, if not for ever.
fn patience(t: &Thread, a: &Args<'_>) -> PyResult<Option<Option<Instant>>> {
    let blocking = a.opt(1).map_or(Ok(true), |b| t.truth(b))?;
    let timeout = a.opt(2).map_or(Ok(-1.0), |s| t.as_f64(s))?;
    if !blocking {
        return if timeout == -1.0 {
            Ok(None)
        } else {
            Err(t.value_error("can't specify a timeout for a non-blocking call"))
        };
    }
    if timeout == -1.0 {
        return Ok(Some(None));
    }
    if timeout.is_nan() {
        return Err(t.value_error("Invalid value NaN (not a number)"));
    }
    if timeout < 0.0 {
        return Err(t.value_error("timeout value must be a non-negative number"));
    }
    if timeout >= 9.3e9 {
        return Err(t.overflow_error("timestamp out of range for platform time_t"));
    }
    if timeout > TIMEOUT_MAX {
        return Err(t.overflow_error("timeout value is too large"));
    }
    Ok(Some(Instant::now().checked_add(Duration::from_secs_f64(timeout))))
}

/// The payload of `lock`.
#[derive(Default)]
pub struct Lock {
    taken: Mutex<bool>,
    changed: Condvar,
}

impl Opaque for Lock {
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

fn lock(object: &Ref) -> &Lock {
    object.opaque::<Lock>().expect("checked by the method")
}

/// `allocate_lock()`.
pub fn allocate(t: &Thread, _a: Args<'_>) -> PyResult {
    t.opaque(&LOCK, Lock::default())
}

fn lock_new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(Lock::default())))
}

impl Lock {
    fn try_take(&self) -> bool {
        !std::mem::replace(&mut *self.taken.lock(), true)
    }
}

fn acquire(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = lock(a.get(0));
    // The common call, without a look at the arguments.
    if a.opt(2).is_none() && lock.try_take() {
        return Ok(t.bool(true));
    }
    let patience = patience(t, &a)?;
    if lock.try_take() {
        return Ok(t.bool(true));
    }
    let Some(until) = patience else { return Ok(t.bool(false)) };
    let done = wait(t, &lock.taken, &lock.changed, until, |taken| !std::mem::replace(taken, true))?;
    Ok(t.bool(done))
}

fn release(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = lock(a.get(0));
    if !std::mem::replace(&mut *lock.taken.lock(), false) {
        return Err(t.runtime_error("release unlocked lock"));
    }
    lock.changed.notify_one();
    Ok(t.none())
}

fn enter(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = lock(a.get(0));
    if !lock.try_take() {
        wait(t, &lock.taken, &lock.changed, None, |taken| !std::mem::replace(taken, true))?;
    }
    Ok(t.bool(true))
}

fn locked(t: &Thread, a: Args<'_>) -> PyResult {
    let taken = *lock(a.get(0)).taken.lock();
    Ok(t.bool(taken))
}

fn reinit(t: &Thread, a: Args<'_>) -> PyResult {
    *lock(a.get(0)).taken.lock() = false;
    Ok(t.none())
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let state = if *lock(object).taken.lock() { "locked" } else { "unlocked" };
    let class = t.class_name(t.type_of(object));
    t.string(format!("<{state} {class} object at {:#x}>", object.value().address() as usize))
}

/// `_thread.lock`.
pub static LOCK: TypeDef = TypeDef {
    name: "_thread.lock",
    flags: flags::HAS_WEAKREF,
    slots: Slots { repr: Some(repr), new: Some(&natives!["lock(cls)" => lock_new][0]), ..Slots::EMPTY },
    methods: natives![
        "acquire(self, blocking=True, timeout=-1)" => acquire,
        "acquire_lock(self, blocking=True, timeout=-1)" => acquire,
        "release(self, /)" => release,
        "release_lock(self, /)" => release,
        "locked(self, /)" => locked,
        "locked_lock(self, /)" => locked,
        "_at_fork_reinit(self, /)" => reinit,
        "__enter__(self, /)" => enter,
        "__exit__(self, /, *args)" => release,
    ],
    ..TypeDef::EMPTY
};

/// Who has an `RLock`, and how often.
#[derive(Default)]
struct Hold {
    owner: u64,
    count: u64,
}

impl Hold {
    fn take(&mut self, me: u64, times: u64) -> bool {
        if self.count != 0 {
            return false;
        }
        (self.owner, self.count) = (me, times);
        true
    }
}

/// The payload of `RLock`.
#[derive(Default)]
pub struct RLock {
    hold: Mutex<Hold>,
    changed: Condvar,
}

impl Opaque for RLock {
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

fn rlock(object: &Ref) -> &RLock {
    object.opaque::<RLock>().expect("checked by the method")
}

fn rlock_new(t: &Thread, a: Args<'_>) -> PyResult {
    if !a.rest().is_empty() || a.kwargs().is_some_and(|kwargs| !kwargs.is_empty()) {
        let message = "Passing arguments to RLock is deprecated and will be removed in 3.15";
        crate::stdlib::warnings::warn(t, &crate::object::exception::DEPRECATION_WARNING, message, 1)?;
    }
    t.new_object(a.get(0), Boxed(Box::new(RLock::default())))
}

impl RLock {
    /// Takes the lock once more, or for the first time, if that needs no waiting.
    fn try_take(&self, t: &Thread) -> PyResult<bool> {
        let me = t.ident.get();
        let mut hold = self.hold.lock();
        if hold.count != 0 && hold.owner == me {
            return match hold.count.checked_add(1) {
                Some(count) => {
                    hold.count = count;
                    Ok(true)
                }
                None => {
                    drop(hold);
                    Err(t.overflow_error("Internal lock count overflowed"))
                }
            };
        }
        Ok(hold.take(me, 1))
    }

    /// Checks that the calling thread has the lock, and changes its hold; whether it is free now.
    fn give(&self, t: &Thread, f: impl FnOnce(&mut Hold)) -> PyResult<()> {
        let free = {
            let mut hold = self.hold.lock();
            if hold.count == 0 || hold.owner != t.ident.get() {
                drop(hold);
                return Err(t.runtime_error("cannot release un-acquired lock"));
            }
            f(&mut hold);
            hold.count == 0
        };
        if free {
            self.changed.notify_one();
        }
        Ok(())
    }
}

fn rlock_acquire(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    let patience = patience(t, &a)?;
    if lock.try_take(t)? {
        return Ok(t.bool(true));
    }
    let Some(until) = patience else { return Ok(t.bool(false)) };
    let me = t.ident.get();
    let done = wait(t, &lock.hold, &lock.changed, until, |hold| hold.take(me, 1))?;
    Ok(t.bool(done))
}

fn rlock_enter(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    if !lock.try_take(t)? {
        let me = t.ident.get();
        wait(t, &lock.hold, &lock.changed, None, |hold| hold.take(me, 1))?;
    }
    Ok(t.bool(true))
}

fn rlock_release(t: &Thread, a: Args<'_>) -> PyResult {
    rlock(a.get(0)).give(t, |hold| hold.count -= 1)?;
    Ok(t.none())
}

fn release_save(t: &Thread, a: Args<'_>) -> PyResult {
    let mut saved = (0, 0);
    rlock(a.get(0)).give(t, |hold| saved = (std::mem::take(&mut hold.count), hold.owner))?;
    t.tuple(vec![t.int_from_u64(saved.0)?, t.int_from_u64(saved.1)?])
}

fn acquire_restore(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    let count = match a.get(1).downcast::<Tuple>().map(Tuple::items) {
        Some([count, _]) => t.to_index(count)?.max(1) as u64,
        _ => return Err(t.type_error("_acquire_restore() takes the state that _release_save() returned")),
    };
    let me = t.ident.get();
    // Whoever waited on a condition is about to let go of the lock: what a signal's handler raises meanwhile is raised once it is held.
    let mut result = Ok(t.none());
    while !lock.hold.lock().take(me, count) {
        match wait(t, &lock.hold, &lock.changed, None, |hold| hold.take(me, count)) {
            Ok(_) => break,
            Err(raised) => result = Err(raised),
        }
    }
    result
}

fn is_owned(t: &Thread, a: Args<'_>) -> PyResult {
    let hold = rlock(a.get(0)).hold.lock();
    let owned = hold.count != 0 && hold.owner == t.ident.get();
    drop(hold);
    Ok(t.bool(owned))
}

fn recursion_count(t: &Thread, a: Args<'_>) -> PyResult {
    let hold = rlock(a.get(0)).hold.lock();
    let count = if hold.owner == t.ident.get() { hold.count } else { 0 };
    drop(hold);
    t.int_from_u64(count)
}

fn rlock_locked(t: &Thread, a: Args<'_>) -> PyResult {
    let taken = rlock(a.get(0)).hold.lock().count != 0;
    Ok(t.bool(taken))
}

fn rlock_reinit(t: &Thread, a: Args<'_>) -> PyResult {
    *rlock(a.get(0)).hold.lock() = Hold::default();
    Ok(t.none())
}

fn rlock_repr(t: &Thread, object: &Ref) -> PyResult {
    let (owner, count) = {
        let hold = rlock(object).hold.lock();
        (if hold.count == 0 { 0 } else { hold.owner }, hold.count)
    };
    let state = if count != 0 { "locked" } else { "unlocked" };
    let class = t.class_name(t.type_of(object));
    let address = object.value().address() as usize;
    t.string(format!("<{state} {class} object owner={owner} count={count} at {address:#x}>"))
}

/// `_thread.RLock`.
pub static RLOCK: TypeDef = TypeDef {
    name: "_thread.RLock",
    flags: flags::BASE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(rlock_repr),
        new: Some(&natives!["RLock(cls, *args, **kwargs)" => rlock_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "acquire(self, blocking=True, timeout=-1)" => rlock_acquire,
        "release(self, /)" => rlock_release,
        "locked(self, /)" => rlock_locked,
        "_release_save(self, /)" => release_save,
        "_acquire_restore(self, state, /)" => acquire_restore,
        "_is_owned(self, /)" => is_owned,
        "_recursion_count(self, /)" => recursion_count,
        "_at_fork_reinit(self, /)" => rlock_reinit,
        "__enter__(self, /)" => rlock_enter,
        "__exit__(self, /, *args)" => rlock_release,
    ],
    ..TypeDef::EMPTY
};
