//! The description of the type `bytes`.

use rcpy_primitives::text::quote_bytes;

use super::content::{like, own_content};
use super::{Bytes, build, change, codec, iter, percent, search, split, test};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::slice::Slice;
use crate::object::slots::{Slots, mask};
use crate::object::typedef::TypeDef;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The description of `bytes`.
pub static BYTES: TypeDef = TypeDef {
    name: "bytes",
    kind: kind::BYTES,
    flags: flags::BASE | flags::MATCH_SELF,
    size: size_of::<Object<Bytes>>(),
    slots: Slots {
        repr: Some(repr),
        str: Some(repr),
        hash: Some(hash),
        iter: Some(iter::iter),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Mul, BinaryOp::Mod]),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(getitem),
        contains: Some(search::contains),
        new: Some(&NEW),
        ..Slots::EMPTY
    },
    methods: natives![
        "__buffer__(self, flags, /)" => crate::object::memoryview::buffer,
        "capitalize(self, /)" => change::capitalize,
        "center(self, width, fillchar=b' ', /)" => change::center,
        "count(self, sub, start=None, end=None, /)" => search::count,
        "decode(self, /, encoding='utf-8', errors='strict')" => codec::decode,
        "endswith(self, suffix, start=None, end=None, /)" => search::endswith,
        "expandtabs(self, /, tabsize=8)" => change::expandtabs,
        "find(self, sub, start=None, end=None, /)" => search::find,
        "@class fromhex(cls, string, /)" => codec::fromhex,
        "hex(self, /, sep=None, bytes_per_sep=1)" => codec::hex,
        "index(self, sub, start=None, end=None, /)" => search::index,
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
        "removeprefix(self, prefix, /)" => split::removeprefix,
        "removesuffix(self, suffix, /)" => split::removesuffix,
        "replace(self, old, new, count=-1, /)" => change::replace,
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
        "__bytes__(self, /)" => dunder_bytes,
        "__getnewargs__(self, /)" => getnewargs,
        "__sizeof__(self, /)" => size_in_bytes,
    ],
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n\
          bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n\
          bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n\
          bytes() -> empty bytes object",
    ..TypeDef::EMPTY
};

static NEW: NativeDef =
    NativeDef { signature: "bytes(cls, source=b'', encoding='utf-8', errors='strict')", call: build::new, doc: "" };

/// The content of an operand of the type's own functions.
fn content(object: &Ref) -> &[u8] {
    match object.downcast::<Bytes>() {
        Some(bytes) => bytes.as_slice(),
        None => unreachable!("the type's own function is called with instances of the type"),
    }
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let content = content(object);
    t.alloc_limit(content.len().saturating_mul(4))?;
    t.string(quote_bytes(content))
}

fn hash(t: &Thread, object: &Ref) -> PyResult<i64> {
    Ok(object.downcast::<Bytes>().map_or(0, |b| b.hash(t)))
}

fn len(_t: &Thread, object: &Ref) -> PyResult<usize> {
    Ok(content(object).len())
}

/// `content[key]`.
fn getitem(t: &Thread, object: &Ref, key: &Ref) -> PyResult {
    if let Some(slice) = key.downcast::<Slice>() {
        return search::part(t, object, slice);
    }
    let i = t.item_index(key, "byte")?;
    let content = content(object);
    let place = if i < 0 { i.saturating_add(content.len() as i64) } else { i };
    match usize::try_from(place).ok().and_then(|p| content.get(p)) {
        Some(byte) => t.int(i64::from(*byte)),
        None => Err(t.index_error("index out of range")),
    }
}

/// `+`, `*` and `%` of `bytes` and `bytearray`.
pub fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let is_content = |x: &Ref| matches!(x.value().kind().layout(), kind::BYTES | kind::BYTEARRAY);
    match op {
        BinaryOp::Add if is_content(a) => change::concat(t, a, b),
        BinaryOp::Mul => match t.repetition(a, b, is_content)? {
            Some((array, times)) => change::repeat(t, array, times),
            None => Ok(t.not_implemented()),
        },
        BinaryOp::Mod if is_content(a) => percent::modulo(t, a, b),
        _ => Ok(t.not_implemented()),
    }
}

/// The answer to a comparison from the order of both sides.
pub fn answer(op: CompareOp, order: std::cmp::Ordering) -> bool {
    match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    match (a.downcast::<Bytes>(), b.downcast::<Bytes>()) {
        (Some(a), Some(b)) => Ok(t.bool(match op {
            CompareOp::Eq => a.as_slice() == b.as_slice(),
            CompareOp::Ne => a.as_slice() != b.as_slice(),
            _ => answer(op, a.as_slice().cmp(b.as_slice())),
        })),
        _ => Ok(t.not_implemented()),
    }
}

fn dunder_bytes(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(0).kind() == Some(kind::BYTES) { Ok(a.get(0).clone()) } else { t.bytes(content(a.get(0))) }
}

fn getnewargs(t: &Thread, a: Args<'_>) -> PyResult {
    let copy = like(t, a.get(0), &own_content(t, a.get(0))?)?;
    t.tuple(vec![copy])
}

fn size_in_bytes(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(t.this::<Bytes>(&a).bytes_in_use() as i64)
}
