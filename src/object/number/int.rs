//! `int`: operators, methods, the type.

use std::cmp::Ordering;

use rcpy_primitives::float;
use rcpy_primitives::hash;
use rcpy_primitives::int::{self as big, BigInt, Endian};

use super::{BigBody, IntValue};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::long::product_time;
use crate::runtime::{Args, PyResult, Thread};

use super::{convert, format};

fn value<'a>(t: &Thread, this: &'a Ref) -> IntValue<'a> {
    match t.int_value(this) {
        Some(n) => n,
        None => unreachable!("the type's own function is called with instances of the type"),
    }
}

/// The operators of `int`, for two ints of any kind.
pub fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let (Some(x), Some(y)) = (t.int_value(a), t.int_value(b)) else { return Ok(t.not_implemented()) };
    if let (IntValue::Small(x), IntValue::Small(y)) = (x, y)
        && let Some(n) = small(op, x, y)
    {
        return t.int(n);
    }
    large(t, op, &x.to_big(), &y.to_big())
}

/// What fits 64 bits and cannot fail.
#[inline]
fn small(op: BinaryOp, x: i64, y: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => x.checked_add(y),
        BinaryOp::Sub => x.checked_sub(y),
        BinaryOp::Mul => x.checked_mul(y),
        BinaryOp::FloorDiv => {
            let quotient = x.checked_div(y)?;
            Some(if x % y != 0 && (x < 0) != (y < 0) { quotient - 1 } else { quotient })
        }
        BinaryOp::Mod => {
            let rest = x.checked_rem(y)?;
            Some(if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest })
        }
        BinaryOp::And => Some(x & y),
        BinaryOp::Or => Some(x | y),
        BinaryOp::Xor => Some(x ^ y),
        BinaryOp::RShift if y >= 0 => Some(x >> y.min(63)),
        BinaryOp::LShift if (0..63).contains(&y) && (x << y) >> y == x => Some(x << y),
        BinaryOp::Pow => x.checked_pow(u32::try_from(y).ok()?),
        _ => None,
    }
}

fn large(t: &Thread, op: BinaryOp, x: &BigInt, y: &BigInt) -> PyResult {
    let (long, short) = (big::bit_length(x), big::bit_length(y));
    let size = match op {
        BinaryOp::Mul => long.saturating_add(short),
        BinaryOp::LShift | BinaryOp::Pow => long,
        _ => long.max(short),
    };
    t.check_bits(size)?;
    let is_exact = match op {
        BinaryOp::TrueDiv | BinaryOp::MatMul => false,
        BinaryOp::Pow => !big::is_negative(y),
        _ => true,
    };
    if is_exact {
        let result = t.apart(time(op, x, y), || exact(op, x, y, (t.max_bits(), t.max_power_bits())));
        return t.big_int(result.map_err(|e| t.raise_rule(e))?);
    }
    match op {
        BinaryOp::TrueDiv => t.float(big::true_div(x, y).map_err(|e| t.raise_rule(e))?),
        BinaryOp::Pow => {
            let floats = big::to_float(x).and_then(|x| Ok((x, big::to_float(y)?)));
            let (x, y) = floats.map_err(|e| t.raise_rule(e))?;
            super::float::power(t, x, y)
        }
        _ => Ok(t.not_implemented()),
    }
}

/// About how many nanoseconds an operation takes.
fn time(op: BinaryOp, x: &BigInt, y: &BigInt) -> usize {
    let words = |n: &BigInt| big::bit_length(n) / 64 + 1;
    let (n, m) = (words(x), words(y));
    match op {
        BinaryOp::Mul => product_time(n, m),
        BinaryOp::FloorDiv | BinaryOp::Mod => product_time(n.saturating_sub(m) + 1, m),
        BinaryOp::Pow => {
            let result = n.saturating_mul(big::to_usize(y).unwrap_or(usize::MAX));
            product_time(result, result)
        }
        BinaryOp::LShift => n.saturating_add(big::to_usize(y).unwrap_or(0) / 64),
        _ => n.max(m),
    }
}

/// An operation whose result is an integer. The limits are those of results in bits, and of powers.
fn exact(
    op: BinaryOp,
    x: &BigInt,
    y: &BigInt,
    (most, most_of_power): (usize, usize),
) -> rcpy_primitives::Result<BigInt> {
    match op {
        BinaryOp::Add => Ok(x + y),
        BinaryOp::Sub => Ok(x - y),
        BinaryOp::Mul => Ok(x * y),
        BinaryOp::And => Ok(x & y),
        BinaryOp::Or => Ok(x | y),
        BinaryOp::Xor => Ok(x ^ y),
        BinaryOp::FloorDiv => big::floor_div(x, y),
        BinaryOp::Mod => big::modulo(x, y),
        BinaryOp::LShift => big::shift_left(x, y, most),
        BinaryOp::RShift => big::shift_right(x, y),
        BinaryOp::Pow => big::pow(x, y, most_of_power),
        BinaryOp::TrueDiv | BinaryOp::MatMul => unreachable!("no integer results from them"),
    }
}

/// Does an ordering answer a comparison with yes?
pub fn answer(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }
}

/// The order of two integers.
pub fn order(x: IntValue<'_>, y: IntValue<'_>) -> Ordering {
    match (x, y) {
        (IntValue::Small(x), IntValue::Small(y)) => x.cmp(&y),
        // Numbers beyond 64 bits are further from zero than all others.
        (IntValue::Small(_), IntValue::Big(y)) => {
            if big::is_negative(y) {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (IntValue::Big(x), IntValue::Small(_)) => {
            if big::is_negative(x) {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        (IntValue::Big(x), IntValue::Big(y)) => x.cmp(y),
    }
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    match (t.int_value(a), t.int_value(b)) {
        (Some(x), Some(y)) => Ok(t.bool(answer(op, order(x, y)))),
        _ => Ok(t.not_implemented()),
    }
}

fn hash(t: &Thread, this: &Ref) -> PyResult<i64> {
    Ok(match value(t, this) {
        IntValue::Small(n) => hash::small_int(n),
        IntValue::Big(n) => hash::int(n),
    })
}

/// `int.__repr__`.
pub fn repr(t: &Thread, this: &Ref) -> PyResult {
    match value(t, this) {
        IntValue::Small(n) => t.string(n.to_string()),
        IntValue::Big(n) => {
            // Three decimal digits take ten bits.
            t.check_bits(big::bit_length(n).saturating_mul(3))?;
            let words = big::bit_length(n) / 64;
            let limit = convert::max_str_digits(t);
            let text = t.apart(product_time(words, words), || big::to_decimal(n, limit));
            t.string(text.map_err(|e| t.raise_rule(e))?)
        }
    }
}

fn truth(t: &Thread, this: &Ref) -> PyResult<bool> {
    Ok(!value(t, this).is_zero())
}

fn negative(t: &Thread, this: &Ref) -> PyResult {
    match value(t, this) {
        IntValue::Small(n) if n != i64::MIN => t.int(-n),
        n => t.big_int(-n.to_big().into_owned()),
    }
}

fn itself(t: &Thread, this: &Ref) -> PyResult {
    t.plain_int(this)
}

/// `~n`.
pub fn invert(t: &Thread, this: &Ref) -> PyResult {
    match value(t, this) {
        IntValue::Small(n) => t.int(!n),
        IntValue::Big(n) => t.big_int(!n),
    }
}

fn abs(t: &Thread, this: &Ref) -> PyResult {
    if value(t, this).is_negative() { negative(t, this) } else { t.plain_int(this) }
}

fn to_float(t: &Thread, this: &Ref) -> PyResult {
    match value(t, this) {
        IntValue::Small(n) => t.float(n as f64),
        IntValue::Big(n) => t.float(big::to_float(n).map_err(|e| t.raise_rule(e))?),
    }
}

// --- methods

fn plain(t: &Thread, a: Args<'_>) -> PyResult {
    t.plain_int(a.get(0))
}

fn getnewargs(t: &Thread, a: Args<'_>) -> PyResult {
    t.tuple(vec![t.plain_int(a.get(0))?])
}

fn size_in_bytes(t: &Thread, a: Args<'_>) -> PyResult {
    // As CPython counts: three words, and four bytes for every 30 bits, at least one of them.
    let bits = match value(t, a.get(0)) {
        IntValue::Small(n) => (64 - n.unsigned_abs().leading_zeros()) as usize,
        IntValue::Big(n) => big::bit_length(n),
    };
    t.int(24 + 4 * bits.div_ceil(30).max(1) as i64)
}

fn bit_length(t: &Thread, a: Args<'_>) -> PyResult {
    match value(t, a.get(0)) {
        IntValue::Small(n) => t.int(i64::from(64 - n.unsigned_abs().leading_zeros())),
        IntValue::Big(n) => t.int(big::bit_length(n) as i64),
    }
}

fn bit_count(t: &Thread, a: Args<'_>) -> PyResult {
    match value(t, a.get(0)) {
        IntValue::Small(n) => t.int(i64::from(n.unsigned_abs().count_ones())),
        IntValue::Big(n) => t.int(big::bit_count(n) as i64),
    }
}

fn as_integer_ratio(t: &Thread, a: Args<'_>) -> PyResult {
    t.tuple(vec![t.plain_int(a.get(0))?, t.int(1)?])
}

fn is_integer(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.bool(true))
}

fn round(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let Some(digits) = a.opt(1) else { return t.plain_int(this) };
    let digits = t.to_index_clamped(digits)?;
    if digits >= 0 {
        return t.plain_int(this);
    }
    let n = value(t, this).to_big();
    let places = digits.unsigned_abs();
    // Three digits of the power take more than nine bits: beyond the number's length the result is zero.
    if places > big::bit_length(&n) as u64 / 3 + 1 {
        return t.int(0);
    }
    let unit = BigInt::from(10).pow(places as usize);
    let (quotient, rest) = big::divmod(&n, &unit).map_err(|e| t.raise_rule(e))?;
    let odd = big::bit_length(&quotient) != 0 && quotient.as_sign_words().1[0] & 1 == 1;
    let up = match (&rest + &rest).cmp(&unit) {
        Ordering::Less => false,
        Ordering::Equal => odd,
        Ordering::Greater => true,
    };
    let quotient = if up { quotient + BigInt::from(1) } else { quotient };
    t.big_int(quotient * unit)
}

fn divmod(t: &Thread, a: Args<'_>) -> PyResult {
    divide(t, a.get(0), a.get(1))
}

fn rdivmod(t: &Thread, a: Args<'_>) -> PyResult {
    divide(t, a.get(1), a.get(0))
}

fn divide(t: &Thread, a: &Ref, b: &Ref) -> PyResult {
    let (Some(x), Some(y)) = (t.int_value(a), t.int_value(b)) else { return Ok(t.not_implemented()) };
    if let (IntValue::Small(x), IntValue::Small(y)) = (x, y)
        && let (Some(quotient), Some(rest)) = (small(BinaryOp::FloorDiv, x, y), small(BinaryOp::Mod, x, y))
    {
        return t.tuple(vec![t.int(quotient)?, t.int(rest)?]);
    }
    let (x, y) = (x.to_big(), y.to_big());
    t.check_bits(big::bit_length(&x))?;
    let result = t.apart(time(BinaryOp::FloorDiv, &x, &y), || big::divmod(&x, &y));
    let (quotient, rest) = result.map_err(|e| t.raise_rule(e))?;
    t.tuple(vec![t.big_int(quotient)?, t.big_int(rest)?])
}

fn endian(t: &Thread, given: Option<&Ref>) -> PyResult<Endian> {
    let Some(given) = given else { return Ok(Endian::Big) };
    match &*t.str_of(given) {
        "big" => Ok(Endian::Big),
        "little" => Ok(Endian::Little),
        _ => Err(t.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn check_byte_order(t: &Thread, given: Option<&Ref>, method: &str) -> PyResult<()> {
    match given {
        Some(given) if given.downcast::<crate::object::string::Str>().is_none() => {
            Err(t.type_error(format!("{method}() argument 'byteorder' must be str, not {}", t.type_name(given))))
        }
        _ => Ok(()),
    }
}

fn to_bytes(t: &Thread, a: Args<'_>) -> PyResult {
    check_byte_order(t, a.opt(2), "to_bytes")?;
    let length = a.opt(1).map_or(Ok(1), |n| t.to_index(n))?;
    let endian = endian(t, a.opt(2))?;
    let signed = a.opt(3).map_or(Ok(false), |b| t.truth(b))?;
    let Ok(length) = usize::try_from(length) else {
        return Err(t.value_error("length argument must be non-negative"));
    };
    t.alloc_limit(length)?;
    let bytes = big::to_bytes(&value(t, a.get(0)).to_big(), length, endian, signed);
    t.bytes_from(bytes.map_err(|e| t.raise_rule(e))?)
}

fn from_bytes(t: &Thread, a: Args<'_>) -> PyResult {
    check_byte_order(t, a.opt(2), "from_bytes")?;
    let endian = endian(t, a.opt(2))?;
    let signed = a.opt(3).map_or(Ok(false), |b| t.truth(b))?;
    let given = a.get(1);
    let value = match t.lookup_special(given, "__bytes__")? {
        None => match crate::object::bytes::content::maybe_bytes_like(t, given)? {
            Some(bytes) => big::from_bytes(&bytes, endian, signed),
            None => big::from_bytes(&bytes_of_iterable(t, given)?, endian, signed),
        },
        Some(method) => {
            let made = t.call(&method, &[])?;
            let Some(bytes) = made.downcast::<crate::object::bytes::Bytes>() else {
                let name = t.type_name(&made);
                return Err(t.type_error(format!("__bytes__ returned non-bytes (type {name})")));
            };
            big::from_bytes(bytes.as_slice(), endian, signed)
        }
    };
    let value = t.big_int(value)?;
    if a.get(0).value().address() == t.types().int.as_ptr() {
        return Ok(value);
    }
    t.call(a.get(0), &[value])
}

fn bytes_of_iterable(t: &Thread, given: &Ref) -> PyResult<Vec<u8>> {
    let slots = t.type_of(given).slots();
    if t.is_int(given) || given.downcast::<crate::object::string::Str>().is_some() || slots.iter.is_none() {
        return Err(t.type_error(format!("cannot convert '{}' object to bytes", t.type_name(given))));
    }
    let mut bytes = Vec::new();
    t.for_each(given, |item| {
        let n = t.to_index(&item)?;
        let Ok(byte) = u8::try_from(n) else { return Err(t.value_error("bytes must be in range(0, 256)")) };
        bytes.push(byte);
        Ok(())
    })?;
    Ok(bytes)
}

fn get_plain(t: &Thread, this: &Ref) -> PyResult {
    t.plain_int(this)
}

fn get_zero(t: &Thread, _this: &Ref) -> PyResult {
    t.int(0)
}

fn get_one(t: &Thread, _this: &Ref) -> PyResult {
    t.int(1)
}

/// The slots of `int`.
pub const SLOTS: Slots = Slots {
    repr: Some(repr),
    hash: Some(hash),
    binary: Some(binary),
    binary_mask: mask(&[
        BinaryOp::Add,
        BinaryOp::Sub,
        BinaryOp::Mul,
        BinaryOp::TrueDiv,
        BinaryOp::FloorDiv,
        BinaryOp::Mod,
        BinaryOp::Pow,
        BinaryOp::LShift,
        BinaryOp::RShift,
        BinaryOp::And,
        BinaryOp::Or,
        BinaryOp::Xor,
    ]),
    negative: Some(negative),
    positive: Some(itself),
    invert: Some(invert),
    abs: Some(abs),
    bool: Some(truth),
    int: Some(itself),
    index: Some(itself),
    float: Some(to_float),
    compare: Some(compare),
    new: Some(&natives!["@vector int(cls, x=0, /, base=10)" => convert::new_int][0]),
    ..Slots::EMPTY
};

/// `int`. The size is that of the larger payload, so that instances of subclasses can hold either.
pub static INT: TypeDef = TypeDef {
    name: "int",
    kind: kind::INT,
    flags: flags::BASE | flags::MATCH_SELF,
    size: size_of::<Object<BigBody>>(),
    slots: SLOTS,
    methods: natives![
        "as_integer_ratio(self, /)" => as_integer_ratio,
        "bit_count(self, /)" => bit_count,
        "bit_length(self, /)" => bit_length,
        "conjugate(self, /)" => plain,
        "@class from_bytes(cls, /, bytes, byteorder='big', *, signed=False)" => from_bytes,
        "is_integer(self, /)" => is_integer,
        "to_bytes(self, /, length=1, byteorder='big', *, signed=False)" => to_bytes,
        "__ceil__(self, /)" => plain,
        "@slot __divmod__(self, value, /)" => divmod,
        "__floor__(self, /)" => plain,
        "__format__(self, format_spec, /)" => format::format_int,
        "__getnewargs__(self, /)" => getnewargs,
        "@slot __rdivmod__(self, value, /)" => rdivmod,
        "__round__(self, ndigits=None, /)" => round,
        "__sizeof__(self, /)" => size_in_bytes,
        "__trunc__(self, /)" => plain,
    ],
    getset: &[
        GetSetDef { name: "real", get: get_plain, set: None },
        GetSetDef { name: "imag", get: get_zero, set: None },
        GetSetDef { name: "numerator", get: get_plain, set: None },
        GetSetDef { name: "denominator", get: get_one, set: None },
    ],
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\n\
          Convert a number or string to an integer.",
    ..TypeDef::EMPTY
};

/// The integer nearest to a whole float.
pub fn from_float(t: &Thread, x: f64) -> PyResult {
    if x.abs() < 9.2e18 {
        return t.int(x as i64);
    }
    let value = big::from_float(x).map_err(|e| t.raise_rule(e))?;
    t.big_int(value)
}

/// The integer nearest to a float, ties to even.
pub fn round_float(t: &Thread, x: f64) -> PyResult {
    let value = float::round_to_int(x).map_err(|e| t.raise_rule(e))?;
    t.big_int(value)
}
