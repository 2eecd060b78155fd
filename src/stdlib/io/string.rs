//! `StringIO`: a stream over text in memory.

use parking_lot::Mutex;

use super::base::{TEXT_IO_BASE, iter};
use super::newline::{self, Newline};
use super::{closed, size_arg, unsupported};
use crate::memory::{Object, Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque};
use crate::object::class::flags;
use crate::object::slots::Slots;
use crate::object::string::{Str, Units};
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

struct Content {
    codes: Vec<u32>,
    place: usize,
    closed: bool,
    newline: Newline,
    seen: u8,
}

/// The payload of `StringIO`.
pub struct StringIo(Mutex<Content>);

impl Opaque for StringIo {
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

fn body(object: &Ref) -> &StringIo {
    object.opaque::<StringIo>().expect("checked by the method")
}

/// Runs `f` with the content of an open stream.
fn with<R>(t: &Thread, object: &Ref, f: impl FnOnce(&mut Content) -> R) -> PyResult<R> {
    let mut content = body(object).0.lock();
    if content.closed {
        drop(content);
        return Err(t.value_error("I/O operation on closed file"));
    }
    Ok(f(&mut content))
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let content = Content { codes: Vec::new(), place: 0, closed: false, newline: Newline::Lf, seen: 0 };
    t.new_object(a.get(0), Boxed(Box::new(StringIo(Mutex::new(content)))))
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let newline = match a.opt(2) {
        Some(newline) => Newline::parse(t, Some(newline))?,
        None => Newline::Lf,
    };
    let initial = a.opt_not_none(t, 1);
    if let Some(initial) = initial
        && initial.as_string().is_none()
    {
        return Err(t.type_error(format!("initial_value must be str or None, not {}", t.type_name(initial))));
    }
    with(t, a.get(0), |c| {
        (c.newline, c.place, c.seen) = (newline, 0, 0);
        c.codes.clear();
    })?;
    if let Some(initial) = initial {
        put(t, a.get(0), initial)?;
        with(t, a.get(0), |c| c.place = 0)?;
    }
    Ok(t.none())
}

/// Writes a string at the position.
///
/// # Errors
/// `ValueError` on a closed stream, `MemoryError`.
pub fn put(t: &Thread, stream: &Ref, text: &Ref) -> PyResult<()> {
    let Some(text) = text.downcast::<Str>() else {
        return Err(t.type_error(format!("string argument expected, got '{}'", t.type_name(text))));
    };
    let (place, capacity) = with(t, stream, |c| (c.place, c.codes.capacity()))?;
    // `\r\n` for each `\n` is the most that a line end can grow to.
    let end = place.saturating_add(text.len().saturating_mul(2));
    if end > capacity {
        t.alloc_limit(end.saturating_mul(4))?;
    }
    with(t, stream, |c| {
        let newline = c.newline;
        if newline == Newline::Universal {
            let codes = text.units().codes();
            let (codes, seen) = newline::translate(&codes);
            c.seen |= seen;
            c.write(codes.into_iter());
        } else if let Some(written) = newline.written() {
            let codes = text.units().codes();
            let ends: Vec<u32> = written.chars().map(u32::from).collect();
            let expanded: Vec<u32> = codes
                .iter()
                .flat_map(|c| if *c == 0x0a { ends.as_slice() } else { std::slice::from_ref(c) })
                .copied()
                .collect();
            c.write(expanded.into_iter());
        } else {
            match text.units() {
                Units::One(s) => c.write(s.iter().map(|b| u32::from(*b))),
                Units::Two(s) => c.write(s.iter().map(|b| u32::from(*b))),
                Units::Four(s) => c.write(s.iter().copied()),
            }
        }
    })
}

impl Content {
    fn write(&mut self, codes: impl ExactSizeIterator<Item = u32>) {
        let end = self.place + codes.len();
        if codes.len() == 0 {
            return;
        }
        if self.place == self.codes.len() {
            self.codes.extend(codes);
        } else {
            if self.codes.len() < end {
                self.codes.resize(end, 0);
            }
            for (slot, code) in self.codes[self.place..end].iter_mut().zip(codes) {
                *slot = code;
            }
        }
        self.place = end;
    }

    fn rest(&self) -> &[u32] {
        &self.codes[self.place.min(self.codes.len())..]
    }
}

fn write(t: &Thread, a: Args<'_>) -> PyResult {
    put(t, a.get(0), a.get(1))?;
    t.int(a.get(1).as_string().map_or(0, Str::len) as i64)
}

/// Takes up to `size` code points from the position on.
fn take(t: &Thread, object: &Ref, size: usize) -> PyResult<Vec<u32>> {
    let left = with(t, object, |c| c.rest().len())?;
    t.alloc_limit(left.min(size).saturating_mul(4))?;
    with(t, object, |c| {
        let piece = c.rest()[..left.min(size).min(c.rest().len())].to_vec();
        c.place += piece.len();
        piece
    })
}

fn read(t: &Thread, a: Args<'_>) -> PyResult {
    let size = size_arg(t, a.opt(1))?.unwrap_or(usize::MAX);
    t.str_from_u32(&take(t, a.get(0), size)?)
}

fn line(t: &Thread, object: &Ref, limit: usize) -> PyResult<Vec<u32>> {
    let length = with(t, object, |c| c.newline.line_end(c.rest()).unwrap_or(c.rest().len()))?;
    take(t, object, length.min(limit))
}

fn readline(t: &Thread, a: Args<'_>) -> PyResult {
    let limit = size_arg(t, a.opt(1))?.unwrap_or(usize::MAX);
    t.str_from_u32(&line(t, a.get(0), limit)?)
}

fn next(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    let line = line(t, this, usize::MAX)?;
    if line.is_empty() { Ok(None) } else { t.str_from_u32(&line).map(Some) }
}

fn getvalue(t: &Thread, a: Args<'_>) -> PyResult {
    let length = with(t, a.get(0), |c| c.codes.len())?;
    t.alloc_limit(length.saturating_mul(4))?;
    let codes = with(t, a.get(0), |c| c.codes.clone())?;
    t.str_from_u32(&codes)
}

fn seek(t: &Thread, a: Args<'_>) -> PyResult {
    let offset = t.to_index(a.get(1))?;
    let whence = a.opt(2).map_or(Ok(0), |w| t.to_index(w))?;
    let (place, length) = with(t, a.get(0), |c| (c.place, c.codes.len()))?;
    let to = match whence {
        0 if offset < 0 => return Err(t.value_error(format!("Negative seek position {offset}"))),
        0 => offset as usize,
        1 | 2 if offset != 0 => {
            return Err(t.error(&crate::object::exception::OS_ERROR, "Can't do nonzero cur-relative seeks"));
        }
        1 => place,
        2 => length,
        _ => return Err(t.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    with(t, a.get(0), |c| c.place = to)?;
    t.int(to as i64)
}

fn tell(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(with(t, a.get(0), |c| c.place)? as i64)
}

fn truncate(t: &Thread, a: Args<'_>) -> PyResult {
    let size = match a.opt_not_none(t, 1) {
        Some(size) => t.to_index(size)?,
        None => with(t, a.get(0), |c| c.place)? as i64,
    };
    let length = usize::try_from(size).map_err(|_| t.value_error(format!("Negative size value {size}")))?;
    with(t, a.get(0), |c| c.codes.truncate(length))?;
    t.int(size)
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let mut content = body(a.get(0)).0.lock();
    content.closed = true;
    content.codes = Vec::new();
    drop(content);
    Ok(t.none())
}

fn yes(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, a.get(0), |_| ())?;
    Ok(t.bool(true))
}

fn no(t: &Thread, a: Args<'_>) -> PyResult {
    with(t, a.get(0), |_| ())?;
    Ok(t.bool(false))
}

fn flush(t: &Thread, a: Args<'_>) -> PyResult {
    if body(a.get(0)).0.lock().closed {
        return Err(closed(t));
    }
    Ok(t.none())
}

fn fileno(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(unsupported(t, "fileno"))
}

fn get_closed(t: &Thread, object: &Ref) -> PyResult {
    Ok(t.bool(body(object).0.lock().closed))
}

fn get_newlines(t: &Thread, object: &Ref) -> PyResult {
    let seen = with(t, object, |c| c.seen)?;
    newline::seen_value(t, seen)
}

fn get_line_buffering(t: &Thread, object: &Ref) -> PyResult {
    with(t, object, |_| ())?;
    Ok(t.bool(false))
}

/// `io.StringIO`.
pub static STRING_IO: TypeDef = TypeDef {
    name: "_io.StringIO",
    base: Some(&TEXT_IO_BASE),
    flags: flags::BASE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        iter: Some(iter),
        next: Some(next),
        new: Some(&natives!["StringIO(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["StringIO(self, initial_value='', newline='\\n')" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "read(self, size=-1, /)" => read,
        "readline(self, size=-1, /)" => readline,
        "write(self, s, /)" => write,
        "getvalue(self, /)" => getvalue,
        "seek(self, pos, whence=0, /)" => seek,
        "tell(self, /)" => tell,
        "truncate(self, pos=None, /)" => truncate,
        "close(self, /)" => close,
        "flush(self, /)" => flush,
        "fileno(self, /)" => fileno,
        "seekable(self, /)" => yes,
        "readable(self, /)" => yes,
        "writable(self, /)" => yes,
        "isatty(self, /)" => no,
    ],
    getset: &[
        GetSetDef { name: "closed", get: get_closed, set: None },
        GetSetDef { name: "newlines", get: get_newlines, set: None },
        GetSetDef { name: "line_buffering", get: get_line_buffering, set: None },
    ],
    ..TypeDef::EMPTY
};
