//! The auditor: recounts the heap and names every object whose count is wrong (I1).
//!
//! For each object it adds up the references that it can explain: those that other objects hold, counted words on
//! interpreter stacks, what threads and the Vm keep, queue entries, and the extra count of deferred objects. Native code that is
//! running holds references nobody can see, so while there is some a count may be larger than explained, never smaller; at the
//! Vm's end both must be equal. The walk also checks what must hold of slabs and headers.
//!
//! Everything is read and nothing is changed: an audit may be made at any stop, in every build.

use std::fmt;

use crate::memory::collect::trace::{Space, references};
use crate::memory::collect::{collection_slabs, for_each_stack_word};
use crate::memory::header::{self, Header, Kind};
use crate::memory::refcount::{OwnerId, RefCount, State};
use crate::memory::slab::Slab;
use crate::memory::word::Value;
use crate::memory::{Object, Ref};
use crate::object::boxed::Trace as _;
use crate::object::class::Type;
use crate::object::{function::Function, kind, string::Str};
use crate::runtime::Thread;

/// How exact the equation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// No native code holds references: counts must be exactly as explained.
    AtExit,
    /// Native code may hold references: counts must be at least as explained.
    AtStop,
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
    /// The object's type, and its name or text if it has a short one.
    pub what: String,
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
        write!(f, "{} at {:#x}: ", self.what, self.address)?;
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
    let slabs = collection_slabs(t);
    let mut found = Vec::new();
    for &slab in &slabs {
        // SAFETY: slabs live as long as the heap.
        check_slab(unsafe { &*slab }, &mut found);
    }
    let Some(mut space) = Space::new(slabs) else { return found };
    explain(t, &mut space);
    space.for_each(|object, explained| {
        // SAFETY: the walk passes carved blocks, which start with a header.
        let header = unsafe { &*object };
        if header.kind() == Kind::FREE {
            if *explained > 0 {
                found.push(mismatch(t, object, 0, i64::from(*explained), Some("a reference to a free block")));
            }
            return;
        }
        if let Some(problem) = check_header(t, header) {
            found.push(mismatch(t, object, header.count.count(), i64::from(*explained), Some(problem)));
            return;
        }
        if header.is_immortal() {
            return;
        }
        let count = header.count.count();
        let explained = i64::from(*explained);
        let wrong = match mode {
            Mode::AtExit => count != explained,
            Mode::AtStop => count < explained,
        };
        if wrong {
            found.push(mismatch(t, object, count, explained, None));
        }
    });
    name_holders(t, &space, &mut found);
    found
}

/// Makes every word of the space the number of references that are explained.
fn explain(t: &Thread, space: &mut Space) {
    let add = |space: &mut Space, value: Value| {
        if value.is_counted()
            && let Some(word) = space.get_mut(value.address())
        {
            *word = word.saturating_add(1);
        }
    };
    // Heap edges; the walk may not change the space while it goes over it.
    t.heap().for_each_object(|object| {
        // SAFETY: objects with a count are alive and whole; those without are being destroyed and are not looked into.
        unsafe {
            let header = &*object;
            if header.is_immortal() || header.count.count() > 0 {
                if header.has(header::DEFERRED) {
                    add(space, Value::counted(object));
                }
                references(t.heap(), t.hooks, object, false, &mut |value| add(space, value));
            }
        }
    });
    let mut outside = Vec::new();
    t.vm().threads.for_each(|_, thread| {
        for_each_stack_word(space, thread, |value, _| outside.push(value));
        thread.trace_own(&mut |value| outside.push(value));
    });
    t.vm().trace(&mut |value| outside.push(value));
    t.shared.queues.for_each_at_stop(|queued| outside.push(Value::counted(queued.0)));
    for value in outside {
        add(space, value);
    }
}

/// Free list and numbers of a slab.
fn check_slab(slab: &Slab, found: &mut Vec<Mismatch>) {
    let mut problem = None;
    let mut free = 0u32;
    let mut block = slab.free.get();
    while !block.is_null() && problem.is_none() {
        let object: *const Header = block.cast();
        let index = slab.index_of(object);
        // SAFETY: the address is compared before the block is read.
        unsafe {
            if Slab::of(object) != std::ptr::from_ref(slab)
                || index >= slab.carved.get()
                || slab.block(index).cast_const() != object
            {
                problem = Some("its free list leads out of it");
            } else if (*object).kind() != Kind::FREE {
                problem = Some("a block in use is on its free list");
            } else if free > slab.carved.get() {
                problem = Some("its free list has a loop");
            }
            if problem.is_none() {
                free += 1;
                block = (*block).next.get();
            }
        }
    }
    let remote = !slab.remote.load(std::sync::atomic::Ordering::Acquire).is_null();
    if problem.is_none() && !remote && slab.used.get() + free != slab.carved.get() {
        problem = Some("used and free blocks do not add up");
    }
    if let Some(problem) = problem {
        found.push(Mismatch {
            address: std::ptr::from_ref(slab) as usize,
            what: format!("slab of {}-byte blocks", slab.block_size),
            count: i64::from(slab.used.get()),
            explained: i64::from(free),
            holders: Vec::new(),
            problem: Some(problem),
        });
    }
}

/// What must hold of every header.
fn check_header(t: &Thread, header: &Header) -> Option<&'static str> {
    if t.heap().ops(header.kind()).name == "free" {
        return Some("no such kind");
    }
    let ty = header.type_pointer();
    if ty.is_null() {
        return Some("no type");
    }
    // SAFETY: the type word of an object in use points into a slab.
    let ty = unsafe { &*ty };
    if ty.kind().layout() != kind::TYPE {
        return Some("its type is no type");
    }
    if !ty.is_immortal() && ty.count.count() <= 0 {
        return Some("its type is dead");
    }
    if header.count.parts().state == State::Merged && header.count.owner() != OwnerId::NONE {
        return Some("merged, and yet it has an owner (I3)");
    }
    None
}

/// Type of an object, and what it is called.
fn describe(t: &Thread, object: *mut Header) -> String {
    // SAFETY: the object is in use; its type is checked before it is read.
    unsafe {
        let header = &*object;
        if header.kind() == Kind::FREE {
            return "free block".to_owned();
        }
        let ty = header.type_pointer();
        let mut text = if ty.is_null() || (*ty).kind().layout() != kind::TYPE {
            t.heap().ops(header.kind()).name.to_owned()
        } else {
            t.class_name(Object::<Type>::body_of(ty))
        };
        if !header.is_immortal() && header.count.count() <= 0 {
            return text;
        }
        let name = match header.kind().layout() {
            kind::STR => Some(Object::<Str>::body_of(object).to_str().into_owned()),
            kind::FUNCTION => Object::<Function>::body_of(object).qualname.get().map(|n| t.str_of(&n).into_owned()),
            kind::TYPE => Some(t.class_name(Object::<Type>::body_of(object))),
            _ => None,
        };
        if let Some(name) = name {
            let short: String = name.chars().take(40).collect();
            text.push_str(&format!(" {short:?}"));
        }
        text
    }
}

fn mismatch(t: &Thread, object: *mut Header, count: i64, explained: i64, problem: Option<&'static str>) -> Mismatch {
    Mismatch { address: object as usize, what: describe(t, object), count, explained, holders: Vec::new(), problem }
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
            if header.is_immortal() || header.count.count() > 0 {
                references(t.heap(), t.hooks, object, false, &mut |value| {
                    note(value, &|| format!("{} at {:#x}", describe(t, object), object as usize));
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
}

/// Changes the count of an object by `n` behind everybody's back: what a lost increment or a decrement too many does. Only to prove that
/// the auditor finds it; the caller puts the count right again.
pub fn inject(object: &Ref, n: i32) {
    if let Some(header) = object.header()
        && !header.is_immortal()
        && header.count.count() + i64::from(n) > 0
    {
        header.count.add_at_stop(n);
    }
}

impl Thread {
    /// Calls back with every reference that this state holds outside of its interpreter stack.
    pub fn trace_own(&self, visit: &mut dyn FnMut(Value)) {
        for slot in [&self.handled, &self.pending, &self.locals] {
            slot.trace(visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::start::start;
    use crate::runtime::vm::Options;

    /// A list that `builtins` refers to twice, and nobody else.
    fn held_twice(t: &Thread) -> usize {
        let list = t.list(Vec::new()).expect("there is memory");
        let builtins = t.vm().builtins_dict();
        for name in ["held_once", "held_again"] {
            t.dict_set_str(builtins.as_ref(), name, list.clone()).expect("there is memory");
        }
        list.value().address() as usize
    }

    fn finds(t: &Thread, mode: Mode, address: usize) -> bool {
        audit(t, mode).iter().any(|m| m.address == address && m.explained == 2 && m.holders.len() == 2)
    }

    #[test]
    fn every_injected_fault_is_found() {
        let running = start(Options::default(), 1 << 20).expect("the Vm starts");
        let t = running.thread();
        let address = held_twice(t);
        let object = Value::counted(address as *mut Header);
        // SAFETY: `builtins` holds the list; the borrow owns nothing.
        let object = unsafe { Ref::peek(&object) };
        assert!(!finds(t, Mode::AtExit, address) && !finds(t, Mode::AtStop, address));
        // A decrement too many, or an increment that was lost.
        inject(object, -1);
        assert!(finds(t, Mode::AtExit, address) && finds(t, Mode::AtStop, address));
        inject(object, 1);
        // An increment too many, or a decrement that was lost: native code might hold it, unless there is none.
        inject(object, 1);
        assert!(finds(t, Mode::AtExit, address) && !finds(t, Mode::AtStop, address));
        inject(object, -1);
        assert!(!finds(t, Mode::AtExit, address));
    }
}
