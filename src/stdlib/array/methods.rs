//! The methods of arrays.

use super::{Array, Uncut, array, make};
use crate::memory::Ref;
use crate::natives;
use crate::object::bytes::bytes_like;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

/// Appends the items of an array of the same kind, of a string to a text array, or of any iterable.
pub(super) fn extend_with(t: &Thread, this: &Array, source: &Ref) -> PyResult<()> {
    if let Some(other) = source.opaque::<Array>() {
        if other.kind == this.kind {
            let bytes = other.snapshot(t)?;
            return this.splice(t, usize::MAX, 0, &bytes);
        }
        let items = other.items(t)?;
        return items.iter().try_for_each(|item| push(t, this, item));
    }
    t.for_each(source, |item| push(t, this, &item))
}

fn push(t: &Thread, this: &Array, item: &Ref) -> PyResult<()> {
    let bytes = this.kind.store(t, item)?;
    this.splice(t, usize::MAX, 0, &bytes[..this.kind.size])
}

/// Appends raw bytes, a whole number of items.
pub(super) fn append_bytes(t: &Thread, this: &Array, source: &Ref) -> PyResult<()> {
    let bytes = bytes_like(t, source)?.into_owned();
    if !bytes.len().is_multiple_of(this.kind.size) {
        return Err(t.value_error("bytes length not a multiple of item size"));
    }
    this.splice(t, usize::MAX, 0, &bytes)
}

/// The characters of a text array.
pub(super) fn text(t: &Thread, this: &Array) -> PyResult {
    let bytes = this.snapshot(t)?;
    let codes: Vec<u32> = bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
    if codes.iter().any(|c| *c >= 0x11_0000) {
        return Err(t.value_error("character is not in range [U+0000; U+10ffff]"));
    }
    t.str_from_u32(&codes)
}

/// The place of an item that is equal.
pub(super) fn find(t: &Thread, this: &Array, item: &Ref, start: usize, stop: usize) -> PyResult<Option<usize>> {
    let mut i = start;
    while i < stop {
        let Some(found) = this.get(t, i)? else { break };
        if t.equal(&found, item)? {
            return Ok(Some(i));
        }
        t.poll_every(i)?;
        i += 1;
    }
    Ok(None)
}

fn append(t: &Thread, a: Args<'_>) -> PyResult {
    push(t, array(a.get(0)), a.get(1))?;
    Ok(t.none())
}

fn extend(t: &Thread, a: Args<'_>) -> PyResult {
    let (this, source) = (array(a.get(0)), a.get(1));
    if source.opaque::<Array>().is_some_and(|other| other.kind != this.kind) {
        return Err(t.type_error("can only extend with array of same kind"));
    }
    extend_with(t, this, source)?;
    Ok(t.none())
}

fn fromlist(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    if a.get(1).downcast::<crate::object::list::List>().is_none() {
        return Err(t.type_error("arg must be list"));
    }
    let before = this.len();
    let result = extend_with(t, this, a.get(1));
    if result.is_err() {
        this.splice(t, before, usize::MAX, &[])?;
    }
    result.map(|()| t.none())
}

fn tolist(t: &Thread, a: Args<'_>) -> PyResult {
    t.list(array(a.get(0)).items(t)?)
}

fn frombytes(t: &Thread, a: Args<'_>) -> PyResult {
    append_bytes(t, array(a.get(0)), a.get(1))?;
    Ok(t.none())
}

fn tobytes(t: &Thread, a: Args<'_>) -> PyResult {
    t.bytes_from(array(a.get(0)).snapshot(t)?)
}

fn fromunicode(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    if !this.kind.is_text() {
        return Err(t.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    if a.get(1).as_string().is_none() {
        let name = t.type_name(a.get(1));
        return Err(t.type_error(format!("fromunicode() argument must be str, not {name}")));
    }
    extend_with(t, this, a.get(1))?;
    Ok(t.none())
}

fn tounicode(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    if !this.kind.is_text() {
        return Err(t.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    text(t, this)
}

fn insert(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let i = t.to_index(a.get(1))?;
    let item = this.kind.store(t, a.get(2))?;
    let place = |len: usize| {
        let i = if i < 0 { i.saturating_add(len as i64).max(0) } else { i };
        let i = (i as usize).min(len);
        i..i
    };
    this.splice_places(t, place, &item[..this.kind.size])?;
    Ok(t.none())
}

fn pop(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let i = a.opt(1).map_or(Ok(-1), |i| t.to_index(i))?;
    match this.cut(i) {
        Ok(item) => this.kind.load(t, &item),
        Err(Uncut::Empty) => Err(t.index_error("pop from empty array")),
        Err(Uncut::OutOfRange) => Err(t.index_error("pop index out of range")),
        Err(Uncut::Lent) => Err(t.buffer_error("cannot resize an array that is exporting buffers")),
    }
}

fn remove(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    match find(t, this, a.get(1), 0, usize::MAX)? {
        Some(i) => {
            this.splice(t, i, 1, &[])?;
            Ok(t.none())
        }
        None => Err(t.value_error("array.remove(x): x not in array")),
    }
}

fn index(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let len = this.len();
    let start = t.position_in(a.opt(2), 0, len)?;
    let stop = t.position_in(a.opt(3), len, len)?;
    match find(t, this, a.get(1), start, stop)? {
        Some(i) => t.int(i as i64),
        None => Err(t.value_error("array.index(x): x not in array")),
    }
}

fn count(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let (mut found, mut start) = (0, 0);
    while let Some(i) = find(t, this, a.get(1), start, usize::MAX)? {
        (found, start) = (found + 1, i + 1);
    }
    t.int(found)
}

fn reverse(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let size = this.kind.size;
    let mut inner = this.inner.lock();
    // Reversing all bytes and then the bytes of each item reverses the items.
    inner.bytes.reverse();
    inner.bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    Ok(t.none())
}

fn byteswap(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let size = this.kind.size;
    this.inner.lock().bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    Ok(t.none())
}

fn clear(t: &Thread, a: Args<'_>) -> PyResult {
    array(a.get(0)).splice(t, 0, usize::MAX, &[])?;
    Ok(t.none())
}

fn buffer_info(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let (address, length) = {
        let inner = this.inner.lock();
        (inner.bytes.as_ptr() as usize, inner.bytes.len() / this.kind.size)
    };
    t.pair(t.int_from_usize(address)?, t.int(length as i64)?)
}

fn tofile(t: &Thread, a: Args<'_>) -> PyResult {
    let bytes = t.bytes_from(array(a.get(0)).snapshot(t)?)?;
    t.call_method(a.get(1), "write", &[bytes])?;
    Ok(t.none())
}

fn fromfile(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let n = t.to_index(a.get(2))?;
    let n = usize::try_from(n).map_err(|_| t.value_error("negative count"))?;
    let wanted = n.checked_mul(this.kind.size).ok_or_else(|| t.memory_error())?;
    let bytes = t.call_method(a.get(1), "read", &[t.int(wanted as i64)?])?;
    let got = bytes_like(t, &bytes)?.len();
    append_bytes(t, this, &bytes)?;
    if got < wanted {
        return Err(t.eof_error("read() didn't return enough bytes"));
    }
    Ok(t.none())
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    make(t, this.kind, this.snapshot(t)?)
}

fn reduce_ex(t: &Thread, a: Args<'_>) -> PyResult {
    let this = array(a.get(0));
    let code = t.str_char(u32::from(this.kind.code))?;
    let content = if this.kind.is_text() { text(t, this)? } else { t.list(this.items(t)?)? };
    let state = t.call_method(a.get(0), "__getstate__", &[])?;
    t.tuple(vec![t.type_ref(a.get(0)), t.pair(code, content)?, state])
}

fn sizeof(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(80 + array(a.get(0)).inner.lock().bytes.capacity() as i64)
}

/// The methods.
pub(super) const METHODS: &[NativeDef] = natives![
    "append(self, v, /)" => append,
    "extend(self, bb, /)" => extend,
    "fromlist(self, list, /)" => fromlist,
    "tolist(self, /)" => tolist,
    "frombytes(self, buffer, /)" => frombytes,
    "tobytes(self, /)" => tobytes,
    "fromunicode(self, ustr, /)" => fromunicode,
    "tounicode(self, /)" => tounicode,
    "insert(self, i, v, /)" => insert,
    "pop(self, i=-1, /)" => pop,
    "remove(self, v, /)" => remove,
    "index(self, v, start=0, stop=0, /)" => index,
    "count(self, v, /)" => count,
    "reverse(self, /)" => reverse,
    "byteswap(self, /)" => byteswap,
    "clear(self, /)" => clear,
    "buffer_info(self, /)" => buffer_info,
    "tofile(self, f, /)" => tofile,
    "fromfile(self, f, n, /)" => fromfile,
    "__buffer__(self, flags, /)" => crate::object::memoryview::buffer,
    "__release_buffer__(self, buffer, /)" => crate::object::memoryview::release_buffer,
    "__copy__(self, /)" => copy,
    "__deepcopy__(self, memo, /)" => copy,
    "__reduce_ex__(self, protocol, /)" => reduce_ex,
    "__sizeof__(self, /)" => sizeof,
    "@class __class_getitem__(cls, object, /)" => |t, a| t.generic_alias(a.get(0), a.get(1)),
];
