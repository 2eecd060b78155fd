//! Ends of objects: `__del__`, closing of generators, weak references, and the attribute areas of subclass instances.
//!
//! The memory layer calls up through [`HOOKS`] when it destroys an object that has something to do first, and when it walks
//! objects whose layout only this layer knows. A finaliser runs once (PEP 442), with one reference to its object; the
//! object lives on if it has more than that one afterwards. What a finaliser raises is reported and forgotten.

use crate::config;
use crate::memory::destroy;
use crate::memory::header::{self, Header};
use crate::memory::refcount::{RefCount, Verdict};
use crate::memory::{Object, Ref, Value};
use crate::object::class::Type;
use crate::object::generator::{Generator, State};
use crate::object::instance::Attributes;
use crate::object::{kind, weakref};
use crate::runtime::{Raised, Thread, report};
use crate::thread::state::{Hooks, ThreadBase};

/// What the memory layer calls.
pub static HOOKS: Hooks = Hooks { before_destroy, trace_extra, clear_extra, drop_extra };

/// The runtime's view of a thread.
fn thread(t: &ThreadBase) -> &Thread {
    // SAFETY: every `ThreadBase` is the first field of a `Thread`.
    unsafe { &*std::ptr::from_ref(t).cast::<Thread>() }
}

/// The attribute area behind a builtin payload.
///
/// # Safety
/// The object's kind has the `SUBCLASS` bit; its type is alive.
#[inline]
unsafe fn extra<'a>(object: *mut Header) -> Option<&'a Attributes> {
    // SAFETY: the caller's; the class says where the area lies.
    unsafe {
        let ty = (*object).type_pointer();
        if ty.is_null() {
            return None; // made before the types were; such objects have no area
        }
        let offset = Object::<Type>::body_of(ty).attributes_offset;
        (offset != 0).then(|| &*object.byte_add(offset as usize).cast::<Attributes>())
    }
}

unsafe fn trace_extra(object: *mut Header, visit: &mut dyn FnMut(Value)) {
    // SAFETY: the hook's contract.
    if let Some(area) = unsafe { extra(object) } {
        area.trace(visit);
    }
}

unsafe fn clear_extra(object: *mut Header) {
    // SAFETY: the hook's contract.
    if let Some(area) = unsafe { extra(object) } {
        area.clear();
    }
}

unsafe fn drop_extra(object: *mut Header) {
    // SAFETY: the hook's contract.
    if let Some(area) = unsafe { extra(object) } {
        area.destroy();
    }
}

unsafe fn before_destroy(base: &ThreadBase, object: *mut Header) -> bool {
    let t = thread(base);
    // SAFETY: the block is not freed before this returns.
    let header = unsafe { &*object };
    if wants_finalizer(header) {
        header.count.resurrect(base.id);
        // SAFETY: the count just made; it is given up below by hand, to learn what became of the object.
        let reference = unsafe { Ref::adopt(Value::counted(object)) };
        finalize(t, &reference);
        let _ = reference.release();
        match header.count.dec(base.id) {
            Verdict::Dead => {}
            Verdict::Alive => return true,
            Verdict::Queued => {
                // SAFETY: the verdict hands the reference to the owner's queue (I4).
                unsafe { destroy::enqueue(object) };
                return true;
            }
        }
    }
    if header.has(header::WEAKLY_REFERENCED) {
        weakref::clear_for(t, header);
    }
    false
}

/// Has the object a finaliser that has not run?
#[inline]
pub fn wants_finalizer(header: &Header) -> bool {
    header.flags() & (header::HAS_FINALIZER | header::FINALIZED) == header::HAS_FINALIZER
}

/// Runs the finaliser of an object that the caller has found unreachable, and marks it as run. What is raised is reported.
pub fn finalize(t: &Thread, object: &Ref) {
    let Some(header) = object.header() else { return };
    header.set(header::FINALIZED);
    t.finalizers_run.set(t.finalizers_run.get() + 1);
    let Some(del) = t.type_of(object).slots().del else { return };
    // An exception may be on its way through native code, and it is not the finaliser's.
    let pending = t.pending.take();
    let reraising = t.reraising.replace(false);
    if let Some(coroutine) = object.downcast::<Generator>().filter(|g| is_unawaited(g)) {
        let name = coroutine.shown_qualname().map_or_else(String::new, |name| t.str_of(&name).into_owned());
        warn_unawaited(t, object, format!("coroutine '{name}' was never awaited"));
    }
    if let Err(raised) = del(t, object) {
        unraisable(t, raised, object);
    }
    t.reraising.set(reraising);
    if let Some(pending) = pending {
        drop(t.pending.replace(pending));
    }
}

/// Is this a coroutine that nobody has started?
fn is_unawaited(g: &Generator) -> bool {
    g.state() == State::Created && g.is_coroutine()
}

/// The object's end has nothing to do any more.
pub fn forget_finalizer(object: &Ref) {
    if let Some(header) = object.header() {
        header.unset(header::HAS_FINALIZER);
    }
}

/// Reports what a finaliser raised; the function that raised it is named, if it is one.
#[cold]
fn unraisable(t: &Thread, raised: Raised, object: &Ref) {
    let function =
        if object.kind() == Some(kind::GENERATOR) { None } else { t.type_of(object).lookup(&t.names().__del__) };
    report::unraisable(t, raised, "", Some(function.as_ref().unwrap_or(object)));
}

/// Warns, through the module `warnings`, of something to be awaited that dies before.
#[cold]
pub fn warn_unawaited(t: &Thread, coroutine: &Ref, message: String) {
    let warn = || {
        let import = t.dict_get_str(t.vm().builtins_dict().as_ref(), "__import__")?;
        let import = import.ok_or_else(|| t.runtime_error("lost __import__"))?;
        let module = t.call(&import, &[t.str("warnings")?])?;
        t.call_method(&module, "warn", &[t.string(message)?, t.class(&crate::object::exception::RUNTIME_WARNING)])
    };
    if let Err(raised) = warn() {
        report::unraisable(t, raised, "", Some(coroutine));
    }
}

/// Counts what the object refers to without counting it (its type, its edges), if that is deferred: it may then go back to plain
/// counting.
///
/// # Safety
/// The object is alive, and no other thread uses it.
pub unsafe fn settle(t: &ThreadBase, object: &Header) {
    if !config::DEFERRED || config::UNCOUNTED {
        return;
    }
    let ty = object.type_pointer();
    // SAFETY: an object's type is alive; the caller's for the rest.
    unsafe {
        if !ty.is_null() && !object.has(header::COUNTS_TYPE) && (*ty).has(header::DEFERRED) {
            (*ty).count.inc(t.id);
            object.set(header::COUNTS_TYPE);
        }
        if let Some(settle) = t.heap().ops(object.kind()).settle {
            settle(std::ptr::from_ref(object).cast_mut(), t.id);
        }
    }
}

/// From now on references on stacks to this object are not counted, and only a collection frees it. Objects whose end somebody waits for
/// (a finaliser, a weak reference) stay as they are.
pub fn defer(t: &ThreadBase, object: &Header) {
    let is_prompt = object.has(header::DEFERRED | header::HAS_FINALIZER | header::WEAKLY_REFERENCED);
    if !config::DEFERRED || is_prompt || object.is_immortal() {
        return;
    }
    // The extra count comes first: who sees the flag relies on it.
    object.count.inc(t.id);
    if !object.set_first(header::DEFERRED) {
        // Another thread was first.
        // SAFETY: the count was taken above.
        drop(unsafe { Ref::adopt(Value::counted(std::ptr::from_ref(object).cast_mut())) });
    }
}
