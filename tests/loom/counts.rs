//! Counts: plain, atomic, biased; attempts by readers without a reference, against death and reuse (I5, I7).

use super::*;

// ── plain ───────────────────────────────────────────────────────────────────────────────────────────────────────────

fn plain_counts(locked: bool) {
    model(3, move || {
        let count = Arc::new((Plain::<Full>::new(A), Mutex::new(())));
        let other = Arc::clone(&count);
        let thread = thread::spawn(move || {
            let _guard = locked.then(|| other.1.lock().unwrap());
            other.0.inc(B);
        });
        {
            let _guard = locked.then(|| count.1.lock().unwrap());
            count.0.inc(A);
        }
        thread.join().unwrap();
        assert_eq!(count.0.count(), 3, "lost update");
    });
}

#[test]
fn plain_counts_under_a_lock() {
    plain_counts(true);
}

#[test]
#[should_panic(expected = "lost update")]
fn plain_counts_without_a_lock_lose_updates() {
    plain_counts(false);
}

// ── atomic ──────────────────────────────────────────────────────────────────────────────────────────────────────────

fn last_reference_destroys<R: RefCount + Send + Sync + 'static>() {
    model(3, || {
        let block = Block::<R>::new(A);
        let others: Vec<_> = [B, C]
            .into_iter()
            .map(|me| {
                let block = Arc::clone(&block);
                block.count.inc(A);
                thread::spawn(move || {
                    block.look();
                    block.count.inc(me);
                    block.dec(me);
                    block.dec(me);
                })
            })
            .collect();
        block.look();
        block.dec(A);
        others.into_iter().for_each(|thread| thread.join().unwrap());
        block.assert_destroyed();
    });
}

#[test]
fn atomic_last_reference_destroys() {
    last_reference_destroys::<Atomic>();
}

#[test]
#[should_panic(expected = "Causality violation")]
fn atomic_relaxed_decrement_is_found() {
    last_reference_destroys::<Atomic<GivesUpRelaxed>>();
}

#[test]
fn atomic_saturation_is_final() {
    model(3, || {
        // Two references for good; two threads cross the limit of three and come back.
        let count = Arc::new(Atomic::<SmallLimit>::new(A));
        count.inc(A);
        let other = Arc::clone(&count);
        let thread = thread::spawn(move || {
            other.inc(B);
            assert_eq!(other.dec(B), Verdict::Alive);
        });
        count.inc(A);
        assert_eq!(count.dec(A), Verdict::Alive);
        thread.join().unwrap();
        assert!(count.is_saturated() || count.count() == 2);
    });
}

// ── try, recheck, reuse (I5, I7) ────────────────────────────────────────────────────────────────────────────────────

/// A reader without a reference tries while the owner drops the last one.
fn try_against_death<R: RefCount + Send + Sync + 'static>() {
    model(3, || {
        let block = Block::<R>::new(A);
        block.count.publish();
        let other = Arc::clone(&block);
        let thread = thread::spawn(move || {
            if other.count.try_inc(B) {
                assert_eq!(other.look(), 7);
                other.dec(B);
            }
        });
        block.dec(A);
        thread.join().unwrap();
        block.assert_destroyed();
    });
}

#[test]
fn atomic_try_against_death() {
    try_against_death::<Atomic>();
}

#[test]
fn biased_try_against_death() {
    try_against_death::<Biased>();
}

#[test]
#[should_panic]
fn biased_quick_death_of_a_published_object_is_found() {
    try_against_death::<Biased<QuickDeathAlways>>();
}

/// A reader finds a block in a slot; the object there dies and the block is used for another object. The reader must
/// not take the new one for the old.
fn recheck_against_reuse<R: RefCount + Send + Sync + 'static>() {
    model(3, || {
        let block = Block::<R>::new(A);
        block.count.publish();
        // Holds a published object, or nothing: the reference of `A`.
        let slot = Arc::new(AtomicU32::new(1));
        let reader = {
            let (block, slot) = (Arc::clone(&block), Arc::clone(&slot));
            thread::spawn(move || {
                if slot.load(Acquire) == 1 && block.count.try_inc(B) {
                    if slot.load(Acquire) == 1 {
                        assert_eq!(block.look(), 7, "another object's content");
                    }
                    if block.count.dec(B) == Verdict::Dead {
                        block.destroyed.fetch_add(1, Relaxed);
                    }
                }
            })
        };
        slot.store(0, Release);
        if block.count.dec(A) == Verdict::Dead {
            block.count.renew(A);
            // SAFETY: as in `Block::destroy`. The object is this thread's alone, so that only a reader who takes it for
            // the old one looks.
            block.content.with_mut(|content| unsafe { *content = 8 });
            block.count.publish();
            if block.count.dec(A) == Verdict::Dead {
                block.destroyed.fetch_add(1, Relaxed);
            }
        }
        reader.join().unwrap();
        assert_eq!((block.count.count(), block.destroyed.load(Relaxed)), (0, 1));
    });
}

#[test]
fn atomic_recheck_against_reuse() {
    recheck_against_reuse::<Atomic>();
}

#[test]
fn biased_recheck_against_reuse() {
    recheck_against_reuse::<Biased>();
}

#[test]
#[should_panic]
fn atomic_relaxed_birth_is_found() {
    recheck_against_reuse::<Atomic<AppearsRelaxed>>();
}

#[test]
#[should_panic]
fn biased_relaxed_publication_is_found() {
    recheck_against_reuse::<Biased<AppearsRelaxed>>();
}

// ── biased ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Another thread takes a reference under the lock of a container, works, and gives it up; the owner empties the
/// container and may then find its own half zero and the shared word zero: the quick death.
fn quick_death<T: Tuning + Send + Sync>() {
    model(3, || {
        let block = Block::<Biased<T>>::new(A);
        let container = Arc::new(Mutex::new(true));
        let other = {
            let (block, container) = (Arc::clone(&block), Arc::clone(&container));
            thread::spawn(move || {
                let found = container.lock().unwrap();
                if !*found {
                    return;
                }
                block.count.inc(B);
                drop(found);
                block.look();
                block.dec(B);
            })
        };
        *container.lock().unwrap() = false;
        block.dec(A);
        other.join().unwrap();
        block.assert_destroyed();
    });
}

#[test]
fn biased_quick_death() {
    quick_death::<Full>();
}

#[test]
#[should_panic(expected = "Causality violation")]
fn biased_relaxed_look_of_the_owner_is_found() {
    quick_death::<OwnerLooksRelaxed>();
}

/// The owner lets go while another thread holds a reference; the block is used again by who frees it.
fn owner_lets_go<T: Tuning + Send + Sync>() {
    model(3, || {
        let block = Block::<Biased<T>>::new(A);
        block.count.inc(B);
        let other = {
            let block = Arc::clone(&block);
            thread::spawn(move || {
                block.look();
                if block.count.dec(B) == Verdict::Dead {
                    block.destroy();
                    block.count.renew(B);
                    return true;
                }
                false
            })
        };
        block.look();
        let mine = block.count.dec(A) == Verdict::Dead;
        if mine {
            block.destroy();
        }
        let reused = other.join().unwrap();
        assert!(mine != reused, "destroyed by one of the two");
        if reused {
            assert_eq!((block.count.owner(), block.count.count()), (B, 1), "the new object lost its owner");
        }
    });
}

#[test]
fn biased_owner_lets_go() {
    owner_lets_go::<Full>();
}

#[test]
#[should_panic(expected = "the new object lost its owner")]
fn biased_owner_cleared_late_is_found() {
    owner_lets_go::<OwnerClearedLate>();
}

#[test]
#[should_panic]
fn biased_relaxed_decrement_is_found() {
    quick_death::<GivesUpRelaxed>();
}

/// The thread that finds the object dead finalises it, which publishes it again; a reader without a reference tries.
#[test]
fn biased_resurrection() {
    model(3, || {
        let block = Block::<Biased>::new(A);
        block.count.inc(B);
        block.count.publish();
        let finalise = |block: &Block<Biased>, me| {
            block.count.resurrect(me);
            block.count.publish();
            block.look();
            // What the finaliser's reference leaves behind is whoever's gives up the last one.
            block.dec(me);
        };
        let other = {
            let block = Arc::clone(&block);
            thread::spawn(move || {
                if block.count.dec(B) == Verdict::Dead {
                    finalise(&block, B);
                }
            })
        };
        let reader = {
            let block = Arc::clone(&block);
            thread::spawn(move || {
                if block.count.try_inc(C) {
                    assert_eq!(block.look(), 7);
                    // A second death is not finalised again.
                    block.dec(C);
                }
            })
        };
        if block.count.dec(A) == Verdict::Dead {
            finalise(&block, A);
        }
        other.join().unwrap();
        reader.join().unwrap();
        block.assert_destroyed();
    });
}
