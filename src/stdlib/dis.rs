//! `_dis`: the disassembler, for `dis`.

use crate::bytecode::dis;
use crate::memory::Ref;
use crate::natives;
use crate::object::code::Code;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Thread};

fn code<'a>(t: &Thread, value: &'a Ref) -> PyResult<&'a Code> {
    value.downcast::<Code>().ok_or_else(|| t.type_error(format!("expected a code object, got {}", t.type_name(value))))
}

fn dis_text(t: &Thread, a: Args<'_>) -> PyResult {
    t.string(dis::listing(&code(t, a.get(0))?.unit))
}

/// A list of tuples: name, number of the opcode, operand, meaning of the operand, offset, line, is it the target of a jump.
fn instructions(t: &Thread, a: Args<'_>) -> PyResult {
    let mut items = Vec::new();
    for (i, shown) in dis::instructions(&code(t, a.get(0))?.unit).into_iter().enumerate() {
        let op = shown.instr.op();
        items.push(t.tuple(vec![
            t.str(op.info().name)?,
            t.int(op as i64)?,
            t.int(i64::from(shown.instr.arg()))?,
            t.string(shown.meaning)?,
            t.int(i as i64)?,
            t.int(i64::from(shown.position.line))?,
            t.bool(shown.target),
        ])?);
    }
    t.list(items)
}

/// `_dis`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_dis",
    doc: "The disassembler.",
    functions: natives!["dis_text(code, /)" => dis_text, "instructions(code, /)" => instructions],
    ..ModuleDef::EMPTY
};
