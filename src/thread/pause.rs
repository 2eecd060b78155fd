//! Stopping the world: how one thread makes all others of its Vm stand still.
//!
//! **Idea.** Every thread has a [`Place`] that says whether it may touch objects. Only an *attached* thread may; whoever
//! blocks detaches first. A detached thread is *suspended* by one compare-and-swap, after which it cannot attach; an attached one is
//! asked, by a bit in its safepoint word, to suspend itself. So a stop waits for nobody who sleeps, and takes as long as the
//! longest way to a safepoint.
//!
//! ```text
//!            attach                      suspend (others)
//!   1 ◀────────────────── 0 ◀──────────────────────────────▶ 2, 4, …
//!   attached   detach     detached          resume           detached, by 1, 2, … others kept from attaching
//!   └───────────────────── pause (at a safepoint, for the stopper) ──────▶ 2
//! ```
//!
//! Two kinds of threads suspend others: the one that stops the world, and those that merge the counts of an owner that is
//! detached ([`crate::memory::refcount::merge`]). Both may hold one thread at once, hence a number.
//!
//! **Invariants.**
//! - A place changes from attached by its own thread only, so the thread that is attached need not look again.
//! - `held` says which places the stopper has added itself to. It and the list are used under the mutex.
//! - A thread that detaches writes its place, then looks at its safepoint word; who stops sets a bit in that word, then looks at the
//!   place. Both go to the word by a read-modify-write: one comes second and sees what the other wrote before, so the stopper is never
//!   left waiting.
//!
//! A thread that stands still at a safepoint can be of use: the stopper may ask for help ([`TunedWorld::with_help`]), and whoever sleeps
//! there wakes and works for it. It is suspended all the while, so it touches what the stopper lets it touch, and the stopper does not
//! go on before all helpers are back asleep. Detached threads are left alone.
//!
//! **Fairness.** A thread that has been let go is still asleep for a while, and another stop in that time would leave it where it is: stops in
//! a row would hold it for ever. So a stop waits until everybody whom the last one kept waiting is attached, and who stops the world again
//! and again is to leave the others as much time as it takes from them ([`TunedWorld::rest`]).
//!
//! Under a global lock nothing of this is used: who holds the lock has stopped the world.

use std::marker::PhantomData;
use std::time::{Duration, Instant};

use crate::memory::Header;
use crate::memory::sync::{AtomicPtr, AtomicU32, Condvar, Mutex, MutexGuard, Ordering, yield_now};
use crate::trace::{self, State};

use super::safepoint::STOP;

const DETACHED: u32 = 0;
const ATTACHED: u32 = 1;
/// One suspender.
const HOLD: u32 = 2;
/// The most that a stop is put off for the sake of others.
const MOST_REST: Duration = Duration::from_millis(5);

/// Whether a thread may touch objects. See the module's documentation.
#[derive(Debug)]
pub struct Place(AtomicU32);

impl Default for Place {
    fn default() -> Place {
        Place(AtomicU32::new(DETACHED))
    }
}

impl Place {
    /// Keeps the thread from attaching if it is detached; undone by [`TunedWorld::resume`].
    pub fn try_suspend(&self) -> bool {
        let mut state = self.0.load(Ordering::Relaxed);
        while state != ATTACHED {
            // Acquire: pairs with the release of `detach`, so that what the thread did is seen.
            match self.0.compare_exchange_weak(state, state + HOLD, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(seen) => state = seen,
            }
        }
        false
    }

    /// Is the thread attached?
    pub fn is_attached(&self) -> bool {
        self.0.load(Ordering::Relaxed) == ATTACHED
    }

    fn try_attach(&self) -> bool {
        // Acquire: pairs with the release of whoever resumed it, or of its own detaching.
        self.0.compare_exchange(DETACHED, ATTACHED, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }
}

/// A thread as the world knows it.
struct Known {
    place: *const Place,
    poll: *const AtomicU32,
    busy: *const AtomicPtr<Header>,
    /// The stopper has suspended it.
    held: bool,
}

/// What threads that stand still are asked to do.
struct Job {
    run: *const (dyn Fn() + Sync),
    /// How many more of them.
    wanted: usize,
}

#[derive(Default)]
struct Inner {
    known: Vec<Known>,
    stopping: bool,
    /// Threads asleep at a safepoint.
    standing: usize,
    /// Those, and the others that wait to attach or to go.
    waiting: usize,
    /// How many of those that the last stop kept waiting are not attached yet.
    owed: usize,
    /// When the stop that is on began.
    began: Option<Instant>,
    /// When the last stop that kept somebody waiting ended, and how long it took.
    last: Option<(Instant, Duration)>,
    /// Set while the stopper wants help.
    job: Option<Job>,
    /// Threads that are at it.
    helping: usize,
}

// SAFETY: the pointers are followed under the mutex, and a thread takes itself out before its state goes. What a job runs is `Sync`, and
// exists until nobody is at it.
unsafe impl Send for Inner {}

/// The decisions that the correctness of stops hangs on. The loom models break one at a time and must then fail.
pub trait Tuning: 'static {
    /// How a thread that detaches, or stands still, publishes what it did with objects.
    const LEAVE: Ordering = Ordering::Release;
    /// How the end of a stop publishes what was done meanwhile.
    const RESUME: Ordering = Ordering::Release;
    /// Whether who stops looks at a place again after it has asked.
    const LOOKS_AGAIN: bool = true;
    /// Whether a thread that detaches looks at its safepoint word afterwards.
    const TELLS: bool = true;
    /// Whether who asked for help waits until the helpers are done.
    const AWAITS_HELPERS: bool = true;
}

/// What ships.
#[derive(Debug)]
pub struct Full;

impl Tuning for Full {}

/// The threads of a Vm as far as stopping them goes.
pub type World = TunedWorld<Full>;

/// See [`World`].
pub struct TunedWorld<T> {
    inner: Mutex<Inner>,
    /// A thread has suspended itself or detached: for the stopper.
    stood: Condvar,
    /// Threads have been resumed, or the stop is over.
    resumed: Condvar,
    /// Nothing is owed any more.
    even: Condvar,
    /// The same for those that stand still at a safepoint; or they are to help.
    called: Condvar,
    tuning: PhantomData<T>,
}

impl<T: Tuning> Default for TunedWorld<T> {
    fn default() -> Self {
        TunedWorld::new()
    }
}

impl<T: Tuning> TunedWorld<T> {
    /// No threads.
    pub fn new() -> Self {
        TunedWorld {
            inner: Mutex::default(),
            stood: Condvar::new(),
            resumed: Condvar::new(),
            even: Condvar::new(),
            called: Condvar::new(),
            tuning: PhantomData,
        }
    }

    /// Makes a detached thread known. During a stop it is held like the others.
    ///
    /// # Safety
    /// All stay where they are until [`TunedWorld::remove`].
    pub unsafe fn add(&self, place: *const Place, poll: *const AtomicU32, busy: *const AtomicPtr<Header>) {
        let mut inner = self.inner.lock();
        // SAFETY: the caller's; the thread is detached, so it can be suspended.
        let held = inner.stopping && unsafe { (*place).try_suspend() };
        inner.known.push(Known { place, poll, busy, held });
    }

    /// Takes a detached thread out, as soon as nobody holds it.
    pub fn remove(&self, place: &Place) {
        let mut inner = self.inner.lock();
        inner.waiting += 1;
        while place.0.load(Ordering::Acquire) != DETACHED {
            self.resumed.wait(&mut inner);
        }
        self.attached(&mut inner);
        inner.known.retain(|known| !std::ptr::eq(known.place, place));
    }

    /// Waits until the calling thread may touch objects.
    #[inline]
    pub fn attach(&self, place: &Place) {
        if !place.try_attach() {
            self.attach_slow(place);
        }
    }

    #[cold]
    #[inline(never)]
    fn attach_slow(&self, place: &Place) {
        let _stopped = trace::during(State::Stopped);
        let mut inner = self.inner.lock();
        inner.waiting += 1;
        while !place.try_attach() {
            self.resumed.wait(&mut inner);
        }
        self.attached(&mut inner);
    }

    /// A thread that had to wait is attached, or may go.
    fn attached(&self, inner: &mut Inner) {
        inner.waiting -= 1;
        if inner.owed > 0 {
            inner.owed -= 1;
            if inner.owed == 0 {
                self.even.notify_all();
            }
        }
    }

    /// The calling thread touches objects no more; before anything that blocks.
    #[inline]
    pub fn detach(&self, place: &Place, poll: &AtomicU32) {
        // Release: pairs with the acquire of who suspends or stops.
        place.0.store(DETACHED, T::LEAVE);
        // The third invariant: nothing is added, but nobody who asks is missed.
        if T::TELLS && poll.fetch_or(0, Ordering::AcqRel) & STOP != 0 {
            self.tell_stopper();
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_stopper(&self) {
        let _inner = self.inner.lock();
        self.stood.notify_one();
    }

    /// Stands still if the world is being stopped; at a safepoint, attached, with registers saved.
    #[cold]
    #[inline(never)]
    pub fn pause(&self, place: &Place, poll: &AtomicU32) {
        let inner = self.inner.lock();
        drop(self.stand_still(inner, place, poll));
    }

    fn stand_still<'a>(
        &'a self,
        mut inner: MutexGuard<'a, Inner>,
        place: &Place,
        poll: &AtomicU32,
    ) -> MutexGuard<'a, Inner> {
        if !inner.stopping {
            poll.fetch_and(!STOP, Ordering::Relaxed);
            return inner;
        }
        if let Some(me) = inner.known.iter_mut().find(|known| std::ptr::eq(known.place, place)) {
            me.held = true;
            // Release: pairs with the acquire of the stopper, which reads `held` under the mutex anyway.
            place.0.store(HOLD, T::LEAVE);
            self.stood.notify_one();
        }
        inner.standing += 1;
        inner.waiting += 1;
        while !place.try_attach() && !place.is_attached() {
            match &mut inner.job {
                Some(job) if job.wanted > 0 => {
                    job.wanted -= 1;
                    let run = job.run;
                    inner = self.help(inner, run);
                }
                _ => self.called.wait(&mut inner),
            }
        }
        inner.standing -= 1;
        self.attached(&mut inner);
        inner
    }

    fn help<'a>(&'a self, mut inner: MutexGuard<'a, Inner>, run: *const (dyn Fn() + Sync)) -> MutexGuard<'a, Inner> {
        struct Back<'a, T: Tuning>(&'a TunedWorld<T>);
        impl<T: Tuning> Drop for Back<'_, T> {
            fn drop(&mut self) {
                let mut inner = self.0.inner.lock();
                inner.helping -= 1;
                if inner.helping == 0 {
                    self.0.stood.notify_one();
                }
            }
        }
        inner.helping += 1;
        drop(inner);
        let back = Back(self);
        // SAFETY: the job was there under the mutex, and `with_help` does not return while this thread is counted as helping.
        unsafe { (*run)() };
        drop(back);
        self.inner.lock()
    }

    /// During `with_help`: asks one more thread to help, if one sleeps at a safepoint.
    pub fn call_helper(&self) {
        let mut inner = self.inner.lock();
        let free = inner.standing - inner.helping;
        if let Some(job) = &mut inner.job
            && job.wanted < free
        {
            job.wanted += 1;
            self.called.notify_one();
        }
    }

    /// How many threads sleep at a safepoint, and could help. During a stop by the caller.
    pub fn standing(&self) -> usize {
        self.inner.lock().standing
    }

    /// During a stop by the caller: runs `lead` while up to `most` of the threads that stand still at safepoints run `job`. Returns when
    /// nobody runs it any more. What was written before the call is seen by `job`, and what that writes is seen afterwards: both
    /// sides pass the mutex.
    pub fn with_help<R>(&self, most: usize, job: &(dyn Fn() + Sync), lead: impl FnOnce() -> R) -> R {
        struct End<'a, T: Tuning>(&'a TunedWorld<T>);
        impl<T: Tuning> Drop for End<'_, T> {
            fn drop(&mut self) {
                let mut inner = self.0.inner.lock();
                inner.job = None;
                while T::AWAITS_HELPERS && inner.helping > 0 {
                    self.0.stood.wait(&mut inner);
                }
            }
        }
        // SAFETY: only the lifetime changes. `End` takes the pointer back, and waits for those that have followed it, before this returns
        // or unwinds.
        let run =
            unsafe { std::mem::transmute::<*const (dyn Fn() + Sync + '_), *const (dyn Fn() + Sync + 'static)>(job) };
        let mut inner = self.inner.lock();
        let wanted = most.min(inner.standing);
        inner.job = Some(Job { run, wanted });
        let _end = End(self);
        drop(inner);
        (0..wanted).for_each(|_| self.called.notify_one());
        lead()
    }

    /// Stops all other threads. The caller is attached and ends the stop by [`TunedWorld::start`]. If another thread is stopping the world,
    /// stands still for it first.
    pub fn stop(&self, place: &Place, poll: &AtomicU32) {
        let mut inner = self.inner.lock();
        loop {
            if inner.stopping {
                inner = self.stand_still(inner, place, poll);
            } else if inner.owed > 0 {
                self.even.wait(&mut inner);
            } else {
                break;
            }
        }
        inner.stopping = true;
        inner.began = Some(Instant::now());
        loop {
            let mut all = true;
            for known in inner.known.iter_mut().filter(|known| !known.held && !std::ptr::eq(known.place, place)) {
                // SAFETY: in the list, so the thread's state exists.
                let (its_place, its_poll) = unsafe { (&*known.place, &*known.poll) };
                known.held = its_place.try_suspend();
                if !known.held {
                    // The third invariant: ask, then look again.
                    its_poll.fetch_or(STOP, Ordering::AcqRel);
                    known.held = T::LOOKS_AGAIN && its_place.try_suspend();
                }
                all &= known.held;
            }
            if all {
                return;
            }
            self.stood.wait(&mut inner);
        }
    }

    /// How long the caller should wait, detached, before it stops the world: until the others have had as much time since the last stop
    /// as that took.
    pub fn rest(&self) -> Option<Duration> {
        let (ended, took) = self.inner.lock().last?;
        took.min(MOST_REST).checked_sub(ended.elapsed())
    }

    /// Lets the others go on.
    pub fn start(&self) {
        let mut inner = self.inner.lock();
        inner.stopping = false;
        inner.owed = inner.waiting;
        let began = inner.began.take().filter(|_| inner.owed > 0);
        inner.last = began.map(|began| (Instant::now(), began.elapsed()));
        for known in &mut inner.known {
            // SAFETY: in the list, so the thread's state exists.
            let (place, poll) = unsafe { (&*known.place, &*known.poll) };
            poll.fetch_and(!STOP, Ordering::Relaxed);
            if std::mem::take(&mut known.held) {
                // Release: pairs with the acquire of `attach`, so that what was done during the stop is seen.
                place.0.fetch_sub(HOLD, T::RESUME);
            }
        }
        self.wake(&inner);
    }

    /// Wakes those that may have been resumed.
    fn wake(&self, inner: &MutexGuard<'_, Inner>) {
        // Each costs a system call, whether or not anybody waits.
        if inner.waiting > inner.standing {
            self.resumed.notify_all();
        }
        if inner.standing > 0 {
            self.called.notify_all();
        }
    }

    /// Ends what [`Place::try_suspend`] began. `place` may be gone as soon as it is let go.
    ///
    /// # Safety
    /// The caller suspended it, so it exists until then.
    pub unsafe fn resume(&self, place: *const Place) {
        // SAFETY: the caller's. Release: pairs with the acquire of `attach`.
        unsafe { (*place).0.fetch_sub(HOLD, T::RESUME) };
        let inner = self.inner.lock();
        self.wake(&inner);
    }

    /// Runs `fork` while nobody else changes the list. If it says that this is the child, only the calling thread is known afterwards.
    pub fn across_fork(&self, place: &Place, fork: impl FnOnce() -> bool) -> bool {
        let mut inner = self.inner.lock();
        let is_child = fork();
        if is_child {
            inner.known.retain(|known| std::ptr::eq(known.place, place));
            // Those that stood still or waited are not here any more.
            (inner.standing, inner.waiting, inner.owed) = (0, 0, 0);
        }
        is_child
    }

    /// Sets bits in the safepoint words of all threads.
    pub fn ask_all(&self, bits: u32) {
        for known in &self.inner.lock().known {
            // SAFETY: in the list, so the thread's state exists. Release: what the bits ask for was written before.
            unsafe { &*known.poll }.fetch_or(bits, Ordering::Release);
        }
    }

    /// Waits until no thread is using `object` without its lock; see [`super::private`].
    pub fn await_idle(&self, object: *mut Header) {
        for known in &self.inner.lock().known {
            // SAFETY: in the list, so the thread's state exists.
            let busy = unsafe { &*known.busy };
            // Acquire: pairs with the release of the thread that is done with the object.
            while std::ptr::eq(busy.load(Ordering::Acquire), object) {
                yield_now();
            }
        }
    }

    /// Is only one thread known? It can then do alone what takes a stop otherwise, as long as it starts no thread.
    pub fn is_lonely(&self) -> bool {
        self.inner.lock().known.len() <= 1
    }
}
