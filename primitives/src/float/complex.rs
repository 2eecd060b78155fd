//! Complex numbers: arithmetic, text and powers with CPython's results for zeros, infinities and NaN.

use super::parse::parse_prefix;
use super::repr::{shortest_digits, write_shortest};
use crate::{Error, Result};

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Complex {
    /// `re + im*1j`.
    pub const fn new(re: f64, im: f64) -> Self {
        Complex { re, im }
    }
}

/// `a * b`.
pub fn mul(a: Complex, b: Complex) -> Complex {
    Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
}

/// `a / b`, scaled by the larger part of `b`. Errors: division by zero.
pub fn div(a: Complex, b: Complex) -> Result<Complex> {
    let (re, im) = (b.re.abs(), b.im.abs());
    if re >= im {
        if re == 0.0 {
            return Err(Error::zero_division("complex division by zero"));
        }
        let ratio = b.im / b.re;
        let denominator = b.re + b.im * ratio;
        Ok(Complex::new((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator))
    } else if im >= re {
        let ratio = b.re / b.im;
        let denominator = b.re * ratio + b.im;
        Ok(Complex::new((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator))
    } else {
        Ok(Complex::new(f64::NAN, f64::NAN))
    }
}

/// `abs(a)`. Errors: `OverflowError`.
pub fn abs(a: Complex) -> Result<f64> {
    let r = a.re.hypot(a.im);
    if r.is_infinite() && a.re.is_finite() && a.im.is_finite() {
        return Err(Error::overflow("absolute value too large"));
    }
    Ok(r)
}

/// `a ** b`: repeated multiplication for whole exponents up to 100, else by polar form. Errors: zero to a negative
/// or complex power, `OverflowError`.
pub fn pow(a: Complex, b: Complex) -> Result<Complex> {
    let undefined = || Error::zero_division("0.0 to a negative or complex power");
    let result = if b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= 100.0 {
        whole_power(a, b.re as i32).map_err(|_| undefined())?
    } else if a.re == 0.0 && a.im == 0.0 {
        if b.im != 0.0 || b.re < 0.0 {
            return Err(undefined());
        }
        Complex::new(0.0, 0.0)
    } else {
        let size = a.re.hypot(a.im);
        let angle = a.im.atan2(a.re);
        let mut length = size.powf(b.re);
        let mut phase = angle * b.re;
        if b.im != 0.0 {
            length *= (-angle * b.im).exp();
            phase += b.im * size.ln();
        }
        Complex::new(length * phase.cos(), length * phase.sin())
    };
    if result.re.is_infinite() || result.im.is_infinite() {
        return Err(Error::overflow("complex exponentiation"));
    }
    Ok(result)
}

fn whole_power(a: Complex, n: i32) -> Result<Complex> {
    let one = Complex::new(1.0, 0.0);
    let mut left = n.unsigned_abs();
    let (mut result, mut square) = (one, a);
    while left > 0 {
        if left & 1 == 1 {
            result = mul(result, square);
        }
        left >>= 1;
        square = mul(square, square);
    }
    if n > 0 { Ok(result) } else { div(one, result) }
}

/// `repr(a)`.
pub fn repr(a: Complex) -> String {
    let mut out = String::new();
    if a.re == 0.0 && a.re.is_sign_positive() {
        write_part(a.im, &mut out);
        out.push('j');
        return out;
    }
    out.push('(');
    write_part(a.re, &mut out);
    if a.im.is_nan() || a.im.is_sign_positive() {
        out.push('+');
    }
    write_part(a.im, &mut out);
    out.push_str("j)");
    out
}

/// A part as `repr(float)` without the `.0` of whole numbers.
fn write_part(x: f64, out: &mut String) {
    if x.is_finite() {
        write_shortest(&shortest_digits(x), out, "");
    } else {
        super::write_repr(x, out);
    }
}

/// The error for text that [`parse`] refuses.
pub fn parse_error() -> Error {
    Error::value("complex() arg is a malformed string")
}

/// The complex number that `text` (ASCII or output of [`crate::int::numeric_text`]) spells, parentheses and white space
/// around it allowed. `None` if it spells none.
pub fn parse(text: &str) -> Option<Complex> {
    let space = [' ', '\t', '\n', '\r', '\x0b', '\x0c'];
    let mut body = text.trim_matches(space);
    if let Some(inner) = body.strip_prefix('(') {
        body = inner.strip_suffix(')')?.trim_matches(space);
    }
    let is_j = |s: &str| s == "j" || s == "J";
    // "j", "+j" and "-j" alone have the imaginary part 1.
    let bare = |s: &str| match s.as_bytes() {
        [b'j' | b'J'] | [b'+', b'j' | b'J'] => Some(1.0),
        [b'-', b'j' | b'J'] => Some(-1.0),
        _ => None,
    };
    if let Some(im) = bare(body) {
        return Some(Complex::new(0.0, im));
    }
    let (first, used) = parse_prefix(body)?;
    let rest = &body[used..];
    if rest.is_empty() {
        return Some(Complex::new(first, 0.0));
    }
    if is_j(rest) {
        return Some(Complex::new(0.0, first));
    }
    if !rest.starts_with(['+', '-']) {
        return None;
    }
    if let Some(im) = bare(rest) {
        return Some(Complex::new(first, im));
    }
    let (second, used) = parse_prefix(rest)?;
    is_j(&rest[used..]).then_some(Complex::new(first, second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn c(re: f64, im: f64) -> Complex {
        Complex::new(re, im)
    }

    #[test]
    fn text_as_cpython() {
        for (text, shown) in [
            ("1+2j", "(1+2j)"),
            ("1", "(1+0j)"),
            ("j", "1j"),
            ("-j", "-1j"),
            ("1e5-1e3j", "(100000-1000j)"),
            ("infj", "infj"),
            ("nan+infj", "(nan+infj)"),
            ("( 1j )", "1j"),
            ("1_0j", "10j"),
            ("nan-j", "(nan-1j)"),
            ("-0-0j", "(-0-0j)"),
            ("0-0j", "-0j"),
            ("1+nanj", "(1+nanj)"),
            ("1e16+1e-5J", "(1e+16+1e-05j)"),
        ] {
            assert_eq!(repr(parse(text).unwrap()), shown);
        }
        for text in ["", "()", "1 + 2j", "1j2", "+1-", "1+-2j", "1+2", "(1", "1)", "abc", "1jj"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn powers_and_quotients_as_cpython() {
        let p = |a, b| pow(a, b).unwrap();
        assert_eq!(p(c(1., 2.), c(-3., 0.)), c(-0.08800000000000001, 0.016));
        assert_eq!(p(c(1., 2.), c(0.5, 0.)), c(1.272019649514069, 0.7861513777574233));
        assert_eq!(p(c(1., 2.), c(3., 4.)), c(0.129009594074467, 0.03392409290517014));
        assert_eq!(p(c(1., 2.), c(101., 0.)), c(5.783317924538885e+34, -1.8999570689734468e+35));
        assert_eq!(p(c(1., 2.), c(100., 0.)), c(-6.443164690985892e+34, -6.113241307762508e+34));
        assert_eq!(p(c(1.5, 2.), c(7., 0.)), c(597.2109375, 125.96875));
        assert_eq!(p(c(0., 0.), c(0., 0.)), c(1., 0.));
        assert!(pow(c(0., 0.), c(-1., 0.)).is_err());
        assert!(pow(c(0., 0.), c(0., 1.)).is_err());
        assert!(pow(c(1e200, 0.), c(2., 0.)).is_err());
        assert_eq!(div(c(1., 2.), c(3., 4.)).unwrap(), c(0.44, 0.08));
        assert_eq!(div(c(1., 2.), c(3e-320, 4.)).unwrap(), c(0.5, -0.25));
        assert!(div(c(1., 2.), c(0., 0.)).is_err());
        assert_eq!(abs(c(3., 4.)).unwrap(), 5.0);
        assert!(abs(c(1.7e308, 1.7e308)).is_err());
    }

    proptest! {
        #[test]
        fn repr_reads_back(re: f64, im: f64) {
            let a = c(re, im);
            if !re.is_nan() && !im.is_nan() {
                prop_assert_eq!(parse(&repr(a)), Some(a));
            }
        }
    }
}
