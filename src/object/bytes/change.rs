//! Bytes made from others: case, padding, `replace`, `translate`, `join`, `+` and `*`; shared with `bytearray`.

use rcpy_primitives::text as algorithm;

use super::content::{bytes_like, like, maybe_bytes_like, own_content, same_or_copy};
use crate::memory::Ref;
use crate::object::bytearray::ByteArray;
use crate::object::kind;
use crate::object::string::change::{left_share, tab_size};
use crate::object::string::concat::join_items;
use crate::object::string::search::shown_type;
use crate::object::string::split::limit;
use crate::runtime::{Args, PyResult, Thread};

fn mapped(t: &Thread, a: &Args<'_>, change: impl FnOnce(&mut [u8])) -> PyResult {
    let content = own_content(t, a.get(0))?;
    t.alloc_limit(content.len())?;
    let content = t.apart(content.len().saturating_mul(2), || {
        let mut content = content.into_owned();
        change(&mut content);
        content
    });
    like(t, a.get(0), &content)
}

/// `lower`.
pub fn lower(t: &Thread, a: Args<'_>) -> PyResult {
    mapped(t, &a, |b| b.make_ascii_lowercase())
}

/// `upper`.
pub fn upper(t: &Thread, a: Args<'_>) -> PyResult {
    mapped(t, &a, |b| b.make_ascii_uppercase())
}

/// `capitalize`.
pub fn capitalize(t: &Thread, a: Args<'_>) -> PyResult {
    mapped(t, &a, |content| {
        content.make_ascii_lowercase();
        if let Some(first) = content.first_mut() {
            first.make_ascii_uppercase();
        }
    })
}

/// `swapcase`.
pub fn swapcase(t: &Thread, a: Args<'_>) -> PyResult {
    mapped(t, &a, |content| {
        for b in content {
            if b.is_ascii_alphabetic() {
                *b ^= 0x20;
            }
        }
    })
}

/// `title`.
pub fn title(t: &Thread, a: Args<'_>) -> PyResult {
    mapped(t, &a, |content| {
        let mut in_word = false;
        for b in content {
            if in_word {
                b.make_ascii_lowercase();
            } else {
                b.make_ascii_uppercase();
            }
            in_word = b.is_ascii_alphabetic();
        }
    })
}

fn pad(t: &Thread, a: &Args<'_>, method: &str, share: fn(usize, usize) -> usize) -> PyResult {
    let width = t.to_index(a.get(1))?;
    let fill = match a.opt(2) {
        None => b' ',
        Some(given) => match (given.value().kind().layout(), &own_content(t, given)?[..]) {
            (kind::BYTES | kind::BYTEARRAY, [fill]) => *fill,
            _ => {
                let found = shown_type(t, given);
                let message = format!("{method}() argument 2 must be a byte string of length 1, not {found}");
                return Err(t.type_error(message));
            }
        },
    };
    let content = own_content(t, a.get(0))?;
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(content.len());
    if missing == 0 {
        return same_or_copy(t, a.get(0), &content);
    }
    let left = share(missing, width as usize);
    padded(t, a.get(0), &content, left, missing - left, fill)
}

fn padded(t: &Thread, object: &Ref, content: &[u8], left: usize, right: usize, fill: u8) -> PyResult {
    t.alloc_limit(content.len().saturating_add(left).saturating_add(right))?;
    let mut out = Vec::with_capacity(content.len() + left + right);
    out.resize(left, fill);
    out.extend_from_slice(content);
    out.resize(left + content.len() + right, fill);
    like(t, object, &out)
}

/// `center`.
pub fn center(t: &Thread, a: Args<'_>) -> PyResult {
    pad(t, &a, "center", left_share)
}

/// `ljust`.
pub fn ljust(t: &Thread, a: Args<'_>) -> PyResult {
    pad(t, &a, "ljust", |_, _| 0)
}

/// `rjust`.
pub fn rjust(t: &Thread, a: Args<'_>) -> PyResult {
    pad(t, &a, "rjust", |missing, _| missing)
}

/// `zfill`.
pub fn zfill(t: &Thread, a: Args<'_>) -> PyResult {
    let width = t.to_index(a.get(1))?;
    let content = own_content(t, a.get(0))?;
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(content.len());
    if missing == 0 {
        return same_or_copy(t, a.get(0), &content);
    }
    t.alloc_limit(content.len().saturating_add(missing))?;
    let sign = usize::from(matches!(content.first(), Some(b'+' | b'-')));
    let mut out = Vec::with_capacity(content.len() + missing);
    out.extend_from_slice(&content[..sign]);
    out.resize(sign + missing, b'0');
    out.extend_from_slice(&content[sign..]);
    like(t, a.get(0), &out)
}

/// `expandtabs`.
pub fn expandtabs(t: &Thread, a: Args<'_>) -> PyResult {
    let size = a.opt(1).map_or(Ok(8), |n| tab_size(t, n))?;
    let content = own_content(t, a.get(0))?;
    let tabs = content.iter().filter(|b| **b == b'\t').count();
    t.alloc_limit(tabs.saturating_mul(size).saturating_add(content.len()))?;
    let mut out = Vec::new();
    let mut column = 0usize;
    for b in content.iter() {
        match b {
            b'\t' => {
                if let Some(into) = column.checked_rem(size) {
                    out.resize(out.len() + size - into, b' ');
                    column += size - into;
                }
            }
            _ => {
                out.push(*b);
                column = if matches!(b, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    like(t, a.get(0), &out)
}

/// `replace`.
pub fn replace(t: &Thread, a: Args<'_>) -> PyResult {
    let (old, new) = (bytes_like(t, a.get(1))?, bytes_like(t, a.get(2))?);
    let limit = limit(t, a.opt(3))?;
    let content = own_content(t, a.get(0))?;
    let (matches, length) =
        t.apart(content.len(), || algorithm::replace_plan(&content[..], &old[..], new.len(), limit));
    if matches == 0 {
        return same_or_copy(t, a.get(0), &content);
    }
    let length = length.filter(|n| *n <= isize::MAX as usize);
    let length = length.ok_or_else(|| t.overflow_error("replace bytes is too long"))?;
    t.alloc_limit(length)?;
    let mut out = Vec::with_capacity(length);
    t.apart(content.len().max(length), || {
        let (mut from, mut left) = (0, matches);
        algorithm::each_match(&content[..], &old[..], |at| {
            out.extend_from_slice(&content[from..at]);
            out.extend_from_slice(&new);
            from = at + old.len();
            left -= 1;
            left > 0
        });
        out.extend_from_slice(&content[from..]);
    });
    like(t, a.get(0), &out)
}

/// `translate(table, delete=b'')`.
pub fn translate(t: &Thread, a: Args<'_>) -> PyResult {
    let table = a.opt_not_none(t, 1).map(|given| bytes_like(t, given)).transpose()?;
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(t.value_error("translation table must be 256 characters long"));
    }
    let mut deleted = [false; 256];
    if let Some(given) = a.opt(2) {
        bytes_like(t, given)?.iter().for_each(|b| deleted[usize::from(*b)] = true);
    }
    let content = own_content(t, a.get(0))?;
    t.alloc_limit(content.len())?;
    let out: Vec<u8> = t.apart(content.len().saturating_mul(2), || {
        let kept = content.iter().filter(|b| !deleted[usize::from(**b)]);
        match &table {
            Some(table) => kept.map(|b| table[usize::from(*b)]).collect(),
            None => kept.copied().collect(),
        }
    });
    like(t, a.get(0), &out)
}

/// `maketrans(frm, to)`.
pub fn maketrans(t: &Thread, a: Args<'_>) -> PyResult {
    let (from, to) = (bytes_like(t, a.get(0))?, bytes_like(t, a.get(1))?);
    if from.len() != to.len() {
        return Err(t.value_error("maketrans arguments must have same length"));
    }
    let mut table: [u8; 256] = std::array::from_fn(|i| i as u8);
    for (f, b) in from.iter().zip(to.iter()) {
        table[usize::from(*f)] = *b;
    }
    t.bytes(&table)
}

/// `join(iterable)`.
pub fn join(t: &Thread, a: Args<'_>) -> PyResult {
    let items = join_items(t, a.get(1))?;
    let separator = own_content(t, a.get(0))?;
    if let [only] = &items[..]
        && only.kind() == Some(kind::BYTES)
        && a.get(0).value().kind().layout() == kind::BYTES
    {
        return Ok(only.clone());
    }
    let mut parts = Vec::with_capacity(items.len());
    let mut length = separator.len().checked_mul(items.len().saturating_sub(1));
    for (i, item) in items.iter().enumerate() {
        let Some(part) = maybe_bytes_like(t, item)? else {
            let found = t.type_name(item);
            return Err(t.type_error(format!("sequence item {i}: expected a bytes-like object, {found} found")));
        };
        length = length.and_then(|n| n.checked_add(part.len()));
        parts.push(part);
    }
    let length = length.ok_or_else(|| t.overflow_error("join() result is too long"))?;
    t.alloc_limit(length)?;
    let pieces = parts.iter().enumerate().flat_map(|(i, part)| [if i > 0 { &separator[..] } else { &[] }, &part[..]]);
    if a.get(0).value().kind().layout() == kind::BYTES {
        return t.bytes_joined(length, pieces);
    }
    let mut out = Vec::with_capacity(length);
    pieces.for_each(|piece| out.extend_from_slice(piece));
    t.bytearray(&out)
}

/// `a + b`, where `a` is a `bytes` or `bytearray`; NotImplemented when `b` has no buffer.
pub fn concat(t: &Thread, a: &Ref, b: &Ref) -> PyResult {
    let Some(right) = maybe_bytes_like(t, b)? else { return Ok(t.not_implemented()) };
    let left = own_content(t, a)?;
    if a.kind() == Some(kind::BYTES) && right.is_empty() {
        return Ok(a.clone());
    }
    if a.value().kind().layout() == kind::BYTES && b.kind() == Some(kind::BYTES) && left.is_empty() {
        return Ok(b.clone());
    }
    let length = left.len().checked_add(right.len()).ok_or_else(|| t.memory_error())?;
    if a.downcast::<ByteArray>().is_some() {
        let made = t.bytearray(&left)?;
        made.downcast::<ByteArray>().expect("just made").append_slice(t, &right)?;
        return Ok(made);
    }
    t.bytes_joined(length, [&left[..], &right[..]].into_iter())
}

/// `content * n`.
pub fn repeat(t: &Thread, object: &Ref, n: usize) -> PyResult {
    let content = own_content(t, object)?;
    if n == 1 {
        return same_or_copy(t, object, &content);
    }
    let length = content.len().checked_mul(n).filter(|n| *n <= isize::MAX as usize);
    let Some(length) = length else {
        return match object.value().kind().layout() {
            kind::BYTES => Err(t.overflow_error("repeated bytes are too long")),
            _ => Err(t.memory_error()),
        };
    };
    if object.value().kind().layout() == kind::BYTES {
        return t.bytes_joined(length, std::iter::repeat_n(&content[..], if length == 0 { 0 } else { n }));
    }
    t.alloc_limit(length)?;
    t.bytearray(&content.repeat(if length == 0 { 0 } else { n }))
}
