//! Two Vms in one Rust program, which calls functions written in Python and lends them one written in Rust.
//!
//! `cargo run --example embed`

use rcpy::natives;
use rcpy::runtime::embed::{Error, Interpreter};
use rcpy::runtime::native::NativeDef;
use rcpy::runtime::vm::Options;
use rcpy::runtime::{Args, PyResult, Thread};

const SCRIPT: &str = "
def primes(limit):
    found = []
    for n in range(2, limit):
        if all(n % p for p in found if p * p <= n):
            found.append(n)
    return found

def shout(text):
    return loudly(text) + '!'
";

/// A function that scripts can call.
fn loudly(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.str_of(a.get(0)).to_uppercase();
    t.string(text)
}

static LOUDLY: &[NativeDef] = natives!["loudly(text, /)" => loudly];

fn main() -> Result<(), Error> {
    let mut vm = Interpreter::new(Options::default())?;
    vm.set("loudly", |t| t.new_native(&LOUDLY[0], None, None))?;
    vm.run(SCRIPT, "script.py")?;

    println!("primes: {}", vm.eval("primes(30)")?);
    let last = vm.call(
        "primes",
        |t| Ok(vec![t.int(1000)?]),
        |t, list| t.getitem(list, &t.int(-1)?).and_then(|n| t.to_index(&n)),
    )?;
    println!("the last one below 1000: {last}");
    let text = vm.call("shout", |t| Ok(vec![t.str("refcounts")?]), |t, text| Ok(t.str_of(text).into_owned()))?;
    println!("shouted: {text}");

    // A second Vm knows nothing of the first.
    let mut other = Interpreter::new(Options { hash_seed: Some(0), ..Options::default() })?;
    match other.eval("primes(10)") {
        Err(error) => println!("the other Vm: {error}"),
        Ok(value) => println!("the other Vm: {value}?"),
    }

    // And a third one runs at the same time, in a thread of its own.
    let thread = std::thread::spawn(|| -> Result<String, Error> {
        let mut vm = Interpreter::new(Options::default())?;
        vm.run("total = sum(i * i for i in range(1000))", "thread.py")?;
        vm.eval("total")
    });
    let total = thread.join().expect("the thread does not panic")?;
    println!("from a thread: {total}");
    Ok(())
}
