//! Frame objects, and the walk over the frames that are running.
//!
//! The interpreter's frames are words on its stack (see `vm::frame`). A frame *object* is made when a script asks for one, or when
//! an exception leaves the frame (see `vm::capture`). The object of a function's running frame stands in that frame's callee word,
//! so each activation has one object, which finds its frame by looking for itself. When the frame is left, the locals move to
//! the object if anyone else holds it. Frames of generators know where their frame lies instead.

use std::marker::PhantomData;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::boxed::Trace;
use super::cell::Cell;
use super::code::{Code, K_BUILTINS, K_GLOBALS};
use super::kind;
use super::scope::Scope;
use super::slots::Slots;
use super::typedef::{GetSetDef, TypeDef};
use crate::bytecode::code::flags;
use crate::memory::refcount::OwnerId;
use crate::memory::{Edge, Header, Kind, Object, Payload, Ref, Slot, Value};
use crate::runtime::native::Args;
use crate::runtime::thread::Entry;
use crate::runtime::{PyResult, Thread};
use crate::vm::capture;
use crate::vm::frame::{FRAME_WORDS, code_of, exit_ip, instruction_index, is_pseudo, word_address};
use crate::vm::unwind::saved;

/// A frame that is running, or waits for one that it called.
#[derive(Clone, Copy)]
pub struct LiveFrame<'a> {
    /// What it runs.
    pub code: &'a Code,
    /// The instruction being executed.
    pub index: u32,
    /// Its locals.
    pub fp: *mut Value,
    /// Its constants.
    pub k: *const u64,
}

/// Iterates over the frames of a thread, innermost first. No Python code may run meanwhile.
pub struct Frames<'a> {
    thread: PhantomData<&'a Thread>,
    ip: *const u32,
    fp: *mut Value,
    k: *const u64,
    /// The entry of native code into the interpreter below these frames.
    entry: *const Entry,
}

/// The frames of the calling thread, innermost first.
pub fn walk_frames(t: &Thread) -> Frames<'_> {
    Frames { ip: t.ip.get(), fp: t.fp.get(), k: t.k.get(), entry: t.entries.get(), thread: PhantomData }
}

impl<'a> Iterator for Frames<'a> {
    type Item = LiveFrame<'a>;

    fn next(&mut self) -> Option<LiveFrame<'a>> {
        if self.k.is_null() || self.fp.is_null() {
            return None;
        }
        // SAFETY: the registers are those of a running frame: the thread's own, or the saved ones of a frame that runs.
        unsafe {
            let code = code_of(self.k);
            let index = instruction_index(self.k, self.ip);
            let frame = LiveFrame { code, index, fp: self.fp, k: self.k };
            let (ip, fp, k) = saved(self.fp);
            self.ip = if ip == exit_ip() {
                let Some(entry) = self.entry.as_ref() else {
                    unreachable!("a frame that returns to native code has an entry")
                };
                self.entry = entry.outer;
                entry.ip
            } else if is_pseudo(ip) {
                // The real address is in a word of its own.
                word_address(*self.fp.sub(FRAME_WORDS + 1))
            } else {
                ip
            };
            (self.fp, self.k) = (fp, k);
            Some(frame)
        }
    }
}

impl LiveFrame<'_> {
    /// The namespace in word `i` of `k`.
    fn namespace(&self, i: usize) -> Ref {
        // SAFETY: the first words of `k` are the addresses of live dicts, which the running frame keeps.
        unsafe { Ref::copy_of(Value::of(*self.k.add(i) as *mut Header)) }
    }

    /// The globals.
    pub fn globals(&self) -> Ref {
        self.namespace(K_GLOBALS)
    }

    /// The builtins.
    pub fn builtins(&self) -> Ref {
        self.namespace(K_BUILTINS)
    }

    /// What it runs, as an object keeps it.
    fn scope(&self) -> Scope {
        // SAFETY: the running frame keeps its code and namespaces.
        unsafe { Scope::of(self.k) }
    }

    /// What local `i` holds, a cell's content for a variable that lives in one.
    fn local(&self, i: usize) -> Option<Ref> {
        // SAFETY: the frame has that many locals, and nothing runs while we look.
        let word = unsafe { &*self.fp.add(i) };
        if word.is_null() {
            return None;
        }
        // SAFETY: a bound local is alive.
        variable(self.code, i, unsafe { Ref::peek(word) })
    }

    /// What `locals()` gives: the namespace of a module or class body, else a new dict of the bound variables. A comprehension that runs
    /// in a module's frame is a scope of its own.
    pub fn locals(&self, t: &Thread) -> PyResult {
        let unit = &self.code.unit;
        if unit.flags & flags::NAMESPACE != 0 {
            // They are unbound when it ends. Other locals, the cells of class bodies, are no variables.
            let own = (1..unit.locals.len()).any(|i| self.local(i).is_some());
            if !own || unit.flags & flags::CLASS_BODY != 0 {
                return Ok(self.local(0).unwrap_or_else(|| self.globals()));
            }
            return variables(t, self.code, |i| if i == 0 { None } else { self.local(i) });
        }
        variables(t, self.code, |i| self.local(i))
    }

    /// The frame object: the one that the frame has, or a new one.
    pub fn object(&self, t: &Thread) -> PyResult {
        // SAFETY: the registers are those of a frame that is running or waits for one that it called.
        unsafe { capture::object(t, self.fp, self.k, self.index) }
    }
}

/// What a local of `code` is to a script: a cell's content for a variable that lives in one.
fn variable(code: &Code, i: usize, value: &Ref) -> Option<Ref> {
    let unit = &code.unit;
    let in_cell = unit.cells.contains(&(i as u32)) || i + unit.free_count as usize >= unit.locals.len();
    match value.downcast_exact::<Cell>() {
        Some(cell) if in_cell => cell.get(),
        _ => Some(value.clone()),
    }
}

/// A new dict of the bound variables.
fn variables(t: &Thread, code: &Code, local: impl Fn(usize) -> Option<Ref>) -> PyResult {
    let mut entries = Vec::new();
    for (i, name) in code.locals.iter().enumerate() {
        if let (Some(name), Some(value)) = (name.get(), local(i)) {
            entries.push((name, value));
        }
    }
    t.dict_of(entries)
}

/// The locals of the innermost frame, for suggestions; nothing when there is no memory for them.
pub fn innermost_locals(t: &Thread) -> Option<Ref> {
    walk_frames(t).next()?.locals(t).ok()
}

/// Is `object` the first argument, called `self`, of the innermost frame?
pub fn is_own_object(t: &Thread, object: &Ref) -> bool {
    walk_frames(t).next().is_some_and(|frame| {
        frame.code.unit.locals.first().is_some_and(|name| &**name == "self")
            && frame.local(0).is_some_and(|local| local.is(object))
    })
}

/// `sys._getframe(depth)`.
///
/// # Errors
/// `ValueError` when there are fewer frames.
pub fn get_frame(t: &Thread, depth: usize) -> PyResult {
    match walk_frames(t).nth(depth) {
        Some(frame) => frame.object(t),
        None => Err(t.value_error("call stack is not deep enough")),
    }
}

/// The frames of another thread, which is stopped, as they are now: what it does afterwards does not change them. `None` if it has none.
///
/// # Errors
/// `MemoryError`.
pub fn copy_of_stack(t: &Thread, other: &Thread) -> PyResult<Option<Ref>> {
    let mut innermost = None;
    let mut last: Option<Ref> = None;
    for frame in walk_frames(other) {
        let locals = frame.locals(t)?;
        let copy = Frame::gone(frame.scope(), Some(locals), frame.index).allocate(t)?;
        match last.replace(copy.clone()) {
            Some(inner) => {
                let inner: &Frame = inner.downcast().expect("made above");
                inner.set_back(|| Some(copy));
            }
            None => innermost = Some(copy),
        }
    }
    Ok(innermost)
}

/// A frame object for code that waits: `gi_frame`, `cr_frame`. Its locals are not shown.
///
/// # Errors
/// `MemoryError`.
///
/// # Safety
/// `k` belongs to an instance of a live code object whose namespaces are alive.
pub unsafe fn of_code(t: &Thread, index: u32, k: *const u64) -> PyResult {
    // SAFETY: the caller's.
    Frame::gone(unsafe { Scope::of(k) }, None, index).allocate(t)
}

/// The payload of frame objects.
pub struct Frame {
    scope: Scope,
    /// The function: what the frame's callee word would hold.
    callee: Option<Edge>,
    /// The locals, once the frame has been left.
    kept: OnceLock<Box<[Slot]>>,
    /// `f_locals` as it was last given.
    locals: Slot,
    /// `f_back`, once it was asked for or the frame has been left.
    back: Slot,
    /// `fp` and `k` of a generator's frame while it runs; else zeros.
    place: (usize, usize),
    /// The instruction as it was last seen.
    index: AtomicU32,
}

// SAFETY: the kind is this payload's alone; every slot is visited.
unsafe impl Payload for Frame {
    const KIND: Kind = kind::FRAME;
    const TRACED: bool = true;
    const EDGES: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.scope.trace(visit);
        self.callee.trace(visit);
        self.kept().iter().chain([&self.locals, &self.back]).for_each(|slot| slot.trace(visit));
    }
    unsafe fn settle(&self, me: OwnerId) {
        // SAFETY: the caller's.
        unsafe {
            self.scope.settle(me);
            self.callee.iter().for_each(|callee| callee.settle(me));
        }
    }
    fn clear(&self) {
        // The function stays: a frame that runs needs it.
        for slot in self.kept().iter().chain([&self.locals, &self.back]) {
            drop(slot.take());
        }
    }
}

impl Frame {
    /// The object for a frame that is gone, or that waits in a generator.
    pub fn gone(scope: Scope, locals: Option<Ref>, index: u32) -> Frame {
        Frame {
            scope,
            callee: None,
            kept: OnceLock::new(),
            locals: Slot::from(locals),
            back: Slot::empty(),
            place: (0, 0),
            index: AtomicU32::new(index),
        }
    }

    /// The object for a running frame: of a function, or without `callee` of a generator at `place`.
    pub fn running(frame: &LiveFrame<'_>, callee: Option<Ref>) -> Frame {
        let place = if callee.is_some() { (0, 0) } else { (frame.fp as usize, frame.k as usize) };
        Frame { callee: callee.map(Edge::new), place, ..Frame::gone(frame.scope(), None, frame.index) }
    }

    /// The function whose frame it is.
    pub fn callee(&self) -> Option<Ref> {
        self.callee.as_ref().map(Edge::get)
    }

    fn kept(&self) -> &[Slot] {
        self.kept.get().map_or(&[], |kept| kept)
    }

    /// Has its frame been left, and the locals been kept?
    pub fn is_left(&self) -> bool {
        self.kept.get().is_some()
    }

    /// Takes the locals over: the frame is being left at instruction `index`.
    pub fn keep(&self, locals: Box<[Slot]>, index: u32) {
        self.index.store(index, Ordering::Relaxed);
        drop(self.locals.take());
        // A frame is left once; a second thread cannot leave it.
        let _ = self.kept.set(locals);
    }

    /// Sets `f_back` if nobody has asked for it yet.
    pub fn set_back(&self, back: impl FnOnce() -> Option<Ref>) {
        if self.back.load().is_null()
            && let Some(back) = back()
        {
            drop(self.back.replace(back));
        }
    }

    /// Makes it an object.
    pub fn allocate(self, t: &Thread) -> PyResult {
        Ok(Object::allocate(&t.base, t.types().frame.as_ptr(), self)?)
    }

    /// What it runs or ran.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    fn code(&self) -> &Code {
        self.scope.code()
    }

    /// The frames from this one outwards, if it still runs on the calling thread.
    fn live<'a>(&self, t: &'a Thread) -> Option<(LiveFrame<'a>, Frames<'a>)> {
        if self.is_left() || (self.place.0 == 0 && self.callee.is_none()) {
            return None;
        }
        let own = std::ptr::from_ref(Object::header_of(self));
        let mut frames = walk_frames(t);
        let found = frames.find(|f| {
            // SAFETY: a frame's callee word lies below its locals.
            let callee = unsafe { *f.fp.sub(FRAME_WORDS) };
            callee.pointer().is_some_and(|object| std::ptr::eq(object.as_ptr(), own))
                || (f.fp as usize, f.k as usize) == self.place
        })?;
        Some((found, frames))
    }

    /// The instruction being executed, or that was last seen.
    fn index(&self, t: &Thread) -> u32 {
        if let Some((frame, _)) = self.live(t) {
            self.index.store(frame.index, Ordering::Relaxed);
        }
        self.index.load(Ordering::Relaxed)
    }

    /// `f_lineno`.
    pub fn line(&self, t: &Thread) -> u32 {
        self.code().unit.position(self.index(t)).line
    }

    fn locals(&self, t: &Thread) -> PyResult {
        if let Some((frame, _)) = self.live(t) {
            let locals = frame.locals(t)?;
            drop(self.locals.replace(locals.clone()));
            return Ok(locals);
        }
        if let Some(locals) = self.locals.get() {
            return Ok(locals);
        }
        let (code, kept) = (self.code(), self.kept());
        let is_namespace = code.unit.flags & flags::NAMESPACE != 0;
        let locals = match kept.first().and_then(Slot::get) {
            Some(namespace) if is_namespace => return Ok(namespace),
            None if is_namespace && code.unit.flags & flags::CLASS_BODY == 0 => return Ok(self.scope.globals.get()),
            _ => variables(t, code, |i| variable(code, i, &kept.get(i)?.get()?))?,
        };
        drop(self.locals.replace(locals.clone()));
        Ok(locals)
    }

    fn back(&self, t: &Thread) -> PyResult {
        if let Some(back) = self.back.get() {
            return Ok(back);
        }
        let outer = self.live(t).and_then(|(_, mut frames)| frames.next());
        match outer {
            Some(outer) => {
                let back = outer.object(t)?;
                drop(self.back.replace(back.clone()));
                Ok(back)
            }
            None => Ok(t.none()),
        }
    }
}

fn body(this: &Ref) -> &Frame {
    this.downcast::<Frame>().expect("checked by the descriptor")
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let frame = body(this);
    let code = frame.code();
    let (file, name) = (&code.unit.filename, &code.unit.name);
    let address = this.value().address() as usize;
    let line = frame.line(t);
    t.string(format!("<frame at {address:#x}, file '{file}', line {line}, code {name}>"))
}

/// `frame.clear()`: forgets the locals.
fn clear(t: &Thread, a: Args<'_>) -> PyResult {
    let frame = body(a.get(0));
    if frame.live(t).is_some() {
        return Err(t.runtime_error("cannot clear an executing frame"));
    }
    Payload::clear(frame);
    Ok(t.none())
}

/// Tracing is not offered; what tools set is ignored.
fn ignore(_t: &Thread, _this: &Ref, _value: Option<&Ref>) -> PyResult<()> {
    Ok(())
}

/// The description of `frame`.
pub static FRAME: TypeDef = TypeDef {
    name: "frame",
    kind: kind::FRAME,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: crate::natives!["clear(self, /)" => clear],
    getset: &[
        GetSetDef { name: "f_code", get: |_, this| Ok(body(this).scope.code.get()), set: None },
        GetSetDef { name: "f_globals", get: |_, this| Ok(body(this).scope.globals.get()), set: None },
        GetSetDef { name: "f_builtins", get: |_, this| Ok(body(this).scope.builtins.get()), set: None },
        GetSetDef { name: "f_locals", get: |t, this| body(this).locals(t), set: None },
        GetSetDef { name: "f_back", get: |t, this| body(this).back(t), set: None },
        GetSetDef { name: "f_lineno", get: |t, this| t.int(i64::from(body(this).line(t))), set: None },
        GetSetDef { name: "f_lasti", get: |t, this| t.int(i64::from(body(this).index(t)) * 2), set: None },
        GetSetDef { name: "f_trace", get: |t, _| Ok(t.none()), set: Some(ignore) },
        GetSetDef { name: "f_trace_lines", get: |t, _| Ok(t.bool(true)), set: Some(ignore) },
        GetSetDef { name: "f_trace_opcodes", get: |t, _| Ok(t.bool(false)), set: Some(ignore) },
    ],
    ..TypeDef::EMPTY
};
