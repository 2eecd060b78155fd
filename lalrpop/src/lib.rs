//! Python source text to syntax tree.
//!
//! The pipeline: [`source::decode_source`] turns the bytes of a file into text, [`parse_module`] reads tokens
//! (`token`), a layout layer turns lines and indentation into tokens (`layout`), and a lalrpop grammar builds the
//! [`ast`].

pub mod ast;
mod error;
pub mod lines;
pub mod names;
mod parse;

pub use error::{ErrorKind, SyntaxError, SyntaxWarning};
pub use lines::{LineIndex, Location};
pub use names::{Names, Symbol};
pub use parse::{ParseOptions, Parsed, parse_expression, parse_interactive, parse_module};
