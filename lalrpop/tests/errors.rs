//! What the parser says of wrong programs, against what CPython 3.13 says.

use rcpy_syntax::{ErrorKind, ParseOptions, Parsed, SyntaxError, parse_expression, parse_interactive, parse_module};

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        match tail.as_bytes()[0] {
            b'n' => out.push('\n'),
            b't' => out.push('\t'),
            b'u' => {
                let end = tail.find('}').expect("an escape has an end");
                let code = u32::from_str_radix(&tail[2..end], 16).expect("hexadecimal");
                out.push(char::from_u32(code).expect("a character"));
                rest = &tail[end + 1..];
                continue;
            }
            other => out.push(char::from(other)),
        }
        rest = &tail[1..];
    }
    out.push_str(rest);
    out
}

fn kind_name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Syntax => "SyntaxError",
        ErrorKind::Indentation => "IndentationError",
        ErrorKind::Tab => "TabError",
    }
}

fn describe(e: &SyntaxError, with_end: bool) -> String {
    let kind = kind_name(e.kind);
    let end = if with_end { format!("-{}:{}", e.end_line, e.end_column.unwrap_or_default()) } else { String::new() };
    format!("{kind} {}:{}{end} {}", e.line, e.column, e.message)
}

fn module_error(source: &str) -> SyntaxError {
    parse_module(source, ParseOptions::default()).expect_err(source)
}

#[test]
fn recorded_errors() {
    let mut lines = include_str!("errors.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let mut failures = Vec::new();
    let mut count = 0;
    while let (Some(source), Some(expected)) = (lines.next(), lines.next()) {
        count += 1;
        let place = expected.split(' ').nth(1).expect("a place");
        let actual = match parse_module(&unescape(source), ParseOptions::default()) {
            Ok(Parsed { refused: Some(e), .. }) => describe(&e, place.contains('-')),
            Ok(_) => "accepted".to_owned(),
            Err(e) => describe(&e, place.contains('-')),
        };
        if actual != unescape(expected) {
            failures.push(format!("{source}\n  expected {expected}\n  actual   {actual}"));
        }
    }
    assert!(count > 700, "only {count} errors were read");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What CPython's parser accepts and we refuse, each in so many words.
#[test]
fn refused_language() {
    for (source, message) in [
        ("def f[T](): pass", "type parameters (PEP 695) are not supported"),
        ("class A[T]: pass", "type parameters (PEP 695) are not supported"),
        ("type X = int", "type alias statements (PEP 695) are not supported"),
        ("if x: type X = int", "type alias statements (PEP 695) are not supported"),
    ] {
        assert_eq!(module_error(source).message, message, "{source}");
    }
}

#[test]
fn tokens_of_later_lines_come_first() {
    assert_eq!(module_error("a b\n'").message, "unterminated string literal (detected at line 2)");
    assert_eq!(module_error("x = (\ny z\n").message, "'(' was never closed");
    assert_eq!(module_error("x = (y z\n").message, "'(' was never closed");
    assert_eq!(module_error("f(a b, c\nd e\n").message, "invalid syntax. Perhaps you forgot a comma?");
}

#[test]
fn source_line_of_an_error() {
    let e = module_error("x = 1\r\n  y = é €\r\n");
    assert_eq!((e.text.as_str(), e.line), ("  y = é €\n", 2));
}

#[test]
fn null_bytes_have_no_place() {
    let e = module_error("x\0");
    assert_eq!((e.message.as_str(), e.line, e.column), ("source code string cannot contain null bytes", 0, 0));
}

#[test]
fn incomplete_input() {
    for source in [
        "if x:",
        "if x:\n",
        "while x:\n",
        "def f(",
        "x = (1,",
        "x = '''a",
        "f'''a",
        "f'''{a",
        "x = 1 + \\\n",
        "x = \\",
        "try:\n  pass\n",
        "try: pass",
        "class A:\n",
        "@a\n",
        "{",
        "[1,\n2",
        "\"\"\"",
        "if x:\n  if y:\n",
        "match x:\n",
        "match x:\n  case 1:\n",
    ] {
        let e = parse_interactive(source, ParseOptions::default()).expect_err(source);
        assert!(e.incomplete, "{source:?}: {e:?}");
    }
    for source in ["x = = 1", "if x", "'a", "f'a", ")", "x y", "f(a b", "1 +", "a.", "def", "if x: pass\n  y"] {
        let e = parse_interactive(source, ParseOptions::default()).expect_err(source);
        assert!(!e.incomplete || source == "f(a b", "{source:?}: {e:?}");
    }
}

#[test]
fn prompt_wants_a_blank_line() {
    let options = ParseOptions { require_blank_line: true, ..ParseOptions::default() };
    assert!(parse_interactive("x = 1\n", options).is_ok());
    assert!(parse_interactive("if x:\n  y\n", options).expect_err("open").incomplete);
    assert!(parse_interactive("if x:\n  y\n\n", options).is_ok());
    assert!(parse_interactive("if x: y\n", options).is_ok());
    let e = parse_interactive("x\ny\n", options).expect_err("two statements");
    assert_eq!(e.message, "multiple statements found while compiling a single statement");
    assert!(!e.incomplete);
}

#[test]
fn one_expression_only() {
    assert!(parse_expression("a + b, c\n\n", ParseOptions::default()).is_ok());
    for source in ["", "a = b", "a; b", "a\nb", "pass", "*a", "yield"] {
        assert!(parse_expression(source, ParseOptions::default()).is_err(), "{source}");
    }
}

#[test]
fn warnings() {
    let source = "a = '\\d'\nb = b'\\q' '\\400'\nc = 1if a else 2\nd = f'\\z{a}'\n'''\n\\\n\\e'''\n";
    let source = source.replace("b'\\q' '\\400'", "b'\\q' b'\\400'");
    let parsed = parse_module(&source, ParseOptions::default()).expect("valid");
    let found: Vec<_> = parsed.warnings.iter().map(|w| (w.line, w.message.as_str())).collect();
    assert_eq!(
        found,
        [
            (1, "invalid escape sequence '\\d'"),
            (2, "invalid escape sequence '\\q'"),
            (2, "invalid octal escape sequence '\\400'"),
            (3, "invalid decimal literal"),
            (4, "invalid escape sequence '\\z'"),
            (5, "invalid escape sequence '\\e'"),
        ]
    );
}

/// What the grammar takes and CPython's compiler does not: all errors of the grammar come first.
#[test]
fn refused_by_the_compiler() {
    let parsed = parse_module("f(a=1, a=2)\n*b\n", ParseOptions::default()).expect("the grammar takes it");
    assert_eq!(parsed.refused.expect("refused").message, "keyword argument repeated: a");
    assert_eq!(module_error("f(a=1, a=2)\nx y\n").message, "invalid syntax");
}
