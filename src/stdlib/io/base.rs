//! `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`: what every stream can do, in terms of its other methods.

use super::{size_arg, unsupported};
use crate::memory::Ref;
use crate::natives;
use crate::object::bytearray::ByteArray;
use crate::object::bytes::Bytes;
use crate::object::class::{Type, flags};
use crate::object::instance::PLAIN_OFFSET;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

/// The attribute that says that a stream written in Python has been closed.
const CLOSED: &str = "__IOBase_closed";

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_instance(a.get(0).downcast::<Type>().expect("the class is checked by the caller"))
}

fn ignore(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.none())
}

/// Is the stream closed, by its own account?
pub fn is_closed(t: &Thread, stream: &Ref) -> PyResult<bool> {
    let closed = t.getattr(stream, "closed")?;
    t.truth(&closed)
}

/// Raises `ValueError` if the stream is closed.
pub fn check_closed(t: &Thread, stream: &Ref) -> PyResult<()> {
    if is_closed(t, stream)? { Err(super::closed(t)) } else { Ok(()) }
}

fn check_closed_method(t: &Thread, a: Args<'_>) -> PyResult {
    check_closed(t, a.get(0))?;
    Ok(t.none())
}

fn check_able(t: &Thread, stream: &Ref, method: &str, message: &str) -> PyResult {
    let able = t.call_method(stream, method, &[])?;
    if t.truth(&able)? { Ok(t.bool(true)) } else { Err(unsupported(t, message)) }
}

fn check_readable(t: &Thread, a: Args<'_>) -> PyResult {
    check_able(t, a.get(0), "readable", "File or stream is not readable.")
}
fn check_writable(t: &Thread, a: Args<'_>) -> PyResult {
    check_able(t, a.get(0), "writable", "File or stream is not writable.")
}
fn check_seekable(t: &Thread, a: Args<'_>) -> PyResult {
    check_able(t, a.get(0), "seekable", "File or stream is not seekable.")
}

fn get_closed(t: &Thread, this: &Ref) -> PyResult {
    Ok(t.bool(t.getattr_opt(this, CLOSED)?.is_some()))
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    if t.getattr_opt(this, CLOSED)?.is_some() {
        return Ok(t.none());
    }
    let flushed = t.call_method(this, "flush", &[]);
    t.setattr(this, CLOSED, &t.bool(true))?;
    flushed?;
    Ok(t.none())
}

fn flush(t: &Thread, a: Args<'_>) -> PyResult {
    if t.getattr_opt(a.get(0), CLOSED)?.is_some() {
        return Err(super::closed(t));
    }
    Ok(t.none())
}

fn no_seek(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "seek"))
}
fn no_truncate(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "truncate"))
}
fn no_fileno(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "fileno"))
}
fn no_detach(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "detach"))
}
fn no_read(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "read"))
}
fn no_read1(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "read1"))
}
fn no_readline(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "readline"))
}
fn no_write(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "write"))
}

fn tell(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(a.get(0), "seek", &[t.int(0)?, t.int(1)?])
}

fn no(t: &Thread, a: Args<'_>) -> PyResult {
    check_closed(t, a.get(0))?;
    Ok(t.bool(false))
}

fn enter(t: &Thread, a: Args<'_>) -> PyResult {
    check_closed(t, a.get(0))?;
    Ok(a.get(0).clone())
}

fn exit(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(a.get(0), "close", &[])
}

/// `iter(stream)`: the stream itself.
pub fn iter(t: &Thread, this: &Ref) -> PyResult {
    check_closed(t, this)?;
    Ok(this.clone())
}

/// The next line.
pub fn next(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    let line = t.call_method(this, "readline", &[])?;
    Ok(if t.truth(&line)? { Some(line) } else { None })
}

fn readline(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let limit = size_arg(t, a.opt(1))?.unwrap_or(usize::MAX);
    let peeks = t.getattr_opt(this, "peek")?;
    let mut line = Vec::new();
    while line.len() < limit {
        let mut want = 1;
        if let Some(peek) = &peeks {
            let ahead = t.call(peek, &[t.int(1)?])?;
            let Some(ahead) = ahead.downcast::<Bytes>() else {
                return Err(
                    t.type_error(format!("peek() should have returned a bytes object, not '{}'", t.type_name(&ahead)))
                );
            };
            let ahead = ahead.as_slice();
            want = ahead.iter().position(|b| *b == b'\n').map_or(ahead.len(), |i| i + 1).clamp(1, limit - line.len());
        }
        let piece = t.call_method(this, "read", &[t.int(want as i64)?])?;
        let Some(piece) = piece.downcast::<Bytes>() else {
            return Err(
                t.type_error(format!("read() should have returned a bytes object, not '{}'", t.type_name(&piece)))
            );
        };
        t.alloc_limit(piece.len())?;
        line.extend_from_slice(piece.as_slice());
        if piece.is_empty() || line.last() == Some(&b'\n') {
            break;
        }
    }
    t.bytes_from(line)
}

fn readlines(t: &Thread, a: Args<'_>) -> PyResult {
    let hint = size_arg(t, a.opt(1))?.filter(|hint| *hint > 0);
    let (mut lines, mut total) = (Vec::new(), 0);
    let iterator = t.iter(a.get(0))?;
    while let Some(line) = t.next(&iterator)? {
        if hint.is_some() {
            total += t.len(&line)?;
        }
        lines.push(line);
        if hint.is_some_and(|hint| total >= hint) {
            break;
        }
        t.alloc_limit(lines.len() * 8)?;
        t.poll_every(lines.len())?;
    }
    t.list(lines)
}

fn writelines(t: &Thread, a: Args<'_>) -> PyResult {
    check_closed(t, a.get(0))?;
    t.for_each(a.get(1), |line| t.call_method(a.get(0), "write", &[line]).map(drop))?;
    Ok(t.none())
}

/// What a dying stream does: it closes itself; nobody hears of errors.
pub fn finalize(t: &Thread, this: &Ref) -> PyResult<()> {
    if !is_closed(t, this).unwrap_or(true) {
        let _ = t.call_method(this, "close", &[]);
    }
    Ok(())
}

/// `_io._IOBase`.
pub static IO_BASE: TypeDef = TypeDef {
    name: "_io._IOBase",
    kind: kind::INSTANCE,
    flags: flags::BASE | flags::HAS_DICT | flags::HAS_WEAKREF,
    size: PLAIN_OFFSET as usize,
    attributes: PLAIN_OFFSET,
    slots: SLOTS,
    methods: natives![
        "_checkClosed(self, /, *args)" => check_closed_method,
        "_checkReadable(self, /, *args)" => check_readable,
        "_checkWritable(self, /, *args)" => check_writable,
        "_checkSeekable(self, /, *args)" => check_seekable,
        "close(self, /)" => close,
        "flush(self, /)" => flush,
        "seek(self, offset, whence=0, /)" => no_seek,
        "tell(self, /)" => tell,
        "truncate(self, size=None, /)" => no_truncate,
        "fileno(self, /)" => no_fileno,
        "isatty(self, /)" => no,
        "seekable(self, /)" => no,
        "readable(self, /)" => no,
        "writable(self, /)" => no,
        "readline(self, size=-1, /)" => readline,
        "readlines(self, hint=-1, /)" => readlines,
        "writelines(self, lines, /)" => writelines,
        "__enter__(self, /)" => enter,
        "__exit__(self, /, *args)" => exit,
    ],
    getset: &[GetSetDef { name: "closed", get: get_closed, set: None }],
    ..TypeDef::EMPTY
};

const SLOTS: Slots = Slots {
    iter: Some(iter),
    next: Some(next),
    new: Some(&natives!["_IOBase(cls, *args, **kwargs)" => new][0]),
    init: Some(&natives!["_IOBase(self, *args, **kwargs)" => ignore][0]),
    ..Slots::EMPTY
};

const CHILD: TypeDef = TypeDef {
    base: Some(&IO_BASE),
    kind: kind::INSTANCE,
    flags: flags::BASE | flags::HAS_DICT | flags::HAS_WEAKREF,
    size: PLAIN_OFFSET as usize,
    attributes: PLAIN_OFFSET,
    slots: SLOTS,
    ..TypeDef::EMPTY
};

fn raw_read(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(size) = size_arg(t, a.opt(1))? else { return t.call_method(a.get(0), "readall", &[]) };
    t.alloc_limit(size)?;
    let room = t.bytearray(&vec![0; size])?;
    let read = t.call_method(a.get(0), "readinto", std::slice::from_ref(&room))?;
    if read.value().is_none(t) {
        return Ok(read);
    }
    let read = t.to_index(&read)?;
    let content = room.downcast::<ByteArray>().expect("made above").snapshot(t)?;
    match usize::try_from(read) {
        Ok(n) if n <= content.len() => t.bytes(&content[..n]),
        _ => Err(t.value_error(format!("readinto() returned {read} outside buffer size {}", content.len()))),
    }
}

fn not_implemented(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(t.error_with(&crate::object::exception::NOT_IMPLEMENTED_ERROR, Vec::new()))
}

fn raw_readall(t: &Thread, a: Args<'_>) -> PyResult {
    let mut all = Vec::new();
    loop {
        let piece = t.call_method(a.get(0), "read", &[t.int(super::DEFAULT_BUFFER_SIZE as i64)?])?;
        if piece.value().is_none(t) {
            return if all.is_empty() { Ok(piece) } else { t.bytes_from(all) };
        }
        let Some(piece) = piece.downcast::<Bytes>() else {
            return Err(t.type_error("read() should return bytes"));
        };
        if piece.is_empty() {
            return t.bytes_from(all);
        }
        t.alloc_limit(all.len() + piece.len())?;
        all.extend_from_slice(piece.as_slice());
    }
}

/// `_io._RawIOBase`.
pub static RAW_IO_BASE: TypeDef = TypeDef {
    name: "_io._RawIOBase",
    methods: natives![
        "read(self, size=-1, /)" => raw_read,
        "readall(self, /)" => raw_readall,
        "readinto(self, buffer=None, /)" => not_implemented,
        "write(self, b=None, /)" => not_implemented,
    ],
    ..CHILD
};

fn buffered_readinto(t: &Thread, a: Args<'_>) -> PyResult {
    readinto_through(t, &a, "read")
}
fn buffered_readinto1(t: &Thread, a: Args<'_>) -> PyResult {
    readinto_through(t, &a, "read1")
}

/// `readinto` by means of a method that returns bytes.
fn readinto_through(t: &Thread, a: &Args<'_>, method: &str) -> PyResult {
    let view = t.buffer(a.get(1))?;
    let data = t.call_method(a.get(0), method, &[t.int(view.len() as i64)?])?;
    let Some(data) = data.downcast::<Bytes>() else {
        return Err(t.type_error(format!("{method}() should return bytes")));
    };
    if data.len() > view.len() {
        return Err(t.value_error(format!(
            "read() returned too much data: {} bytes requested, {} returned",
            view.len(),
            data.len()
        )));
    }
    view.write(t, 0, data.as_slice())?;
    t.int(data.len() as i64)
}

/// `_io._BufferedIOBase`.
pub static BUFFERED_IO_BASE: TypeDef = TypeDef {
    name: "_io._BufferedIOBase",
    methods: natives![
        "detach(self, /)" => no_detach,
        "read(self, size=-1, /)" => no_read,
        "read1(self, size=-1, /)" => no_read1,
        "write(self, b, /)" => no_write,
        "readinto(self, buffer, /)" => buffered_readinto,
        "readinto1(self, buffer, /)" => buffered_readinto1,
    ],
    ..CHILD
};

fn get_none(t: &Thread, _this: &Ref) -> PyResult {
    Ok(t.none())
}

/// `_io._TextIOBase`.
pub static TEXT_IO_BASE: TypeDef = TypeDef {
    name: "_io._TextIOBase",
    methods: natives![
        "detach(self, /)" => no_detach,
        "read(self, size=-1, /)" => no_read,
        "readline(self, size=-1, /)" => no_readline,
        "write(self, s, /)" => no_write,
    ],
    getset: &[
        GetSetDef { name: "encoding", get: get_none, set: None },
        GetSetDef { name: "errors", get: get_none, set: None },
        GetSetDef { name: "newlines", get: get_none, set: None },
    ],
    ..CHILD
};
