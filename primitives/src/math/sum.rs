//! Sums that lose nothing: `fsum`, `sumprod`, `hypot` and `dist`.

use crate::float::ldexp;
use crate::{Error, Result};

/// A sum of floats as partial sums that do not overlap, so that no bit is lost (Shewchuk).
#[derive(Clone, Debug, Default)]
struct Partials {
    parts: Vec<f64>,
}

impl Partials {
    fn add(&mut self, mut x: f64) {
        let mut kept = 0;
        for i in 0..self.parts.len() {
            let mut y = self.parts[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.parts[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.parts.truncate(kept);
        if x != 0.0 {
            self.parts.push(x);
        }
    }

    /// The sum, rounded once, ties to even.
    fn total(mut self) -> f64 {
        let Some(mut high) = self.parts.pop() else {
            return 0.0;
        };
        let mut low = 0.0;
        while let Some(y) = self.parts.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // A remainder of exactly half a unit was rounded to even; what is below it decides.
        if let Some(next) = self.parts.last()
            && ((low < 0.0 && *next < 0.0) || (low > 0.0 && *next > 0.0))
        {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
        high
    }
}

/// `math.fsum(values)`. Errors: `OverflowError`, `ValueError` for infinities of both signs.
pub fn fsum(values: impl IntoIterator<Item = f64>) -> Result<f64> {
    let mut partials = Partials::default();
    let (mut infinities, mut specials) = (0.0, 0.0);
    for x in values {
        if !x.is_finite() {
            if x.is_infinite() {
                infinities += x;
            }
            specials += x;
            continue;
        }
        partials.add(x);
        if partials.parts.last().is_some_and(|p| !p.is_finite()) {
            return Err(Error::overflow("intermediate overflow in fsum"));
        }
    }
    if specials != 0.0 {
        if f64::is_nan(infinities) {
            return Err(Error::value("-inf + inf in fsum"));
        }
        return Ok(specials);
    }
    Ok(partials.total())
}

/// The sum of the products of pairs of floats, rounded once: what `math.sumprod` computes for floats.
pub fn sum_of_products(pairs: impl IntoIterator<Item = (f64, f64)> + Clone) -> f64 {
    let mut partials = Partials::default();
    for (a, b) in pairs.clone() {
        let high = a * b;
        let low = a.mul_add(b, -high);
        if !high.is_finite() || !low.is_finite() {
            return pairs.into_iter().map(|(a, b)| a * b).sum();
        }
        partials.add(high);
        partials.add(low);
    }
    let total = partials.total();
    if total.is_nan() { pairs.into_iter().map(|(a, b)| a * b).sum() } else { total }
}

/// `math.hypot(*values)`: the length of a vector, within a unit in the last place.
pub fn hypot(values: &[f64]) -> f64 {
    let mut largest = 0.0f64;
    let mut nan = false;
    for x in values {
        nan |= x.is_nan();
        largest = largest.max(x.abs());
    }
    if largest.is_infinite() {
        return f64::INFINITY;
    }
    if nan {
        return f64::NAN;
    }
    if largest == 0.0 || values.len() == 1 {
        return largest;
    }
    // Scaled by a power of two to below one, so that no square overflows and none that matters underflows.
    let exponent = i64::from(libm::frexp(largest).1);
    let scale = |x: f64| ldexp(x, -exponent);
    let mut squares = Partials::default();
    for x in values {
        let x = scale(*x);
        let high = x * x;
        squares.add(high);
        squares.add(x.mul_add(x, -high));
    }
    let root = squares.clone().total().sqrt();
    // One step of Newton's method on the exact remainder.
    let square = root * root;
    squares.add(-square);
    squares.add(-root.mul_add(root, -square));
    ldexp(root + squares.total() / (2.0 * root), exponent)
}

/// `math.dist(p, q)`. Errors: `ValueError` for points of different dimensions.
pub fn dist(p: &[f64], q: &[f64]) -> Result<f64> {
    if p.len() != q.len() {
        return Err(Error::value("both points must have the same number of dimensions"));
    }
    let differences: Vec<f64> = p.iter().zip(q).map(|(a, b)| a - b).collect();
    Ok(hypot(&differences))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn recorded_from_cpython() {
        assert_eq!(fsum([0.1; 10]), Ok(1.0));
        assert_eq!(fsum([1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50]), Ok(1e-100));
        assert_eq!(fsum([1e308, 1e308]).unwrap_err().message, "intermediate overflow in fsum");
        assert_eq!(fsum([f64::INFINITY, f64::NEG_INFINITY]).unwrap_err().message, "-inf + inf in fsum");
        assert_eq!(fsum([f64::INFINITY, 1.0]), Ok(f64::INFINITY));
        assert!(fsum([f64::NAN, 1.0]).unwrap().is_nan());
        assert_eq!(fsum([1.0, 2f64.powi(-53), 2f64.powi(-106)]), Ok(1.0000000000000002));
        assert_eq!(sum_of_products([(10.0, 0.1), (20.0, 0.2), (30.0, 0.3)]), 14.0);
        assert_eq!(sum_of_products([(1e308, 10.0), (1.0, 1.0)]), f64::INFINITY);
        assert_eq!(hypot(&[3.0, 4.0]), 5.0);
        assert_eq!(hypot(&[1e308, 1e308]), 1.4142135623730951e308);
        assert_eq!(hypot(&[1e-320, 1e-320]), 1.414e-320);
        assert_eq!(hypot(&[f64::NAN, f64::INFINITY]), f64::INFINITY);
        assert_eq!(hypot(&[]), 0.0);
        assert_eq!(dist(&[1.0, 2.0], &[4.0, 6.0]), Ok(5.0));
        assert!(dist(&[1.0], &[]).is_err());
    }

    proptest! {
        #[test]
        fn fsum_of_integers_is_exact(values in prop::collection::vec(any::<i32>(), 0..50)) {
            let exact: i64 = values.iter().map(|v| i64::from(*v)).sum();
            prop_assert_eq!(fsum(values.iter().map(|v| f64::from(*v))), Ok(exact as f64));
        }
    }
}
