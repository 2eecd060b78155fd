//! Code objects: a `CodeUnit` made ready to run.
//!
//! A code object owns the constants, names and inline caches of its unit as one array of words, `k`, in which an
//! instruction's operand is an index. `k[0]` and `k[1]` hold the globals and builtins of the functions that run the code, so one
//! code object used with several namespaces has several `Instance`s of the array; the instructions, which specialise
//! themselves, belong to the instance too.

use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, Ordering};

use parking_lot::Mutex;

pub use super::code_type::CODE;
use super::kind;
use crate::bytecode::code::flags;
use crate::bytecode::{CodeUnit, Const, KEntry, Op};
use crate::config;
use crate::memory::{Header, Kind, Object, Payload, Ref, Slot, Value, header, reference};
use crate::runtime::{PyResult, Thread};

/// Index in `k` of the globals.
pub const K_GLOBALS: usize = 0;
/// Index in `k` of the builtins.
pub const K_BUILTINS: usize = 1;
/// Index in `k` of the code object.
pub const K_CODE: usize = 2;

/// Words in front of `k`: the address of the first instruction.
const K_HEAD: usize = 1;

/// Instructions and constants of a code object for one pair of namespaces.
#[repr(C)]
pub struct Instance {
    /// First instruction.
    pub start: *const u32,
    /// First word of `k`: three borrowed words, then constants and names (borrowed from `Code::k`) and cache words.
    pub k: *const u64,
    /// Words of operand stack and locals that a frame needs above its arguments' start.
    pub frame_words: u32,
    /// Number of locals.
    pub locals: u32,
    /// Parameters, if every call with this many positional arguments can take the fast path; else `u32::MAX`.
    pub simple_args: u32,
    /// The code object.
    pub code: *const Code,
    words: Box<[u64]>,
    _instrs: Box<[u32]>,
}

impl Instance {
    /// The first instruction of the code that `k` belongs to.
    ///
    /// # Safety
    /// `k` is the `k` of a live instance.
    #[inline]
    pub unsafe fn instrs_of(k: *const u64) -> *const u32 {
        // SAFETY: the word in front of `k` holds the address.
        unsafe { *k.sub(K_HEAD) as *const u32 }
    }

    fn serves(&self, globals: *mut Header, builtins: *mut Header) -> bool {
        self.words[K_HEAD + K_GLOBALS] == globals as u64 && self.words[K_HEAD + K_BUILTINS] == builtins as u64
    }
}

// SAFETY: the addresses lead to what the code object itself keeps, which does not change but for its caches, which are atomic.
unsafe impl Send for Instance {}

/// The payload of code objects.
pub struct Code {
    /// What the compiler made.
    pub unit: Arc<CodeUnit>,
    /// Constants and names by index in `k`; empty where `k` has caches.
    k: Box<[Slot]>,
    /// `co_name`, `co_qualname`, `co_filename`.
    pub name: Slot,
    pub qualname: Slot,
    pub filename: Slot,
    /// Local variable names.
    pub locals: Box<[Slot]>,
    /// The instance for the first pair of namespaces.
    first: AtomicPtr<Instance>,
    #[allow(clippy::vec_box)]
    instances: Mutex<Vec<Box<Instance>>>,
}

// SAFETY: the kind is this payload's alone; every slot is visited.
unsafe impl Payload for Code {
    const KIND: Kind = kind::CODE;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        use super::boxed::Trace;
        self.k
            .iter()
            .chain(&self.locals)
            .chain([&self.name, &self.qualname, &self.filename])
            .for_each(|s| s.trace(visit));
    }
}

impl Code {
    /// Makes a code object. `from_file`: the unit was loaded from a file, so that its names and constants are born immortal
    /// where that technique is on; the text of `exec` and `eval` is counted.
    pub fn load(t: &Thread, unit: &Arc<CodeUnit>, from_file: bool) -> PyResult {
        let name = |text: &str| -> Ref { if from_file { t.intern_immortal(text) } else { t.intern(text) } };
        let mut k = Vec::with_capacity(unit.k.len());
        for entry in &unit.k {
            k.push(match entry {
                KEntry::Reserved | KEntry::Cache => Slot::empty(),
                KEntry::Name(text) => Slot::new(name(text)),
                KEntry::Const(constant) => Slot::new(load_const(t, constant, from_file)?),
            });
        }
        let code = Code {
            unit: unit.clone(),
            k: k.into(),
            name: Slot::new(name(&unit.name)),
            qualname: Slot::new(name(&unit.qualname)),
            filename: Slot::new(name(&unit.filename)),
            locals: unit.locals.iter().map(|l| Slot::new(name(l))).collect(),
            first: AtomicPtr::new(std::ptr::null_mut()),
            instances: Mutex::default(),
        };
        let flags = if config::DEFERRED { header::DEFERRED } else { 0 };
        Ok(Object::allocate_as(&t.base, kind::CODE, flags, t.types().code.as_ptr(), 0, code)?)
    }

    /// The instance of this code for a pair of namespaces; `this` is the code object itself.
    #[inline]
    pub fn instance(&self, globals: *mut Header, builtins: *mut Header) -> *const Instance {
        let first = self.first.load(Ordering::Acquire);
        // SAFETY: instances live as long as the code.
        if !first.is_null() && unsafe { (*first).serves(globals, builtins) } {
            return first;
        }
        self.other_instance(globals, builtins)
    }

    #[cold]
    fn other_instance(&self, globals: *mut Header, builtins: *mut Header) -> *const Instance {
        let mut instances = self.instances.lock();
        if let Some(found) = instances.iter().find(|i| i.serves(globals, builtins)) {
            return &**found;
        }
        let mut instrs = self.unit.instrs.clone();
        instrs.push(Op::RAISE_PENDING as u32);
        if self.is_generator_like() {
            // The frame of a generator does not return to a call site.
            for instr in &mut instrs {
                let op = Op::from_u8(*instr as u8).unwrap_or(Op::NOP);
                let own = match op {
                    Op::RETURN => Op::GENERATOR_RETURN,
                    Op::RETURN_CONST => Op::GENERATOR_RETURN_CONST,
                    Op::RETURN_FAST => Op::GENERATOR_RETURN_FAST,
                    other => other,
                };
                *instr = *instr & !0xff | own as u32;
            }
        }
        let instrs: Box<[u32]> = instrs.into();
        let mut words = vec![0u64; K_HEAD + self.k.len()];
        for (i, (slot, entry)) in self.k.iter().zip(&self.unit.k).enumerate() {
            words[K_HEAD + i] = match entry {
                KEntry::Cache => 0,
                // Constants are borrowed from the code object: loading one need not count where borrowing is on.
                _ if config::DEFERRED => slot.load().marked().bits(),
                _ => slot.load().bits(),
            };
        }
        words[0] = instrs.as_ptr() as u64;
        words[K_HEAD + K_GLOBALS] = globals as u64;
        words[K_HEAD + K_BUILTINS] = builtins as u64;
        words[K_HEAD + K_CODE] = std::ptr::from_ref(Object::header_of(self)) as u64;
        let words: Box<[u64]> = words.into();
        let unit = &self.unit;
        let simple = unit.flags & (flags::VARARGS | flags::VARKEYWORDS) == 0 && unit.kwonly_count == 0;
        let instance = Box::new(Instance {
            start: instrs.as_ptr(),
            k: words[K_HEAD..].as_ptr(),
            frame_words: unit.locals.len() as u32 + unit.stack_size + 8,
            locals: unit.locals.len() as u32,
            simple_args: if simple { unit.arg_count } else { u32::MAX },
            code: self,
            words,
            _instrs: instrs,
        });
        let pointer: *const Instance = &*instance;
        if instances.is_empty() {
            self.first.store(pointer.cast_mut(), Ordering::Release);
        }
        instances.push(instance);
        pointer
    }

    /// Constant or name `index` of `k`.
    pub fn constant(&self, index: usize) -> Option<Ref> {
        self.k.get(index).and_then(Slot::get)
    }

    /// The docstring.
    pub fn docstring(&self) -> Option<Ref> {
        if self.unit.flags & flags::DOCSTRING == 0 { None } else { self.constant(3) }
    }

    /// Constants in order, for `co_consts`.
    pub fn constants(&self) -> Vec<Ref> {
        let consts = self.k.iter().zip(&self.unit.k).filter(|(_, e)| matches!(e, KEntry::Const(_)));
        consts.filter_map(|(slot, _)| slot.get()).collect()
    }

    /// Names in order, for `co_names`.
    pub fn names(&self) -> Vec<Ref> {
        let mut names: Vec<Ref> = Vec::new();
        for (slot, entry) in self.k.iter().zip(&self.unit.k) {
            if let (KEntry::Name(_), Some(name)) = (entry, slot.get())
                && !names.iter().any(|n| n.is(&name))
            {
                names.push(name);
            }
        }
        names
    }

    /// Zeroes every inline cache.
    pub fn flush_caches(&self) {
        for instance in self.instances.lock().iter() {
            for (word, entry) in instance.words[K_HEAD..].iter().zip(&self.unit.k) {
                if matches!(entry, KEntry::Cache) {
                    cache_word(word).store(0, Ordering::Relaxed);
                }
            }
        }
    }

    /// Is this the code of a generator, coroutine or async generator?
    pub fn is_generator_like(&self) -> bool {
        self.unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0
    }
}

/// A word of `k` as the atomic that it is used as.
#[inline(always)]
pub fn cache_word(word: &u64) -> &std::sync::atomic::AtomicU64 {
    // SAFETY: same size and alignment; cache words are only accessed atomically once the code runs.
    unsafe { &*std::ptr::from_ref(word).cast() }
}

fn load_const(t: &Thread, constant: &Const, from_file: bool) -> PyResult {
    let immortal = from_file && config::IMMORTAL;
    let made = match constant {
        Const::None => return Ok(t.none()),
        Const::True => return Ok(t.bool(true)),
        Const::False => return Ok(t.bool(false)),
        Const::Ellipsis => return Ok(t.ellipsis()),
        Const::Code(unit) => return Code::load(t, unit, from_file),
        Const::Int(n) => t.int(*n)?,
        Const::BigInt(digits) => t.big_int_from_digits(digits)?,
        Const::Float(x) => t.float(*x)?,
        Const::Complex(re, im) => t.complex(*re, *im)?,
        Const::Str(text) => {
            // Strings that look like names are interned, as CPython does it.
            let is_name = text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            if is_name {
                return Ok(if from_file { t.intern_immortal(text) } else { t.intern(text) });
            }
            t.str(text)?
        }
        Const::WideStr(points) => t.str_from_u32(points)?,
        Const::Bytes(bytes) => t.bytes(bytes)?,
        Const::Tuple(items) => {
            let items = items.iter().map(|c| load_const(t, c, from_file)).collect::<PyResult<Vec<_>>>()?;
            t.tuple(items)?
        }
        Const::FrozenSet(items) => {
            let items = items.iter().map(|c| load_const(t, c, from_file)).collect::<PyResult<Vec<_>>>()?;
            t.frozenset_of(&items)?
        }
    };
    Ok(if immortal { make_immortal(made) } else { made })
}

/// Makes an object that nobody else has seen yet immortal.
pub fn make_immortal(object: Ref) -> Ref {
    let value = object.value();
    if !value.is_counted() {
        return object;
    }
    if let Some(header) = object.header() {
        if !header.is_unique(crate::thread::state::current_id()) {
            return object; // a cached object that others hold by counted words
        }
        header.set(header::IMMORTAL);
    }
    let value = object.release();
    // SAFETY: the only reference was ours; from here on every word of the object is marked.
    unsafe { Ref::adopt(Value::uncounted(value.address())) }
}

/// Turns a word of `k` that holds a constant into an owned reference.
///
/// # Safety
/// The code object is alive.
#[inline(always)]
pub unsafe fn own_constant(word: u64) -> Value {
    // SAFETY: the caller's.
    unsafe { reference::own(Value::from_bits(word)) }
}
