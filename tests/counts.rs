//! The contract of the counting techniques: the same scenarios for each, with the limits that ship and with tiny ones;
//! random operations against a model; real threads; then what only biased counts and their queues do.
//!
//! The sources are included by path, so that these tests need no interpreter and see the tuning parameters.

#![allow(dead_code, unused_imports)]

#[path = "../src/memory/refcount/mod.rs"]
pub mod refcount;
#[path = "../src/memory/sync.rs"]
pub mod sync;

pub mod memory {
    pub use crate::sync;
}

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use refcount::merge::{MergeQueues, Push, QueueOwner};
use refcount::{Atomic, Biased, Full, IMMORTAL_COUNT, OwnerId, Plain, RefCount, State, Tuning, Verdict};

const ME: OwnerId = OwnerId(1);
const OTHER: OwnerId = OwnerId(2);

/// Limits that a test reaches by counting.
struct Tiny;

impl Tuning for Tiny {
    const IMMORTAL_FROM: u32 = 24;
    const SHARED_IMMORTAL_FROM: i32 = 16;
}

/// A deterministic sequence of numbers (xorshift).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// A decrement, and what a verdict of `Queued` asks for while no other thread runs.
fn dec_and_settle<C: RefCount>(count: &C, me: OwnerId) -> bool {
    match count.dec(me) {
        Verdict::Alive => false,
        Verdict::Dead => true,
        Verdict::Queued => count.merge(-1) == Verdict::Dead,
    }
}

// ── scenarios for every technique ───────────────────────────────────────────────────────────────────────────────────

fn born_with_one_reference<C: RefCount>() {
    let count = C::new(ME);
    assert_eq!(count.count(), 1);
    assert!(!count.is_saturated());
    assert!(count.is_unique(ME));
    assert_eq!(count.parts().state, State::Default);
    assert_eq!(count.owner(), if C::BIASED { ME } else { OwnerId::NONE });
}

fn dies_with_the_last_reference<C: RefCount>() {
    for n in 0..10 {
        let count = C::new(ME);
        for _ in 0..n {
            count.inc(ME);
        }
        assert_eq!(count.count(), n + 1);
        assert_eq!(count.is_unique(ME), n == 0);
        for _ in 0..n {
            assert_eq!(count.dec(ME), Verdict::Alive);
        }
        assert_eq!(count.dec(ME), Verdict::Dead);
        assert_eq!(count.count(), 0);
    }
}

fn the_two_halves_of_a_decrement<C: RefCount>() {
    let count = C::new(ME);
    count.inc(ME);
    assert!(count.dec_fast(ME));
    assert!(!count.dec_fast(ME));
    assert_eq!(count.dec_slow(ME), Verdict::Dead);
}

/// Neither a decrement that would be the last one nor one that has to be finished elsewhere is begun.
fn a_decrement_that_is_not_fast_is_not_begun<C: RefCount>() {
    let count = C::new(ME);
    assert!(!count.dec_is_fast(ME) && !count.dec_if_fast(ME));
    assert_eq!(count.count(), 1);
    count.inc(ME);
    assert!(count.dec_is_fast(ME));
    assert!(count.dec_if_fast(ME));
    assert_eq!(count.count(), 1);
    count.inc(OTHER);
    for thread in [ME, OTHER, ME] {
        let (before, fast) = (count.count(), count.dec_is_fast(thread));
        assert_eq!(count.dec_if_fast(thread), fast);
        assert_eq!(count.count(), before - i64::from(fast));
        if fast {
            count.inc(thread);
        }
    }
    assert!(!dec_and_settle(&count, OTHER));
    assert_eq!(count.dec(ME), Verdict::Dead);
}

fn the_dead_cannot_be_tried<C: RefCount>() {
    let count = C::new(ME);
    assert!(count.try_inc(ME));
    assert_eq!(count.dec(ME), Verdict::Alive);
    count.publish();
    assert_eq!(count.dec(ME), Verdict::Dead);
    for thread in [ME, OTHER, OwnerId::NONE] {
        assert!(!count.try_inc(thread));
    }
    let unused = C::new(ME);
    unused.set_dead_for_reuse();
    for thread in [ME, OTHER, OwnerId::NONE] {
        assert!(!unused.try_inc(thread));
    }
}

fn publishing_lets_others_try<C: RefCount>() {
    let count = C::new(ME);
    count.inc_publish(OTHER);
    count.publish();
    assert_eq!(count.count(), 2);
    assert!(count.try_inc(OTHER));
    assert!(count.try_inc(OwnerId::NONE));
    assert_eq!(count.count(), 4);
    for _ in 0..3 {
        assert!(!dec_and_settle(&count, OTHER));
    }
    assert!(count.try_inc(OTHER), "published once, published until death");
    assert!(!dec_and_settle(&count, OTHER));
    assert_eq!(count.dec(ME), Verdict::Dead);
}

fn blocks_are_used_again<C: RefCount>() {
    let count = C::new(ME);
    count.inc_publish(OTHER);
    assert!(!dec_and_settle(&count, OTHER));
    assert!(dec_and_settle(&count, ME));
    count.renew(OTHER);
    assert_eq!(count.count(), 1);
    assert!(count.is_unique(OTHER));
    assert_eq!(count.parts().state, State::Default);
    assert_eq!(count.dec(OTHER), Verdict::Dead);
}

fn finalisers_may_resurrect<C: RefCount>() {
    let count = C::new(ME);
    count.inc_publish(OTHER);
    assert!(!dec_and_settle(&count, OTHER));
    assert!(dec_and_settle(&count, ME));
    // Any thread may be the one that finalises.
    count.resurrect(OTHER);
    assert_eq!(count.count(), 1);
    assert!(count.is_unique(OTHER));
    assert_eq!(count.dec(OTHER), Verdict::Dead);
    count.resurrect(ME);
    count.inc(ME);
    assert_eq!(count.dec(ME), Verdict::Alive);
    assert_eq!(count.count(), 1);
    assert_eq!(count.dec(ME), Verdict::Dead);
}

fn merging_adds<C: RefCount>() {
    let count = C::new(ME);
    assert_eq!(count.merge(2), Verdict::Alive);
    assert_eq!((count.count(), count.owner()), (3, OwnerId::NONE));
    assert_eq!(count.merge(0), Verdict::Alive);
    assert_eq!(count.merge(-2), Verdict::Alive);
    assert_eq!(count.merge(-1), Verdict::Dead);
    assert!(!count.try_inc(OTHER));
}

fn the_collector_adds<C: RefCount>() {
    let count = C::new(ME);
    count.add_at_stop(3);
    assert_eq!(count.count(), 4);
    count.add_at_stop(-3);
    assert_eq!(count.count(), 1);
    count.inc(OTHER);
    count.inc(OTHER);
    count.add_at_stop(-2);
    assert_eq!(count.count(), 1);
    assert!(dec_and_settle(&count, OTHER));
}

fn owners_change_at_a_stop<C: RefCount>() {
    let count = C::new(ME);
    count.set_owner_at_stop(OTHER);
    assert_eq!(count.owner(), if C::BIASED { OTHER } else { OwnerId::NONE });
    assert!(count.is_unique(OTHER));
    count.set_owner_at_stop(OwnerId::NONE);
    assert_eq!(count.owner(), OwnerId::NONE);
    count.set_owner_at_stop(ME);
    assert_eq!(count.owner(), OwnerId::NONE, "merged stays merged (I3)");
    assert_eq!(count.count(), 1);
    assert!(dec_and_settle(&count, ME));
}

/// An immortal's words, to see that nothing is written.
fn words<C: RefCount>(count: &C) -> (i64, i64, i64, OwnerId) {
    let parts = count.parts();
    (count.count(), parts.local, parts.shared, count.owner())
}

fn immortals_are_never_written<C: RefCount>() {
    let count = C::new_immortal();
    assert!(count.is_saturated());
    let before = words(&count);
    for thread in [ME, OTHER, OwnerId::NONE] {
        count.inc(thread);
        assert!(count.dec_fast(thread) || count.dec_slow(thread) == Verdict::Alive);
        for _ in 0..100 {
            assert_eq!(count.dec(thread), Verdict::Alive);
        }
        assert!(count.try_inc(thread));
        count.publish();
        count.inc_publish(thread);
        assert!(!count.is_unique(thread));
        assert_eq!(count.merge(-1), Verdict::Alive);
        count.add_at_stop(-1);
        count.set_owner_at_stop(thread);
    }
    assert_eq!(words(&count), before);
    assert_eq!((count.count(), count.parts().state), (IMMORTAL_COUNT, State::Immortal));
    let made = C::new(ME);
    made.immortalize_at_stop();
    assert_eq!(words(&made), before);
}

/// Whatever way a count reaches its limit, it stays.
fn saturates<C: RefCount>() {
    let ways: [fn(&C); 6] = [
        |count| count.inc(ME),
        |count| count.inc(OTHER),
        |count| assert!(count.try_inc(ME)),
        |count| count.inc_publish(OTHER),
        |count| count.add_at_stop(1),
        |count| assert_eq!(count.merge(1), Verdict::Alive),
    ];
    for way in ways {
        let count = C::new(ME);
        for _ in 0..100 {
            way(&count);
        }
        assert!(count.is_saturated());
        assert_eq!(count.count(), IMMORTAL_COUNT);
        for thread in [OTHER, ME, OwnerId::NONE] {
            for _ in 0..1000 {
                assert!(!dec_and_settle(&count, thread));
            }
            assert!(count.is_saturated());
        }
        assert!(count.try_inc(ME) && count.try_inc(OTHER));
    }
}

/// Up to the limit a count is exact.
fn exact_below_the_limit<C: RefCount>(limit: i64) {
    let count = C::new(ME);
    for _ in 2..limit {
        count.inc(ME);
    }
    assert_eq!(count.count(), limit - 1);
    for _ in 2..limit {
        assert_eq!(count.dec(ME), Verdict::Alive);
    }
    assert_eq!(count.dec(ME), Verdict::Dead);
}

/// Random operations of three threads in turn, against a model that is a number of references for each thread, since
/// which one counted a reference must not matter.
fn agrees_with_a_model<C: RefCount>() {
    for seed in 1..2000 {
        let mut random = Random::new(seed);
        let threads = [ME, OTHER, OwnerId(3)];
        let count = C::new(ME);
        let (mut references, mut queued, mut published) = (1_i64, 0_i64, !C::BIASED);
        let mut dead = false;
        while !dead {
            let me = threads[random.below(3) as usize];
            let operation = random.below(10);
            // A thread works with a reference; the entries of the queue are nobody's.
            let holds = references > queued;
            match operation {
                0 | 1 if holds => {
                    count.inc(me);
                    references += 1;
                }
                2 => {
                    let done = count.try_inc(me);
                    assert!(done || !published || C::BIASED && count.owner() == me);
                    references += i64::from(done);
                }
                3 if holds => {
                    count.inc_publish(me);
                    references += 1;
                    published = true;
                }
                4 if queued > 0 => {
                    references -= 1;
                    queued -= 1;
                    dead = count.merge(-1) == Verdict::Dead;
                }
                5 if random.below(8) == 0 => assert_eq!(count.merge(0), Verdict::Alive),
                _ if holds => match count.dec(me) {
                    Verdict::Alive => references -= 1,
                    Verdict::Dead => {
                        references -= 1;
                        dead = true;
                    }
                    Verdict::Queued => {
                        queued += 1;
                        assert_eq!(queued, 1, "an object is queued once (I4)");
                    }
                },
                _ => {}
            }
            assert_eq!(count.count(), references);
            assert_eq!(dead, references == 0, "dead when, and only when, the last reference is gone");
            if count.is_unique(me) && !dead {
                assert_eq!(references, 1);
            }
            if C::BIASED && count.parts().state == State::Merged {
                assert_eq!((count.owner(), count.parts().local), (OwnerId::NONE, 0), "I3");
            }
        }
        for me in threads {
            assert!(!count.try_inc(me), "the dead cannot be tried (I5)");
        }
    }
}

macro_rules! refcount_contract {
    ($name:ident, $technique:ident, $size:expr) => {
        mod $name {
            use super::*;

            type Shipped = $technique<Full>;
            type Small = $technique<Tiny>;

            macro_rules! scenarios {
                ($type:ident: $scenario:ident) => {
                    #[test]
                    fn $scenario() {
                        super::$scenario::<$type>();
                    }
                };
            }

            #[test]
            fn size() {
                assert_eq!(size_of::<Shipped>(), $size);
                assert_eq!(align_of::<Shipped>(), 4);
            }

            #[test]
            fn exact_below_the_limit() {
                super::exact_below_the_limit::<Small>(i64::from(Tiny::IMMORTAL_FROM));
            }

            scenarios!(Shipped: born_with_one_reference);
            scenarios!(Shipped: dies_with_the_last_reference);
            scenarios!(Shipped: the_two_halves_of_a_decrement);
            scenarios!(Shipped: a_decrement_that_is_not_fast_is_not_begun);
            scenarios!(Shipped: the_dead_cannot_be_tried);
            scenarios!(Shipped: publishing_lets_others_try);
            scenarios!(Shipped: blocks_are_used_again);
            scenarios!(Shipped: finalisers_may_resurrect);
            scenarios!(Shipped: merging_adds);
            scenarios!(Shipped: the_collector_adds);
            scenarios!(Shipped: owners_change_at_a_stop);
            scenarios!(Shipped: immortals_are_never_written);
            scenarios!(Shipped: agrees_with_a_model);
            scenarios!(Small: saturates);
        }
    };
}

refcount_contract!(plain, Plain, 4);
refcount_contract!(atomic, Atomic, 4);
refcount_contract!(biased, Biased, 12);

// ── threads ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// An object as the heap would see it: type-stable, so a late look at a dead one is allowed, and counted when destroyed.
struct Object<C> {
    count: C,
    destroyed: AtomicU32,
}

impl<C: RefCount> Object<C> {
    fn new(me: OwnerId) -> Arc<Self> {
        Arc::new(Object { count: C::new(me), destroyed: AtomicU32::new(0) })
    }

    fn destroy(&self) {
        assert_eq!(self.destroyed.fetch_add(1, Ordering::Relaxed), 0, "destroyed twice (I5)");
    }
}

/// A thread that is never suspended, and polls.
#[derive(Default)]
struct Polled(AtomicU32);

impl QueueOwner for Polled {
    fn wake(&self) {
        self.0.store(1, Ordering::Relaxed);
    }

    fn try_suspend(&self) -> bool {
        false
    }

    fn resume(&self) {}
}

/// Gives up a reference as the layer above does. Entries are indices, so that a queue that loses or repeats one shows.
fn give_up<C: RefCount>(objects: &[Arc<Object<C>>], index: usize, me: OwnerId, queues: &MergeQueues<usize>) {
    let object = &objects[index];
    match object.count.dec(me) {
        Verdict::Alive => {}
        Verdict::Dead => object.destroy(),
        Verdict::Queued => match queues.push(object.count.owner(), index) {
            Push::Pushed => {}
            Push::OwnerGone => settle(objects, index),
            Push::NoMemory => panic!("there is memory"),
        },
    }
}

fn settle<C: RefCount>(objects: &[Arc<Object<C>>], index: usize) {
    if objects[index].count.merge(-1) == Verdict::Dead {
        objects[index].destroy();
    }
}

/// Threads pass references to objects of every owner around, weakly find them again, and exit at different times; each
/// object is destroyed exactly once, whoever is last.
fn threads_agree<C: RefCount + Send + Sync + 'static>() {
    const THREADS: usize = 4;
    const OBJECTS: usize = 64;
    for round in 0..20 {
        let queues = Arc::new(MergeQueues::<usize>::new());
        let ids: Vec<OwnerId> = (0..THREADS).map(|_| OwnerId::fresh().unwrap()).collect();
        let objects: Arc<Vec<_>> = Arc::new((0..OBJECTS).map(|i| Object::<C>::new(ids[i % THREADS])).collect());
        let handles: Vec<_> = ids.iter().map(|_| Arc::new(Polled::default())).collect();
        for (&id, handle) in ids.iter().zip(&handles) {
            queues.register(id, Arc::clone(handle) as Arc<dyn QueueOwner>);
        }
        // One reference to each object for each thread, counted by its owner before the threads start.
        for object in objects.iter() {
            for _ in 1..THREADS {
                object.count.inc_publish(if C::BIASED { object.count.owner() } else { ids[0] });
            }
        }
        std::thread::scope(|scope| {
            for (number, (&me, handle)) in ids.iter().zip(&handles).enumerate() {
                let (queues, objects) = (Arc::clone(&queues), Arc::clone(&objects));
                scope.spawn(move || {
                    let mut random = Random::new(round * 31 + number as u64 + 1);
                    let mut held = vec![1_u32; OBJECTS];
                    for _ in 0..3000 {
                        let index = random.below(OBJECTS as u64) as usize;
                        if held[index] == 0 {
                            // Without a reference: only a try is allowed, and may fail.
                            held[index] += u32::from(objects[index].count.try_inc(me));
                        } else if random.below(2) == 0 {
                            objects[index].count.inc(me);
                            held[index] += 1;
                        } else {
                            give_up(&objects, index, me, &queues);
                            held[index] -= 1;
                        }
                        if handle.0.swap(0, Ordering::Relaxed) == 1 {
                            queues.drain(me, |index| settle(&objects, index));
                        }
                        if random.below(64) == 0 {
                            std::thread::yield_now();
                        }
                    }
                    for (index, held) in held.into_iter().enumerate() {
                        for _ in 0..held {
                            give_up(&objects, index, me, &queues);
                        }
                    }
                    queues.exit(me, |index| settle(&objects, index));
                });
            }
        });
        assert_eq!(queues.waiting(), 0);
        for object in objects.iter() {
            assert_eq!((object.count.count(), object.destroyed.load(Ordering::Relaxed)), (0, 1));
        }
    }
}

#[test]
fn threads_agree_with_atomic_counts() {
    threads_agree::<Atomic>();
}

#[test]
fn threads_agree_with_biased_counts() {
    threads_agree::<Biased>();
}

/// Threads race across a tiny limit in both directions; what was passed for good is never led back to death.
fn threads_saturate<C: RefCount + Send + Sync>() {
    for _ in 0..300 {
        let count = C::new(ME);
        for _ in 0..10 {
            count.inc_publish(ME);
        }
        std::thread::scope(|scope| {
            for thread in 1..=3 {
                let count = &count;
                scope.spawn(move || {
                    for _ in 0..50 {
                        for _ in 0..10 {
                            count.inc(OwnerId(thread));
                        }
                        for _ in 0..10 {
                            // The count stays above the eleven it began with, or is immortal.
                            assert_ne!(count.dec(OwnerId(thread)), Verdict::Dead);
                        }
                    }
                });
            }
        });
        assert!(count.count() >= 11);
    }
}

#[test]
fn threads_saturate_atomic_counts() {
    threads_saturate::<Atomic<Tiny>>();
}

#[test]
fn threads_saturate_biased_counts() {
    threads_saturate::<Biased<Tiny>>();
}

// ── biased counts alone ─────────────────────────────────────────────────────────────────────────────────────────────

fn state(count: &Biased) -> (i64, i64, State) {
    let parts = count.parts();
    (parts.local, parts.shared, parts.state)
}

#[test]
fn states_rise() {
    let count = Biased::<Full>::new(ME);
    count.inc(OTHER);
    assert_eq!(state(&count), (1, 1, State::Default));
    count.publish();
    assert_eq!(state(&count), (1, 1, State::MaybeWeakref));
    count.inc(ME);
    assert_eq!(count.dec(OTHER), Verdict::Alive);
    // The next one gives up a reference that the owner counted.
    assert_eq!(count.dec(OTHER), Verdict::Queued);
    assert_eq!(state(&count), (2, 0, State::Queued));
    assert_eq!(count.dec(OTHER), Verdict::Alive);
    assert_eq!(state(&count), (2, -1, State::Queued));
    count.publish();
    assert_eq!(state(&count), (2, -1, State::Queued), "a state never falls");
    assert_eq!(count.merge(-1), Verdict::Dead);
    assert_eq!(state(&count), (0, 0, State::Merged));
}

#[test]
fn others_cannot_try_what_was_not_published() {
    let count = Biased::<Full>::new(ME);
    assert!(!count.try_inc(OTHER));
    assert!(!count.try_inc(OwnerId::NONE));
    assert!(count.try_inc(ME));
}

#[test]
fn the_owner_lets_go_first() {
    let count = Biased::<Full>::new(ME);
    count.inc(OTHER);
    assert_eq!(count.dec(ME), Verdict::Alive);
    assert_eq!(state(&count), (0, 1, State::Merged));
    assert_eq!(count.owner(), OwnerId::NONE);
    assert!(count.try_inc(OTHER));
    assert_eq!(count.dec(ME), Verdict::Alive);
    assert_eq!(count.dec(OwnerId::NONE), Verdict::Dead, "a thread that owns nothing is not taken for nobody");
}

#[test]
fn quick_death_keeps_the_owner_word() {
    let count = Biased::<Full>::new(ME);
    assert_eq!(count.dec(ME), Verdict::Dead);
    assert_eq!(count.owner(), ME);
    assert_eq!(state(&count), (0, 0, State::Default));
}

#[test]
fn a_queued_object_whose_owner_lets_go_is_merged() {
    let count = Biased::<Full>::new(ME);
    count.inc(OTHER);
    assert_eq!(count.dec(OTHER), Verdict::Alive);
    count.inc(ME);
    assert_eq!(count.dec(OTHER), Verdict::Queued);
    count.inc(OTHER);
    count.inc(OTHER);
    // Two of the owner's, of which one is the queue's, and two of others: the owner's half counts the queue's.
    assert_eq!(count.dec(ME), Verdict::Alive);
    assert_eq!(count.dec(OTHER), Verdict::Alive);
    assert_eq!(state(&count), (1, 1, State::Queued));
    assert_eq!(count.dec(ME), Verdict::Alive);
    assert_eq!((state(&count), count.owner()), ((0, 1, State::Merged), OwnerId::NONE));
    assert_eq!(count.merge(-1), Verdict::Dead, "the queue's was the last");
}

#[test]
fn saturation_below() {
    let count = Biased::<Tiny>::new(ME);
    for _ in 0..20 {
        count.inc(ME);
    }
    assert_eq!(count.dec(OTHER), Verdict::Queued);
    for _ in 0..16 {
        assert_eq!(count.dec(OTHER), Verdict::Alive);
    }
    assert!(!count.is_saturated());
    assert_eq!(count.dec(OTHER), Verdict::Alive);
    assert!(count.is_saturated());
    assert_eq!(count.merge(-1), Verdict::Alive);
    assert_eq!((count.owner(), count.is_saturated()), (OwnerId::NONE, true));
}

#[test]
fn saturation_by_merging() {
    let count = Biased::<Tiny>::new(ME);
    for _ in 0..10 {
        count.inc(ME);
        count.inc(OTHER);
    }
    assert_eq!(count.count(), 21);
    assert!(!count.is_saturated());
    for _ in 0..11 {
        assert_eq!(count.dec(ME), Verdict::Alive);
    }
    assert!(!count.is_saturated(), "the owner's half was empty");
    let count = Biased::<Tiny>::new(ME);
    for _ in 0..10 {
        count.inc(ME);
        count.inc(OTHER);
    }
    assert_eq!(count.merge(0), Verdict::Alive);
    assert!(count.is_saturated());
}

// ── queues ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A thread that is detached when `detached` says so.
#[derive(Default)]
struct Sleeper {
    detached: AtomicU32,
    woken: AtomicUsize,
    suspended: AtomicU32,
}

impl QueueOwner for Sleeper {
    fn wake(&self) {
        self.woken.fetch_add(1, Ordering::Relaxed);
    }

    fn try_suspend(&self) -> bool {
        self.detached.compare_exchange(1, 2, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    fn resume(&self) {
        self.suspended.fetch_add(1, Ordering::Relaxed);
        self.detached.store(1, Ordering::Release);
    }
}

#[test]
fn entries_reach_their_owner_in_order() {
    let queues = MergeQueues::<u32>::new();
    let handle = Arc::new(Sleeper::default());
    queues.register(ME, Arc::clone(&handle) as Arc<dyn QueueOwner>);
    assert_eq!(queues.push(OTHER, 1), Push::OwnerGone);
    assert_eq!(queues.push(OwnerId::NONE, 1), Push::OwnerGone);
    for item in 0..100 {
        assert_eq!(queues.push(ME, item), Push::Pushed);
    }
    assert_eq!((queues.waiting(), handle.woken.load(Ordering::Relaxed)), (100, 100));
    let mut seen = Vec::new();
    queues.drain(ME, |item| {
        seen.push(item);
        if item == 50 {
            // What a finaliser does.
            assert_eq!(queues.push(ME, 1000), Push::Pushed);
        }
    });
    assert_eq!(seen, (0..100).chain([1000]).collect::<Vec<_>>());
    assert_eq!(queues.push(ME, 7), Push::Pushed);
    let mut last = Vec::new();
    queues.exit(ME, |item| last.push(item));
    assert_eq!(last, [7]);
    assert_eq!(queues.push(ME, 8), Push::OwnerGone);
}

#[test]
fn others_merge_for_a_detached_owner() {
    let queues = MergeQueues::<u32>::new();
    let handle = Arc::new(Sleeper::default());
    queues.register(ME, Arc::clone(&handle) as Arc<dyn QueueOwner>);
    for item in 0..10 {
        assert_eq!(queues.push(ME, item), Push::Pushed);
    }
    assert!(!queues.merge_for_detached(ME, |_| unreachable!("it is attached"), |_| {}));
    handle.detached.store(1, Ordering::Relaxed);
    let (mut merged, mut destroyed) = (Vec::new(), Vec::new());
    assert!(queues.merge_for_detached(
        ME,
        |item| {
            assert_eq!(handle.detached.load(Ordering::Relaxed), 2);
            merged.push(item);
            item % 2 == 0
        },
        |item| {
            assert_eq!(handle.detached.load(Ordering::Relaxed), 1, "destroyed after the owner was resumed");
            destroyed.push(item);
        }
    ));
    assert_eq!((merged.len(), destroyed), (10, vec![0, 2, 4, 6, 8]));
    assert_eq!(handle.suspended.load(Ordering::Relaxed), 1);
    assert!(!queues.merge_for_detached(ME, |_| true, |_| {}), "nothing waits");
    assert!(!queues.merge_for_detached(OTHER, |_| true, |_| {}));
}

#[test]
fn stops_and_forks_empty_the_queues() {
    let queues = MergeQueues::<u32>::new();
    for owner in [ME, OTHER] {
        queues.register(owner, Arc::new(Sleeper::default()));
        assert_eq!(queues.push(owner, owner.0), Push::Pushed);
    }
    let mut seen = Vec::new();
    queues.for_each_at_stop(|item| seen.push(item));
    queues.take_all_at_stop(|item| seen.push(item));
    seen.sort_unstable();
    assert_eq!((seen, queues.waiting()), (vec![1, 1, 2, 2], 0));
    for owner in [ME, OTHER] {
        assert_eq!(queues.push(owner, owner.0), Push::Pushed);
    }
    let mut orphans = Vec::new();
    assert!(!queues.across_fork(ME, |_| unreachable!("in the parent"), || false));
    assert!(queues.across_fork(ME, |item| orphans.push(item), || true));
    assert_eq!((orphans, queues.waiting()), (vec![2], 1));
    assert_eq!(queues.push(OTHER, 3), Push::OwnerGone);
}
