//! Trees of every construct, against CPython's.

use rcpy_syntax::{ParseOptions, dump, parse_expression, parse_interactive, parse_module};

/// Splits a dump of a module at its statements.
fn statements(dump: &str) -> Vec<String> {
    let body = dump.strip_prefix("Module(body=[").and_then(|d| d.strip_suffix("])")).expect("a module");
    let mut depth = 0i32;
    let mut quoted = false;
    let mut parts = vec![String::new()];
    for c in body.chars() {
        match c {
            '\'' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("never empty").push(c);
    }
    parts.into_iter().map(|p| p.trim().to_owned()).collect()
}

#[test]
fn recorded_trees() {
    let text = include_str!("trees.txt");
    let mut failures = Vec::new();
    let mut count = 0;
    for block in text.split("\n## ").skip(1) {
        let (title, rest) = block.split_once('\n').expect("a title");
        let (source, expected) = rest.split_once("\n=>\n").expect("a program and its trees");
        let parsed =
            parse_module(&format!("{source}\n"), ParseOptions::default()).unwrap_or_else(|e| panic!("{title}: {e:?}"));
        let actual = statements(&dump(&parsed, true));
        let expected: Vec<_> = expected.lines().collect();
        count += expected.len();
        for (actual, expected) in actual.iter().zip(&expected) {
            if actual != expected {
                failures.push(format!("{title}\n  expected {expected}\n  actual   {actual}"));
            }
        }
        assert_eq!(actual.len(), expected.len(), "{title}");
    }
    assert!(count > 400, "only {count} statements were read");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn module(source: &str) -> String {
    dump(&parse_module(source, ParseOptions::default()).unwrap_or_else(|e| panic!("{source}: {e:?}")), false)
}

#[test]
fn other_starts() {
    let options = ParseOptions::default();
    let expression = parse_expression(" \n", options);
    assert!(expression.is_err());
    let expression = parse_expression("a, b", options).expect("valid");
    assert_eq!(dump(&expression, false), "Expression(body=Tuple(elts=[Name(id='a'), Name(id='b')]))");
    let line = parse_interactive("a; b\n", options).expect("valid");
    assert_eq!(dump(&line, false), "Interactive(body=[Expr(value=Name(id='a')), Expr(value=Name(id='b'))])");
    let nothing = parse_interactive("\n# c\n", options).expect("valid");
    assert_eq!(dump(&nothing, false), "Interactive()");
    assert_eq!(module(""), "Module()");
    assert_eq!(module("\n\n   \n\t# x"), "Module()");
}

#[test]
fn line_ends() {
    let unix = module("if a:\n    b = '''x\ny'''\nc\n");
    assert_eq!(unix, module("if a:\r\n    b = '''x\r\ny'''\r\nc\r\n"));
    assert_eq!(unix, module("if a:\r    b = '''x\ry'''\rc"));
}

#[test]
fn names_are_compared_in_normal_form() {
    assert_eq!(module("ﬁ"), module("fi"));
}
