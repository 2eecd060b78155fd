//! Containers that only their owner has used so far need no lock.
//!
//! **Idea.** Most lists, dicts and instances are never seen by a second thread. Their owner, the thread that biased counts
//! call so, announces in its state which container it is about to use, looks whether anybody else wants it, and goes on
//! without an atomic read-modify-write. The first other thread that wants it says so in the header, makes every thread of
//! the process pass a memory barrier, and waits until the owner is not using it. From then on everybody takes the lock.
//!
//! ```text
//!  owner                               the first other thread
//!  busy = container                    flags |= SHARING
//!  ·· (no barrier: the compiler's)     membarrier: a full fence on every running thread
//!  flags & SHARING?  yes: take lock    while owner.busy == container: wait
//!  ·· use it                           flags |= SHARED; take the lock
//!  busy = nothing   (release)
//! ```
//!
//! Dekker's problem, with the fence of one side paid by the other: either the owner's look at the flags comes after the
//! barrier and sees SHARING, or its announcement comes before the barrier and is seen.
//!
//! **Invariants.**
//! - Between announcement and its end there is no safepoint, no Python code and no decrement (I6), so the wait is short.
//! - SHARED, which lock-free readers look for, is set only when the owner is known to take the lock.
//! - A container without an owner, or whose owner has exited, has nobody to wait for.
//!
//! Where the kernel has no such barrier the owner makes its own. A thread whose containers go to others one after the other makes them
//! shared from the start ([`super::births`]).

use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, Ordering, compiler_fence, fence};

use crate::config;
use crate::memory::Header;
use crate::memory::header::{SHARED, SHARING};
use crate::memory::refcount::RefCount;
use crate::thread::lock::ObjectLock as _;
use crate::thread::state::{self, ThreadBase};

const REGISTER_PRIVATE_EXPEDITED: libc::c_int = 1 << 4;
const PRIVATE_EXPEDITED: libc::c_int = 1 << 3;

fn membarrier(command: libc::c_int) -> bool {
    #[cfg(target_os = "linux")]
    // SAFETY: a system call that touches no memory.
    return unsafe { libc::syscall(libc::SYS_membarrier, command, 0, 0) } == 0;
    #[cfg(not(target_os = "linux"))]
    {
        let _ = command;
        false
    }
}

/// The kernel has no such barrier (or forbids it): each side pays for its own fence.
static OWN_FENCE: AtomicBool = AtomicBool::new(false);

/// Prepares the process; when a Vm starts, before there is a container. While the process has one thread, as when `main` begins, this takes a
/// microsecond; with more the kernel waits for all processors to pass a quiescent state, ten milliseconds or more.
pub fn prepare() {
    if config::PRIVATE && !membarrier(REGISTER_PRIVATE_EXPEDITED) {
        OWN_FENCE.store(true, Ordering::SeqCst);
    }
}

/// How a container is being used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Under a global lock, which excludes by itself; or of a container that is dead.
    Alone,
    /// By its owner, announced in this state, which is the running thread's.
    Private(NonNull<ThreadBase>),
    /// Locked.
    Locked,
}

/// Whether nobody else can use an object while this thread does: there is a global lock, or the reference at hand is the only one.
#[inline(always)]
pub fn is_sole(t: &ThreadBase, object: &Header) -> bool {
    !config::NOGIL || object.is_unique(t.id)
}

/// Announces that `t`, which is the owner, uses a container without its lock. False: it must take the lock.
#[inline(always)]
fn announce(t: &ThreadBase, object: &Header) -> bool {
    // Inside the use of another container the second one is locked: there is one announcement at a time.
    t.busy.load(Ordering::Relaxed).is_null() && announce_outermost(t, object)
}

/// As `announce`, inside the use of no other container.
#[inline(always)]
fn announce_outermost(t: &ThreadBase, object: &Header) -> bool {
    debug_assert!(t.busy.load(Ordering::Relaxed).is_null());
    t.busy.store(std::ptr::from_ref(object).cast_mut(), Ordering::Relaxed);
    if OWN_FENCE.load(Ordering::Relaxed) {
        fence(Ordering::SeqCst);
    } else {
        // The processor's barrier is the other side's.
        compiler_fence(Ordering::SeqCst);
    }
    if object.has(SHARING) {
        done(t);
        return false;
    }
    true
}

/// As `enter`, without waiting and without a call: `None` when the container is not private.
#[inline(always)]
pub fn try_enter(t: &ThreadBase, object: &Header) -> Option<Use> {
    if !config::NOGIL {
        return Some(Use::Alone);
    }
    if config::PRIVATE {
        return (object.count.is_owned_by(t.id) && announce(t, object)).then(|| Use::Private(NonNull::from(t)));
    }
    object.lock.try_lock().then_some(Use::Locked)
}

/// As `try_enter`, for the handler of an instruction, which begins inside the use of no other container.
#[inline(always)]
pub fn try_enter_outermost(t: &ThreadBase, object: &Header) -> Option<Use> {
    if config::PRIVATE {
        let private = object.count.is_owned_by(t.id) && announce_outermost(t, object);
        return private.then(|| Use::Private(NonNull::from(t)));
    }
    try_enter(t, object)
}

/// As `try_enter`, for a second container: the announcement is taken, so it is locked. One that another thread uses without its lock is not
/// to be had.
#[inline]
pub fn try_enter_beside(t: &ThreadBase, object: &Header) -> Option<Use> {
    let locks = !config::PRIVATE || object.has_been(SHARED) || object.count.is_owned_by(t.id);
    (locks && object.lock.try_lock()).then_some(Use::Locked)
}

/// May `t` read this container's buffer without its lock? With that of another thread, which frees its buffers at once as long as
/// the container is private, it may not.
#[inline(always)]
pub fn may_read(t: &ThreadBase, object: &Header) -> bool {
    object.count.is_owned_by(t.id) || object.has_been(SHARED)
}

/// Has the container, as far as `t` can tell, been used by its owner `t` alone?
#[inline]
pub fn is_private(t: &ThreadBase, object: &Header) -> bool {
    config::PRIVATE && object.count.is_owned_by(t.id) && !object.has(SHARING)
}

/// Ends what `announce` began.
#[inline(always)]
pub fn done(t: &ThreadBase) {
    // Release: pairs with the acquire of who waits.
    t.busy.store(std::ptr::null_mut(), Ordering::Release);
}

/// Begins to use a container, waiting for its lock if need be.
#[inline(always)]
pub fn enter(object: &Header) -> Use {
    if config::PRIVATE { enter_as(state::current(), object) } else { enter_as(None, object) }
}

/// As `enter`, by thread `t`, which is running.
#[inline(always)]
pub fn enter_by(t: &ThreadBase, object: &Header) -> Use {
    enter_as(Some(t), object)
}

#[inline(always)]
fn enter_as(t: Option<&ThreadBase>, object: &Header) -> Use {
    if !config::NOGIL {
        return Use::Alone;
    }
    if config::PRIVATE {
        match t {
            Some(t) if object.count.is_owned_by(t.id) => {
                if announce(t, object) {
                    return Use::Private(NonNull::from(t));
                }
            }
            // What the owner did without the lock is seen by who finds the flag, even if nobody has taken the lock since.
            _ if object.has_been(SHARED) => {}
            _ => share(object),
        }
    }
    object.lock.lock(&());
    Use::Locked
}

/// Ends what `enter` began.
#[inline(always)]
pub fn leave(object: &Header, how: Use) {
    match how {
        Use::Alone => {}
        // SAFETY: the running thread's own state, from `enter`.
        Use::Private(t) => done(unsafe { t.as_ref() }),
        Use::Locked => object.lock.unlock(),
    }
}

/// Makes a container one that is used with its lock only, waiting for its owner.
#[cold]
#[inline(never)]
pub fn share(object: &Header) {
    let before = object.flags();
    object.set(SHARING);
    let address = std::ptr::from_ref(object).cast_mut();
    if let Some(t) = state::current()
        && before & SHARED == 0
        && object.count.owner() != crate::memory::refcount::OwnerId::NONE
        && t.shared.queues.note_taken(object.count.owner())
    {
        if !OWN_FENCE.load(Ordering::Relaxed) {
            membarrier(PRIVATE_EXPEDITED);
        }
        fence(Ordering::SeqCst);
        t.shared.world.await_idle(address);
    }
    object.set(SHARED);
}
