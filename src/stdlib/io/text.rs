//! `TextIOWrapper`: text over a buffered stream of bytes. This file has the type and its writing side.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU8, Ordering};

use parking_lot::Mutex;
use rcpy_primitives::text::codec::Codec;

use super::base::{TEXT_IO_BASE, finalize, iter};
use super::buffered;
use super::newline::{self, Newline};
use super::{text_read, unsupported};
use crate::memory::{Object, Ref, Slot, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque, Trace};
use crate::object::class::flags;
use crate::object::slots::Slots;
use crate::object::string::Str;
use crate::object::string::encode::{encode_to_vec, find_codec};
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

/// Bytes of encoded text that are gathered before they go to the stream below.
const PENDING: usize = 8192;

pub(super) const LINE_BUFFERING: u8 = 1;
pub(super) const WRITE_THROUGH: u8 = 2;
const READY: u8 = 4;
pub(super) const CAN_READ: u8 = 8;
const CAN_WRITE: u8 = 16;

/// What changes as the stream is used.
pub(super) struct State {
    pub newline: Newline,
    /// How bytes are decoded from here on; the byte order is known once the mark was read.
    pub codec: Codec,
    /// The name of the encoding for the next write: without a mark after the first one.
    pub encoder: Cow<'static, str>,
    pub errors: String,
    /// Encoded text on its way down.
    pub pending: Vec<u8>,
    /// Text that was decoded, of which `place` code points have been read.
    pub decoded: Option<Ref>,
    pub place: usize,
    /// The bytes that `decoded` was made of.
    pub piece: Vec<u8>,
    /// Bytes of an unfinished character, or of a line end that may go on.
    pub carry: Vec<u8>,
    /// Kinds of line ends seen.
    pub seen: u8,
    /// `next()` has been called since the last seek.
    pub iterating: bool,
    /// ASCII text is written as it is, and the next write needs no mark.
    pub plain: bool,
}

impl Default for State {
    fn default() -> State {
        State {
            newline: Newline::Universal,
            codec: Codec::Utf8,
            encoder: Cow::Borrowed("utf-8"),
            errors: "strict".to_owned(),
            pending: Vec::new(),
            decoded: None,
            place: 0,
            piece: Vec::new(),
            carry: Vec::new(),
            seen: 0,
            iterating: false,
            plain: false,
        }
    }
}

/// The payload of `TextIOWrapper`.
#[derive(Default)]
pub struct Text {
    pub(super) buffer: Slot,
    encoding: Slot,
    errors: Slot,
    mode: Slot,
    flags: AtomicU8,
    pub(super) state: Mutex<State>,
}

impl Opaque for Text {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        [&self.buffer, &self.encoding, &self.errors, &self.mode].into_iter().for_each(|slot| slot.trace(visit));
        if let Some(state) = self.state.try_lock() {
            state.decoded.trace(visit);
        }
    }
}

/// The stream, if it is exactly a `TextIOWrapper`.
pub fn native(stream: &Ref) -> Option<&Text> {
    stream.downcast_exact::<Boxed>()?;
    stream.opaque::<Text>()
}

pub(super) fn body(object: &Ref) -> &Text {
    object.opaque::<Text>().expect("checked by the method")
}

/// How a text stream is set up.
#[derive(Default)]
pub struct Setup<'a> {
    /// `encoding=`.
    pub encoding: Option<&'a str>,
    /// `errors=`.
    pub errors: Option<&'a str>,
    /// `newline=`.
    pub newline: Option<Newline>,
    /// `line_buffering=`.
    pub line_buffering: bool,
    /// `write_through=`.
    pub write_through: bool,
}

/// What `encoding=None` and `"locale"` stand for.
const LOCALE: &str = "UTF-8";

impl Text {
    /// A text stream over `buffer`.
    pub fn make(t: &Thread, buffer: Ref, setup: &Setup<'_>) -> PyResult {
        let text = Text::default();
        text.start(t, buffer, setup)?;
        t.new_object(&t.class(&TEXT_IO_WRAPPER), Boxed(Box::new(text)))
    }

    fn start(&self, t: &Thread, buffer: Ref, setup: &Setup<'_>) -> PyResult<()> {
        let encoding = match setup.encoding {
            None | Some("locale") => LOCALE,
            Some(encoding) => encoding,
        };
        let errors = setup.errors.unwrap_or("strict");
        let codec = find_codec(t, encoding)?;
        let state = State {
            newline: setup.newline.unwrap_or(Newline::Universal),
            codec,
            encoder: encoder_name(codec, encoding),
            errors: errors.to_owned(),
            ..State::default()
        };
        drop(std::mem::replace(&mut *self.state.lock(), state));
        drop(self.encoding.replace(t.str(encoding)?));
        drop(self.errors.replace(t.str(errors)?));
        let mut flags = READY;
        for (method, flag) in [("readable", CAN_READ), ("writable", CAN_WRITE)] {
            // A stream that does not say is taken at its word when it is used.
            if match t.getattr_opt(&buffer, method)? {
                Some(method) => t.truth(&t.call(&method, &[])?)?,
                None => true,
            } {
                flags |= flag;
            }
        }
        drop(self.buffer.replace(buffer));
        if setup.line_buffering {
            flags |= LINE_BUFFERING;
        }
        if setup.write_through {
            flags |= WRITE_THROUGH;
        }
        self.flags.store(flags, Ordering::Relaxed);
        Ok(())
    }

    /// Sets `mode`.
    pub fn set_mode(&self, mode: Ref) {
        drop(self.mode.replace(mode));
    }

    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags.load(Ordering::Relaxed) & flag != 0
    }

    /// The stream below.
    ///
    /// # Errors
    /// `ValueError` before `__init__` and after `detach`.
    pub fn buffer(&self, t: &Thread) -> PyResult {
        if let Some(buffer) = self.buffer.get() {
            return Ok(buffer);
        }
        let ready = self.has(READY);
        Err(t.value_error(if ready {
            "underlying buffer has been detached"
        } else {
            "I/O operation on uninitialized object"
        }))
    }

    /// Is it certainly open? Answered without a call only for native streams below.
    pub(super) fn is_open_quick(&self) -> bool {
        let Some(buffer) = self.buffer.get() else { return false };
        match buffered::native(&buffer) {
            Some(buffered) => buffered.is_open_quick(),
            None => buffered::native_file(&buffer).is_some_and(|file| !file.is_closed()),
        }
    }

    pub(super) fn check_open(&self, t: &Thread) -> PyResult<Ref> {
        let buffer = self.buffer(t)?;
        if super::base::is_closed(t, &buffer)? { Err(super::closed(t)) } else { Ok(buffer) }
    }

    /// Writes a `str`.
    ///
    /// # Errors
    /// What encoding and the stream below raise; `ValueError` on a closed stream.
    pub fn write(&self, t: &Thread, text: &Ref) -> PyResult<()> {
        let Some(string) = text.downcast::<Str>() else {
            return Err(t.type_error(format!("write() argument must be str, not {}", t.type_name(text))));
        };
        if !self.is_open_quick() {
            self.check_open(t)?;
        }
        if !self.has(CAN_WRITE) {
            return Err(unsupported(t, "not writable"));
        }
        if let Some(ascii) = string.as_str()
            && self.state.lock().plain
        {
            return self.write_encoded(t, ascii.as_bytes());
        }
        let (plain, translated, encoder, errors) = {
            let mut state = self.state.lock();
            let utf8 = matches!(state.encoder.as_ref(), "utf-8");
            let ascii = utf8 || matches!(state.codec, Codec::Ascii | Codec::Latin1);
            state.plain = ascii && state.newline.written().is_none();
            (ascii, state.newline.written(), state.encoder.clone(), state.errors.clone())
        };
        let replaced;
        let string = match translated {
            Some(end) if string.chars().any(|c| c == 0x0a) => {
                replaced = t.call_method(text, "replace", &[t.str("\n")?, t.str(end)?])?;
                replaced.downcast::<Str>().unwrap_or(string)
            }
            _ => string,
        };
        let encoded: Cow<'_, [u8]> = match string.as_str() {
            Some(ascii) if plain => Cow::Borrowed(ascii.as_bytes()),
            _ => Cow::Owned(encode_to_vec(t, string, &encoder, &errors)?),
        };
        self.write_encoded(t, &encoded)
    }

    /// Writes text that has no line ends to translate.
    pub fn write_str(&self, t: &Thread, text: &str) -> PyResult<()> {
        let plain = {
            let state = self.state.lock();
            state.encoder == "utf-8" && state.newline.written().is_none()
        };
        if plain {
            if !self.is_open_quick() {
                self.check_open(t)?;
            }
            return self.write_encoded(t, text.as_bytes());
        }
        self.write(t, &t.str(text)?)
    }

    fn write_encoded(&self, t: &Thread, encoded: &[u8]) -> PyResult<()> {
        let lines = self.has(LINE_BUFFERING) && encoded.iter().any(|b| matches!(b, b'\n' | b'\r'));
        let full = {
            let mut state = self.state.lock();
            if state.pending.len() + encoded.len() > PENDING {
                drop(state);
                t.alloc_limit(encoded.len())?;
                state = self.state.lock();
            }
            state.pending.extend_from_slice(encoded);
            if !state.plain {
                state.encoder = match state.encoder.as_ref() {
                    "utf-16" if cfg!(target_endian = "little") => Cow::Borrowed("utf-16-le"),
                    "utf-32" if cfg!(target_endian = "little") => Cow::Borrowed("utf-32-le"),
                    "utf-16" => Cow::Borrowed("utf-16-be"),
                    "utf-32" => Cow::Borrowed("utf-32-be"),
                    "utf-8-sig" => Cow::Borrowed("utf-8"),
                    _ => std::mem::take(&mut state.encoder),
                };
            }
            if state.decoded.is_some() {
                state.decoded = None;
                (state.place, state.piece, state.carry) = (0, Vec::new(), Vec::new());
            }
            state.pending.len() > PENDING
        };
        if full || lines || self.has(WRITE_THROUGH) {
            self.write_pending(t)?;
        }
        if lines {
            self.flush_below(t)?;
        }
        Ok(())
    }

    /// Hands the gathered text to the stream below.
    pub fn write_pending(&self, t: &Thread) -> PyResult<()> {
        let mut data = std::mem::take(&mut self.state.lock().pending);
        if data.is_empty() {
            return Ok(());
        }
        let buffer = self.buffer(t)?;
        match buffered::native(&buffer) {
            Some(buffered) => {
                let result = buffered.write(t, &data);
                let mut state = self.state.lock();
                if state.pending.capacity() == 0 {
                    data.clear();
                    state.pending = data;
                }
                result
            }
            None => match buffered::native_file(&buffer) {
                // An unbuffered standard stream.
                Some(file) => {
                    let mut done = 0;
                    while let Some(n) = file.write(t, &data[done..])? {
                        done += n;
                        if done == data.len() {
                            break;
                        }
                    }
                    Ok(())
                }
                None => t.call_method(&buffer, "write", &[t.bytes_from(data)?]).map(drop),
            },
        }
    }

    /// Gives up what has not been written.
    pub fn discard(&self, t: &Thread) {
        self.state.lock().pending.clear();
        if let Ok(buffer) = self.buffer(t)
            && let Some(buffered) = buffered::native(&buffer)
        {
            buffered.discard();
        }
    }

    fn flush_below(&self, t: &Thread) -> PyResult<()> {
        let buffer = self.buffer(t)?;
        match buffered::native(&buffer) {
            Some(buffered) => buffered.flush(t),
            None if buffered::native_file(&buffer).is_some() => Ok(()),
            None => t.call_method(&buffer, "flush", &[]).map(drop),
        }
    }

    /// Writes everything out.
    pub fn flush(&self, t: &Thread) -> PyResult<()> {
        self.check_open(t)?;
        self.write_pending(t)?;
        self.flush_below(t)
    }
}

/// The canonical name under which to encode; the mark-writing forms keep their names.
fn encoder_name(codec: Codec, given: &str) -> Cow<'static, str> {
    match codec {
        Codec::Utf8 => Cow::Borrowed("utf-8"),
        Codec::Utf8Sig => Cow::Borrowed("utf-8-sig"),
        Codec::Utf16(None) => Cow::Borrowed("utf-16"),
        Codec::Utf32(None) => Cow::Borrowed("utf-32"),
        _ => Cow::Owned(given.to_owned()),
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(Text::default())))
}

fn optional_text<'a>(t: &Thread, value: Option<&'a Ref>, name: &str) -> PyResult<Option<Cow<'a, str>>> {
    match value {
        Some(value) if value.as_string().is_some() => Ok(Some(t.str_of(value))),
        Some(value) => Err(
            t.type_error(format!("TextIOWrapper() argument '{name}' must be str or None, not {}", t.type_name(value)))
        ),
        None => Ok(None),
    }
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let encoding = optional_text(t, a.opt_not_none(t, 2), "encoding")?;
    let errors = optional_text(t, a.opt_not_none(t, 3), "errors")?;
    let setup = Setup {
        encoding: encoding.as_deref(),
        errors: errors.as_deref(),
        newline: Some(Newline::parse(t, a.opt(4))?),
        line_buffering: a.opt(5).map_or(Ok(false), |b| t.truth(b))?,
        write_through: a.opt(6).map_or(Ok(false), |b| t.truth(b))?,
    };
    body(a.get(0)).start(t, a.get(1).clone(), &setup)?;
    Ok(t.none())
}

fn write(t: &Thread, a: Args<'_>) -> PyResult {
    body(a.get(0)).write(t, a.get(1))?;
    t.int(a.get(1).as_string().map_or(0, Str::len) as i64)
}

fn writelines(t: &Thread, a: Args<'_>) -> PyResult {
    body(a.get(0)).check_open(t)?;
    t.for_each(a.get(1), |line| match native(a.get(0)) {
        Some(text) => text.write(t, &line),
        None => t.call_method(a.get(0), "write", &[line]).map(drop),
    })?;
    Ok(t.none())
}

fn flush(t: &Thread, a: Args<'_>) -> PyResult {
    body(a.get(0)).flush(t)?;
    Ok(t.none())
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let text = body(a.get(0));
    let buffer = text.buffer(t)?;
    if super::base::is_closed(t, &buffer)? {
        return Ok(t.none());
    }
    let flushed = if native(a.get(0)).is_some() { flush(t, a) } else { t.call_method(a.get(0), "flush", &[]) };
    t.call_method(&buffer, "close", &[])?;
    flushed?;
    Ok(t.none())
}

fn detach(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(a.get(0), "flush", &[])?;
    let buffer = body(a.get(0)).buffer(t)?;
    drop(body(a.get(0)).buffer.take());
    Ok(buffer)
}

fn reconfigure(t: &Thread, a: Args<'_>) -> PyResult {
    let text = body(a.get(0));
    let encoding = optional_text(t, a.opt_not_none(t, 1), "encoding")?;
    let errors = optional_text(t, a.opt_not_none(t, 2), "errors")?;
    let newline = a.opt(3).map(|n| Newline::parse(t, Some(n))).transpose()?;
    let reading = text.state.lock().decoded.is_some();
    if reading && (encoding.is_some() || errors.is_some() || newline.is_some()) {
        return Err(unsupported(t, "It is not possible to set the encoding or newline of stream after the first read"));
    }
    text.flush(t)?;
    if let Some(encoding) = &encoding {
        let codec = find_codec(t, encoding)?;
        let name = t.str(encoding)?;
        {
            let mut state = text.state.lock();
            (state.codec, state.encoder) = (codec, encoder_name(codec, encoding));
            state.plain = false;
        }
        drop(text.encoding.replace(name));
    }
    if errors.is_some() || encoding.is_some() {
        let errors = errors.as_deref().unwrap_or("strict");
        drop(text.errors.replace(t.str(errors)?));
        text.state.lock().errors = errors.to_owned();
    }
    if let Some(newline) = newline {
        let mut state = text.state.lock();
        (state.newline, state.plain) = (newline, false);
    }
    for (i, flag) in [(4, LINE_BUFFERING), (5, WRITE_THROUGH)] {
        if let Some(on) = a.opt_not_none(t, i) {
            if t.truth(on)? {
                text.flags.fetch_or(flag, Ordering::Relaxed);
            } else {
                text.flags.fetch_and(!flag, Ordering::Relaxed);
            }
        }
    }
    Ok(t.none())
}

fn forward(t: &Thread, a: &Args<'_>, method: &str) -> PyResult {
    let buffer = body(a.get(0)).buffer(t)?;
    t.call_method(&buffer, method, &[])
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let text = body(object);
    let Some(_guard) = t.repr_enter(object)? else {
        return Err(t.runtime_error("reentrant call inside _io.TextIOWrapper.__repr__"));
    };
    let mut shown = "<_io.TextIOWrapper".to_owned();
    if let Ok(Some(name)) = t.getattr_opt(object, "name") {
        shown.push_str(&format!(" name={}", t.repr_text(&name)?));
    }
    if let Some(mode) = text.mode.get() {
        shown.push_str(&format!(" mode={}", t.repr_text(&mode)?));
    }
    if let Some(encoding) = text.encoding.get() {
        shown.push_str(&format!(" encoding={}", t.repr_text(&encoding)?));
    }
    shown.push('>');
    t.string(shown)
}

fn get_buffer(t: &Thread, object: &Ref) -> PyResult {
    Ok(body(object).buffer.get().unwrap_or_else(|| t.none()))
}
fn get_encoding(t: &Thread, object: &Ref) -> PyResult {
    Ok(body(object).encoding.get().unwrap_or_else(|| t.none()))
}
fn get_errors(t: &Thread, object: &Ref) -> PyResult {
    Ok(body(object).errors.get().unwrap_or_else(|| t.none()))
}
fn get_newlines(t: &Thread, object: &Ref) -> PyResult {
    let seen = body(object).state.lock().seen;
    newline::seen_value(t, seen)
}
fn get_closed(t: &Thread, object: &Ref) -> PyResult {
    t.getattr(&body(object).buffer(t)?, "closed")
}
fn get_name(t: &Thread, object: &Ref) -> PyResult {
    t.getattr(&body(object).buffer(t)?, "name")
}
fn get_mode(t: &Thread, object: &Ref) -> PyResult {
    body(object).mode.get().ok_or_else(|| t.no_attribute(object, &t.intern("mode")))
}
fn set_mode(_t: &Thread, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    drop(match value {
        Some(value) => body(object).mode.replace(value.clone()),
        None => body(object).mode.take(),
    });
    Ok(())
}
fn get_line_buffering(t: &Thread, object: &Ref) -> PyResult {
    Ok(t.bool(body(object).has(LINE_BUFFERING)))
}
fn get_write_through(t: &Thread, object: &Ref) -> PyResult {
    Ok(t.bool(body(object).has(WRITE_THROUGH)))
}

/// `_io.TextIOWrapper`.
pub static TEXT_IO_WRAPPER: TypeDef = TypeDef {
    name: "_io.TextIOWrapper",
    base: Some(&TEXT_IO_BASE),
    flags: flags::BASE | flags::HAS_WEAKREF | flags::HAS_DEL,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        iter: Some(iter),
        next: Some(text_read::next),
        del: Some(finalize),
        new: Some(&natives!["TextIOWrapper(cls, *args, **kwargs)" => new][0]),
        init: Some(
            &natives![
                "TextIOWrapper(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"
                    => init
            ][0],
        ),
        ..Slots::EMPTY
    },
    methods: natives![
        "read(self, size=-1, /)" => text_read::read,
        "readline(self, size=-1, /)" => text_read::readline,
        "seek(self, cookie, whence=0, /)" => text_read::seek,
        "tell(self, /)" => text_read::tell,
        "truncate(self, pos=None, /)" => text_read::truncate,
        "write(self, text, /)" => write,
        "writelines(self, lines, /)" => writelines,
        "flush(self, /)" => flush,
        "close(self, /)" => close,
        "detach(self, /)" => detach,
        "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)" => reconfigure,
        "seekable(self, /)" => |t, a| forward(t, &a, "seekable"),
        "readable(self, /)" => |t, a| forward(t, &a, "readable"),
        "writable(self, /)" => |t, a| forward(t, &a, "writable"),
        "fileno(self, /)" => |t, a| forward(t, &a, "fileno"),
        "isatty(self, /)" => |t, a| forward(t, &a, "isatty"),
    ],
    getset: &[
        GetSetDef { name: "buffer", get: get_buffer, set: None },
        GetSetDef { name: "encoding", get: get_encoding, set: None },
        GetSetDef { name: "errors", get: get_errors, set: None },
        GetSetDef { name: "newlines", get: get_newlines, set: None },
        GetSetDef { name: "closed", get: get_closed, set: None },
        GetSetDef { name: "name", get: get_name, set: None },
        GetSetDef { name: "mode", get: get_mode, set: Some(set_mode) },
        GetSetDef { name: "line_buffering", get: get_line_buffering, set: None },
        GetSetDef { name: "write_through", get: get_write_through, set: None },
    ],
    ..TypeDef::EMPTY
};
