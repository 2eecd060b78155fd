//! `format(str, spec)`.

use super::layout::TextLayout;
use super::spec::{Align, Grouping, SignMode, Spec};
use crate::{Error, Result};

/// How a text of `length` code points is laid out by `spec`. Errors: `ValueError`, `MemoryError`.
pub fn text(length: usize, spec: &str, type_name: &str, limit: usize) -> Result<TextLayout> {
    let spec = Spec::parse(spec, 's', Align::Left, type_name, limit)?;
    if spec.kind != 's' {
        return Err(spec.unknown_kind(type_name));
    }
    if let Some(sign) = spec.sign {
        return Err(Error::value(if sign == SignMode::Space {
            "Space not allowed in string format specifier"
        } else {
            "Sign not allowed in string format specifier"
        }));
    }
    if spec.no_negative_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(Error::value("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value("'=' alignment not allowed in string format specifier"));
    }
    debug_assert!(spec.grouping == Grouping::None, "refused by the parser for this type");
    let take = spec.precision.map_or(length, |p| p.min(length));
    Ok(TextLayout::new(take, spec.width, spec.align, spec.fill))
}
