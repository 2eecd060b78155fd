//! Huge, deep and strange inputs: an error or a tree, never a crash.

use std::fmt::Write;

use rcpy_syntax::ast::{ExprKind, MAX_DEPTH, Mod, StmtKind};
use rcpy_syntax::{ParseOptions, Parsed, SyntaxError, decode_source, dump, parse_module};

fn parse(source: &str) -> Result<Parsed, SyntaxError> {
    parse_module(source, ParseOptions::default())
}

fn message(source: &str) -> String {
    match parse(source) {
        Ok(_) => "accepted".into(),
        Err(e) => e.message,
    }
}

const MANY: usize = 100_000;
const TOO_DEEP: &str = "expression is nested too deeply";

#[test]
fn brackets() {
    for open in ["(", "[", "{", "f(", "a[", "{a:", "[x for x in ", "lambda x=(", "-(", "f'{("] {
        assert_eq!(message(&open.repeat(MANY)), "too many nested parentheses", "{open}");
    }
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
        let nested = |n| format!("{}1{}", open.repeat(n), close.repeat(n));
        assert!(parse(&nested(200)).is_ok());
        assert_eq!(message(&nested(201)), "too many nested parentheses");
    }
    assert_eq!(message(&")".repeat(MANY)), "unmatched ')'");
    assert_eq!(message(&format!("match x:\n case {}", "[".repeat(MANY))), "too many nested parentheses");
    assert!(parse(&format!("match x:\n case {}{}: pass", "[".repeat(200), "]".repeat(200))).is_ok());
}

#[test]
fn operators() {
    for prefix in ["-", "~", "+", "not ", "lambda: ", "1 if 1 else ", "1 ** ", "lambda x=1: "] {
        assert_eq!(message(&format!("{}1", prefix.repeat(MANY))), TOO_DEEP, "{prefix}");
    }
    for suffix in [".b", "()", "[0]"] {
        assert_eq!(message(&format!("a{}", suffix.repeat(MANY))), TOO_DEEP, "{suffix}");
        assert_eq!(message(&format!("a{} = 1", suffix.repeat(MANY))), TOO_DEEP, "{suffix}");
    }
    let deepest = format!("{}1", "-".repeat(usize::from(MAX_DEPTH) - 1));
    let parsed = parse(&deepest).expect("at the limit");
    // Everything that recurses does so safely at this depth.
    assert_eq!(parsed.module.clone(), parsed.module);
    assert!(dump(&parsed, true).len() > 1000);
}

#[test]
fn flat_chains() {
    for chain in ["1 + ", "a and ", "a or ", "a < ", "x, ", "a = ", "'a' ", "1 @ ", "f'{a}' ", "1 - 2 * ", "a | b << "]
    {
        let last = if chain.contains('\'') { "''" } else { "a" };
        let parsed = parse(&format!("{}{last}", chain.repeat(MANY))).unwrap_or_else(|e| panic!("{chain}: {e:?}"));
        drop(parsed.module.clone());
        assert!(dump(&parsed, true).len() > MANY);
    }
    for line in ["a; ", "pass\n", "\n", "if a: b\n", "\\\n", "# x\n", "@a\n", "del a\n", "x: int\n", "match x\n"] {
        let _ = parse(&line.repeat(MANY));
    }
    let mut branches = String::from("if a: b\n");
    for i in 0..MANY {
        writeln!(branches, "elif a{i}: b").expect("a string takes all");
    }
    let parsed = parse(&branches).expect("elif chains are flat");
    let Mod::Module(body) = &parsed.module else { panic!("a module") };
    let StmtKind::If(node) = &body[0].kind else { panic!("an if statement") };
    assert_eq!(node.elifs.len(), MANY);
    let pattern = format!("match x:\n case {}1: pass", "1 | ".repeat(MANY));
    assert!(parse(&pattern).is_ok());
}

#[test]
fn blocks() {
    let nested = |n: usize| {
        let mut source = String::new();
        for i in 0..n {
            writeln!(source, "{}if a:", " ".repeat(i)).expect("a string takes all");
        }
        source + &" ".repeat(n) + "pass\n"
    };
    assert!(parse(&nested(99)).is_ok());
    assert_eq!(message(&nested(100)), "too many levels of indentation");
    assert_eq!(message(&"match x:\n".repeat(MANY)), "expected an indented block after 'match' statement on line 1");
}

#[test]
fn fstrings() {
    assert_eq!(message(&"f'{".repeat(MANY)), "too many nested f-strings");
    assert_eq!(message(&"f'{a:".repeat(MANY)), "too many nested parentheses");
    assert_eq!(message(&format!("f'{}", "{a:".repeat(MANY))), "f-string: expressions nested too deeply");
    let nested = |n: usize| format!("{}1{}", "f'{".repeat(n), "}'".repeat(n));
    assert!(parse(&nested(149)).is_ok());
    assert_eq!(message(&nested(150)), "too many nested f-strings");
}

#[test]
fn long_lines() {
    let mut source = String::from("x = [");
    let mut count = 0usize;
    while source.len() < 10 << 20 {
        write!(source, "{count}, ").expect("a string takes all");
        count += 1;
    }
    source.push_str("]\n");
    let parsed = parse(&source).expect("a long line");
    let Mod::Module(body) = &parsed.module else { panic!("a module") };
    let StmtKind::Assign(assign) = &body[0].kind else { panic!("an assignment") };
    let ExprKind::List(items) = &assign.value.kind else { panic!("a list") };
    assert_eq!(items.len(), count);

    assert!(parse(&format!("x = '{}'", "é".repeat(5 << 20))).is_ok());
    assert!(parse(&"a".repeat(5 << 20)).is_ok());
    assert!(parse(&format!("0x{}", "f".repeat(1 << 20))).is_ok());
    assert!(message(&"9".repeat(1 << 20)).starts_with("Exceeds the limit (4300 digits) for integer string conversion"));
    let unlimited = ParseOptions { max_int_digits: 0, ..ParseOptions::default() };
    assert!(parse_module(&"9".repeat(1 << 20), unlimited).is_ok());
    // Errors in long lines are found in linear time.
    source.insert_str(source.len() / 2, " 1 1 ");
    assert_eq!(message(&source), "invalid syntax. Perhaps you forgot a comma?");
}

#[test]
fn encodings() {
    let text = |bytes: &[u8]| decode_source(bytes).map_err(|e| e.message);
    assert_eq!(text(b"\xEF\xBB\xBFx = 1").as_deref(), Ok("x = 1"));
    assert_eq!(text("é".as_bytes()).as_deref(), Ok("é"));
    assert_eq!(text(b"# -*- coding: latin-1 -*-\n\xE9").as_deref(), Ok("# -*- coding: latin-1 -*-\né"));
    assert_eq!(text(b"#!/bin/x\n# vim: set fileencoding=iso-8859-15 :\n\xA4").map(|t| t.ends_with('€')), Ok(true));
    assert_eq!(text(b"\r\n# coding: cp1252\r\n\x80").map(|t| t.ends_with('€')), Ok(true));
    assert_eq!(text(b"# coding: koi8-r\n\xC1").map(|t| t.ends_with('а')), Ok(true));
    assert_eq!(text(b"# coding: shift_jis\n\x82\xA0").map(|t| t.ends_with('あ')), Ok(true));
    assert_eq!(text(b"# coding: ascii\nx").as_deref(), Ok("# coding: ascii\nx"));
    assert_eq!(text(b"x = 1\n# coding: nope\n").as_deref(), Ok("x = 1\n# coding: nope\n"));
    let error = |bytes: &[u8]| text(bytes).expect_err("no text");
    assert_eq!(error(b"# coding: nope\n"), "unknown encoding: nope");
    assert_eq!(error(b"\xEF\xBB\xBF# coding: latin-1\n"), "encoding problem: iso-8859-1 with BOM");
    assert_eq!(
        error(b"x\ny\n\xFF"),
        "Non-UTF-8 code starting with '\\xff' on line 3, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details"
    );
    assert_eq!(
        error(b"# coding: ascii\n\xFF"),
        "'ascii' codec can't decode byte 0xff in position 16: ordinal not in range(128)"
    );
    assert_eq!(error(b"a\0b"), "source code cannot contain null bytes");
}
