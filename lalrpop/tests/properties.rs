//! No input panics; what is found lies within the text.

use proptest::prelude::*;
use rcpy_syntax::{ParseOptions, decode_source, dump, parse_expression, parse_interactive, parse_module};

/// Parses in every way and checks what can be checked of any text.
fn check(source: &str) {
    let options = ParseOptions::default();
    let prompt = ParseOptions { require_blank_line: true, ..options };
    for result in [
        parse_module(source, options),
        parse_expression(source, options),
        parse_interactive(source, options),
        parse_interactive(source, prompt),
    ] {
        match result {
            Ok(parsed) => {
                let _ = dump(&parsed, true);
                assert!(parsed.warnings.iter().all(|w| w.line >= 1 && w.line <= parsed.lines.count()));
            }
            Err(e) => {
                assert!(!e.message.is_empty());
                assert!(e.span.start <= e.span.end && e.span.end as usize <= source.len(), "{source:?}: {e:?}");
                let end = e.end_column.unwrap_or(0);
                let ordered = (e.line, e.column) <= (e.end_line, end.unsigned_abs());
                assert!(end <= 0 || ordered, "{source:?}: {e:?}");
            }
        }
    }
}

const TOKENS: &[&str] = &[
    "a",
    "b",
    "_",
    "match",
    "case",
    "type",
    "print",
    "exec",
    "é",
    "1",
    "0x",
    "1e5",
    "0777",
    "1_0",
    "1j",
    "'a'",
    "\"",
    "'",
    "'''",
    "b'x'",
    "r'\\'",
    "f'",
    "f'{",
    "f'a'",
    "{{",
    "}}",
    "rb'",
    "\\N{",
    "'\\x",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ";",
    ".",
    "...",
    "->",
    ":=",
    "=",
    "!",
    "!r",
    "@",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "%",
    "|",
    "&",
    "^",
    "~",
    "<<",
    ">>",
    "<",
    "<=",
    ">",
    "==",
    "!=",
    "<>",
    "+=",
    "**=",
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
    "\n",
    "\n    ",
    "\n\t",
    "\n  ",
    "\n        ",
    "\\\n",
    "\\",
    "#",
    "# c\n",
    "$",
    "?",
    "\u{a0}",
    "€",
    "\x0c",
    "\r\n",
    "\u{1}",
];

const PROGRAMS: &[&str] = &[
    include_str!("trees.txt"),
    "def f(a, *b, c=1, **d) -> e:\n    '''doc'''\n    with (a as b, c): return f'{a!r:>{b}}' 'x'\n",
    "match x:\n    case {'a': [1, *_], **r} | A(b=c) as d if e: pass\n    case -1+2j: pass\ntry: a\nexcept* B as c: d\nelse: e\nfinally: f\n",
    "x = [a async for b, *c in d if e] + {**f, g: h}[1:2, ...] ** -i if j else lambda k, /, l=1, *, m: (yield n)\n",
    "async def f():\n\tfor a in b:\n\t\tawait c\n\telse:\n\t\tdel d, e[0], (f.g)\n",
    "if (a := b):\n    pass\nelif c:\n    print x\nelse:\n    x += y = z\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(source in any::<String>()) {
        check(&source);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(source) = decode_source(&bytes) {
            check(&source);
        }
    }

    #[test]
    fn token_soup(tokens in prop::collection::vec((prop::sample::select(TOKENS), any::<bool>()), 0..40)) {
        let source: String = tokens.iter().flat_map(|(t, space)| [*t, if *space { " " } else { "" }]).collect();
        check(&source);
    }

    #[test]
    fn spaced_soup(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..25)) {
        check(&tokens.join(" "));
    }

    /// A valid program with a piece taken out, doubled or replaced.
    #[test]
    fn damaged_programs(
        program in prop::sample::select(PROGRAMS),
        from in any::<prop::sample::Index>(),
        length in 0..12usize,
        token in prop::sample::select(TOKENS),
    ) {
        let chars: Vec<char> = program.chars().collect();
        let window = from.index(chars.len());
        // One place in a few lines is enough of the long one.
        let start = window.saturating_sub(200);
        let end = (window + 200).min(chars.len());
        let text: String = chars[start..window].iter().collect();
        let rest: String = chars[(window + length).min(end)..end].iter().collect();
        check(&format!("{text}{token}{rest}"));
        check(&format!("{text}{rest}"));
    }
}
