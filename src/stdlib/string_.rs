//! `_string`: what `string.Formatter` needs of the format string parser.

use crate::natives;
use crate::object::module::ModuleDef;
use crate::object::string::format::{formatter_field_name_split, formatter_parser};

/// `_string`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_string",
    doc: "String helper module.",
    functions: natives![
        "formatter_parser(string, /)" => formatter_parser,
        "formatter_field_name_split(string, /)" => formatter_field_name_split,
    ],
    ..ModuleDef::EMPTY
};
