//! Marking by several threads: those that the stop made stand still at a safepoint help the collector.
//!
//! **Idea.** Each marker has a list of objects of its own, used by nobody else, and a deque (crossbeam's) with tasks that others may
//! steal: parts of its list, and parts of long arrays. It keeps a few tasks on offer as long as its list is long enough
//! to be parted, and takes them back itself when the list is empty; so what is shared costs something once for hundreds of objects.
//!
//! **Marks.** A marker that sees an object's word unseen makes it [`ALIVE`] and follows the object: a load and a store, no
//! read-modify-write, which would cost more than the rest. So two markers may come to follow one object, if they see it within the same
//! moment. That is wasted work and no more: to trace an object is to read it, each of the two visits all of its references (where
//! one finds a payload locked, it is the other that visits them), and both write the same word. Loads and stores are relaxed: what
//! objects refer to was written before the stop, the words were zeroed before the job was handed out, and what helpers write is read when
//! all are back ([`crate::thread::pause`]).
//!
//! **End.** `active` counts the markers that have work, or that are about to steal some. A marker stops being active when its list and
//! its deque are empty, and only it fills that deque; who steals becomes active *before* it takes. So while a task
//! exists somewhere somebody is active, and once `active` is zero it stays zero: the end.
//!
//! Nothing here is allocated from the visited heap; a list that cannot grow leaves its objects [`PENDING`], as in
//! [`super::trace::Marker`], which takes them up when the helpers are gone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::time::Duration;

use crossbeam_deque::{Steal, Stealer, Worker};
use crossbeam_utils::{Backoff, CachePadded};
use parking_lot::{Mutex, MutexGuard};

use super::space::SharedMarks;
use super::trace::{ALIVE, Ahead, Marker, Marks, PENDING, UNSEEN, extra_references, other_references, run};
use crate::memory::header::Header;
use crate::memory::heap::Heap;
use crate::memory::word::Value;
use crate::runtime::Thread;
use crate::thread::state::Hooks;
use crate::trace::{State, enter};

/// Blocks in use from which on helpers are called: to wake one takes as long as to mark some thousand objects.
const LEAST: usize = 50_000;
/// Most markers. More compete for memory, and the stop is not over before the last of them is back.
const MOST: usize = 16;
/// Objects in a task, at most.
const CHUNK: usize = 512;
/// Objects that a list has at least when a part of it is offered.
const WORTH_SHARING: usize = 8;
/// Tasks that a marker keeps on offer.
const OFFERED: usize = 4;
/// Objects followed from one look at the offer to the next.
const BETWEEN_OFFERS: u32 = 64;
/// Words of an array that one task visits.
const STRIDE: usize = 4096;
/// Tasks in a deque above which arrays are not parted, so that it never has to grow.
const PARTED: usize = 32;
/// How long a marker sleeps that has found nothing.
const NAP: Duration = Duration::from_micros(20);
/// How often a helper sleeps before it goes.
const NAPS: u32 = 10;
/// Offers that found the last one untouched, from one call for a helper that has gone to the next.
const BETWEEN_CALLS: u32 = 16;

/// Something to do for whoever takes it.
enum Task {
    /// Objects marked whose references are to be followed.
    Objects(Vec<*mut Header>),
    /// References to be marked: a part of an object's payload.
    Words(*const [Value]),
}

// SAFETY: the pointers lead to objects that live, unchanged, until the world runs again; a task is done by one marker.
unsafe impl Send for Task {}

/// What the markers of one walk share.
struct Walk<'a> {
    heap: &'a Heap,
    hooks: &'a Hooks,
    marks: SharedMarks<'a>,
    age: u8,
    stealers: Vec<Stealer<Task>>,
    /// The deques; each is locked by the marker whose own it is.
    deques: Vec<Mutex<Worker<Task>>>,
    /// Helpers that have gone for want of work.
    gone: AtomicUsize,
    /// Calls one of them back.
    call: &'a (dyn Fn() + Sync),
    /// See the module's documentation.
    active: CachePadded<AtomicUsize>,
    /// Objects with references that were marked.
    marked: AtomicUsize,
    /// Those of them that helpers marked.
    helped: AtomicUsize,
    /// A list could not grow: there are `PENDING` words.
    overflowed: AtomicBool,
    /// A helper has panicked, so that the marks are incomplete.
    failed: AtomicBool,
}

/// Follows what the marker's list leads to with the help of threads that stand still, if the heap is large and there are any; else does
/// nothing, and the marker does it alone. Gives how many objects helpers followed; `None` when the walk failed.
pub fn follow(t: &Thread, marks: &mut Marks<'_>, marker: &mut Marker<'_>) -> Option<usize> {
    let helpers = if marks.space().used() < LEAST { 0 } else { t.helpers().min(processors() - 1).min(MOST - 1) };
    if helpers == 0 {
        return Some(0);
    }
    let world = &t.shared.world;
    let call = || world.call_helper();
    let walk = Walk::new(t.heap(), t.hooks, marks.shared(), marker.age, helpers + 1, &call);
    let first = walk.lead(marker.take_work());
    t.with_help(helpers, &|| walk.help(), || first.walk());
    walk.finish(marker)
}

/// Processors that this process may use; asked once, as the answer takes reading files.
fn processors() -> usize {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| std::thread::available_parallelism().map_or(1, usize::from))
}

impl<'a> Walk<'a> {
    fn new(
        heap: &'a Heap,
        hooks: &'a Hooks,
        marks: SharedMarks<'a>,
        age: u8,
        markers: usize,
        call: &'a (dyn Fn() + Sync),
    ) -> Walk<'a> {
        let deques: Vec<Worker<Task>> = (0..markers).map(|_| Worker::new_lifo()).collect();
        Walk {
            heap,
            hooks,
            marks,
            age,
            stealers: deques.iter().map(Worker::stealer).collect(),
            deques: deques.into_iter().map(Mutex::new).collect(),
            gone: AtomicUsize::new(0),
            call,
            active: CachePadded::new(AtomicUsize::new(0)),
            marked: AtomicUsize::new(0),
            helped: AtomicUsize::new(0),
            overflowed: AtomicBool::new(false),
            failed: AtomicBool::new(false),
        }
    }

    /// The first marker, which has the work: active from now on, so that helpers wait for what it will offer.
    fn lead(&self, work: Vec<*mut Header>) -> Walker<'_, 'a> {
        self.active.fetch_add(1, AcqRel);
        self.marker(work, false).expect("there is a deque for each")
    }

    /// What a helper does: works as long as there is work.
    fn help(&self) {
        enter(State::Collecting);
        let work = || {
            if let Some(marker) = self.marker(Vec::new(), true) {
                marker.walk_as_helper();
            }
        };
        // A panic, which would be a mistake in a `trace`, must not end the thread: it stands on the stack of a script.
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            self.failed.store(true, Relaxed);
        }
        enter(State::Stopped);
    }

    fn marker(&self, work: Vec<*mut Header>, helper: bool) -> Option<Walker<'_, 'a>> {
        let (number, deque) = self.deques.iter().enumerate().find_map(|(i, deque)| Some((i, deque.try_lock()?)))?;
        Some(Walker {
            walk: self,
            marks: self.marks,
            number,
            deque,
            work,
            last_type: std::ptr::null_mut(),
            marked: 0,
            helper,
            active: !helper,
            untouched: 0,
        })
    }

    /// Passes on what was found; all markers are back.
    fn finish(self, marker: &mut Marker<'_>) -> Option<usize> {
        // A plain look: the helpers' writes were handed over when they came back.
        if self.failed.into_inner() {
            return None;
        }
        marker.add(self.marked.into_inner(), self.overflowed.into_inner());
        Some(self.helped.into_inner())
    }
}

/// One of the markers of a walk.
struct Walker<'w, 'a> {
    walk: &'w Walk<'a>,
    /// The walk's, at hand.
    marks: SharedMarks<'a>,
    /// Which of the deques is its own.
    number: usize,
    deque: MutexGuard<'w, Worker<Task>>,
    work: Vec<*mut Header>,
    last_type: *mut Header,
    marked: usize,
    helper: bool,
    /// It is counted in the walk's `active`.
    active: bool,
    /// Offers in a row that found the last one untouched, while helpers are gone.
    untouched: u32,
}

impl Walker<'_, '_> {
    /// Works until there is nothing left, for anybody.
    fn walk(mut self) {
        loop {
            self.empty();
            self.set_active(false);
            if !self.find() {
                return;
            }
        }
    }

    /// As `walk`, beginning without work.
    fn walk_as_helper(mut self) {
        if self.find() {
            self.walk();
        }
    }

    fn set_active(&mut self, active: bool) {
        if self.active != active {
            self.active = active;
            // Acquire and release: who reads zero must not read an older state of any deque, see the module's documentation.
            if active {
                self.walk.active.fetch_add(1, AcqRel);
            } else {
                self.walk.active.fetch_sub(1, AcqRel);
            }
        }
    }

    /// Steals a task; false at the end of the walk, or when a helper has looked for long enough: a chain of objects gives others nothing to
    /// do for long, and who is gone is called when there is. The marker is not active before; it is when there is a task.
    fn find(&mut self) -> bool {
        let backoff = Backoff::new();
        let mut naps = 0;
        loop {
            if self.walk.stealers.iter().any(|stealer| !stealer.is_empty()) {
                self.set_active(true);
                if let Some(task) = self.steal() {
                    self.begin(task);
                    return true;
                }
                self.set_active(false);
            }
            if self.walk.active.load(Acquire) == 0 {
                return false;
            }
            if !backoff.is_completed() {
                backoff.snooze();
                continue;
            }
            if self.helper && naps == NAPS {
                self.walk.gone.fetch_add(1, Relaxed);
                return false;
            }
            naps += 1;
            std::thread::sleep(NAP);
        }
    }

    fn steal(&self) -> Option<Task> {
        let all = &self.walk.stealers;
        let (before, after) = all.split_at(self.number);
        after.iter().chain(before).find_map(|stealer| {
            loop {
                match stealer.steal() {
                    Steal::Success(task) => return Some(task),
                    Steal::Empty => return None,
                    Steal::Retry => {}
                }
            }
        })
    }

    /// Takes up a task; the list is empty.
    fn begin(&mut self, task: Task) {
        match task {
            Task::Objects(objects) => self.work = objects,
            Task::Words(words) => self.visit(words),
        }
    }

    /// Marks what a long array refers to, and offers the rest of it as a task.
    fn visit(&mut self, words: *const [Value]) {
        // SAFETY: part of an object that is alive and, at a stop, does not change.
        let words = unsafe { &*words };
        let parted = words.len() > STRIDE && self.deque.len() < PARTED;
        let (now, later) = words.split_at(if parted { STRIDE } else { words.len() });
        if parted {
            self.deque.push(Task::Words(later));
        }
        now.iter().filter(|value| value.is_pointer()).for_each(|value| self.mark(value.address()));
    }

    /// Follows everything on the own list and in the own deque.
    fn empty(&mut self) {
        let mut ahead = Ahead::default();
        let mut followed = 0u32;
        loop {
            let Some(object) = ahead.next(&mut self.work) else {
                let Some(task) = self.deque.pop() else { return };
                self.begin(task);
                continue;
            };
            followed += 1;
            if followed.is_multiple_of(BETWEEN_OFFERS) {
                self.offer();
            }
            self.follow(object);
        }
    }

    /// Keeps some tasks in the deque.
    fn offer(&mut self) {
        if self.deque.len() >= OFFERED {
            self.call_helper();
            return;
        }
        if self.work.len() < WORTH_SHARING {
            return;
        }
        let n = (self.work.len() / 2).min(CHUNK);
        let mut objects = Vec::new();
        if objects.try_reserve_exact(n).is_err() {
            return;
        }
        // The oldest lead to the most; but from the start of a long list the rest would have to move.
        if self.work.len() < 16 * CHUNK {
            objects.extend(self.work.drain(..n));
        } else {
            objects.extend(self.work.drain(self.work.len() - n..));
        }
        self.deque.push(Task::Objects(objects));
    }

    /// Nobody takes what is offered: calls one of those who have gone, now and then.
    fn call_helper(&mut self) {
        if self.walk.gone.load(Relaxed) == 0 {
            return;
        }
        self.untouched += 1;
        if self.untouched == BETWEEN_CALLS {
            self.untouched = 0;
            // Relaxed: a number that is wrong for a moment costs a call for nothing, or one that comes later.
            let one = self.walk.gone.fetch_update(Relaxed, Relaxed, |gone| gone.checked_sub(1));
            if one.is_ok() {
                (self.walk.call)();
            }
        }
    }

    #[inline(always)]
    fn mark(&mut self, object: *mut Header) {
        let Some(word) = self.marks.get(object) else { return };
        // Most have been seen before; a look does not take the line from other processors.
        if word.load(Relaxed) != UNSEEN {
            return;
        }
        word.store(ALIVE, Relaxed);
        if self.work.len() == self.work.capacity() && self.work.try_reserve(self.work.len().max(CHUNK)).is_err() {
            // Another marker that saw the object unseen follows it, or comes here too; either way it is not forgotten.
            word.store(PENDING, Relaxed);
            self.walk.overflowed.store(true, Relaxed);
            return;
        }
        self.work.push(object);
    }

    #[inline]
    fn follow(&mut self, object: *mut Header) {
        let (heap, hooks) = (self.walk.heap, self.walk.hooks);
        // SAFETY: reachable objects are alive and, at a stop, whole. Tracing reads them, so that another marker may do the same; what is not
        // made for that (a table of a class, the items of a deque) is behind its lock.
        unsafe {
            self.marked += 1;
            (*object).grow_old(self.walk.age);
            // As in `Marker::follow`, the type is followed even where its edge is not counted.
            let ty = (*object).type_pointer();
            if ty != self.last_type && !ty.is_null() {
                self.last_type = ty;
                self.mark(ty);
            }
            let mut mark = |value: Value| {
                if value.is_pointer() {
                    self.mark(value.address());
                }
            };
            match run(heap, object) {
                Some(words) if words.len() > STRIDE => self.visit(words),
                Some(words) => (*words).iter().for_each(|value| mark(*value)),
                None => other_references(heap, object, &mut mark),
            }
            extra_references(hooks, object, &mut |value| {
                if value.is_pointer() {
                    self.mark(value.address());
                }
            });
        }
    }
}

impl Drop for Walker<'_, '_> {
    fn drop(&mut self) {
        self.walk.marked.fetch_add(self.marked, Relaxed);
        if self.helper {
            self.walk.helped.fetch_add(self.marked, Relaxed);
        }
        // After a panic: nobody waits for what this one had. The walk has failed.
        self.set_active(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::memory::collect::{Space, roots, traced_slabs};
    use crate::runtime::embed::Interpreter;

    /// What a script keeps so that the walk has something of every kind: long arrays, trees, dicts, chains.
    const HEAP: &str = "
class Node:
    def __init__(self, link):
        self.link = link

def tree(n):
    return [tree(n // 2), tree(n - n // 2)] if n > 1 else [Node(None)]

array = [[i] for i in range(30000)]
table = {i: [{'x': (i,)}] for i in range(10000)}
branches = [tree(1000) for i in range(20)]
chain = None
for i in range(10000):
    chain = Node(chain)
";

    fn interpreter() -> Interpreter {
        let mut interpreter = Interpreter::new(Default::default()).expect("a Vm starts");
        interpreter.run(HEAP, "heap.py").expect("the script is right");
        interpreter
    }

    /// Marks from the roots with as many threads; gives the marks of all objects, and how many objects each thread but the first followed.
    fn marks(t: &Thread, threads: usize) -> (Vec<u8>, usize, usize) {
        let space = Space::new(traced_slabs(t)).expect("there is memory");
        let mut marks = Marks::new(&space).expect("there is memory");
        let mut marker = Marker::new(t.heap(), t.hooks);
        roots::mark_vm(t, &mut marks, &mut marker);
        roots::mark_stacks(t, &mut marks, &mut marker);
        let mut helped = 0;
        if threads > 1 {
            let walk = Walk::new(t.heap(), t.hooks, marks.shared(), 0, threads, &|| {});
            let first = walk.lead(marker.take_work());
            let begun = std::sync::Barrier::new(threads);
            std::thread::scope(|scope| {
                for _ in 1..threads {
                    scope.spawn(|| {
                        begun.wait();
                        walk.help();
                    });
                }
                begun.wait();
                first.walk();
            });
            assert_eq!(walk.active.load(Relaxed), 0);
            assert!(walk.deques.iter().all(|deque| deque.lock().is_empty()));
            helped = walk.finish(&mut marker).expect("no helper panics");
        }
        marker.run(&mut marks);
        let mut words = Vec::new();
        marks.for_each(|_, word| words.push(word));
        (words, marker.marked, helped)
    }

    #[test]
    fn several_markers_find_what_one_finds() {
        let helped = interpreter().with(|t| {
            Ok(t.with_world_stopped(|| {
                let (alone, marked, _) = marks(t, 1);
                assert!(marked > 100_000);
                let mut helped = 0;
                // On a busy machine the first marker may be through before the others get a processor.
                for round in 0..200 {
                    let (words, all, by_helpers) = marks(t, 2 + round % 4);
                    assert!(words == alone, "other objects are marked");
                    // Two may have followed the same object, none is left out.
                    assert!((marked..marked + marked / 10).contains(&all), "{all} for {marked}");
                    helped += by_helpers;
                    if round >= 8 && helped > 0 {
                        break;
                    }
                }
                helped
            }))
        });
        assert!(helped.expect("nothing is raised") > 0, "only the first marker worked");
    }

    #[test]
    fn stopped_threads_help() {
        if !config::NOGIL || processors() < 2 {
            return;
        }
        let mut interpreter = interpreter();
        let start = "
import gc, threading
done = False

def spin():
    n = 0
    while not done:
        n += 1

spinners = [threading.Thread(target=spin) for i in range(3)]
for spinner in spinners:
    spinner.start()
";
        interpreter.run(start, "start.py").expect("the script is right");
        let mut helped = 0;
        for _ in 0..500 {
            interpreter.run("gc.collect()", "collect.py").expect("nothing is raised");
            helped = interpreter.with(|t| Ok(t.vm().collector.helped())).expect("nothing is raised");
            if helped > 0 {
                break;
            }
        }
        let end = "
done = True
for spinner in spinners:
    spinner.join()
assert sum(item[0] for item in array) == sum(range(30000)) and len(table) == 10000 and table[77] == [{'x': (77,)}]
";
        interpreter.run(end, "end.py").expect("all is there");
        assert!(helped > 0, "no stopped thread has followed an object");
    }
}
