//! Using a container without its lock, against the first other threads that want it.
//!
//! Lock and world are those that ship; the header's flags and the steps of `thread/private.rs` are images. The processor's barrier that the
//! first other thread makes its owner pass (`membarrier`) is, in the model, a fence in the owner's own steps: it comes somewhere between
//! two of its instructions, and the two places that matter are before the announcement, where it does nothing, and behind it.

use super::*;
use lock::ParkedLock;
use pause::{Place, World};
use sync::{AtomicPtr, AtomicU8, fence};

/// Somebody else wants the container.
const SHARING: u8 = 1;
/// It is used with its lock only.
const SHARED: u8 = 2;

/// What can be left out of the protocol.
trait Steps: 'static {
    /// The owner passes a fence between its announcement and its look at the flags.
    const OWNER_PASSES_FENCE: bool = true;
    /// The other thread has a fence between its flag and its look at the announcement.
    const OTHER_HAS_FENCE: bool = true;
    /// The owner looks, after it has announced, whether anybody else wants the container.
    const OWNER_LOOKS: bool = true;
    /// The other thread waits for the end of the owner's use.
    const OTHER_WAITS: bool = true;
    /// The container is called shared when the owner is known to take the lock, and not before.
    const SHARED_LAST: bool = true;
    /// How the owner ends its use.
    const DONE: Ordering = Release;
    /// How others see that the container is shared already.
    const SEEN: Ordering = Acquire;
}

struct Complete;
impl Steps for Complete {}

partners! {
    Steps:
    OwnerWithoutFence { OWNER_PASSES_FENCE: bool = false }
    OtherWithoutFence { OTHER_HAS_FENCE: bool = false }
    OwnerDoesNotLook { OWNER_LOOKS: bool = false }
    OtherDoesNotWait { OTHER_WAITS: bool = false }
    SharedTooEarly { SHARED_LAST: bool = false }
    DoneRelaxed { DONE: Ordering = Relaxed }
    SeenRelaxed { SEEN: Ordering = Relaxed }
}

/// A container, its owner's announcement, and the world in which others find that.
struct Scene {
    flags: AtomicU8,
    lock: ParkedLock,
    content: UnsafeCell<u32>,
    busy: AtomicPtr<memory::Header>,
    world: World,
    place: Place,
    poll: AtomicU32,
}

// SAFETY: the content is used by who may, which loom checks; the rest is made for sharing.
unsafe impl Sync for Scene {}
// SAFETY: as above.
unsafe impl Send for Scene {}

impl Scene {
    fn new() -> Arc<Scene> {
        let scene = Arc::new(Scene {
            flags: AtomicU8::new(0),
            lock: ParkedLock::default(),
            content: UnsafeCell::new(0),
            busy: AtomicPtr::new(std::ptr::null_mut()),
            world: World::new(),
            place: Place::default(),
            poll: AtomicU32::new(0),
        });
        // SAFETY: all live as long as the world.
        unsafe { scene.world.add(&scene.place, &scene.poll, &scene.busy) };
        scene
    }

    /// What stands for the container's address.
    fn address(&self) -> *mut memory::Header {
        std::ptr::from_ref(self).cast_mut().cast()
    }

    fn change(&self) {
        // SAFETY: loom reports it if somebody else is at it.
        self.content.with_mut(|content| unsafe { *content += 1 });
    }

    fn change_locked(&self) {
        self.lock.lock(&());
        self.change();
        self.lock.unlock();
    }

    /// The owner: announces, looks, uses; or takes the lock.
    fn own<S: Steps>(&self) {
        self.busy.store(self.address(), Relaxed);
        if S::OWNER_PASSES_FENCE {
            fence(SeqCst);
        }
        if S::OWNER_LOOKS && self.flags.load(Relaxed) & SHARING != 0 {
            self.busy.store(std::ptr::null_mut(), Release);
            return self.change_locked();
        }
        self.change();
        self.busy.store(std::ptr::null_mut(), S::DONE);
    }

    /// Makes the container one that is used with its lock only, if it is not yet.
    fn share<S: Steps>(&self) {
        if self.flags.load(S::SEEN) & SHARED != 0 {
            return;
        }
        self.flags.fetch_or(if S::SHARED_LAST { SHARING } else { SHARING | SHARED }, AcqRel);
        if S::OTHER_HAS_FENCE {
            fence(SeqCst);
        }
        if S::OTHER_WAITS {
            self.world.await_idle(self.address());
        }
        self.flags.fetch_or(SHARED, AcqRel);
    }

    /// Another thread.
    fn want<S: Steps>(&self) {
        self.share::<S>();
        self.change_locked();
    }
}

/// An owner that uses its container so often, against others that want it.
fn handshake<S: Steps>(uses: u32, others: u32, switches: usize) {
    model(switches, move || {
        let scene = Scene::new();
        let others_threads: Vec<_> = (0..others)
            .map(|_| {
                let scene = Arc::clone(&scene);
                thread::spawn(move || scene.want::<S>())
            })
            .collect();
        (0..uses).for_each(|_| scene.own::<S>());
        others_threads.into_iter().for_each(|thread| thread.join().unwrap());
        // SAFETY: the other threads are gone.
        assert_eq!(scene.content.with(|content| unsafe { *content }), uses + others);
        assert_eq!(scene.flags.load(Relaxed), SHARING | SHARED);
    });
}

#[test]
fn private_against_one() {
    handshake::<Complete>(2, 1, 3);
}

#[test]
fn private_against_two() {
    handshake::<Complete>(1, 2, 2);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn private_owner_without_fence_is_found() {
    handshake::<OwnerWithoutFence>(1, 1, 3);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn private_other_without_fence_is_found() {
    handshake::<OtherWithoutFence>(1, 1, 3);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn private_owner_that_does_not_look_is_found() {
    handshake::<OwnerDoesNotLook>(1, 1, 3);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn private_other_that_does_not_wait_is_found() {
    handshake::<OtherDoesNotWait>(1, 1, 3);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn private_shared_too_early_is_found() {
    handshake::<SharedTooEarly>(1, 2, 3);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn private_relaxed_end_is_found() {
    handshake::<DoneRelaxed>(1, 1, 3);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn private_relaxed_look_is_found() {
    handshake::<SeenRelaxed>(1, 2, 3);
}
