//! IEEE 754 half precision (`e`). A conversion through single precision would round twice.

/// The bits of the nearest half-precision number, ties to even; `None` if a finite `x` is too large.
pub fn to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    let size = x.abs();
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if size.is_infinite() {
        return Some(sign | 0x7c00);
    }
    if size < 2f64.powi(-14) {
        // Subnormal: a multiple of 2^-24, at most 1024 of them.
        return Some(sign | (size * 2f64.powi(24)).round_ties_even() as u16);
    }
    let (mantissa, exponent) = crate::float::decompose(size);
    // 53 bits to 11: the low 42 are rounded away.
    let rounded = (mantissa as f64 / 2f64.powi(42)).round_ties_even() as u32;
    let (rounded, exponent) = if rounded == 2048 { (1024, exponent + 53) } else { (rounded, exponent + 52) };
    if exponent > 15 {
        return None;
    }
    Some(sign | ((exponent + 15) as u16) << 10 | (rounded - 1024) as u16)
}

/// The number of half-precision bits.
pub fn from_half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff);
    let size = match bits >> 10 & 0x1f {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        e => (1024.0 + fraction) * 2f64.powi(i32::from(e) - 25),
    };
    if bits & 0x8000 != 0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_halves_round_trip() {
        for bits in 0..=u16::MAX {
            let x = from_half(bits);
            if !x.is_nan() {
                assert_eq!(to_half(x), Some(bits));
            }
        }
    }

    #[test]
    fn rounding_as_cpython() {
        assert_eq!(to_half(65519.9), Some(0x7bff));
        assert_eq!(to_half(65520.0), None);
        assert_eq!(to_half(1e6), None);
        assert_eq!(to_half(5.96e-8), Some(1));
        assert_eq!(to_half(2.98e-8), Some(0));
        assert_eq!(to_half(f64::NAN), Some(0x7e00));
        assert_eq!(to_half(1.0 + 2f64.powi(-11) + 2f64.powi(-40)), Some(0x3c01));
        assert_eq!(to_half(6.1035e-5), Some(0x0400));
    }
}
