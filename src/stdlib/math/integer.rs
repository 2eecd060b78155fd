//! The functions of `math` that take or give integers.

use rcpy_primitives::int::{self as big, BigInt};
use rcpy_primitives::math as rules;

use crate::memory::Ref;
use crate::object::number::IntValue;
use crate::runtime::long::product_time;
use crate::runtime::{Args, PyResult, Thread};

/// The special method that rounds, or `None` where the class has none.
fn by_dunder(t: &Thread, value: &Ref, name: &str) -> PyResult<Option<Ref>> {
    t.call_special(value, &t.intern(name), &[])
}

pub fn floor(t: &Thread, a: Args<'_>) -> PyResult {
    match by_dunder(t, a.get(0), "__floor__")? {
        Some(result) => Ok(result),
        None => t.big_int(big::from_float(t.as_f64(a.get(0))?.floor()).map_err(|e| t.raise_rule(e))?),
    }
}

pub fn ceil(t: &Thread, a: Args<'_>) -> PyResult {
    match by_dunder(t, a.get(0), "__ceil__")? {
        Some(result) => Ok(result),
        None => t.big_int(big::from_float(t.as_f64(a.get(0))?.ceil()).map_err(|e| t.raise_rule(e))?),
    }
}

pub fn trunc(t: &Thread, a: Args<'_>) -> PyResult {
    match by_dunder(t, a.get(0), "__trunc__")? {
        Some(result) => Ok(result),
        None => {
            let name = t.type_name(a.get(0));
            Err(t.type_error(format!("type {name} doesn't define __trunc__ method")))
        }
    }
}

fn small_gcd(mut x: u64, mut y: u64) -> u64 {
    while y != 0 {
        (x, y) = (y, x % y);
    }
    x
}

pub fn gcd(t: &Thread, a: Args<'_>) -> PyResult {
    let mut small = 0u64;
    for (i, arg) in a.rest().iter().enumerate() {
        let object = t.index_object(arg)?;
        match t.int_value(&object).expect("an int object") {
            IntValue::Small(n) => small = small_gcd(small, n.unsigned_abs()),
            IntValue::Big(_) => return big_gcd(t, small, &a.rest()[i..]),
        }
    }
    t.int_from_u64(small)
}

fn big_gcd(t: &Thread, so_far: u64, args: &[Ref]) -> PyResult {
    let mut result = BigInt::from(so_far);
    for arg in args {
        let n = t.to_big_index(arg)?;
        t.check_bits(big::bit_length(&n))?;
        let (words, others) = (big::bit_length(&result) / 64, big::bit_length(&n) / 64);
        result = t.apart(product_time(words.max(others), words.min(others)), || big::gcd(&result, &n));
    }
    t.big_int(result)
}

pub fn lcm(t: &Thread, a: Args<'_>) -> PyResult {
    let mut result = BigInt::from(1);
    for arg in a.rest() {
        let n = t.to_big_index(arg)?;
        let (words, others) = (big::bit_length(&result) / 64, big::bit_length(&n) / 64);
        let most = t.max_bits();
        let multiple = t.apart(product_time(words, others), || big::lcm(&result, &n, most));
        result = multiple.map_err(|e| t.raise_rule(e))?;
    }
    t.big_int(result)
}

pub fn isqrt(t: &Thread, a: Args<'_>) -> PyResult {
    let n = t.to_big_index(a.get(0))?;
    t.check_bits(big::bit_length(&n))?;
    let words = big::bit_length(&n) / 64;
    t.big_int(t.apart(product_time(words, words), || big::isqrt(&n)).map_err(|e| t.raise_rule(e))?)
}

/// About how many nanoseconds a product of so many factors of a word takes.
fn factors_time(n: &BigInt) -> usize {
    let words = big::to_usize(n).unwrap_or(0) / 4;
    product_time(words, words)
}

pub fn factorial(t: &Thread, a: Args<'_>) -> PyResult {
    let n = t.to_big_index(a.get(0))?;
    let most = t.max_bits();
    t.big_int(t.apart(factors_time(&n), || rules::factorial(&n, most)).map_err(|e| t.raise_rule(e))?)
}

pub fn comb(t: &Thread, a: Args<'_>) -> PyResult {
    let (n, k) = (t.to_big_index(a.get(0))?, t.to_big_index(a.get(1))?);
    let most = t.max_bits();
    // As many factors as the smaller of the two sides.
    let factors = if k.clone() + k.clone() > n { n.clone() - k.clone() } else { k.clone() };
    let result = t.apart(factors_time(&factors), || rules::comb(&n, &k, most));
    t.big_int(result.map_err(|e| t.raise_rule(e))?)
}

pub fn perm(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(k) = a.opt_not_none(t, 1) else { return factorial(t, a) };
    let (n, k) = (t.to_big_index(a.get(0))?, t.to_big_index(k)?);
    let most = t.max_bits();
    let result = t.apart(factors_time(&k), || rules::perm(&n, &k, most));
    t.big_int(result.map_err(|e| t.raise_rule(e))?)
}
