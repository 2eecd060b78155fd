//! Tests of the compiler as a whole: the errors it reports, its limits, and the shape of what it makes.

use std::sync::Arc;

use super::verify::verify;
use super::{CompileError, Options, compile_module};
use crate::bytecode::{CodeUnit, Const, Instr, KEntry, Op};

fn compile(source: &str) -> Result<Arc<CodeUnit>, CompileError> {
    let parsed = rcpy_syntax::parse_module(source, Default::default())?;
    let unit = compile_module(&parsed, source, "test.py", Options::default())?.unit;
    verify(&unit).expect("the code is well-formed");
    Ok(unit)
}

/// All opcodes of a unit and of the units in it.
fn ops(unit: &CodeUnit) -> Vec<Op> {
    let mut found: Vec<Op> = unit.instrs.iter().map(|&w| Instr(w).op()).collect();
    for entry in &unit.k {
        if let KEntry::Const(Const::Code(inner)) = entry {
            found.extend(ops(inner));
        }
    }
    found
}

#[test]
fn errors_have_the_reference_wording_and_place() {
    // Recorded from CPython 3.13: text, message, line, column.
    let cases = [
        ("return 1", "'return' outside function", 1, 1),
        ("class A:\n  return", "'return' outside function", 2, 3),
        ("yield 1", "'yield' outside function", 1, 1),
        ("await x", "'await' outside function", 1, 1),
        ("def f(): await x", "'await' outside async function", 1, 10),
        ("break", "'break' outside loop", 1, 1),
        ("continue", "'continue' not properly in loop", 1, 1),
        ("def f(a, a): pass", "duplicate argument 'a' in function definition", 1, 10),
        ("def f(x):\n  global x", "name 'x' is parameter and global", 2, 3),
        ("def f():\n  x = 1\n  global x", "name 'x' is assigned to before global declaration", 3, 3),
        ("def f():\n  print(x)\n  global x", "name 'x' is used prior to global declaration", 3, 3),
        ("def f():\n  nonlocal x", "no binding for nonlocal 'x' found", 2, 3),
        ("nonlocal x", "nonlocal declaration not allowed at module level", 1, 1),
        ("def f():\n  from a import *", "import * only allowed at module level", 2, 17),
        (
            "x = 1\nfrom __future__ import annotations",
            "from __future__ imports must occur at the beginning of the file",
            2,
            1,
        ),
        (
            "if x:\n  from __future__ import annotations",
            "from __future__ imports must occur at the beginning of the file",
            2,
            3,
        ),
        ("def f():\n  global x\n  nonlocal x", "name 'x' is nonlocal and global", 2, 3),
        ("from __future__ import nope", "future feature nope is not defined", 1, 1),
        ("from __future__ import braces", "not a chance", 1, 1),
        ("__debug__ = 1", "cannot assign to __debug__", 1, 1),
        ("def f():\n  [x async for x in y]", "asynchronous comprehension outside of an asynchronous function", 2, 3),
        ("def f():\n  async with a: pass", "'async with' outside async function", 2, 3),
        ("def f():\n  async for a in b: pass", "'async for' outside async function", 2, 3),
        ("async def f():\n  yield 1\n  return 2", "'return' with value in async generator", 3, 3),
        ("async def f():\n  yield from x", "'yield from' inside async function", 2, 3),
        ("[(yield) for x in y]", "'yield' inside list comprehension", 1, 3),
        ("[x := 1 for x in y]", "assignment expression cannot rebind comprehension iteration variable 'x'", 1, 2),
        (
            "[y for x in (y := [1])]",
            "assignment expression cannot be used in a comprehension iterable expression",
            1,
            14,
        ),
        (
            "class A:\n  [x := 1 for y in z]",
            "assignment expression within a comprehension cannot be used in a class body",
            2,
            4,
        ),
        ("match x:\n  case [a, a]: pass", "multiple assignments to name 'a' in pattern", 2, 12),
        (
            "match x:\n  case 1 | a: pass\n  case 2: pass",
            "name capture 'a' makes remaining patterns unreachable",
            2,
            12,
        ),
        ("match x:\n  case _: pass\n  case 2: pass", "wildcard makes remaining patterns unreachable", 2, 8),
        ("match x:\n  case [1, a] | [b, 2]: pass", "alternative patterns bind different names", 2, 8),
        ("try: pass\nexcept: pass\nexcept A: pass", "default 'except:' must be last", 2, 1),
        ("a, *b, *c = d", "multiple starred expressions in assignment", 1, 1),
        ("*a = b", "starred assignment target must be in a list or tuple", 1, 1),
        (
            "for x in y:\n  try: pass\n  except* A: break",
            "'break', 'continue' and 'return' cannot appear in an except* block",
            3,
            14,
        ),
    ];
    for (source, message, line, column) in cases {
        let error = compile(source).expect_err(source);
        assert_eq!((&*error.message, error.line, error.column), (message, line, column), "{source}");
    }
}

#[test]
fn constants_are_shared_by_type_and_value() {
    let unit = compile("x = [1, y, 1.0, True, 0.0, -0.0, 'a', b'a', 1, 'a', 0.0]").expect("it compiles");
    let count = unit.k.iter().filter(|e| matches!(e, KEntry::Const(_))).count();
    assert_eq!(count, 8, "seven values and None: {:?}", unit.k);
}

#[test]
fn long_functions_reach() {
    let mut source = String::from("def f(a, n):\n  while a < n:\n    for i in a:\n      if a:\n");
    for _ in 0..30_000 {
        source.push_str("        a.x(n)\n");
    }
    source.push_str("    a = 1\n  return a\n");
    let unit = compile(&source).expect("it compiles");
    let found = ops(&unit);
    assert!(found.len() > 100_000);
    assert!(found.contains(&Op::JUMP_LT) && found.contains(&Op::FOR_ITER));
}

#[test]
fn what_nests_or_repeats_without_end_is_refused_or_compiled() {
    // Each `finally` is copied to two exits: twenty of them inside each other are refused before they grow.
    let mut source = String::new();
    for depth in 0..25 {
        source.push_str(&" ".repeat(depth));
        source.push_str("try: pass\n");
        source.push_str(&" ".repeat(depth));
        source.push_str("finally:\n");
    }
    source.push_str(&" ".repeat(25));
    source.push_str("pass\n");
    assert!(compile(&source).is_err());
    let elifs: String = (0..20_000).map(|i| format!("elif x == {i}: pass\n")).collect();
    compile(&format!("if x: pass\n{elifs}")).expect("it compiles");
    compile(&format!("x = {}1", "a + ".repeat(50_000))).expect("it compiles");
    compile(&format!("x = [{}]", "a, ".repeat(50_000))).expect("it compiles");
    compile(&format!("f({})", "a, ".repeat(50_000))).expect("it compiles");
    compile(&format!("x = {}a{}", "(".repeat(150), ")".repeat(150))).expect("it compiles");
}

#[test]
fn loads_that_escape_are_counted() {
    let found = |body: &str| {
        let unit = compile(&format!("def f(a, b):\n  {body}\n")).expect("it compiles");
        ops(&unit)
    };
    assert!(!found("return [a, b]").contains(&Op::LOAD_FAST_BORROW));
    assert!(!found("b.c = a").contains(&Op::LOAD_FAST_BORROW));
    assert!(found("a.m(b)").contains(&Op::LOAD_METHOD_F));
    assert!(!found("a.m(a := b)").contains(&Op::LOAD_METHOD_F), "the local changes while its old value is in use");
    assert!(!found("b.g(a, (yield))").contains(&Op::LOAD_METHOD_F), "the value is on the stack at a suspension");
    assert!(!found("a.m(b if b else 1)").contains(&Op::LOAD_METHOD_F), "the value is on the stack at a jump");
}

#[test]
fn unbound_locals_are_checked() {
    let checks = |body: &str| {
        let unit = compile(&format!("def f(a):\n{body}\n")).expect("it compiles");
        ops(&unit).iter().filter(|op| **op == Op::LOAD_FAST_CHECK).count()
    };
    assert_eq!(checks("  x = 1\n  return x"), 0);
    assert_eq!(checks("  if a: x = 1\n  return x"), 1);
    assert_eq!(checks("  if a: x = 1\n  else: x = 2\n  return x"), 0);
    assert_eq!(checks("  for x in a: pass\n  return x"), 1);
    assert_eq!(checks("  x = 1\n  del x\n  return x"), 1);
    assert_eq!(checks("  try: x = a()\n  except E: pass\n  return x"), 1);
    assert_eq!(checks("  while a:\n    x = 1\n    print(x)"), 0);
}

#[test]
fn annotations_become_text_on_request() {
    let source =
        "from __future__ import annotations\nx: Dict[str, a|b] = 1\ny: (lambda q, *, z=-1: (q, z))[1:2, ...]\n";
    let unit = compile(source).expect("it compiles");
    let texts: Vec<&str> = unit
        .k
        .iter()
        .filter_map(|e| match e {
            KEntry::Const(Const::Str(s)) => Some(&**s),
            _ => None,
        })
        .collect();
    assert!(texts.contains(&"Dict[str, a | b]"), "{texts:?}");
    assert!(texts.contains(&"(lambda q, *, z=-1: (q, z))[1:2, ...]"), "{texts:?}");
}
