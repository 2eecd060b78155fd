//! The type `code`: what scripts see of code objects.
//!
//! Offsets are those of `tb_lasti` and `f_lasti`: two an instruction.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::code::Code;
use super::kind;
use super::slots::Slots;
use super::string::Str;
use super::tuple::Tuple;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::bytecode::code::flags;
use crate::bytecode::{CodeUnit, CompareOp, Const, KEntry};
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::runtime::native::Args;
use crate::runtime::{PyResult, Thread};

/// Bits of `co_flags` that scripts know.
const PUBLIC_FLAGS: u32 = 0x1ff_ffff;

fn this(code: &Ref) -> &Code {
    code.downcast::<Code>().expect("checked by the descriptor")
}

fn unit(code: &Ref) -> &CodeUnit {
    &this(code).unit
}

fn required(slot: &Slot) -> PyResult {
    Ok(slot.get().expect("set when the code was loaded"))
}

fn number(t: &Thread, n: u32) -> PyResult {
    t.int(i64::from(n))
}

/// How a local variable is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the frame, whether or not a cell wraps it: parameters and plain locals.
    Frame,
    /// In a cell that the code makes.
    Cell,
    /// In a cell of the closure.
    Free,
}

/// The locals of a unit with the places that `wanted` accepts; the namespace of module and class bodies is none of them.
fn locals_of(code: &Code, wanted: impl Fn(u32, Place) -> bool) -> Vec<Ref> {
    let unit = &code.unit;
    let total = unit.locals.len() as u32;
    let first = u32::from(unit.flags & flags::NAMESPACE != 0);
    let mut names = Vec::new();
    for i in first..total {
        let place = if i >= total - unit.free_count {
            Place::Free
        } else if unit.cells.contains(&i) {
            Place::Cell
        } else {
            Place::Frame
        };
        if wanted(i, place)
            && let Some(name) = code.locals[i as usize].get()
        {
            names.push(name);
        }
    }
    names
}

fn variables(code: &Code) -> Vec<Ref> {
    let parameters = code.unit.param_count();
    locals_of(code, |i, place| place == Place::Frame || (place == Place::Cell && i < parameters))
}

fn instructions(t: &Thread, code: &Ref) -> PyResult {
    let words = unit(code).instrs.iter().flat_map(|word| word.to_le_bytes());
    t.bytes_from(words.collect())
}

fn repr(t: &Thread, code: &Ref) -> PyResult {
    let unit = unit(code);
    let address = code.value().address() as usize;
    t.string(format!(
        "<code object {} at {address:#x}, file \"{}\", line {}>",
        unit.name, unit.filename, unit.first_line
    ))
}

/// Same text at the same place: the file's name does not count.
fn equal(a: &CodeUnit, b: &CodeUnit) -> bool {
    std::ptr::eq(a, b)
        || (a.name == b.name
            && a.first_line == b.first_line
            && a.flags == b.flags
            && (a.arg_count, a.posonly_count, a.kwonly_count) == (b.arg_count, b.posonly_count, b.kwonly_count)
            && a.locals == b.locals
            && a.instrs == b.instrs
            && a.exceptions == b.exceptions
            && a.lines == b.lines
            && a.k == b.k)
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<Code>(), b.downcast::<Code>()) else { return Ok(t.not_implemented()) };
    match op {
        CompareOp::Eq => Ok(t.bool(equal(&x.unit, &y.unit))),
        CompareOp::Ne => Ok(t.bool(!equal(&x.unit, &y.unit))),
        _ => Ok(t.not_implemented()),
    }
}

fn hash(_t: &Thread, code: &Ref) -> PyResult<i64> {
    let unit = unit(code);
    let mut hasher = rustc_hash::FxHasher::default();
    (&unit.name, unit.first_line, unit.arg_count, unit.kwonly_count, &unit.instrs).hash(&mut hasher);
    Ok(hasher.finish() as i64)
}

/// `(line, end line, column, end column)` of each instruction.
fn co_positions(t: &Thread, a: Args<'_>) -> PyResult {
    let unit = unit(a.get(0));
    let mut entries = Vec::with_capacity(unit.instrs.len());
    for i in 0..unit.instrs.len() as u32 {
        let p = unit.position(i);
        let known = p.col != p.end_col || p.line != p.end_line;
        let column = |n: u32| if known { number(t, n) } else { Ok(t.none()) };
        let entry = vec![number(t, p.line)?, number(t, p.end_line)?, column(p.col)?, column(p.end_col)?];
        entries.push(t.tuple(entry)?);
    }
    t.iter(&t.list(entries)?)
}

/// `(start, end, line)` of each run of instructions of one line.
fn co_lines(t: &Thread, a: Args<'_>) -> PyResult {
    let unit = unit(a.get(0));
    let mut entries = Vec::new();
    let count = unit.instrs.len() as u32;
    let mut start = 0;
    while start < count {
        let line = unit.position(start).line;
        let end = (start + 1..count).find(|i| unit.position(*i).line != line).unwrap_or(count);
        entries.push(t.tuple(vec![number(t, start * 2)?, number(t, end * 2)?, number(t, line)?])?);
        start = end;
    }
    t.iter(&t.list(entries)?)
}

/// A constant as the compiler has them, if the object is of a kind that constants have.
fn to_const(t: &Thread, value: &Ref) -> PyResult<Option<Const>> {
    let _depth = t.enter(" while replacing constants")?;
    let word = value.value();
    if word.is_none(t) {
        return Ok(Some(Const::None));
    }
    if word.is_true(t) {
        return Ok(Some(Const::True));
    }
    if word.is_false(t) {
        return Ok(Some(Const::False));
    }
    if value.is(&t.ellipsis()) {
        return Ok(Some(Const::Ellipsis));
    }
    if let Some(n) = word.as_exact_int() {
        return Ok(Some(Const::Int(n)));
    }
    if let Some(x) = word.as_exact_float() {
        return Ok(Some(Const::Float(x)));
    }
    if let Some(code) = value.downcast::<Code>() {
        return Ok(Some(Const::Code(code.unit.clone())));
    }
    if let Some(text) = value.downcast_exact::<Str>() {
        return Ok(Some(if text.has_surrogates() {
            Const::WideStr(text.chars().collect())
        } else {
            Const::Str(text.to_str().into())
        }));
    }
    if let Some(bytes) = value.downcast_exact::<super::bytes::Bytes>() {
        return Ok(Some(Const::Bytes(bytes.as_slice().into())));
    }
    if let Some(items) = value.downcast_exact::<Tuple>() {
        let mut all = Vec::with_capacity(items.len());
        for item in items.items() {
            match to_const(t, item)? {
                Some(item) => all.push(item),
                None => return Ok(None),
            }
        }
        return Ok(Some(Const::Tuple(all.into())));
    }
    Ok(None)
}

/// Puts new constants in the places of the old ones.
fn replace_constants(t: &Thread, unit: &mut CodeUnit, value: &Ref) -> PyResult<()> {
    let Some(items) = value.downcast::<Tuple>() else {
        return Err(t.type_error(format!("replace() argument 'co_consts' must be tuple, not {}", t.type_name(value))));
    };
    let places: Vec<usize> =
        unit.k.iter().enumerate().filter(|(_, e)| matches!(e, KEntry::Const(_))).map(|(i, _)| i).collect();
    if places.len() != items.len() {
        return Err(t.value_error("replace() cannot change the number of constants"));
    }
    for (place, item) in places.into_iter().zip(items.items()) {
        match to_const(t, item)? {
            Some(constant) => unit.k[place] = KEntry::Const(constant),
            None => return Err(t.type_error(format!("a constant of code cannot be of type '{}'", t.type_name(item)))),
        }
    }
    Ok(())
}

/// `replace(**changes)`: names, file, first line and constants can be changed. What decides over the layout of frames cannot.
/// Do the flags `value` differ from those of `code` in ITERABLE_COROUTINE alone?
fn differs_by_mark(t: &Thread, code: &Ref, value: &Ref) -> PyResult<bool> {
    let now = t.to_index(&t.getattr(code, "co_flags")?)?;
    Ok(now ^ t.to_index(value)? == i64::from(flags::ITERABLE_COROUTINE))
}

fn replace(t: &Thread, a: Args<'_>) -> PyResult {
    let code = this(a.get(0));
    let mut changed = (*code.unit).clone();
    let Some(kwargs) = a.kwargs() else { return Code::load(t, &code.unit, false) };
    for (key, value) in kwargs.entries() {
        let key = t.str_of(&key).into_owned();
        let text = || -> PyResult<String> {
            match value.downcast::<Str>() {
                Some(text) => Ok(text.to_str().into_owned()),
                None => {
                    let given = t.type_name(&value);
                    Err(t.type_error(format!("replace() argument '{key}' must be str, not {given}")))
                }
            }
        };
        match key.as_str() {
            "co_name" => changed.name = text()?.into(),
            "co_qualname" => changed.qualname = text()?.into(),
            "co_filename" => changed.filename = Arc::from(text()?),
            "co_firstlineno" => {
                let line = t.to_index(&value)?;
                let Ok(line) = u32::try_from(line) else {
                    return Err(t.value_error("code: co_firstlineno must be a positive integer"));
                };
                changed.first_line = line;
            }
            "co_consts" => replace_constants(t, &mut changed, &value)?,
            // `types.coroutine` marks generator functions so.
            "co_flags" if differs_by_mark(t, a.get(0), &value)? => changed.flags ^= flags::ITERABLE_COROUTINE,
            name if GETSET.iter().any(|g| g.name == name) => {
                let now = t.getattr(a.get(0), name)?;
                if !t.equal(&now, &value)? {
                    return Err(t.value_error(format!("replace() cannot change {name}")));
                }
            }
            _ => return Err(t.type_error(format!("replace() got an unexpected keyword argument '{key}'"))),
        }
    }
    Code::load(t, &Arc::new(changed), false)
}

const GETSET: &[GetSetDef] = &[
    GetSetDef { name: "co_argcount", get: |t, c| number(t, unit(c).arg_count), set: READONLY_MEMBER },
    GetSetDef { name: "co_posonlyargcount", get: |t, c| number(t, unit(c).posonly_count), set: READONLY_MEMBER },
    GetSetDef { name: "co_kwonlyargcount", get: |t, c| number(t, unit(c).kwonly_count), set: READONLY_MEMBER },
    GetSetDef { name: "co_nlocals", get: |t, c| t.int(variables(this(c)).len() as i64), set: READONLY_MEMBER },
    GetSetDef { name: "co_stacksize", get: |t, c| number(t, unit(c).stack_size), set: READONLY_MEMBER },
    GetSetDef { name: "co_flags", get: |t, c| number(t, unit(c).flags & PUBLIC_FLAGS), set: READONLY_MEMBER },
    GetSetDef { name: "co_code", get: instructions, set: None },
    GetSetDef { name: "_co_code_adaptive", get: instructions, set: None },
    GetSetDef { name: "co_consts", get: |t, c| t.tuple(this(c).constants()), set: READONLY_MEMBER },
    GetSetDef { name: "co_names", get: |t, c| t.tuple(this(c).names()), set: READONLY_MEMBER },
    GetSetDef { name: "co_varnames", get: |t, c| t.tuple(variables(this(c))), set: None },
    GetSetDef {
        name: "co_cellvars",
        get: |t, c| t.tuple(locals_of(this(c), |_, place| place == Place::Cell)),
        set: None,
    },
    GetSetDef {
        name: "co_freevars",
        get: |t, c| t.tuple(locals_of(this(c), |_, place| place == Place::Free)),
        set: None,
    },
    GetSetDef { name: "co_filename", get: |_, c| required(&this(c).filename), set: READONLY_MEMBER },
    GetSetDef { name: "co_name", get: |_, c| required(&this(c).name), set: READONLY_MEMBER },
    GetSetDef { name: "co_qualname", get: |_, c| required(&this(c).qualname), set: READONLY_MEMBER },
    GetSetDef { name: "co_firstlineno", get: |t, c| number(t, unit(c).first_line), set: READONLY_MEMBER },
    GetSetDef { name: "co_linetable", get: |t, _| t.bytes(&[]), set: READONLY_MEMBER },
    GetSetDef { name: "co_lnotab", get: |t, _| t.bytes(&[]), set: None },
    GetSetDef { name: "co_exceptiontable", get: |t, _| t.bytes(&[]), set: READONLY_MEMBER },
];

/// `types.CodeType`.
pub static CODE: TypeDef = TypeDef {
    name: "code",
    kind: kind::CODE,
    flags: super::class::flags::HAS_WEAKREF,
    slots: Slots { repr: Some(repr), hash: Some(hash), compare: Some(compare), ..Slots::EMPTY },
    methods: natives![
        "co_positions(self, /)" => co_positions,
        "co_lines(self, /)" => co_lines,
        "replace(self, /, **changes)" => replace,
        "__replace__(self, /, **changes)" => replace,
    ],
    getset: GETSET,
    ..TypeDef::EMPTY
};
