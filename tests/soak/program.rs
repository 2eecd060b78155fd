//! The program of a seed: shared objects, functions of threads made of random statements, checks at the end.

use std::fmt::Write as _;

use super::operations::{Kind, operation};

/// What every program starts with.
const PRELUDE: &str = r#"import gc, itertools, sys, threading, weakref
from collections import Counter, OrderedDict, defaultdict, deque
from functools import lru_cache, partial
from queue import SimpleQueue, Empty

RACE = (IndexError, KeyError, ValueError, RuntimeError, AttributeError, StopIteration, NameError, BufferError, Empty, ReferenceError)
deaths = deque()
failures = []
local = threading.local()
lock = threading.Lock()
rlock = threading.RLock()


class Failure(Exception):
    pass


class Token:
    __slots__ = ("n", "twice", "link", "__weakref__")

    def __init__(self, made, n):
        made.append(n)
        self.n, self.twice, self.link = n, 2 * n, None

    def __del__(self):
        deaths.append(self.n)


class Box:
    kind = "box"

    def __init__(self):
        self.first = "first"

    def get(self, name):
        return getattr(self, name, None)


class OtherBox(Box):
    kind = "other"


def check(x):
    if x is not None and (type(x) is not Token or x.twice != 2 * x.n):
        raise Failure(f"not what was put there: {x!r}")


def check_key(k, x):
    check(x)
    if x is not None and x.n % 16 != k:
        raise Failure(f"under another key: {k} {x.n}")


def tokens(made, count):
    for n in range(count):
        yield Token(made, n)


def closure(made):
    kept = Token(made, 0)

    def exchange(new):
        nonlocal kept
        old, kept = kept, new
        return old

    return exchange


@lru_cache(maxsize=8)
def square(n):
    return (n, n * n)


"#;

/// What every program ends with: threads run, then everything is checked and dropped.
const EPILOGUE: &str = r#"

def body(i):
    start.wait()
    try:
        for turn in range(TURNS):
            works[i](i, made[i])
    except Failure as e:
        failures.append(f"thread {i}: {e}")
    except BaseException as e:
        failures.append(f"thread {i}: {type(e).__name__}: {e}")


start = threading.Barrier(len(works))
threads = [threading.Thread(target=body, args=(i,)) for i in range(len(works))]
for t in threads:
    t.start()
for t in threads:
    t.join()
del t
threads.clear()
try:
    final_checks()
except Failure as e:
    failures.append(f"at the end: {e}")
except Exception as e:
    failures.append(f"at the end: {type(e).__name__}: {e}")
drop_all()
square.cache_clear()
for _ in range(3):
    gc.collect()
born = sum(map(len, made))
if len(deaths) != born:
    failures.append(f"{born} tokens were made, {len(deaths)} died")
print("\n".join(failures) if failures else "ok")
"#;

/// A writer of indented statements.
pub struct Text {
    text: String,
    depth: usize,
}

impl Text {
    /// One line.
    pub fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", self.depth * 4);
    }

    /// Lines one level deeper than `head`.
    pub fn block(&mut self, head: &str, inner: impl FnOnce(&mut Text)) {
        self.line(head);
        self.depth += 1;
        inner(self);
        self.depth -= 1;
    }
}

/// The program.
pub fn of_seed(seed: u64) -> String {
    let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut text = Text { text: PRELUDE.to_owned(), depth: 0 };
    let threads = random.choice([2, 2, 3, 4, 6, 8]).unwrap_or(2);
    // Few objects, so that threads meet.
    let mut shared: Vec<Kind> = (0..random.usize(2..7)).map(|_| Kind::ALL[random.usize(..Kind::ALL.len())]).collect();
    shared.push(Kind::List);
    text.line(&format!("TURNS = {}", random.usize(2..6)));
    text.line(&format!("made = [[] for _ in range({})]", threads + 1));
    text.line("spare = made[-1]");
    for (number, kind) in shared.iter().enumerate() {
        text.line(&format!("s{number} = {}", kind.make()));
    }
    let names: Vec<(String, Kind)> = shared.iter().enumerate().map(|(n, kind)| (format!("s{n}"), *kind)).collect();
    // Functions that several threads call with objects of the right kind.
    let helpers: Vec<Kind> = (0..2).map(|_| shared[random.usize(..shared.len())]).collect();
    for (number, kind) in helpers.iter().enumerate() {
        text.line("");
        text.line("");
        text.block(&format!("def helper{number}(x, i, made):"), |text| {
            for _ in 0..random.usize(2..5) {
                operation(&mut random, text, "x", *kind, &names);
            }
        });
    }
    for thread in 0..threads {
        text.line("");
        text.line("");
        text.block(&format!("def work{thread}(i, made):"), |text| {
            text.line("global common");
            for _ in 0..random.usize(2..6) {
                statement(&mut random, text, &names, &helpers, 0);
            }
        });
    }
    text.line("");
    text.line("");
    text.line("common = None");
    let works: Vec<String> = (0..threads).map(|n| format!("work{n}")).collect();
    text.line(&format!("works = [{}]", works.join(", ")));
    text.line("");
    text.line("");
    text.block("def final_checks():", |text| {
        text.line("check(common)");
        names.iter().for_each(|(name, kind)| kind.check(text, name));
    });
    text.line("");
    text.line("");
    text.block("def drop_all():", |text| {
        text.line("global common");
        text.line("common = None");
        for (name, _) in &names {
            text.line(&format!("globals().pop({name:?})"));
        }
    });
    text.text.push_str(EPILOGUE);
    text.text
}

/// A random statement of a thread.
fn statement(random: &mut fastrand::Rng, text: &mut Text, names: &[(String, Kind)], helpers: &[Kind], depth: usize) {
    let (name, kind) = &names[random.usize(..names.len())];
    match random.u32(..20) {
        0..=6 if depth < 2 => {
            let times = random.choice([3, 10, 30]).unwrap_or(3);
            text.block(&format!("for k{depth} in range({times}):"), |text| {
                for _ in 0..random.usize(1..5) {
                    statement(random, text, names, helpers, depth + 1);
                }
            });
        }
        7 => {
            let which = random.usize(..helpers.len());
            if let Some((name, _)) = names.iter().find(|(_, kind)| *kind == helpers[which]) {
                text.line(&format!("helper{which}({name}, i, made)"));
            }
        }
        8 => text.line("common = Token(made, 5)"),
        9 => text.line("check(common)"),
        10 if depth == 0 => text.line("gc.collect()"),
        11 if depth == 0 => {
            // A thread that lives for a moment; what it makes counts for the one that waits for it.
            text.block(&format!("def fleeting(x={name}):"), |text| operation(random, text, "x", *kind, names));
            text.line("child = threading.Thread(target=fleeting)");
            text.line("child.start()");
            text.line("child.join()");
        }
        12 => {
            text.line("cycle = Token(made, 3)");
            text.line("cycle.link = [cycle, {\"self\": cycle}]");
            text.line("del cycle");
        }
        13 => {
            text.block("try:", |text| {
                operation(random, text, name, *kind, names);
                text.line("raise LookupError(Token(made, 1))");
            });
            text.block("except LookupError as e:", |text| {
                text.line("e.args and type(e.args[0]) is Token and check(e.args[0])")
            });
        }
        14 => {
            text.line("local.token = Token(made, 2)");
            text.line("check(local.token)");
            text.line("del local.token");
        }
        15 => {
            text.line("assert square(i) == (i, i * i)");
            text.line("assert sys.intern(\"soak_\" + str(i % 3)) == f\"soak_{i % 3}\"");
        }
        _ => operation(random, text, name, *kind, names),
    }
}
