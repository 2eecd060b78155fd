//! `factorial`, `perm` and `comb` over integers of any size.

use crate::int::{BigInt, bit_length, is_negative, to_i64, to_usize};
use crate::{Error, Result};

/// The product of `from, from + step, …` (`count` numbers), by halves, so that factors of equal size meet.
fn product(from: &BigInt, count: u64) -> BigInt {
    if count <= 8 {
        let mut factor = from.clone();
        let mut total = BigInt::ONE;
        for _ in 0..count {
            total *= &factor;
            factor += BigInt::ONE;
        }
        return total;
    }
    let half = count / 2;
    product(from, half) * product(&(from + BigInt::from(half)), count - half)
}

/// An upper bound of the bits of a product of `count` numbers of at most `largest`'s size is checked.
fn check_size(largest: &BigInt, count: u64, max_bits: usize) -> Result<()> {
    let bits = (bit_length(largest) as u64).saturating_sub(1).saturating_mul(count);
    if bits > max_bits as u64 { Err(Error::too_large()) } else { Ok(()) }
}

/// `math.factorial(n)`. Errors: `ValueError` below zero, `OverflowError`, `MemoryError` above `max_bits`.
pub fn factorial(n: &BigInt, max_bits: usize) -> Result<BigInt> {
    if is_negative(n) {
        return Err(Error::value("factorial() not defined for negative values"));
    }
    let Some(small) = to_i64(n) else {
        return Err(Error::overflow(format!("factorial() argument should not exceed {}", i64::MAX)));
    };
    // n! is at least (n/3)^n.
    check_size(&(n / BigInt::from(3)), small as u64, max_bits)?;
    Ok(product(&BigInt::ONE, small as u64))
}

fn not_negative(name: &str, n: &BigInt) -> Result<()> {
    if is_negative(n) {
        return Err(Error::value(format!("{name} must be a non-negative integer")));
    }
    Ok(())
}

/// `math.perm(n, k)`; without `k` it is [`factorial`]. Errors as for [`comb`].
pub fn perm(n: &BigInt, k: &BigInt, max_bits: usize) -> Result<BigInt> {
    not_negative("n", n)?;
    not_negative("k", k)?;
    if n < k {
        return Ok(BigInt::ZERO);
    }
    let Some(count) = to_i64(k) else {
        return Err(Error::overflow(format!("k must not exceed {}", i64::MAX)));
    };
    let lowest = n - k + BigInt::ONE;
    check_size(&lowest, count as u64, max_bits)?;
    check_size(&(n / BigInt::from(3)), (count as u64) / 2, max_bits)?;
    Ok(product(&lowest, count as u64))
}

/// `math.comb(n, k)`. Errors: `ValueError` for negative arguments, `OverflowError`, `MemoryError` above `max_bits`.
pub fn comb(n: &BigInt, k: &BigInt, max_bits: usize) -> Result<BigInt> {
    not_negative("n", n)?;
    not_negative("k", k)?;
    if n < k {
        return Ok(BigInt::ZERO);
    }
    let other = n - k;
    let k = if &other < k { &other } else { k };
    let Some(count) = to_i64(k) else {
        return Err(Error::overflow(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    let count = count as u64;
    if let (Some(n), true) = (to_usize(n), count <= 64) {
        // Small results: multiply and divide step by step while it fits.
        let steps =
            (0..count as u128).try_fold(1u128, |c, i| c.checked_mul(n as u128 - i).map(|product| product / (i + 1)));
        if let Some(c) = steps {
            return Ok(BigInt::from(c));
        }
    }
    // comb(n, k) is at least (n / k)^k, and the numerator is longer by k!.
    check_size(n, count, max_bits)?;
    let lowest = n - k + BigInt::ONE;
    Ok(product(&lowest, count) / product(&BigInt::ONE, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn b(n: i64) -> BigInt {
        BigInt::from(n)
    }

    #[test]
    fn recorded_from_cpython() {
        let limit = 1 << 30;
        assert_eq!(factorial(&b(0), limit).unwrap(), b(1));
        assert_eq!(factorial(&b(20), limit).unwrap(), b(2432902008176640000));
        assert_eq!(factorial(&b(30), limit).unwrap().to_string(), "265252859812191058636308480000000");
        assert_eq!(comb(&b(52), &b(5), limit).unwrap(), b(2598960));
        assert_eq!(
            comb(&b(200), &b(100), limit).unwrap().to_string(),
            "90548514656103281165404177077484163874504589675413336841320"
        );
        assert_eq!(perm(&b(10), &b(3), limit).unwrap(), b(720));
        assert_eq!(perm(&b(3), &b(4), limit).unwrap(), b(0));
        let huge = b(10).pow(30);
        assert_eq!(comb(&huge, &huge, limit).unwrap(), b(1));
        assert_eq!(
            comb(&huge, &b(2), limit).unwrap().to_string(),
            "499999999999999999999999999999500000000000000000000000000000"
        );
        for (error, message) in [
            (factorial(&b(-1), limit), "factorial() not defined for negative values"),
            (factorial(&huge, limit), "factorial() argument should not exceed 9223372036854775807"),
            (factorial(&b(i64::MAX), limit), ""),
            (comb(&b(-1), &b(2), limit), "n must be a non-negative integer"),
            (perm(&b(5), &b(-1), limit), "k must be a non-negative integer"),
            (perm(&huge, &b(10).pow(20), limit), "k must not exceed 9223372036854775807"),
            (comb(&b(i64::MAX), &b(1 << 50), limit), ""),
        ] {
            assert_eq!(error.unwrap_err().message, message);
        }
    }
}
