//! The description of the type `str`.

use super::concat::{join, str_concat, str_repeat};
use super::encode::{name_argument, str_encode};
use super::format::{dunder_format, format, format_map, quoted};
use super::percent::str_modulo;
use super::{Str, change, search, split, test};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::class::{Type, flags};
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::typedef::TypeDef;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The description of `str`.
pub static STR: TypeDef = TypeDef {
    name: "str",
    kind: kind::STR,
    flags: flags::BASE | flags::MATCH_SELF,
    size: size_of::<Object<Str>>(),
    slots: Slots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(hash),
        iter: Some(super::iter::iter),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Mul, BinaryOp::Mod]),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(search::getitem),
        contains: Some(search::contains),
        new: Some(&NEW),
        ..Slots::EMPTY
    },
    methods: natives![
        "capitalize(self, /)" => change::capitalize,
        "casefold(self, /)" => change::casefold,
        "center(self, width, fillchar=' ', /)" => change::center,
        "count(self, sub, start=None, end=None, /)" => search::count,
        "encode(self, /, encoding='utf-8', errors='strict')" => str_encode,
        "endswith(self, suffix, start=None, end=None, /)" => search::endswith,
        "expandtabs(self, /, tabsize=8)" => change::expandtabs,
        "find(self, sub, start=None, end=None, /)" => search::find,
        "format(self, /, *args, **kwargs)" => format,
        "format_map(self, mapping, /)" => format_map,
        "index(self, sub, start=None, end=None, /)" => search::index,
        "isalnum(self, /)" => test::isalnum,
        "isalpha(self, /)" => test::isalpha,
        "isascii(self, /)" => test::isascii,
        "isdecimal(self, /)" => test::isdecimal,
        "isdigit(self, /)" => test::isdigit,
        "isidentifier(self, /)" => test::isidentifier,
        "islower(self, /)" => test::islower,
        "isnumeric(self, /)" => test::isnumeric,
        "isprintable(self, /)" => test::isprintable,
        "isspace(self, /)" => test::isspace,
        "istitle(self, /)" => test::istitle,
        "isupper(self, /)" => test::isupper,
        "join(self, iterable, /)" => join,
        "ljust(self, width, fillchar=' ', /)" => change::ljust,
        "lower(self, /)" => change::lower,
        "lstrip(self, chars=None, /)" => split::lstrip,
        "@static maketrans(x, y=None, z=None, /)" => change::maketrans,
        "partition(self, sep, /)" => split::partition,
        "removeprefix(self, prefix, /)" => split::removeprefix,
        "removesuffix(self, suffix, /)" => split::removesuffix,
        "replace(self, old, new, /, count=-1)" => change::replace,
        "rfind(self, sub, start=None, end=None, /)" => search::rfind,
        "rindex(self, sub, start=None, end=None, /)" => search::rindex,
        "rjust(self, width, fillchar=' ', /)" => change::rjust,
        "rpartition(self, sep, /)" => split::rpartition,
        "rsplit(self, /, sep=None, maxsplit=-1)" => split::rsplit,
        "rstrip(self, chars=None, /)" => split::rstrip,
        "split(self, /, sep=None, maxsplit=-1)" => split::split,
        "splitlines(self, /, keepends=False)" => split::splitlines,
        "startswith(self, prefix, start=None, end=None, /)" => search::startswith,
        "strip(self, chars=None, /)" => split::strip,
        "swapcase(self, /)" => change::swapcase,
        "title(self, /)" => change::title,
        "translate(self, table, /)" => change::translate,
        "upper(self, /)" => change::upper,
        "zfill(self, width, /)" => change::zfill,
        "__format__(self, format_spec, /)" => dunder_format,
        "__getnewargs__(self, /)" => getnewargs,
        "__sizeof__(self, /)" => size_in_bytes,
    ],
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n\
          Create a new string object from the given object. If encoding or\n\
          errors is specified, then the object must expose a data buffer\n\
          that will be decoded using the given encoding and error handler.\n\
          Otherwise, returns the result of object.__str__() (if defined)\n\
          or repr(object).\n\
          encoding defaults to sys.getdefaultencoding().\n\
          errors defaults to 'strict'.",
    ..TypeDef::EMPTY
};

static NEW: NativeDef =
    NativeDef { signature: "@vector str(cls, object='', encoding='utf-8', errors='strict')", call: new, doc: "" };

/// The payload of an operand of the type's own functions.
#[inline(always)]
fn text(object: &Ref) -> &Str {
    match object.downcast::<Str>() {
        Some(text) => text,
        None => unreachable!("the type's own function is called with instances of the type"),
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let value = match (a.opt(1), a.opt(2), a.opt(3)) {
        (None, _, _) => t.empty_str()?,
        (Some(object), None, None) => t.to_str(object)?,
        (Some(object), encoding, errors) => {
            let encoding = name_argument(t, encoding, "utf-8", "str", "encoding")?;
            let errors = name_argument(t, errors, "strict", "str", "errors")?;
            if object.downcast::<Str>().is_some() {
                return Err(t.type_error("decoding str is not supported"));
            }
            let view = match t.catch(t.buffer(object), &crate::object::exception::TYPE_ERROR)? {
                Some(view) => view,
                None => {
                    let found = t.type_name(object);
                    return Err(t.type_error(format!("decoding to str: need a bytes-like object, {found} found")));
                }
            };
            super::encode::decode(t, &view.to_cow(t)?, &encoding, &errors)?
        }
    };
    let class = a.get(0);
    if class.downcast::<Type>().is_some_and(|c| c.instance_kind == kind::STR && c.attributes_offset == 0) {
        return Ok(value);
    }
    t.str_in_class(class, text(&value))
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    quoted(t, text(object), false)
}

fn str(t: &Thread, object: &Ref) -> PyResult {
    t.exact_str(object)
}

fn hash(t: &Thread, object: &Ref) -> PyResult<i64> {
    Ok(text(object).hash(t))
}

fn len(_t: &Thread, object: &Ref) -> PyResult<usize> {
    Ok(text(object).len())
}

/// `+`, `*` and `%`.
pub fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Add if a.downcast::<Str>().is_some() && b.downcast::<Str>().is_some() => str_concat(t, a, b),
        BinaryOp::Mul => match t.repetition(a, b, |x| x.downcast::<Str>().is_some())? {
            Some((string, times)) => str_repeat(t, string, times),
            None => Ok(t.not_implemented()),
        },
        BinaryOp::Mod => match a.downcast::<Str>() {
            Some(format) => str_modulo(t, format, b),
            None => Ok(t.not_implemented()),
        },
        _ => Ok(t.not_implemented()),
    }
}

/// Rich comparison of two strings.
pub fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(left), Some(right)) = (a.downcast::<Str>(), b.downcast::<Str>()) else {
        return Ok(t.not_implemented());
    };
    Ok(t.bool(match op {
        CompareOp::Eq => std::ptr::eq(left, right) || left.eq(right),
        CompareOp::Ne => !std::ptr::eq(left, right) && !left.eq(right),
        CompareOp::Lt => left.cmp(right).is_lt(),
        CompareOp::Le => left.cmp(right).is_le(),
        CompareOp::Gt => left.cmp(right).is_gt(),
        CompareOp::Ge => left.cmp(right).is_ge(),
    }))
}

/// Does the class of an object of this layout compare as `str` does?
///
/// # Safety
/// A live object.
pub unsafe fn compares_as_text(object: *mut crate::memory::Header) -> bool {
    type Compare = fn(&Thread, &Ref, &Ref, CompareOp) -> PyResult;
    // SAFETY: the caller's; every object's type is one.
    let class = unsafe { Object::<Type>::body_of((*object).type_pointer()) };
    class.slots().compare.is_some_and(|slot| std::ptr::fn_addr_eq(slot, compare as Compare))
}

fn getnewargs(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let copy = t.str_part(text, 0..text.len())?;
    t.tuple(vec![copy])
}

fn size_in_bytes(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(t.this::<Str>(&a).bytes_in_use() as i64)
}
