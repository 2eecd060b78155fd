//! The text of a float in the styles `e`, `f`, `g` and `r`, without padding: C's `printf` and Python's `repr`.

use super::layout::push_repeated;
use crate::float::{Digits, exact_digits, shortest_digits};

/// What a float's text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FloatStyle {
    /// `e`, `f`, `g`, or `r` for the shortest text that reads back.
    pub kind: char,
    /// Digits after the point for `e` and `f`, significant digits for `g`; not used by `r`.
    pub precision: usize,
    /// Keeps the point and the zeros that `g` drops.
    pub alternate: bool,
    /// Whole numbers end in `.0`.
    pub point_zero: bool,
    /// A negative result that rounds to zero has no sign.
    pub no_negative_zero: bool,
    /// `E`, `INF` and `NAN`.
    pub upper: bool,
}

impl FloatStyle {
    /// `kind` with a precision and nothing else.
    pub fn new(kind: char, precision: usize) -> Self {
        FloatStyle { kind, precision, alternate: false, point_zero: false, no_negative_zero: false, upper: false }
    }
}

/// More digits than this after the first are zeros in every float.
const MEANINGFUL: usize = 1100;

/// The sign and the text of `x` without its sign.
pub fn float_text(x: f64, style: FloatStyle) -> (bool, String) {
    if x.is_nan() {
        return (false, if style.upper { "NAN" } else { "nan" }.to_owned());
    }
    if x.is_infinite() {
        return (x < 0.0, if style.upper { "INF" } else { "inf" }.to_owned());
    }
    let size = x.abs();
    let mut negative = x.is_sign_negative();
    let mut out = String::new();
    match style.kind {
        'f' => {
            let precision = style.precision.min(MEANINGFUL);
            out = format!("{size:.precision$}");
            push_repeated(&mut out, '0', style.precision - precision);
            if style.alternate && style.precision == 0 {
                out.push('.');
            }
        }
        'e' => {
            let d = exact_digits(size, style.precision.saturating_add(1));
            let zeros = (style.precision + 1).saturating_sub(d.digits.len());
            write_exponent_form(&d, zeros, style, &mut out);
        }
        'g' => {
            let precision = style.precision.max(1);
            let mut d = exact_digits(size, precision);
            let mut zeros = precision.saturating_sub(d.digits.len());
            let limit = precision as i64 - i64::from(style.point_zero);
            let exponent_form = d.point <= -4 || i64::from(d.point) > limit;
            if !style.alternate {
                d.trim_zeros();
                zeros = 0;
            }
            write_general(&d, zeros, exponent_form, style, &mut out);
        }
        _ => {
            let d = shortest_digits(size);
            let exponent_form = d.point <= -4 || d.point > 16;
            write_general(&d, 0, exponent_form, style, &mut out);
        }
    }
    if style.upper {
        out.make_ascii_uppercase();
    }
    if negative && style.no_negative_zero {
        let mantissa = out.split(['e', 'E']).next().unwrap_or("");
        negative = mantissa.bytes().any(|c| c.is_ascii_digit() && c != b'0');
    }
    (negative, out)
}

fn write_general(d: &Digits, zeros: usize, exponent_form: bool, style: FloatStyle, out: &mut String) {
    if exponent_form {
        write_exponent_form(d, zeros, style, out);
        return;
    }
    let digits = str::from_utf8(&d.digits).expect("ASCII digits");
    if d.point <= 0 {
        out.push_str("0.");
        push_repeated(out, '0', (-d.point) as usize);
        out.push_str(digits);
        push_repeated(out, '0', zeros);
        return;
    }
    let point = d.point as usize;
    if point < digits.len() {
        out.push_str(&digits[..point]);
        out.push('.');
        out.push_str(&digits[point..]);
        push_repeated(out, '0', zeros);
        return;
    }
    out.push_str(digits);
    push_repeated(out, '0', point - digits.len());
    let zeros = zeros.saturating_sub(point - digits.len());
    if zeros > 0 {
        out.push('.');
        push_repeated(out, '0', zeros);
    } else if style.point_zero {
        out.push_str(".0");
    } else if style.alternate {
        out.push('.');
    }
}

fn write_exponent_form(d: &Digits, zeros: usize, style: FloatStyle, out: &mut String) {
    let digits = str::from_utf8(&d.digits).expect("ASCII digits");
    out.push_str(&digits[..1]);
    if digits.len() > 1 || zeros > 0 || style.alternate {
        out.push('.');
    }
    out.push_str(&digits[1..]);
    push_repeated(out, '0', zeros);
    let exponent = d.point - 1;
    out.push_str(&format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
}
