//! The format-spec mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use crate::text::decimal_value;
use crate::{Error, Result};

/// Where the padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`: padding on the right.
    Left,
    /// `>`: padding on the left.
    Right,
    /// `^`: padding on both sides.
    Center,
    /// `=`: padding after the sign.
    AfterSign,
}

/// Which signs are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignMode {
    /// Minus signs only.
    Minus,
    /// A plus sign in front of other numbers.
    Plus,
    /// A space in front of other numbers.
    Space,
}

/// How digits are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Not at all.
    None,
    /// `,` between thousands.
    Comma,
    /// `_` between thousands, or between four digits of the bases 2, 8 and 16.
    Underscore,
}

impl Grouping {
    /// The separator.
    pub fn separator(self) -> Option<char> {
        match self {
            Grouping::None => None,
            Grouping::Comma => Some(','),
            Grouping::Underscore => Some('_'),
        }
    }
}

/// A parsed format spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The padding character.
    pub fill: char,
    /// Where the padding goes.
    pub align: Align,
    /// The sign option, if one was given.
    pub sign: Option<SignMode>,
    /// `z`: a result that rounds to zero has no minus sign.
    pub no_negative_zero: bool,
    /// `#`: the alternate form.
    pub alternate: bool,
    /// The minimal width in code points; 0 if none was given.
    pub width: usize,
    /// The grouping option.
    pub grouping: Grouping,
    /// The precision, if one was given.
    pub precision: Option<usize>,
    /// The presentation type; `\0` if none was given and the type has no default.
    pub kind: char,
}

fn align_of(c: char) -> Option<Align> {
    match c {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

impl Spec {
    /// Parses a spec. `kind` and `align` are what holds if the spec does not say; `type_name` names the formatted value's
    /// type in errors. Errors: `ValueError`, and `MemoryError` if the width or the precision is above `limit`.
    pub fn parse(text: &str, kind: char, align: Align, type_name: &str, limit: usize) -> Result<Spec> {
        let default_align = align;
        let mut spec = Spec {
            fill: ' ',
            align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: Grouping::None,
            precision: None,
            kind,
        };
        let mut rest = text.chars();
        let mut ahead = rest.clone();
        let (first, second) = (ahead.next(), ahead.next());
        let (mut fill_given, mut align_given) = (false, false);
        if let (Some(fill), Some(align)) = (first, second.and_then(align_of)) {
            (spec.fill, spec.align) = (fill, align);
            (fill_given, align_given) = (true, true);
            rest = ahead;
        } else if let Some(align) = first.and_then(align_of) {
            spec.align = align;
            align_given = true;
            rest.next();
        }
        let mut take = |wanted: &[char]| {
            let c = rest.clone().next().filter(|c| wanted.contains(c))?;
            rest.next();
            Some(c)
        };
        spec.sign = take(&['+', '-', ' ']).map(|c| match c {
            '+' => SignMode::Plus,
            ' ' => SignMode::Space,
            _ => SignMode::Minus,
        });
        spec.no_negative_zero = take(&['z']).is_some();
        spec.alternate = take(&['#']).is_some();
        if !fill_given && take(&['0']).is_some() {
            spec.fill = '0';
            if !align_given && default_align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        let (width, after) = number(rest.as_str())?;
        spec.width = width.unwrap_or(0);
        rest = after.chars();
        let mut take = |wanted: char| {
            let found = rest.clone().next() == Some(wanted);
            if found {
                rest.next();
            }
            found
        };
        let both = || Err(Error::value("Cannot specify both ',' and '_'."));
        if take(',') {
            spec.grouping = Grouping::Comma;
        }
        if take('_') {
            if spec.grouping != Grouping::None {
                return both();
            }
            spec.grouping = Grouping::Underscore;
        }
        if spec.grouping == Grouping::Underscore && rest.as_str().starts_with(',') {
            return both();
        }
        let mut after = rest.as_str();
        if let Some(digits) = after.strip_prefix('.') {
            let (precision, tail) = number(digits)?;
            if precision.is_none() {
                return Err(Error::value("Format specifier missing precision"));
            }
            spec.precision = precision;
            after = tail;
        }
        let mut rest = after.chars();
        if let Some(kind) = rest.next() {
            if rest.next().is_some() {
                return Err(Error::value(format!(
                    "Invalid format specifier '{text}' for object of type '{type_name}'"
                )));
            }
            spec.kind = kind;
        }
        spec.check_grouping()?;
        if spec.width > limit || spec.precision.is_some_and(|p| p > limit && p <= i32::MAX as usize) {
            return Err(Error::too_large());
        }
        Ok(spec)
    }

    fn check_grouping(&self) -> Result<()> {
        let allowed = match self.kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0' => true,
            'b' | 'o' | 'x' | 'X' => self.grouping == Grouping::Underscore,
            _ => false,
        };
        match self.grouping.separator() {
            Some(separator) if !allowed => {
                let kind = self.kind;
                let shown =
                    if matches!(kind, '!'..='\x7f') { kind.to_string() } else { format!("\\x{:x}", u32::from(kind)) };
                Err(Error::value(format!("Cannot specify '{separator}' with '{shown}'.")))
            }
            _ => Ok(()),
        }
    }

    /// The error for a presentation type that the value's type does not have.
    pub(super) fn unknown_kind(&self, type_name: &str) -> Error {
        let kind = self.kind;
        let shown = if matches!(kind, '!'..='\x7f') { kind.to_string() } else { format!("\\x{:x}", u32::from(kind)) };
        Error::value(format!("Unknown format code '{shown}' for object of type '{type_name}'"))
    }
}

/// The decimal number at the front of `text`, if there is one, and what follows.
fn number(text: &str) -> Result<(Option<usize>, &str)> {
    let mut value: Option<usize> = None;
    let mut chars = text.chars();
    loop {
        let after = chars.as_str();
        let Some(digit) = chars.next().and_then(|c| decimal_value(c.into())) else {
            return Ok((value, after));
        };
        let next = value.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit.into()));
        match next.filter(|n| *n <= isize::MAX as usize) {
            Some(n) => value = Some(n),
            None => return Err(Error::value("Too many decimal digits in format string")),
        }
    }
}
