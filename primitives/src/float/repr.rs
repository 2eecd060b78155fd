//! `repr(float)`: the shortest digits that read back as the same float.

use std::fmt::Write;

/// Decimal digits of a finite number: the value is `0.d1 d2 d3… * 10^point`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// True for negative numbers, negative zero among them.
    pub negative: bool,
    /// ASCII digits; the first is not `0` unless the value is zero.
    pub digits: Vec<u8>,
    /// Where the decimal point stands, counted from the front of `digits`.
    pub point: i32,
}

impl Digits {
    /// Reads `d.ddde[+-]x` or `ddd.ddd`, as Rust's formatters write a finite number.
    fn read(text: &str) -> Digits {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((m, e)) => (m, e.parse::<i32>().expect("an exponent of digits")),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = Vec::with_capacity(mantissa.len());
        digits.extend_from_slice(whole.as_bytes());
        digits.extend_from_slice(fraction.as_bytes());
        let mut point = whole.len() as i32 + exponent;
        let zeros = digits.iter().take_while(|d| **d == b'0').count();
        if zeros == digits.len() {
            return Digits { negative, digits: vec![b'0'], point: 1 };
        }
        digits.drain(..zeros);
        point -= zeros as i32;
        Digits { negative, digits, point }
    }

    /// Removes zeros at the end, all but one digit.
    pub fn trim_zeros(&mut self) {
        while self.digits.len() > 1 && self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
    }
}

/// The shortest digits that read back as `x` (finite), and of these the nearest.
pub fn shortest_digits(x: f64) -> Digits {
    let mut buffer = zmij::Buffer::new();
    let mut d = Digits::read(buffer.format_finite(x));
    d.trim_zeros();
    d
}

/// `count` significant digits of `x` (finite), rounded from the exact value with ties to even, zeros at the end
/// kept. No float has more than 767 digits, so what a caller wants beyond that are zeros that it adds itself.
pub fn exact_digits(x: f64, count: usize) -> Digits {
    let count = count.clamp(1, 800);
    let mut d = Digits::read(&format!("{:.*e}", count - 1, x));
    if d.digits == b"0" {
        d.digits.resize(count, b'0');
    }
    d
}

/// Appends `repr(x)`.
pub fn write_repr(x: f64, out: &mut String) {
    if x.is_nan() {
        out.push_str("nan");
        return;
    }
    if x.is_infinite() {
        out.push_str(if x > 0.0 { "inf" } else { "-inf" });
        return;
    }
    if x.trunc() == x && x.abs() < 1e15 {
        // Whole numbers of this size are common and their digits are the integer's.
        if x == 0.0 && x.is_sign_negative() {
            out.push('-');
        }
        let _ = write!(out, "{}.0", x as i64);
        return;
    }
    let d = shortest_digits(x);
    write_shortest(&d, out, ".0");
}

/// Writes digits in `repr` style: exponent form below 1e-4 and from 1e16; `whole` follows an integer value.
pub(crate) fn write_shortest(d: &Digits, out: &mut String, whole: &str) {
    let digits = str::from_utf8(&d.digits).expect("ASCII digits");
    let point = d.point;
    if d.negative {
        out.push('-');
    }
    if !(-3..=16).contains(&point) {
        out.push_str(&digits[..1]);
        if digits.len() > 1 {
            out.push('.');
            out.push_str(&digits[1..]);
        }
        let _ = write!(out, "e{}{:02}", if point < 1 { '-' } else { '+' }, (point - 1).abs());
    } else if point <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', (-point) as usize));
        out.push_str(digits);
    } else if digits.len() <= point as usize {
        out.push_str(digits);
        out.extend(std::iter::repeat_n('0', point as usize - digits.len()));
        out.push_str(whole);
    } else {
        out.push_str(&digits[..point as usize]);
        out.push('.');
        out.push_str(&digits[point as usize..]);
    }
}

/// `repr(x)`.
pub fn repr(x: f64) -> String {
    let mut out = String::with_capacity(24);
    write_repr(x, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn recorded_from_cpython() {
        for (x, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (1e15, "1000000000000000.0"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (1e-4, "0.0001"),
            (1e-5, "1e-05"),
            (0.1, "0.1"),
            (1.0 / 3.0, "0.3333333333333333"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (1e100, "1e+100"),
            (2.0f64.powi(70), "1.1805916207174113e+21"),
            (-1.5, "-1.5"),
            (1e22, "1e+22"),
            (9007199254740993.0, "9007199254740992.0"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(repr(x), text);
        }
    }

    proptest! {
        #[test]
        fn reads_back_and_agrees_with_std(bits: u64) {
            let x = f64::from_bits(bits);
            if x.is_finite() {
                prop_assert_eq!(repr(x).parse::<f64>().unwrap().to_bits(), bits);
                let mut std = Digits::read(&format!("{x:e}"));
                std.trim_zeros();
                let ours = shortest_digits(x);
                if ours != std {
                    // Halfway between the two shortest candidates: std takes the larger one, CPython the even one.
                    prop_assert!(is_even_neighbour(&ours, &std), "{ours:?} and {std:?}");
                }
            }
        }
    }

    /// Is `a` the one below or above `b` in the last digit, and even there?
    fn is_even_neighbour(a: &Digits, b: &Digits) -> bool {
        let (Some((x, start)), Some((y, other))) = (a.digits.split_last(), b.digits.split_last()) else { return false };
        a.point == b.point && a.negative == b.negative && start == other && x.abs_diff(*y) == 1 && x % 2 == 0
    }

    #[test]
    fn ties_go_to_the_even_digit() {
        // 1236891730930190.25; CPython 3.13 agrees.
        assert_eq!(repr(f64::from_bits(4832806367464892473)), "1236891730930190.2");
    }
}
