//! `format(float, spec)`.

use super::digits::{FloatStyle, float_text};
use super::layout::NumberParts;
use super::spec::{Align, Spec};
use crate::{Error, Result};

/// `value` as `spec` says. Errors: `ValueError`, `MemoryError`.
pub fn float(value: f64, spec: &str, type_name: &str, limit: usize) -> Result<String> {
    if spec.is_empty() {
        return Ok(crate::float::repr(value));
    }
    let spec = Spec::parse(spec, '\0', Align::Right, type_name, limit)?;
    match spec.kind {
        '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%' => write_float(value, &spec),
        _ => Err(spec.unknown_kind(type_name)),
    }
}

/// The style of a spec's presentation type, except that `%` and the point of no type are the caller's.
pub(super) fn style_of(spec: &Spec) -> Result<FloatStyle> {
    if spec.precision.is_some_and(|p| p > i32::MAX as usize) {
        return Err(Error::value("precision too big"));
    }
    let kind = match (spec.kind, spec.precision) {
        ('\0', None) => 'r',
        ('\0', Some(_)) | ('n', _) => 'g',
        ('%', _) => 'f',
        (kind, _) => kind.to_ascii_lowercase(),
    };
    Ok(FloatStyle {
        kind,
        precision: spec.precision.unwrap_or(6),
        alternate: spec.alternate,
        point_zero: false,
        no_negative_zero: spec.no_negative_zero,
        upper: spec.kind.is_ascii_uppercase(),
    })
}

pub(super) fn write_float(value: f64, spec: &Spec) -> Result<String> {
    let mut style = style_of(spec)?;
    style.point_zero = spec.kind == '\0';
    let percent = spec.kind == '%';
    let (negative, mut text) = float_text(if percent { value * 100.0 } else { value }, style);
    if percent {
        text.push('%');
    }
    Ok(write_parts(negative, &text, spec))
}

/// Pads and groups the text of a float.
pub(super) fn write_parts(negative: bool, text: &str, spec: &Spec) -> String {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    NumberParts { negative, prefix: "", digits: &text[..whole], rest: &text[whole..], group: 3 }.write(spec)
}
