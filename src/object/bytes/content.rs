//! The bytes behind arguments, and results that are what `self` is.

use std::borrow::Cow;

use super::Bytes;
use crate::memory::Ref;
use crate::object::bytearray::ByteArray;
use crate::object::kind;
use crate::runtime::{PyResult, Thread};

/// The content of a `bytes` or `bytearray` object: in place, or as a copy where it may change. Empty for other objects.
pub fn own_content<'a>(t: &Thread, object: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    if let Some(bytes) = object.downcast::<Bytes>() {
        return Ok(Cow::Borrowed(bytes.as_slice()));
    }
    match object.downcast::<ByteArray>() {
        Some(array) => Ok(Cow::Owned(array.snapshot(t)?)),
        None => Ok(Cow::Borrowed(&[])),
    }
}

/// The content of any object with a buffer; a `TypeError` for others.
pub fn bytes_like<'a>(t: &Thread, object: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    match maybe_bytes_like(t, object)? {
        Some(content) => Ok(content),
        None => {
            let found = t.type_name(object);
            Err(t.type_error(format!("a bytes-like object is required, not '{found}'")))
        }
    }
}

/// The content of any object with a buffer.
pub fn maybe_bytes_like<'a>(t: &Thread, object: &'a Ref) -> PyResult<Option<Cow<'a, [u8]>>> {
    if matches!(object.value().kind().layout(), kind::BYTES | kind::BYTEARRAY) {
        return own_content(t, object).map(Some);
    }
    match t.buffer_of(object)? {
        Some(view) => Ok(Some(Cow::Owned(view.to_vec(t)?))),
        None => Ok(None),
    }
}

/// Is this an object with a buffer?
pub fn has_buffer(t: &Thread, object: &Ref) -> bool {
    matches!(object.value().kind().layout(), kind::BYTES | kind::BYTEARRAY)
        || crate::object::memoryview::view::is_exporter(t, object)
}

/// A new `bytes` or `bytearray`, as `like` is, with this content.
pub fn like(t: &Thread, like: &Ref, content: &[u8]) -> PyResult {
    if like.value().kind().layout() == kind::BYTEARRAY { t.bytearray(content) } else { t.bytes(content) }
}

/// The object itself where it is an exact `bytes`; else a copy that is what it is.
pub fn same_or_copy(t: &Thread, object: &Ref, content: &[u8]) -> PyResult {
    if object.kind() == Some(kind::BYTES) { Ok(object.clone()) } else { like(t, object, content) }
}

/// A number from 0 to 255. `message` is that of the `ValueError` for others.
pub fn byte_value(t: &Thread, value: &Ref, message: &str) -> PyResult<u8> {
    if let Some(n) = value.value().as_exact_int() {
        return u8::try_from(n).map_err(|_| t.value_error(message));
    }
    let n = t.to_index_clamped(value)?;
    u8::try_from(n).map_err(|_| t.value_error(message))
}

/// What `bytearray` and the methods of both say of a number that is no byte.
pub const BYTE_RANGE: &str = "byte must be in range(0, 256)";
/// What `bytes()` says of it.
pub const BYTES_RANGE: &str = "bytes must be in range(0, 256)";
