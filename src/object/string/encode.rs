//! Text to bytes and back: codecs, the standard error handlers, and those that a script registers.

use std::ops::Range;

use rcpy_primitives::text::codec::{self, Codec, DecodeFault, EncodeFault, Handler, HandlerError, Replacement};
use rcpy_primitives::text::{TextBuilder, Unit};

use super::search::shown_type;
use super::{Str, Units};
use crate::memory::Ref;
use crate::object::bytes::Bytes;
use crate::object::exception as ex;
use crate::object::tuple::Tuple;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::with_units;

/// How faults are handled: by a standard handler, or by a function of the script's.
enum ErrorHandling {
    Standard(Handler),
    Registered(Ref),
}

/// Finds an error handler; called at the first fault, so that an unknown name harms nobody before.
fn handling(t: &Thread, name: &str) -> PyResult<ErrorHandling> {
    if let Some(registered) = t.vm().strings.error_handler(name) {
        return Ok(ErrorHandling::Registered(registered));
    }
    match Handler::from_name(name) {
        Some(handler) => Ok(ErrorHandling::Standard(handler)),
        None => Err(t.error(&ex::LOOKUP_ERROR, format!("unknown error handler name '{name}'"))),
    }
}

/// Codecs that do not turn text into bytes; `codecs.encode` has them.
const NOT_TEXT: &[&str] = &[
    "hex",
    "hex_codec",
    "base64",
    "base64_codec",
    "base_64",
    "rot13",
    "rot_13",
    "zlib",
    "zlib_codec",
    "zip",
    "bz2",
    "bz2_codec",
    "quopri",
    "quopri_codec",
    "quoted_printable",
    "quotedprintable",
    "uu",
    "uu_codec",
];

/// The codec of a name.
pub fn find_codec(t: &Thread, name: &str) -> PyResult<Codec> {
    if name.contains('\0') {
        return Err(t.value_error("embedded null character"));
    }
    if let Some((codec, _)) = codec::lookup(name) {
        return Ok(codec);
    }
    if NOT_TEXT.contains(&codec::normalize(name).as_str()) {
        let message = format!("'{name}' is not a text encoding; use codecs.encode() to handle arbitrary codecs");
        return Err(t.error(&ex::LOOKUP_ERROR, message));
    }
    Err(t.error(&ex::LOOKUP_ERROR, format!("unknown encoding: {name}")))
}

/// A `UnicodeDecodeError`.
pub fn decode_error(t: &Thread, input: &[u8], fault: &DecodeFault) -> Raised {
    let args = (|| {
        Ok(vec![
            t.str(fault.encoding)?,
            t.bytes(input)?,
            t.int(fault.start as i64)?,
            t.int(fault.end as i64)?,
            t.str(fault.reason)?,
        ])
    })();
    match args {
        Ok(args) => t.error_with(&ex::UNICODE_DECODE_ERROR, args),
        Err(raised) => raised,
    }
}

/// A `UnicodeEncodeError`.
pub fn encode_error(t: &Thread, text: Units<'_>, fault: &EncodeFault) -> Raised {
    let args = (|| {
        Ok(vec![
            t.str(fault.encoding)?,
            t.str_units(text)?,
            t.int(fault.start as i64)?,
            t.int(fault.end as i64)?,
            t.str(fault.reason)?,
        ])
    })();
    match args {
        Ok(args) => t.error_with(&ex::UNICODE_ENCODE_ERROR, args),
        Err(raised) => raised,
    }
}

/// What a registered handler answered: the replacement and where to go on.
fn ask_handler(t: &Thread, handler: &Ref, fault: Raised, length: usize, what: &str) -> PyResult<(Ref, usize)> {
    let answer = t.call(handler, &[fault.0])?;
    let wrong = || {
        t.type_error(format!(
            "{what} error handler must return ({}, int) tuple",
            if what == "encoding" { "str/bytes" } else { "str" }
        ))
    };
    let Some([replacement, next]) = answer.downcast::<Tuple>().map(Tuple::items) else { return Err(wrong()) };
    let next = t.to_index(next).map_err(|_| wrong())?;
    let place = if next < 0 { next.saturating_add(length as i64) } else { next };
    match usize::try_from(place) {
        Ok(place) if place <= length => Ok((replacement.clone(), place)),
        _ => Err(t.index_error(format!("position {next} from error handler out of bounds"))),
    }
}

/// Decodes a piece of input, appending to `out`; returns how many bytes were used. Without `complete` an unfinished
/// sequence at the end is left.
pub fn decode_piece(
    t: &Thread,
    codec: Codec,
    input: &[u8],
    complete: bool,
    errors: &str,
    out: &mut TextBuilder,
) -> PyResult<usize> {
    // A byte becomes one code point, or up to ten in what a standard handler puts for it.
    t.alloc_limit(input.len().saturating_mul(4))?;
    let mut chosen = None;
    codec::decode(codec, input, complete, out, |fault, out| {
        if chosen.is_none() {
            chosen = Some(handling(t, errors)?);
        }
        match chosen.as_ref().expect("chosen above") {
            ErrorHandling::Standard(handler) => handler.decode(codec, input, fault, out).map_err(|e| match e {
                HandlerError::Fault(fault) => decode_error(t, input, &fault),
                HandlerError::Unsuitable => {
                    t.type_error("don't know how to handle UnicodeDecodeError in error callback")
                }
            }),
            ErrorHandling::Registered(handler) => {
                let (text, next) = ask_handler(t, handler, decode_error(t, input, fault), input.len(), "decoding")?;
                let Some(text) = text.downcast::<Str>() else {
                    return Err(t.type_error("decoding error handler must return (str, int) tuple"));
                };
                t.alloc_limit(text.len().saturating_mul(4))?;
                with_units!(text.units(), s => out.push_units(s));
                Ok(next)
            }
        }
    })
}

/// `bytes.decode(encoding, errors)`.
pub fn decode(t: &Thread, input: &[u8], encoding: &str, errors: &str) -> PyResult {
    if input.is_empty() {
        // Nothing to decode is decoded by any name.
        return t.empty_str();
    }
    if matches!(encoding, "utf-8" | "utf8" | "UTF-8")
        && let Ok(text) = t.apart(input.len(), || std::str::from_utf8(input))
    {
        return t.str(text);
    }
    let codec = find_codec(t, encoding)?;
    if codec == Codec::Latin1 || codec == Codec::Ascii && input.is_ascii() {
        return t.str_latin1(input);
    }
    let mut out = TextBuilder::new();
    decode_piece(t, codec, input, true, errors, &mut out)?;
    t.str_text(&out.finish())
}

fn encode_units<T: Unit>(t: &Thread, codec: Codec, text: &[T], errors: &str) -> PyResult<Vec<u8>> {
    t.alloc_limit(text.len().saturating_mul(4))?;
    let mut chosen = None;
    let fail = |fault: &EncodeFault| encode_error(t, Units::of(text), fault);
    codec::encode(
        codec,
        text,
        |fault| {
            if chosen.is_none() {
                chosen = Some(handling(t, errors)?);
            }
            match chosen.as_ref().expect("chosen above") {
                ErrorHandling::Standard(handler) => handler.encode(codec, text, fault).map_err(|e| match e {
                    HandlerError::Fault(fault) => fail(&fault),
                    HandlerError::Unsuitable => {
                        t.type_error("don't know how to handle UnicodeEncodeError in error callback")
                    }
                }),
                ErrorHandling::Registered(handler) => {
                    let (answer, next) = ask_handler(t, handler, fail(fault), text.len(), "encoding")?;
                    let replacement = if let Some(s) = answer.downcast::<Str>() {
                        Replacement::Text(s.chars().collect())
                    } else if let Some(b) = answer.downcast::<Bytes>() {
                        Replacement::Bytes(b.as_slice().to_vec())
                    } else {
                        return Err(t.type_error("encoding error handler must return (str/bytes, int) tuple"));
                    };
                    Ok((replacement, next))
                }
            }
        },
        |fault| fail(fault),
    )
}

/// `str.encode(encoding, errors)` as Rust bytes.
pub fn encode_to_vec(t: &Thread, text: &Str, encoding: &str, errors: &str) -> PyResult<Vec<u8>> {
    let codec = find_codec(t, encoding)?;
    with_units!(text.units(), s => encode_units(t, codec, s, errors))
}

/// `str.encode(encoding, errors)`.
pub fn encode(t: &Thread, text: &Str, encoding: &str, errors: &str) -> PyResult {
    if matches!(encoding, "utf-8" | "utf8" | "UTF-8" | "ascii" | "latin-1")
        && let Some(ascii) = text.as_str()
    {
        return t.bytes(ascii.as_bytes());
    }
    t.bytes_from(encode_to_vec(t, text, encoding, errors)?)
}

/// An optional argument that is a `str`: an encoding or the name of an error handler.
pub(in crate::object) fn name_argument(
    t: &Thread,
    given: Option<&Ref>,
    default: &str,
    function: &str,
    parameter: &str,
) -> PyResult<String> {
    match given {
        None => Ok(default.to_owned()),
        Some(name) => match name.downcast::<Str>() {
            Some(name) if name.chars().any(|c| c == 0) => Err(t.value_error("embedded null character")),
            Some(name) => Ok(name.to_str().into_owned()),
            None => {
                let found = shown_type(t, name);
                Err(t.type_error(format!("{function}() argument '{parameter}' must be str, not {found}")))
            }
        },
    }
}

pub(super) fn str_encode(t: &Thread, a: Args<'_>) -> PyResult {
    let encoding = name_argument(t, a.opt(1), "utf-8", "encode", "encoding")?;
    let errors = name_argument(t, a.opt(2), "strict", "encode", "errors")?;
    encode(t, t.this::<Str>(&a), &encoding, &errors)
}

/// Where the parts of an exception's range lie, for handlers written in Rust.
pub fn fault_range(start: i64, end: i64, length: usize) -> Range<usize> {
    let start = usize::try_from(start).unwrap_or(0).min(length);
    start..usize::try_from(end).unwrap_or(0).clamp(start, length)
}
