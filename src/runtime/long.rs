//! Long native operations: how others get their turn meanwhile.
//!
//! A script can make many native operations as long as it likes. None of them may run from its first step to its last without a
//! safepoint: the world could not be stopped, nor the global lock change hands, nor Ctrl-C arrive.
//! - What goes over items polls every so many of them ([`Thread::poll_every`], [`STRIDE`]). At that point no lock is held, nothing is
//!   announced (I6), and all that is needed later is owned.
//! - What works on contents that never change (texts, digits) or on words of its own detaches if it will take long ([`Thread::apart`]).
//! - What must see or change a container at one moment does neither; `docs/threads.md` says how long that takes.

use crate::config;
use crate::runtime::registry::CountedApart;
use crate::runtime::thread::Away;
use crate::runtime::{PyResult, Thread};

/// Items between two safepoints, where each takes some work.
pub const STRIDE: usize = 1 << 10;

/// Items between two safepoints, where each takes a few nanoseconds.
pub const LONG_STRIDE: usize = 1 << 16;

/// Nanoseconds from which an operation leaves the Vm meanwhile: coming back under a contended global lock takes the switch interval.
const LONG: usize = 1_000_000;

/// Nanoseconds that schoolbook arithmetic takes for numbers of so many words.
pub fn product_time(long: usize, short: usize) -> usize {
    /// Beyond this faster rules than the schoolbook's are in use; what they take is long in any case.
    const CEILING: usize = 1 << 40;
    long.saturating_mul(short).min(CEILING)
}

/// A thread that works outside of the Vm; its work is over before it comes back.
struct Apart<'a> {
    _counted: CountedApart<'a>,
    _away: Away<'a>,
}

/// Counts steps of a loop that has no counter of its own.
#[derive(Default)]
pub struct Steps(usize);

impl Steps {
    /// One more step, with a safepoint if it is the last of `STRIDE`.
    #[inline(always)]
    pub fn next(&mut self, t: &Thread) -> PyResult<()> {
        self.0 += 1;
        t.poll_every(self.0)
    }
}

impl Thread {
    /// A safepoint if `i` is the last of `STRIDE` items.
    #[inline(always)]
    pub fn poll_every(&self, i: usize) -> PyResult<()> {
        if i % STRIDE == STRIDE - 1 { self.poll() } else { Ok(()) }
    }

    /// Whether another thread may change a container of `len` items while a native operation goes over them: never when there is no
    /// other thread; under a global lock at a safepoint, if there are enough items for one.
    #[inline]
    pub fn comes_between(&self, len: usize) -> bool {
        (config::NOGIL || len >= STRIDE) && self.vm().threads.count() > 1
    }

    /// Goes over a container of `len` items: where others may come in between, over all of them as they are at one moment, which `copied`
    /// gives, as a walk over the table itself would miss what a larger one has moved; else one by one.
    pub fn walk<T>(
        &self,
        len: usize,
        copied: impl FnOnce() -> Vec<T>,
        mut next: impl FnMut(&mut usize) -> Option<T>,
    ) -> impl Iterator<Item = T> {
        let mut copied = self.comes_between(len).then(|| copied().into_iter());
        let mut cursor = 0;
        std::iter::from_fn(move || match &mut copied {
            Some(items) => items.next(),
            None => next(&mut cursor),
        })
    }

    /// Runs `f`, which takes about so many nanoseconds, outside of the Vm if that is long. `f` may look at contents that cannot change
    /// and that the caller holds. It neither makes, counts nor gives up objects, and the caller holds no lock.
    #[inline]
    pub fn apart<R>(&self, nanoseconds: usize, f: impl FnOnce() -> R) -> R {
        let _apart = (nanoseconds >= LONG).then(|| self.go_apart());
        f()
    }

    #[cold]
    #[inline(never)]
    fn go_apart(&self) -> Apart<'_> {
        let counted = self.vm().threads.count_apart();
        Apart { _counted: counted, _away: self.away() }
    }
}
