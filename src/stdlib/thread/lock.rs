//! `lock` and `RLock`.
//!
//! A lock is free or taken, by nobody in particular: any thread may let go of it ([`Baton`]). Waiting happens outside of the gate. The main
//! thread wakes now and then, so that a signal's handler runs while it waits. A baton keeps nothing outside itself, so that the child of a
//! fork can use a lock that threads were waiting for which it does not have.

use std::time::{Duration, Instant};

use super::TIMEOUT_MAX;
use crate::memory::sync::{AtomicU64, Condvar, Mutex, Ordering, micros};
use crate::memory::{Object, Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque};
use crate::object::class::flags;
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::baton::Baton;

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

/// Waits outside of the gate until the calling thread has the baton or the time is over; says whether it has it.
///
/// # Errors
/// What a signal's handler raises.
fn await_baton(t: &Thread, baton: &Baton, until: Option<Instant>) -> PyResult<bool> {
    let is_main = t.is_main();
    let since = micros();
    t.poll_signals()?;
    loop {
        let wake = is_main.then(|| Instant::now() + SLICE);
        let limit = until.into_iter().chain(wake).min();
        if t.blocking(|| baton.take_until(limit, since)) {
            return Ok(true);
        }
        if until.is_some_and(|until| Instant::now() >= until) {
            return Ok(false);
        }
        t.poll()?;
    }
}

/// The payload of `lock`.
#[derive(Default)]
pub struct Lock(Baton);

impl Opaque for Lock {
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

fn lock(object: &Ref) -> &Baton {
    &object.opaque::<Lock>().expect("checked by the method").0
}

/// `allocate_lock()`.
pub fn allocate(t: &Thread, _a: Args<'_>) -> PyResult {
    t.opaque(&LOCK, Lock::default())
}

fn lock_new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(Lock::default())))
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
    let done = await_baton(t, lock, until)?;
    Ok(t.bool(done))
}

fn release(t: &Thread, a: Args<'_>) -> PyResult {
    if !lock(a.get(0)).give() {
        return Err(t.runtime_error("release unlocked lock"));
    }
    Ok(t.none())
}

fn enter(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = lock(a.get(0));
    if !lock.try_take() {
        await_baton(t, lock, None)?;
    }
    Ok(t.bool(true))
}

fn locked(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(lock(a.get(0)).is_taken()))
}

fn reinit(t: &Thread, a: Args<'_>) -> PyResult {
    lock(a.get(0)).reset();
    Ok(t.none())
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let state = if lock(object).is_taken() { "locked" } else { "unlocked" };
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

/// The payload of `RLock`: who has it, and how often. Both are written by who has the baton; anybody else may see them a moment late, which
/// is how it tells that it is not the owner.
#[derive(Default)]
pub struct RLock {
    baton: Baton,
    owner: AtomicU64,
    count: AtomicU64,
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
    fn is_mine(&self, t: &Thread) -> bool {
        self.owner.load(Ordering::Relaxed) == t.ident.get()
    }

    /// The calling thread has the baton now.
    fn hold(&self, t: &Thread, times: u64) {
        self.owner.store(t.ident.get(), Ordering::Relaxed);
        self.count.store(times, Ordering::Relaxed);
    }

    /// Takes the lock once more, or for the first time, if that needs no waiting.
    fn try_take(&self, t: &Thread) -> PyResult<bool> {
        if self.is_mine(t) {
            let count = self.count.load(Ordering::Relaxed);
            let more = count.checked_add(1).ok_or_else(|| t.overflow_error("Internal lock count overflowed"))?;
            self.count.store(more, Ordering::Relaxed);
            return Ok(true);
        }
        let free = self.baton.try_take();
        if free {
            self.hold(t, 1);
        }
        Ok(free)
    }

    fn take_until(&self, t: &Thread, until: Option<Instant>) -> PyResult<bool> {
        let done = await_baton(t, &self.baton, until)?;
        if done {
            self.hold(t, 1);
        }
        Ok(done)
    }

    /// Gives up so many levels, of which the calling thread has as many.
    fn give(&self, levels: u64) {
        let left = self.count.load(Ordering::Relaxed) - levels;
        self.count.store(left, Ordering::Relaxed);
        if left == 0 {
            self.owner.store(0, Ordering::Relaxed);
            self.baton.give();
        }
    }

    /// How many levels the calling thread has.
    ///
    /// # Errors
    /// `RuntimeError` when it has none.
    fn levels(&self, t: &Thread) -> PyResult<u64> {
        if self.is_mine(t) {
            Ok(self.count.load(Ordering::Relaxed))
        } else {
            Err(t.runtime_error("cannot release un-acquired lock"))
        }
    }
}

fn rlock_acquire(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    let patience = patience(t, &a)?;
    if lock.try_take(t)? {
        return Ok(t.bool(true));
    }
    let Some(until) = patience else { return Ok(t.bool(false)) };
    let done = lock.take_until(t, until)?;
    Ok(t.bool(done))
}

fn rlock_enter(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    if !lock.try_take(t)? {
        lock.take_until(t, None)?;
    }
    Ok(t.bool(true))
}

fn rlock_release(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    lock.levels(t)?;
    lock.give(1);
    Ok(t.none())
}

fn release_save(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    let count = lock.levels(t)?;
    lock.give(count);
    t.tuple(vec![t.int_from_u64(count)?, t.int_from_u64(t.ident.get())?])
}

fn acquire_restore(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    let count = match a.get(1).downcast::<Tuple>().map(Tuple::items) {
        Some([count, _]) => t.to_index(count)?.max(1) as u64,
        _ => return Err(t.type_error("_acquire_restore() takes the state that _release_save() returned")),
    };
    // Whoever waited on a condition is about to let go of the lock: what a signal's handler raises meanwhile is raised once it is held.
    let mut result = Ok(t.none());
    while !lock.baton.try_take() {
        match await_baton(t, &lock.baton, None) {
            Ok(_) => break,
            Err(raised) => result = Err(raised),
        }
    }
    lock.hold(t, count);
    result
}

fn is_owned(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(rlock(a.get(0)).is_mine(t)))
}

fn recursion_count(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    let count = if lock.is_mine(t) { lock.count.load(Ordering::Relaxed) } else { 0 };
    t.int_from_u64(count)
}

fn rlock_locked(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(rlock(a.get(0)).baton.is_taken()))
}

fn rlock_reinit(t: &Thread, a: Args<'_>) -> PyResult {
    let lock = rlock(a.get(0));
    lock.owner.store(0, Ordering::Relaxed);
    lock.count.store(0, Ordering::Relaxed);
    lock.baton.reset();
    Ok(t.none())
}

fn rlock_repr(t: &Thread, object: &Ref) -> PyResult {
    let lock = rlock(object);
    let (owner, count) = (lock.owner.load(Ordering::Relaxed), lock.count.load(Ordering::Relaxed));
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
