//! The end of a Vm: threads are joined, `atexit` runs, modules are emptied, then everything is freed.
//!
//! What is alive when the modules are empty and garbage is collected should be reachable from what the Vm itself keeps. `leaks` lists the
//! rest: a reference was not given back, or a cycle was missed.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::Ordering;

use crate::config;
use crate::memory::audit::{Mismatch, Mode, audit};
use crate::memory::collect::trace::references;
use crate::memory::refcount::RefCount;
use crate::memory::{Header, Object, Ref, Slot, Value, header, reclaim};
use crate::object::boxed::Trace as _;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::kind;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Thread};

/// How a Vm ended.
#[derive(Debug, Default)]
pub struct Ending {
    /// Standard output or error could not be written.
    pub flush_failed: bool,
    /// Objects that should not be alive any more: type and number.
    pub leaks: Vec<(String, usize)>,
    /// Some of them.
    pub leaked: Vec<*mut Header>,
    /// Counts that the heap does not explain.
    pub miscounted: Vec<Mismatch>,
}

/// Ends what scripts started and empties all modules.
pub fn finish(t: &Thread, check: bool) -> Ending {
    let mut ending = Ending::default();
    join_threads(t);
    crate::stdlib::atexit::run(t);
    ending.flush_failed = !flush(t);
    t.vm().finishing.store(true, Ordering::Release);
    t.library().finalizing.store(true, Ordering::Release);
    t.stop_others_for_good();
    crate::stdlib::signal::uninstall(t);
    t.end_keeping();
    // What is retired may own the last reference to a function, and with it to a module's namespace.
    reclaim::pass_all(&t.base);
    empty_modules(t, check);
    if !flush(t) {
        ending.flush_failed = true;
    }
    if reclaim::owns_any(&t.base) {
        reclaim::pass_all(&t.base);
        collect(t);
    }
    // A daemon thread goes on holding what it was using, as does a thread that a fork has left behind.
    if check && t.vm().threads.count() <= 1 && !t.vm().threads.has_lost_threads() {
        (ending.leaks, ending.leaked) = leaks(t);
        ending.miscounted = audit(t, Mode::Exact);
    }
    ending
}

/// Waits for the threads that are no daemons.
fn join_threads(t: &Thread) {
    let Some(modules) = t.vm().modules.get() else { return };
    let Ok(Some(threading)) = t.dict_get_str(&modules, "threading") else { return };
    if let Err(raised) = t.call_method(&threading, "_shutdown", &[]) {
        crate::runtime::report::unraisable(t, raised, "Exception ignored on threading shutdown", Some(&threading));
    }
}

/// Flushes the standard streams; false when that fails.
fn flush(t: &Thread) -> bool {
    crate::stdlib::io::stdio::flush_at_exit(t)
}

/// Collections at the end, at most.
const MOST_ROUNDS: u32 = 32;

/// Empties all modules: first the main one, then the others in reverse order of import; `sys` and `builtins` stay for the finalisers.
/// With `check` whatever is garbage goes, else what finalisers could notice.
fn empty_modules(t: &Thread, check: bool) {
    let Some(modules) = t.vm().modules.get() else { return };
    let Some(table) = modules.downcast::<Dict>() else { return };
    if let Some(sys) = t.vm().sys.get() {
        for name in ["path", "argv", "ps1", "ps2", "last_exc", "last_type", "last_value", "last_traceback", "meta_path"]
        {
            if t.dict_get_str(&sys, name).is_ok_and(|v| v.is_some()) {
                let _ = t.dict_set_str(&sys, name, t.none());
            }
        }
        // The streams that scripts put in place of the standard ones go.
        for name in ["stdin", "stdout", "stderr"] {
            if let Ok(Some(original)) = t.dict_get_str(&sys, &format!("__{name}__")) {
                let _ = t.dict_set_str(&sys, name, original);
            }
        }
    }
    let builtins = t.vm().builtins_dict();
    drop(builtins.set_interned(t, &t.intern("_"), t.none()));
    table.clear_quietly();
    t.library().at_fork.clear();
    // What only modules held goes now: by count, or by the collector, whose finalisers find all names as they were.
    let before = t.finalizers_run.get();
    collect(t);
    let mut left = modules_left(t);
    if left.is_empty() && t.finalizers_run.get() == before && !check {
        return; // nothing has become garbage since
    }
    while let Some(namespace) = left.pop() {
        clear_namespace(t, &namespace);
    }
    // Finalisers may leave garbage with finalisers behind; those that always do are left to themselves in the end.
    for _ in 0..MOST_ROUNDS {
        let before = t.finalizers_run.get();
        collect(t);
        if t.finalizers_run.get() == before {
            break;
        }
    }
}

/// Collects garbage, finalisers included.
fn collect(t: &Thread) {
    crate::memory::collect::collect(t, crate::memory::collect::GENERATIONS - 1);
}

/// The namespaces of modules that something still holds.
fn modules_left(t: &Thread) -> Vec<Ref> {
    let kept = [t.vm().sys.load(), t.vm().builtins.load()];
    let mut left = Vec::new();
    t.heap().for_each_object(|object| {
        // SAFETY: the heap lists live objects, and this is the last thread.
        unsafe {
            if (*object).kind().layout() == kind::MODULE
                && let Some(dict) = Object::<Module>::body_of(object).dict.get()
                && !kept.iter().any(|k| k.same(dict.value()))
            {
                left.push(dict);
            }
        }
    });
    left
}

/// Replaces the values of a module's namespace by None, private names first, in order of insertion.
fn clear_namespace(t: &Thread, namespace: &Ref) {
    let Some(dict) = namespace.downcast::<Dict>() else { return };
    for round in 0..2 {
        for (key, value) in dict.entries() {
            let name = match key.downcast::<Str>() {
                Some(name) => name.to_str().into_owned(),
                None => continue,
            };
            let private = name.starts_with('_') && !name.starts_with("__");
            if (private || round == 1) && name != "__builtins__" && !value.value().is_none(t) {
                drop(value);
                // Without memory the value stays until the heap goes.
                let _ = dict.set(t, key, t.none());
            }
        }
    }
}

/// Leaked objects that are kept for a picture.
const MOST_DRAWN: usize = 30;

/// Objects that nothing the Vm keeps leads to, by type, and some of them.
fn leaks(t: &Thread) -> (Vec<(String, usize)>, Vec<*mut Header>) {
    let heap = t.heap();
    let mut seen: HashSet<usize> = HashSet::new();
    let mut pending: Vec<*mut Header> = Vec::new();
    let mut reach = |value: Value, pending: &mut Vec<*mut Header>| {
        if let Some(object) = value.pointer()
            && seen.insert(object.as_ptr() as usize)
        {
            pending.push(object.as_ptr());
        }
    };
    heap.for_each_object(|object| {
        // SAFETY: the heap lists live objects, and this is the last thread.
        if unsafe { (*object).has(header::IMMORTAL | header::DEFERRED) } {
            reach(Value::uncounted(object), &mut pending);
        }
    });
    t.vm().trace(&mut |value| reach(value, &mut pending));
    t.trace_own(&mut |value| reach(value, &mut pending));
    while let Some(object) = pending.pop() {
        // SAFETY: reached objects are alive.
        unsafe {
            let ty = (*object).type_pointer();
            if !ty.is_null() {
                reach(Value::uncounted(ty), &mut pending);
            }
            references(heap, t.hooks, object, &mut |value| reach(value, &mut pending));
        }
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut some = Vec::new();
    heap.for_each_object(|object| {
        if !seen.contains(&(object as usize)) {
            // SAFETY: the heap lists live objects, whose types are alive.
            let class = unsafe { Object::<Type>::body_of((*object).type_pointer()) };
            *counts.entry(t.class_name(class)).or_default() += 1;
            if some.len() < MOST_DRAWN {
                some.push(object);
            }
        }
    });
    (counts.into_iter().collect(), some)
}

/// Frees everything that is left; the heap itself goes with the last reference to the Vm.
pub fn free(t: &Thread) {
    let vm = t.vm();
    drop((t.handled.take(), t.pending.take(), t.locals.take()));
    t.library().release();
    vm.collector.release();
    vm.strings.empty_out();
    // Every object gets one reference more than anything owns, so that none of them is destroyed by what follows.
    let mut types: Vec<(usize, *mut Header)> = Vec::new();
    let mut others: Vec<*mut Header> = Vec::new();
    t.heap().for_each_object(|object| {
        // SAFETY: the heap lists live objects, and this is the last thread.
        unsafe {
            if !(*object).has(header::IMMORTAL) && !config::UNCOUNTED {
                (*object).count.inc(t.id);
            }
            if (*object).kind().layout() == kind::TYPE {
                let mro: &Slot = &Object::<Type>::body_of(object).mro;
                let length = mro.peek().and_then(|m| m.downcast::<Tuple>()).map_or(0, Tuple::len);
                types.push((length, object));
            } else {
                others.push(object);
            }
        }
    });
    vm.release();
    // A class takes itself out of its bases' lists: derived ones go first, and all of them before the tuples they look into.
    types.sort_unstable_by_key(|(length, _)| std::cmp::Reverse(*length));
    for object in types.into_iter().map(|(_, object)| object).chain(others) {
        // SAFETY: each payload is dropped once; nothing looks at it afterwards, because the extra reference keeps every other
        // object from being destroyed, and destructors of payloads look at the headers of other objects only.
        unsafe {
            if let Some(drop) = t.heap().ops((*object).kind()).drop {
                drop(object);
            }
        }
    }
}

impl crate::runtime::Vm {
    /// Calls back with every reference that the Vm itself holds.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.trace_own(visit);
        self.strings.trace(visit);
        for (_, object) in self.threads.library.kept.lock().iter() {
            object.trace(visit);
        }
        self.threads.library.trace(visit);
    }
}

/// The result of `sys.exit()`'s argument or an uncaught `SystemExit` as the process' exit code, printing what is no number.
///
/// # Errors
/// Whatever the argument's `__str__` raises.
pub fn exit_code(t: &Thread, exception: &Ref) -> PyResult<i32> {
    let code = t.getattr(exception, "code")?;
    if code.value().is_none(t) {
        return Ok(0);
    }
    if t.is_int(&code) {
        return Ok(t.as_i64(&code).map_or(-1, |n| n as i32));
    }
    let text = t.to_str(&code)?;
    let text = format!("{}\n", t.str_of(&text));
    crate::stdlib::io::stdio::write_stderr(t, &text);
    Ok(1)
}
