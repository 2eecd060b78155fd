//! The `%` operator of `bytes` and `bytearray`.

use rcpy_primitives::format::TextLayout;
use rcpy_primitives::format::percent::{Conversion, Part, Parts};

use super::Bytes;
use super::content::{like, maybe_bytes_like, own_content};
use crate::memory::Ref;
use crate::object::bytearray::ByteArray;
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::string::Str;
use crate::object::string::percent::{Arguments, check_size, integer};
use crate::runtime::{PyResult, Thread};

/// `format % value`.
pub fn modulo(t: &Thread, format: &Ref, value: &Ref) -> PyResult {
    let content = own_content(t, format)?;
    let mut arguments = Arguments::new(t, value);
    let mut out = Vec::new();
    for part in Parts::new(&content[..], t.format_limit()) {
        match part.map_err(|e| t.raise_rule(e))? {
            Part::Literal(range) => out.extend_from_slice(&content[range]),
            Part::Conversion(mut c) => {
                if let Some(key) = c.key.clone() {
                    arguments.look_up(&t.bytes(&content[key])?)?;
                }
                arguments.fill_in(&mut c)?;
                let value = arguments.take()?;
                convert(t, &mut out, &c, &value)?;
            }
        }
    }
    arguments.finish("bytes")?;
    like(t, format, &out)
}

fn push_laid_out(t: &Thread, out: &mut Vec<u8>, content: &[u8], layout: &TextLayout) -> PyResult<()> {
    t.alloc_limit(out.len().saturating_add(layout.take).saturating_add(layout.left).saturating_add(layout.right))?;
    out.resize(out.len() + layout.left, b' ');
    out.extend_from_slice(&content[..layout.take]);
    out.resize(out.len() + layout.right, b' ');
    Ok(())
}

fn convert(t: &Thread, out: &mut Vec<u8>, c: &Conversion, value: &Ref) -> PyResult<()> {
    match c.ascii_kind() {
        Some(b'b' | b's') => {
            if let Some(content) = maybe_bytes_like(t, value)? {
                return push_laid_out(t, out, &content, &c.text(content.len()));
            }
            let Some(method) = t.lookup_special(value, "__bytes__")? else {
                let found = t.type_name(value);
                return Err(t.type_error(format!(
                    "%b requires a bytes-like object, or an object that implements __bytes__, not '{found}'"
                )));
            };
            let result = t.call(&method, &[])?;
            let Some(bytes) = result.downcast::<Bytes>() else {
                let found = t.type_name(&result);
                return Err(t.type_error(format!("__bytes__ returned non-bytes (type {found})")));
            };
            push_laid_out(t, out, bytes.as_slice(), &c.text(bytes.len()))
        }
        Some(b'r' | b'a') => {
            let text = t.ascii(value)?;
            let text = text.downcast::<Str>().expect("checked by the conversion");
            push_laid_out(t, out, text.as_bytes(), &c.text(text.len()))
        }
        Some(b'd' | b'i' | b'u' | b'o' | b'x' | b'X') => {
            check_size(t, c)?;
            out.extend_from_slice(integer(t, c, value)?.as_bytes());
            Ok(())
        }
        Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G') => {
            check_size(t, c)?;
            let Some(x) = t.catch(t.as_f64(value), &ex::TYPE_ERROR)? else {
                let found = t.type_name(value);
                return Err(t.type_error(format!("float argument required, not {found}")));
            };
            out.extend_from_slice(c.float(x).as_bytes());
            Ok(())
        }
        Some(b'c') => {
            let byte = character(t, value)?;
            push_laid_out(t, out, &[byte], &c.character())
        }
        _ => Err(t.raise_rule(c.unsupported())),
    }
}

/// The byte of `%c`.
fn character(t: &Thread, value: &Ref) -> PyResult<u8> {
    let wrong = || t.type_error("%c requires an integer in range(256) or a single byte");
    match value.value().kind().layout() {
        kind::BYTES | kind::BYTEARRAY => {
            let only = |content: &[u8]| if let [byte] = content { Ok(*byte) } else { Err(wrong()) };
            match value.downcast::<ByteArray>() {
                Some(array) => only(&array.snapshot(t)?),
                None => only(&own_content(t, value)?),
            }
        }
        _ if t.has_index(value) => {
            let n = t.to_index_clamped(value)?;
            u8::try_from(n).map_err(|_| t.overflow_error("%c arg not in range(256)"))
        }
        _ => Err(wrong()),
    }
}
