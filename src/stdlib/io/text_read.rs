//! The reading side of `TextIOWrapper`.
//!
//! Text is decoded a chunk at a time. A chunk never ends between `\r` and `\n`, so that lines end inside one chunk. For `tell`
//! the bytes of the current chunk are kept: a position is found by decoding them again.

use rcpy_primitives::int::Endian;
use rcpy_primitives::text::TextBuilder;
use rcpy_primitives::text::codec::Codec;

use super::newline::{self, Newline};
use super::text::{CAN_READ, Text, body, native};
use super::{buffered, size_arg, unsupported};
use crate::memory::Ref;
use crate::object::bytes::Bytes;
use crate::object::exception as ex;
use crate::object::string::encode::decode_piece;
use crate::object::string::{Str, StrBuilder};
use crate::runtime::{Args, PyResult, Thread};
use crate::with_units;

/// Bytes that are asked for at once.
const CHUNK: usize = 8192;

/// Bytes of a `\r` in an encoding.
fn unit_bytes(codec: Codec) -> usize {
    match codec {
        Codec::Utf16(_) => 2,
        Codec::Utf32(_) => 4,
        _ => 1,
    }
}

/// The form of a codec after its byte order mark has been read.
fn after_mark(codec: Codec, input: &[u8]) -> Codec {
    let endian = if input.starts_with(&[0xfe, 0xff]) || input.starts_with(&[0, 0, 0xfe, 0xff]) {
        Endian::Big
    } else if input.starts_with(&[0xff, 0xfe]) {
        Endian::Little
    } else {
        Endian::NATIVE
    };
    match codec {
        Codec::Utf8Sig => Codec::Utf8,
        Codec::Utf16(None) => Codec::Utf16(Some(endian)),
        Codec::Utf32(None) => Codec::Utf32(Some(endian)),
        codec => codec,
    }
}

/// What a run of bytes decodes to.
struct Decoded {
    text: Ref,
    used: usize,
    seen: u8,
}

/// Decodes `input`, holding back a `\r` at its end unless `complete`.
fn decode(t: &Thread, codec: Codec, newline: Newline, errors: &str, input: &[u8], complete: bool) -> PyResult<Decoded> {
    let simple = matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1);
    if simple && input.is_ascii() && rcpy_primitives::text::find_unit(input, 0x0d).is_none() {
        let seen = match newline {
            Newline::Universal | Newline::Any if input.contains(&b'\n') => newline::SEEN_LF,
            _ => 0,
        };
        return Ok(Decoded { text: t.str_latin1(input)?, used: input.len(), seen });
    }
    let mut out = TextBuilder::new();
    let mut used = decode_piece(t, codec, input, complete, errors, &mut out)?;
    let text = out.finish();
    let (mut codes, mut seen) = (text.codes(), 0);
    if !complete && newline.holds_back() && codes.last() == Some(&0x0d) {
        codes.pop();
        used -= unit_bytes(codec).min(used);
    }
    if matches!(newline, Newline::Universal | Newline::Any) {
        let (translated, kinds) = newline::translate(&codes);
        seen = kinds;
        if newline == Newline::Universal {
            codes = translated;
        }
    }
    Ok(Decoded { text: t.str_from_u32(&codes)?, used, seen })
}

impl Text {
    /// Reads and decodes one more chunk; false at the end. What was decoded before must have been read.
    fn next_chunk(&self, t: &Thread, buffer: &Ref) -> PyResult<bool> {
        loop {
            let data = read_below(t, buffer)?;
            let end = data.is_empty();
            let (input, codec, newline, errors) = {
                let mut state = self.state.lock();
                let mut input = std::mem::take(&mut state.carry);
                input.extend_from_slice(&data);
                (input, state.codec, state.newline, state.errors.clone())
            };
            if end && input.is_empty() {
                self.state.lock().decoded = None;
                return Ok(false);
            }
            let decoded = match decode(t, codec, newline, &errors, &input, end) {
                Ok(decoded) => decoded,
                Err(raised) => {
                    // The bytes stay unread, so that the error comes again.
                    self.state.lock().carry = input;
                    return Err(raised);
                }
            };
            let empty = decoded.text.as_string().is_none_or(Str::is_empty);
            let mut state = self.state.lock();
            state.carry = input[decoded.used..].to_vec();
            if decoded.used > 0 {
                state.codec = after_mark(codec, &input);
            }
            state.seen |= decoded.seen;
            if empty {
                drop(state);
                if end {
                    return Ok(false);
                }
                continue;
            }
            (state.decoded, state.place) = (Some(decoded.text), 0);
            state.piece = input;
            state.piece.truncate(decoded.used);
            return Ok(true);
        }
    }

    /// Takes decoded text: `choose` gets what is left of it and says how much to take, and whether that ends the search.
    fn take(
        &self,
        t: &Thread,
        choose: impl FnOnce(crate::object::string::Units<'_>, Newline) -> (usize, bool),
    ) -> PyResult<Option<(Ref, bool)>> {
        let (text, place, newline) = {
            let state = self.state.lock();
            let Some(text) = state.decoded.clone() else { return Ok(None) };
            (text, state.place, state.newline)
        };
        let string = text.as_string().expect("only strings are decoded");
        if place >= string.len() {
            return Ok(None);
        }
        let (count, done) = choose(string.units().slice(place..string.len()), newline);
        let part =
            if place == 0 && count == string.len() { text.clone() } else { t.str_part(string, place..place + count)? };
        self.state.lock().place = place + count;
        Ok(Some((part, done)))
    }

    /// Reads until `choose` says that it is enough, or to the end.
    fn gather(
        &self,
        t: &Thread,
        mut choose: impl FnMut(crate::object::string::Units<'_>, Newline) -> (usize, bool),
    ) -> PyResult {
        let buffer = self.check_open(t)?;
        self.write_pending(t)?;
        let mut parts: Vec<Ref> = Vec::new();
        loop {
            if let Some((part, done)) = self.take(t, &mut choose)? {
                parts.push(part);
                if done {
                    break;
                }
            }
            if !self.next_chunk(t, &buffer)? {
                break;
            }
        }
        match parts.len() {
            0 => t.empty_str(),
            1 => Ok(parts.swap_remove(0)),
            _ => {
                let mut text = StrBuilder::new(t);
                for part in &parts {
                    text.push_ref(part)?;
                }
                text.finish()
            }
        }
    }

    /// Reads a line, its end included; at most `limit` code points.
    pub fn line(&self, t: &Thread, limit: usize) -> PyResult {
        if limit == 0 {
            return t.empty_str();
        }
        let mut left = limit;
        self.gather(t, |units, newline| {
            let end = with_units!(units, s => newline.line_end(s));
            let count = end.unwrap_or(units.len()).min(left);
            left -= count;
            (count, end.is_some() || left == 0)
        })
    }

    /// The next line, if it lies whole in the current chunk and the stream is open.
    fn next_quick(&self, t: &Thread) -> PyResult<Option<Ref>> {
        if !self.is_open_quick() {
            return Ok(None);
        }
        let mut state = self.state.lock();
        if !state.iterating || !state.pending.is_empty() {
            return Ok(None);
        }
        let Some(text) = state.decoded.as_ref().and_then(Ref::as_string) else { return Ok(None) };
        let (place, newline) = (state.place, state.newline);
        let rest = text.units().slice(place..text.len());
        let Some(length) = with_units!(rest, s => newline.line_end(s)) else { return Ok(None) };
        let line = t.str_part(text, place..place + length)?;
        state.place = place + length;
        Ok(Some(line))
    }

    fn read_count(&self, t: &Thread, count: usize) -> PyResult {
        if count == 0 {
            return t.empty_str();
        }
        let mut left = count;
        self.gather(t, |units, _| {
            let count = units.len().min(left);
            left -= count;
            (count, left == 0)
        })
    }

    fn read_rest(&self, t: &Thread) -> PyResult {
        let buffer = self.check_open(t)?;
        self.write_pending(t)?;
        let first = self.take(t, |units, _| (units.len(), true))?;
        let data = match buffered::native(&buffer) {
            Some(buffered) => buffered.read(t, None)?.unwrap_or_default(),
            None => bytes_of(t, &t.call_method(&buffer, "read", &[])?, "read")?,
        };
        let (mut input, codec, newline, errors) = {
            let mut state = self.state.lock();
            (std::mem::take(&mut state.carry), state.codec, state.newline, state.errors.clone())
        };
        input.extend_from_slice(&data);
        let decoded = match decode(t, codec, newline, &errors, &input, true) {
            Ok(decoded) => decoded,
            Err(raised) => {
                self.state.lock().carry = input;
                return Err(raised);
            }
        };
        {
            let mut state = self.state.lock();
            state.codec = after_mark(codec, &input);
            state.seen |= decoded.seen;
            (state.decoded, state.place, state.piece) = (None, 0, Vec::new());
        }
        match first {
            None => Ok(decoded.text),
            Some((first, _)) => {
                let mut text = StrBuilder::new(t);
                text.push_ref(&first)?;
                text.push_ref(&decoded.text)?;
                text.finish()
            }
        }
    }

    /// How many bytes of the current chunk the text read so far was made of.
    fn bytes_read(&self, t: &Thread) -> PyResult<usize> {
        let (piece, place, codec, newline, errors, whole) = {
            let state = self.state.lock();
            let Some(text) = &state.decoded else { return Ok(0) };
            let whole = text.as_string().map_or(0, Str::len);
            (state.piece.clone(), state.place, state.codec, state.newline, state.errors.clone(), whole)
        };
        if place == 0 || place >= whole || piece.len() == whole {
            return Ok(if place == 0 {
                0
            } else if place >= whole {
                piece.len()
            } else {
                place
            });
        }
        // The shortest prefix that decodes to as many code points.
        let (mut low, mut high) = (0, piece.len());
        while low < high {
            let middle = (low + high) / 2;
            let text = decode(t, codec, newline, &errors, &piece[..middle], false)?.text;
            if text.as_string().map_or(0, Str::len) < place { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    fn forget(&self) {
        let mut state = self.state.lock();
        (state.decoded, state.place) = (None, 0);
        (state.piece, state.carry) = (Vec::new(), Vec::new());
        state.iterating = false;
    }
}

fn bytes_of(t: &Thread, data: &Ref, method: &str) -> PyResult<Vec<u8>> {
    match data.downcast::<Bytes>() {
        Some(bytes) => Ok(bytes.as_slice().to_vec()),
        None => Err(t.type_error(format!(
            "underlying {method}() should have returned a bytes-like object, not '{}'",
            t.type_name(data)
        ))),
    }
}

fn read_below(t: &Thread, buffer: &Ref) -> PyResult<Vec<u8>> {
    if let Some(buffered) = buffered::native(buffer) {
        return buffered.read1(t, CHUNK);
    }
    let method = if t.getattr_opt(buffer, "read1")?.is_some() { "read1" } else { "read" };
    let data = t.call_method(buffer, method, &[t.int(CHUNK as i64)?])?;
    bytes_of(t, &data, method)
}

fn check_readable(t: &Thread, a: &Args<'_>) -> PyResult<()> {
    drop(body(a.get(0)).check_open(t)?);
    if !body(a.get(0)).has(CAN_READ) {
        return Err(unsupported(t, "not readable"));
    }
    Ok(())
}

/// `read(size=-1)`.
pub fn read(t: &Thread, a: Args<'_>) -> PyResult {
    let size = size_arg(t, a.opt(1))?;
    check_readable(t, &a)?;
    match size {
        Some(size) => body(a.get(0)).read_count(t, size),
        None => body(a.get(0)).read_rest(t),
    }
}

/// `readline(size=-1)`.
pub fn readline(t: &Thread, a: Args<'_>) -> PyResult {
    let limit = size_arg(t, a.opt(1))?.unwrap_or(usize::MAX);
    check_readable(t, &a)?;
    body(a.get(0)).line(t, limit)
}

/// The next line.
pub fn next(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    let Some(text) = native(this) else { return super::base::next(t, this) };
    if let Some(line) = text.next_quick(t)? {
        return Ok(Some(line));
    }
    check_readable(t, &Args::of(std::slice::from_ref(this)))?;
    text.state.lock().iterating = true;
    let line = text.line(t, usize::MAX)?;
    if line.as_string().is_none_or(Str::is_empty) {
        text.state.lock().iterating = false;
        return Ok(None);
    }
    Ok(Some(line))
}

fn check_seekable(t: &Thread, buffer: &Ref) -> PyResult<()> {
    let able = t.call_method(buffer, "seekable", &[])?;
    if t.truth(&able)? { Ok(()) } else { Err(unsupported(t, "underlying stream is not seekable")) }
}

/// `tell()`.
pub fn tell(t: &Thread, a: Args<'_>) -> PyResult {
    let text = body(a.get(0));
    let buffer = text.check_open(t)?;
    check_seekable(t, &buffer)?;
    if text.state.lock().iterating {
        return Err(t.error(&ex::OS_ERROR, "telling position disabled by next() call"));
    }
    text.flush(t)?;
    let below = t.to_index(&t.call_method(&buffer, "tell", &[])?)?;
    let read = text.bytes_read(t)?;
    let ahead = {
        let state = text.state.lock();
        state.carry.len() + if state.decoded.is_some() { state.piece.len() - read } else { 0 }
    };
    t.int(below - ahead as i64)
}

/// `seek(cookie, whence=0)`.
pub fn seek(t: &Thread, a: Args<'_>) -> PyResult {
    let text = body(a.get(0));
    let buffer = text.check_open(t)?;
    let cookie = t.to_index(a.get(1))?;
    let whence = a.opt(2).map_or(Ok(0), |w| t.to_index(w))?;
    check_seekable(t, &buffer)?;
    let (target, from) = match whence {
        0 if cookie < 0 => return Err(t.value_error(format!("negative seek position {cookie}"))),
        0 => (t.int(cookie)?, 0),
        1 if cookie != 0 => return Err(unsupported(t, "can't do nonzero cur-relative seeks")),
        1 => {
            text.state.lock().iterating = false;
            (tell(t, a)?, 0)
        }
        2 if cookie != 0 => return Err(unsupported(t, "can't do nonzero end-relative seeks")),
        2 => (t.int(0)?, 2),
        _ => return Err(t.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    text.flush(t)?;
    let place = t.call_method(&buffer, "seek", &[target, t.int(from)?])?;
    text.forget();
    Ok(place)
}

/// `truncate(pos=None)`.
pub fn truncate(t: &Thread, a: Args<'_>) -> PyResult {
    body(a.get(0)).flush(t)?;
    let size = match a.opt_not_none(t, 1) {
        Some(size) => size.clone(),
        None => tell(t, a)?,
    };
    t.call_method(&body(a.get(0)).buffer(t)?, "truncate", &[size])
}
