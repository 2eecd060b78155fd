//! Frames and the registers of the dispatch loop.
//!
//! ```text
//! … caller's operands | callee  saved ip  saved fp  saved k | arguments = first locals … other locals | operands …
//!                       fp[-4]  fp[-3]    fp[-2]    fp[-1]    fp[0] …                                    … sp
//! ```
//!
//! A call site pushes the callee, reserves three words and pushes the arguments in place, so that making a frame copies
//! nothing. The callee word is the function, or in the frame of a generator the generator. A frame that native code entered
//! returns to the instruction `EXIT`.

use crate::bytecode::Op;
use crate::config;
use crate::memory::{Ref, Value, header, reference};
use crate::object::code::{Code, Instance, K_CODE};
use crate::runtime::Thread;

/// Words between the callee's slot and the arguments.
pub const FRAME_WORDS: usize = 4;

/// The interpreter's registers: next instruction, first free operand word, locals, constants, thread.
#[derive(Clone, Copy)]
pub struct Regs {
    pub ip: *const u32,
    pub sp: *mut Value,
    pub fp: *mut Value,
    pub k: *const u64,
    pub th: *const Thread,
}

/// Two, so that there is an instruction in front of a frame's return address in any case.
static EXIT: [u32; 2] = [Op::EXIT as u32; 2];

/// Where frames entered by native code return to.
#[inline(always)]
pub fn exit_ip() -> *const u32 {
    // SAFETY: the second of two.
    unsafe { EXIT.as_ptr().add(1) }
}

/// Where frames return to that were entered for an instruction whose work is not done with their result. Two words below the callee's
/// belong to it: an operand (or null) and the address behind the instruction.
static PSEUDO: [u32; 2] = [Op::INIT_DONE as u32, Op::ITER_DONE as u32];

/// Where the frame of an `__init__` called for a new instance returns to.
#[inline(always)]
pub fn init_done_ip() -> *const u32 {
    PSEUDO.as_ptr()
}

/// Where the frame of an `__iter__` called for an iterator returns to.
#[inline(always)]
pub fn iter_done_ip() -> *const u32 {
    // SAFETY: the second of two.
    unsafe { PSEUDO.as_ptr().add(1) }
}

/// Is it one of these?
#[inline(always)]
pub fn is_pseudo(ip: *const u32) -> bool {
    PSEUDO.as_ptr_range().contains(&ip)
}

/// The word for the address behind an instruction: an odd one, so that nobody takes it for an object.
#[inline(always)]
pub fn address_word(ip: *const u32) -> Value {
    Value::from_bits((ip as u64) << 4 | 1)
}

/// The address that `address_word` was made of.
#[inline(always)]
pub fn word_address(word: Value) -> *const u32 {
    (word.bits() >> 4) as *const u32
}

/// What a fast handler tells its driver.
pub enum Flow {
    /// Go on with these registers.
    Next(Regs),
    /// Nothing was done: try the second handler of `fast::other`.
    Other,
    /// Nothing was done: run the warm handler, or where there is none the slow one.
    Slow,
    /// Call the native function below this many arguments.
    Native(usize),
    /// Ask the iterator on top of the stack for its next item, for a `for` loop.
    Iterate,
    /// The run ends.
    Exit(Regs),
    /// Make an instance of the class below this many arguments and enter its `__init__`.
    Construct(usize),
    /// Go on, after finishing a decrement that `dec_fast` left open (most often the object dies).
    Drop(Regs, *mut crate::memory::Header),
    /// Go on, after finishing that of the first and then giving up a reference to the second.
    DropTwo(Regs, *mut crate::memory::Header, *mut crate::memory::Header),
}

impl Regs {
    /// The thread.
    #[inline(always)]
    pub fn t<'a>(self) -> &'a Thread {
        // SAFETY: the thread outlives every run of the interpreter on it.
        unsafe { &*self.th }
    }

    /// Saves the registers where native code finds them.
    #[inline(always)]
    pub fn save(self) {
        let t = self.t();
        t.ip.set(self.ip);
        t.fp.set(self.fp);
        t.sp.set(self.sp);
        t.k.set(self.k);
    }

    /// The registers that were saved last.
    #[inline(always)]
    pub fn saved(self) -> Regs {
        let t = self.t();
        Regs { ip: t.ip.get(), sp: t.sp.get(), fp: t.fp.get(), k: t.k.get(), th: self.th }
    }

    /// The code that runs.
    ///
    /// # Safety
    /// `k` belongs to a live code object.
    pub unsafe fn code<'a>(self) -> &'a Code {
        // SAFETY: `k[K_CODE]` is the address of the code object.
        unsafe { code_of(self.k) }
    }

    /// Index of the instruction before `ip`: the one that is being executed.
    ///
    /// # Safety
    /// `ip` points behind an instruction of the instance that `k` belongs to.
    pub unsafe fn index(self) -> u32 {
        // SAFETY: the caller's.
        unsafe { instruction_index(self.k, self.ip) }
    }
}

/// The code object that `k` belongs to.
///
/// # Safety
/// It is alive.
pub unsafe fn code_of<'a>(k: *const u64) -> &'a Code {
    // SAFETY: `k[K_CODE]` is the address of the code object.
    unsafe { crate::memory::Object::<Code>::body_of(*k.add(K_CODE) as *mut _) }
}

/// Index of the instruction before `ip` in the code that `k` belongs to.
///
/// # Safety
/// `ip` points behind one of its instructions.
pub unsafe fn instruction_index(k: *const u64, ip: *const u32) -> u32 {
    // SAFETY: the caller's.
    let start = unsafe { Instance::instrs_of(k) };
    ((ip as usize - start as usize) / 4).saturating_sub(1) as u32
}

/// The reference that an operand taken off the stack becomes. The collector finds uncounted references to deferred objects on the
/// stack only, so one that native code holds is counted.
///
/// # Safety
/// The word is not null, and owns what it says.
#[inline]
unsafe fn taken(value: Value) -> Ref {
    // SAFETY: the caller's.
    unsafe {
        if config::DEFERRED && !value.is_counted() && value.is_pointer() && (*value.address()).has(header::DEFERRED) {
            return Ref::adopt(reference::own_marked(value));
        }
        Ref::adopt(value)
    }
}

/// What a slow handler works on: the registers, with operands as owned references.
pub struct Frame {
    pub r: Regs,
}

impl Frame {
    /// Takes the top operand.
    #[inline]
    pub fn pop(&mut self) -> Ref {
        // SAFETY: the compiler's stack depths guarantee an operand; its word moves out.
        unsafe {
            self.r.sp = self.r.sp.sub(1);
            let value = self.r.sp.replace(Value::NULL);
            taken(value)
        }
    }

    /// Takes the top operand, which may be null.
    #[inline]
    pub fn pop_opt(&mut self) -> Option<Ref> {
        // SAFETY: as `pop`.
        unsafe {
            self.r.sp = self.r.sp.sub(1);
            let value = self.r.sp.replace(Value::NULL);
            if value.is_null() { None } else { Some(taken(value)) }
        }
    }

    /// Pushes an operand.
    #[inline]
    pub fn push(&mut self, value: Ref) {
        // SAFETY: the compiler's stack size leaves room.
        unsafe {
            self.r.sp.write(value.release());
            self.r.sp = self.r.sp.add(1);
        }
        self.cover();
    }

    /// Pushes null.
    #[inline]
    pub fn push_null(&mut self) {
        // SAFETY: as `push`.
        unsafe {
            self.r.sp.write(Value::NULL);
            self.r.sp = self.r.sp.add(1);
        }
        self.cover();
    }

    /// What the rest of the handler drops may run a finaliser, whose frame must not lie over what was pushed.
    #[inline(always)]
    fn cover(&self) {
        self.r.t().sp.set(self.r.sp);
    }

    /// The operand `depth` places below the top (0 = top), in place.
    #[inline]
    pub fn peek(&self, depth: usize) -> &Ref {
        // SAFETY: the operand exists and stays while the frame is borrowed.
        unsafe { Ref::peek(&*self.r.sp.sub(depth + 1)) }
    }

    /// The top `n` operands in place.
    #[inline]
    pub fn top(&self, n: usize) -> &[Ref] {
        // SAFETY: they exist; `Ref` is a transparent word; none of them is null.
        unsafe { std::slice::from_raw_parts(self.r.sp.sub(n).cast::<Ref>(), n) }
    }

    /// Takes the top `n` operands, lowest first.
    pub fn pop_n(&mut self, n: usize) -> Vec<Ref> {
        let mut values = Vec::with_capacity(n);
        // SAFETY: they exist; their words move out.
        unsafe {
            let start = self.r.sp.sub(n);
            for i in 0..n {
                values.push(taken(start.add(i).replace(Value::NULL)));
            }
            self.r.sp = start;
        }
        values
    }

    /// Makes an object of the top `n` operands, which `make` takes by calling its argument `n` times; then pushes it.
    #[inline(always)]
    pub fn gather(
        &mut self,
        n: usize,
        make: impl FnOnce(&mut dyn FnMut() -> Ref) -> crate::runtime::PyResult,
    ) -> crate::runtime::PyResult<()> {
        // SAFETY: they exist; their words move out.
        let start = unsafe { self.r.sp.sub(n) };
        let mut place = start;
        let made = make(&mut || {
            debug_assert!(place < self.r.sp);
            // SAFETY: as above.
            unsafe {
                let value = taken(place.replace(Value::NULL));
                place = place.add(1);
                value
            }
        })?;
        self.r.sp = start;
        self.push(made);
        Ok(())
    }

    /// Drops the top `n` operands.
    pub fn drop_n(&mut self, n: usize) {
        for _ in 0..n {
            drop(self.pop_opt());
        }
    }

    /// Local `i` in place; `None` when it is unbound.
    #[inline]
    pub fn local(&self, i: u32) -> Option<&Ref> {
        // SAFETY: the index is the compiler's.
        let value = unsafe { &*self.r.fp.add(i as usize) };
        // SAFETY: a bound local stays while the frame is borrowed.
        if value.is_null() { None } else { Some(unsafe { Ref::peek(value) }) }
    }

    /// Sets local `i`; returns what it was.
    #[inline]
    #[must_use = "the old value's destructor may run code: drop it when the frame is consistent"]
    pub fn set_local(&mut self, i: u32, value: Option<Ref>) -> Option<Ref> {
        let word = match value {
            // A borrowed word must not outlive what it borrows from: locals own, except for arguments.
            Some(value) => crate::memory::reference::heap_form_of_local(value),
            None => Value::NULL,
        };
        // SAFETY: the index is the compiler's; the old word moves out.
        unsafe {
            let old = self.r.fp.add(i as usize).replace(word);
            if old.is_null() { None } else { Some(Ref::adopt(old)) }
        }
    }

    /// Constant or name `i` of `k`, in place.
    #[inline]
    pub fn konst(&self, i: u32) -> &Ref {
        // SAFETY: the index is the compiler's; the code object keeps the constant.
        unsafe { Ref::peek(&*self.r.k.add(i as usize).cast::<Value>()) }
    }

    /// Moves `ip` by a signed number of instructions.
    #[inline]
    pub fn jump(&mut self, distance: i32) {
        // SAFETY: the compiler's jumps stay within the code.
        self.r.ip = unsafe { self.r.ip.offset(distance as isize) };
    }

    /// Saves the registers before native code runs.
    #[inline]
    pub fn save(&self) {
        self.r.save();
    }
}

/// The signed distance in a 24-bit jump operand.
#[inline(always)]
pub fn distance(arg: u32) -> i32 {
    (arg << 8) as i32 >> 8
}
