//! `UnicodeEncodeError`, `UnicodeDecodeError` and `UnicodeTranslateError`.

use super::fields::fields;
use super::{Exception, Family, body};
use crate::memory::Ref;
use crate::object::bytes::Bytes;
use crate::object::bytes::content::bytes_like;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::string::Str;
use crate::object::typedef::GetSetDef;
use crate::runtime::{PyResult, Thread};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

/// What they do.
pub const SLOTS: Slots = Slots { str: Some(str), ..Slots::EMPTY };

/// Their attributes.
pub const GETSET: &[GetSetDef] =
    fields!["encoding" => ENCODING, "object" => OBJECT, "start" => START, "end" => END, "reason" => REASON];

/// `__init__`: the fields are the arguments.
pub fn initialise(t: &Thread, exception: &Exception, args: &[Ref]) -> PyResult<()> {
    let fields: &[usize] = match exception.family {
        Family::UnicodeTranslate => &[OBJECT, START, END, REASON],
        _ => &[ENCODING, OBJECT, START, END, REASON],
    };
    if args.len() != fields.len() {
        let (wanted, given) = (fields.len(), args.len());
        return Err(t.type_error(format!("function takes exactly {wanted} arguments ({given} given)")));
    }
    for (i, (field, value)) in fields.iter().zip(args).enumerate() {
        let layout = value.value().kind().layout();
        match *field {
            START | END => {
                let number = t.int(t.to_index(value)?)?;
                exception.set_field(*field, Some(number));
                continue;
            }
            OBJECT if exception.family == Family::UnicodeDecode => {
                // Any object with a buffer; kept as bytes, so that it stays as it was.
                let bytes = if layout == kind::BYTES { value.clone() } else { t.bytes(&bytes_like(t, value)?)? };
                exception.set_field(OBJECT, Some(bytes));
                continue;
            }
            _ => {}
        }
        if layout != kind::STR {
            return Err(t.type_error(format!("argument {} must be str, not {}", i + 1, t.type_name(value))));
        }
        exception.set_field(*field, Some(value.clone()));
    }
    Ok(())
}

fn str(t: &Thread, this: &Ref) -> PyResult {
    let exception = body(this);
    let (Some(object), Some(start), Some(end)) =
        (exception.field(OBJECT), exception.field(START), exception.field(END))
    else {
        return t.empty_str();
    };
    let text = |i: usize| match exception.field(i) {
        Some(value) => t.to_str(&value).map(|s| t.str_of(&s).into_owned()),
        None => Ok("None".to_owned()),
    };
    let (start, end) = (t.as_i64(&start).unwrap_or(0), t.as_i64(&end).unwrap_or(0));
    let reason = text(REASON)?;
    let one = (end == start.saturating_add(1)).then(|| usize::try_from(start).ok()).flatten();
    let (verb, what) = if exception.family == Family::UnicodeDecode {
        let byte = one.and_then(|i| object.downcast::<Bytes>()?.as_slice().get(i).copied());
        ("decode", byte.map(|byte| format!("byte 0x{byte:02x}")))
    } else {
        let code = one.and_then(|i| {
            let text = object.downcast::<Str>()?;
            (i < text.len()).then(|| text.char_at(i))
        });
        let shown = code.map(|code| match code {
            0..=0xff => format!("character '\\x{code:02x}'"),
            0x100..=0xffff => format!("character '\\u{code:04x}'"),
            _ => format!("character '\\U{code:08x}'"),
        });
        (if exception.family == Family::UnicodeTranslate { "translate" } else { "encode" }, shown)
    };
    let place = match what {
        Some(what) => format!("{what} in position {start}: {reason}"),
        None => {
            let what = if verb == "decode" { "bytes" } else { "characters" };
            format!("{what} in position {start}-{}: {reason}", end - 1)
        }
    };
    t.string(match exception.family {
        Family::UnicodeTranslate => format!("can't translate {place}"),
        _ => format!("'{}' codec can't {verb} {place}", text(ENCODING)?),
    })
}
