//! What `bytes()` and `bytearray()` accept.

use super::Bytes;
use super::content::{byte_value, own_content};
use crate::memory::Ref;
use crate::object::class::Type;
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::string::Str;
use crate::object::string::encode::{encode_to_vec, name_argument};
use crate::runtime::{Args, PyResult, Thread};

/// The content that the arguments source, encoding and errors (places 1 to 3) describe. `name` is the type's.
pub fn content(t: &Thread, a: &Args<'_>, name: &str, range: &str) -> PyResult<Vec<u8>> {
    let (source, encoding, errors) = (a.opt(1), a.opt(2), a.opt(3));
    if encoding.is_some() || errors.is_some() {
        let encoding_text = name_argument(t, encoding, "utf-8", name, "encoding")?;
        let errors_text = name_argument(t, errors, "strict", name, "errors")?;
        return match source.and_then(|s| s.downcast::<Str>()) {
            Some(_) if encoding.is_none() => Err(t.type_error("string argument without an encoding")),
            Some(text) => encode_to_vec(t, text, &encoding_text, &errors_text),
            None => {
                let which = if encoding.is_some() { "encoding" } else { "errors" };
                Err(t.type_error(format!("{which} without a string argument")))
            }
        };
    }
    match source {
        None => Ok(Vec::new()),
        Some(source) => from_object(t, source, name, range),
    }
}

fn from_object(t: &Thread, source: &Ref, name: &str, range: &str) -> PyResult<Vec<u8>> {
    if matches!(source.value().kind(), kind::BYTES | kind::BYTEARRAY) {
        return Ok(own_content(t, source)?.into_owned());
    }
    if name == "bytes"
        && let Some(method) = t.lookup_special(source, "__bytes__")?
    {
        let result = t.call(&method, &[])?;
        return match result.downcast::<Bytes>() {
            Some(bytes) => Ok(bytes.as_slice().to_vec()),
            None => {
                let found = t.type_name(&result);
                Err(t.type_error(format!("__bytes__ returned non-bytes (type {found})")))
            }
        };
    }
    if source.downcast::<Str>().is_some() {
        return Err(t.type_error("string argument without an encoding"));
    }
    if t.has_index(source)
        && let Some(number) = t.catch(t.index_object(source), &ex::TYPE_ERROR)?
    {
        let Some(n) = t.as_i64(&number) else {
            let found = t.type_name(source);
            return Err(t.overflow_error(format!("cannot fit '{found}' into an index-sized integer")));
        };
        let n = usize::try_from(n).map_err(|_| t.value_error("negative count"))?;
        t.alloc_limit(n)?;
        return Ok(vec![0; n]);
    }
    if let Some(view) = t.buffer_of(source)? {
        return view.to_vec(t);
    }
    from_iterable(t, source, name, range)
}

/// The bytes of an iterable of small integers.
fn from_iterable(t: &Thread, source: &Ref, name: &str, range: &str) -> PyResult<Vec<u8>> {
    let iterable = match t.catch(t.iter(source), &ex::TYPE_ERROR)? {
        _ if matches!(source.value().kind(), kind::LIST | kind::TUPLE) => source.clone(),
        Some(iterator) => iterator,
        None => {
            let found = t.type_name(source);
            return Err(t.type_error(format!("cannot convert '{found}' object to {name}")));
        }
    };
    numbers(t, &iterable, range)
}

/// The bytes of an iterable of small integers; errors of the iteration stay as they are.
pub fn numbers(t: &Thread, iterable: &Ref, range: &str) -> PyResult<Vec<u8>> {
    let mut content = Vec::new();
    t.for_each(iterable, |item| {
        if content.len() == content.capacity() {
            let more = content.len().max(64);
            t.alloc_limit(content.len() + more)?;
            content.try_reserve(more).map_err(|_| t.memory_error())?;
        }
        content.push(byte_value(t, &item, range)?);
        Ok(())
    })?;
    Ok(content)
}

/// `bytes(source, encoding, errors)`.
pub(super) fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let class = a.get(0);
    let exact = class.downcast::<Type>().is_some_and(|c| c.instance_kind == kind::BYTES && c.attributes_offset == 0);
    if exact && let (Some(source), None, None) = (a.opt(1), a.opt(2), a.opt(3)) {
        if source.kind() == Some(kind::BYTES) {
            return Ok(source.clone());
        }
        // A count needs no second copy of its zeros.
        if let Some(n) = source.value().as_exact_int() {
            let n = usize::try_from(n).map_err(|_| t.value_error("negative count"))?;
            return t.bytes_zeroed(n);
        }
    }
    let content = content(t, &a, "bytes", super::content::BYTES_RANGE)?;
    if exact { t.bytes_from(content) } else { t.bytes_in_class(class, &content) }
}
