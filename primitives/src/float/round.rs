//! `round(x)` and `round(x, n)`, correctly rounded from the exact decimal value.

use super::repr::exact_digits;
use crate::int::{BigInt, from_float};
use crate::{Error, Result};

/// `round(x)`: the nearest integer, ties to even. Errors: NaN and infinities.
pub fn round_to_int(x: f64) -> Result<BigInt> {
    from_float(if x.is_finite() { x.round_ties_even() } else { x })
}

/// `round(x, n)`: the nearest multiple of `10^-n`, ties of the exact value to even. Errors: `OverflowError`.
pub fn round_digits(x: f64, n: i64) -> Result<f64> {
    if !x.is_finite() || x == 0.0 || n > 323 {
        return Ok(x);
    }
    if n < -308 {
        return Ok(0.0 * x);
    }
    let n = n as i32;
    let text = if n >= 0 {
        format!("{:.*}", n as usize, x)
    } else {
        let all = exact_digits(x, 800);
        let kept = all.point + n;
        if kept < 0 {
            return Ok(0.0 * x);
        }
        if kept == 0 {
            // Between 0 and one unit: up only above one half, as zero is even.
            let above_half =
                all.digits[0] > b'5' || (all.digits[0] == b'5' && all.digits[1..].iter().any(|d| *d != b'0'));
            if !above_half {
                return Ok(0.0 * x);
            }
            format!("{}1e{}", if all.negative { "-" } else { "" }, -n)
        } else {
            format!("{:.*e}", kept as usize - 1, x)
        }
    };
    let rounded: f64 = text.parse().expect("a formatted float");
    if rounded.is_infinite() {
        return Err(Error::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_from_cpython() {
        for (x, n, r) in [
            (2.675, 2, 2.67),
            (0.125, 2, 0.12),
            (0.375, 2, 0.38),
            (2.5, 0, 2.0),
            (1234.5, -2, 1200.0),
            (1250.0, -2, 1200.0),
            (1350.0, -2, 1400.0),
            (50.0, -2, 0.0),
            (50.000001, -2, 100.0),
            (-51.0, -2, -100.0),
            (49.0, -3, 0.0),
            (1e308, -308, 1e308),
            (5e-324, 323, 0.0),
            (1e22, 2, 1e22),
            (0.5, 0, 0.0),
        ] {
            assert_eq!(round_digits(x, n).unwrap(), r, "{x} {n}");
        }
        assert!(round_digits(-0.3, 0).unwrap().is_sign_negative());
        assert!(round_digits(-50.0, -2).unwrap().is_sign_negative());
        assert!(round_digits(1.7e308, -308).is_err());
        assert_eq!(round_to_int(2.5).unwrap(), BigInt::from(2));
        assert_eq!(round_to_int(-3.5).unwrap(), BigInt::from(-4));
        assert!(round_to_int(f64::NAN).is_err());
    }
}
