//! `BufferedRWPair`: a reader and a writer seen as one stream.

use super::DEFAULT_BUFFER_SIZE;
use super::base::BUFFERED_IO_BASE;
use super::buffered::{BUFFERED_READER, BUFFERED_WRITER};
use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::opaque;
use crate::runtime::{Args, PyResult, Thread};

/// The payload.
pub struct Pair {
    reader: Slot,
    writer: Slot,
}
opaque!(Pair { reader, writer });

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(Pair { reader: Slot::empty(), writer: Slot::empty() })))
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let size = match a.opt(3) {
        Some(size) => size.clone(),
        None => t.int(DEFAULT_BUFFER_SIZE as i64)?,
    };
    let reader = t.call(&t.class(&BUFFERED_READER), &[a.get(1).clone(), size.clone()])?;
    let writer = t.call(&t.class(&BUFFERED_WRITER), &[a.get(2).clone(), size])?;
    let pair = body(a.get(0));
    drop(pair.reader.replace(reader));
    drop(pair.writer.replace(writer));
    Ok(t.none())
}

fn body(object: &Ref) -> &Pair {
    object.opaque::<Pair>().expect("checked by the method")
}

fn part(t: &Thread, slot: &Slot) -> PyResult {
    slot.get().ok_or_else(|| t.value_error("I/O operation on uninitialized object"))
}

/// Calls a method of the reader with the arguments given.
fn read_with(t: &Thread, a: &Args<'_>, method: &str) -> PyResult {
    let args: Vec<Ref> = a.opt(1).cloned().into_iter().collect();
    t.call_method(&part(t, &body(a.get(0)).reader)?, method, &args)
}

/// As `read_with`, for the writer.
fn write_with(t: &Thread, a: &Args<'_>, method: &str) -> PyResult {
    let args: Vec<Ref> = a.opt(1).cloned().into_iter().collect();
    t.call_method(&part(t, &body(a.get(0)).writer)?, method, &args)
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let closed = write_with(t, &a, "close");
    read_with(t, &a, "close")?;
    closed
}

fn isatty(t: &Thread, a: Args<'_>) -> PyResult {
    let writer = write_with(t, &a, "isatty")?;
    if t.truth(&writer)? { Ok(writer) } else { read_with(t, &a, "isatty") }
}

fn get_closed(t: &Thread, object: &Ref) -> PyResult {
    t.getattr(&part(t, &body(object).writer)?, "closed")
}

/// `_io.BufferedRWPair`.
pub static BUFFERED_RW_PAIR: TypeDef = TypeDef {
    name: "_io.BufferedRWPair",
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        iter: Some(super::base::iter),
        next: Some(super::base::next),
        new: Some(&natives!["BufferedRWPair(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["BufferedRWPair(self, reader, writer, buffer_size=8192, /)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "read(self, size=-1, /)" => |t, a| read_with(t, &a, "read"),
        "read1(self, size=-1, /)" => |t, a| read_with(t, &a, "read1"),
        "readinto(self, buffer, /)" => |t, a| read_with(t, &a, "readinto"),
        "readinto1(self, buffer, /)" => |t, a| read_with(t, &a, "readinto1"),
        "peek(self, size=0, /)" => |t, a| read_with(t, &a, "peek"),
        "readable(self, /)" => |t, a| read_with(t, &a, "readable"),
        "write(self, buffer, /)" => |t, a| write_with(t, &a, "write"),
        "flush(self, /)" => |t, a| write_with(t, &a, "flush"),
        "writable(self, /)" => |t, a| write_with(t, &a, "writable"),
        "close(self, /)" => close,
        "isatty(self, /)" => isatty,
    ],
    getset: &[GetSetDef { name: "closed", get: get_closed, set: None }],
    ..TypeDef::EMPTY
};
