//! Lines of source a second through the front end: parsing alone, and parsing with compilation, over a generated corpus.
//!
//! The corpus has what ordinary programs have, in fixed proportions: functions, classes, loops, calls, literals, f-strings,
//! comprehensions, `try` and `match`. It is generated, so that its size can be chosen and nobody else's text is needed.

mod stamp;

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rcpy::compile::{Options, compile_module};
use rcpy_syntax::{ParseOptions, parse_module};

/// A program of `parts` parts, about 35 lines each.
fn corpus(parts: usize) -> String {
    let mut text = String::from("import sys\nfrom os import path as where\n\n");
    for i in 0..parts {
        let written = write!(
            text,
            r#"
LIMIT_{i} = {i} * 3 + 0x1F - 2.5e3


class Account{i}(Base if {i} % 2 else object):
    """An account with a number."""

    rate = 0.0{i}

    def __init__(self, owner, *entries, currency="EUR", **more):
        self.owner = owner
        self.entries = [entry for entry in entries if entry is not None and entry > {i}]
        self.more = {{key: value for key, value in more.items()}}

    @property
    def total(self):
        return sum(self.entries, start={i}) * (1 + self.rate)

    def describe(self, width=10):
        return f"{{self.owner!r:>{{width}}}}: {{self.total:,.2f}} of {{LIMIT_{i}}}"


def work_{i}(items, depth=0):
    global LIMIT_{i}
    seen, total = set(), 0
    for index, (name, value) in enumerate(items):
        try:
            if name in seen or not value:
                continue
            elif total > LIMIT_{i}:
                raise ValueError("too much", name)
            total += value ** 2 // 7 - index
        except (KeyError, ValueError) as error:
            print(error, file=sys.stderr)
        else:
            seen.add(name)
    match items:
        case [first, *rest] if rest:
            return lambda x=first: x + total
        case {{"kind": "empty" | "none", **others}}:
            return None
    while depth < 3:
        depth += 1
    return work_{i}(items[1:], depth) if depth < {i} else (yield from seen)
"#
        );
        written.expect("writing to a string does not fail");
    }
    text
}

fn frontend(c: &mut Criterion) {
    let mut group = c.benchmark_group(format!("frontend {}", stamp::stamp()));
    for parts in [10, 100] {
        let text = corpus(parts);
        let lines = text.lines().count() as u64;
        group.throughput(Throughput::Elements(lines));
        group.bench_with_input(BenchmarkId::new("parse", format!("{lines} lines")), &text, |b, text| {
            b.iter(|| parse_module(black_box(text), ParseOptions::default()).expect("the corpus is Python"));
        });
        group.bench_with_input(BenchmarkId::new("parse and compile", format!("{lines} lines")), &text, |b, text| {
            b.iter(|| {
                let parsed = parse_module(black_box(text), ParseOptions::default()).expect("the corpus is Python");
                compile_module(&parsed, text, "corpus.py", Options::default()).expect("the corpus is Python")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, frontend);
criterion_main!(benches);
