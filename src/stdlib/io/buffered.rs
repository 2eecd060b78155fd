//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: bytes kept between the caller and a raw stream.
//!
//! The three types share a payload. What was read ahead and what is not written yet are never both there: writing first goes
//! back to where the reader is, reading first writes.

use parking_lot::Mutex;

use super::base::{BUFFERED_IO_BASE, finalize, iter};
use super::file::FileIo;
use super::turn::Turn;
use super::{DEFAULT_BUFFER_SIZE, size_arg, unsupported};
use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::bytes::Bytes;
use crate::object::bytes::content::bytes_like;
use crate::object::class::flags;
use crate::object::exception as ex;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::opaque;
use crate::runtime::{Args, PyResult, Raised, Thread};

#[derive(Default)]
struct State {
    /// Bytes read ahead, from `start` on.
    ahead: Vec<u8>,
    start: usize,
    /// Bytes not written yet.
    behind: Vec<u8>,
    size: usize,
    ready: bool,
}

/// The payload of the three types.
#[derive(Default)]
pub struct Buffered {
    raw: Slot,
    state: Mutex<State>,
    turn: Turn,
}
opaque!(Buffered { raw });

fn body(object: &Ref) -> &Buffered {
    object.opaque::<Buffered>().expect("checked by the method")
}

impl Buffered {
    /// A buffered stream of class `def` over `raw`.
    pub fn make(t: &Thread, def: &'static TypeDef, raw: Ref, size: usize) -> PyResult {
        let buffered = Buffered { raw: Slot::new(raw), ..Buffered::default() };
        buffered.state.lock().size = size;
        buffered.state.lock().ready = true;
        t.new_object(&t.class(def), Boxed(Box::new(buffered)))
    }

    /// The stream below.
    ///
    /// # Errors
    /// `ValueError` before `__init__` and after `detach`.
    pub fn raw(&self, t: &Thread) -> PyResult {
        if let Some(raw) = self.raw.get() {
            return Ok(raw);
        }
        let ready = self.state.lock().ready;
        Err(t.value_error(if ready { "raw stream has been detached" } else { "I/O operation on uninitialized object" }))
    }

    fn is_closed(&self, t: &Thread) -> PyResult<bool> {
        let raw = self.raw(t)?;
        match native_file(&raw) {
            Some(file) => Ok(file.is_closed()),
            None => super::base::is_closed(t, &raw),
        }
    }

    /// Is it certainly open? Answered without a call only for a native stream below.
    pub fn is_open_quick(&self) -> bool {
        self.raw.get().as_ref().and_then(native_file).is_some_and(|file| !file.is_closed())
    }

    fn check_open(&self, t: &Thread, message: &str) -> PyResult<()> {
        if self.is_closed(t)? { Err(t.value_error(message)) } else { Ok(()) }
    }

    /// Takes `n` bytes that were read ahead.
    fn consume(&self, n: usize) -> Vec<u8> {
        let mut state = self.state.lock();
        let end = (state.start + n).min(state.ahead.len());
        let piece = state.ahead[state.start..end].to_vec();
        state.start = end;
        piece
    }

    /// Bytes read ahead.
    fn available(&self) -> usize {
        let state = self.state.lock();
        state.ahead.len() - state.start
    }

    /// Reads once from below, at most `room` bytes; `None` when it would block.
    fn read_below(&self, t: &Thread, room: usize) -> PyResult<Option<Vec<u8>>> {
        let raw = self.raw(t)?;
        t.alloc_limit(room)?;
        if let Some(file) = native_file(&raw) {
            let mut buffer = vec![0; room];
            return Ok(file.read_into(t, &mut buffer)?.map(|n| {
                buffer.truncate(n);
                buffer
            }));
        }
        let array = t.bytearray(&vec![0; room])?;
        let view = t.memoryview(&array)?;
        let read = t.call_method(&raw, "readinto", std::slice::from_ref(&view))?;
        if read.value().is_none(t) {
            return Ok(None);
        }
        let n = t.to_index(&read)?;
        let mut content = bytes_like(t, &array)?.into_owned();
        match usize::try_from(n) {
            Ok(n) if n <= room => {
                content.truncate(n);
                Ok(Some(content))
            }
            _ => Err(t.error(
                &ex::OS_ERROR,
                format!("raw readinto() returned invalid length {n} (should have been between 0 and {room})"),
            )),
        }
    }

    /// Reads ahead when there is nothing; returns how much there is now. The caller has the turn.
    fn fill(&self, t: &Thread) -> PyResult<usize> {
        let available = self.available();
        if available > 0 {
            return Ok(available);
        }
        let size = self.state.lock().size;
        let Some(data) = self.read_below(t, size)? else { return Ok(0) };
        let n = data.len();
        let mut state = self.state.lock();
        (state.ahead, state.start) = (data, 0);
        Ok(n)
    }

    /// Reads up to `size` bytes, or all; `None` when the stream below has nothing at the moment.
    pub fn read(&self, t: &Thread, size: Option<usize>) -> PyResult<Option<Vec<u8>>> {
        let _turn = self.turn.take(t)?;
        self.write_behind(t)?;
        let Some(size) = size else { return self.read_all(t) };
        t.alloc_limit(size)?;
        let mut out = self.consume(size);
        let step = self.state.lock().size;
        while out.len() < size {
            let missing = size - out.len();
            // Large pieces do not pass through the buffer.
            let piece = if missing >= step {
                self.read_below(t, (missing / step * step).min(1 << 26))?
            } else {
                match self.fill(t)? {
                    0 => Some(Vec::new()),
                    _ => Some(self.consume(missing)),
                }
            };
            match piece {
                None if out.is_empty() => return Ok(None),
                Some(piece) if !piece.is_empty() => {
                    t.alloc_limit(piece.len())?;
                    out.extend_from_slice(&piece);
                }
                _ => break,
            }
        }
        Ok(Some(out))
    }

    fn read_all(&self, t: &Thread) -> PyResult<Option<Vec<u8>>> {
        let mut out = self.consume(usize::MAX >> 1);
        let raw = self.raw(t)?;
        if let Some(file) = native_file(&raw) {
            file.read_all(t, &mut out)?;
            return Ok(Some(out));
        }
        if let Some(readall) = t.getattr_opt(&raw, "readall")? {
            let rest = t.call(&readall, &[])?;
            if rest.value().is_none(t) {
                return Ok(if out.is_empty() { None } else { Some(out) });
            }
            let Some(rest) = rest.downcast::<Bytes>() else {
                return Err(t.type_error("readall() should return bytes"));
            };
            t.alloc_limit(rest.len())?;
            out.extend_from_slice(rest.as_slice());
            return Ok(Some(out));
        }
        loop {
            match self.read_below(t, DEFAULT_BUFFER_SIZE)? {
                Some(piece) if !piece.is_empty() => out.extend_from_slice(&piece),
                None if out.is_empty() => return Ok(None),
                _ => return Ok(Some(out)),
            }
        }
    }

    /// What is there, after at most one read below.
    pub fn read1(&self, t: &Thread, size: usize) -> PyResult<Vec<u8>> {
        if size == 0 {
            return Ok(Vec::new());
        }
        let _turn = self.turn.take(t)?;
        self.write_behind(t)?;
        self.fill(t)?;
        Ok(self.consume(size))
    }

    fn peek(&self, t: &Thread) -> PyResult<Vec<u8>> {
        let _turn = self.turn.take(t)?;
        self.write_behind(t)?;
        self.fill(t)?;
        let state = self.state.lock();
        Ok(state.ahead[state.start..].to_vec())
    }

    /// Reads a line, its end included.
    pub fn line(&self, t: &Thread, limit: usize) -> PyResult<Vec<u8>> {
        let _turn = self.turn.take(t)?;
        self.write_behind(t)?;
        let mut line = Vec::new();
        while line.len() < limit {
            if self.fill(t)? == 0 {
                break;
            }
            let (end, ended) = {
                let state = self.state.lock();
                let rest = &state.ahead[state.start..];
                match rcpy_primitives::text::find_unit(rest, 0x0a) {
                    Some(i) => (i + 1, true),
                    None => (rest.len(), false),
                }
            };
            let end_within = end.min(limit - line.len());
            t.alloc_limit(line.len() + end_within)?;
            line.extend_from_slice(&self.consume(end_within));
            if ended && end_within == end {
                break;
            }
        }
        Ok(line)
    }

    /// Gives up what was read ahead, and moves the stream below to where the caller thinks it is. The caller has the turn.
    fn forget_ahead(&self, t: &Thread) -> PyResult<()> {
        let ahead = {
            let mut state = self.state.lock();
            let ahead = state.ahead.len() - state.start;
            (state.ahead, state.start) = (Vec::new(), 0);
            ahead
        };
        if ahead > 0 {
            self.seek_below(t, -(ahead as i64), 1)?;
        }
        Ok(())
    }

    /// Writes, buffering what is small.
    pub fn write(&self, t: &Thread, data: &[u8]) -> PyResult<()> {
        {
            let mut state = self.state.lock();
            if state.start == state.ahead.len() && state.behind.len() + data.len() <= state.size {
                state.behind.extend_from_slice(data);
                return Ok(());
            }
        }
        let _turn = self.turn.take(t)?;
        self.forget_ahead(t)?;
        self.write_behind(t)?;
        if data.len() >= self.state.lock().size {
            let written = self.write_below(t, data)?;
            return if written == data.len() { Ok(()) } else { Err(would_block(t, written)) };
        }
        self.state.lock().behind.extend_from_slice(data);
        Ok(())
    }

    /// Writes everything below; returns how much, which is less when it would block.
    fn write_below(&self, t: &Thread, data: &[u8]) -> PyResult<usize> {
        let raw = self.raw(t)?;
        let mut done = 0;
        while done < data.len() {
            let n = match native_file(&raw) {
                Some(file) => file.write(t, &data[done..])?,
                None => {
                    let piece = t.bytes(&data[done..])?;
                    let n = t.call_method(&raw, "write", &[piece])?;
                    if n.value().is_none(t) { None } else { Some(t.to_index(&n)?) }
                        .map(|n| {
                            usize::try_from(n).ok().filter(|n| *n <= data.len() - done).ok_or_else(|| {
                                let most = data.len() - done;
                                t.error(&ex::OS_ERROR, format!("raw write() returned invalid length {n} (should have been between 0 and {most})"))
                            })
                        })
                        .transpose()?
                }
            };
            match n {
                Some(n) => done += n,
                None => break,
            }
        }
        Ok(done)
    }

    /// Writes what is not written yet. The caller has the turn.
    fn write_behind(&self, t: &Thread) -> PyResult<()> {
        let data = std::mem::take(&mut self.state.lock().behind);
        if data.is_empty() {
            return Ok(());
        }
        match self.write_below(t, &data) {
            Ok(n) if n == data.len() => {
                // The buffer's memory serves again.
                let mut state = self.state.lock();
                if state.behind.capacity() == 0 {
                    let mut data = data;
                    data.clear();
                    state.behind = data;
                }
                Ok(())
            }
            Ok(n) => {
                self.state.lock().behind.splice(0..0, data[n..].iter().copied());
                Err(would_block(t, 0))
            }
            Err(raised) => {
                self.state.lock().behind.splice(0..0, data);
                Err(raised)
            }
        }
    }

    /// Gives up what is not written yet.
    pub fn discard(&self) {
        self.state.lock().behind.clear();
    }

    /// Writes what is not written yet.
    pub fn flush(&self, t: &Thread) -> PyResult<()> {
        if self.state.lock().behind.is_empty() {
            return Ok(());
        }
        let _turn = self.turn.take(t)?;
        self.write_behind(t)
    }

    fn seek_below(&self, t: &Thread, offset: i64, whence: i64) -> PyResult<i64> {
        let raw = self.raw(t)?;
        if let Some(file) = native_file(&raw) {
            return file.seek(t, offset, whence as i32);
        }
        let place = t.call_method(&raw, "seek", &[t.int(offset)?, t.int(whence)?])?;
        t.to_index(&place)
    }

    /// The position.
    pub fn tell(&self, t: &Thread) -> PyResult<i64> {
        let raw = self.raw(t)?;
        let below = match native_file(&raw) {
            Some(file) => file.seek(t, 0, 1)?,
            None => t.to_index(&t.call_method(&raw, "tell", &[])?)?,
        };
        let state = self.state.lock();
        Ok(below - (state.ahead.len() - state.start) as i64 + state.behind.len() as i64)
    }

    /// Moves the position.
    pub fn seek(&self, t: &Thread, offset: i64, whence: i64) -> PyResult<i64> {
        let _turn = self.turn.take(t)?;
        self.write_behind(t)?;
        let ahead = self.available();
        let offset = if whence == 1 { offset.saturating_sub(ahead as i64) } else { offset };
        let place = self.seek_below(t, offset, whence)?;
        let mut state = self.state.lock();
        (state.ahead, state.start) = (Vec::new(), 0);
        Ok(place)
    }
}

/// The raw stream, if it is exactly a `FileIO`.
pub(super) fn native_file(raw: &Ref) -> Option<&FileIo> {
    raw.downcast_exact::<Boxed>()?;
    raw.opaque::<FileIo>()
}

/// The buffered stream, if it is exactly one of the three types.
pub fn native(stream: &Ref) -> Option<&Buffered> {
    stream.downcast_exact::<Boxed>()?;
    stream.opaque::<Buffered>()
}

#[cold]
fn would_block(t: &Thread, written: usize) -> Raised {
    let args = || -> PyResult<Vec<Ref>> {
        Ok(vec![
            t.int(i64::from(libc::EAGAIN))?,
            t.str("write could not complete without blocking")?,
            t.int(written as i64)?,
        ])
    };
    match args() {
        Ok(args) => t.error_with(&ex::BLOCKING_IO_ERROR, args),
        Err(raised) => raised,
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(Buffered::default())))
}

/// `__init__`, checking that the raw stream can do these things.
fn start(t: &Thread, a: &Args<'_>, needs: &[(&str, &str)]) -> PyResult {
    let raw = a.get(1);
    for (method, message) in needs {
        let able = t.call_method(raw, method, &[])?;
        if !t.truth(&able)? {
            return Err(unsupported(t, message));
        }
    }
    let size = a.opt(2).map_or(Ok(DEFAULT_BUFFER_SIZE as i64), |s| t.to_index(s))?;
    if size <= 0 {
        return Err(t.value_error("buffer size must be strictly positive"));
    }
    t.alloc_limit(size as usize)?;
    let buffered = body(a.get(0));
    *buffered.state.lock() = State { size: size as usize, ready: true, ..State::default() };
    drop(buffered.raw.replace(raw.clone()));
    Ok(t.none())
}

const READS: (&str, &str) = ("readable", "File or stream is not readable.");
const WRITES: (&str, &str) = ("writable", "File or stream is not writable.");
const SEEKS: (&str, &str) = ("seekable", "File or stream is not seekable.");

fn init_reader(t: &Thread, a: Args<'_>) -> PyResult {
    start(t, &a, &[READS])
}
fn init_writer(t: &Thread, a: Args<'_>) -> PyResult {
    start(t, &a, &[WRITES])
}
fn init_random(t: &Thread, a: Args<'_>) -> PyResult {
    start(t, &a, &[SEEKS, READS, WRITES])
}

fn read(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    if let Some(size) = a.opt_not_none(t, 1)
        && t.to_index_clamped(size)? < -1
    {
        return Err(t.value_error("read length must be non-negative or -1"));
    }
    let size = size_arg(t, a.opt(1))?;
    buffered.check_open(t, "read of closed file")?;
    match buffered.read(t, size)? {
        Some(data) => t.bytes_from(data),
        None => Ok(t.none()),
    }
}

fn read1(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    let size = size_arg(t, a.opt(1))?.unwrap_or(buffered.state.lock().size);
    buffered.check_open(t, "read of closed file")?;
    t.bytes_from(buffered.read1(t, size)?)
}

fn readinto(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    buffered.check_open(t, "readinto of closed file")?;
    let view = t.buffer(a.get(1))?;
    match buffered.read(t, Some(view.len()))? {
        Some(data) => {
            view.write(t, 0, &data)?;
            t.int(data.len() as i64)
        }
        None => Ok(t.none()),
    }
}

fn readinto1(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    buffered.check_open(t, "readinto of closed file")?;
    let view = t.buffer(a.get(1))?;
    let data = buffered.read1(t, view.len())?;
    view.write(t, 0, &data)?;
    t.int(data.len() as i64)
}

fn peek(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    buffered.check_open(t, "peek of closed file")?;
    t.bytes_from(buffered.peek(t)?)
}

fn readline(t: &Thread, a: Args<'_>) -> PyResult {
    let limit = size_arg(t, a.opt(1))?.unwrap_or(usize::MAX);
    body(a.get(0)).check_open(t, "readline of closed file")?;
    t.bytes_from(body(a.get(0)).line(t, limit)?)
}

fn next(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    if native(this).is_none() {
        return super::base::next(t, this);
    }
    body(this).check_open(t, "readline of closed file")?;
    let line = body(this).line(t, usize::MAX)?;
    if line.is_empty() { Ok(None) } else { t.bytes_from(line).map(Some) }
}

fn write(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(1).as_string().is_some() {
        return Err(t.type_error("a bytes-like object is required, not 'str'"));
    }
    let data = bytes_like(t, a.get(1))?;
    body(a.get(0)).check_open(t, "write to closed file")?;
    body(a.get(0)).write(t, &data)?;
    t.int(data.len() as i64)
}

fn flush(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    buffered.check_open(t, "flush of closed file")?;
    buffered.flush(t)?;
    let raw = buffered.raw(t)?;
    if native_file(&raw).is_none() {
        t.call_method(&raw, "flush", &[])?;
    }
    Ok(t.none())
}

fn seek(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    let whence = a.opt(2).map_or(Ok(0), |w| t.to_index(w))?;
    if !(0..=2).contains(&whence) {
        return Err(t.value_error(format!("whence value {whence} unsupported")));
    }
    buffered.check_open(t, "seek of closed file")?;
    check_seekable(t, a)?;
    t.int(buffered.seek(t, t.to_index(a.get(1))?, whence)?)
}

fn check_seekable(t: &Thread, a: Args<'_>) -> PyResult<()> {
    let able = forward(t, &a, "seekable", &[])?;
    if t.truth(&able)? { Ok(()) } else { Err(unsupported(t, SEEKS.1)) }
}

fn tell(t: &Thread, a: Args<'_>) -> PyResult {
    body(a.get(0)).check_open(t, "tell of closed file")?;
    t.int(body(a.get(0)).tell(t)?)
}

fn truncate(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    buffered.check_open(t, "truncate of closed file")?;
    buffered.flush(t)?;
    let size = match a.opt_not_none(t, 1) {
        Some(size) => size.clone(),
        None => t.int(buffered.tell(t)?)?,
    };
    t.call_method(&buffered.raw(t)?, "truncate", &[size])
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    let raw = buffered.raw(t)?;
    if buffered.is_closed(t)? {
        return Ok(t.none());
    }
    let flushed = if native(a.get(0)).is_some() { flush(t, a) } else { t.call_method(a.get(0), "flush", &[]) };
    let closed = t.call_method(&raw, "close", &[]);
    *buffered.state.lock() = State { size: 1, ready: true, ..State::default() };
    match (flushed, closed) {
        (Err(raised), _) | (_, Err(raised)) => Err(raised),
        _ => Ok(t.none()),
    }
}

fn detach(t: &Thread, a: Args<'_>) -> PyResult {
    let buffered = body(a.get(0));
    let raw = buffered.raw(t)?;
    flush(t, a)?;
    drop(buffered.raw.take());
    Ok(raw)
}

/// Calls a method of the stream below.
fn forward(t: &Thread, a: &Args<'_>, method: &str, args: &[Ref]) -> PyResult {
    let raw = body(a.get(0)).raw(t)?;
    t.call_method(&raw, method, args)
}

fn seekable(t: &Thread, a: Args<'_>) -> PyResult {
    forward(t, &a, "seekable", &[])
}
fn readable(t: &Thread, a: Args<'_>) -> PyResult {
    forward(t, &a, "readable", &[])
}
fn writable(t: &Thread, a: Args<'_>) -> PyResult {
    forward(t, &a, "writable", &[])
}
fn fileno(t: &Thread, a: Args<'_>) -> PyResult {
    forward(t, &a, "fileno", &[])
}
fn isatty(t: &Thread, a: Args<'_>) -> PyResult {
    forward(t, &a, "isatty", &[])
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let class = t.class_name(t.type_of(object));
    let Some(_guard) = t.repr_enter(object)? else {
        return Err(t.runtime_error(format!("reentrant call inside {class}.__repr__")));
    };
    match t.getattr_opt(object, "name") {
        Ok(Some(name)) => t.string(format!("<{class} name={}>", t.repr_text(&name)?)),
        _ => t.string(format!("<{class}>")),
    }
}

fn get_raw(t: &Thread, object: &Ref) -> PyResult {
    Ok(body(object).raw.get().unwrap_or_else(|| t.none()))
}
fn get_closed(t: &Thread, object: &Ref) -> PyResult {
    Ok(t.bool(body(object).is_closed(t)?))
}
fn get_name(t: &Thread, object: &Ref) -> PyResult {
    t.getattr(&body(object).raw(t)?, "name")
}
fn get_mode(t: &Thread, object: &Ref) -> PyResult {
    t.getattr(&body(object).raw(t)?, "mode")
}

/// A dying buffer over a native file writes what it has and leaves the file to its own end: a text stream that dies with it may
/// have more to write.
fn del(t: &Thread, object: &Ref) -> PyResult<()> {
    match native(object) {
        Some(buffered) if buffered.raw.peek().is_some_and(|raw| native_file(raw).is_some()) => {
            if buffered.is_open_quick() {
                // Nobody hears of errors.
                let _ = buffered.flush(t);
            }
            Ok(())
        }
        _ => finalize(t, object),
    }
}

const SLOTS: Slots = Slots {
    repr: Some(repr),
    iter: Some(iter),
    next: Some(next),
    del: Some(del),
    new: Some(&natives!["Buffered(cls, *args, **kwargs)" => new][0]),
    ..Slots::EMPTY
};

const GETSET: &[GetSetDef] = &[
    GetSetDef { name: "raw", get: get_raw, set: None },
    GetSetDef { name: "closed", get: get_closed, set: None },
    GetSetDef { name: "name", get: get_name, set: None },
    GetSetDef { name: "mode", get: get_mode, set: None },
];

const COMMON: TypeDef = TypeDef {
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE | flags::HAS_WEAKREF | flags::HAS_DEL,
    size: size_of::<Object<Boxed>>(),
    getset: GETSET,
    ..TypeDef::EMPTY
};

/// `_io.BufferedReader`.
pub static BUFFERED_READER: TypeDef = TypeDef {
    name: "_io.BufferedReader",
    slots: Slots { init: Some(&natives!["BufferedReader(self, raw, buffer_size=8192)" => init_reader][0]), ..SLOTS },
    methods: natives![
        "read(self, size=-1, /)" => read,
        "read1(self, size=-1, /)" => read1,
        "readinto(self, buffer, /)" => readinto,
        "readinto1(self, buffer, /)" => readinto1,
        "peek(self, size=0, /)" => peek,
        "readline(self, size=-1, /)" => readline,
        "seek(self, target, whence=0, /)" => seek,
        "tell(self, /)" => tell,
        "truncate(self, pos=None, /)" => truncate,
        "flush(self, /)" => flush,
        "close(self, /)" => close,
        "detach(self, /)" => detach,
        "seekable(self, /)" => seekable,
        "readable(self, /)" => readable,
        "fileno(self, /)" => fileno,
        "isatty(self, /)" => isatty,
    ],
    ..COMMON
};

/// `_io.BufferedWriter`.
pub static BUFFERED_WRITER: TypeDef = TypeDef {
    name: "_io.BufferedWriter",
    slots: Slots { init: Some(&natives!["BufferedWriter(self, raw, buffer_size=8192)" => init_writer][0]), ..SLOTS },
    methods: natives![
        "write(self, buffer, /)" => write,
        "seek(self, target, whence=0, /)" => seek,
        "tell(self, /)" => tell,
        "truncate(self, pos=None, /)" => truncate,
        "flush(self, /)" => flush,
        "close(self, /)" => close,
        "detach(self, /)" => detach,
        "seekable(self, /)" => seekable,
        "writable(self, /)" => writable,
        "fileno(self, /)" => fileno,
        "isatty(self, /)" => isatty,
    ],
    ..COMMON
};

/// `_io.BufferedRandom`.
pub static BUFFERED_RANDOM: TypeDef = TypeDef {
    name: "_io.BufferedRandom",
    slots: Slots { init: Some(&natives!["BufferedRandom(self, raw, buffer_size=8192)" => init_random][0]), ..SLOTS },
    methods: natives![
        "read(self, size=-1, /)" => read,
        "read1(self, size=-1, /)" => read1,
        "readinto(self, buffer, /)" => readinto,
        "readinto1(self, buffer, /)" => readinto1,
        "peek(self, size=0, /)" => peek,
        "readline(self, size=-1, /)" => readline,
        "write(self, buffer, /)" => write,
        "seek(self, target, whence=0, /)" => seek,
        "tell(self, /)" => tell,
        "truncate(self, pos=None, /)" => truncate,
        "flush(self, /)" => flush,
        "close(self, /)" => close,
        "detach(self, /)" => detach,
        "seekable(self, /)" => seekable,
        "readable(self, /)" => readable,
        "writable(self, /)" => writable,
        "fileno(self, /)" => fileno,
        "isatty(self, /)" => isatty,
    ],
    ..COMMON
};
