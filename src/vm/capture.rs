//! Frames that outlive their run: what becomes of a frame's locals when somebody holds its frame object.
//!
//! The object of a function's frame stands in the frame's callee word and keeps the function. So a frame that has an object is
//! told from others by that word alone; `RETURN` looks at it and comes here, everything else runs as before. An exception that
//! leaves a frame makes the object, because its traceback holds on to the locals as CPython's does; one that is raised and
//! caught in the same frame makes none, unless it outlives its handler.

use super::frame::{FRAME_WORDS, Frame as Stack, Regs, code_of};
use crate::bytecode::{Instr, Op};
use crate::memory::{Ref, Slot, Value};
use crate::object::code::{Code, Instance};
use crate::object::exception as ex;
use crate::object::frame::{Frame, LiveFrame, walk_frames};
use crate::object::generator::Generator;
use crate::object::kind;
use crate::object::traceback::Traceback;
use crate::runtime::{PyResult, Raised, Thread};

/// The function that the frame at `fp` runs, or in a generator's frame the generator.
///
/// # Safety
/// `fp` is a running frame's.
pub unsafe fn callee(fp: *mut Value) -> Ref {
    // SAFETY: the callee word of a running frame is alive.
    let word = unsafe { Ref::peek(&*fp.sub(FRAME_WORDS)) };
    match word.downcast_exact::<Frame>() {
        Some(frame) => frame.callee().expect("a frame object in a callee word keeps the function"),
        None => word.clone(),
    }
}

/// The object of a running frame, made now if it has none.
///
/// # Errors
/// `MemoryError`.
///
/// # Safety
/// The registers are those of a running frame at instruction `index`.
pub unsafe fn object(t: &Thread, fp: *mut Value, k: *const u64, index: u32) -> PyResult {
    // SAFETY: the caller's.
    unsafe {
        let word = fp.sub(FRAME_WORDS);
        let live = LiveFrame { code: code_of(k), index, fp, k };
        match (*word).kind_if_pointer() {
            kind::FRAME => Ok(Ref::peek(&*word).clone()),
            kind::FUNCTION => {
                let frame = Frame::running(&live, Some(Ref::peek(&*word).clone())).allocate(t)?;
                let function = word.replace(frame.clone().release());
                drop(Ref::adopt(function));
                Ok(frame)
            }
            _ => Frame::running(&live, None).allocate(t),
        }
    }
}

/// The entries of the frame at `fp` at the head of the exception's traceback get `frame`; gives the first entry of another frame.
fn mark_entries(raised: &Ref, fp: *mut Value, code: &Code, frame: &Ref) -> Option<Ref> {
    let mut entry = ex::body(raised).traceback.get();
    while let Some(current) = &entry {
        let traceback = current.downcast::<Traceback>().expect("tracebacks are chains of entries");
        if !traceback.is_of(fp as usize, code) {
            break;
        }
        if traceback.frame_object().is_none() {
            traceback.set_frame(frame.clone());
        }
        let next = traceback.next.get();
        entry = next;
    }
    entry
}

/// The object of the frame that the exception came from into the one at `fp`, if it does not know its `f_back` yet.
fn inner_frame(raised: &Ref, fp: *mut Value, code: &Code) -> Option<Ref> {
    let mut entry = ex::body(raised).traceback.get();
    while let Some(current) = entry {
        let traceback = current.downcast::<Traceback>()?;
        if !traceback.is_of(fp as usize, code) {
            return traceback.frame_object();
        }
        entry = traceback.next.get();
    }
    None
}

/// The exception is about to be handled in the frame of `r`. Frames that it has left get this one as their `f_back`.
///
/// # Safety
/// The registers are those of a running frame at instruction `index` of `code`.
#[inline]
pub unsafe fn caught(t: &Thread, raised: &Raised, r: Regs, code: &Code, index: u32) {
    let Some(inner) = inner_frame(&raised.0, r.fp, code) else { return };
    let Some(inner) = inner.downcast::<Frame>() else { return };
    inner.set_back(|| {
        // SAFETY: the caller's. Without memory the link is left out.
        let frame = unsafe { object(t, r.fp, r.k, index) }.ok()?;
        mark_entries(&raised.0, r.fp, code, &frame);
        Some(frame)
    });
}

/// Takes locals and operands off the frame of `r`, which the exception leaves; the locals move to the frame object.
///
/// # Safety
/// As `caught`; the words from `fp` to `sp` are the frame's.
pub unsafe fn left(t: &Thread, raised: &Raised, mut r: Regs, code: &Code, index: u32) -> Regs {
    // SAFETY: the caller's; each word moves out before a destructor may run, above the saved top.
    unsafe {
        r.save();
        let operands = r.fp.add(code.unit.locals.len());
        drop_words(operands, r.sp);
        let is_kept = !raised.0.is(&t.vm().memory_error());
        match if is_kept { object(t, r.fp, r.k, index).ok() } else { None } {
            Some(frame) => {
                let outside = mark_entries(&raised.0, r.fp, code, &frame);
                if let Some(inner) = outside.as_ref().and_then(|e| e.downcast::<Traceback>()?.frame_object())
                    && let Some(inner) = inner.downcast::<Frame>()
                    && !inner_is(inner, &frame)
                {
                    inner.set_back(|| Some(frame.clone()));
                }
                let body = frame.downcast::<Frame>().expect("just made");
                body.keep(take_words(r.fp, operands), shown_index(&raised.0, r, code, index));
            }
            None => drop_words(r.fp, operands),
        }
        r.sp = r.fp;
        r
    }
}

/// Where the frame of `r` is when the exception leaves it at instruction `index`. A clean-up handler, which only raises again, is no place
/// in the source: then it is where the exception came from.
///
/// # Safety
/// As `caught`.
unsafe fn shown_index(raised: &Ref, r: Regs, code: &Code, index: u32) -> u32 {
    // SAFETY: the caller's.
    let instr = Instr(unsafe { *Instance::instrs_of(r.k).add(index as usize) });
    if instr.op() != Op::RERAISE {
        return index;
    }
    let entry = ex::body(raised).traceback.get();
    let entry = entry.as_ref().and_then(|entry| entry.downcast::<Traceback>());
    entry.filter(|entry| entry.is_of(r.fp as usize, code)).map_or(index, Traceback::index)
}

fn inner_is(inner: &Frame, frame: &Ref) -> bool {
    frame.downcast::<Frame>().is_some_and(|frame| std::ptr::eq(inner, frame))
}

/// `RETURN` in a frame that has an object: the locals are copied to it if somebody else holds it. The function takes its place
/// again, and the instruction can be repeated.
///
/// # Safety
/// The frame's callee word is a frame object.
#[cold]
pub unsafe fn returning(t: &Thread, f: &mut Stack) {
    // SAFETY: the caller's.
    unsafe {
        f.save();
        let fp = f.r.fp;
        let code = code_of(f.r.k);
        let index = f.r.index();
        let function = callee(fp);
        let frame = Ref::adopt(fp.sub(FRAME_WORDS).replace(function.release()));
        let body = frame.downcast::<Frame>().expect("the caller looked");
        if !is_only(&frame, t) {
            let locals = (0..code.unit.locals.len())
                .map(|i| match *fp.add(i) {
                    word if word.is_null() => Slot::empty(),
                    word => Slot::new(Ref::adopt(Generator::storable(Ref::copy_of(word).release()))),
                })
                .collect();
            body.keep(locals, index);
            body.set_back(|| walk_frames(t).nth(1)?.object(t).ok());
        }
        f.r.ip = f.r.ip.sub(1);
    }
}

/// The handler of `exception` in the frame of `f` is over. If the exception lives on, so do the frame's locals.
///
/// # Safety
/// The registers are those of a running frame.
#[cold]
pub unsafe fn outlived(t: &Thread, f: &Stack, exception: &Ref) {
    let Some(exception_body) = exception.downcast::<ex::Exception>() else { return };
    // SAFETY: the caller's.
    unsafe {
        let code = code_of(f.r.k);
        let is_missing = exception_body
            .traceback
            .get()
            .as_ref()
            .and_then(|e| e.downcast::<Traceback>())
            .is_some_and(|entry| entry.is_of(f.r.fp as usize, code) && entry.frame_object().is_none());
        // Without memory the entry stays as it is.
        if is_missing && let Ok(frame) = object(t, f.r.fp, f.r.k, f.r.index()) {
            mark_entries(exception, f.r.fp, code, &frame);
        }
    }
}

/// Is `reference` the only one to its object?
pub fn is_only(reference: &Ref, t: &Thread) -> bool {
    reference.header().is_some_and(|header| header.is_unique(t.base.id))
}

/// Drops the words between two places, lowest first, as CPython clears a frame.
///
/// # Safety
/// They are a running frame's, and the thread's saved top is not below them.
pub unsafe fn drop_words(from: *mut Value, to: *mut Value) {
    let mut place = from;
    while place < to {
        // SAFETY: the caller's; the word moves out before its destructor may run.
        unsafe {
            let value = place.replace(Value::NULL);
            if value.is_counted() {
                drop(Ref::adopt(value));
            }
            place = place.add(1);
        }
    }
}

/// Moves the words between two places into slots.
///
/// # Safety
/// As `drop_words`.
unsafe fn take_words(from: *mut Value, to: *mut Value) -> Box<[Slot]> {
    // SAFETY: the caller's; borrows become counted.
    unsafe {
        let count = to.offset_from(from) as usize;
        (0..count)
            .map(|i| match from.add(i).replace(Value::NULL) {
                word if word.is_null() => Slot::empty(),
                word => Slot::new(Ref::adopt(Generator::storable(word))),
            })
            .collect()
    }
}
