//! The functions of `math` over many numbers.

use rcpy_primitives::math as rules;

use crate::bytecode::BinaryOp;
use crate::memory::Ref;
use crate::object::kind;
use crate::runtime::{Args, PyResult, Thread};

/// The items of an iterable as floats.
fn floats(t: &Thread, iterable: &Ref) -> PyResult<Vec<f64>> {
    let mut numbers = Vec::new();
    t.for_each(iterable, |item| {
        if numbers.len() == numbers.capacity() {
            t.alloc_limit(numbers.len() * 16)?;
        }
        numbers.push(t.as_f64(&item)?);
        Ok(())
    })?;
    Ok(numbers)
}

pub fn fsum(t: &Thread, a: Args<'_>) -> PyResult {
    let numbers = floats(t, a.get(0))?;
    let time = numbers.len().saturating_mul(10);
    t.float(t.apart(time, || rules::fsum(numbers)).map_err(|e| t.raise_rule(e))?)
}

pub fn hypot(t: &Thread, a: Args<'_>) -> PyResult {
    let numbers = a.rest().iter().map(|v| t.as_f64(v)).collect::<PyResult<Vec<_>>>()?;
    t.float(rules::hypot(&numbers))
}

pub fn dist(t: &Thread, a: Args<'_>) -> PyResult {
    let (p, q) = (floats(t, a.get(0))?, floats(t, a.get(1))?);
    t.float(rules::dist(&p, &q).map_err(|e| t.raise_rule(e))?)
}

pub fn prod(t: &Thread, a: Args<'_>) -> PyResult {
    let mut result = match a.opt(1) {
        Some(start) => start.clone(),
        None => t.int(1)?,
    };
    t.for_each(a.get(0), |item| {
        let product = match (result.value().as_exact_int(), item.value().as_exact_int()) {
            (Some(x), Some(y)) => x.checked_mul(y),
            _ => None,
        };
        result = match product {
            Some(n) => t.int(n)?,
            None => t.binary(BinaryOp::Mul, &result, &item)?,
        };
        Ok(())
    })?;
    Ok(result)
}

pub fn sumprod(t: &Thread, a: Args<'_>) -> PyResult {
    let (p, q) = (t.collect(a.get(0))?, t.collect(a.get(1))?);
    if p.len() != q.len() {
        return Err(t.value_error("Inputs are not the same length"));
    }
    // Ints first, then floats (with ints among them) in extended precision, then whatever else with the operators.
    let mut total = 0i64;
    let mut i = 0;
    while i < p.len()
        && let (Some(x), Some(y)) = (p[i].value().as_exact_int(), q[i].value().as_exact_int())
        && let Some(sum) = x.checked_mul(y).and_then(|product| total.checked_add(product))
    {
        (total, i) = (sum, i + 1);
    }
    let mut result = t.int(total)?;
    let is_float = |v: &Ref| v.value().as_exact_float().is_some();
    // Instances of subclasses may have operators of their own.
    let is_plain_int = |v: &Ref| matches!(v.value().kind(), kind::INT | kind::BOOL) && t.as_i64(v).is_some();
    let is_number = |v: &Ref| is_float(v) || is_plain_int(v);
    let start = i;
    let mut any_float = false;
    while i < p.len() && is_number(&p[i]) && is_number(&q[i]) && (is_float(&p[i]) || is_float(&q[i])) {
        any_float = true;
        i += 1;
    }
    if any_float {
        let pairs = (start..i).map(|i| Ok((t.as_f64(&p[i])?, t.as_f64(&q[i])?))).collect::<PyResult<Vec<_>>>()?;
        let sum = t.float(rules::sum_of_products(pairs))?;
        result = if total == 0 { sum } else { t.binary(BinaryOp::Add, &result, &sum)? };
    }
    while i < p.len() {
        let product = t.binary(BinaryOp::Mul, &p[i], &q[i])?;
        result = t.binary(BinaryOp::Add, &result, &product)?;
        t.poll_every(i)?;
        i += 1;
    }
    Ok(result)
}
