//! Queues of biased counts: owners that drain, exit, or are blocked while others act for them.

use super::*;

/// A thread that is always attached.
struct Attached;

impl QueueOwner for Attached {
    fn wake(&self) {}

    fn try_suspend(&self) -> bool {
        false
    }

    fn resume(&self) {}
}

/// Two threads give up references that the owner took, while the owner gives up its own and drains its queue.
fn queue_and_owner<T: Tuning + Send + Sync>(switches: usize) {
    model(switches, || {
        let block = Block::<Biased<T>>::new(A);
        let queues = Arc::new(MergeQueues::new());
        queues.register(A, std::sync::Arc::new(Attached));
        let others: Vec<_> = [B, C]
            .into_iter()
            .map(|me| {
                block.count.inc(A);
                let (block, queues) = (Arc::clone(&block), Arc::clone(&queues));
                thread::spawn(move || {
                    block.look();
                    block.give_up(me, &queues);
                })
            })
            .collect();
        block.look();
        queues.drain(A, |_| block.settle());
        block.give_up(A, &queues);
        queues.exit(A, |_| block.settle());
        others.into_iter().for_each(|thread| thread.join().unwrap());
        block.assert_destroyed();
    });
}

#[test]
fn biased_queue_and_exit() {
    queue_and_owner::<Full>(2);
}

/// As above, with a reader that has no reference.
#[test]
fn biased_queue_and_try() {
    model(2, || {
        let block = Block::<Biased>::new(A);
        block.count.inc(A);
        block.count.publish();
        let queues = Arc::new(MergeQueues::new());
        queues.register(A, std::sync::Arc::new(Attached));
        let holder = {
            let (block, queues) = (Arc::clone(&block), Arc::clone(&queues));
            thread::spawn(move || {
                block.look();
                block.give_up(B, &queues);
            })
        };
        let reader = {
            let (block, queues) = (Arc::clone(&block), Arc::clone(&queues));
            thread::spawn(move || {
                if block.count.try_inc(C) {
                    assert_eq!(block.look(), 7);
                    block.give_up(C, &queues);
                }
            })
        };
        block.give_up(A, &queues);
        queues.exit(A, |_| block.settle());
        holder.join().unwrap();
        reader.join().unwrap();
        block.assert_destroyed();
    });
}

const DETACHED: usize = 0;
const ATTACHED: usize = 1;
const SUSPENDED: usize = 2;

/// A thread state as the pausing of threads sees it.
struct State {
    state: std::sync::Arc<AtomicUsize>,
    acquire: Ordering,
    release: Ordering,
}

impl QueueOwner for State {
    fn wake(&self) {}

    fn try_suspend(&self) -> bool {
        self.state.compare_exchange(DETACHED, SUSPENDED, self.acquire, Relaxed).is_ok()
    }

    fn resume(&self) {
        self.state.store(DETACHED, self.release);
    }
}

/// The owner works, blocks, works again; another thread merges on its behalf while it is blocked.
fn merge_on_behalf(acquire: Ordering, release: Ordering) {
    model(2, move || {
        let block = Block::<Biased>::new(A);
        block.count.inc(A);
        let state = std::sync::Arc::new(AtomicUsize::new(ATTACHED));
        let queues = Arc::new(MergeQueues::new());
        queues.register(A, std::sync::Arc::new(State { state: std::sync::Arc::clone(&state), acquire, release }));
        let other = {
            let (block, queues) = (Arc::clone(&block), Arc::clone(&queues));
            thread::spawn(move || {
                block.look();
                block.give_up(B, &queues);
                queues.merge_for_detached(A, |_| block.count.merge(-1) == Verdict::Dead, |_| block.destroy());
            })
        };
        block.count.inc(A);
        state.store(DETACHED, Release);
        while state.compare_exchange(DETACHED, ATTACHED, Acquire, Relaxed).is_err() {
            thread::yield_now();
        }
        block.give_up(A, &queues);
        block.look();
        block.give_up(A, &queues);
        queues.exit(A, |_| block.settle());
        other.join().unwrap();
        block.assert_destroyed();
    });
}

#[test]
fn biased_merge_on_behalf() {
    merge_on_behalf(Acquire, Release);
}

#[test]
#[should_panic]
fn biased_relaxed_suspension_is_found() {
    merge_on_behalf(Relaxed, Release);
}

#[test]
#[should_panic]
fn biased_relaxed_resumption_is_found() {
    merge_on_behalf(Acquire, Relaxed);
}
