//! `BytesIO`: a stream over bytes in memory.

use parking_lot::Mutex;

use super::base::{BUFFERED_IO_BASE, iter};
use super::{closed, size_arg};
use crate::memory::{Object, Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque};
use crate::object::bytes::content::bytes_like;
use crate::object::class::flags;
use crate::object::memoryview::view::{Exporter, Memory, register};
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

struct Content {
    bytes: Vec<u8>,
    place: usize,
    closed: bool,
    /// Views that look at `bytes`, which must not move meanwhile.
    exports: usize,
}

/// The payload of `BytesIO`.
pub struct BytesIo(Mutex<Content>);

impl Opaque for BytesIo {
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

/// Lets `memoryview` look into instances.
pub fn announce(_t: &Thread) {
    register(
        &BYTES_IO,
        Exporter {
            acquire: |t, object| {
                let mut content = body(object).0.lock();
                if content.closed {
                    return Err(closed(t));
                }
                content.exports += 1;
                let (start, length) = (content.bytes.as_mut_ptr(), content.bytes.len());
                Ok(Memory { start, length, readonly: false, format: b'B', item_size: 1 })
            },
            release: |object| body(object).0.lock().exports -= 1,
        },
    );
}

fn body(object: &Ref) -> &BytesIo {
    object.opaque::<BytesIo>().expect("checked by the method")
}

/// Runs `f` with the content of an open stream.
fn with<R>(t: &Thread, a: &Args<'_>, f: impl FnOnce(&mut Content) -> R) -> PyResult<R> {
    let mut content = body(a.get(0)).0.lock();
    if content.closed {
        drop(content);
        return Err(closed(t));
    }
    Ok(f(&mut content))
}

/// As `with`, for operations that may move the bytes.
fn with_sole<R>(t: &Thread, a: &Args<'_>, f: impl FnOnce(&mut Content) -> R) -> PyResult<R> {
    match with(t, a, |content| if content.exports == 0 { Some(f(content)) } else { None })? {
        Some(result) => Ok(result),
        None => Err(t.buffer_error("Existing exports of data: object cannot be re-sized")),
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let content = Content { bytes: Vec::new(), place: 0, closed: false, exports: 0 };
    t.new_object(a.get(0), Boxed(Box::new(BytesIo(Mutex::new(content)))))
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let bytes = match a.opt_not_none(t, 1) {
        Some(initial) => bytes_like(t, initial)?.into_owned(),
        None => Vec::new(),
    };
    t.alloc_limit(bytes.len())?;
    with_sole(t, &a, |content| (content.bytes, content.place) = (bytes, 0))?;
    Ok(t.none())
}

/// Takes up to `size` bytes from the position on, and moves it.
fn take(t: &Thread, a: &Args<'_>, size: Option<usize>) -> PyResult<Vec<u8>> {
    let length = with(t, a, |c| c.bytes.len())?;
    t.alloc_limit(size.unwrap_or(length).min(length))?;
    with(t, a, |c| {
        let start = c.place.min(c.bytes.len());
        let end = start.saturating_add(size.unwrap_or(usize::MAX)).min(c.bytes.len());
        c.place = c.place.max(end);
        c.bytes[start..end].to_vec()
    })
}

fn read(t: &Thread, a: Args<'_>) -> PyResult {
    let size = size_arg(t, a.opt(1))?;
    t.bytes_from(take(t, &a, size)?)
}

fn readinto(t: &Thread, a: Args<'_>) -> PyResult {
    let view = t.buffer(a.get(1))?;
    let data = take(t, &a, Some(view.len()))?;
    view.write(t, 0, &data)?;
    t.int(data.len() as i64)
}

fn line(t: &Thread, a: &Args<'_>, limit: Option<usize>) -> PyResult<Vec<u8>> {
    let size = with(t, a, |c| {
        let rest = &c.bytes[c.place.min(c.bytes.len())..];
        memchr(rest).map_or(rest.len(), |i| i + 1)
    })?;
    take(t, a, Some(size.min(limit.unwrap_or(usize::MAX))))
}

fn memchr(rest: &[u8]) -> Option<usize> {
    rcpy_primitives::text::find_unit(rest, 0x0a)
}

fn readline(t: &Thread, a: Args<'_>) -> PyResult {
    let limit = size_arg(t, a.opt(1))?;
    t.bytes_from(line(t, &a, limit)?)
}

fn readlines(t: &Thread, a: Args<'_>) -> PyResult {
    let hint = size_arg(t, a.opt(1))?.filter(|h| *h > 0).unwrap_or(usize::MAX);
    let (mut lines, mut total) = (Vec::new(), 0);
    loop {
        let next = line(t, &a, None)?;
        if next.is_empty() {
            break;
        }
        total += next.len();
        lines.push(t.bytes_from(next)?);
        if total >= hint {
            break;
        }
    }
    t.list(lines)
}

fn next(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    let line = line(t, &Args::of(std::slice::from_ref(this)), None)?;
    if line.is_empty() { Ok(None) } else { t.bytes_from(line).map(Some) }
}

fn write(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, &a, |_| ())?;
    if a.get(1).as_string().is_some() {
        return Err(t.type_error("a bytes-like object is required, not 'str'"));
    }
    let data = bytes_like(t, a.get(1))?;
    let end =
        with(t, &a, |c| c.place)?.checked_add(data.len()).ok_or_else(|| t.overflow_error("new position too large"))?;
    t.alloc_limit(end)?;
    with_sole(t, &a, |c| {
        if data.is_empty() {
            return;
        }
        let end = c.place + data.len();
        if c.bytes.len() < end {
            c.bytes.resize(end, 0);
        }
        c.bytes[c.place..end].copy_from_slice(&data);
        c.place = end;
    })?;
    t.int(data.len() as i64)
}

fn writelines(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, &a, |_| ())?;
    t.for_each(a.get(1), |line| write(t, Args::of(&[a.get(0).clone(), line])).map(drop))?;
    Ok(t.none())
}

fn seek(t: &Thread, a: Args<'_>) -> PyResult {
    let offset = t.to_index(a.get(1))?;
    let whence = a.opt(2).map_or(Ok(0), |w| t.to_index(w))?;
    let (place, length) = with(t, &a, |c| (c.place, c.bytes.len()))?;
    let base = match whence {
        0 if offset < 0 => return Err(t.value_error(format!("negative seek value {offset}"))),
        0 => 0,
        1 => place as i64,
        2 => length as i64,
        _ => return Err(t.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let to = base.checked_add(offset).ok_or_else(|| t.overflow_error("new position too large"))?.max(0);
    with(t, &a, |c| c.place = to as usize)?;
    t.int(to)
}

fn tell(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(with(t, &a, |c| c.place)? as i64)
}

fn truncate(t: &Thread, a: Args<'_>) -> PyResult {
    let size = match a.opt_not_none(t, 1) {
        Some(size) => t.to_index(size)?,
        None => with(t, &a, |c| c.place)? as i64,
    };
    let length = usize::try_from(size).map_err(|_| t.value_error(format!("negative size value {size}")))?;
    with_sole(t, &a, |c| c.bytes.truncate(length))?;
    t.int(size)
}

fn getvalue(t: &Thread, a: Args<'_>) -> PyResult {
    t.alloc_limit(with(t, &a, |c| c.bytes.len())?)?;
    let copy = with(t, &a, |c| c.bytes.clone())?;
    t.bytes_from(copy)
}

fn getbuffer(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, &a, |_| ())?;
    t.memoryview(a.get(0))
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let old = {
        let mut content = body(a.get(0)).0.lock();
        if content.exports != 0 {
            drop(content);
            return Err(t.buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        content.closed = true;
        std::mem::take(&mut content.bytes)
    };
    drop(old);
    Ok(t.none())
}

fn yes(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, &a, |_| ())?;
    Ok(t.bool(true))
}

fn no(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, &a, |_| ())?;
    Ok(t.bool(false))
}

fn flush(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, &a, |_| ())?;
    Ok(t.none())
}

fn get_closed(t: &Thread, object: &Ref) -> PyResult {
    Ok(t.bool(body(object).0.lock().closed))
}

/// `io.BytesIO`.
pub static BYTES_IO: TypeDef = TypeDef {
    name: "_io.BytesIO",
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        iter: Some(iter),
        next: Some(next),
        new: Some(&natives!["BytesIO(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["BytesIO(self, initial_bytes=b'')" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "read(self, size=-1, /)" => read,
        "read1(self, size=-1, /)" => read,
        "readinto(self, buffer, /)" => readinto,
        "readinto1(self, buffer, /)" => readinto,
        "readline(self, size=-1, /)" => readline,
        "readlines(self, size=None, /)" => readlines,
        "write(self, b, /)" => write,
        "writelines(self, lines, /)" => writelines,
        "seek(self, pos, whence=0, /)" => seek,
        "tell(self, /)" => tell,
        "truncate(self, size=None, /)" => truncate,
        "getvalue(self, /)" => getvalue,
        "getbuffer(self, /)" => getbuffer,
        "close(self, /)" => close,
        "flush(self, /)" => flush,
        "seekable(self, /)" => yes,
        "readable(self, /)" => yes,
        "writable(self, /)" => yes,
        "isatty(self, /)" => no,
    ],
    getset: &[GetSetDef { name: "closed", get: get_closed, set: None }],
    ..TypeDef::EMPTY
};
