//! `int.from_bytes` and `int.to_bytes`.

use super::{BigInt, BigUint, bit_length, is_negative};
use crate::{Error, Result};
use dashu_int::ops::UnsignedAbs;

/// The byte order of an integer's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// Most significant byte first.
    Big,
    /// Least significant byte first.
    Little,
}

impl Endian {
    /// The machine's own order.
    pub const NATIVE: Endian = if cfg!(target_endian = "big") { Endian::Big } else { Endian::Little };
}

/// The integer whose bytes these are; `signed` reads them as two's complement.
pub fn from_bytes(bytes: &[u8], endian: Endian, signed: bool) -> BigInt {
    if bytes.is_empty() {
        return BigInt::ZERO;
    }
    match (endian, signed) {
        (Endian::Little, false) => BigUint::from_le_bytes(bytes).into(),
        (Endian::Big, false) => BigUint::from_be_bytes(bytes).into(),
        (Endian::Little, true) => BigInt::from_le_bytes(bytes),
        (Endian::Big, true) => BigInt::from_be_bytes(bytes),
    }
}

/// Exactly `length` bytes of `a`. Errors: `OverflowError` if they do not hold the value, or for a negative value
/// without `signed`. The caller limits `length`.
pub fn to_bytes(a: &BigInt, length: usize, endian: Endian, signed: bool) -> Result<Vec<u8>> {
    let negative = is_negative(a);
    if negative && !signed {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    let magnitude_bits = bit_length(a);
    let needed = if !signed {
        magnitude_bits
    } else if negative {
        // -2^n needs n+1 bits, every other value of n bits n+1 as well.
        bit_length(&(a + BigInt::ONE)) + 1
    } else if magnitude_bits == 0 {
        0
    } else {
        magnitude_bits + 1
    };
    if needed.div_ceil(8) > length {
        return Err(Error::overflow("int too big to convert"));
    }
    let mut out = a.unsigned_abs().to_le_bytes().into_vec();
    out.resize(length, 0);
    if negative {
        let mut carry = true;
        for byte in &mut out {
            let (sum, over) = (!*byte).overflowing_add(carry as u8);
            *byte = sum;
            carry = over;
        }
    }
    if endian == Endian::Big {
        out.reverse();
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_cpython() {
        let t = |a: i64, n, s| to_bytes(&BigInt::from(a), n, Endian::Big, s);
        assert_eq!(t(-128, 1, true).unwrap(), [0x80]);
        assert_eq!(t(-1, 3, true).unwrap(), [0xff, 0xff, 0xff]);
        assert_eq!(t(-256, 2, true).unwrap(), [0xff, 0]);
        assert_eq!(t(0, 0, true).unwrap(), []);
        assert_eq!(t(255, 1, false).unwrap(), [0xff]);
        assert_eq!(t(256, 1, false).unwrap_err().message, "int too big to convert");
        assert_eq!(t(128, 1, true).unwrap_err().message, "int too big to convert");
        assert_eq!(t(-129, 1, true).unwrap_err().message, "int too big to convert");
        assert_eq!(t(-1, 1, false).unwrap_err().message, "can't convert negative int to unsigned");
    }

    proptest! {
        #[test]
        fn round_trip(a: i128, extra in 0usize..9) {
            let big = BigInt::from(a);
            for e in [Endian::Big, Endian::Little] {
                let bytes = to_bytes(&big, 16 + extra, e, true).unwrap();
                prop_assert_eq!(from_bytes(&bytes, e, true), big.clone());
            }
            prop_assert_eq!(to_bytes(&big, 16, Endian::Little, true).unwrap(), a.to_le_bytes());
        }
    }
}
