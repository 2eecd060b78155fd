//! Tracebacks: one small object for each frame an exception has come through.
//!
//! An entry keeps the code and the namespaces, which is enough to print it, and the address of the frame. The frame's object is
//! set when the exception leaves the frame, or the handler that caught it ends and somebody else holds the exception; for a frame
//! that still runs `tb_frame` asks for it. So raising and catching in one frame makes no frame object.

use std::sync::atomic::{AtomicU32, Ordering};

use super::boxed::Trace;
use super::code::Code;
use super::frame::{Frame, walk_frames};
use super::kind;
use super::scope::Scope;
use super::slots::Slots;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::memory::refcount::OwnerId;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::runtime::native::{Args, NativeDef};
use crate::runtime::{PyResult, Thread};

/// The payload of tracebacks.
pub struct Traceback {
    /// `tb_next`: the entry of the frame called from this one.
    pub next: Slot,
    scope: Scope,
    /// Locals, where they were kept.
    pub locals: Slot,
    /// `tb_frame`, once it is there.
    frame: Slot,
    /// Where the frame's locals lie, or lay.
    place: usize,
    /// The instruction.
    index: u32,
    /// `tb_lineno` given to the constructor; 0: that of the instruction.
    line: AtomicU32,
}

// SAFETY: the kind is this payload's alone; every slot is visited.
unsafe impl Payload for Traceback {
    const KIND: Kind = kind::TRACEBACK;
    const TRACED: bool = true;
    const EDGES: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.scope.trace(visit);
        [&self.next, &self.locals, &self.frame].into_iter().for_each(|slot| slot.trace(visit));
    }
    unsafe fn settle(&self, me: OwnerId) {
        // SAFETY: the caller's.
        unsafe { self.scope.settle(me) };
    }
    fn clear(&self) {
        // Code and globals stay, so that the entry can still be printed.
        for slot in [&self.next, &self.locals, &self.frame] {
            drop(slot.take());
        }
    }
}

impl Traceback {
    /// An entry for instruction `index` of a frame that runs `scope`.
    pub fn new(next: Option<Ref>, scope: Scope, index: u32, locals: Option<Ref>, place: usize) -> Traceback {
        Traceback {
            next: Slot::from(next),
            scope,
            locals: Slot::from(locals),
            frame: Slot::empty(),
            place,
            index,
            line: AtomicU32::new(0),
        }
    }

    /// Makes it an object.
    pub fn allocate(self, t: &Thread) -> PyResult {
        Ok(Object::allocate(&t.base, t.types().traceback.as_ptr(), self)?)
    }

    /// The code that ran.
    pub fn code(&self) -> &Code {
        self.scope.code()
    }

    /// What ran.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The instruction that was being executed.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// `tb_lineno`.
    pub fn line(&self) -> u32 {
        match self.line.load(Ordering::Relaxed) {
            0 => self.code().unit.position(self.index).line,
            line => line,
        }
    }

    fn frame(&self, t: &Thread) -> PyResult {
        if let Some(frame) = self.frame.get() {
            return Ok(frame);
        }
        let frame = match walk_frames(t).find(|frame| self.is_of(frame.fp as usize, frame.code)) {
            Some(running) => running.object(t)?,
            None => Frame::gone(self.scope.clone(), self.locals.get(), self.index).allocate(t)?,
        };
        drop(self.frame.replace(frame.clone()));
        Ok(frame)
    }

    /// Is it an entry of the frame that runs `code` with its locals at `place`?
    pub fn is_of(&self, place: usize, code: &Code) -> bool {
        self.place == place && std::ptr::eq(self.code(), code)
    }

    /// The frame's object, if it is there.
    pub fn frame_object(&self) -> Option<Ref> {
        self.frame.get()
    }

    /// Sets the frame's object.
    pub fn set_frame(&self, frame: Ref) {
        drop(self.frame.replace(frame));
    }
}

fn body(this: &Ref) -> &Traceback {
    this.downcast::<Traceback>().expect("checked by the descriptor")
}

fn get_next(t: &Thread, this: &Ref) -> PyResult {
    Ok(body(this).next.get().unwrap_or_else(|| t.none()))
}

fn set_next(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else { return Err(t.type_error("can't delete tb_next attribute")) };
    let next = checked_next(t, value)?;
    let mut place = next.clone();
    while let Some(entry) = place {
        if entry.is(this) {
            return Err(t.value_error("traceback loop detected"));
        }
        place = body(&entry).next.get();
    }
    drop(match next {
        Some(next) => body(this).next.replace(next),
        None => body(this).next.take(),
    });
    Ok(())
}

fn checked_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    if value.value().is_none(t) {
        Ok(None)
    } else if value.downcast::<Traceback>().is_some() {
        Ok(Some(value.clone()))
    } else {
        Err(t.type_error(format!("expected traceback object or None, got '{}'", t.type_name(value))))
    }
}

/// `types.TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)`.
static NEW: NativeDef =
    NativeDef { signature: "traceback(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", call: new, doc: "" };

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let next = checked_next(t, a.get(1))?;
    let Some(frame) = a.get(2).downcast::<Frame>() else {
        let kind = t.type_name(a.get(2));
        return Err(t.type_error(format!("traceback() argument 'tb_frame' must be frame, not {kind}")));
    };
    let index = t.to_index(a.get(3))?.clamp(0, i64::from(u32::MAX)) / 2;
    let line = t.to_index(a.get(4))?.clamp(0, i64::from(u32::MAX));
    let entry = Traceback {
        next: Slot::from(next),
        scope: frame.scope().clone(),
        locals: Slot::empty(),
        frame: Slot::new(a.get(2).clone()),
        place: 0,
        index: index as u32,
        line: AtomicU32::new(line as u32),
    };
    entry.allocate(t)
}

/// The description of `traceback`.
pub static TRACEBACK: TypeDef = TypeDef {
    name: "traceback",
    kind: kind::TRACEBACK,
    slots: Slots { new: Some(&NEW), ..Slots::EMPTY },
    getset: &[
        GetSetDef { name: "tb_frame", get: |t, this| body(this).frame(t), set: READONLY_MEMBER },
        GetSetDef { name: "tb_lineno", get: |t, this| t.int(i64::from(body(this).line())), set: None },
        GetSetDef { name: "tb_lasti", get: |t, this| t.int(i64::from(body(this).index) * 2), set: READONLY_MEMBER },
        GetSetDef { name: "tb_next", get: get_next, set: Some(set_next) },
    ],
    ..TypeDef::EMPTY
};
