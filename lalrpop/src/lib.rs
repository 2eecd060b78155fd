//! Python source text to syntax tree.
//!
//! The pipeline: [`decode_source`] turns the bytes of a file into text, [`parse_module`] reads tokens (`token`), a
//! layout layer turns lines and indentation into tokens (`layout`), and a lalrpop grammar (`python.lalrpop`) builds
//! the [`ast`] through actions that check what the grammar cannot.

mod argument;
pub mod ast;
mod context;
mod diagnose;
mod dump;
mod encoding;
mod error;
mod fstring;
mod identifier;
mod layout;
pub mod lines;
mod literal;
pub mod names;
mod number;
mod parameter;
mod parse;
mod pattern;
mod shown;
mod statement;
mod string;
mod target;
mod token;

pub use dump::dump;
pub use encoding::{Origin, decode_source, decode_source_with};
pub use error::{ErrorKind, Stage, SyntaxError, SyntaxWarning};
pub use lines::{LineIndex, Location};
pub use names::{Names, Symbol};
pub use parse::{ParseOptions, Parsed, parse_expression, parse_interactive, parse_module};

#[allow(clippy::all, clippy::pedantic, unused, reason = "generated from python.lalrpop")]
mod grammar {
    lalrpop_util::lalrpop_mod!(python);
    pub(crate) use python::TopParser;
}
