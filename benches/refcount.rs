//! Every counting technique in one binary, beside `Rc`, `Arc` and two crates that count.
//!
//! Scenarios: *private* (the owner counts), *foreign* (another thread counts an object it did not make), *contended* (two
//! threads count one object at once). Operations: a pair of increment and decrement; a storm of clones dropped together;
//! birth and death of an object. A technique has a row in [`techniques`]; whoever adds one adds a line there.
//!
//! Objects of our techniques are a boxed count, those of the others their crate's pointer to a `u64`. `dumpster` is the
//! `sync` kind, which also traces cycles: it is there as the price of doing so.

mod stamp;

use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use rcpy::memory::refcount::{Atomic, Biased, OwnerId, Plain, RefCount, Verdict};

/// Clones taken before they are all dropped.
const STORM: usize = 64;

/// Something counted: made, cloned and dropped through one interface, so that every technique runs the same loops.
trait Counted: Sized {
    /// The row's name.
    const NAME: &'static str;
    /// Births an object, owned by the calling thread.
    fn make(me: OwnerId) -> Self;
    /// One reference more.
    fn more(&self, me: OwnerId) -> Self;
    /// One reference less.
    fn less(self, me: OwnerId);
}

/// One of our counts in a box; a pointer, so that references are made by hand as the heap makes them.
struct Ours<C>(*const C);

// SAFETY: it is a reference to a count; the scenarios that move one to another thread use only techniques that count across threads.
unsafe impl<C> Send for Ours<C> {}

impl<C: RefCount> Counted for Ours<C> {
    const NAME: &'static str = C::NAME;

    fn make(me: OwnerId) -> Self {
        Ours(Box::into_raw(Box::new(C::new(me))))
    }

    #[inline(always)]
    fn more(&self, me: OwnerId) -> Self {
        // SAFETY: the box lives while there is a reference, and this is one.
        unsafe { &*self.0 }.inc(me);
        Ours(self.0)
    }

    #[inline(always)]
    fn less(self, me: OwnerId) {
        // SAFETY: as above; the reference is given up here.
        match unsafe { &*self.0 }.dec(me) {
            Verdict::Alive => {}
            // SAFETY: the verdict says that this was the last reference, and only one operation gets it (I5).
            Verdict::Dead => drop(unsafe { Box::from_raw(self.0.cast_mut()) }),
            // The scenarios never drop below what the owner holds, so nothing is handed over.
            Verdict::Queued => unreachable!("the owner keeps a reference while others count"),
        }
    }
}

impl Counted for Rc<u64> {
    const NAME: &'static str = "Rc";
    fn make(_: OwnerId) -> Self {
        Rc::new(1)
    }
    #[inline(always)]
    fn more(&self, _: OwnerId) -> Self {
        Rc::clone(self)
    }
    #[inline(always)]
    fn less(self, _: OwnerId) {}
}

impl Counted for Arc<u64> {
    const NAME: &'static str = "Arc";
    fn make(_: OwnerId) -> Self {
        Arc::new(1)
    }
    #[inline(always)]
    fn more(&self, _: OwnerId) -> Self {
        Arc::clone(self)
    }
    #[inline(always)]
    fn less(self, _: OwnerId) {}
}

impl Counted for biasedrc::Brc<u64> {
    const NAME: &'static str = "biasedrc";
    fn make(_: OwnerId) -> Self {
        biasedrc::Brc::new(1)
    }
    #[inline(always)]
    fn more(&self, _: OwnerId) -> Self {
        self.clone()
    }
    #[inline(always)]
    fn less(self, _: OwnerId) {}
}

impl Counted for dumpster::sync::Gc<u64> {
    const NAME: &'static str = "dumpster";
    fn make(_: OwnerId) -> Self {
        dumpster::sync::Gc::new(1)
    }
    #[inline(always)]
    fn more(&self, _: OwnerId) -> Self {
        self.clone()
    }
    #[inline(always)]
    fn less(self, _: OwnerId) {}
}

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn owner() -> OwnerId {
    OwnerId::fresh().expect("ids are not spent by a benchmark")
}

fn private<T: Counted>(pair: &mut Group) {
    let me = owner();
    let object = T::make(me);
    pair.bench_function(T::NAME, |b| b.iter(|| black_box(black_box(&object).more(me)).less(me)));
    object.less(me);
}

fn storm<T: Counted>(group: &mut Group) {
    let me = owner();
    let object = T::make(me);
    let mut held = Vec::with_capacity(STORM);
    group.bench_function(T::NAME, |b| {
        b.iter(|| {
            held.extend((0..STORM).map(|_| black_box(&object).more(me)));
            held.drain(..).for_each(|reference| black_box(reference).less(me));
        });
    });
    object.less(me);
}

fn drop_last<T: Counted>(group: &mut Group) {
    let me = owner();
    group.bench_function(T::NAME, |b| b.iter(|| black_box(T::make(me)).less(me)));
}

/// Another thread makes the object and keeps it until this one has counted; with `busy` it counts all the while.
fn from_elsewhere<T: Counted + Send + 'static>(group: &mut Group, busy: bool) {
    let (give, take) = std::sync::mpsc::channel();
    let done = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&done);
    let maker = std::thread::spawn(move || {
        let me = owner();
        let object = T::make(me);
        give.send(object.more(me)).expect("the benchmark waits for it");
        // Relaxed: it only ends the loop; joining orders the rest.
        while !seen.load(Ordering::Relaxed) {
            if busy {
                for _ in 0..64 {
                    black_box(black_box(&object).more(me)).less(me);
                }
            } else {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        object
    });
    let object = take.recv().expect("the maker sends one");
    let me = owner();
    group.bench_function(T::NAME, |b| b.iter(|| black_box(black_box(&object).more(me)).less(me)));
    done.store(true, Ordering::Relaxed);
    let original = maker.join().expect("the maker does not panic");
    finish(object, original);
}

/// The end of an object that two threads counted. Its owner has exited, so ours would have to be merged first; a benchmark
/// leaks one object instead.
fn finish<T>(object: T, original: T) {
    std::mem::forget((object, original));
}

/// The rows. `Plain` and `Rc` are absent where several threads count.
fn techniques(c: &mut Criterion) {
    let stamp = stamp::stamp();
    let mut group = c.benchmark_group(format!("refcount/private pair/{stamp}"));
    private::<Ours<Plain>>(&mut group);
    private::<Ours<Atomic>>(&mut group);
    private::<Ours<Biased>>(&mut group);
    private::<Rc<u64>>(&mut group);
    private::<Arc<u64>>(&mut group);
    private::<biasedrc::Brc<u64>>(&mut group);
    private::<dumpster::sync::Gc<u64>>(&mut group);
    group.finish();

    let mut group = c.benchmark_group(format!("refcount/clone storm/{stamp}"));
    group.throughput(Throughput::Elements(STORM as u64));
    storm::<Ours<Plain>>(&mut group);
    storm::<Ours<Atomic>>(&mut group);
    storm::<Ours<Biased>>(&mut group);
    storm::<Rc<u64>>(&mut group);
    storm::<Arc<u64>>(&mut group);
    storm::<biasedrc::Brc<u64>>(&mut group);
    storm::<dumpster::sync::Gc<u64>>(&mut group);
    group.finish();

    let mut group = c.benchmark_group(format!("refcount/birth and death/{stamp}"));
    drop_last::<Ours<Plain>>(&mut group);
    drop_last::<Ours<Atomic>>(&mut group);
    drop_last::<Ours<Biased>>(&mut group);
    drop_last::<Rc<u64>>(&mut group);
    drop_last::<Arc<u64>>(&mut group);
    drop_last::<biasedrc::Brc<u64>>(&mut group);
    drop_last::<dumpster::sync::Gc<u64>>(&mut group);
    group.finish();

    for (name, busy) in [("foreign pair", false), ("contended pair", true)] {
        let mut group = c.benchmark_group(format!("refcount/{name}/{stamp}"));
        from_elsewhere::<Ours<Atomic>>(&mut group, busy);
        from_elsewhere::<Ours<Biased>>(&mut group, busy);
        from_elsewhere::<Arc<u64>>(&mut group, busy);
        from_elsewhere::<biasedrc::Brc<u64>>(&mut group, busy);
        from_elsewhere::<dumpster::sync::Gc<u64>>(&mut group, busy);
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1)).sample_size(30);
    targets = techniques
}
criterion_main!(benches);
