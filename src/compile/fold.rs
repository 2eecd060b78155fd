//! Constant folding: what can be computed while compiling without changing what the program does.
//!
//! Nothing is folded that would raise, grow large, or depend on how floats are printed or rounded beyond IEEE 754.

use rcpy_syntax::ast::{BigInt, BinOp, Constant, Expr, ExprKind, Operator, Text, UnaryOp};

use crate::bytecode::{BinaryOp, Const};

/// Longest string, bytes or tuple made by folding, in units of `len()`.
const MAX_LENGTH: usize = 4096;

/// The operator as the bytecode numbers it.
pub(super) fn binary_op(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::MatMult => BinaryOp::MatMul,
        Operator::Div => BinaryOp::TrueDiv,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::LShift => BinaryOp::LShift,
        Operator::RShift => BinaryOp::RShift,
        Operator::BitOr => BinaryOp::Or,
        Operator::BitXor => BinaryOp::Xor,
        Operator::BitAnd => BinaryOp::And,
        Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

/// A literal's value.
pub(super) fn literal(c: &Constant) -> Const {
    match c {
        Constant::None => Const::None,
        Constant::True => Const::True,
        Constant::False => Const::False,
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(i) => Const::Int(*i),
        Constant::BigInt(b) => Const::BigInt(big_digits(b)),
        Constant::Float(f) => Const::Float(*f),
        Constant::Imaginary(f) => Const::Complex(0.0, *f),
        Constant::Str(s) => text(s),
        Constant::Bytes(b) => Const::Bytes(b.clone()),
    }
}

fn text(s: &Text) -> Const {
    match s {
        Text::Utf8(s) => Const::Str(s.clone()),
        Text::Wide(w) => Const::WideStr(w.clone()),
    }
}

/// Decimal digits as they are; powers of two become `0x…` by regrouping bits, which takes linear time.
fn big_digits(b: &BigInt) -> Box<str> {
    let per_digit = match b.radix {
        2 => 1,
        8 => 3,
        16 => return format!("0x{}", b.digits.to_ascii_lowercase()).into(),
        _ => return b.digits.clone(),
    };
    let mut nibbles = Vec::with_capacity(b.digits.len() * per_digit / 4 + 1);
    let (mut bits, mut count) = (0u32, 0);
    for digit in b.digits.bytes().rev() {
        bits |= u32::from(digit - b'0') << count;
        count += per_digit;
        while count >= 4 {
            nibbles.push(bits & 15);
            bits >>= 4;
            count -= 4;
        }
    }
    nibbles.push(bits);
    while nibbles.len() > 1 && nibbles.last() == Some(&0) {
        nibbles.pop();
    }
    let digits = nibbles.iter().rev().filter_map(|&n| char::from_digit(n, 16));
    "0x".chars().chain(digits).collect::<String>().into()
}

/// The value of an expression of literals.
pub(super) fn constant(e: &Expr) -> Option<Const> {
    match &e.kind {
        ExprKind::Constant(c) => Some(literal(c)),
        ExprKind::UnaryOp(op, v) => unary(*op, constant(v)?),
        ExprKind::BinOp(b) => chain(b),
        ExprKind::Tuple(items) => items.iter().map(constant).collect::<Option<Box<[_]>>>().map(Const::Tuple),
        _ => None,
    }
}

fn chain(b: &BinOp) -> Option<Const> {
    let mut value = constant(&b.left)?;
    for step in &b.rest {
        value = binary(binary_op(step.op), &value, &constant(&step.right)?)?;
    }
    Some(value)
}

fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    Some(match (op, value) {
        (UnaryOp::Not, v) if !matches!(v, Const::Code(_)) => boolean(!truth(&v)),
        (UnaryOp::USub, Const::Int(i)) => integer(-i128::from(i)),
        (UnaryOp::USub, Const::BigInt(s)) => match s.strip_prefix('-') {
            Some(digits) => Const::BigInt(digits.into()),
            None if &*s == "9223372036854775808" || &*s == "0x8000000000000000" => Const::Int(i64::MIN),
            None => Const::BigInt(format!("-{s}").into()),
        },
        (UnaryOp::USub, Const::Float(f)) => Const::Float(-f),
        (UnaryOp::USub, Const::Complex(a, b)) => Const::Complex(-a, -b),
        (UnaryOp::UAdd, v @ (Const::Int(_) | Const::BigInt(_) | Const::Float(_) | Const::Complex(..))) => v,
        (UnaryOp::Invert, Const::Int(i)) => Const::Int(!i),
        _ => return None,
    })
}

fn boolean(b: bool) -> Const {
    if b { Const::True } else { Const::False }
}

fn integer(i: i128) -> Const {
    i64::try_from(i).map_or_else(|_| Const::BigInt(i.to_string().into()), Const::Int)
}

/// `left op right`, if it is folded.
pub(super) fn binary(op: BinaryOp, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Int(a), Const::Int(b)) => integers(op, *a, *b),
        (Const::Float(a), Const::Float(b)) => floats(op, *a, *b),
        (Const::Float(a), Const::Int(b)) => floats(op, *a, exact(*b)?),
        (Const::Int(a), Const::Float(b)) => floats(op, exact(*a)?, *b),
        (Const::Int(a), Const::Complex(x, y)) => complex(op, exact(*a)?, *x, *y),
        (Const::Float(a), Const::Complex(x, y)) => complex(op, *a, *x, *y),
        (Const::Str(a), Const::Str(b)) if op == BinaryOp::Add && a.len() + b.len() <= MAX_LENGTH => {
            Some(Const::Str(format!("{a}{b}").into()))
        }
        (Const::Bytes(a), Const::Bytes(b)) if op == BinaryOp::Add && a.len() + b.len() <= MAX_LENGTH => {
            Some(Const::Bytes([&**a, &**b].concat().into()))
        }
        (Const::Tuple(a), Const::Tuple(b)) if op == BinaryOp::Add && a.len() + b.len() <= MAX_LENGTH => {
            Some(Const::Tuple(a.iter().chain(b).cloned().collect()))
        }
        (sequence, Const::Int(n)) | (Const::Int(n), sequence) if op == BinaryOp::Mul => repeat(sequence, *n),
        _ => None,
    }
}

fn repeat(sequence: &Const, times: i64) -> Option<Const> {
    let times = usize::try_from(times.max(0)).ok()?;
    let fits = |length: usize, limit: usize| length.checked_mul(times).is_some_and(|n| n <= limit);
    match sequence {
        Const::Str(s) if fits(s.len(), MAX_LENGTH) => Some(Const::Str(s.repeat(times).into())),
        Const::Bytes(b) if fits(b.len(), MAX_LENGTH) => Some(Const::Bytes(b.repeat(times).into())),
        Const::Tuple(t) if fits(t.len(), 256) && !t.iter().any(|c| matches!(c, Const::Tuple(_))) => {
            Some(Const::Tuple((0..times).flat_map(|_| t.iter().cloned()).collect()))
        }
        _ => None,
    }
}

/// An integer that a float represents exactly.
fn exact(i: i64) -> Option<f64> {
    (i.unsigned_abs() <= 1 << 53).then_some(i as f64)
}

fn integers(op: BinaryOp, a: i64, b: i64) -> Option<Const> {
    let (x, y) = (i128::from(a), i128::from(b));
    let result = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul => x.checked_mul(y)?,
        BinaryOp::FloorDiv if b != 0 => x.div_euclid(y) - i128::from(y < 0 && x.rem_euclid(y) != 0),
        BinaryOp::Mod if b != 0 => {
            let rest = x.rem_euclid(y);
            if y < 0 && rest != 0 { rest + y } else { rest }
        }
        BinaryOp::TrueDiv if b != 0 => return Some(Const::Float(exact(a)? / exact(b)?)),
        BinaryOp::Pow => x.checked_pow(u32::try_from(b).ok().filter(|&b| b <= 128)?)?,
        BinaryOp::LShift if (0..=126).contains(&b) => {
            let shifted = x << b;
            if shifted >> b != x {
                return None;
            }
            shifted
        }
        BinaryOp::RShift if b >= 0 => x >> b.min(64),
        BinaryOp::And => x & y,
        BinaryOp::Or => x | y,
        BinaryOp::Xor => x ^ y,
        _ => return None,
    };
    Some(integer(result))
}

fn floats(op: BinaryOp, a: f64, b: f64) -> Option<Const> {
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::TrueDiv if b != 0.0 => a / b,
        _ => return None,
    };
    Some(Const::Float(result))
}

/// A real and a complex number, as in `1 + 2j`: the real one is widened first.
fn complex(op: BinaryOp, a: f64, x: f64, y: f64) -> Option<Const> {
    match op {
        BinaryOp::Add => Some(Const::Complex(a + x, 0.0 + y)),
        BinaryOp::Sub => Some(Const::Complex(a - x, 0.0 - y)),
        _ => None,
    }
}

/// Whether a constant is true.
pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::BigInt(_) | Const::Code(_) => true,
        Const::Int(i) => *i != 0,
        Const::Float(f) => *f != 0.0,
        Const::Complex(a, b) => *a != 0.0 || *b != 0.0,
        Const::Str(s) => !s.is_empty(),
        Const::WideStr(w) => !w.is_empty(),
        Const::Bytes(b) => !b.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

/// Python's `==` on the constants that can be keys of a mapping pattern.
pub(super) fn equal(a: &Const, b: &Const) -> bool {
    let number = |c: &Const| match c {
        Const::True => Some((1.0, 0.0)),
        Const::False => Some((0.0, 0.0)),
        Const::Int(i) => exact(*i).map(|f| (f, 0.0)),
        Const::Float(f) => Some((*f, 0.0)),
        Const::Complex(a, b) => Some((*a, *b)),
        _ => None,
    };
    match (number(a), number(b)) {
        (Some(x), Some(y)) => x == y,
        _ => a == b,
    }
}

/// A docstring without its indentation, as `inspect.cleandoc` leaves it but for blank lines at the ends.
pub(super) fn clean_docstring(doc: &Text) -> Const {
    let Text::Utf8(doc) = doc else { return text(doc) };
    let doc = expand_tabs(doc);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut lines = doc.split('\n');
    let first = lines.next().unwrap_or("");
    let margin = lines.clone().filter(|line| line.len() > indent(line)).map(indent).min().unwrap_or(0);
    let mut clean = first.trim_start_matches(' ').to_owned();
    for line in lines {
        clean.push('\n');
        clean.push_str(&line[margin.min(indent(line))..]);
    }
    Const::Str(clean.into())
}

/// `str.expandtabs(8)`.
fn expand_tabs(s: &str) -> std::borrow::Cow<'_, str> {
    if !s.contains('\t') {
        return s.into();
    }
    let mut out = String::with_capacity(s.len() + 16);
    let mut column = 0;
    for c in s.chars() {
        match c {
            '\t' => {
                let spaces = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            _ => {
                out.push(c);
                column = if matches!(c, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integer_division_rounds_down() {
        for a in -7i64..=7 {
            for b in (-3i64..=3).filter(|b| *b != 0) {
                let floor = (a as f64 / b as f64).floor() as i64;
                assert_eq!(integers(BinaryOp::FloorDiv, a, b), Some(Const::Int(floor)), "{a} // {b}");
                assert_eq!(integers(BinaryOp::Mod, a, b), Some(Const::Int(a - floor * b)), "{a} % {b}");
            }
        }
    }

    #[test]
    fn what_would_raise_or_grow_is_left_alone() {
        assert_eq!(integers(BinaryOp::FloorDiv, 1, 0), None);
        assert_eq!(integers(BinaryOp::LShift, 1, -1), None);
        assert_eq!(integers(BinaryOp::Pow, 2, 1000), None);
        assert_eq!(floats(BinaryOp::TrueDiv, 1.0, 0.0), None);
        assert_eq!(repeat(&Const::Str("ab".into()), 1 << 40), None);
    }

    #[test]
    fn large_literals_of_bits_become_hexadecimal() {
        let digits = |radix, s: &str| big_digits(&BigInt { radix, digits: s.into() });
        assert_eq!(&*digits(8, "7777777777777777777777"), "0x3ffffffffffffffff");
        assert_eq!(&*digits(2, &format!("1{}", "0".repeat(64))), "0x10000000000000000");
    }

    #[test]
    fn docstrings_lose_their_indentation() {
        let doc = Text::Utf8("  One.\n\n    Two\n      three\n    ".into());
        assert_eq!(clean_docstring(&doc), Const::Str("One.\n\nTwo\n  three\n".into()));
    }
}
