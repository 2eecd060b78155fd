//! The replacement fields of `str.format`.

use crate::text::{Unit, decimal_value};
use crate::{Error, Result};
use std::ops::Range;

/// A literal and the field that follows it. Ranges are indices into the format text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Literal text; a doubled brace is split over two pieces, the first of which ends with one brace.
    pub literal: Range<usize>,
    /// The field, if one follows.
    pub field: Option<Field>,
}

/// A replacement field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field name with its attributes and items: see [`split_field_name`].
    pub name: Range<usize>,
    /// The character after `!`.
    pub conversion: Option<u32>,
    /// The format spec.
    pub spec: Range<usize>,
    /// True if the spec has braces and is to be formatted itself first.
    pub nested: bool,
}

/// The pieces of a format text.
#[derive(Clone, Debug)]
pub struct Pieces<'a, T> {
    text: &'a [T],
    at: usize,
}

const OPEN: u32 = b'{' as u32;
const CLOSE: u32 = b'}' as u32;

impl<'a, T: Unit> Pieces<'a, T> {
    /// The pieces of all of `text`; for a nested spec, of that part of it.
    pub fn new(text: &'a [T]) -> Self {
        Pieces { text, at: 0 }
    }

    fn take(&mut self) -> Option<u32> {
        let c = self.text.get(self.at)?.code();
        self.at += 1;
        Some(c)
    }

    fn piece(&mut self) -> Result<Piece> {
        let start = self.at;
        let brace = loop {
            match self.take() {
                None => return Ok(Piece { literal: start..self.at, field: None }),
                Some(c @ (OPEN | CLOSE)) => break c,
                Some(_) => {}
            }
        };
        if self.text.get(self.at).is_some_and(|u| u.code() == brace) {
            // A doubled brace: one of them is literal.
            self.at += 1;
            return Ok(Piece { literal: start..self.at - 1, field: None });
        }
        if brace == CLOSE {
            return Err(Error::value("Single '}' encountered in format string"));
        }
        if self.at == self.text.len() {
            return Err(Error::value("Single '{' encountered in format string"));
        }
        let literal = start..self.at - 1;
        Ok(Piece { literal, field: Some(self.field()?) })
    }

    fn field(&mut self) -> Result<Field> {
        let start = self.at;
        let end = loop {
            let Some(c) = self.take() else {
                return Err(Error::value("expected '}' before end of string"));
            };
            match char::from_u32(c) {
                Some('{') => return Err(Error::value("unexpected '{' in field name")),
                Some('[') => {
                    // Anything may stand in brackets.
                    let rest = &self.text[self.at..];
                    self.at += rest.iter().position(|u| u.code() == u32::from(b']')).unwrap_or(rest.len());
                }
                Some(c @ ('}' | ':' | '!')) => break c,
                _ => {}
            }
        };
        let mut field = Field { name: start..self.at - 1, conversion: None, spec: self.at..self.at, nested: false };
        if end == '}' {
            return Ok(field);
        }
        if end == '!' {
            let Some(conversion) = self.take() else {
                return Err(Error::value("end of string while looking for conversion specifier"));
            };
            field.conversion = Some(conversion);
            match self.take() {
                Some(CLOSE) => return Ok(field),
                Some(c) if c != u32::from(b':') => {
                    return Err(Error::value("expected ':' after conversion specifier"));
                }
                _ => {}
            }
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(c) = self.take() {
            if c == OPEN {
                field.nested = true;
                depth += 1;
            } else if c == CLOSE {
                depth -= 1;
                if depth == 0 {
                    field.spec = start..self.at - 1;
                    return Ok(field);
                }
            }
        }
        Err(Error::value("unmatched '{' in format spec"))
    }
}

impl<T: Unit> Iterator for Pieces<'_, T> {
    type Item = Result<Piece>;

    fn next(&mut self) -> Option<Result<Piece>> {
        if self.at >= self.text.len() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.at = self.text.len();
        }
        Some(piece)
    }
}

/// The first part of a field name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// `{}`: the next positional argument.
    Automatic,
    /// `{3}`
    Index(usize),
    /// `{name}`
    Name(Range<usize>),
}

/// A step from a field's value to what is formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name`
    Attribute(Range<usize>),
    /// `[3]`
    Index(usize),
    /// `[name]`
    Key(Range<usize>),
    /// No step: an error, which comes after the steps before it were taken. Always the last.
    Wrong(Error),
}

/// The value of a name that is a number. Errors: `ValueError` above the largest index.
fn index_of<T: Unit>(name: &[T]) -> Result<Option<usize>> {
    if name.is_empty() {
        return Ok(None);
    }
    let mut value = 0usize;
    for u in name {
        let Some(digit) = decimal_value(u.code()) else {
            return Ok(None);
        };
        value = value
            .checked_mul(10)
            .and_then(|n| n.checked_add(digit.into()))
            .filter(|n| *n <= isize::MAX as usize)
            .ok_or_else(|| Error::value("Too many decimal digits in format string"))?;
    }
    Ok(Some(value))
}

/// Splits a field name into its first part and the steps that follow. Ranges are indices into `text`, as `name` is.
pub fn split_field_name<T: Unit>(text: &[T], name: Range<usize>) -> Result<(FieldName, Vec<Step>)> {
    let is = |i: usize, c: u8| text[i].code() == u32::from(c);
    let starts_step = |i: &usize| is(*i, b'.') || is(*i, b'[');
    let first = name.start..name.clone().find(starts_step).unwrap_or(name.end);
    let mut at = first.end;
    let head = match index_of(&text[first.clone()])? {
        Some(index) => FieldName::Index(index),
        None if first.is_empty() => FieldName::Automatic,
        None => FieldName::Name(first),
    };
    let mut steps = Vec::new();
    while at < name.end {
        let start = at + 1;
        let mut step = || {
            let (part, item) = if is(at, b'.') {
                (start..(start..name.end).find(starts_step).unwrap_or(name.end), false)
            } else if is(at, b'[') {
                let end = (start..name.end).find(|i| is(*i, b']'));
                (start..end.ok_or_else(|| Error::value("Missing ']' in format string"))?, true)
            } else {
                return Err(Error::value("Only '.' or '[' may follow ']' in format field specifier"));
            };
            if part.is_empty() {
                return Err(Error::value("Empty attribute in format string"));
            }
            at = part.end + usize::from(item);
            if !item {
                return Ok(Step::Attribute(part));
            }
            Ok(index_of(&text[part.clone()])?.map_or(Step::Key(part), Step::Index))
        };
        match step() {
            Ok(step) => steps.push(step),
            Err(error) => {
                steps.push(Step::Wrong(error));
                break;
            }
        }
    }
    Ok((head, steps))
}

/// Whether the fields of a format text are numbered automatically or by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// No positional field was seen yet.
    #[default]
    Undecided,
    /// `{}` fields; how many were seen.
    Automatic(usize),
    /// `{0}` fields.
    Manual,
}

impl Numbering {
    /// The index that `{}` stands for. Errors: `ValueError` after a numbered field.
    pub fn automatic(&mut self) -> Result<usize> {
        let next = match self {
            Numbering::Undecided => 0,
            Numbering::Automatic(n) => *n,
            Numbering::Manual => {
                return Err(Error::value("cannot switch from manual field specification to automatic field numbering"));
            }
        };
        *self = Numbering::Automatic(next + 1);
        Ok(next)
    }

    /// Notes a numbered field. Errors: `ValueError` after a `{}` field.
    pub fn manual(&mut self) -> Result<()> {
        if matches!(self, Numbering::Automatic(_)) {
            return Err(Error::value("cannot switch from automatic field numbering to manual field specification"));
        }
        *self = Numbering::Manual;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(s: &str) -> Result<Vec<Piece>> {
        Pieces::new(s.as_bytes()).collect()
    }

    fn message(s: &str) -> String {
        let fields = all(s).and_then(|pieces| {
            pieces.into_iter().filter_map(|p| p.field).try_for_each(|f| {
                match split_field_name(s.as_bytes(), f.name)?.1.pop() {
                    Some(Step::Wrong(error)) => Err(error),
                    _ => Ok(()),
                }
            })
        });
        fields.unwrap_err().message.into_owned()
    }

    #[test]
    fn pieces() {
        let p = all("ab{0.x[1][k-]!r:>{w}}c{{d}}").unwrap();
        assert_eq!(p[0].literal, 0..2);
        let f = p[0].field.clone().unwrap();
        assert_eq!((f.conversion, f.nested, f.spec), (Some(u32::from(b'r')), true, 16..20));
        assert_eq!(
            split_field_name(b"ab{0.x[1][k-]!r:>{w}}c{{d}}", f.name).unwrap(),
            (FieldName::Index(0), vec![Step::Attribute(5..6), Step::Index(1), Step::Key(10..12)])
        );
        assert_eq!(p[1..].iter().map(|p| p.literal.clone()).collect::<Vec<_>>(), [21..23, 24..26]);
        assert_eq!(split_field_name(b"[0]", 0..3).unwrap(), (FieldName::Automatic, vec![Step::Index(0)]));
        assert_eq!(split_field_name(b"0]", 0..2).unwrap().0, FieldName::Name(0..2));
    }

    #[test]
    fn messages_as_cpython() {
        for (s, m) in [
            ("{", "Single '{' encountered in format string"),
            ("}", "Single '}' encountered in format string"),
            ("a}", "Single '}' encountered in format string"),
            ("{a", "expected '}' before end of string"),
            ("{0!", "end of string while looking for conversion specifier"),
            ("{0!rr}", "expected ':' after conversion specifier"),
            ("{0!}", "unmatched '{' in format spec"),
            ("{0[}", "expected '}' before end of string"),
            ("{0[]}", "Empty attribute in format string"),
            ("{0.}", "Empty attribute in format string"),
            ("{0[a]b}", "Only '.' or '[' may follow ']' in format field specifier"),
            ("{0:", "unmatched '{' in format spec"),
            ("{:{{}", "unmatched '{' in format spec"),
            ("{0!r", "unmatched '{' in format spec"),
            ("{99999999999999999999}", "Too many decimal digits in format string"),
            ("{0[99999999999999999999]}", "Too many decimal digits in format string"),
            ("{a{b}}", "unexpected '{' in field name"),
        ] {
            assert_eq!(message(s), m, "{s}");
        }
        let mut n = Numbering::default();
        assert_eq!((n.automatic(), n.automatic()), (Ok(0), Ok(1)));
        assert!(n.manual().is_err());
    }

    proptest! {
        #[test]
        fn never_panics(s in r"[{}\[\].!:a0]{0,16}") {
            for piece in Pieces::new(s.as_bytes()) {
                if let Ok(Piece { field: Some(f), .. }) = piece {
                    let _ = split_field_name(s.as_bytes(), f.name);
                }
            }
        }
    }
}
