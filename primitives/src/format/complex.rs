//! `format(complex, spec)`.

use super::digits::float_text;
use super::float::{style_of, write_parts};
use super::layout::TextLayout;
use super::spec::{Align, SignMode, Spec};
use crate::float::complex::Complex;
use crate::{Error, Result};

/// `value` as `spec` says. Errors: `ValueError`, `MemoryError`.
pub fn complex(value: Complex, spec: &str, type_name: &str, limit: usize) -> Result<String> {
    if spec.is_empty() {
        return Ok(crate::float::complex::repr(value));
    }
    let spec = Spec::parse(spec, '\0', Align::Right, type_name, limit)?;
    if !matches!(spec.kind, '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') {
        return Err(spec.unknown_kind(type_name));
    }
    if spec.fill == '0' {
        return Err(Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let style = style_of(&spec)?;
    // Without a presentation type the text is like repr(): no real part that is zero, parentheses otherwise.
    let plain = spec.kind == '\0';
    let skip_real = plain && value.re == 0.0 && value.re.is_sign_positive();
    let mut part = Spec { fill: ' ', align: Align::Left, width: 0, ..spec.clone() };
    let mut out = String::new();
    if !skip_real {
        let (negative, text) = float_text(value.re, style);
        if plain {
            out.push('(');
        }
        out.push_str(&write_parts(negative, &text, &part));
        part.sign = Some(SignMode::Plus);
    }
    let (negative, text) = float_text(value.im, style);
    out.push_str(&write_parts(negative, &text, &part));
    out.push('j');
    if plain && !skip_real {
        out.push(')');
    }
    let length = out.len();
    Ok(TextLayout::new(length, spec.width, spec.align, spec.fill).apply(&out))
}
