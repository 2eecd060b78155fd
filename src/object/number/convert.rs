//! Between numbers and other objects: the constructors, `float()` of arguments, three-argument `pow`.

use std::borrow::Cow;
use std::sync::atomic::Ordering;

use rcpy_primitives::float;
use rcpy_primitives::float::complex::{self as complex_rules, Complex};
use rcpy_primitives::int as big;

use super::complex::complex_value;
use super::{BoxedFloat, ComplexBody, IntValue};
use crate::memory::Ref;
use crate::object::bytes::content;
use crate::object::exception::DEPRECATION_WARNING;
use crate::object::kind;
use crate::object::string::Str;
use crate::runtime::long::product_time;
use crate::runtime::{Args, PyResult, Thread};
use crate::stdlib::warnings::warn;
use crate::with_units;

/// `sys.get_int_max_str_digits()`; 0 means no limit.
pub fn max_str_digits(t: &Thread) -> usize {
    // Relaxed: a number on its own.
    t.library().int_max_str_digits.load(Ordering::Relaxed)
}

/// The text of an argument that numbers are read from, as the number rules take it; `None` when it is no text.
fn numeric_text<'a>(t: &Thread, given: &'a Ref) -> PyResult<Option<Cow<'a, str>>> {
    if let Some(text) = given.downcast::<Str>() {
        return Ok(Some(match text.as_str() {
            // The separators 0x1c to 0x1f are white space in a `str`.
            Some(ascii) if !ascii.bytes().any(|b| (0x1c..0x20).contains(&b)) => Cow::Borrowed(ascii),
            _ => Cow::Owned(with_units!(text.units(), s => big::numeric_text(s))),
        }));
    }
    let bytes = content::maybe_bytes_like(t, given)?;
    Ok(bytes.map(|bytes| Cow::Owned(bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '?' }).collect())))
}

/// What a message shows of an argument.
fn shown(t: &Thread, given: &Ref) -> String {
    t.repr_text(given).unwrap_or_default()
}

/// `int(x)`: an exact int.
pub fn to_int_object(t: &Thread, x: &Ref) -> PyResult {
    if x.value().as_exact_int().is_some() {
        return Ok(x.clone());
    }
    let slots = t.type_of(x).slots();
    if let Some(int) = slots.int {
        let result = int(t, x)?;
        if !t.is_int(&result) {
            return Err(t.type_error(format!("__int__ returned non-int (type {})", t.type_name(&result))));
        }
        return t.plain_int(&result);
    }
    if slots.index.is_some() {
        let result = t.index_object(x)?;
        return t.plain_int(&result);
    }
    if let Some(method) = t.lookup_special(x, "__trunc__")? {
        warn(t, &DEPRECATION_WARNING, "The delegation of int() to __trunc__ is deprecated.", 1)?;
        let result = t.call(&method, &[])?;
        if t.is_int(&result) || t.type_of(&result).slots().index.is_some() {
            let result = t.index_object(&result)?;
            return t.plain_int(&result);
        }
        let name = t.type_name(&result);
        return Err(t.type_error(format!("__trunc__ returned non-Integral (type {name})")));
    }
    match numeric_text(t, x)? {
        Some(text) => parse_int(t, x, &text, 10),
        None => Err(t.type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            t.type_name(x)
        ))),
    }
}

fn parse_int(t: &Thread, given: &Ref, text: &str, base: u32) -> PyResult {
    // The commonest texts are short and plain.
    if base == 10
        && text.len() <= 18
        && text.bytes().all(|b| b.is_ascii_digit())
        && let Ok(n) = text.parse::<i64>()
    {
        return t.int(n);
    }
    t.check_bits(text.len().saturating_mul(6))?;
    // Nineteen digits fill a word.
    let (words, limit) = (text.len() / 19, max_str_digits(t));
    let value = t.apart(product_time(words, words), || big::parse(text, base, limit));
    t.big_int(value.map_err(|e| t.raise_rule(e.error(base, &shown(t, given))))?)
}

/// `int(x=0, /, base=10)`.
pub fn new_int(t: &Thread, a: Args<'_>) -> PyResult {
    let value = match (a.opt(1), a.opt(2)) {
        (None, None) => t.int(0)?,
        (None, Some(_)) => return Err(t.type_error("int() missing string argument")),
        (Some(x), None) => to_int_object(t, x)?,
        (Some(x), Some(base)) => {
            let base = t.to_index_clamped(base)?;
            let Ok(base @ (0 | 2..=36)) = u32::try_from(base) else {
                return Err(t.value_error("int() base must be >= 2 and <= 36, or 0"));
            };
            let text = if matches!(x.value().kind().layout(), kind::STR | kind::BYTES | kind::BYTEARRAY) {
                numeric_text(t, x)?
            } else {
                None
            };
            match text {
                Some(text) => parse_int(t, x, &text, base)?,
                None => return Err(t.type_error("int() can't convert non-string with explicit base")),
            }
        }
    };
    let class = a.get(0);
    if class.value().address() == t.types().int.as_ptr() {
        return Ok(value);
    }
    t.int_in_class(class, t.int_value(&value).expect("an int object"))
}

impl Thread {
    /// A float argument: a float, an int, or an object with `__float__` or `__index__`.
    #[inline]
    pub fn as_f64(&self, value: &Ref) -> PyResult<f64> {
        match value.value().as_exact_float() {
            Some(x) => Ok(x),
            None => self.as_f64_slow(value),
        }
    }

    fn as_f64_slow(&self, value: &Ref) -> PyResult<f64> {
        match self.as_f64_opt(value)? {
            Some(x) => Ok(x),
            None => Err(self.type_error(format!("must be real number, not {}", self.type_name(value)))),
        }
    }

    /// As `as_f64`, but `None` for an object that is no number.
    pub fn as_f64_opt(&self, value: &Ref) -> PyResult<Option<f64>> {
        match value.value().kind() {
            kind::INT => return Ok(value.value().as_exact_int().map(|n| n as f64)),
            kind::FLOAT => return Ok(value.value().as_exact_float()),
            _ => {}
        }
        let slots = self.type_of(value).slots();
        if let Some(float) = slots.float {
            let result = float(self, value)?;
            return match self.float_value(&result) {
                Some(x) => Ok(Some(x)),
                None => Err(self.type_error(format!(
                    "{}.__float__ returned non-float (type {})",
                    self.type_name(value),
                    self.type_name(&result)
                ))),
            };
        }
        if slots.index.is_some() {
            let n = self.to_big_index(value)?;
            return big::to_float(&n).map(Some).map_err(|e| self.raise_rule(e));
        }
        Ok(None)
    }
}

/// `float(x)`: an exact float.
pub fn to_float_object(t: &Thread, x: &Ref) -> PyResult {
    if x.value().as_exact_float().is_some() {
        return Ok(x.clone());
    }
    if let Some(x) = t.as_f64_opt(x)? {
        return t.float(x);
    }
    match numeric_text(t, x)? {
        Some(text) => match float::parse(&text) {
            Some(x) => t.float(x),
            None => Err(t.raise_rule(float::parse_error(&shown(t, x)))),
        },
        None => {
            Err(t.type_error(format!("float() argument must be a string or a real number, not '{}'", t.type_name(x))))
        }
    }
}

/// `float(x=0, /)`.
pub fn new_float(t: &Thread, a: Args<'_>) -> PyResult {
    let value = match a.opt(1) {
        Some(x) => to_float_object(t, x)?,
        None => t.float(0.0)?,
    };
    let class = a.get(0);
    if class.value().address() == t.types().float.as_ptr() {
        return Ok(value);
    }
    t.new_object(class, BoxedFloat(t.float_value(&value).expect("an exact float")))
}

/// What `__complex__` gives, if the class has it.
fn by_dunder(t: &Thread, value: &Ref) -> PyResult<Option<Complex>> {
    if value.downcast_exact::<ComplexBody>().is_some() {
        return Ok(complex_value(value));
    }
    let Some(method) = t.lookup_special(value, "__complex__")? else { return Ok(None) };
    let result = t.call(&method, &[])?;
    match complex_value(&result) {
        Some(z) if result.downcast_exact::<ComplexBody>().is_some() => Ok(Some(z)),
        Some(z) => {
            let name = t.type_name(&result);
            let message = format!(
                "__complex__ returned non-complex (type {name}).  The ability to return an instance of a strict subclass \
                 of complex is deprecated, and may be removed in a future version of Python."
            );
            warn(t, &DEPRECATION_WARNING, &message, 1)?;
            Ok(Some(z))
        }
        None => {
            let name = t.type_name(&result);
            Err(t.type_error(format!("__complex__ returned non-complex (type {name})")))
        }
    }
}

/// A complex argument: a number of any kind.
pub fn to_complex(t: &Thread, value: &Ref) -> PyResult<Complex> {
    if let Some(z) = by_dunder(t, value)? {
        return Ok(z);
    }
    Ok(Complex::new(t.as_f64(value)?, 0.0))
}

impl Thread {
    /// A complex argument: a number of any kind, or an object with `__complex__`; real and imaginary part.
    pub fn as_complex(&self, value: &Ref) -> PyResult<(f64, f64)> {
        to_complex(self, value).map(|z| (z.re, z.im))
    }
}

/// `complex(real=0, imag=0)`.
pub fn new_complex(t: &Thread, a: Args<'_>) -> PyResult {
    let class = a.get(0);
    let exact = class.value().address() == t.types().complex.as_ptr();
    let z = match (a.opt(1), a.opt(2)) {
        (Some(x), None) if exact && x.downcast_exact::<ComplexBody>().is_some() => return Ok(x.clone()),
        (Some(x), imag) if x.downcast::<Str>().is_some() => {
            if imag.is_some() {
                return Err(t.type_error("complex() can't take second arg if first is a string"));
            }
            let text = numeric_text(t, x)?.unwrap_or_default();
            complex_rules::parse(&text).ok_or_else(|| t.raise_rule(complex_rules::parse_error()))?
        }
        (real, imag) => from_parts(t, real, imag)?,
    };
    if exact { t.complex(z.re, z.im) } else { t.new_object(class, ComplexBody { re: z.re, im: z.im }) }
}

fn from_parts(t: &Thread, real: Option<&Ref>, imag: Option<&Ref>) -> PyResult<Complex> {
    if imag.is_some_and(|i| i.downcast::<Str>().is_some()) {
        return Err(t.type_error("complex() second arg can't be a string"));
    }
    let mut z = Complex::new(0.0, 0.0);
    let mut real_is_complex = false;
    if let Some(real) = real {
        if let Some(number) = by_dunder(t, real)? {
            (z, real_is_complex) = (number, true);
        } else if let Some(x) = t.as_f64_opt(real)? {
            z.re = x;
        } else {
            let name = t.type_name(real);
            return Err(t.type_error(format!("complex() first argument must be a string or a number, not '{name}'")));
        }
    }
    let Some(imag) = imag else { return Ok(z) };
    let real_part_of_imaginary = if !real_is_complex { 0.0 } else { z.im };
    if let Some(number) = complex_value(imag) {
        z.re -= number.im;
        z.im = number.re;
    } else if let Some(y) = t.as_f64_opt(imag)? {
        z.im = y;
    } else {
        let name = t.type_name(imag);
        return Err(t.type_error(format!("complex() second argument must be a number, not '{name}'")));
    }
    if real_is_complex {
        z.im += real_part_of_imaginary;
    }
    Ok(z)
}

/// `pow(a, b, m)` for numbers of the builtin types; NotImplemented where one of them is none.
pub fn pow_mod(t: &Thread, a: &Ref, b: &Ref, m: &Ref) -> PyResult {
    if let (Some(x), Some(y), Some(z)) = (t.int_value(a), t.int_value(b), t.int_value(m)) {
        if let (IntValue::Small(x), IntValue::Small(y), IntValue::Small(z)) = (x, y, z)
            && y >= 0
            && z != 0
            && z != i64::MIN
        {
            return t.int(small_pow_mod(x, y as u64, z));
        }
        let (x, y, z) = (x.to_big(), y.to_big(), z.to_big());
        t.check_bits(big::bit_length(&z).saturating_mul(2))?;
        let words = big::bit_length(&z) / 64 + 1;
        let time = product_time(words, words).saturating_mul(big::bit_length(&y));
        let power = t.apart(time, || big::mod_pow(&x, &y, &z));
        return t.big_int(power.map_err(|e| t.raise_rule(e))?);
    }
    let is_number = |v: &Ref| t.is_int(v) || t.float_value(v).is_some() || complex_value(v).is_some();
    if is_number(a) && is_number(b) && is_number(m) {
        if [a, b, m].iter().any(|v| complex_value(v).is_some()) {
            return Err(t.value_error("complex modulo"));
        }
        return Err(t.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    Ok(t.not_implemented())
}

fn small_pow_mod(x: i64, mut exponent: u64, modulus: i64) -> i64 {
    let m = u128::from(modulus.unsigned_abs());
    let mut base = i128::from(x).rem_euclid(m as i128) as u128;
    let mut result = 1 % m;
    while exponent != 0 {
        if exponent & 1 == 1 {
            result = result * base % m;
        }
        base = base * base % m;
        exponent >>= 1;
    }
    // Below 2^63, as the modulus is.
    let result = result as i64;
    if modulus < 0 && result != 0 { result + modulus } else { result }
}

#[cfg(test)]
mod tests {
    use super::small_pow_mod;

    #[test]
    fn modular_powers_have_the_sign_of_the_modulus() {
        assert_eq!(small_pow_mod(3, 200, 13), 9);
        assert_eq!(small_pow_mod(-3, 3, 7), 1);
        assert_eq!(small_pow_mod(2, 3, -5), -2);
        assert_eq!(small_pow_mod(2, 10, 1), 0);
        assert_eq!(small_pow_mod(2, 0, -1), 0);
        assert_eq!(small_pow_mod(i64::MIN, u64::MAX >> 1, i64::MAX), i64::MAX - 1);
    }
}
