//! The auditor: recounts the heap and names every object whose count is wrong (I1).
//!
//! For each object it adds up the references that it can explain: those that other objects hold, counted words on
//! interpreter stacks, what threads and the Vm keep, queue entries, the extra count of deferred objects, and what native code holds.
//! The last is known to builds that keep a [`ledger`]; in others native code that is running holds references nobody can see, so a
//! count may then be larger than explained, never smaller. Where no native code runs but what started the script, and at the Vm's end,
//! both must be equal in every build. [`check`] looks at what must hold of slabs, headers, payloads and weak references besides.
//!
//! Everything is read and nothing is changed: an audit may be made at any stop, in every build.

mod check;

use std::fmt;

use crate::config;
use crate::memory::collect::trace::references;
use crate::memory::collect::{Space, Table, all_slabs, for_each_stack_word};
use crate::memory::header::{self, Header, Kind};
use crate::memory::refcount::RefCount;
use crate::memory::word::Value;
use crate::memory::{Object, ledger};
use crate::object::boxed::Trace as _;
use crate::object::class::Type;
use crate::object::{function::Function, kind, string::Str};
use crate::runtime::Thread;

/// How exact the equation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// All references are known: counts must be exactly as explained.
    Exact,
    /// Native code may hold references: counts must be at least as explained.
    AtLeast,
}

impl Mode {
    /// What can be asked of the counts now, at a stop.
    pub fn now(t: &Thread) -> Mode {
        // A thread that waits inside native code holds what nobody can see.
        let mut exact = !t.vm().collector.is_running() && (config::STATS || t.vm().threads.count() == 1);
        t.vm().threads.for_each(|_, thread| {
            // What an object that is being destroyed still holds is nowhere to be seen.
            exact &= thread.base.destroy_depth.get() == 0;
            exact &= config::STATS || thread.runs_no_native_code();
        });
        if exact { Mode::Exact } else { Mode::AtLeast }
    }
}

/// Holders listed for one object.
const MOST_HOLDERS: usize = 8;
/// Mismatches whose holders are looked for.
const MOST_SEARCHED: usize = 64;

/// One finding.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// Address of the object or slab.
    pub address: usize,
    /// The object's type.
    pub class: String,
    /// Its name or text, if it has a short one.
    pub text: String,
    /// Its count.
    pub count: i64,
    /// The references that were found.
    pub explained: i64,
    /// Who holds them, some of them.
    pub holders: Vec<String>,
    /// What is wrong, if it is not the count.
    pub problem: Option<&'static str>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}{} at {:#x}: ",
            self.class,
            if self.text.is_empty() { "" } else { " " },
            self.text,
            self.address
        )?;
        match self.problem {
            Some(problem) => write!(f, "{problem}")?,
            None => write!(f, "count {}, explained {}", self.count, self.explained)?,
        }
        if !self.holders.is_empty() {
            write!(f, "; held by {}", self.holders.join(", "))?;
        }
        Ok(())
    }
}

/// Recounts the heap. The world is stopped, queues and lists of pending destructions may hold something.
///
/// Returns what is wrong; nothing, when memory for the recount is lacking.
pub fn audit(t: &Thread, mode: Mode) -> Vec<Mismatch> {
    let slabs = all_slabs(t);
    let mut found = Vec::new();
    for &slab in &slabs {
        // SAFETY: slabs live as long as the heap.
        check::slab(unsafe { &*slab }, &mut found);
    }
    check::weak_references(t, &mut found);
    let Some(space) = Space::new(slabs) else { return found };
    let Some(mut table) = Table::new(&space) else { return found };
    explain(t, &mut table);
    table.for_each(|object, explained| {
        // SAFETY: the walk passes carved blocks, which start with a header.
        let header = unsafe { &*object };
        if header.kind() == Kind::FREE {
            if explained > 0 {
                found.push(mismatch(t, object, 0, i64::from(explained), Some("a reference to a free block")));
            }
            return;
        }
        let problem = check::header(t, header).or_else(|| {
            // SAFETY: objects with a count are whole at a stop.
            unsafe { if is_whole(header) { (t.heap().ops(header.kind()).check)(object) } else { None } }
        });
        if problem.is_some() {
            found.push(mismatch(t, object, header.count.count(), i64::from(explained), problem));
            return;
        }
        if header.count.is_saturated() {
            return;
        }
        let count = header.count.count();
        // What became immortal later keeps one count for good, besides those of words that are older than that.
        let explained = i64::from(explained) + i64::from(header.has(header::IMMORTAL));
        let wrong = match mode {
            Mode::Exact => count != explained,
            Mode::AtLeast => count < explained,
        };
        if wrong {
            found.push(mismatch(t, object, count, explained, None));
        }
    });
    name_holders(t, &space, &mut found);
    found
}

/// Can the object be looked into? One with count zero is being destroyed.
fn is_whole(header: &Header) -> bool {
    header.is_immortal() || header.count.count() > 0
}

/// Makes every word of the table the number of references that are explained.
fn explain(t: &Thread, table: &mut Table<'_, u32>) {
    let space = table.space();
    let add = |table: &mut Table<'_, u32>, value: Value| {
        if value.is_counted()
            && !ledger::is_held()
            && let Some(word) = table.get_mut(value.address())
        {
            *word = word.saturating_add(1);
        }
    };
    // Heap edges; the walk may not change the space while it goes over it.
    t.heap().for_each_object(|object| {
        // SAFETY: objects with a count are alive and whole; those without are being destroyed and are not looked into.
        unsafe {
            let header = &*object;
            if is_whole(header) {
                if header.has(header::DEFERRED) {
                    add(table, Value::counted(object));
                }
                references(t.heap(), t.hooks, object, &mut |value| add(table, value));
            }
        }
    });
    t.vm().threads.for_each(|_, thread| for_each_stack_word(space, thread, |value, _| add(table, value)));
    t.vm().threads.for_each(|_, thread| {
        thread.trace_own(&mut |value| add(table, value));
        if !config::STATS {
            thread.trace_held(&mut |value| add(table, value));
        }
    });
    t.vm().trace(&mut |value| add(table, value));
    t.shared.queues.for_each_at_stop(|queued| add(table, Value::counted(queued.0)));
    t.shared.for_each_orphaned(|queued| add(table, Value::counted(queued.0)));
    ledger::for_each(|value, count| {
        if let Some(word) = table.get_mut(value.address()) {
            *word = word.saturating_add_signed(count.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
        }
    });
}

/// Type of an object, and its name or text if it has a short one.
#[allow(clippy::not_unsafe_ptr_arg_deref)] // the caller has found the object in the heap
pub fn describe(t: &Thread, object: *mut Header) -> (String, String) {
    // SAFETY: the object is in use; its type is checked before it is read.
    unsafe {
        let header = &*object;
        if header.kind() == Kind::FREE {
            return ("free block".to_owned(), String::new());
        }
        let ty = header.type_pointer();
        let class = if ty.is_null() || (*ty).kind().layout() != kind::TYPE {
            t.heap().ops(header.kind()).name.to_owned()
        } else {
            t.class_name(Object::<Type>::body_of(ty))
        };
        if !is_whole(header) {
            return (class, "(being destroyed)".to_owned());
        }
        let name = match header.kind().layout() {
            kind::STR => Some(Object::<Str>::body_of(object).to_str().into_owned()),
            kind::FUNCTION => Object::<Function>::body_of(object).qualname.get().map(|n| t.str_of(&n).into_owned()),
            kind::TYPE => Some(t.class_name(Object::<Type>::body_of(object))),
            _ => None,
        };
        let text = name.map_or_else(String::new, |name| {
            let short: String = name.chars().take(40).collect();
            format!("{short:?}")
        });
        (class, text)
    }
}

fn mismatch(t: &Thread, object: *mut Header, count: i64, explained: i64, problem: Option<&'static str>) -> Mismatch {
    let (class, text) = describe(t, object);
    Mismatch { address: object as usize, class, text, count, explained, holders: Vec::new(), problem }
}

/// Looks for who refers to the objects found.
fn name_holders(t: &Thread, space: &Space, found: &mut [Mismatch]) {
    if found.is_empty() {
        return;
    }
    let searched = found.len().min(MOST_SEARCHED);
    let found = &mut found[..searched];
    let mut note = |value: Value, holder: &dyn Fn() -> String| {
        if !value.is_pointer() {
            return;
        }
        let address = value.address() as usize;
        if let Some(entry) = found.iter_mut().find(|m| m.address == address)
            && entry.holders.len() < MOST_HOLDERS
        {
            entry.holders.push(holder());
        }
    };
    t.heap().for_each_object(|object| {
        // SAFETY: as in `explain`.
        unsafe {
            let header = &*object;
            if is_whole(header) {
                references(t.heap(), t.hooks, object, &mut |value| {
                    note(value, &|| {
                        let (class, text) = describe(t, object);
                        format!("{class}{}{text} at {:#x}", if text.is_empty() { "" } else { " " }, object as usize)
                    });
                });
            }
        }
    });
    t.vm().threads.for_each(|ident, thread| {
        for_each_stack_word(space, thread, |value, _| {
            let how = if value.is_counted() { "the stack" } else { "the stack, uncounted" };
            note(value, &|| format!("{how} of thread {ident}"));
        });
        thread.trace_own(&mut |value| note(value, &|| format!("thread {ident}")));
    });
    t.vm().trace(&mut |value| note(value, &|| "the Vm".to_owned()));
    t.shared.queues.for_each_at_stop(|queued| note(Value::counted(queued.0), &|| "a queue".to_owned()));
    ledger::for_each(|value, count| note(value, &|| format!("native code, {count} times")));
}

impl Thread {
    /// Calls back with every reference that this state holds outside of its interpreter stack.
    pub fn trace_own(&self, visit: &mut dyn FnMut(Value)) {
        for slot in [self.handled.place(), self.pending.place(), &self.locals, self.asyncgen_hooks.place()] {
            slot.trace(visit);
        }
        self.pending_work.trace(visit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::fault::{Fault, inject};
    use crate::runtime::start::start;
    use crate::runtime::vm::Options;

    #[test]
    fn every_injected_fault_is_found() {
        let running = start(Options::default(), 1 << 20).expect("the Vm starts");
        let t = running.thread();
        let mut counted = Vec::new();
        t.heap().for_each_object(|object| {
            // SAFETY: the walk passes live blocks, which only this thread uses.
            if !unsafe { &*object }.is_immortal() {
                counted.push(object);
            }
        });
        assert!(counted.len() > 50, "a Vm has counted objects of many kinds");
        for &object in counted.iter().step_by(counted.len() / 50) {
            for fault in [Fault::LostIncrement, Fault::DoubledDecrement, Fault::EarlyFree] {
                // SAFETY: as above.
                let found = unsafe { inject(t, object, fault) };
                assert!(!found.is_empty(), "{fault:?} of {:?}", describe(t, object));
            }
        }
        assert!(audit(t, Mode::AtLeast).is_empty(), "every fault was undone");
    }
}
