//! Names outside ASCII: where they end, which characters they may hold, and their normal form.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfkc};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::ast::Span;
use crate::error::Fault;

/// The end of the name that starts at `start`, where a part up to `ascii_end` is known to be a name in ASCII (it
/// may be empty).
///
/// As in CPython every character outside ASCII is taken for a part of the name first, so the error names the
/// first that cannot be.
pub(crate) fn scan(source: &str, start: usize, ascii_end: usize) -> Result<usize, Fault> {
    let mut first = start == ascii_end;
    for (i, c) in source[ascii_end..].char_indices() {
        let at = ascii_end + i;
        if c.is_ascii() {
            if c == '_' || c.is_ascii_alphanumeric() {
                first = false;
                continue;
            }
            return Ok(at);
        }
        let fits = if first { unicode_ident::is_xid_start(c) } else { unicode_ident::is_xid_continue(c) };
        if !fits {
            return Err(invalid_character(c, at));
        }
        first = false;
    }
    Ok(source.len())
}

/// The error for a character that has no place in a program.
pub(crate) fn invalid_character(c: char, at: usize) -> Fault {
    let code = c as u32;
    let message = if is_printable(c) {
        format!("invalid character '{c}' (U+{code:04X})")
    } else {
        format!("invalid non-printable character U+{code:04X}")
    };
    Fault::token(message, Span::new(at as u32, at as u32))
}

fn is_printable(c: char) -> bool {
    use GeneralCategory as G;
    c == ' '
        || !matches!(
            c.general_category(),
            G::Control
                | G::Format
                | G::Surrogate
                | G::PrivateUse
                | G::Unassigned
                | G::LineSeparator
                | G::ParagraphSeparator
                | G::SpaceSeparator
        )
}

/// The normal form (NFKC) of a name, by which names are compared.
pub(crate) fn normalize(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || is_nfkc(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfkc().collect()) }
}
