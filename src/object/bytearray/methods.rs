//! The description of the type `bytearray`, and what only it can do.

use rcpy_primitives::text::quote_bytes_with_prefix;

use super::ByteArray;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::bytes::content::{BYTE_RANGE, byte_value, maybe_bytes_like};
use crate::object::bytes::methods::{answer, binary};
use crate::object::bytes::{build, change, codec, iter, search, split, test};
use crate::object::class::flags;
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::slice::Slice;
use crate::object::slots::{Slots, mask};
use crate::object::string::Str;
use crate::object::typedef::TypeDef;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The description of `bytearray`.
pub static BYTEARRAY: TypeDef = TypeDef {
    name: "bytearray",
    kind: kind::BYTEARRAY,
    flags: flags::BASE | flags::MATCH_SELF,
    size: size_of::<Object<ByteArray>>(),
    slots: Slots {
        repr: Some(repr),
        str: Some(repr),
        unhashable: true,
        iter: Some(iter::iter),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Mul, BinaryOp::Mod]),
        inplace: Some(inplace),
        inplace_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(getitem),
        setitem: Some(setitem),
        contains: Some(search::contains),
        new: Some(&NEW),
        init: Some(&INIT),
        ..Slots::EMPTY
    },
    methods: natives![
        "append(self, item, /)" => append,
        "capitalize(self, /)" => change::capitalize,
        "center(self, width, fillchar=b' ', /)" => change::center,
        "clear(self, /)" => clear,
        "copy(self, /)" => copy,
        "count(self, sub, start=None, end=None, /)" => search::count,
        "decode(self, /, encoding='utf-8', errors='strict')" => codec::decode,
        "endswith(self, suffix, start=None, end=None, /)" => search::endswith,
        "expandtabs(self, /, tabsize=8)" => change::expandtabs,
        "extend(self, iterable_of_ints, /)" => extend,
        "find(self, sub, start=None, end=None, /)" => search::find,
        "@class fromhex(cls, string, /)" => fromhex,
        "hex(self, /, sep=None, bytes_per_sep=1)" => codec::hex,
        "index(self, sub, start=None, end=None, /)" => search::index,
        "insert(self, index, item, /)" => insert,
        "isalnum(self, /)" => test::isalnum,
        "isalpha(self, /)" => test::isalpha,
        "isascii(self, /)" => test::isascii,
        "isdigit(self, /)" => test::isdigit,
        "islower(self, /)" => test::islower,
        "isspace(self, /)" => test::isspace,
        "istitle(self, /)" => test::istitle,
        "isupper(self, /)" => test::isupper,
        "join(self, iterable_of_bytes, /)" => change::join,
        "ljust(self, width, fillchar=b' ', /)" => change::ljust,
        "lower(self, /)" => change::lower,
        "lstrip(self, bytes=None, /)" => split::lstrip,
        "@static maketrans(frm, to, /)" => change::maketrans,
        "partition(self, sep, /)" => split::partition,
        "pop(self, index=-1, /)" => pop,
        "remove(self, value, /)" => remove,
        "removeprefix(self, prefix, /)" => split::removeprefix,
        "removesuffix(self, suffix, /)" => split::removesuffix,
        "replace(self, old, new, count=-1, /)" => change::replace,
        "reverse(self, /)" => reverse,
        "rfind(self, sub, start=None, end=None, /)" => search::rfind,
        "rindex(self, sub, start=None, end=None, /)" => search::rindex,
        "rjust(self, width, fillchar=b' ', /)" => change::rjust,
        "rpartition(self, sep, /)" => split::rpartition,
        "rsplit(self, /, sep=None, maxsplit=-1)" => split::rsplit,
        "rstrip(self, bytes=None, /)" => split::rstrip,
        "split(self, /, sep=None, maxsplit=-1)" => split::split,
        "splitlines(self, /, keepends=False)" => split::splitlines,
        "startswith(self, prefix, start=None, end=None, /)" => search::startswith,
        "strip(self, bytes=None, /)" => split::strip,
        "swapcase(self, /)" => change::swapcase,
        "title(self, /)" => change::title,
        "translate(self, table, /, delete=b'')" => change::translate,
        "upper(self, /)" => change::upper,
        "zfill(self, width, /)" => change::zfill,
        "__alloc__(self, /)" => alloc,
        "__buffer__(self, flags, /)" => crate::object::memoryview::buffer,
        "__release_buffer__(self, buffer, /)" => crate::object::memoryview::release_buffer,
        "__reduce__(self, /)" => reduce,
        "__reduce_ex__(self, protocol=0, /)" => reduce_ex,
        "__sizeof__(self, /)" => size_in_bytes,
    ],
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n\
          bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n\
          bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n\
          bytearray() -> empty bytes array",
    ..TypeDef::EMPTY
};

static NEW: NativeDef = NativeDef { signature: "bytearray(cls, /, *args, **kwargs)", call: new, doc: "" };
static INIT: NativeDef =
    NativeDef { signature: "bytearray(self, source=b'', encoding='utf-8', errors='strict')", call: init, doc: "" };

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object::<ByteArray>(a.get(0), ByteArray::new())
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let content = build::content(t, &a, "bytearray", BYTE_RANGE)?;
    t.this::<ByteArray>(&a).splice(t, |length| 0..length, &content)?;
    Ok(t.none())
}

/// The payload of an operand of the type's own functions.
fn array(object: &Ref) -> &ByteArray {
    match object.downcast::<ByteArray>() {
        Some(array) => array,
        None => unreachable!("the type's own function is called with instances of the type"),
    }
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let content = array(object).snapshot(t)?;
    t.alloc_limit(content.len().saturating_mul(4))?;
    let name = t.type_name(object);
    // The quote is `'` unless that stands in the content, then `"`; quotes that are not needed are still escaped.
    let quoted = quote_bytes_with_prefix("b", &content);
    let quoted = if quoted.starts_with("b\"") { quoted.replace('\'', "\\'") } else { quoted };
    t.string(format!("{name}({quoted})"))
}

fn len(_t: &Thread, object: &Ref) -> PyResult<usize> {
    Ok(array(object).len())
}

/// A place counted from the front, if the array is that long.
fn place(i: i64, length: usize) -> Option<usize> {
    let place = if i < 0 { i.checked_add(length as i64)? } else { i };
    usize::try_from(place).ok().filter(|p| *p < length)
}

fn getitem(t: &Thread, object: &Ref, key: &Ref) -> PyResult {
    if let Some(slice) = key.downcast::<Slice>() {
        return search::part(t, object, slice);
    }
    let i = t.item_index(key, "bytearray")?;
    let array = array(object);
    match array.with(|content| Some(content[place(i, content.len())?])) {
        Some(byte) => t.int(i64::from(byte)),
        None => Err(t.index_error("bytearray index out of range")),
    }
}

fn setitem(t: &Thread, object: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let array = array(object);
    if let Some(slice) = key.downcast::<Slice>() {
        return set_slice(t, object, array, slice, value);
    }
    let i = t.item_index(key, "bytearray")?;
    let out_of_range = || t.index_error("bytearray index out of range");
    let Some(value) = value else {
        return array.cut(t, |content| place(i, content.len()))?.map(drop).ok_or_else(out_of_range);
    };
    let byte = byte_value(t, value, BYTE_RANGE)?;
    let done = array.with_mut(|content| {
        content[place(i, content.len())?] = byte;
        Some(())
    });
    done.ok_or_else(out_of_range)
}

fn set_slice(t: &Thread, object: &Ref, array: &ByteArray, slice: &Slice, value: Option<&Ref>) -> PyResult<()> {
    let part = match value {
        None => Vec::new(),
        Some(value) if value.is(object) => array.snapshot(t)?,
        Some(value) => assigned(t, value)?,
    };
    let bounds = t.slice_bounds(slice)?;
    let places = bounds.indices(array.len());
    if places.step == 1 {
        return array.splice(
            t,
            |length| {
                let start = (places.start.max(0) as usize).min(length);
                start..(start + places.count).min(length)
            },
            &part,
        );
    }
    if value.is_some() && (!part.is_empty() || places.count == 0) {
        if part.len() != places.count {
            let (given, wanted) = (part.len(), places.count);
            return Err(
                t.value_error(format!("attempt to assign bytes of size {given} to extended slice of size {wanted}"))
            );
        }
        array.with_mut(|content| {
            for (at, byte) in places.iter().zip(&part) {
                if let Some(place) = content.get_mut(at) {
                    *place = *byte;
                }
            }
        });
        return Ok(());
    }
    // Taking out every n-th byte: the rest moves together.
    if places.count == 0 {
        return Ok(());
    }
    let mut kept = array.snapshot(t)?;
    let (mut next, mut gone) = (0, places.ascending().iter().peekable());
    kept.retain(|_| {
        let out = gone.next_if_eq(&next).is_some();
        next += 1;
        !out
    });
    array.splice(t, |length| 0..length, &kept)
}

/// What a slice is assigned from.
fn assigned(t: &Thread, value: &Ref) -> PyResult<Vec<u8>> {
    if let Some(content) = maybe_bytes_like(t, value)? {
        return Ok(content.into_owned());
    }
    if t.has_index(value) || value.downcast::<Str>().is_some() {
        return Err(t.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    match t.catch(t.iter(value), &ex::TYPE_ERROR)? {
        Some(_) => build::numbers(t, value, BYTE_RANGE),
        None => Err(t.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)")),
    }
}

fn inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Add => {
            let Some(part) = maybe_bytes_like(t, b)? else { return Ok(t.not_implemented()) };
            array(a).append_slice(t, &part)?;
            Ok(a.clone())
        }
        BinaryOp::Mul => match t.repetition(a, b, |x| x.is(a))? {
            Some((_, times)) => {
                array(a).repeat_in_place(t, times)?;
                Ok(a.clone())
            }
            None => Ok(t.not_implemented()),
        },
        _ => Ok(t.not_implemented()),
    }
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let Some(right) = maybe_bytes_like(t, b)? else { return Ok(t.not_implemented()) };
    let order = array(a).with(|left| left.cmp(&right));
    Ok(t.bool(answer(op, order)))
}

fn append(t: &Thread, a: Args<'_>) -> PyResult {
    let byte = byte_value(t, a.get(1), BYTE_RANGE)?;
    t.this::<ByteArray>(&a).append_slice(t, &[byte])?;
    Ok(t.none())
}

fn clear(t: &Thread, a: Args<'_>) -> PyResult {
    t.this::<ByteArray>(&a).splice(t, |length| 0..length, &[])?;
    Ok(t.none())
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    t.bytearray(&t.this::<ByteArray>(&a).snapshot(t)?)
}

fn extend(t: &Thread, a: Args<'_>) -> PyResult {
    let (array, source) = (t.this::<ByteArray>(&a), a.get(1));
    let part = match maybe_bytes_like(t, source)? {
        Some(content) => content.into_owned(),
        None if source.downcast::<Str>().is_some() => {
            let found = t.type_name(source);
            return Err(t.type_error(format!("expected iterable of integers; got: '{found}'")));
        }
        None => match t.catch(t.iter(source), &ex::TYPE_ERROR)? {
            Some(iterator) => {
                t.check_hint(source)?;
                build::numbers(t, &iterator, BYTE_RANGE)?
            }
            None => {
                let found = t.type_name(source);
                return Err(t.type_error(format!("can't extend bytearray with {found}")));
            }
        },
    };
    array.append_slice(t, &part)?;
    Ok(t.none())
}

fn fromhex(t: &Thread, a: Args<'_>) -> PyResult {
    let content = codec::from_hex(t, a.get(1))?;
    let class = a.get(0);
    if class.value().address() == t.types().bytearray.as_ptr() {
        return t.bytearray(&content);
    }
    t.call(class, &[t.bytes_from(content)?])
}

fn insert(t: &Thread, a: Args<'_>) -> PyResult {
    let i = t.to_index(a.get(1))?;
    let byte = byte_value(t, a.get(2), BYTE_RANGE)?;
    let place = |length: usize| {
        let at = if i < 0 { i.saturating_add(length as i64).max(0) } else { i };
        let at = (at as usize).min(length);
        at..at
    };
    t.this::<ByteArray>(&a).splice(t, place, &[byte])?;
    Ok(t.none())
}

fn pop(t: &Thread, a: Args<'_>) -> PyResult {
    let array = t.this::<ByteArray>(&a);
    let i = a.opt(1).map_or(Ok(-1), |i| t.to_index(i))?;
    let mut was_empty = false;
    let cut = array.cut(t, |content| {
        was_empty = content.is_empty();
        place(i, content.len())
    })?;
    match cut {
        Some(byte) => t.int(i64::from(byte)),
        None if was_empty => Err(t.index_error("pop from empty bytearray")),
        None => Err(t.index_error("pop index out of range")),
    }
}

fn remove(t: &Thread, a: Args<'_>) -> PyResult {
    let array = t.this::<ByteArray>(&a);
    let byte = byte_value(t, a.get(1), BYTE_RANGE)?;
    match array.cut(t, |content| content.iter().position(|b| *b == byte))? {
        Some(_) => Ok(t.none()),
        None => Err(t.value_error("value not found in bytearray")),
    }
}

fn reverse(t: &Thread, a: Args<'_>) -> PyResult {
    t.this::<ByteArray>(&a).with_mut(<[u8]>::reverse);
    Ok(t.none())
}

fn alloc(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(t.this::<ByteArray>(&a).capacity() as i64)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    reduce_for(t, a.get(0), 2)
}

fn reduce_ex(t: &Thread, a: Args<'_>) -> PyResult {
    reduce_for(t, a.get(0), t.to_index(a.get(1))?)
}

/// Before protocol 3 a pickle knows no bytes: there the content is text in Latin-1, whose characters are the bytes.
fn reduce_for(t: &Thread, value: &Ref, protocol: i64) -> PyResult {
    let content = array(value).snapshot(t)?;
    let args = if protocol < 3 {
        let text: String = content.iter().map(|byte| char::from(*byte)).collect();
        t.pair(t.string(text)?, t.str("latin-1")?)?
    } else {
        t.tuple(vec![t.bytes_from(content)?])?
    };
    let state = t.call_method(value, "__getstate__", &[])?;
    t.tuple(vec![t.type_ref(value), args, state])
}

fn size_in_bytes(t: &Thread, a: Args<'_>) -> PyResult {
    let array = t.this::<ByteArray>(&a);
    t.int((size_of::<Object<ByteArray>>() + array.capacity()) as i64)
}
