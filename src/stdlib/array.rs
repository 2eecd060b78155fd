//! `array`.

use crate::object::module::ModuleDef;

/// `array`.
pub static MODULE: ModuleDef = ModuleDef { name: "array", ..ModuleDef::EMPTY };
