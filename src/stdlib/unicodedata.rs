//! `unicodedata`.

use crate::object::module::ModuleDef;

/// `unicodedata`.
pub static MODULE: ModuleDef = ModuleDef { name: "unicodedata", ..ModuleDef::EMPTY };
