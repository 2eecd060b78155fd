//! Finding in bytes: `find` and its relatives, `in`, `startswith`, `endswith`, indexing; shared with `bytearray`.

use std::borrow::Cow;

use rcpy_primitives::text as algorithm;

use super::content::{
    BYTE_RANGE, byte_value, bytes_like, has_buffer, like, maybe_bytes_like, own_content, same_or_copy,
};
use crate::memory::Ref;
use crate::object::slice::Slice;
use crate::object::string::search::range_of;
use crate::object::tuple::Tuple;
use crate::runtime::{Args, PyResult, Thread};

/// What is looked for: a number or a bytes-like object.
fn needle<'a>(t: &Thread, given: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    if let Some(content) = maybe_bytes_like(t, given)? {
        return Ok(content);
    }
    if !t.has_index(given) {
        let found = t.type_name(given);
        return Err(t.type_error(format!("argument should be integer or bytes-like object, not '{found}'")));
    }
    Ok(Cow::Owned(vec![byte_value(t, given, BYTE_RANGE)?]))
}

type Finder = fn(&[u8], &[u8]) -> Option<usize>;

fn search(t: &Thread, a: &Args<'_>, find: Finder) -> PyResult<Option<usize>> {
    let needle = needle(t, a.get(1))?;
    let content = own_content(t, a.get(0))?;
    let Some(range) = range_of(t, content.len(), a.opt(2), a.opt(3))? else { return Ok(None) };
    let start = range.start;
    Ok(t.apart(range.len(), || find(&content[range], &needle)).map(|i| i + start))
}

fn or_raise(t: &Thread, found: Option<usize>) -> PyResult {
    match found {
        Some(i) => t.int(i as i64),
        None => Err(t.value_error("subsection not found")),
    }
}

/// `find`.
pub fn find(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(search(t, &a, algorithm::find)?.map_or(-1, |i| i as i64))
}

/// `rfind`.
pub fn rfind(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(search(t, &a, algorithm::rfind)?.map_or(-1, |i| i as i64))
}

/// `index`.
pub fn index(t: &Thread, a: Args<'_>) -> PyResult {
    or_raise(t, search(t, &a, algorithm::find)?)
}

/// `rindex`.
pub fn rindex(t: &Thread, a: Args<'_>) -> PyResult {
    or_raise(t, search(t, &a, algorithm::rfind)?)
}

/// `count`.
pub fn count(t: &Thread, a: Args<'_>) -> PyResult {
    let needle = needle(t, a.get(1))?;
    let content = own_content(t, a.get(0))?;
    let Some(range) = range_of(t, content.len(), a.opt(2), a.opt(3))? else { return t.int(0) };
    t.int(t.apart(range.len(), || algorithm::count(&content[range], &needle, usize::MAX)) as i64)
}

fn tail_match(t: &Thread, a: &Args<'_>, method: &str, matches: fn(&[u8], &[u8]) -> bool) -> PyResult {
    let content = own_content(t, a.get(0))?;
    let range = range_of(t, content.len(), a.opt(2), a.opt(3))?;
    let part = range.map(|r| &content[r]);
    let pattern = a.get(1);
    if let Some(alternatives) = pattern.downcast::<Tuple>() {
        for p in alternatives.items() {
            let p = bytes_like(t, p)?;
            if part.is_some_and(|part| matches(part, &p)) {
                return Ok(t.bool(true));
            }
        }
        return Ok(t.bool(false));
    }
    if !has_buffer(t, pattern) {
        let found = t.type_name(pattern);
        return Err(t.type_error(format!("{method} first arg must be bytes or a tuple of bytes, not {found}")));
    }
    let p = bytes_like(t, pattern)?;
    Ok(t.bool(part.is_some_and(|part| matches(part, &p))))
}

/// `startswith`.
pub fn startswith(t: &Thread, a: Args<'_>) -> PyResult {
    tail_match(t, &a, "startswith", |text, p| text.starts_with(p))
}

/// `endswith`.
pub fn endswith(t: &Thread, a: Args<'_>) -> PyResult {
    tail_match(t, &a, "endswith", |text, p| text.ends_with(p))
}

/// `item in content`.
pub fn contains(t: &Thread, object: &Ref, item: &Ref) -> PyResult<bool> {
    if t.has_index(item) {
        let byte = byte_value(t, item, BYTE_RANGE)?;
        return Ok(own_content(t, object)?.contains(&byte));
    }
    let part = bytes_like(t, item)?;
    let content = own_content(t, object)?;
    Ok(t.apart(content.len(), || algorithm::find(&content[..], &part)).is_some())
}

/// `content[slice]`.
pub fn part(t: &Thread, object: &Ref, slice: &Slice) -> PyResult {
    let bounds = t.slice_bounds(slice)?;
    let content = own_content(t, object)?;
    let part = bounds.indices(content.len());
    match part.step {
        1 if part.count == content.len() => same_or_copy(t, object, &content),
        1 => like(t, object, &content[part.start as usize..part.start as usize + part.count]),
        _ => {
            t.alloc_limit(part.count)?;
            let picked: Vec<u8> = t.apart(part.count, || part.iter().map(|i| content[i]).collect());
            like(t, object, &picked)
        }
    }
}
