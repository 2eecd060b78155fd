//! Object locks.

use super::*;

fn lock_excludes<L: ObjectLock + 'static>(threads: u32, rounds: u32, switches: usize) {
    model(switches, move || {
        let guarded = Arc::new((L::default(), UnsafeCell::new(0_u32)));
        let work = move |guarded: &(L, UnsafeCell<u32>)| {
            for _ in 0..rounds {
                guarded.0.lock(&());
                // SAFETY: the lock is held; loom reports it if that does not exclude.
                guarded.1.with_mut(|value| unsafe { *value += 1 });
                guarded.0.unlock();
            }
        };
        let others: Vec<_> = (1..threads)
            .map(|_| {
                let guarded = Arc::clone(&guarded);
                thread::spawn(move || work(&guarded))
            })
            .collect();
        work(&guarded);
        others.into_iter().for_each(|thread| thread.join().unwrap());
        // SAFETY: the other threads are gone.
        assert_eq!(guarded.1.with(|value| unsafe { *value }), threads * rounds);
        assert!(!guarded.0.is_locked());
    });
}

#[test]
fn lock_excludes_two() {
    lock_excludes::<ParkedLock>(2, 2, 3);
}

#[test]
fn lock_excludes_three() {
    lock_excludes::<ParkedLock>(3, 1, 2);
}

#[test]
fn lock_hands_over() {
    lock_excludes::<ParkedLock<0>>(2, 2, 3);
    lock_excludes::<ParkedLock<0>>(3, 1, 2);
}

#[test]
#[ignore = "deadlocks, which ends the process; the next test looks on"]
fn lock_without_recheck() {
    lock_excludes::<ParkedLock<1000, false>>(2, 1, 3);
}

#[test]
fn lock_that_sleeps_without_a_recheck_is_found() {
    assert_deadlocks("locks::lock_without_recheck");
}

/// Two threads lock the same two objects, named in opposite order, and neither waits for ever.
#[test]
fn two_locks_do_not_deadlock() {
    model(3, || {
        let guarded = Arc::new((ParkedLock::<1000>::default(), ParkedLock::<1000>::default(), UnsafeCell::new(0_u32)));
        let other = Arc::clone(&guarded);
        let thread = thread::spawn(move || {
            lock2(&other.1, &other.0, &());
            // SAFETY: both locks are held.
            other.2.with_mut(|value| unsafe { *value += 1 });
            unlock2(&other.1, &other.0);
        });
        lock2(&guarded.0, &guarded.1, &());
        // SAFETY: both locks are held.
        guarded.2.with_mut(|value| unsafe { *value += 1 });
        unlock2(&guarded.0, &guarded.1);
        thread.join().unwrap();
        // SAFETY: the other thread is gone.
        assert_eq!(guarded.2.with(|value| unsafe { *value }), 2);
    });
}

/// As a thread would lock two objects that waited for the second while it has the first.
#[test]
#[ignore = "deadlocks, which ends the process; the next test looks on"]
fn two_locks_one_held() {
    model(3, || {
        let locks = Arc::new((ParkedLock::<1000>::default(), ParkedLock::<1000>::default()));
        let other = Arc::clone(&locks);
        let thread = thread::spawn(move || {
            other.1.lock(&());
            other.0.lock(&());
            unlock2(&other.1, &other.0);
        });
        locks.0.lock(&());
        locks.1.lock(&());
        unlock2(&locks.0, &locks.1);
        thread.join().unwrap();
    });
}

#[test]
fn two_locks_of_which_one_is_held_are_found() {
    assert_deadlocks("locks::two_locks_one_held");
}
