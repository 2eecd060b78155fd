//! The cycle collector of this build: what a whole collection costs for live objects and for garbage, by shape of the heap.
//!
//! *Live* is the time to find that nothing is garbage (marking), *dead* that to find and free cycles. Times include one call of
//! `gc.collect()` from a compiled script, which is small beside the heaps.

mod stamp;

use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rcpy::runtime::embed::Interpreter;

/// Objects on the heap.
const SIZES: [usize; 2] = [10_000, 100_000];

/// Name, and an expression that makes `n` objects which are in cycles once nothing else holds them.
const SHAPES: [(&str, &str); 4] = [
    ("lists in pairs", "[pair() for _ in range(n // 2)]"),
    ("one ring", "ring(n)"),
    ("instances with themselves", "[Node() for _ in range(n)]"),
    ("suspended generators", "[suspended() for _ in range(n // 2)]"),
];

const PRELUDE: &str = "
import gc
gc.disable()

def pair():
    a, b = [], []
    a.append(b)
    b.append(a)
    return a

def ring(n):
    first = last = []
    for _ in range(n - 1):
        last = [last]
    first.append(last)
    return first

class Node:
    def __init__(self):
        self.me = self

def wait(box):
    yield box

def suspended():
    box = []
    generator = wait(box)
    next(generator)
    box.append(generator)
    return box
";

fn collect(c: &mut Criterion) {
    let mut group = c.benchmark_group(format!("collect {}", stamp::stamp()));
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for n in SIZES {
        group.throughput(Throughput::Elements(n as u64));
        for (shape, make) in SHAPES {
            let vm = std::cell::RefCell::new(Interpreter::new(Default::default()).expect("a Vm starts"));
            let run = |text: &str| {
                vm.borrow_mut().run(text, "<bench>").unwrap_or_else(|error| panic!("{text}: {error:?}"));
            };
            run(PRELUDE);
            run(&format!("n = {n}\nheld = {make}"));
            group.bench_function(BenchmarkId::new(format!("live {shape}"), n), |b| b.iter(|| run("gc.collect()")));
            run("held = None\ngc.collect()");
            group.bench_function(BenchmarkId::new(format!("dead {shape}"), n), |b| {
                b.iter_custom(|times| {
                    (0..times)
                        .map(|_| {
                            run(&format!("held = {make}\nheld = None"));
                            let started = Instant::now();
                            run("gc.collect()");
                            started.elapsed()
                        })
                        .sum()
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, collect);
criterion_main!(benches);
