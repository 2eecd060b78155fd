//! Text formatting: the format-spec language of `format()`, the replacement fields of `str.format`, and `%` formatting.
//!
//! Numbers are formatted to Rust strings; text is formatted as a [`TextLayout`], which tells the caller how much of the
//! text to take and how much to pad, so that no text is copied twice. A fill character that is a lone surrogate is
//! written as U+FFFD.

mod complex;
mod digits;
mod fields;
mod float;
mod int;
mod layout;
pub mod percent;
mod spec;
mod text;

pub use complex::complex;
pub use digits::{FloatStyle, float_text};
pub use fields::{Field, FieldName, Numbering, Piece, Pieces, Step, split_field_name};
pub use float::float;
pub use int::int;
pub use layout::TextLayout;
pub use spec::{Align, Grouping, SignMode, Spec};
pub use text::text;

/// How deep replacement fields may be nested in `str.format`: a field and its format spec.
pub const MAX_FIELD_DEPTH: usize = 2;
