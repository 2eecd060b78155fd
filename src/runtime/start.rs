//! The start of a Vm: types out of nothing, then constants, names, `builtins` and `sys`.
//!
//! Types need each other: a type is an instance of `type`, its namespace a dict, its name a `str`. So all well-known types are
//! allocated first, with null where a type should stand; then the nulls are filled in, and only then the types get their
//! contents.

use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::config;
use crate::memory::{Header, Own, Ref};
use crate::object::class_make;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::module::{Module, ModuleDef};
use crate::object::tuple::Tuple;
use crate::object::{kind, singleton};
use crate::runtime::finish::{self, Ending};
use crate::runtime::names::Names;
use crate::runtime::thread::MAIN_STACK_WORDS;
use crate::runtime::vm::{Options, Vm};
use crate::runtime::{PyResult, Raised, Thread};
use crate::thread::state::ThreadBase;

/// A Vm that has started, with its main thread attached to the calling thread.
///
/// Dropped without `free` it leaves its memory behind: the objects of a Vm that has not ended refer to each other in all ways.
pub struct Running {
    thread: ManuallyDrop<Box<Thread>>,
    previous: *const ThreadBase,
    attached: bool,
}

/// Starts a Vm. `native_stack`: bytes of native stack that are left below the caller.
///
/// # Errors
/// A message when there is no memory for the builtin types.
pub fn start(options: Options, native_stack: usize) -> Result<Running, String> {
    let vm = Vm::new(options, &crate::vm::INTERPRETER, crate::stdlib::NATIVE);
    let thread = Thread::new(&vm, MAIN_STACK_WORDS);
    // SAFETY: `Running` keeps the state, and detaches it before it goes.
    let previous = unsafe { thread.attach() };
    let running = Running { thread: ManuallyDrop::new(thread), previous, attached: true };
    let t = running.thread();
    t.set_native_stack(native_stack);
    // Relaxed: only uniqueness matters.
    t.ident.set(vm.next_thread.fetch_add(1, Ordering::Relaxed));
    vm.threads.add(t);
    match fill(t, &vm) {
        Ok(()) => {
            if vm.options.handle_signals {
                crate::stdlib::signal::install(t);
            }
            Ok(running)
        }
        Err(raised) => Err(describe(t, &raised)),
    }
}

/// What can be said of an exception while not everything exists yet.
fn describe(t: &Thread, raised: &Raised) -> String {
    let class = t.type_name(&raised.0);
    match t.to_str(&raised.0) {
        Ok(text) => format!("{class}: {}", t.str_of(&text)),
        Err(_) => class,
    }
}

impl Running {
    /// The main thread.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Leaves the Vm without ending it; nothing may be done with it before `attach`.
    pub fn detach(&mut self) {
        if std::mem::take(&mut self.attached) {
            // SAFETY: attached at start or by `attach`.
            unsafe { self.thread.detach(self.previous) };
        }
    }

    /// Enters the Vm again, on the same native thread.
    pub fn attach(&mut self) {
        if !self.attached {
            // SAFETY: the state is kept, and detached before it goes.
            self.previous = unsafe { self.thread.attach() };
            self.attached = true;
        }
    }

    /// Ends what scripts started and empties all modules. `check`: look for objects that should not be alive.
    pub fn finish(&self, check: bool) -> Ending {
        finish::finish(&self.thread, check)
    }

    /// Frees everything, after `finish`; for processes that go on.
    pub fn free(mut self) {
        self.attach();
        self.thread.vm().threads.close_queue(&self.thread);
        finish::free(&self.thread);
        self.leave();
        // SAFETY: the state is not used again: `self` is forgotten.
        unsafe { ManuallyDrop::drop(&mut self.thread) };
        std::mem::forget(self);
    }

    fn leave(&mut self) {
        self.thread.vm().threads.remove(&self.thread);
        self.detach();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.leave();
    }
}

fn fill(t: &Thread, vm: &Arc<Vm>) -> PyResult<()> {
    let defs = allocate_types(t, vm)?;
    patch_types(t);
    make_constants(t, vm)?;
    for def in defs {
        let class = t.class(def);
        class_make::complete(t, &class, def)?;
    }
    let error = t.error_with(&ex::MEMORY_ERROR, Vec::new());
    vm.keep_memory_error(error.0);
    if let Some(digits) = vm.options.int_max_str_digits {
        t.library().int_max_str_digits.store(digits, Ordering::Relaxed);
    }
    drop(vm.modules.replace(t.new_dict()?));
    let builtins = add_module(t, &crate::stdlib::builtins::MODULE)?;
    drop(vm.builtins.replace(namespace(&builtins)));
    let sys = add_module(t, &crate::stdlib::sys::MODULE)?;
    drop(vm.sys.replace(namespace(&sys)));
    add_main(t, &builtins)?;
    vm.collector.set_enabled(t, true);
    Ok(())
}

/// Allocates the well-known types, in the order of their fields; a base comes before what is derived from it.
fn allocate_types(t: &Thread, vm: &Vm) -> PyResult<Vec<&'static crate::object::typedef::TypeDef>> {
    // SAFETY: no other thread uses the Vm yet; the borrow ends with the statement.
    let count = unsafe { (*vm.types_mut()).fields().len() };
    let mut defs = Vec::with_capacity(count);
    for i in 0..count {
        // SAFETY: as above.
        let def = unsafe { (*vm.types_mut()).fields()[i].1 };
        let class = class_make::allocate(t, def)?;
        // SAFETY: as above.
        unsafe { (*vm.types_mut()).fields()[i].0.set(&class) };
        defs.push(def);
    }
    Ok(defs)
}

/// Gives their types to the objects that are older than those.
fn patch_types(t: &Thread) {
    let types = t.types();
    t.heap().for_each_object(|object| {
        // SAFETY: the heap lists live objects, which only this thread uses.
        let object: &Header = unsafe { &*object };
        if object.type_pointer().is_null() {
            let ty = match object.kind() {
                kind::TYPE => &types.type_,
                kind::DICT => &types.dict,
                kind::STR => &types.str,
                kind::TUPLE => &types.tuple,
                other => unreachable!("nothing of kind {other:?} is made before the types"),
            };
            object.set_type_pointer(ty.as_ptr());
        }
    });
}

fn make_constants(t: &Thread, vm: &Vm) -> PyResult<()> {
    let [none, true_, false_, not_implemented, ellipsis] = singleton::make_all(t)?;
    let empty_tuple = Tuple::make_empty(t)?;
    // SAFETY: no other thread uses the Vm yet.
    unsafe {
        if !config::TAGGED {
            vm.keep_singletons(none, true_, false_);
        }
        vm.keep_constants(not_implemented, ellipsis, empty_tuple);
    }
    t.take_constants();
    vm.strings.fill(t)?;
    let short_bytes = t.make_short_bytes()?;
    // SAFETY: as above.
    unsafe {
        vm.keep_short_bytes(short_bytes);
        vm.keep_names(Names::new(t));
    }
    if !config::TAGGED {
        let small_ints = t.make_small_ints()?;
        // SAFETY: as above.
        unsafe { vm.keep_small_ints(small_ints) };
        t.take_constants();
    }
    Ok(())
}

fn namespace(module: &Ref) -> Ref {
    module.downcast::<Module>().and_then(|m| m.dict.get()).expect("modules have a namespace")
}

/// Makes a native module and enters it in `sys.modules`.
fn add_module(t: &Thread, def: &'static ModuleDef) -> PyResult {
    let module = t.native_module(def)?;
    crate::runtime::import::set_spec(t, &module, def.name, Some("built-in"), None)?;
    t.dict_set_str(&t.vm().modules.get().expect("made above"), def.name, module.clone())?;
    Ok(module)
}

/// Makes the empty module `__main__`.
fn add_main(t: &Thread, builtins: &Ref) -> PyResult<()> {
    let main = t.new_module("__main__", "")?;
    let dict = namespace(&main);
    t.dict_set_str(&dict, "__annotations__", t.new_dict()?)?;
    t.dict_set_str(&dict, "__builtins__", builtins.clone())?;
    t.dict_set_str(&t.vm().modules.get().expect("made above"), "__main__", main)
}

/// The namespace of `__main__`.
///
/// # Errors
/// `RuntimeError` when a script has removed the module.
pub fn main_namespace(t: &Thread) -> PyResult<Own<Dict>> {
    let modules = t.vm().modules.get().ok_or_else(|| t.runtime_error("lost sys.modules"))?;
    let main = t.dict_get(&modules, &t.names().__main__)?;
    match main.as_ref().and_then(|m| m.downcast::<Module>()).and_then(|m| m.dict.get()) {
        Some(dict) => Ok(crate::object::instance::own_dict(dict)),
        None => Err(t.runtime_error("lost __main__")),
    }
}
