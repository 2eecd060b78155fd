//! `Vm`: one interpreter, with its heap, its gate, its types and modules. Several live side by side in a process.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use parking_lot::Mutex;
use rustc_hash::FxHashMap;

use crate::config;
use crate::memory::{Heap, Own, Ref, Slot, Value};
use crate::object::boxed::Trace as _;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::generator::Generator;
use crate::object::shape::ShapeTable;
use crate::object::string::intern::StringCache;
use crate::object::typedef::TypeDef;
use crate::object::value::Singletons;
use crate::runtime::names::Names;
use crate::runtime::native::{CallArgs, NativeDef, Signature};
use crate::runtime::types::Types;
use crate::runtime::{PyResult, Thread};
use crate::thread::gate::Gate as _;
use crate::thread::state::Shared;

/// What the interpreter loop offers to the layers below it.
pub struct Interpreter {
    /// Calls a Python function.
    pub call: fn(&Thread, &Ref, &Function, CallArgs<'_>) -> PyResult,
    /// Resumes a suspended generator with a value, or with an exception to raise at the point of suspension.
    /// `Ok(Ok(v))` was yielded, `Ok(Err(v))` returned.
    pub resume: fn(&Thread, &Ref, &Generator, Result<Ref, crate::runtime::Raised>) -> PyResult<Result<Ref, Ref>>,
    /// As `resume` with None, the most common way.
    pub next: fn(&Thread, &Ref, &Generator) -> PyResult<Result<Ref, Ref>>,
    /// Serves the bits of the safepoint word.
    pub safepoint: fn(&Thread) -> PyResult<()>,
}

/// What the embedder decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// Folders to search for modules, first the script's.
    pub path: Vec<String>,
    /// Bytes that heap and buffers may use; `None`: 80 % of what the process may use.
    pub heap_limit: Option<u64>,
    /// Key of string hashes: `PYTHONHASHSEED`. `None`: random.
    pub hash_seed: Option<u32>,
    /// `-O` level.
    pub optimize: u8,
    /// Warnings filters from `-W`.
    pub warnings: Vec<String>,
    /// `-X` options.
    pub x_options: Vec<String>,
    /// Recount the heap at the end.
    pub audit: bool,
    /// Report event counts at the end.
    pub stats: bool,
    /// Where to draw the heap at the end.
    pub heap_graph: Option<std::path::PathBuf>,
    /// Leave Ctrl-C to Python (the main program does).
    pub handle_signals: bool,
    /// `-i`.
    pub inspect: bool,
    /// `-u`.
    pub unbuffered: bool,
    /// Run the dispatch loop around one `match` (`-X dispatch=match`), where there is a choice.
    pub match_dispatch: bool,
    /// A global lock in a build without one (`-X gil=1`).
    pub gil: bool,
    /// `sys.set_int_max_str_digits()` at start; `None`: 4300.
    pub int_max_str_digits: Option<usize>,
    /// Collect after every so many allocations of traced objects.
    pub stress_gc: Option<u32>,
    /// Switch threads after every so many safepoints.
    pub stress_switch: Option<u32>,
    /// Where to write what the threads were doing.
    pub timeline: Option<std::path::PathBuf>,
    /// What `sys.flags` tells of the command line beyond the fields above.
    pub flags: CommandFlags,
}

/// Switches that scripts only read, from `sys.flags`.
#[derive(Clone, Copy, Default, Debug)]
pub struct CommandFlags {
    /// `-E`.
    pub ignore_environment: bool,
    /// `-I`.
    pub isolated: bool,
    /// `-P`: no folder of the script in `sys.path`.
    pub safe_path: bool,
    /// `-s`.
    pub no_user_site: bool,
    /// `-S`.
    pub no_site: bool,
    /// `-q`.
    pub quiet: bool,
    /// How many `-v`.
    pub verbose: u8,
    /// How many `-b`.
    pub bytes_warning: u8,
    /// `-d`.
    pub debug: u8,
    /// `-X dev`.
    pub dev_mode: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            argv: vec![String::new()],
            path: Vec::new(),
            heap_limit: None,
            hash_seed: None,
            optimize: 0,
            warnings: Vec::new(),
            x_options: Vec::new(),
            audit: false,
            stats: false,
            heap_graph: None,
            handle_signals: false,
            inspect: false,
            unbuffered: false,
            match_dispatch: false,
            gil: false,
            int_max_str_digits: None,
            stress_gc: None,
            stress_switch: None,
            timeline: None,
            flags: CommandFlags::default(),
        }
    }
}

/// See the module's documentation.
pub struct Vm {
    /// Heap and queues.
    pub shared: Arc<Shared>,
    /// The global lock, or nothing.
    pub gate: config::Gate,
    /// What the embedder decided.
    pub options: Options,
    types: UnsafeCell<Types>,
    singletons: UnsafeCell<Singletons>,
    /// Builtin types made so far, by the address of their description.
    classes: Mutex<FxHashMap<usize, Ref>>,
    /// Interned strings and single characters.
    pub strings: StringCache,
    /// Shapes of instances, by id.
    pub shapes: ShapeTable,
    /// `builtins`' namespace.
    pub builtins: Slot,
    /// `sys.modules`.
    pub modules: Slot,
    /// `sys`' namespace.
    pub sys: Slot,
    constants: UnsafeCell<Constants>,
    names: UnsafeCell<Option<Names>>,
    /// Held while the namespace of a class changes.
    pub class_changes: crate::thread::mutex::Mutex<()>,
    /// Code objects that functions had before a script gave them others; frames may still run them.
    retired_code: Mutex<Vec<Ref>>,
    /// Parsed signatures of slots' constructors, by the address of their description; only added to.
    signatures: Mutex<FxHashMap<usize, Box<Signature>>>,
    /// Texts that are in no file, for reports.
    pub sources: crate::runtime::report::Sources,
    /// Which thread is importing what.
    pub imports: crate::runtime::import::Imports,
    recursion_limit: AtomicU32,
    /// Next `threading.get_ident()`-like serial number.
    pub next_thread: AtomicU64,
    /// The interpreter loop.
    pub interpreter: &'static Interpreter,
    /// Weak references by address of the object.
    pub weakrefs: crate::object::weakref::Table,
    /// The cycle collector's state.
    pub collector: crate::memory::collect::Collector,
    /// Set when the Vm is ending: daemon threads stop at their next safepoint.
    pub finishing: AtomicBool,
    /// Threads that run or wait.
    pub threads: crate::runtime::thread::Registry,
    /// Native modules by name.
    pub native_modules: &'static [&'static crate::object::module::ModuleDef],
}

/// Objects that the Vm keeps ready.
#[derive(Default)]
struct Constants {
    not_implemented: Slot,
    ellipsis: Slot,
    memory_error: Slot,
    empty_tuple: Slot,
    singletons: [Slot; 3],
    /// Boxed small integers, for builds without tagged ones.
    small_ints: Vec<Slot>,
    /// `bytes` of each single byte, and the empty one.
    short_bytes: Vec<Slot>,
}

// SAFETY: the cells are written while the Vm starts, before a second thread can exist, then only read.
unsafe impl Sync for Vm {}
// SAFETY: as above.
unsafe impl Send for Vm {}

impl Vm {
    /// A Vm with an empty heap; `object::start` fills it.
    pub fn new(
        options: Options,
        interpreter: &'static Interpreter,
        native_modules: &'static [&'static crate::object::module::ModuleDef],
    ) -> Arc<Vm> {
        crate::thread::private::prepare();
        let limit = options.heap_limit.unwrap_or_else(default_limit);
        Arc::new(Vm {
            shared: Arc::new(Shared::new(Heap::new(crate::object::kind::KINDS, limit))),
            gate: config::Gate::with_lock(options.gil),
            strings: StringCache::new(options.hash_seed),
            options,
            types: UnsafeCell::new(Types::EMPTY),
            singletons: UnsafeCell::new(Singletons::WORDS),
            classes: Mutex::default(),
            shapes: ShapeTable::new(),
            builtins: Slot::empty(),
            modules: Slot::empty(),
            sys: Slot::empty(),
            constants: UnsafeCell::default(),
            names: UnsafeCell::new(None),
            class_changes: crate::thread::mutex::Mutex::new(()),
            retired_code: Mutex::default(),
            signatures: Mutex::default(),
            imports: crate::runtime::import::Imports::default(),
            recursion_limit: AtomicU32::new(1000),
            next_thread: AtomicU64::new(1),
            interpreter,
            weakrefs: crate::object::weakref::Table::new(),
            collector: crate::memory::collect::Collector::default(),
            finishing: AtomicBool::new(false),
            threads: crate::runtime::thread::Registry::new(),
            sources: crate::runtime::report::Sources::default(),
            native_modules,
        })
    }

    /// The well-known types; constant once the Vm has started.
    pub fn types(&self) -> *const Types {
        self.types.get()
    }

    /// The words of the singletons.
    pub fn singletons(&self) -> Singletons {
        // SAFETY: constant once the Vm has started.
        unsafe { *self.singletons.get() }
    }

    /// Sets a well-known type; while the Vm starts.
    ///
    /// # Safety
    /// No other thread uses the Vm yet.
    pub unsafe fn types_mut(&self) -> *mut Types {
        self.types.get()
    }

    /// Keeps the singletons; while the Vm starts.
    ///
    /// # Safety
    /// No other thread uses the Vm yet.
    pub unsafe fn keep_singletons(&self, none: Ref, true_: Ref, false_: Ref) {
        // SAFETY: the caller's.
        unsafe {
            *self.singletons.get() = Singletons { none: none.value(), true_: true_.value(), false_: false_.value() };
            (*self.constants.get()).singletons = [Slot::new(none), Slot::new(true_), Slot::new(false_)];
        }
    }

    /// Keeps the constants; while the Vm starts.
    ///
    /// # Safety
    /// No other thread uses the Vm yet.
    pub unsafe fn keep_constants(&self, not_implemented: Ref, ellipsis: Ref, empty_tuple: Ref) {
        // SAFETY: the caller's.
        let constants = unsafe { &mut *self.constants.get() };
        constants.not_implemented = Slot::new(not_implemented);
        constants.ellipsis = Slot::new(ellipsis);
        constants.empty_tuple = Slot::new(empty_tuple);
    }

    /// Keeps the `bytes` of at most one byte; while the Vm starts.
    ///
    /// # Safety
    /// No other thread uses the Vm yet.
    pub unsafe fn keep_short_bytes(&self, short_bytes: Vec<Slot>) {
        // SAFETY: the caller's.
        unsafe { (*self.constants.get()).short_bytes = short_bytes };
    }

    /// The `bytes` of one byte, or the empty one.
    pub fn short_bytes(&self, byte: Option<u8>) -> Ref {
        // SAFETY: constant once the Vm has started.
        let all = unsafe { &(*self.constants.get()).short_bytes };
        all[byte.map_or(1 << 8, usize::from)].get().expect("kept when the Vm started")
    }

    /// Keeps the boxed small integers of builds without tagged ones; while the Vm starts.
    ///
    /// # Safety
    /// No other thread uses the Vm yet.
    pub unsafe fn keep_small_ints(&self, small_ints: Vec<Slot>) {
        // SAFETY: the caller's.
        unsafe { (*self.constants.get()).small_ints = small_ints };
    }

    /// The words of the boxed small integers, from `number::SMALL_CACHE_MIN` on; null before they are kept.
    pub fn small_ints(&self) -> *const Value {
        // SAFETY: constant once the Vm has started.
        let table = unsafe { &(*self.constants.get()).small_ints };
        if table.is_empty() { std::ptr::null() } else { table.as_ptr().cast() }
    }

    /// Keeps the `MemoryError` for hard times.
    pub fn keep_memory_error(&self, error: Ref) {
        // SAFETY: called while the Vm starts.
        unsafe { (*self.constants.get()).memory_error = Slot::new(error) };
    }

    /// Keeps the names that the runtime looks up; while the Vm starts.
    ///
    /// # Safety
    /// No other thread uses the Vm yet.
    pub unsafe fn keep_names(&self, names: Names) {
        // SAFETY: the caller's.
        unsafe { *self.names.get() = Some(names) };
    }

    /// The names that the runtime looks up.
    #[inline(always)]
    pub fn names(&self) -> &Names {
        // SAFETY: constant once the Vm has started.
        unsafe { (*self.names.get()).as_ref() }.expect("kept when the Vm started")
    }

    /// Keeps the code that a function had until now.
    pub fn retire_code(&self, code: Ref) {
        let mut retired = self.retired_code.lock();
        if !retired.iter().any(|other| other.is(&code)) {
            retired.push(code);
        }
    }

    /// The parsed signature of a constructor's description.
    pub fn signature(&self, def: &'static NativeDef) -> &Signature {
        let mut signatures = self.signatures.lock();
        let entry = signatures
            .entry(std::ptr::from_ref(def) as usize)
            .or_insert_with(|| Box::new(Signature::parse(def.signature).constructor()));
        // SAFETY: entries are never removed, and a box stays where it is when the map grows.
        unsafe { &*std::ptr::from_ref::<Signature>(entry) }
    }

    fn constant(&self, which: fn(&Constants) -> &Slot) -> Ref {
        // SAFETY: constant once the Vm has started.
        which(unsafe { &*self.constants.get() }).get().expect("kept when the Vm started")
    }

    /// `NotImplemented`.
    pub fn not_implemented(&self) -> Ref {
        self.constant(|c| &c.not_implemented)
    }
    /// `...`.
    pub fn ellipsis(&self) -> Ref {
        self.constant(|c| &c.ellipsis)
    }
    /// `()`.
    pub fn empty_tuple(&self) -> Ref {
        self.constant(|c| &c.empty_tuple)
    }
    /// The `MemoryError` kept ready.
    pub fn memory_error(&self) -> Ref {
        self.constant(|c| &c.memory_error)
    }

    /// `sys.getrecursionlimit()`.
    pub fn recursion_limit(&self) -> u32 {
        self.recursion_limit.load(Ordering::Relaxed)
    }

    /// `sys.setrecursionlimit()`; running threads take it over at their next call into here.
    pub fn set_recursion_limit(&self, limit: u32) {
        self.recursion_limit.store(limit, Ordering::Relaxed);
    }

    /// The builtin type made from `def`, if it exists already.
    pub fn class_if_made(&self, def: &'static TypeDef) -> Option<Ref> {
        self.classes.lock().get(&(std::ptr::from_ref(def) as usize)).cloned()
    }

    /// Keeps a builtin type.
    pub fn keep_class(&self, def: &'static TypeDef, class: Ref) {
        self.classes.lock().insert(std::ptr::from_ref(def) as usize, class);
    }

    /// Every builtin type made so far.
    pub fn builtin_classes(&self) -> Vec<Own<Type>> {
        self.classes.lock().values().filter_map(|c| c.clone().into_own().ok()).collect()
    }

    /// `builtins`' namespace.
    pub fn builtins_dict(&self) -> Own<Dict> {
        let dict = self.builtins.get().expect("set when the Vm started");
        // SAFETY: only dicts are stored there.
        unsafe { Own::new_unchecked(dict) }
    }

    /// Calls back with every reference that the fields of the Vm hold.
    pub(in crate::runtime) fn trace_own(&self, visit: &mut dyn FnMut(Value)) {
        for slot in [&self.builtins, &self.modules, &self.sys] {
            slot.trace(visit);
        }
        for class in self.classes.lock().values().chain(self.retired_code.lock().iter()) {
            class.trace(visit);
        }
        self.collector.trace(visit);
        // SAFETY: constant once the Vm has started.
        let (constants, names) = unsafe { (&*self.constants.get(), &*self.names.get()) };
        let Constants { not_implemented, ellipsis, memory_error, empty_tuple, singletons, small_ints, short_bytes } =
            constants;
        let single = [not_implemented, ellipsis, memory_error, empty_tuple].into_iter();
        single.chain(singletons).chain(small_ints).chain(short_bytes).for_each(|slot| slot.trace(visit));
        if let Some(names) = names {
            names.trace(visit);
        }
    }

    /// Drops everything the Vm itself holds; its last act before the heap goes.
    pub fn release(&self) {
        for slot in [&self.builtins, &self.modules, &self.sys] {
            drop(slot.take());
        }
        let classes = std::mem::take(&mut *self.classes.lock());
        drop(classes);
        let retired = std::mem::take(&mut *self.retired_code.lock());
        drop(retired);
        // SAFETY: the last thread is here.
        unsafe {
            drop(std::mem::take(&mut *self.constants.get()));
            drop((*self.names.get()).take());
        }
    }
}

/// 80 % of the memory that the process may use, in bytes: the least of physical memory, the cgroup's limit and the resource limit.
fn default_limit() -> u64 {
    let read = |path: &str| std::fs::read_to_string(path).ok().and_then(|s| s.trim().parse::<u64>().ok());
    // SAFETY: `sysconf` and `getrlimit` only fill in what they are given.
    let (physical, address) = unsafe {
        let mut limit = std::mem::zeroed::<libc::rlimit>();
        let address = if libc::getrlimit(libc::RLIMIT_AS, &mut limit) == 0 { limit.rlim_cur } else { u64::MAX };
        (libc::sysconf(libc::_SC_PHYS_PAGES).max(1) as u64 * libc::sysconf(libc::_SC_PAGESIZE).max(1) as u64, address)
    };
    let cgroup = read("/sys/fs/cgroup/memory.max")
        .or_else(|| read("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
        .unwrap_or(u64::MAX);
    physical.min(cgroup).min(address) / 5 * 4
}
