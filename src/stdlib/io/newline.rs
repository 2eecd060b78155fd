//! Line ends: the `newline` argument of text streams, and `IncrementalNewlineDecoder`.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::slots::Slots;
use crate::object::string::Str;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::opaque;
use crate::runtime::{Args, PyResult, Thread};
use crate::with_units;

/// What `newline=` says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// `None`: all three kinds end lines and are read as `\n`; `\n` is written as the platform's, which is `\n`.
    Universal,
    /// `''`: all three kinds end lines and stay as they are.
    Any,
    /// `'\n'`.
    Lf,
    /// `'\r'`.
    Cr,
    /// `'\r\n'`.
    CrLf,
}

const CR: u32 = 0x0d;
const LF: u32 = 0x0a;

impl Newline {
    /// Reads the argument.
    ///
    /// # Errors
    /// `TypeError` for what is no string, `ValueError` for other strings.
    pub fn parse(t: &Thread, value: Option<&Ref>) -> PyResult<Newline> {
        let Some(value) = value.filter(|v| !v.value().is_none(t)) else { return Ok(Newline::Universal) };
        if value.as_string().is_none() {
            return Err(t.type_error(format!("newline must be str or None, not {}", t.type_name(value))));
        }
        match &*t.str_of(value) {
            "" => Ok(Newline::Any),
            "\n" => Ok(Newline::Lf),
            "\r" => Ok(Newline::Cr),
            "\r\n" => Ok(Newline::CrLf),
            other => Err(t.value_error(format!("illegal newline value: {other}"))),
        }
    }

    /// The text that a `\n` is written as, where it is another one.
    pub fn written(self) -> Option<&'static str> {
        match self {
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
            _ => None,
        }
    }

    /// Does reading have to see `\r\n` whole?
    pub fn holds_back(self) -> bool {
        matches!(self, Newline::Universal | Newline::Any | Newline::CrLf)
    }

    /// Where the first line of the code points ends (its line end included), if it ends.
    pub fn line_end<U: rcpy_primitives::text::Unit>(self, text: &[U]) -> Option<usize> {
        let find = |code: u32| rcpy_primitives::text::find_unit(text, code);
        match self {
            Newline::Universal | Newline::Lf => find(LF).map(|i| i + 1),
            Newline::Cr => find(CR).map(|i| i + 1),
            Newline::Any => {
                let i = text.iter().position(|u| matches!(u.code(), CR | LF))?;
                let pair = text[i].code() == CR && text.get(i + 1).is_some_and(|u| u.code() == LF);
                Some(i + 1 + usize::from(pair))
            }
            Newline::CrLf => {
                let mut from = 0;
                loop {
                    let i = from + rcpy_primitives::text::find_unit(&text[from..], CR)?;
                    if text.get(i + 1).is_some_and(|u| u.code() == LF) {
                        return Some(i + 2);
                    }
                    from = i + 1;
                }
            }
        }
    }
}

/// The kinds of line ends that were seen: bits.
pub const SEEN_CR: u8 = 1;
/// See `SEEN_CR`.
pub const SEEN_LF: u8 = 2;
/// See `SEEN_CR`.
pub const SEEN_CRLF: u8 = 4;

/// `\r\n` and `\r` become `\n`; says which kinds there were.
pub fn translate(codes: &[u32]) -> (Vec<u32>, u8) {
    let (mut out, mut seen, mut i) = (Vec::with_capacity(codes.len()), 0, 0);
    while i < codes.len() {
        let code = codes[i];
        i += 1;
        if code == CR {
            if codes.get(i) == Some(&LF) {
                i += 1;
                seen |= SEEN_CRLF;
            } else {
                seen |= SEEN_CR;
            }
            out.push(LF);
        } else {
            if code == LF {
                seen |= SEEN_LF;
            }
            out.push(code);
        }
    }
    (out, seen)
}

/// `newlines` of a stream that has seen these kinds.
pub fn seen_value(t: &Thread, seen: u8) -> PyResult {
    let mut kinds = Vec::new();
    for (bit, text) in [(SEEN_CR, "\r"), (SEEN_LF, "\n"), (SEEN_CRLF, "\r\n")] {
        if seen & bit != 0 {
            kinds.push(t.str(text)?);
        }
    }
    match kinds.len() {
        0 => Ok(t.none()),
        1 => Ok(kinds.swap_remove(0)),
        _ => t.tuple(kinds),
    }
}

/// The payload of `IncrementalNewlineDecoder`.
pub struct Decoder {
    inner: Slot,
    translate: bool,
    /// Bits `SEEN_*`, and 128 for a `\r` held back.
    state: AtomicU8,
}
opaque!(Decoder { inner });

const HELD: u8 = 128;

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let inner = Slot::from(a.opt_not_none(t, 1).cloned());
    let translate = t.truth(a.get(2))?;
    t.new_object(a.get(0), Boxed(Box::new(Decoder { inner, translate, state: AtomicU8::new(0) })))
}

fn body(object: &Ref) -> &Decoder {
    object.opaque::<Decoder>().expect("checked by the method")
}

fn decode(t: &Thread, a: Args<'_>) -> PyResult {
    let decoder = body(a.get(0));
    let last = a.opt(2).map_or(Ok(false), |f| t.truth(f))?;
    let text = match decoder.inner.get() {
        Some(inner) => t.call_method(&inner, "decode", &[a.get(1).clone(), t.bool(last)])?,
        None => a.get(1).clone(),
    };
    let Some(string) = text.downcast::<Str>() else {
        return Err(t.type_error(format!("decoder should return a string result, not '{}'", t.type_name(&text))));
    };
    let mut codes =
        with_units!(string.units(), s => s.iter().map(|u| rcpy_primitives::text::Unit::code(*u)).collect::<Vec<u32>>());
    let mut state = decoder.state.load(Ordering::Relaxed);
    if state & HELD != 0 && (last || !codes.is_empty()) {
        codes.insert(0, CR);
        state &= !HELD;
    }
    if !last && codes.last() == Some(&CR) {
        codes.pop();
        state |= HELD;
    }
    let (translated, seen) = translate(&codes);
    decoder.state.store(state | seen, Ordering::Relaxed);
    t.str_from_u32(if decoder.translate { &translated } else { &codes })
}

fn reset(t: &Thread, a: Args<'_>) -> PyResult {
    body(a.get(0)).state.store(0, Ordering::Relaxed);
    if let Some(inner) = body(a.get(0)).inner.get() {
        t.call_method(&inner, "reset", &[])?;
    }
    Ok(t.none())
}

fn get_newlines(t: &Thread, object: &Ref) -> PyResult {
    seen_value(t, body(object).state.load(Ordering::Relaxed) & !HELD)
}

/// `_io.IncrementalNewlineDecoder`.
pub static INCREMENTAL_NEWLINE_DECODER: TypeDef = TypeDef {
    name: "_io.IncrementalNewlineDecoder",
    flags: flags::BASE,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        new: Some(&natives!["IncrementalNewlineDecoder(cls, decoder, translate, errors='strict')" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "decode(self, input, final=False)" => decode,
        "reset(self)" => reset,
    ],
    getset: &[GetSetDef { name: "newlines", get: get_newlines, set: None }],
    ..TypeDef::EMPTY
};
