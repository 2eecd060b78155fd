//! Formatting against results recorded from CPython 3.13 (`data/format.tsv`: kind, value, spec, outcome, text).

use rcpy_primitives::float::complex::Complex;
use rcpy_primitives::{BigInt, Error, ErrorKind, Result, float, format};

const LIMIT: usize = 1 << 30;

fn unescape(s: &str) -> String {
    let mut out = String::new();
    let mut chars = s.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push(if chars.next() == Some('n') { '\n' } else { '\\' }),
            c => out.push(c),
        }
    }
    out
}

fn run(kind: &str, value: &str, spec: &str) -> Result<String> {
    match kind {
        "i" => format::int(&value.parse::<BigInt>().unwrap(), spec, "int", 4300, LIMIT),
        "f" => format::float(float::from_hex(value)?, spec, "float", LIMIT),
        "c" => {
            let (re, im) = value.split_once(' ').unwrap();
            let value = Complex::new(float::from_hex(re)?, float::from_hex(im)?);
            format::complex(value, spec, "complex", LIMIT)
        }
        _ => format::text(value.chars().count(), spec, "str", LIMIT).map(|layout| layout.apply(value)),
    }
}

#[test]
fn recorded_from_cpython() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("data/format.tsv").lines() {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap();
        let (kind, value, spec, outcome, text) = (column(), column(), column(), column(), column());
        let (spec, text) = (unescape(spec), unescape(text));
        let expected = match outcome {
            "ok" => Ok(text),
            "ValueError" => Err(Error::new(ErrorKind::Value, text)),
            "OverflowError" => Err(Error::new(ErrorKind::Overflow, text)),
            other => panic!("{other}"),
        };
        let got = run(kind, value, &spec);
        if got != expected {
            wrong.push(format!("{kind} {value} {spec:?}: {got:?} instead of {expected:?}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    assert!(count > 5000);
}

#[test]
fn sizes_are_checked() {
    assert_eq!(format::float(1.5, "2000000000.3f", "float", LIMIT), Err(Error::too_large()));
    assert_eq!(format::float(1.5, ".2000000000f", "float", LIMIT), Err(Error::too_large()));
    assert!(format::text(3, "9999999999", "str", LIMIT).is_err());
    assert_eq!(format::float(1.5, ".70000f", "float", LIMIT).unwrap().len(), 70002);
}
