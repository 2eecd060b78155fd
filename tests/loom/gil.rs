//! The global lock.

use super::*;

struct Guarded<T = gate::Full> {
    gil: TunedGil<T>,
    value: UnsafeCell<u32>,
    /// A safepoint word for each thread. They outlive the threads, to show what others did to them.
    polls: Vec<AtomicU32>,
}

impl<T: gate::Tuning> Guarded<T> {
    fn new(threads: usize, interval: Duration) -> Arc<Self> {
        let polls = (0..threads).map(|_| AtomicU32::new(0)).collect();
        let guarded = Guarded { gil: TunedGil::new(), value: UnsafeCell::new(0), polls };
        guarded.gil.set_interval(interval);
        Arc::new(guarded)
    }

    /// What a thread does between two things that block.
    fn turn(&self, poll: &AtomicU32, steps: u32) {
        self.gil.acquire(poll);
        for _ in 0..steps {
            // SAFETY: the lock is held; loom reports it if that does not exclude.
            self.value.with_mut(|value| unsafe { *value += 1 });
            if poll.load(Relaxed) & safepoint::DROP_REQUEST != 0 {
                self.gil.switch(poll);
            }
        }
        self.gil.release(poll);
    }

    /// After all threads ended.
    fn assert_done(&self, steps: u32) {
        self.gil.acquire(&self.polls[0]);
        // SAFETY: the lock is held.
        assert_eq!(self.value.with(|value| unsafe { *value }), steps);
        self.gil.release(&self.polls[0]);
        for poll in &self.polls {
            assert_eq!(poll.load(Relaxed), 0, "a request to a thread that is not the holder");
        }
    }
}

/// Threads take turns by releasing, and by switching when asked. A wait that nobody ends is a deadlock, which loom
/// reports.
fn gil_excludes<T: gate::Tuning>(threads: usize, interval: Duration, switches: usize) {
    model(switches, move || {
        let guarded = Guarded::<T>::new(threads, interval);
        let others: Vec<_> = (1..threads)
            .map(|number| {
                let guarded = Arc::clone(&guarded);
                thread::spawn(move || guarded.turn(&guarded.polls[number], 1))
            })
            .collect();
        guarded.turn(&guarded.polls[0], 2);
        guarded.turn(&guarded.polls[0], 1);
        others.into_iter().for_each(|thread| thread.join().unwrap());
        guarded.assert_done(threads as u32 + 2);
    });
}

#[test]
fn gil_excludes_two() {
    gil_excludes::<gate::Full>(2, gate::DEFAULT_INTERVAL, 4);
}

#[test]
fn gil_excludes_three() {
    gil_excludes::<gate::Full>(3, gate::DEFAULT_INTERVAL, 2);
}

/// Loom's clock goes on by one microsecond a look, so that after one who waits is due, but no wait ends by itself.
#[test]
fn gil_hands_over_on_release() {
    gil_excludes::<gate::Full>(2, Duration::from_micros(1), 4);
    gil_excludes::<gate::Full>(3, Duration::from_micros(1), 2);
}

/// Waits end at once, and every waiter asks.
#[test]
fn gil_asks_the_holder_only() {
    gil_excludes::<gate::Full>(2, Duration::ZERO, 4);
    gil_excludes::<gate::Full>(3, Duration::ZERO, 2);
}

/// A waiter reaches the safepoint word of a holder whose thread began after its own.
#[test]
fn gil_asks_young_threads() {
    model(3, || {
        let guarded = Guarded::<gate::Full>::new(1, Duration::ZERO);
        let other = {
            let guarded = Arc::clone(&guarded);
            thread::spawn(move || guarded.turn(&AtomicU32::new(0), 1))
        };
        guarded.turn(&AtomicU32::new(0), 1);
        other.join().unwrap();
        guarded.assert_done(2);
    });
}

partners! {
    gate::Tuning:
    LetsGoRelaxed { LET_GO: Ordering = Relaxed }
    KeepsHolder { CLEARS_HOLDER: bool = false }
    NeverWakes { WAKES: bool = false }
}

#[test]
#[should_panic(expected = "Causality violation")]
fn gil_relaxed_release_is_found() {
    gil_excludes::<LetsGoRelaxed>(2, gate::DEFAULT_INTERVAL, 3);
}

#[test]
#[should_panic(expected = "a request to a thread that is not the holder")]
fn gil_that_keeps_its_holder_is_found() {
    gil_excludes::<KeepsHolder>(3, Duration::ZERO, 3);
}

#[test]
#[ignore = "deadlocks, which ends the process; the next test looks on"]
fn gil_without_waking() {
    gil_excludes::<NeverWakes>(2, gate::DEFAULT_INTERVAL, 3);
}

#[test]
fn gil_that_wakes_nobody_is_found() {
    assert_deadlocks("gil::gil_without_waking");
}
