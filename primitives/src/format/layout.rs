//! Padding, and numbers put together from sign, prefix, grouped digits and the rest.

use super::spec::{Align, Grouping, SignMode, Spec};

/// How a text is cut and padded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLayout {
    /// How many code points of the text are taken from its front.
    pub take: usize,
    /// How many fill characters stand before it.
    pub left: usize,
    /// How many fill characters stand after it.
    pub right: usize,
    /// The fill character.
    pub fill: char,
}

impl TextLayout {
    pub(super) fn new(take: usize, width: usize, align: Align, fill: char) -> TextLayout {
        let padding = width.saturating_sub(take);
        let left = match align {
            Align::Left => 0,
            Align::Right | Align::AfterSign => padding,
            Align::Center => padding / 2,
        };
        TextLayout { take, left, right: padding - left, fill }
    }

    /// The padded text.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + self.left + self.right);
        push_repeated(&mut out, self.fill, self.left);
        out.extend(text.chars().take(self.take));
        push_repeated(&mut out, self.fill, self.right);
        out
    }
}

pub(super) fn push_repeated(out: &mut String, c: char, count: usize) {
    out.extend(std::iter::repeat_n(c, count));
}

/// A number's parts before padding.
pub(super) struct NumberParts<'a> {
    pub negative: bool,
    /// `0x` and the like.
    pub prefix: &'a str,
    /// Digits before the decimal point, which may be grouped; empty for `inf` and `nan`.
    pub digits: &'a str,
    /// The decimal point and all that follows.
    pub rest: &'a str,
    /// How many digits a group has.
    pub group: usize,
}

impl NumberParts<'_> {
    pub(super) fn write(&self, spec: &Spec) -> String {
        let sign = match (self.negative, spec.sign) {
            (true, _) => "-",
            (false, Some(SignMode::Plus)) => "+",
            (false, Some(SignMode::Space)) => " ",
            (false, _) => "",
        };
        let fixed = sign.len() + self.prefix.len() + self.rest.len();
        // Zeros that pad after the sign are digits and grouped like them.
        let zero_filled = spec.fill == '0' && spec.align == Align::AfterSign;
        let minimum = if zero_filled { spec.width.saturating_sub(fixed) } else { 0 };
        let mut digits = String::new();
        if !self.digits.is_empty() {
            group_digits(self.digits, minimum, self.group, spec.grouping, &mut digits);
        }
        let padding = spec.width.saturating_sub(fixed + digits.len());
        let (left, inside, right) = match spec.align {
            Align::Left => (0, 0, padding),
            Align::Right => (padding, 0, 0),
            Align::Center => (padding / 2, 0, padding - padding / 2),
            Align::AfterSign => (0, padding, 0),
        };
        let mut out = String::with_capacity(fixed + digits.len() + padding * spec.fill.len_utf8());
        push_repeated(&mut out, spec.fill, left);
        out.push_str(sign);
        out.push_str(self.prefix);
        push_repeated(&mut out, spec.fill, inside);
        out.push_str(&digits);
        out.push_str(self.rest);
        push_repeated(&mut out, spec.fill, right);
        out
    }
}

/// Appends digits, zeros in front up to `minimum` characters (separators count), grouped from the right.
fn group_digits(digits: &str, minimum: usize, group: usize, grouping: Grouping, out: &mut String) {
    let Some(separator) = grouping.separator() else {
        push_repeated(out, '0', minimum.saturating_sub(digits.len()));
        out.push_str(digits);
        return;
    };
    // Collected from the right and turned around at the end.
    let mut reversed = Vec::with_capacity(minimum.max(digits.len()) * 4 / 3 + 4);
    let mut left = digits.bytes().rev();
    let (mut remaining, mut minimum) = (digits.len(), minimum as isize);
    loop {
        let size = (group as isize).min((remaining as isize).max(minimum).max(1)) as usize;
        let taken = size.min(remaining);
        reversed.extend(left.by_ref().take(taken));
        reversed.extend(std::iter::repeat_n(b'0', size - taken));
        remaining -= taken;
        minimum -= size as isize;
        if remaining == 0 && minimum <= 0 {
            break;
        }
        reversed.push(separator as u8);
        minimum -= 1;
    }
    out.extend(reversed.into_iter().rev().map(char::from));
}
