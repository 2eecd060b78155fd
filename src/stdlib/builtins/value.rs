//! Builtin functions of one value or two: numbers, text, hashes.

use rcpy_primitives::int as big;

use crate::bytecode::BinaryOp;
use crate::memory::{Kind, Ref};
use crate::object::bytes::content;
use crate::object::kind;
use crate::object::number::{self, IntValue};
use crate::object::string::Str;
use crate::runtime::{Args, PyResult, Thread};

pub fn abs(t: &Thread, a: Args<'_>) -> PyResult {
    t.abs(a.get(0))
}

pub fn ascii(t: &Thread, a: Args<'_>) -> PyResult {
    t.ascii(a.get(0))
}

pub fn repr(t: &Thread, a: Args<'_>) -> PyResult {
    t.repr(a.get(0))
}

pub fn hash(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(t.hash(a.get(0))?)
}

pub fn len(t: &Thread, a: Args<'_>) -> PyResult {
    t.int_from_usize(t.len(a.get(0))?)
}

/// A number that no other living object has: the address, or the bits of a value that is kept in the word.
pub fn identity(value: &Ref) -> u64 {
    let word = value.value();
    if word.is_pointer() { word.address() as u64 } else { word.bits() }
}

pub fn id(t: &Thread, a: Args<'_>) -> PyResult {
    t.int_from_u64(identity(a.get(0)))
}

fn in_radix(t: &Thread, value: &Ref, radix: u8, prefix: &str) -> PyResult {
    let object = t.index_object(value)?;
    let number = t.int_value(&object).expect("an int object");
    let digits = match number {
        IntValue::Small(n) => match radix {
            2 => format!("{:b}", n.unsigned_abs()),
            8 => format!("{:o}", n.unsigned_abs()),
            _ => format!("{:x}", n.unsigned_abs()),
        },
        IntValue::Big(n) => {
            t.check_bits(big::bit_length(n).saturating_mul(8))?;
            big::to_radix(n, radix).trim_start_matches('-').to_owned()
        }
    };
    let sign = if number.is_negative() { "-" } else { "" };
    t.string(format!("{sign}{prefix}{digits}"))
}

pub fn bin(t: &Thread, a: Args<'_>) -> PyResult {
    in_radix(t, a.get(0), 2, "0b")
}

pub fn oct(t: &Thread, a: Args<'_>) -> PyResult {
    in_radix(t, a.get(0), 8, "0o")
}

pub fn hex(t: &Thread, a: Args<'_>) -> PyResult {
    in_radix(t, a.get(0), 16, "0x")
}

pub fn chr(t: &Thread, a: Args<'_>) -> PyResult {
    match u32::try_from(t.to_index_clamped(a.get(0))?) {
        Ok(code) if code <= 0x10ffff => t.str_char(code),
        _ => Err(t.value_error("chr() arg not in range(0x110000)")),
    }
}

pub fn ord(t: &Thread, a: Args<'_>) -> PyResult {
    let value = a.get(0);
    let length = if let Some(text) = value.downcast::<Str>() {
        if text.len() == 1 {
            return t.int(i64::from(text.char_at(0)));
        }
        text.len()
    } else if matches!(value.value().kind().layout(), kind::BYTES | kind::BYTEARRAY) {
        let bytes = content::own_content(t, value)?;
        if let [byte] = *bytes {
            return t.int(i64::from(byte));
        }
        bytes.len()
    } else {
        let name = t.type_name(value);
        return Err(t.type_error(format!("ord() expected string of length 1, but {name} found")));
    };
    Err(t.type_error(format!("ord() expected a character, but string of length {length} found")))
}

/// The result of a special method that may say NotImplemented; `None` when it does or does not exist.
fn attempt(t: &Thread, object: &Ref, method: &str, args: &[Ref]) -> PyResult<Option<Ref>> {
    let result = t.call_special(object, &t.intern(method), args)?;
    Ok(result.filter(|r| !t.is_not_implemented(r)))
}

/// `divmod(a, b)`.
pub fn divmod_of(t: &Thread, x: &Ref, y: &Ref) -> PyResult {
    let (left, right) = (t.type_of(x), t.type_of(y));
    let right_first = !std::ptr::eq(left, right) && right.is_subclass(left);
    if right_first && let Some(result) = attempt(t, y, "__rdivmod__", std::slice::from_ref(x))? {
        return Ok(result);
    }
    if let Some(result) = attempt(t, x, "__divmod__", std::slice::from_ref(y))? {
        return Ok(result);
    }
    if !right_first
        && !std::ptr::eq(left, right)
        && let Some(result) = attempt(t, y, "__rdivmod__", std::slice::from_ref(x))?
    {
        return Ok(result);
    }
    let (left, right) = (t.class_name(left), t.class_name(right));
    Err(t.type_error(format!("unsupported operand type(s) for divmod(): '{left}' and '{right}'")))
}

pub fn divmod(t: &Thread, a: Args<'_>) -> PyResult {
    divmod_of(t, a.get(0), a.get(1))
}

pub fn pow(t: &Thread, a: Args<'_>) -> PyResult {
    let (base, exponent) = (a.get(0), a.get(1));
    let Some(modulus) = a.opt_not_none(t, 2) else {
        return t.binary(BinaryOp::Pow, base, exponent);
    };
    let plain = |v: &Ref| v.value().kind().0 & Kind::SUBCLASS == 0;
    let mut result = t.not_implemented();
    if plain(base) && plain(exponent) && plain(modulus) {
        result = number::pow_mod(t, base, exponent, modulus)?;
    }
    if t.is_not_implemented(&result)
        && let Some(made) = attempt(t, base, "__pow__", &[exponent.clone(), modulus.clone()])?
    {
        result = made;
    }
    if t.is_not_implemented(&result) {
        return Err(t.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            t.type_name(base),
            t.type_name(exponent),
            t.type_name(modulus)
        )));
    }
    Ok(result)
}

pub fn round(t: &Thread, a: Args<'_>) -> PyResult {
    let number = a.get(0);
    let Some(method) = t.lookup_special(number, "__round__")? else {
        let name = t.type_name(number);
        return Err(t.type_error(format!("type {name} doesn't define __round__ method")));
    };
    match a.opt_not_none(t, 1) {
        None => t.call(&method, &[]),
        Some(digits) => t.call(&method, std::slice::from_ref(digits)),
    }
}

pub fn format(t: &Thread, a: Args<'_>) -> PyResult {
    match a.opt(1) {
        None => t.format(a.get(0), &t.empty_str()?),
        Some(spec) if spec.downcast::<Str>().is_some() => t.format(a.get(0), spec),
        Some(spec) => Err(t.type_error(format!("format() argument 2 must be str, not {}", t.type_name(spec)))),
    }
}
