//! `cmath` against results recorded from CPython 3.13 (`data/cmath.tsv`: function, argument, result), the 49 pairs of
//! special values among them.

use rcpy_primitives::float::{self, complex::Complex};
use rcpy_primitives::math::cmath::{Function, rect};
use rcpy_primitives::{Error, Result};

fn read(text: &str) -> Option<Complex> {
    let (re, im) = text.split_once(' ')?;
    Some(Complex::new(float::from_hex(re).ok()?, float::from_hex(im).ok()?))
}

/// Equal up to one unit in the last place; the sign of zero matters, that of a NaN does not.
fn close(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits()
        || (a.is_nan() && b.is_nan())
        || (a.is_finite()
            && b.is_finite()
            && a.is_sign_negative() == b.is_sign_negative()
            && a.to_bits().abs_diff(b.to_bits()) <= 1)
}

#[test]
fn recorded_from_cpython() {
    let (mut wrong, mut inexact, mut count) = (Vec::new(), 0, 0);
    for line in include_str!("data/cmath.tsv").lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let z = read(columns[1]).unwrap();
        let got = match columns[0] {
            "rect" => rect(z.re, z.im),
            name => Function::from_name(name).unwrap().apply(z),
        };
        let expected: Result<Complex> = match columns[2] {
            "ValueError: math domain error" => Err(Error::value("math domain error")),
            "OverflowError: math range error" => Err(Error::overflow("math range error")),
            other => Ok(read(other).unwrap()),
        };
        count += 1;
        let same = match (&got, &expected) {
            (Ok(a), Ok(b)) => {
                inexact += u32::from((a.re != b.re && !a.re.is_nan()) || (a.im != b.im && !a.im.is_nan()));
                close(a.re, b.re) && close(a.im, b.im)
            }
            (a, b) => a == b,
        };
        if !same {
            wrong.push(format!("{} {z:?}: {got:?} instead of {expected:?}", columns[0]));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
    assert!(inexact * 1000 < count, "{inexact} of {count} differ in the last place");
}
