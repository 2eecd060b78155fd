//! Integers to text.

use super::{BigInt, STR_DIGITS_CHECK_THRESHOLD, bit_length};
use crate::{Error, Result};

/// Decimal text. `max_digits` is `sys.get_int_max_str_digits()`; 0 means no limit. Errors: `ValueError` above it.
pub fn to_decimal(a: &BigInt, max_digits: usize) -> Result<String> {
    let refuse = || {
        Error::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    let bits = bit_length(a);
    // log10(2) is a little over 3/10, so a number of more bits than this has more digits than allowed, and the
    // quadratic part of the work is never started for it.
    let limited = max_digits > 0 && bits > STR_DIGITS_CHECK_THRESHOLD * 10 / 3;
    if limited && bits / 10 * 3 > max_digits {
        return Err(refuse());
    }
    let text = a.to_string();
    let digits = text.len() - usize::from(text.starts_with('-'));
    if limited && digits > STR_DIGITS_CHECK_THRESHOLD && digits > max_digits {
        return Err(refuse());
    }
    Ok(text)
}

/// Text in a radix from 2 to 36 with lower-case digits and no prefix; a minus sign in front of negative numbers.
/// Radix 10 has no digit limit here: see [`to_decimal`].
pub fn to_radix(a: &BigInt, radix: u8) -> String {
    a.in_radix(radix.clamp(2, 36)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digit_limit() {
        let n = BigInt::from(10).pow(4299);
        assert_eq!(to_decimal(&n, 4300).unwrap().len(), 4300);
        let n = BigInt::from(10).pow(4300);
        assert_eq!(
            to_decimal(&n, 4300).unwrap_err().message,
            "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
        );
        assert_eq!(to_decimal(&n, 0).unwrap().len(), 4301);
    }

    #[test]
    fn radix() {
        assert_eq!(to_radix(&BigInt::from(-255), 16), "-ff");
        assert_eq!(to_radix(&BigInt::from(5), 2), "101");
        assert_eq!(to_radix(&BigInt::from(0), 8), "0");
    }
}
