//! Merge queues: how an object whose last references others gave up comes back to its owner (PEP 703, "Queueing").
//!
//! **Idea.** A thread that is told [`Verdict::Queued`](super::Verdict::Queued) cannot know whether the object is dead:
//! only the owner may look at the owner's half. It puts the object in the owner's queue and asks the owner, by a bit in
//! its safepoint word, to merge. Three cases need somebody else:
//!
//! - the owner has *exited*: the queue is gone, and whoever finds that merges ([`Push::OwnerGone`]);
//! - the owner is *detached*, blocked in a system call or a wait, and may stay so for long: whoever pushes suspends it
//!   and merges on its behalf ([`MergeQueues::merge_for_detached`]; without it memory grows until the owner comes back,
//!   CPython gh-157838);
//! - the world is *stopped*: the collector empties all queues ([`MergeQueues::take_all_at_stop`]).
//!
//! ```text
//!  MergeQueues ─▶ bucket[owner mod N] ─▶ mutex ─▶ { owner, handle, items } …
//! ```
//!
//! **Invariants.** I4: an entry owns one reference, so the object lives as long as the entry; an object is in a queue at
//! most once. I2: who takes entries out may write the owner's half: the owner, its suspender, or the world's; an owner
//! that exits empties its queue and unlinks it under the bucket's mutex, and who then finds it gone under that mutex has
//! everything the owner wrote. Items leave a queue under the mutex, but are merged and destroyed outside: finalisers
//! push.
//!
//! Entries are opaque here: merging one is `merge(-1)` on its count, then destruction if that was the end.

use std::sync::Arc;

use super::OwnerId;
use crate::memory::sync::{Mutex, MutexGuard};

/// Buckets; few under loom, whose models have two owners.
const BUCKETS: usize = if crate::memory::sync::SIZES_ARE_REAL { 64 } else { 2 };

/// What the queues need of a thread that owns objects.
///
/// An implementation may point to the thread's state: nothing is called any more when [`MergeQueues::exit`] has returned.
/// Only `resume` may still be on its way out then, and so must not touch the state after letting the thread go.
pub trait QueueOwner: Send + Sync {
    /// Sets the merge bit in the thread's safepoint word. Called under the bucket's mutex: must not block.
    fn wake(&self);

    /// Suspends the thread if it is detached, so that until [`QueueOwner::resume`] it cannot run and the caller may act
    /// for it (I2). An acquire operation on success. Called under the bucket's mutex: must not block.
    fn try_suspend(&self) -> bool;

    /// Ends what [`QueueOwner::try_suspend`] began. A release operation.
    fn resume(&self);

    /// Another thread begins to use a container that this thread made. Called under the bucket's mutex: must not block.
    fn note_taken(&self) {}
}

/// Where a pushed entry went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use = "an entry that was not taken still owns its reference"]
pub enum Push {
    /// Into the owner's queue; the owner was asked to merge.
    Pushed,
    /// Nowhere: the owner has exited, or the object was merged meanwhile. The caller merges.
    OwnerGone,
    /// Nowhere: the queue cannot grow. The caller keeps the reference until it has stopped the world, and merges then.
    NoMemory,
}

struct Queue<P> {
    owner: OwnerId,
    handle: Arc<dyn QueueOwner>,
    items: Vec<P>,
}

/// The merge queues of one Vm. `P` is a pointer to an object, or what serves as one.
pub struct MergeQueues<P> {
    buckets: [Mutex<Vec<Queue<P>>>; BUCKETS],
}

impl<P: Copy + Send> Default for MergeQueues<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: Copy + Send> MergeQueues<P> {
    /// No owners.
    pub fn new() -> Self {
        MergeQueues { buckets: std::array::from_fn(|_| Mutex::new(Vec::new())) }
    }

    fn bucket(&self, owner: OwnerId) -> MutexGuard<'_, Vec<Queue<P>>> {
        self.buckets[owner.0 as usize % BUCKETS].lock()
    }

    /// Opens the queue of a thread, before it owns anything that others can see.
    pub fn register(&self, owner: OwnerId, handle: Arc<dyn QueueOwner>) {
        debug_assert!(owner != OwnerId::NONE, "nobody cannot own");
        self.bucket(owner).push(Queue { owner, handle, items: Vec::new() });
    }

    /// Tells the owner that another thread begins to use a container of its. False: the owner is gone, and what it did has been seen.
    pub fn note_taken(&self, owner: OwnerId) -> bool {
        find(&mut self.bucket(owner), owner).map(|queue| queue.handle.note_taken()).is_some()
    }

    /// Gives an entry to the owner's queue. `owner` is what the object says *after* the verdict; nobody is gone.
    pub fn push(&self, owner: OwnerId, item: P) -> Push {
        if owner == OwnerId::NONE {
            return Push::OwnerGone;
        }
        let mut bucket = self.bucket(owner);
        let Some(queue) = find(&mut bucket, owner) else { return Push::OwnerGone };
        if queue.items.try_reserve(1).is_err() {
            return Push::NoMemory;
        }
        queue.items.push(item);
        // Inside the mutex, so that the handle's thread has not exited.
        queue.handle.wake();
        Push::Pushed
    }

    /// Merges on behalf of an owner that is detached; returns whether it was.
    ///
    /// While the owner is suspended, each of its entries goes to `merge`, which gives up the entry's reference and says
    /// whether the object is dead. Then the owner is resumed, and the dead go to `destroy`.
    ///
    /// `merge` must not block, reach a safepoint, or destroy anything: somebody who stops the world waits meanwhile.
    pub fn merge_for_detached(&self, owner: OwnerId, mut merge: impl FnMut(P) -> bool, destroy: impl FnMut(P)) -> bool {
        let (handle, mut items) = {
            let mut bucket = self.bucket(owner);
            let Some(queue) = find(&mut bucket, owner) else { return false };
            if queue.items.is_empty() || !queue.handle.try_suspend() {
                return false;
            }
            (Arc::clone(&queue.handle), std::mem::take(&mut queue.items))
        };
        items.retain(|&item| merge(item));
        handle.resume();
        items.into_iter().for_each(destroy);
        true
    }

    /// Takes what is in the owner's queue, as often as there is something, and passes it on. Called by the owner at a
    /// safepoint. `settle` merges and destroys; it may push and run code.
    pub fn drain(&self, owner: OwnerId, mut settle: impl FnMut(P)) {
        loop {
            let items = match find(&mut self.bucket(owner), owner) {
                Some(queue) => std::mem::take(&mut queue.items),
                None => return,
            };
            if items.is_empty() {
                return;
            }
            items.into_iter().for_each(&mut settle);
        }
    }

    /// As [`MergeQueues::drain`], then closes the queue. Called by the owner as its last act with objects; afterwards
    /// whoever is told that the owner is gone may write the halves it left (I2).
    pub fn exit(&self, owner: OwnerId, mut settle: impl FnMut(P)) {
        loop {
            let items = {
                let mut bucket = self.bucket(owner);
                let Some(place) = bucket.iter().position(|queue| queue.owner == owner) else { return };
                if bucket[place].items.is_empty() {
                    let closed = bucket.swap_remove(place);
                    // The handle may be the last hold on the thread's state; that goes outside the mutex.
                    drop(bucket);
                    drop(closed);
                    return;
                }
                std::mem::take(&mut bucket[place].items)
            };
            items.into_iter().for_each(&mut settle);
        }
    }

    /// Empties every queue while the world is stopped. `settle` merges; it must not destroy, since finalisers need the
    /// world started, and may not push.
    pub fn take_all_at_stop(&self, mut settle: impl FnMut(P)) {
        for bucket in &self.buckets {
            for queue in bucket.lock().iter_mut() {
                queue.items.drain(..).for_each(&mut settle);
            }
        }
    }

    /// Runs `fork` at a stop, while nobody else uses the queues. If it says that this is the child, the queues of all threads but
    /// `survivor` are closed and their entries passed on as [`MergeQueues::take_all_at_stop`] does. Objects of the vanished threads
    /// then have an owner that is gone.
    pub fn across_fork(&self, survivor: OwnerId, mut settle: impl FnMut(P), fork: impl FnOnce() -> bool) -> bool {
        let mut buckets: Vec<_> = self.buckets.iter().map(Mutex::lock).collect();
        let is_child = fork();
        if is_child {
            for queues in &mut buckets {
                for queue in queues.extract_if(.., |queue| queue.owner != survivor) {
                    queue.items.into_iter().for_each(&mut settle);
                    // What it knows of the thread stays: its last hold on the Vm must not go in here.
                    std::mem::forget(queue.handle);
                }
            }
        }
        is_child
    }

    /// Entries that wait, in all queues: for statistics, and for the equation of I1.
    pub fn waiting(&self) -> usize {
        self.buckets.iter().map(|bucket| bucket.lock().iter().map(|queue| queue.items.len()).sum::<usize>()).sum()
    }

    /// Passes every waiting entry to `visit`, under the mutexes; for the auditor, at a stop.
    pub fn for_each_at_stop(&self, mut visit: impl FnMut(P)) {
        for bucket in &self.buckets {
            for queue in bucket.lock().iter() {
                queue.items.iter().copied().for_each(&mut visit);
            }
        }
    }
}

/// The queue of an owner that has not exited.
fn find<P>(bucket: &mut [Queue<P>], owner: OwnerId) -> Option<&mut Queue<P>> {
    bucket.iter_mut().find(|queue| queue.owner == owner)
}
